//! How Chinese is set: cases with their rules (tests/typesetting/cases.toml), properties of any text, the Unicode
//! algorithm as an oracle, and three kinds of terminals that draw what the canvas sends.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

#[path = "support/cases.rs"]
mod cases;
#[path = "typesetting/oracle.rs"]
mod oracle;
#[path = "typesetting/properties.rs"]
mod properties;
#[path = "typesetting/terminals.rs"]
mod terminals;

use kanbao::text::clean::clean;
use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::typeset::{Fit, Level, Paragraph, Row, Settings, set_text};
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

fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/typesetting/cases.toml");
    let bytes = std::fs::read(path).expect("the cases lie beside this file");
    let cases: Cases = toml::from_str(&String::from_utf8_lossy(&bytes)).expect("the cases are TOML");
    cases.case
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

#[test]
fn cases_are_set_by_their_rule() {
    let cases = cases();
    assert!(cases.len() >= 85, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let sheet = set_text(&Paragraph::new(clean(&case.text).text), &settings(case));
        let rows: Vec<String> = sheet.rows.iter().map(Row::text).collect();
        if rows != case.rows {
            let Case { name, rule, rows: expected, .. } = case;
            wrong.push(format!("{name}: {rows:?}, expected {expected:?} ({rule})"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_case_has_a_name_of_its_own_and_a_rule() {
    let cases = cases();
    let names: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len());
    assert!(cases.iter().all(|case| !case.rule.is_empty()));
}
