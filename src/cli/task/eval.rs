//! `kanbao eval`: how near the loader comes to pages whose truth is known, the worst stories first.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Session, Task};
use crate::cli::Exit;
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::complaint::Trouble;
use crate::cli::words::words;
use crate::ingest::evaluate::{self, Figures, Miss, Outline};
use crate::ingest::{self, Decoded, Weights, fitting, source};
use crate::model::Language;

const GOLD: OptionRow = OptionRow {
    long: "gold",
    short: None,
    takes: Takes::One("DIR"),
    help: words("真值所在的文件夹（*.gold.json）", "The folder with the truth (*.gold.json)"),
};

const PAGES: OptionRow = OptionRow {
    long: "pages",
    short: None,
    takes: Takes::One("DIR"),
    help: words(
        "版面所在的文件夹；默认与真值同处",
        "The folder with the pages; by default that of the truth",
    ),
};

const WEIGHTS: OptionRow = OptionRow {
    long: "weights",
    short: None,
    takes: Takes::File("FILE"),
    help: words("改用这个文件里的权重", "Use the weights of this file"),
};

const ROWS: OptionRow = OptionRow {
    long: "rows",
    short: None,
    takes: Takes::Nothing,
    help: words(
        "不评分，只打印拟合权重用的特征",
        "Print the features that the weights are fitted on, not the figures",
    ),
};

pub(in crate::cli) const TASK: Task = Task {
    name: "eval",
    summary: words(
        "按真值给还原结果评分，最差的稿件在前",
        "Score pages against their truth, the worst stories first",
    ),
    details: words(
        "各项数字与 score.py 相同：按行号比较，与措辞、空白无关。\n例：kanbao eval --gold gold --pages pages",
        "The figures are those of score.py: lines are compared by number, so wording and blanks do not matter.\n\
         Example: kanbao eval --gold gold --pages pages",
    ),
    positional: Positional::None,
    options: &[GOLD, PAGES, WEIGHTS, ROWS],
    run,
};

/// A page with its truth.
struct Case {
    decoded: Decoded,
    truth: Outline,
}

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let Some(gold) = session.value(GOLD.long).map(PathBuf::from) else {
        let sentence =
            words("请用 --gold 给出真值所在的文件夹", "name the folder with the truth: --gold DIR");
        return Err(Trouble::Argument(sentence.to(session.language).to_owned()));
    };
    let pages = session.value(PAGES.long).map_or_else(|| gold.clone(), PathBuf::from);
    let weights = match session.matches.get_one::<PathBuf>(WEIGHTS.long) {
        Some(file) => Weights::parse(&read(session.language, file)?.text),
        None => ingest::weights().clone(),
    };
    let mut cases = Vec::new();
    for truth in truth_files(&gold) {
        cases.push(case(session.language, &truth, &pages)?);
    }
    if cases.is_empty() {
        return Ok(Exit::Nothing);
    }
    if session.is_given(ROWS.long) {
        write_rows(session, &cases, &weights)?;
    } else {
        write_figures(session, &cases, &weights)?;
    }
    Ok(Exit::Found)
}

/// The truth files of a folder, in order. They are no pages, so the finder of pages names them among the rest.
fn truth_files(folder: &Path) -> Vec<PathBuf> {
    let found = source::find(&[folder.to_owned()]);
    let named = found.problems.iter().filter_map(source::SourceError::path).map(Path::to_owned);
    let files: BTreeSet<PathBuf> = found.files.iter().cloned().chain(named).collect();
    files.into_iter().filter(|file| file.to_string_lossy().ends_with(".gold.json")).collect()
}

fn read(language: Language, file: &Path) -> Result<Decoded, Trouble> {
    source::read(file, None).map_err(|error| Trouble::Argument(error.describe(language)))
}

fn case(language: Language, file: &Path, pages: &Path) -> Result<Case, Trouble> {
    let broken = || {
        let sentence = words("不是真值文件", "is not a truth file").to(language);
        Trouble::Argument(format!("{} {sentence}", file.display()))
    };
    let truth: serde_json::Value = serde_json::from_str(&read(language, file)?.text).map_err(|_| broken())?;
    let page = truth.get("page").and_then(serde_json::Value::as_str).ok_or_else(broken)?;
    Ok(Case {
        decoded: read(language, &pages.join(page))?,
        truth: Outline::of_truth(&truth).ok_or_else(broken)?,
    })
}

fn write_rows(session: &mut Session<'_>, cases: &[Case], weights: &Weights) -> Result<(), Trouble> {
    let line = |features: &[f32]| features.iter().map(f32::to_string).collect::<Vec<_>>().join(" ");
    for case in cases {
        let rows = fitting::rows(&case.decoded, &case.truth, weights);
        for (heading, features) in &rows.headings {
            session.output.own(format_args!("H {} {}\n", u8::from(*heading), line(features)))?;
        }
        for (right, seams) in &rows.seams {
            let right = right.map_or(-1, |right| right as i64);
            session.output.own(format_args!("S {right} {}\n", seams.len()))?;
            for features in seams {
                session.output.own(format_args!("{}\n", line(features)))?;
            }
        }
    }
    Ok(())
}

fn write_figures(session: &mut Session<'_>, cases: &[Case], weights: &Weights) -> Result<(), Trouble> {
    let mut total = Figures::default();
    let mut misses: Vec<(String, Miss)> = Vec::new();
    for case in cases {
        let (page, _) = ingest::reconstruct_with(&case.decoded, weights);
        let (figures, missed) =
            evaluate::compare(&case.truth, &Outline::of_page(&page), &evaluate::text_lines(&page));
        total.add(&figures);
        let name =
            case.decoded.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        misses.extend(missed.into_iter().map(|miss| (name.clone(), miss)));
    }
    misses.sort_by_key(|(_, miss)| std::cmp::Reverse(miss.wrong.len()));
    for (name, miss) in misses {
        session.output.text(&name)?;
        session.output.own(format_args!(":{} {}: {}\n", miss.line, miss.story, miss.wrong.join(", ")))?;
    }
    let mut line = format!(
        "pages {}  lines {}  stories {}  stories_found {}  lost {}  duplicated {}  invented {}",
        total.pages,
        total.lines,
        total.stories,
        total.stories_found,
        total.lost,
        total.duplicated,
        total.invented
    );
    for (name, share) in total.shares() {
        // Writing into a string cannot fail.
        let _ = write!(line, "  {name} {share:.3}");
    }
    session.output.own(format_args!("{line}\n"))
}
