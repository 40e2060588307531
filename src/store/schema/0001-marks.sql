-- What a reader did with stories, pages and the program. Never edit this file: a change is the next number.

-- What a mark is about: a story or a page known by its content, or the reader himself (kind 'reader').
CREATE TABLE subject (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('story', 'page', 'reader')),
    publication TEXT NOT NULL, -- comparable form; '' unknown
    date        TEXT NOT NULL, -- YYYY-MM-DD; '' unknown
    headline    TEXT NOT NULL, -- comparable form; '' unknown
    sketch      BLOB NOT NULL, -- the least hashes of the text, little-endian, rising
    title       TEXT NOT NULL, -- as printed, for people
    UNIQUE (kind, publication, date, headline, sketch)
) STRICT;

CREATE INDEX subject_by_headline ON subject (headline) WHERE headline <> '';

-- The very least hashes of each sketch: texts that are much alike share at least one of them.
CREATE TABLE hint (
    hash    INTEGER NOT NULL,
    subject INTEGER NOT NULL REFERENCES subject (id) ON DELETE CASCADE,
    PRIMARY KEY (hash, subject)
) STRICT, WITHOUT ROWID;

-- What holds now. The value is JSON.
CREATE TABLE mark (
    subject INTEGER NOT NULL REFERENCES subject (id) ON DELETE CASCADE,
    slot    TEXT NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    at      INTEGER NOT NULL, -- seconds since 1970
    PRIMARY KEY (subject, slot, name)
) STRICT, WITHOUT ROWID;

-- The journal: what was done at one stroke, and what each step changed. NULL is "nothing there".
CREATE TABLE act (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE step (
    act     INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
    nth     INTEGER NOT NULL,
    subject INTEGER NOT NULL REFERENCES subject (id) ON DELETE CASCADE,
    slot    TEXT NOT NULL,
    name    TEXT NOT NULL,
    before  TEXT,
    after   TEXT,
    PRIMARY KEY (act, nth)
) STRICT, WITHOUT ROWID;

-- Queries once typed, the latest with the greatest number.
CREATE TABLE query (
    words TEXT PRIMARY KEY,
    nth   INTEGER NOT NULL,
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Single values: the last session, and a count of writes that tells whether the backup is old.
CREATE TABLE keep (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
