//! Finds newspaper files, reads and decodes them: the only place that opens them.
//!
//! A reader names files, folders or `-`; [`find`] makes a list of files of it, in the order in which a person
//! would lay the pages out (folder by folder, page 2 before page 10). [`read`] takes one of them from the disk
//! and [`decode`] turns its bytes into text. What cannot be read is named in one line and the rest still opens.
//!
//! It does not look at what the text says: that is for `format` and `label`.

mod encoding;
mod walk;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use encoding::Encoding;

use super::Decoded;
use crate::model::Language;

/// The largest file that is read: a page has 20 kB, a whole year of a daily about 400 MB. What is larger is a
/// disk image or a mistake, and loading it would only freeze the machine.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Why a file was not read, with its name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// There is no such file.
    #[error("{0}: no such file or folder")]
    NotFound(PathBuf),
    /// The system refused.
    #[error("{path}: cannot be read: {reason}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// It holds no text at all.
    #[error("{0}: empty")]
    Empty(PathBuf),
    /// A picture, an archive, a program …
    #[error("{0}: not a text file")]
    Binary(PathBuf),
    /// Larger than [`LARGEST_FILE`].
    #[error("{path}: {size} bytes are too many")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        size: u64,
    },
    /// Passed over in a folder because its name starts with a dot.
    #[error("{0}: hidden")]
    Hidden(PathBuf),
    /// Passed over in a folder because its name says that it is not text.
    #[error("{0}: not a page by its name")]
    NotAPage(PathBuf),
    /// A folder without one file that could be a page.
    #[error("{0}: no page in this folder")]
    NothingInFolder(PathBuf),
    /// The loader itself broke down over it: a fault of this program.
    #[error("{0}: kanbao failed on this page")]
    BrokeDown(PathBuf),
    /// Nobody knows the encoding that was asked for.
    #[error("{0}: unknown encoding")]
    UnknownEncoding(String),
}

impl SourceError {
    /// Whether the file was passed over on purpose while a folder was searched: worth a remark, not a failure.
    pub fn is_skip(&self) -> bool {
        matches!(self, Self::Hidden(_) | Self::NotAPage(_))
    }

    /// The file that it is about; `None` for an encoding.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::NotFound(path)
            | Self::Empty(path)
            | Self::Binary(path)
            | Self::Hidden(path)
            | Self::NotAPage(path)
            | Self::NothingInFolder(path)
            | Self::BrokeDown(path)
            | Self::Unreadable { path, .. }
            | Self::TooLarge { path, .. } => Some(path),
            Self::UnknownEncoding(_) => None,
        }
    }

    /// One line for the reader: which file, what is wrong, what to do.
    pub fn describe(&self, language: Language) -> String {
        let subject = match self {
            Self::UnknownEncoding(label) => label.clone(),
            other => other.path().map(|path| path.display().to_string()).unwrap_or_default(),
        };
        let message = match self {
            Self::NotFound(_) => {
                language.pick("没有这个文件或文件夹，请检查路径", "no such file or folder; check the path")
            }
            Self::Unreadable { reason, .. } => {
                return match language {
                    Language::Chinese => format!("{subject}：无法读取（{reason}），请检查权限"),
                    Language::English => {
                        format!("{subject}: cannot be read ({reason}); check the permissions")
                    }
                };
            }
            Self::Empty(_) => language.pick("空文件，没有可读的文字", "empty: there is no text to read"),
            Self::Binary(_) => {
                language.pick("不是文本文件，请先转成纯文本", "not a text file; extract its text first")
            }
            Self::TooLarge { .. } => {
                language.pick("文件超过 1 GiB，请先切分", "larger than 1 GiB; split it first")
            }
            Self::Hidden(_) => language
                .pick("隐藏文件，已略过；要读请直接写出它的路径", "hidden, skipped; name it to read it"),
            Self::NotAPage(_) => language.pick(
                "从扩展名看不是版面文本，已略过；要读请直接写出它的路径",
                "not a page by its extension, skipped; name it to read it",
            ),
            Self::NothingInFolder(_) => {
                language.pick("文件夹里没有可读的版面", "there is no page in this folder")
            }
            Self::BrokeDown(_) => language.pick(
                "看报处理这一版时出错（程序的毛病，请报告）；其余版面照常打开",
                "kanbao itself failed on this page (please report it); the other pages open as usual",
            ),
            Self::UnknownEncoding(_) => language.pick(
                "不认识的编码；可用 utf-8、utf-16、gb18030、gbk、big5 等",
                "unknown encoding; try utf-8, utf-16, gb18030, gbk, big5 …",
            ),
        };
        match language {
            Language::Chinese => format!("{subject}：{message}"),
            Language::English => format!("{subject}: {message}"),
        }
    }
}

/// What [`find`] came up with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The files to read, each once, in reading order. `-` stands for standard input.
    pub files: Vec<PathBuf>,
    /// What was not taken, and why.
    pub problems: Vec<SourceError>,
}

/// Expands what the reader named: a file is taken as it is, a folder with everything below it, `-` is standard
/// input. In folders, hidden files and those that are no text by their name are passed over with a reason.
pub fn find(paths: &[PathBuf]) -> Found {
    walk::expand(paths)
}

/// Reads and decodes one file, or standard input for `-`. `forced` is the reader's `--encoding`.
pub fn read(path: &Path, forced: Option<Encoding>) -> Result<Decoded, SourceError> {
    let bytes = if path == Path::new("-") {
        read_bounded(path, io::stdin().lock(), 0)?
    } else {
        let file = File::open(path).map_err(|error| failure(path, &error))?;
        let size = file.metadata().map_or(0, |data| data.len());
        if size > LARGEST_FILE {
            return Err(SourceError::TooLarge { path: path.to_owned(), size });
        }
        read_bounded(path, file, size)?
    };
    decode(path, &bytes, forced)
}

/// Turns bytes into text. `path` only serves for names in messages.
pub fn decode(path: &Path, bytes: &[u8], forced: Option<Encoding>) -> Result<Decoded, SourceError> {
    if bytes.is_empty() {
        return Err(SourceError::Empty(path.to_owned()));
    }
    let encoding = match forced {
        Some(encoding) => encoding,
        None => Encoding::detect(bytes).ok_or_else(|| SourceError::Binary(path.to_owned()))?,
    };
    let (text, had_errors) = encoding.decode(bytes);
    if text.trim_start().is_empty() {
        return Err(SourceError::Empty(path.to_owned()));
    }
    Ok(Decoded { path: path.to_owned(), encoding: encoding.name().to_owned(), text, had_errors })
}

/// Reads to the end, but never more than [`LARGEST_FILE`]: a pipe or a device does not tell its size, and a file may
/// grow. `expected` bytes are read in one go.
fn read_bounded(path: &Path, source: impl Read, expected: u64) -> Result<Vec<u8>, SourceError> {
    // One byte more, so that the end is seen without asking for room.
    let mut bytes = Vec::with_capacity(expected as usize + 1);
    let read = source.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    let size = read.map_err(|error| failure(path, &error))? as u64;
    if size > LARGEST_FILE {
        return Err(SourceError::TooLarge { path: path.to_owned(), size });
    }
    Ok(bytes)
}

fn failure(path: &Path, error: &io::Error) -> SourceError {
    match error.kind() {
        io::ErrorKind::NotFound => SourceError::NotFound(path.to_owned()),
        _ => SourceError::Unreadable { path: path.to_owned(), reason: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_names_the_file_in_both_languages() {
        let path = PathBuf::from("甲/07.txt");
        let errors = [
            SourceError::NotFound(path.clone()),
            SourceError::Unreadable { path: path.clone(), reason: "denied".to_owned() },
            SourceError::Empty(path.clone()),
            SourceError::Binary(path.clone()),
            SourceError::TooLarge { path: path.clone(), size: 1 << 40 },
            SourceError::Hidden(path.clone()),
            SourceError::NotAPage(path.clone()),
            SourceError::NothingInFolder(path.clone()),
        ];
        for error in errors {
            for language in [Language::Chinese, Language::English] {
                assert!(error.describe(language).contains("甲/07.txt"), "{error}");
                assert!(!error.describe(language).contains('\n'));
            }
            assert_eq!(error.path(), Some(path.as_path()));
        }
        let unknown = SourceError::UnknownEncoding("klingon".to_owned());
        assert!(unknown.describe(Language::English).starts_with("klingon: unknown encoding"));
    }

    #[test]
    fn what_holds_no_text_is_said_to_be_empty_or_binary() {
        let decode = |bytes: &[u8]| decode(Path::new("页"), bytes, None).map(|page| page.text);
        assert_eq!(decode(b""), Err(SourceError::Empty("页".into())));
        assert_eq!(decode(b"\n \r\n\n"), Err(SourceError::Empty("页".into())));
        assert_eq!(decode(b"\xef\xbb\xbf"), Err(SourceError::Empty("页".into())));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10"), Err(SourceError::Binary("页".into())));
        assert_eq!(decode("春来早".as_bytes()), Ok("春来早".to_owned()));
    }

    #[test]
    fn a_missing_file_is_named() {
        let path = Path::new("no/such/page.txt");
        assert_eq!(read(path, None).map(|page| page.text), Err(SourceError::NotFound(path.to_owned())));
    }
}
