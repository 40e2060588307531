//! What can be wrong with the file of marks, in the reader's words.

use std::path::PathBuf;

use crate::model::Language;

/// Why something is not on disk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The system names no folder for the data of programs.
    #[error("no folder for the data of programs is known")]
    NoFolder,
    /// The folder or the file cannot be opened.
    #[error("{path}: {reason}")]
    CannotOpen {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// It may be read but not written.
    #[error("{path} may not be written")]
    ReadOnly {
        /// Which.
        path: PathBuf,
    },
    /// There is no room on the disk.
    #[error("no room to write {path}")]
    DiskFull {
        /// Which.
        path: PathBuf,
    },
    /// Another program holds it too long.
    #[error("{path} is in use by another program")]
    Busy {
        /// Which.
        path: PathBuf,
    },
    /// A later version of the program has written it.
    #[error("{path} was written by a later version")]
    TooNew {
        /// Which.
        path: PathBuf,
    },
    /// It is damaged.
    #[error("{path} is damaged")]
    Damaged {
        /// Which.
        path: PathBuf,
    },
    /// Reading or writing failed for another reason.
    #[error("{path}: {reason}")]
    Failed {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl Trouble {
    /// What is wrong, what it means for the reader, and what to do.
    pub fn describe(&self, language: Language) -> String {
        let (chinese, english) = match self {
            Self::NoFolder => (
                "找不到存放数据的文件夹（请设置 HOME 或 XDG_DATA_HOME）".to_owned(),
                "no folder for data is known (set HOME or XDG_DATA_HOME)".to_owned(),
            ),
            Self::CannotOpen { path, reason } => {
                let path = path.display();
                (format!("{path} 无法打开：{reason}"), format!("{path} cannot be opened: {reason}"))
            }
            Self::ReadOnly { path } => {
                let path = path.display();
                (format!("{path} 不可写"), format!("{path} may not be written"))
            }
            Self::DiskFull { path } => {
                let path = path.display();
                (format!("磁盘已满，无法写入 {path}"), format!("the disk is full: {path} cannot be written"))
            }
            Self::Busy { path } => {
                let path = path.display();
                (format!("{path} 正被另一程序占用"), format!("{path} is in use by another program"))
            }
            Self::TooNew { path } => {
                let path = path.display();
                (
                    format!("{path} 由更新版本的看报写成，请升级"),
                    format!("{path} was written by a later kanbao: please update"),
                )
            }
            Self::Damaged { path } => {
                let path = path.display();
                (format!("{path} 已损坏"), format!("{path} is damaged"))
            }
            Self::Failed { path, reason } => {
                let path = path.display();
                (format!("{path} 读写出错：{reason}"), format!("{path}: {reason}"))
            }
        };
        match language {
            Language::Chinese => format!("标记暂存于内存，尚未存盘：{chinese}"),
            Language::English => format!("marks are held in memory, not yet on disk: {english}"),
        }
    }
}

/// What was out of order when the marks were opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The file could not be used: marks are in memory.
    InMemory(Trouble),
    /// The file was damaged, or gone. What could be done was done.
    Restored {
        /// Where the damaged file was put; `None` where there was none any more.
        aside: Option<PathBuf>,
        /// The backup that took its place; `None` where there was no sound one, so that marks begin anew.
        backup: Option<PathBuf>,
    },
}

impl Notice {
    /// What happened, and where what was lost may still be found.
    pub fn describe(&self, language: Language) -> String {
        let (aside, backup) = match self {
            Self::InMemory(trouble) => return trouble.describe(language),
            Self::Restored { aside, backup } => (aside, backup),
        };
        let aside = aside.as_ref().map(|path| path.display());
        let backup = backup.as_ref().map(|path| path.display());
        match language {
            Language::Chinese => {
                let what = aside.map_or_else(
                    || "标记文件不见了".to_owned(),
                    |aside| format!("标记文件已损坏，移至 {aside}"),
                );
                let then = backup.map_or_else(
                    || "没有可用的备份，标记从头开始".to_owned(),
                    |backup| format!("已用备份 {backup} 恢复；备份之后的改动可能缺失"),
                );
                format!("{what}；{then}")
            }
            Language::English => {
                let what = aside.map_or_else(
                    || "the file of marks was gone".to_owned(),
                    |aside| format!("the file of marks was damaged and is now {aside}"),
                );
                let then = backup.map_or_else(
                    || "there is no sound backup, so marks begin anew".to_owned(),
                    |backup| {
                        format!("the backup {backup} took its place; changes made after it may be missing")
                    },
                );
                format!("{what}; {then}")
            }
        }
    }
}
