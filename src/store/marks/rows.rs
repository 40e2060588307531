//! Marks as rows of SQLite: what is carried out on one open connection, each piece of work in one transaction.
//!
//! It knows nothing of files and of what to do when one is damaged: that is [`super::home`].

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params, params_from_iter};

use super::key::{Key, Kind, Sketch};
use super::{Anchor, Change, Marked, Moment, Recall, form};
use crate::assets::SCHEMA_STEPS;
use crate::model::Correction;

/// How many acts of the journal can be taken back.
const JOURNAL: i64 = 10_000;
/// How many queries are remembered.
const QUERIES: i64 = 1_000;

/// A piece of work that changes what is kept. It can be carried out again elsewhere if it fails here.
#[derive(Debug, Clone)]
pub(super) enum Work {
    /// Make these changes, each at its time, at one stroke.
    Record(Vec<(Change, Moment)>),
    /// Make this change beside the journal: the reader did not ask for it.
    Quietly(Change, Moment),
    /// Take the last act back.
    Undo(Moment),
    /// Do the last act that was taken back again.
    Redo(Moment),
    /// Keep the place in a story.
    Place(Key, Anchor, Moment),
    /// Keep the session.
    Session(String),
    /// Remember a query.
    Query(String, Moment),
}

/// What a piece of work did.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// The changes that it made, as they hold now.
    pub(super) changed: Vec<Change>,
    /// The stroke that was taken back or done again, as it was made.
    pub(super) stroke: Vec<Change>,
}

impl Carried {
    fn of(changed: Vec<Change>) -> Self {
        Self { changed, stroke: Vec::new() }
    }
}

/// The place of a value: whose, which, under what name.
#[derive(Debug)]
struct Place {
    subject: i64,
    slot: String,
    name: String,
}

/// Brings the tables to their present form. Answers `false` where they come from a later program.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<bool> {
    let known = SCHEMA_STEPS.len();
    if version(connection)? == known {
        return Ok(true);
    }
    // Another program may have done it between the look and the lock: the version is read again.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let there = version(&transaction)?;
    if there > known {
        return Ok(false);
    }
    for step in &SCHEMA_STEPS[there..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known as i64)?;
    transaction.commit()?;
    Ok(true)
}

/// Whether the file comes from a later program.
pub(super) fn is_later(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(version(connection)? > SCHEMA_STEPS.len())
}

fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

/// Carries out a piece of work and answers what it did.
pub(super) fn carry_out(connection: &mut Connection, work: &Work) -> rusqlite::Result<Carried> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let carried = match work {
        Work::Record(changes) => Carried::of(record(&transaction, changes)?),
        Work::Quietly(change, at) => Carried::of(change_quietly(&transaction, change, *at)?),
        Work::Undo(at) => step_over(&transaction, Way::Back, *at)?,
        Work::Redo(at) => step_over(&transaction, Way::Again, *at)?,
        Work::Place(key, place, at) => {
            let subject = subject_to_write(&transaction, key)?;
            let place = Some(form::place(place));
            put(&transaction, &Place { subject, slot: form::PLACE.into(), name: String::new() }, place, *at)?;
            Carried::default()
        }
        Work::Session(session) => {
            keep(&transaction, "session", session)?;
            Carried::default()
        }
        Work::Query(words, at) => {
            remember(&transaction, words, *at)?;
            Carried::default()
        }
    };
    let writes = kept(&transaction, "writes")?.and_then(|writes| writes.parse::<u64>().ok()).unwrap_or(0);
    keep(&transaction, "writes", &(writes + 1).to_string())?;
    transaction.commit()?;
    Ok(carried)
}

/// How often anything was written.
pub(super) fn writes(connection: &Connection) -> rusqlite::Result<Option<String>> {
    kept(connection, "writes")
}

/// What is known of a story or page; `None` where nothing is.
pub(super) fn look(connection: &Connection, key: &Key) -> rusqlite::Result<Option<(i64, Marked)>> {
    let Some(subject) = subject_of(connection, key)? else { return Ok(None) };
    let mut marked = Marked::default();
    let mut rows = connection.prepare_cached("SELECT slot, name, value, at FROM mark WHERE subject = ?1")?;
    let mut rows = rows.query([subject])?;
    while let Some(row) = rows.next()? {
        let (slot, name, value): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        form::add(&mut marked, &slot, &name, &value, moment(row.get(3)?));
    }
    marked.notes.sort_by(|one, two| (&one.passage, &one.words).cmp(&(&two.passage, &two.words)));
    Ok(Some((subject, marked)))
}

/// The subject itself, where marks about it are kept.
pub(super) fn subject_of(connection: &Connection, key: &Key) -> rusqlite::Result<Option<i64>> {
    match exact_subject(connection, key)? {
        Some(subject) => Ok(Some(subject)),
        None => like_subject(connection, key),
    }
}

/// Everything that is kept about the reader and the last session.
pub(super) fn recall(connection: &Connection) -> rusqlite::Result<Recall> {
    let session = kept(connection, "session")?;
    let mut rows = connection.prepare_cached("SELECT words FROM query ORDER BY nth DESC")?;
    let queries = rows.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let filters = look(connection, &Key::of_reader())?.map(|(_, marked)| marked.filters).unwrap_or_default();
    Ok(Recall { session, queries, filters })
}

/// Every subject about which something is kept, with what it is.
pub(super) fn everything(connection: &Connection) -> rusqlite::Result<Vec<(Key, Marked)>> {
    let columns = "id, kind, publication, date, headline, sketch, title";
    let mut rows = connection.prepare_cached(&format!("SELECT {columns} FROM subject ORDER BY id"))?;
    let keys: Vec<Key> = rows.query_map([], key_in)?.collect::<Result<_, _>>()?;
    let mut all = Vec::new();
    for key in keys {
        let marked = look(connection, &key)?.map(|(_, marked)| marked).unwrap_or_default();
        if marked != Marked::default() {
            all.push((key, marked));
        }
    }
    Ok(all)
}

/// Every page with corrections.
pub(super) fn corrected_pages(connection: &Connection) -> rusqlite::Result<Vec<(Key, Vec<Correction>)>> {
    let mut rows = connection.prepare(
        "SELECT id, kind, publication, date, headline, sketch, title FROM subject
         WHERE kind = 'page' AND id IN (SELECT subject FROM mark WHERE slot IN (?1, ?2)) ORDER BY id",
    )?;
    let keys: Vec<Key> = rows.query_map([form::LINE, form::ABOUT], key_in)?.collect::<Result<_, _>>()?;
    let look = |key: Key| {
        let marked = look(connection, &key)?.map(|(_, marked)| marked).unwrap_or_default();
        Ok((key, marked.corrections))
    };
    keys.into_iter().map(look).collect()
}

/// How many acts could be taken back, and how many done again.
pub(super) fn depth(connection: &Connection) -> rusqlite::Result<(u32, u32)> {
    let sql = "SELECT count(*) FILTER (WHERE undone = 0), count(*) FILTER (WHERE undone <> 0) FROM act";
    connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn record(transaction: &Transaction, changes: &[(Change, Moment)]) -> rusqlite::Result<Vec<Change>> {
    let mut made = Vec::new();
    let mut act = None;
    for (nth, (change, at)) in (0_i64..).zip(changes) {
        let Some(New { place, before, after }) = new(transaction, change)? else { continue };
        let act = match act {
            Some(act) => act,
            None => *act.insert(new_act(transaction, *at)?),
        };
        transaction
            .prepare_cached(
                "INSERT INTO step (act, nth, subject, slot, name, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![act, nth, place.subject, place.slot, place.name, before, after])?;
        put(transaction, &place, after, *at)?;
        made.push(change.clone());
    }
    Ok(made)
}

/// What a change puts in a place.
struct New {
    place: Place,
    before: Option<String>,
    after: Option<String>,
}

/// What a change does; `None` where it holds already.
fn new(transaction: &Transaction, change: &Change) -> rusqlite::Result<Option<New>> {
    let (slot, name, after) = form::slot(&change.mark);
    let subject = subject_to_write(transaction, &change.about)?;
    let place = Place { subject, slot: slot.to_owned(), name };
    let before = value(transaction, &place)?;
    Ok((before != after).then_some(New { place, before, after }))
}

/// Begins an act. What was taken back before can then no longer be done again, as in every editor.
fn new_act(transaction: &Transaction, at: Moment) -> rusqlite::Result<i64> {
    transaction.execute("DELETE FROM act WHERE undone <> 0", [])?;
    transaction.execute("INSERT INTO act (at) VALUES (?1)", [at.as_second()])?;
    let act = transaction.last_insert_rowid();
    transaction.execute("DELETE FROM act WHERE id <= ?1", [act - JOURNAL])?;
    Ok(act)
}

/// Makes a change without a word in the journal. What was taken back before can still be done again.
fn change_quietly(transaction: &Transaction, change: &Change, at: Moment) -> rusqlite::Result<Vec<Change>> {
    let Some(New { place, after, .. }) = new(transaction, change)? else { return Ok(Vec::new()) };
    put(transaction, &place, after, at)?;
    Ok(vec![change.clone()])
}

/// Which way one goes along the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The last act is taken back.
    Back,
    /// The first one that was taken back is done again.
    Again,
}

/// Puts the values of an act in their places and notes that it is undone, or no longer.
fn step_over(transaction: &Transaction, way: Way, at: Moment) -> rusqlite::Result<Carried> {
    let next = match way {
        Way::Back => "SELECT max(id) FROM act WHERE undone = 0",
        Way::Again => "SELECT min(id) FROM act WHERE undone <> 0",
    };
    let Some(act) = transaction.query_row(next, [], |row| row.get::<_, Option<i64>>(0))? else {
        return Ok(Carried::default());
    };
    let mut steps = steps_of(transaction, act)?;
    let stroke = steps.iter().filter_map(|step| step.change(step.after.as_deref())).collect();
    if way == Way::Back {
        steps.reverse();
    }
    let mut changed = Vec::new();
    for step in &steps {
        let value = if way == Way::Back { &step.before } else { &step.after };
        put(transaction, &step.place, value.clone(), at)?;
        changed.extend(step.change(value.as_deref()));
    }
    transaction.execute("UPDATE act SET undone = ?2 WHERE id = ?1", params![act, way == Way::Back])?;
    Ok(Carried { changed, stroke })
}

/// A change of a stroke as the journal has it.
struct Step {
    place: Place,
    about: Key,
    before: Option<String>,
    after: Option<String>,
}

impl Step {
    /// The change that puts this value there; `None` where this program knows no such mark.
    fn change(&self, value: Option<&str>) -> Option<Change> {
        let mark = form::mark(&self.place.slot, &self.place.name, value)?;
        Some(Change { about: self.about.clone(), mark })
    }
}

/// The changes of a stroke, in the order in which they were made.
fn steps_of(transaction: &Transaction, act: i64) -> rusqlite::Result<Vec<Step>> {
    let sql = "SELECT subject, slot, name, before, after FROM step WHERE act = ?1 ORDER BY nth";
    let mut rows = transaction.prepare_cached(sql)?;
    let steps = rows.query_map([act], |row| {
        let place = Place { subject: row.get(0)?, slot: row.get(1)?, name: row.get(2)? };
        let about = key_of(transaction, place.subject)?;
        Ok(Step { place, about, before: row.get(3)?, after: row.get(4)? })
    })?;
    steps.collect()
}

fn value(connection: &Connection, place: &Place) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM mark WHERE subject = ?1 AND slot = ?2 AND name = ?3")?
        .query_row(params![place.subject, place.slot, place.name], |row| row.get(0))
        .optional()
}

fn put(connection: &Connection, place: &Place, value: Option<String>, at: Moment) -> rusqlite::Result<()> {
    let Place { subject, slot, name } = place;
    match value {
        Some(value) => connection
            .prepare_cached(
                "INSERT INTO mark (subject, slot, name, value, at) VALUES (?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
            )?
            .execute(params![subject, slot, name, value, at.as_second()])?,
        None => connection
            .prepare_cached("DELETE FROM mark WHERE subject = ? AND slot = ? AND name = ?")?
            .execute(params![subject, slot, name])?,
    };
    Ok(())
}

fn keep(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO keep (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";
    connection.prepare_cached(sql)?.execute([name, value]).map(drop)
}

fn kept(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT value FROM keep WHERE name = ?";
    connection.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()
}

fn remember(connection: &Connection, words: &str, at: Moment) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO query (words, nth, at) VALUES (?1, (SELECT coalesce(max(nth), 0) + 1 FROM query), ?2)
         ON CONFLICT DO UPDATE SET nth = excluded.nth, at = excluded.at",
        params![words, at.as_second()],
    )?;
    let too_old = "DELETE FROM query WHERE nth <= (SELECT max(nth) FROM query) - ?1";
    connection.execute(too_old, [QUERIES]).map(drop)
}

/// The row of the subject; it is made where there is none.
fn subject_to_write(connection: &Connection, key: &Key) -> rusqlite::Result<i64> {
    if let Some(subject) = subject_of(connection, key)? {
        return Ok(subject);
    }
    connection
        .prepare_cached(
            "INSERT INTO subject (kind, publication, date, headline, sketch, title) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            key.kind.word(),
            key.publication,
            key.date,
            key.headline,
            key.sketch.bytes(),
            key.title
        ])?;
    let subject = connection.last_insert_rowid();
    let mut hint = connection.prepare_cached("INSERT OR IGNORE INTO hint (hash, subject) VALUES (?, ?)")?;
    for hash in key.sketch.hints() {
        hint.execute(params![hash, subject])?;
    }
    Ok(subject)
}

fn exact_subject(connection: &Connection, key: &Key) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT id FROM subject
             WHERE kind = ? AND publication = ? AND date = ? AND headline = ? AND sketch = ?",
        )?
        .query_row(
            params![key.kind.word(), key.publication, key.date, key.headline, key.sketch.bytes()],
            |row| row.get(0),
        )
        .optional()
}

/// The subject that is most alike, if any can be the same.
fn like_subject(connection: &Connection, key: &Key) -> rusqlite::Result<Option<i64>> {
    let hints = key.sketch.hints();
    if hints.is_empty() {
        return Ok(None);
    }
    let marks = vec!["?"; hints.len()].join(", ");
    let sql = format!(
        "SELECT id, kind, publication, date, headline, sketch, title FROM subject
         WHERE id IN (SELECT subject FROM hint WHERE hash IN ({marks}))
            OR (headline <> '' AND headline = ?)"
    );
    let values = hints.iter().map(|hash| Value::from(i64::from(*hash)));
    let values = values.chain([Value::from(key.headline.clone())]);
    let mut rows = connection.prepare_cached(&sql)?;
    let mut rows = rows.query(params_from_iter(values))?;
    let mut best: Option<(f32, i64)> = None;
    while let Some(row) = rows.next()? {
        let alike = key_in(row)?.likeness(key);
        if let Some(alike) = alike.filter(|alike| best.is_none_or(|(most, _)| *alike > most)) {
            best = Some((alike, row.get(0)?));
        }
    }
    Ok(best.map(|(_, subject)| subject))
}

fn key_of(connection: &Connection, subject: i64) -> rusqlite::Result<Key> {
    connection
        .prepare_cached(
            "SELECT id, kind, publication, date, headline, sketch, title FROM subject WHERE id = ?",
        )?
        .query_row([subject], key_in)
}

fn key_in(row: &rusqlite::Row<'_>) -> rusqlite::Result<Key> {
    let kind: String = row.get(1)?;
    let sketch: Vec<u8> = row.get(5)?;
    Ok(Key {
        kind: Kind::ALL.into_iter().find(|known| known.word() == kind).unwrap_or(Kind::Story),
        publication: row.get(2)?,
        date: row.get(3)?,
        headline: row.get(4)?,
        sketch: Sketch::from_bytes(&sketch),
        title: row.get(6)?,
    })
}

fn moment(seconds: i64) -> Moment {
    Moment::from_second(seconds).unwrap_or_default()
}
