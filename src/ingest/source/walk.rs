//! From what the reader named to a list of files, in reading order.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Found, SourceError};

/// Endings that say that a file in a folder is no newspaper page: pictures, archives, programs, data. A file
/// with such an ending that the reader names is opened all the same; its content decides then.
const NOT_PAGES: [&str; 74] = [
    "7z", "avi", "bak", "bin", "bmp", "bz2", "c", "class", "cpp", "css", "csv", "db", "dll", "doc", "docx",
    "eot", "epub", "exe", "flac", "gif", "gz", "h", "heic", "ico", "ini", "iso", "jar", "jpeg", "jpg", "js",
    "json", "jsonl", "lock", "log", "md5", "mobi", "mov", "mp3", "mp4", "o", "ogg", "otf", "pdf", "png",
    "ppt", "pptx", "ps", "psd", "py", "pyc", "rar", "rs", "sh", "sha256", "so", "sqlite", "sqlite3", "svg",
    "swp", "tar", "tgz", "tif", "tiff", "toml", "ts", "tsv", "ttf", "wav", "webp", "woff", "xls", "xlsx",
    "xz", "zip",
];

/// See [`super::find`]. Each file is taken once, even if the reader names it and its folder.
pub(super) fn expand(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path == Path::new("-") || path.is_file() {
            take(&mut found, &mut seen, path.clone());
        } else if path.is_dir() {
            walk(&mut found, &mut seen, path);
        } else if path.exists() {
            // A named pipe or a device: the shell's <(…) is one.
            take(&mut found, &mut seen, path.clone());
        } else {
            found.problems.push(SourceError::NotFound(path.clone()));
        }
    }
    found
}

fn take(found: &mut Found, seen: &mut HashSet<PathBuf>, path: PathBuf) {
    if seen.insert(path.clone()) {
        found.files.push(path);
    }
}

/// Takes every file below a folder that may be a page. Links are followed; walkdir notices when they go round.
fn walk(found: &mut Found, seen: &mut HashSet<PathBuf>, folder: &Path) {
    let mut holds_pages = false;
    let mut entries = WalkDir::new(folder)
        .follow_links(true)
        .sort_by(|a, b| reading_order(a.file_name(), b.file_name()))
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                found.problems.push(SourceError::Unreadable { path, reason });
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        if entry.depth() > 0 && is_hidden(entry.file_name()) {
            found.problems.push(SourceError::Hidden(entry.path().to_owned()));
            if is_folder {
                entries.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            if is_no_page(entry.path()) {
                found.problems.push(SourceError::NotAPage(entry.path().to_owned()));
            } else {
                holds_pages = true;
                take(found, seen, entry.into_path());
            }
        }
    }
    if !holds_pages {
        found.problems.push(SourceError::NothingInFolder(folder.to_owned()));
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_no_page(path: &Path) -> bool {
    let Some(ending) = path.extension().and_then(OsStr::to_str) else { return false };
    let ending = ending.to_ascii_lowercase();
    NOT_PAGES.binary_search(&ending.as_str()).is_ok()
}

/// Names as a person sorts them: numbers by value (page 2 before page 10), the rest by character.
fn reading_order(a: &OsStr, b: &OsStr) -> Ordering {
    let (a, b) = (a.to_string_lossy(), b.to_string_lossy());
    let (mut left, mut right) = (a.as_ref(), b.as_ref());
    loop {
        let (a_number, a_rest) = split_number(left);
        let (b_number, b_rest) = split_number(right);
        if !a_number.is_empty() && !b_number.is_empty() {
            let by_value = by_value(a_number).cmp(&by_value(b_number));
            if by_value != Ordering::Equal {
                return by_value;
            }
            (left, right) = (a_rest, b_rest);
            continue;
        }
        let (mut a_chars, mut b_chars) = (left.chars(), right.chars());
        match (a_chars.next(), b_chars.next()) {
            (Some(x), Some(y)) if x == y => (left, right) = (a_chars.as_str(), b_chars.as_str()),
            // Equal by value up to the end: 07 and 7 are still two files, and their order must be the same
            // on every run.
            (None, None) => return a.cmp(&b),
            (x, y) => return x.cmp(&y),
        }
    }
}

/// A number as its length without leading zeros, then its digits: compares like its value at any length.
fn by_value(digits: &str) -> (usize, &str) {
    let digits = digits.trim_start_matches('0');
    (digits.len(), digits)
}

fn split_number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "版").unwrap();
        }
        folder
    }

    fn names(found: &Found, root: &Path) -> Vec<String> {
        let inside = |path: &PathBuf| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        found.files.iter().map(inside).collect()
    }

    #[test]
    fn the_endings_are_sorted_for_the_search() {
        assert!(NOT_PAGES.is_sorted());
    }

    #[test]
    fn a_folder_gives_its_pages_in_reading_order() {
        let folder =
            folder(&["b/10.txt", "b/2.txt", "a.txt", "b/c/1.TXT", "第2版.txt", "第10版.txt", "no_ending"]);
        let found = expand(&[folder.path().to_owned()]);
        let expected = ["a.txt", "b/2.txt", "b/10.txt", "b/c/1.TXT", "no_ending", "第2版.txt", "第10版.txt"];
        assert_eq!(names(&found, folder.path()), expected);
        assert_eq!(found.problems, []);
    }

    #[test]
    fn what_is_no_page_is_passed_over_with_a_reason() {
        let folder = folder(&[".hidden.txt", ".git/config", "page.txt", "page.gold.json", "photo.JPG"]);
        let found = expand(&[folder.path().to_owned()]);
        assert_eq!(names(&found, folder.path()), ["page.txt"]);
        let at = |name: &str| folder.path().join(name);
        let expected = [
            SourceError::Hidden(at(".git")),
            SourceError::Hidden(at(".hidden.txt")),
            SourceError::NotAPage(at("page.gold.json")),
            SourceError::NotAPage(at("photo.JPG")),
        ];
        assert_eq!(found.problems, expected);
        assert!(found.problems.iter().all(SourceError::is_skip));
    }

    #[test]
    fn a_named_file_is_taken_as_it_is_and_only_once() {
        let folder = folder(&[".hidden.txt", "data.json", "page.txt"]);
        let named = |name: &str| folder.path().join(name);
        let paths = [named(".hidden.txt"), named("data.json"), named("page.txt"), folder.path().to_owned()];
        assert_eq!(names(&expand(&paths), folder.path()), [".hidden.txt", "data.json", "page.txt"]);
        assert_eq!(expand(&[PathBuf::from("-")]).files, [PathBuf::from("-")]);
    }

    #[test]
    fn what_is_missing_or_holds_nothing_is_named() {
        let folder = folder(&["only.png"]);
        let missing = folder.path().join("missing.txt");
        let found = expand(&[missing.clone(), folder.path().to_owned()]);
        assert_eq!(found.files, [] as [PathBuf; 0]);
        assert_eq!(found.problems.first(), Some(&SourceError::NotFound(missing)));
        assert_eq!(found.problems.last(), Some(&SourceError::NothingInFolder(folder.path().to_owned())));
    }

    #[test]
    fn numbers_sort_by_value() {
        let cases =
            [("2", "10"), ("07a", "7b"), ("p1", "p01x"), ("2024-11-06_07", "2024-11-06_11"), ("甲", "甲乙")];
        for (first, second) in cases {
            assert_eq!(
                reading_order(OsStr::new(first), OsStr::new(second)),
                Ordering::Less,
                "{first} {second}"
            );
            assert_eq!(reading_order(OsStr::new(second), OsStr::new(first)), Ordering::Greater);
        }
    }
}
