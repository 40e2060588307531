//! Where marks are kept, and how their file is opened, checked, backed up and replaced when it is damaged.
//!
//! In the folder stand `marks.sqlite` (with `-wal` and `-shm` while it is open), `marks.backup.sqlite` and
//! `marks.backup-1.sqlite` (the last two backups), `marks.lock` (held while the file is opened) and
//! `marks.damaged-DATE.sqlite` for each file that was set aside. None of them is ever deleted by the program.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::BaseStrategy;
use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::trouble::{Notice, Trouble};
use super::{Moment, rows};
use crate::store::files;

/// How long another program may hold the file before that is trouble. Its transactions take milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// The folder of the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    folder: Option<PathBuf>,
}

/// A file that was opened.
enum Opened {
    /// It is in order.
    Sound(Connection),
    /// It is damaged, or gone while a backup is there.
    Damaged,
}

impl Home {
    /// The folder for the data of this program, by the rules of the system (XDG: `~/.local/share/kanbao`).
    pub fn of_this_user() -> Self {
        let data = etcetera::choose_base_strategy().ok().map(|strategy| strategy.data_dir());
        Self { folder: data.map(|data| data.join("kanbao")) }
    }

    /// This folder; it is made when it is first needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()) }
    }

    /// The file of the marks, where there can be one.
    pub fn file(&self) -> Option<PathBuf> {
        self.path("marks.sqlite").ok()
    }

    fn path(&self, name: &str) -> Result<PathBuf, Trouble> {
        self.folder.as_ref().map(|folder| folder.join(name)).ok_or(Trouble::NoFolder)
    }

    /// The name of the file for a message.
    fn shown(&self) -> PathBuf {
        self.file().unwrap_or_default()
    }

    /// Opens the file: checks it, brings it to the present form, and replaces it if it is damaged.
    pub(super) fn open(&self) -> Result<(Connection, Option<Notice>), Trouble> {
        let path = self.path("marks.sqlite")?;
        let folder = path.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder).map_err(|error| cannot_open(folder, &error))?;
        // Held until the file is open, or replaced.
        let lock = self.lock();
        match self.open_checked(&path)? {
            Opened::Sound(connection) => Ok((connection, None)),
            Opened::Damaged => lock.and_then(|_held| self.replace(&path)),
        }
    }

    /// Waits until no other program is opening the file, and keeps them off until the answer is dropped.
    ///
    /// Where two open a new file at once, each wants to change it to the journal, and there SQLite does not wait for
    /// the other program but gives up at once. A file in a folder that takes no lock is opened without one.
    fn lock(&self) -> Result<File, Trouble> {
        let path = self.path("marks.lock")?;
        let failed = |error: io::Error| cannot_open(&path, &error);
        let lock = File::create(&path).map_err(failed)?;
        lock.lock().map_err(failed)?;
        Ok(lock)
    }

    fn open_checked(&self, path: &Path) -> Result<Opened, Trouble> {
        if is_missing_or_empty(path) && self.sound_backup().is_some() {
            return Ok(Opened::Damaged);
        }
        match connect(path) {
            Ok(Some(connection)) => Ok(Opened::Sound(connection)),
            Ok(None) => Err(Trouble::TooNew { path: path.to_owned() }),
            Err(error) if is_damage(&error) => Ok(Opened::Damaged),
            Err(error) => Err(self.trouble(&error)),
        }
    }

    /// Sets the damaged file aside and puts the last sound backup in its place.
    fn replace(&self, path: &Path) -> Result<(Connection, Option<Notice>), Trouble> {
        let failed = |error: io::Error| cannot_open(path, &error);
        let aside = set_aside(path).map_err(failed)?;
        let backup = self.sound_backup();
        if let Some(backup) = &backup {
            let beside = own_name(path);
            fs::copy(backup, &beside).map_err(failed)?;
            files::put_in_place(&beside, path).map_err(failed)?;
        }
        match self.open_checked(path)? {
            Opened::Sound(connection) => Ok((connection, Some(Notice::Restored { aside, backup }))),
            Opened::Damaged => Err(Trouble::Damaged { path: path.to_owned() }),
        }
    }

    /// The latest backup that is in order.
    fn sound_backup(&self) -> Option<PathBuf> {
        let backups = ["marks.backup.sqlite", "marks.backup-1.sqlite"];
        let paths = backups.into_iter().filter_map(|name| self.path(name).ok());
        paths.filter(|path| !is_missing_or_empty(path)).find(|path| {
            open_as_it_stands(path).is_ok_and(|connection| is_sound(&connection, "integrity_check").is_ok())
        })
    }

    /// Copies all marks to the backup, unless nothing was written since the last one.
    ///
    /// The whole is checked before, so that a sound backup is never replaced by a damaged one.
    pub(super) fn back_up(&self, connection: &Connection) -> Result<(), Trouble> {
        let backup = self.path("marks.backup.sqlite")?;
        let writes = rows::writes(connection).map_err(|error| self.trouble(&error))?;
        let there = open_as_it_stands(&backup).and_then(|backup| rows::writes(&backup)).ok().flatten();
        if writes.is_none() || writes == there {
            return Ok(());
        }
        is_sound(connection, "integrity_check").map_err(|error| self.trouble(&error))?;
        let beside = own_name(&backup);
        let written = self.write_backup(connection, &beside, &backup);
        if written.is_err() {
            // The attempt failed already; that its leftover cannot be removed either changes nothing.
            let _ = fs::remove_file(&beside);
        }
        written
    }

    fn write_backup(&self, connection: &Connection, beside: &Path, backup: &Path) -> Result<(), Trouble> {
        let failed =
            |error: io::Error| Trouble::Failed { path: backup.to_owned(), reason: error.to_string() };
        // A leftover of an earlier attempt by a program with the same number is in the way of VACUUM INTO.
        if beside.exists() {
            fs::remove_file(beside).map_err(failed)?;
        }
        let name = beside.to_string_lossy();
        connection.execute("VACUUM INTO ?1", [name]).map_err(|error| self.trouble(&error))?;
        File::open(beside).and_then(|file| file.sync_all()).map_err(failed)?;
        if backup.exists() {
            fs::rename(backup, self.path("marks.backup-1.sqlite")?).map_err(failed)?;
        }
        files::put_in_place(beside, backup).map_err(failed)
    }

    /// A copy in memory of what can be read of the file; empty where nothing can.
    pub(super) fn copy_into_memory(&self) -> Connection {
        let file = self.file().and_then(|path| open_as_it_stands(&path).ok());
        file.and_then(|file| copy_of(&file).ok()).unwrap_or_else(empty)
    }

    /// What an error of SQLite means for the reader.
    pub(super) fn trouble(&self, error: &rusqlite::Error) -> Trouble {
        let path = self.shown();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Trouble::DiskFull { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Trouble::ReadOnly { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Trouble::Busy { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Trouble::Damaged { path },
            Some(ErrorCode::CannotOpen) => Trouble::CannotOpen { path, reason: error.to_string() },
            _ => Trouble::Failed { path, reason: error.to_string() },
        }
    }
}

/// Whether the file itself is damaged.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// A copy in memory, in the present form.
pub(super) fn copy_of(connection: &Connection) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(connection, &mut copy)?.run_to_completion(1024, Duration::ZERO, None)?;
    copy.pragma_update(None, "foreign_keys", true)?;
    if rows::migrate(&mut copy)? { Ok(copy) } else { Ok(empty()) }
}

/// Nothing, in memory.
fn empty() -> Connection {
    let open = || -> rusqlite::Result<Connection> {
        let mut connection = Connection::open_in_memory()?;
        connection.pragma_update(None, "foreign_keys", true)?;
        rows::migrate(&mut connection)?;
        Ok(connection)
    };
    open().expect("an empty database in memory needs nothing that could be missing")
}

/// Opens the file for writing, checks it and brings it to the present form; `None` where it comes from a later
/// program, whose file is not touched. A change is on the disk when it is answered (WAL with `synchronous=FULL`),
/// and readers never wait.
fn connect(path: &Path) -> rusqlite::Result<Option<Connection>> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    if rows::is_later(&connection)? {
        return Ok(None);
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    is_sound(&connection, "quick_check")?;
    Ok(rows::migrate(&mut connection)?.then_some(connection))
}

/// Opens a file to read it without a trace: also in a folder that may not be written.
fn open_as_it_stands(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let readable = |connection: Connection| {
        connection.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0)).map(|_| connection)
    };
    // Without its -shm, a file in WAL mode in such a folder can only be read by promising that nobody writes.
    Connection::open_with_flags(path, flags).and_then(readable).or_else(|error| {
        let Some(uri) = immutable_uri(path) else { return Err(error) };
        Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI).and_then(readable)
    })
}

/// Opens the file to read it without a trace; `None` where there is none or it cannot be read.
pub(super) fn read_only(path: &Path) -> Option<Connection> {
    if is_missing_or_empty(path) {
        return None;
    }
    open_as_it_stands(path).ok()
}

fn immutable_uri(path: &Path) -> Option<String> {
    let path = path.to_str()?;
    let escaped: String = path
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    Some(format!("file:{escaped}?immutable=1"))
}

/// Runs a check of SQLite over the whole file.
fn is_sound(connection: &Connection, check: &str) -> rusqlite::Result<()> {
    let answer: String = connection.pragma_query_value(None, check, |row| row.get(0))?;
    if answer == "ok" {
        return Ok(());
    }
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(code, Some(answer)))
}

fn is_missing_or_empty(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |metadata| metadata.len() == 0)
}

fn cannot_open(path: &Path, error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Trouble::ReadOnly { path: path.to_owned() }
        }
        io::ErrorKind::StorageFull => Trouble::DiskFull { path: path.to_owned() },
        _ => Trouble::CannotOpen { path: path.to_owned(), reason: error.to_string() },
    }
}

/// Gives the file, with what belongs to it, a name with the day on which it was last written.
fn set_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    let Ok(metadata) = fs::metadata(path) else { return Ok(None) };
    let written = metadata.modified().ok().and_then(|time| Moment::try_from(time).ok()).unwrap_or_default();
    let day = written.strftime("%Y-%m-%d").to_string();
    let names = (1..).map(|number| match number {
        1 => format!("marks.damaged-{day}.sqlite"),
        _ => format!("marks.damaged-{day}-{number}.sqlite"),
    });
    let mut free = names.map(|name| path.with_file_name(name)).filter(|path| !path.exists());
    let aside = free.next().unwrap_or_else(|| path.with_extension("damaged"));
    for end in ["-wal", "-shm", ""] {
        let (from, to) = (with_end(path, end), with_end(&aside, end));
        match fs::rename(&from, &to) {
            Err(error) if end.is_empty() || error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(Some(aside))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
    name.push(end);
    path.with_file_name(name)
}

/// A name beside the file that no other program uses.
fn own_name(path: &Path) -> PathBuf {
    with_end(path, &format!(".{}.new", std::process::id()))
}
