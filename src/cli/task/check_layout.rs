//! `kanbao check-layout`: how well any text is set, counted.

use super::{Session, Task};
use crate::cli::Exit;
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::complaint::Trouble;
use crate::cli::words::{Words, words};
use crate::model::Language;
use crate::text::columns::{Ambiguous, Measure};
use crate::typeset::check::{Census, Fault, check_set};
use crate::typeset::{Level, Paragraph, Settings};

pub(in crate::cli) const TASK: Task = Task {
    name: "check-layout",
    summary: words("查验排版：数出各栏宽下的违规行", "Count what is wrong with the rows at each width"),
    details: words(
        "文件的每一行算一段，按各栏宽排出，数出：行首禁则、行末禁则、拆开的数词与单词、段末孤字、\n\
         超宽的行、行末空出两格以上的行。前五项有一处即返回 1。\n\
         例：kanbao check-layout 07.txt --width 20,40,76",
        "Each line of a file is a paragraph, set at each width. Counted are rows that begin or end with a\n\
         mark that may not stand there, split words and numbers, last rows of one character, rows that are\n\
         too wide, and rows with more than two blank columns at their end. Any of the first five: exit 1.\n\
         Example: kanbao check-layout 07.txt --width 20,40,76",
    ),
    positional: Positional::NeededPaths,
    options: &[
        OptionRow {
            long: "width",
            short: Some('w'),
            takes: Takes::One("N,N…"),
            help: words("各栏宽（格数） [20,30,40,60,76,100]", "The widths in columns [20,30,40,60,76,100]"),
        },
        OptionRow {
            long: "level",
            short: None,
            takes: Takes::Choice("LEVEL", &["basic", "gb", "strict"]),
            help: words("禁则级别 [basic，gb，strict]", "The level of the rules [basic, gb, strict]"),
        },
        OptionRow {
            long: "hang",
            short: None,
            takes: Takes::Choice("COLUMNS", &["1", "0", "2"]),
            help: words("行末点号可悬出的格数 [1]", "Columns that a stop may hang at a row's end [1]"),
        },
        OptionRow {
            long: "ambiguous",
            short: None,
            takes: Takes::Choice("WIDTH", &["narrow", "wide", "avoid"]),
            help: words(
                "宽度不定的字符（“”—…）占几格 [narrow 一格，wide 两格，avoid 换用相近字符]",
                "How wide the terminal draws “ ” — … [narrow, wide, avoid: show look-alikes]",
            ),
        },
        OptionRow {
            long: "show",
            short: None,
            takes: Takes::Nothing,
            help: words("列出违规的行", "List the rows that have a fault"),
        },
    ],
    run,
};

const WIDTHS: [usize; 6] = [20, 30, 40, 60, 76, 100];

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let widths = match session.value("width").map(read_widths) {
        None => WIDTHS.to_vec(),
        Some(Some(widths)) => widths,
        Some(None) => {
            let complaint = session.language.pick(
                "--width 要求以逗号分隔的栏宽，每个从 1 到 1000，如 20,40,76",
                "--width takes widths from 1 to 1000 parted by commas, such as 20,40,76",
            );
            session.output.complain(complaint);
            return Ok(Exit::Trouble);
        }
    };
    let edition = session.edition()?;
    let lines = edition.pages().flat_map(|page| &page.lines);
    let paragraphs: Vec<Paragraph> = lines.map(|line| Paragraph::new(line.text.as_str())).collect();
    if paragraphs.is_empty() {
        return Ok(Exit::Nothing);
    }
    write_head(session)?;
    let mut faulty = false;
    for width in widths {
        let settings = settings(session, width);
        let mut census = Census::default();
        let mut shown = Vec::new();
        for paragraph in &paragraphs {
            let (counted, faults) = check_set(paragraph, &settings);
            census += counted;
            shown.extend(faults);
        }
        write_row(session, width, &census)?;
        if session.is_given("show") {
            write_faults(session, &shown)?;
        }
        faulty |= Fault::ALL.into_iter().any(|fault| fault != Fault::Short && census.count(fault) > 0);
    }
    Ok(if faulty { Exit::Nothing } else { Exit::Found })
}

fn read_widths(list: &str) -> Option<Vec<usize>> {
    const WIDEST: usize = 1000;
    let widths = list
        .split([',', '，'])
        .map(|width| width.trim().parse().ok().filter(|width| (1..=WIDEST).contains(width)));
    widths.collect()
}

fn settings(session: &Session<'_>, width: usize) -> Settings {
    let level = match session.value("level") {
        Some("gb") => Level::Gb,
        Some("strict") => Level::Strict,
        _ => Level::Basic,
    };
    let ambiguous = match session.value("ambiguous") {
        Some("wide") => Ambiguous::Wide,
        Some("avoid") => Ambiguous::Avoid,
        _ => Ambiguous::Narrow,
    };
    let hang = session.value("hang").and_then(|hang| hang.parse().ok()).unwrap_or(1);
    Settings { width, measure: Measure::new(ambiguous), hang, level, ..Settings::default() }
}

/// The heading of a fault's column; each is as wide as its Chinese and English words need.
fn heading(fault: Fault) -> Words {
    match fault {
        Fault::ForbiddenStart => words("行首", "start"),
        Fault::ForbiddenEnd => words("行末", "end"),
        Fault::SplitUnit => words("拆分", "split"),
        Fault::Orphan => words("孤字", "orphan"),
        Fault::TooWide => words("超宽", "wide"),
        Fault::Short => words("空缺", "short"),
    }
}

const COLUMN: usize = 8;

fn write_head(session: &mut Session<'_>) -> Result<(), Trouble> {
    let language = session.language;
    let names = [words("栏宽", "width"), words("行数", "rows")].into_iter().chain(Fault::ALL.map(heading));
    let head: String = names.map(|name| right(name.to(language), COLUMN)).collect();
    session.output.own(format_args!("{head}{}\n", right(words("空缺率", "short %").to(language), COLUMN + 2)))
}

fn write_row(session: &mut Session<'_>, width: usize, census: &Census) -> Result<(), Trouble> {
    let numbers = [width, census.rows].into_iter().chain(Fault::ALL.map(|fault| census.count(fault)));
    let row: String = numbers.map(|number| right(&number.to_string(), COLUMN)).collect();
    let share = 100.0 * census.count(Fault::Short) as f64 / census.rows.max(1) as f64;
    session.output.own(format_args!("{row}{}\n", right(&format!("{share:.2}"), COLUMN + 2)))
}

fn write_faults(session: &mut Session<'_>, faults: &[(Fault, String)]) -> Result<(), Trouble> {
    let language: Language = session.language;
    for (fault, row) in faults {
        session.output.own(format_args!("  {}  ", heading(*fault).to(language)))?;
        session.output.text(row)?;
        session.output.own("\n")?;
    }
    Ok(())
}

fn right(text: &str, columns: usize) -> String {
    let own = Measure::default().text(text);
    format!("{}{text}", " ".repeat(columns.saturating_sub(own)))
}
