//! Files of our own, written so that nothing is lost: the whole new file or the whole old one, never a half.
//!
//! Newspaper files are never written; they are read by [`crate::ingest::source`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Opens a file to append to it, making its folder where it is missing.
pub fn append_to(path: &Path) -> io::Result<File> {
    make_folder_of(path)?;
    OpenOptions::new().create(true).append(true).open(path)
}

/// Puts `contents` in the place of the file at `path`.
///
/// 1. They are written to a new file beside it, under a name that no other process uses.
/// 2. They are brought to the disk.
/// 3. The new file takes the name of the old one, which is one step for the file system.
/// 4. The folder is brought to the disk, so that the new name survives a power cut.
///
/// A link is followed first, so that a settings file kept elsewhere stays a link. What is left of a failed
/// attempt is removed.
pub fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    make_folder_of(&path)?;
    let beside = name_beside(&path);
    let written = write_new(&beside, contents).and_then(|()| {
        if let Ok(old) = fs::metadata(&path) {
            fs::set_permissions(&beside, old.permissions())?;
        }
        fs::rename(&beside, &path)
    });
    if written.is_err() {
        // The attempt failed already; that its leftover cannot be removed either changes nothing.
        let _ = fs::remove_file(&beside);
    }
    written?;
    sync_folder_of(&path)
}

/// Makes a new file with `contents`; a file that is there already is never touched, also not one that another
/// program makes at the same moment.
///
/// The contents are brought to the disk under another name first, and then get this name by a link, which fails
/// where the name is taken. On file systems without links the file is made under its own name at once.
pub fn create(path: &Path, contents: &[u8]) -> io::Result<()> {
    make_folder_of(path)?;
    let beside = name_beside(path);
    let written = write_new(&beside, contents).and_then(|()| match fs::hard_link(&beside, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.write_all(contents)?;
            file.sync_all()
        }
        linked => linked,
    });
    // Whatever came of it, the other name is no longer needed; left over, it does no harm.
    let _ = fs::remove_file(&beside);
    written?;
    sync_folder_of(path)
}

/// Lets a file that was written whole take the name of another, and brings the folder to the disk.
pub(super) fn put_in_place(new: &Path, path: &Path) -> io::Result<()> {
    File::open(new)?.sync_all()?;
    fs::rename(new, path)?;
    sync_folder_of(path)
}

/// Reads a file of our own; `None` where there is none.
#[expect(clippy::disallowed_methods, reason = "the store reads its own files")]
pub fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn make_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::create_dir_all(folder),
        _ => Ok(()),
    }
}

fn name_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

fn write_new(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(contents)?;
    file.sync_all()
}

#[cfg(unix)]
fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

/// Elsewhere a folder cannot be opened as a file; the file system orders the renaming itself.
#[cfg(not(unix))]
fn sync_folder_of(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings/kanbao.toml");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some("two"));
        assert_eq!(names_in(path.parent().unwrap()), ["kanbao.toml"]);
    }

    #[test]
    fn a_failed_attempt_leaves_no_leftover() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("inside"), "").unwrap();
        assert!(replace(&path, b"text").is_err());
        assert_eq!(names_in(folder.path()), ["taken"]);
    }

    #[test]
    fn a_file_that_is_there_is_never_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("剪报/一.md");
        create(&path, b"one").unwrap();
        assert_eq!(create(&path, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(read(&path).unwrap().as_deref(), Some("one"));
        assert_eq!(names_in(path.parent().unwrap()), ["一.md"]);
    }

    #[test]
    fn a_file_that_is_not_there_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(&folder.path().join("none")).unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (kept, link) = (folder.path().join("kept"), folder.path().join("link"));
        fs::write(&kept, "old").unwrap();
        std::os::unix::fs::symlink(&kept, &link).unwrap();
        replace(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(read(&kept).unwrap().as_deref(), Some("new"));
    }
}
