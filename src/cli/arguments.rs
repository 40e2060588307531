//! The table of arguments: every option, positional and task is one row, and the parser, the help in both
//! languages, the completions and the manual page are walks over the rows.
//!
//! It says what may be typed, not what is done about it: that is the business of the tasks.

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, StyledStr, ValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use super::task::{self, Task};
use super::words::{Words, words};
use crate::model::Language;
use crate::typeset::{self, Paragraph, Row, Settings};

/// One option.
#[derive(Debug)]
pub(super) struct OptionRow {
    /// The name after `--`.
    pub(super) long: &'static str,
    /// The letter after `-`.
    pub(super) short: Option<char>,
    /// What it takes.
    pub(super) takes: Takes,
    /// One sentence.
    pub(super) help: Words,
}

/// What an option takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Takes {
    /// Nothing: it is there or not.
    Nothing,
    /// One value under this name.
    One(&'static str),
    /// One value a time it is given, as often as one likes.
    Many(&'static str),
    /// A whole number.
    Number(&'static str),
    /// One of these words; the first is what holds when it is left out.
    Choice(&'static str, &'static [&'static str]),
    /// A file.
    File(&'static str),
}

/// What stands on the command line without a `-`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Positional {
    /// Nothing.
    None,
    /// Files, folders and `-`; without any the sample edition is read.
    Paths,
    /// At least one file, folder or `-`.
    NeededPaths,
    /// Exactly one of these words under this name.
    Word(&'static str, &'static [&'static str], Words),
}

/// The name under which paths are found in the matches.
pub(super) const PATHS: &str = "PATH";

const GENERAL: &[OptionRow] = &[
    OptionRow {
        long: "encoding",
        short: None,
        takes: Takes::One("NAME"),
        help: words(
            "按此编码读入所有文件（UTF-8、GB18030、GBK、Big5、UTF-16LE…），不再自动辨认",
            "Read all files in this encoding (UTF-8, GB18030, GBK, Big5, UTF-16LE …) instead of detecting it",
        ),
    },
    OptionRow {
        long: "lang",
        short: None,
        takes: Takes::Choice("LANG", &["zh", "en"]),
        help: words(
            "界面语言 [zh 中文，en 英文；默认随 LC_ALL、LC_MESSAGES、LANG]",
            "The language that kanbao speaks [zh, en; default: by LC_ALL, LC_MESSAGES, LANG]",
        ),
    },
    OptionRow {
        long: "color",
        short: None,
        takes: Takes::Choice("WHEN", &["auto", "always", "never"]),
        help: words(
            "何时用色 [auto 终端上用，always 总用，never 不用；NO_COLOR 亦可关闭]",
            "When to use colours [auto: on a terminal, always, never; NO_COLOR switches them off too]",
        ),
    },
    OptionRow {
        long: "log",
        short: None,
        takes: Takes::File("FILE"),
        help: words(
            "把运行记录写到此文件（亦可用环境变量 KANBAO_LOG）",
            "Write a log of what the program does to this file (or set KANBAO_LOG)",
        ),
    },
];

/// Options of the reader, which is what opens without a task.
const READER: &[OptionRow] = &[PLAIN, SET];

/// A setting for this time.
pub(super) const SET: OptionRow = OptionRow {
    long: "set",
    short: None,
    takes: Takes::Many("KEY=VALUE"),
    help: words(
        "这一次改用某项设置，如 theme=nord、measure=30（各项见 kanbao config）",
        "A setting for this time, such as theme=nord or measure=30 (kanbao config lists them)",
    ),
};

/// The reader line by line.
pub(super) const PLAIN: OptionRow = OptionRow {
    long: "plain",
    short: None,
    takes: Takes::Nothing,
    help: words(
        "逐行模式：供读屏软件和简单终端用，不重画屏幕，选项都有编号",
        "Line by line, for screen readers and simple terminals: nothing is redrawn, choices are numbered",
    ),
};

/// Understands the arguments, or says what is wrong with them.
pub(super) fn parse(arguments: &[OsString], language: Language) -> Result<ArgMatches, clap::Error> {
    if are_plain_paths(arguments)
        && let Ok(matches) = reader(language).try_get_matches_from(arguments)
    {
        return Ok(matches);
    }
    let result = command(language).try_get_matches_from(arguments);
    match result {
        // clap breaks rows anywhere; only a help page needs them set.
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            set_in_rows(command(language)).try_get_matches_from(arguments)
        }
        other => other,
    }
}

/// Whether nothing but paths was typed: then the tasks, which are many, need not be known.
fn are_plain_paths(arguments: &[OsString]) -> bool {
    let mut typed = arguments.iter().skip(1).map(|word| word.as_encoded_bytes());
    typed.all(|word| !word.starts_with(b"-") && task::ALL.iter().all(|task| task.name.as_bytes() != word))
}

/// The columns of a sentence beside the name of its option.
const HELP_WIDTH: usize = 54;

/// Sets each help sentence in rows, as a page would be.
fn set_in_rows(command: Command) -> Command {
    let set = |arg: Arg| match arg.get_help().map(ToString::to_string) {
        Some(help) => arg.help(rows(&help).join("\n")),
        None => arg,
    };
    command.mut_args(set).mut_subcommands(set_in_rows)
}

fn rows(text: &str) -> Vec<String> {
    let settings = Settings { width: HELP_WIDTH, hang: 0, indent: Some(0), ..Settings::default() };
    typeset::set_text(&Paragraph::new(text), &settings).rows.iter().map(Row::text).collect()
}

/// The whole command line with its words in this language.
pub(super) fn command(language: Language) -> Command {
    task::ALL.iter().fold(reader(language), |root, row| root.subcommand(subcommand(row, language)))
}

/// The command line without the tasks: what opens the reader.
fn reader(language: Language) -> Command {
    let summary = words("看报：在终端读中文报纸", "Reads Chinese newspaper pages in a terminal").to(language);
    let root = Command::new("kanbao")
        .version(env!("CARGO_PKG_VERSION"))
        .term_width(80)
        .about(summary)
        .after_help(words(ABOUT_CHINESE, ABOUT_ENGLISH).to(language))
        .subcommand_help_heading(words("任务", "Tasks").to(language))
        .subcommand_value_name(words("任务", "TASK").to(language))
        .disable_version_flag(true)
        .disable_help_subcommand(true);
    let root = add_positional(root, Positional::Paths, language).arg(version_flag(language));
    let root = GENERAL.iter().fold(root, |root, row| {
        root.arg(
            option(row, language)
                .global(true)
                .help_heading(words("通用选项", "General options").to(language)),
        )
    });
    let root = READER.iter().fold(root, |root, row| root.arg(option(row, language)));
    let usage = words(
        "kanbao [选项] [路径]...\n      kanbao 任务 [选项] [参数]...",
        "kanbao [OPTIONS] [PATH]...\n       kanbao TASK [OPTIONS] [ARGUMENT]...",
    );
    with_help(root.override_usage(usage.to(language)), language)
}

const ABOUT_CHINESE: &str = "\
看报（kanbao）读取从印刷版面提取的文本，把被拆散的稿件重新接好，标出每处接缝有几分
把握，按印刷规矩排版，并可按省份、栏目、拼音和字词查找。不写路径，则打开自带的样报。

退出码：0 有结果，1 无结果，2 出错（读不了的文件会逐一指出，其余照读）。
名为任务名的文件请写成 ./list；- 表示标准输入。";
const ABOUT_ENGLISH: &str = "\
kanbao (看报) takes what text extraction left of printed newspaper pages, puts
the stories together again, shows how sure it is of each seam, sets Chinese as
in print, and finds stories by province, section, pinyin and words. Without a
path it opens the sample edition.

Exit codes: 0 something found, 1 nothing found, 2 trouble (a file that cannot be
read is named, the rest is read). A file that bears the name of a task is
written ./list; - is standard input.";

/// A task as a subcommand.
fn subcommand(row: &Task, language: Language) -> Command {
    let command = Command::new(row.name)
        .about(row.summary.to(language))
        .after_help(row.details.to(language))
        .override_usage(usage(row, language));
    let command = add_positional(command, row.positional, language);
    let command = row.options.iter().fold(command, |command, row| command.arg(option(row, language)));
    with_help(command, language)
}

/// How the task is typed.
fn usage(row: &Task, language: Language) -> String {
    let options = words("[选项]", "[OPTIONS]").to(language);
    let path = words("路径", "PATH").to(language);
    let rest = match row.positional {
        Positional::None => String::new(),
        Positional::Paths => format!(" [{path}]..."),
        Positional::NeededPaths => format!(" {path}..."),
        Positional::Word(name, ..) => format!(" {name}"),
    };
    format!("kanbao {} {options}{rest}", row.name)
}

/// Replaces the parts of a help page that clap would write in English.
fn with_help(command: Command, language: Language) -> Command {
    let usage = words("用法：", "Usage: ").to(language);
    let help = words("显示帮助", "Show this help").to(language);
    command
        .disable_help_flag(true)
        .help_template(StyledStr::from(format!(
            "{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}"
        )))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(help)
                .help_heading(words("通用选项", "General options").to(language))
                .display_order(1000),
        )
}

fn version_flag(language: Language) -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(words("显示版本", "Show the version").to(language))
        .help_heading(words("通用选项", "General options").to(language))
        .display_order(1001)
}

/// An option as clap knows it. Defaults and choices are told in its sentence, in the language of the rest.
fn option(row: &OptionRow, language: Language) -> Arg {
    let arg = Arg::new(row.long)
        .long(row.long)
        .help(row.help.to(language))
        .help_heading(words("选项", "Options").to(language));
    let arg = match row.short {
        Some(letter) => arg.short(letter),
        None => arg,
    };
    match row.takes {
        Takes::Nothing => arg.action(ArgAction::SetTrue),
        Takes::One(name) => arg.value_name(name).action(ArgAction::Set),
        Takes::Many(name) => arg.value_name(name).action(ArgAction::Append),
        Takes::Number(name) => arg.value_name(name).value_parser(clap::value_parser!(u16).range(1..)),
        Takes::Choice(name, choices) => {
            arg.value_name(name).value_parser(PossibleValuesParser::new(choices)).hide_possible_values(true)
        }
        Takes::File(name) => {
            arg.value_name(name).value_hint(ValueHint::FilePath).value_parser(ValueParser::path_buf())
        }
    }
}

fn add_positional(command: Command, positional: Positional, language: Language) -> Command {
    let heading = words("参数", "Arguments").to(language);
    let paths = Arg::new(PATHS)
        .value_hint(ValueHint::AnyPath)
        .value_parser(ValueParser::path_buf())
        .action(ArgAction::Append)
        .num_args(0..)
        .help_heading(heading);
    match positional {
        Positional::None => command,
        Positional::Paths => command.arg(
            paths.help(
                words(
                    "文件、文件夹或 -（标准输入）；不写则用样报",
                    "Files, folders or - (standard input); none: the sample edition",
                )
                .to(language),
            ),
        ),
        Positional::NeededPaths => command.arg(paths.num_args(1..).required(true).help(
            words("文件、文件夹或 -（标准输入）", "Files, folders or - (standard input)").to(language),
        )),
        Positional::Word(name, choices, help) => command.arg(
            Arg::new(name)
                .required(true)
                .value_parser(PossibleValuesParser::new(choices))
                .hide_possible_values(true)
                .help(help.to(language))
                .help_heading(heading),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_together_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            command(language).debug_assert();
        }
    }

    #[test]
    fn each_help_sentence_is_in_its_language() {
        let rows = GENERAL.iter().chain(task::ALL.iter().flat_map(|task| task.options));
        for row in rows {
            let has_han = |text: &str| text.chars().any(|c| ('一'..='鿿').contains(&c));
            assert!(has_han(row.help.to(Language::Chinese)), "--{}", row.long);
            assert!(!row.help.to(Language::English).is_empty(), "--{}", row.long);
        }
    }
}
