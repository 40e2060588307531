//! How Chinese is set: cases with their rules (tests/typesetting/cases.toml) and properties of any text.

use kanbao::text::clean::clean;
use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::typeset::{Fit, Level, Paragraph, Settings, set_text};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    width: usize,
    set: String,
    rows: Vec<String>,
    rule: String,
}

fn settings(case: &Case) -> Settings {
    let mut settings = Settings { width: case.width, hang: 0, indent: Some(0), ..Settings::default() };
    for option in case.set.split_whitespace() {
        match option.split_once('=') {
            Some(("hang", columns)) => settings.hang = columns.parse().expect("a number"),
            Some(("indent", columns)) => settings.indent = Some(columns.parse().expect("a number")),
            _ => match option {
                "wide" => settings.measure = Measure::new(Ambiguous::Wide),
                "avoid" => settings.measure = Measure::new(Ambiguous::Avoid),
                "gb" => settings.level = Level::Gb,
                "strict" => settings.level = Level::Strict,
                "first" => settings.fit = Fit::First,
                "balanced" => settings.fit = Fit::Balanced,
                "autospace" => settings.autospace = true,
                "justify" => settings.justify = true,
                "corner" => settings.corner_quotes = true,
                _ => panic!("{}: unknown option {option}", case.name),
            },
        }
    }
    settings
}

fn rows(text: &str, settings: &Settings) -> Vec<String> {
    let sheet = set_text(&Paragraph::new(clean(text).text), settings);
    sheet.rows.iter().map(kanbao::typeset::Row::text).collect()
}

#[test]
fn cases_are_set_by_their_rule() {
    let cases: Cases = toml::from_str(include_str!("typesetting/cases.toml")).expect("the cases are TOML");

    let mut wrong = Vec::new();
    for case in &cases.case {
        let rows = rows(&case.text, &settings(case));
        if rows != case.rows {
            wrong.push(format!("{}: {rows:?}, expected {:?} ({})", case.name, case.rows, case.rule));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
