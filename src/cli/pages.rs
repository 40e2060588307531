//! Reads the pages that the arguments name, in their order, and tells of what cannot be read.
//!
//! A file that the reader named and that cannot be read is trouble, and the exit code remembers it; what a
//! folder holds beside its pages is only worth a remark. In both cases the rest is read.

use std::path::{Path, PathBuf};

use super::arguments::{OptionRow, PATHS, Takes};
use super::complaint::{Trouble, did_you_mean, task_nearest_to};
use super::output::Output;
use super::task::Session;
use super::words::words;
use crate::app::jobs::load::{self, Delivery, Mender};
use crate::assets;
use crate::ingest::Decoded;
use crate::ingest::source::{self, Encoding, SourceError};
use crate::model::Language;
use crate::query::provinces_named;
use crate::store::memory::Edition;

/// Leaves out what the reader put right.
pub(super) const NO_CORRECTIONS: OptionRow = OptionRow {
    long: "no-corrections",
    short: None,
    takes: Takes::Nothing,
    help: words(
        "不用自己对拼接的更正，只看程序的还原",
        "Leave out one's own corrections of joins: what the loader alone made",
    ),
};

/// More remarks than this about one run say nothing new.
const MOST_REMARKS: usize = 3;

/// The pages of the session's arguments, read on several threads; without any, the sample edition.
pub(super) fn read(session: &mut Session<'_>) -> Result<Edition, Trouble> {
    let language = session.language;
    let forced = encoding(session.value("encoding"), language)?;
    let named = named(session);
    if named.is_empty() {
        return Ok(sample());
    }
    if let Some(told) = named.iter().find_map(|path| meant_otherwise(path, language)) {
        return Err(Trouble::Argument(told));
    }
    let uncorrected = session.is_given(NO_CORRECTIONS.long);
    let (sources, problems) = load::expand(&named, forced);
    let mut report = Report { named, language, remarks: 0, output: session.output };
    for problem in &problems {
        report.tell(problem);
    }
    let mender = (!uncorrected).then(|| Mender::start(None));
    Ok(edition(sources, mender, |error| report.tell(error)))
}

/// What was meant by a path that does not exist but is the name of a story or a province: then nothing is read, for what
/// was asked for is not among it.
fn meant_otherwise(path: &Path, language: Language) -> Option<String> {
    /// So many characters of a story's name tell it from most others.
    const NAME: usize = 6;
    let typed = path.to_str().filter(|_| !path.exists())?;
    let is_name = typed.len() >= NAME && typed.chars().all(|c| c.is_ascii_hexdigit());
    let told = if !typed.is_empty() && typed.chars().all(|c| c.is_ascii_digit()) && !is_name {
        words(
            "没有“{}”这个文件；kanbao list 列出各篇编号，再用 kanbao show -i 编号",
            "there is no file “{}”; kanbao list names the stories, kanbao show -i NAME shows one",
        )
    } else if is_name {
        words(
            "没有“{}”这个文件；看这个编号的稿件：kanbao show -i {} [路径]",
            "there is no file “{}”; the story with this name: kanbao show -i {} [PATH]",
        )
    } else if typed.chars().count() > 1 && !provinces_named(typed).is_empty() {
        words("没有“{}”这个文件；按省份找用 -p {}", "there is no file “{}”; for the province use -p {}")
    } else {
        return None;
    };
    Some(told.to(language).replace("{}", typed))
}

/// The pages that are a part of the program.
pub(super) fn sample() -> Edition {
    edition(load::sample(), None, |_| ())
}

fn edition(
    sources: Vec<load::Source>,
    mut mender: Option<Mender>,
    mut tell: impl FnMut(&SourceError),
) -> Edition {
    let mut edition = Edition::default();
    let mut place = 0;
    load::load(sources, load::Others::Beside, |Delivery::Read(read)| {
        match read {
            Ok(page) => {
                tracing::debug!(path = %page.path.display(), encoding = page.encoding, "read");
                let mended = match &mut mender {
                    Some(mender) => mender.mend(page),
                    None => page,
                };
                edition.put(place, mended);
            }
            Err(error) => tell(&error),
        }
        place += 1;
        true
    });
    edition
}

/// What the arguments name.
pub(super) fn named(session: &Session<'_>) -> Vec<PathBuf> {
    session.matches.get_many(PATHS).unwrap_or_default().cloned().collect()
}

/// The texts of the session's arguments, one after the other; without any, those of the sample edition.
pub(super) fn decoded<'a>(
    session: &'a mut Session<'_>,
) -> Result<Box<dyn Iterator<Item = Decoded> + 'a>, Trouble> {
    let language = session.language;
    let forced = encoding(session.value("encoding"), language)?;
    let named = named(session);
    if named.is_empty() {
        return Ok(Box::new(sample_texts()));
    }
    let found = source::find(&named);
    let mut report = Report { named, language, remarks: 0, output: session.output };
    found.problems.iter().for_each(|problem| report.tell(problem));
    Ok(Box::new(found.files.into_iter().filter_map(move |path| match source::read(&path, forced) {
        Ok(decoded) => {
            tracing::debug!(path = %path.display(), encoding = decoded.encoding, "read");
            Some(decoded)
        }
        Err(error) => {
            report.tell(&error);
            None
        }
    })))
}

/// The encoding with this label, or the complaint that there is none.
pub(super) fn encoding(label: Option<&str>, language: Language) -> Result<Option<Encoding>, Trouble> {
    let encoding = label.map(Encoding::from_label).transpose();
    encoding.map_err(|error| Trouble::Argument(error.describe(language)))
}

fn sample_texts() -> impl Iterator<Item = Decoded> {
    assets::sample_pages().iter().map(|(name, text)| Decoded {
        path: PathBuf::from(name),
        encoding: "UTF-8".to_owned(),
        text: (*text).to_owned(),
        had_errors: false,
    })
}

/// Tells of files that were not read.
struct Report<'a> {
    named: Vec<PathBuf>,
    language: Language,
    remarks: usize,
    output: &'a mut Output,
}

impl Report<'_> {
    fn tell(&mut self, error: &SourceError) {
        tracing::warn!(%error, "not read");
        if self.is_only_a_remark(error) {
            self.remarks += 1;
            if self.remarks <= MOST_REMARKS {
                self.output.remark(&error.describe(self.language));
            }
            return;
        }
        let hint = match error {
            SourceError::NotFound(path) => task_nearest_to(&path.to_string_lossy()),
            _ => None,
        };
        let hint = hint.map(|task| did_you_mean(&format!("kanbao {task}"), self.language));
        self.output.complain(&(error.describe(self.language) + &hint.unwrap_or_default()));
    }

    /// What a folder holds beside its pages was not asked for by name.
    fn is_only_a_remark(&self, error: &SourceError) -> bool {
        let named = error.path().is_some_and(|path| self.named.iter().any(|named| named == path));
        error.is_skip() || (!named && matches!(error, SourceError::Binary(_) | SourceError::Empty(_)))
    }
}

/// At the end, how many remarks were one too many.
impl Drop for Report<'_> {
    fn drop(&mut self) {
        if self.remarks > MOST_REMARKS {
            let more = words(
                "另有 {} 个文件略过（用 --log 记下全部）",
                "{} more files were passed over (--log FILE lists all)",
            );
            let more = more.to(self.language).replace("{}", &(self.remarks - MOST_REMARKS).to_string());
            self.output.remark(&more);
        }
    }
}
