//! `kanbao doctor`: what kanbao finds around it and what it makes of it, so that a wrong screen can be explained.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Session, Task};
use crate::cli::arguments::Positional;
use crate::cli::complaint::Trouble;
use crate::cli::output::Style;
use crate::cli::words::{Words, words};
use crate::cli::{Exit, locale, pages};
use crate::ingest::source;
use crate::text::columns::{Ambiguous, Measure};

pub(in crate::cli) const TASK: Task = Task {
    name: "doctor",
    summary: words(
        "检查终端、颜色、字宽、编码和路径",
        "Check terminal, colours, widths, encodings and paths",
    ),
    details: words(
        "逐项说明看报认出了什么；字宽一节的竖线若不对齐，说明终端的字宽与众不同。\n例：kanbao doctor",
        "Says of each thing what kanbao takes it for. Where the bars below “widths” are not in one column, the\n\
         terminal draws some characters wider than most do.\nExample: kanbao doctor",
    ),
    positional: Positional::None,
    options: &[],
    run,
};

/// The columns before the bars of the ruler.
const RULER: usize = 30;

/// What stands in the ruler: each kind of character on which terminals could differ.
const KINDS: &[(Words, &str)] = &[
    (words("汉字", "Chinese"), "铅字印在新闻纸上"),
    (words("全角标点", "full-width marks"), "，。、；：？！（）《》"),
    (words("半角", "ASCII"), "Rust 1.95, 2026"),
    (words("歧义宽度", "ambiguous width"), "“”‘’—…·①×°"),
    (words("制表线", "box drawing"), "│─┌┐└┘├┤╭╮▏█"),
    (words("罕用字", "rare characters"), "㐂𠮷䶮"),
    (words("表情", "emoji"), "📰🗞"),
];

/// One character of a title in four encodings: 看报, in Big5 with 報.
const SAMPLES: &[(&str, &[u8])] = &[
    ("UTF-8", b"\xe7\x9c\x8b\xe6\x8a\xa5\n"),
    ("GB18030", b"\xbf\xb4\xb1\xa8\n"),
    ("Big5", b"\xac\xdd\xb3\xf8\n"),
    ("UTF-16LE", b"\x0b\x77\xa5\x62\x0a\x00"),
];

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    program(session)?;
    terminal(session)?;
    colors(session)?;
    widths(session)?;
    encodings(session)?;
    let settings = files(session)?;
    Ok(loader(session)?.max(settings))
}

fn program(session: &mut Session<'_>) -> Result<(), Trouble> {
    heading(session, words("程序", "program"))?;
    row(session, words("版本", "version"), env!("CARGO_PKG_VERSION"))?;
    let own = words("中文", "English").to(session.language);
    let locale = locale::locale_name(session.around.variable);
    let from = match &locale {
        _ if session.value("lang").is_some() => "--lang".to_owned(),
        Some(name) => format!("locale {name}"),
        None => words("默认", "default").to(session.language).to_owned(),
    };
    row(session, words("语言", "language"), &format!("{own} ({from})"))?;
    let utf_8 = locale.is_none_or(|name| {
        let name = name.to_lowercase();
        name.contains("utf-8") || name.contains("utf8")
    });
    if !utf_8 {
        doubt(
            session,
            words("此语言环境不是 UTF-8，汉字可能显示不出", "the locale is not UTF-8: Chinese may not show"),
        )?;
    }
    Ok(())
}

fn terminal(session: &mut Session<'_>) -> Result<(), Trouble> {
    heading(session, words("终端", "terminal"))?;
    let language = session.language;
    let output = if session.around.output_is_terminal {
        words("是终端", "a terminal").to(language)
    } else {
        words("不是终端（将输出纯文本）", "no terminal (plain text is written)").to(language)
    };
    row(session, words("标准输出", "standard output"), output)?;
    if let Some(columns) = (session.around.columns)() {
        row(session, words("列数", "columns"), &columns.to_string())?;
    }
    for name in ["TERM", "COLORTERM", "TERM_PROGRAM", "VTE_VERSION", "TMUX", "STY", "SSH_TTY", "WT_SESSION"] {
        if let Some(value) = (session.around.variable)(name) {
            plain_row(session, name, &value)?;
        }
    }
    if (session.around.variable)("TERM").is_none_or(|term| term == "dumb") {
        doubt(
            session,
            words("TERM 未设或为 dumb，阅读界面无法打开", "TERM is not set or dumb: the reader cannot open"),
        )?;
    }
    Ok(())
}

fn colors(session: &mut Session<'_>) -> Result<(), Trouble> {
    heading(session, words("颜色", "colours"))?;
    let depth = depth(session.around.variable).to(session.language);
    row(session, words("深度", "depth"), depth)?;
    let used = if session.output.is_colored() {
        words("用", "used")
    } else {
        words(
            "不用（非终端、NO_COLOR 或 --color never）",
            "not used (no terminal, NO_COLOR or --color never)",
        )
    };
    row(session, words("是否用色", "colours are"), used.to(session.language))?;
    if session.output.is_colored() {
        session.output.own("    ")?;
        for color in 0..16 {
            session.output.own(format_args!("\x1b[48;5;{color}m  \x1b[0m"))?;
        }
        session.output.own("\n    ")?;
        for step in 0..32 {
            session.output.own(format_args!("\x1b[48;2;{};{};{}m \x1b[0m", step * 8, 96, 255 - step * 8))?;
        }
        session.output.own("\n")?;
    }
    Ok(())
}

/// How many colours the environment promises.
fn depth(variable: impl Fn(&str) -> Option<String>) -> Words {
    let colorterm = variable("COLORTERM").unwrap_or_default();
    let term = variable("TERM").unwrap_or_default();
    if colorterm == "truecolor" || colorterm == "24bit" || term.ends_with("-direct") {
        words("真彩色", "true colour")
    } else if term.contains("256color") {
        words("256 色", "256 colours")
    } else if term.is_empty() || term == "dumb" {
        words("无色", "no colour")
    } else {
        words("16 色", "16 colours")
    }
}

fn widths(session: &mut Session<'_>) -> Result<(), Trouble> {
    heading(session, words("字宽", "widths"))?;
    let found = if session.around.output_is_terminal { (session.around.ask_width)() } else { None };
    let told = match found {
        Some(Ambiguous::Narrow) => words("占一列", "drawn in one column"),
        Some(Ambiguous::Wide) => words("占两列", "drawn in two columns"),
        Some(Ambiguous::Avoid) => words("宽窄不一，改用相近字符", "drawn differently: look-alikes are shown"),
        None => words("未能问得，按一列算", "not known: taken as one column"),
    };
    row(session, words("歧义宽度", "ambiguous width"), told.to(session.language))?;
    let measure = found.map_or_else(Measure::default, Measure::new);
    let labels =
        KINDS.iter().map(|(label, _)| measure.text(label.to(session.language))).max().unwrap_or_default();
    for (label, text) in KINDS {
        let label = label.to(session.language);
        let width = measure.text(text);
        let gap = " ".repeat(labels - measure.text(label) + 2);
        let fill = ".".repeat(RULER.saturating_sub(width));
        session.output.own(format_args!("  {label}{gap}{text}{fill}| {width}\n"))?;
    }
    let advice = words(
        "竖线应在同一列。“歧义宽度”一行若偏右，请在设置中写 ambiguous = \"wide\"。",
        "The bars should stand in one column. If only “ambiguous width” sticks out, set ambiguous = \"wide\".",
    );
    session.output.styled(Style::Faint, &format!("  {}", advice.to(session.language)))?;
    session.output.own("\n")
}

fn encodings(session: &mut Session<'_>) -> Result<(), Trouble> {
    heading(session, words("编码", "encodings"))?;
    for (name, bytes) in SAMPLES {
        let told =
            match source::decode(Path::new(name), bytes, pages::encoding(Some(name), session.language)?) {
                Ok(decoded) => decoded.text.trim().to_owned(),
                Err(error) => error.describe(session.language),
            };
        plain_row(session, name, &told)?;
    }
    Ok(())
}

fn files(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    heading(session, words("路径", "paths"))?;
    if let Some(path) = session.own.path.clone() {
        let state = if path.exists() {
            words("有", "there")
        } else {
            words("无，用内置值", "not there: built-in values")
        };
        let told = format!("{} ({})", path.display(), state.to(session.language));
        row(session, words("设置文件", "settings"), &told)?;
    }
    let trouble = session.own.trouble.as_ref().map(ToString::to_string);
    if let Some(trouble) = &trouble {
        session.output.styled(Style::Doubt, &format!("  ! {trouble}"))?;
        session.output.own("\n")?;
    }
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME", "KANBAO_CONFIG", "KANBAO_LOG"]
    {
        if let Some(value) = (session.around.variable)(name) {
            plain_row(session, name, &value)?;
        }
    }
    Ok(if trouble.is_some() { Exit::Trouble } else { Exit::Found })
}

/// The loader's promise, held against the sample edition.
fn loader(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    heading(session, words("还原", "loader"))?;
    let edition = pages::sample();
    let (mut lines, mut stories, mut wrong) = (0, 0, 0);
    for page in edition.pages() {
        let mut homes: BTreeMap<_, usize> = page.lines.iter().map(|line| (line.number, 0)).collect();
        page.homes().for_each(|(line, _)| *homes.entry(line).or_default() += 1);
        lines += page.lines.len();
        stories += page.articles.len();
        wrong += homes.values().filter(|count| **count != 1).count();
    }
    let told = words(
        "样报 {p} 版 {s} 篇 {l} 行，归属有误 {w} 行",
        "sample edition: {p} pages, {s} stories, {l} lines, {w} without exactly one home",
    );
    let told = told
        .to(session.language)
        .replace("{p}", &edition.pages().count().to_string())
        .replace("{s}", &stories.to_string())
        .replace("{l}", &lines.to_string())
        .replace("{w}", &wrong.to_string());
    row(session, words("自检", "self-check"), &told)?;
    Ok(if wrong == 0 { Exit::Found } else { Exit::Trouble })
}

fn heading(session: &mut Session<'_>, title: Words) -> Result<(), Trouble> {
    session.output.styled(Style::Strong, title.to(session.language))?;
    session.output.own("\n")
}

fn row(session: &mut Session<'_>, label: Words, value: &str) -> Result<(), Trouble> {
    plain_row(session, label.to(session.language), value)
}

fn plain_row(session: &mut Session<'_>, label: &str, value: &str) -> Result<(), Trouble> {
    let gap = 18_usize.saturating_sub(Measure::default().text(label)).max(1);
    session.output.own(format_args!("  {label}{}", " ".repeat(gap)))?;
    session.output.text(value)?;
    session.output.own("\n")
}

fn doubt(session: &mut Session<'_>, what: Words) -> Result<(), Trouble> {
    session.output.styled(Style::Doubt, &format!("  ! {}", what.to(session.language)))?;
    session.output.own("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn the_depth_is_what_the_environment_promises() {
        let cases = [
            ("truecolor", "xterm-256color", "true colour"),
            ("", "xterm-256color", "256 colours"),
            ("", "xterm", "16 colours"),
            ("", "dumb", "no colour"),
            ("", "", "no colour"),
        ];
        for (colorterm, term, expected) in cases {
            let variable = |name: &str| match name {
                "COLORTERM" => Some(colorterm.to_owned()),
                "TERM" => Some(term.to_owned()),
                _ => None,
            };
            assert_eq!(depth(variable).to(Language::English), expected, "{colorterm} {term}");
        }
    }
}
