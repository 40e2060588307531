//! A table for spreadsheets: RFC 4180, one story a row, in UTF-8 with the mark by which spreadsheets know it.
//!
//! A field that a spreadsheet would take for a formula gets a ' before it: the text of a paper must not compute.

use super::Story;
use crate::model::BlockKind;

const HEAD: [&str; 15] = [
    "id",
    "publication",
    "date",
    "page",
    "section",
    "kicker",
    "title",
    "subtitle",
    "authors",
    "place",
    "provinces",
    "characters",
    "text",
    "file",
    "line",
];

pub(super) fn write(stories: &[Story]) -> String {
    let rows = std::iter::once(HEAD.map(str::to_owned)).chain(stories.iter().map(row));
    let rows = rows.map(|fields| fields.map(|field| quote(&field)).join(",") + "\r\n");
    std::iter::once("\u{feff}".to_owned()).chain(rows).collect()
}

fn row(story: &Story) -> [String; 15] {
    let known = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let text: Vec<&str> = story
        .body
        .iter()
        .filter(|(kind, _)| *kind == BlockKind::Paragraph)
        .map(|(_, text)| text.as_str())
        .collect();
    [
        story.id.clone(),
        known(&story.publication),
        story.date.map(|date| date.to_string()).unwrap_or_default(),
        number(story.page_number),
        known(&story.section),
        known(&story.kicker),
        story.title.clone(),
        known(&story.subtitle),
        story.authors.join("；"),
        known(&story.place),
        story.provinces.join("；"),
        story.characters.to_string(),
        text.join("\n"),
        story.path.clone(),
        number(story.line),
    ]
}

fn quote(field: &str) -> String {
    // Full-width forms too: some spreadsheets take ＝ for =.
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains(['"', ',', '\n', '\r', '\'']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_text_whatever_it_holds() {
        let cases = [
            ("春江", "春江"),
            ("甲,乙", "\"甲,乙\""),
            ("他说\"好\"", "\"他说\"\"好\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-5℃", "\"'-5℃\""),
            ("＝1", "\"'＝1\""),
        ];
        for (field, expected) in cases {
            assert_eq!(quote(field), expected);
        }
    }

    #[test]
    fn each_story_is_a_row_under_the_head() {
        let table = write(&[super::super::tests::story()]);
        let mut rows = table.split("\r\n");
        assert!(rows.next().unwrap().starts_with("\u{feff}id,publication,date,page,"));
        let row = "9f31c0ffee12aa,春江日报,2024-05-06,3,地方动态,十年盼来一座桥,桥通了，路近了,——河滩村见闻,林一舟；何田,\
            郑州,河南,24,\"清晨，桥上的雾还没有散。\n豆角当天就能卖到城里。\",春江/03.txt,7";
        assert_eq!(rows.next(), Some(row));
    }
}
