//! One JSON object a line, for other programs: the fields of [`Story`] under plain names.

use serde::Serialize;

use super::Story;
use crate::model::BlockKind;

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    publication: Option<&'a str>,
    date: Option<String>,
    page_number: Option<u32>,
    section: Option<&'a str>,
    kicker: Option<&'a str>,
    title: &'a str,
    subtitle: Option<&'a str>,
    byline: Option<&'a str>,
    authors: &'a [String],
    place: Option<&'a str>,
    provinces: &'a [&'static str],
    characters: usize,
    truncated: bool,
    body: Vec<Piece<'a>>,
    figures: Vec<Figure<'a>>,
    pull_quotes: &'a [String],
    citation: String,
    path: &'a str,
    line: Option<u32>,
}

#[derive(Serialize)]
struct Piece<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Figure<'a> {
    caption: &'a str,
    credit: Option<&'a str>,
}

pub(super) fn write(stories: &[Story]) -> String {
    stories.iter().map(|story| json(&record(story)) + "\n").collect()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("values of our own types can always be written as JSON")
}

fn record(story: &Story) -> Record<'_> {
    Record {
        id: &story.id,
        publication: story.publication.as_deref(),
        date: story.date.map(|date| date.to_string()),
        page_number: story.page_number,
        section: story.section.as_deref(),
        kicker: story.kicker.as_deref(),
        title: &story.title,
        subtitle: story.subtitle.as_deref(),
        byline: story.byline.as_deref(),
        authors: &story.authors,
        place: story.place.as_deref(),
        provinces: &story.provinces,
        characters: story.characters,
        truncated: story.truncated,
        body: story.body.iter().map(|(kind, text)| Piece { kind: kind_name(*kind), text }).collect(),
        figures: story
            .figures
            .iter()
            .map(|(caption, credit)| Figure { caption, credit: credit.as_deref() })
            .collect(),
        pull_quotes: &story.quotes,
        citation: super::citation::cite(story),
        path: &story.path,
        line: story.line,
    }
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Subhead => "subhead",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_one_story() {
        let story = super::super::tests::story();
        let text = write(&[story.clone(), story]);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1]["title"], "桥通了，路近了");
        assert_eq!(lines[1]["body"][1], serde_json::json!({"kind": "subhead", "text": "菜进城"}));
        assert_eq!(lines[1]["date"], "2024-05-06");
    }
}
