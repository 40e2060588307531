//! The JSON Schema (2020-12) of the page form: what `kanbao schema` prints.
//!
//! Written by hand, so that each field has a sentence; a test holds it against real output.

use serde_json::{Value, json};

use crate::model::Province;

/// The schema of one line that `kanbao parse` prints.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kanbao page",
        "description": "One printed newspaper page. Line numbers count from 1 and count blank lines too. Each non-blank \
                        line of the file has exactly one home: in an article's blocks, figures, pull_quotes or lines \
                        (all but section), in furniture, or in unplaced. Later versions only add fields.",
        "type": "object",
        "properties": {
            "schema": { "const": super::SCHEMA, "description": "the version of this form" },
            "path": text("the file, or - for standard input"),
            "encoding": text("the encoding that the bytes were read as"),
            "line_count": whole("the lines of the file, blank ones included", 0),
            "publication": maybe(&text("报名, such as 科技日报")),
            "date": maybe(&json!({ "type": "string", "format": "date", "description": "the day of issue" })),
            "page_number": maybe(&whole("版次", 0)),
            "page_name": maybe(&text("版名, such as 要闻")),
            "articles": list(&reference("article")),
            "furniture": list(&reference("furniture")),
            "unplaced": list(&reference("unplaced")),
            "remarks": list(&reference("remark"))
        },
        "required": ["schema", "path", "encoding", "line_count", "publication", "date", "page_number", "page_name",
                     "articles", "furniture", "unplaced", "remarks"],
        "$defs": {
            "article": article(),
            "block": block(),
            "figure": object(&[
                ("caption", text("图注")),
                ("credit", maybe(&text("who made or lent the picture"))),
                ("caption_lines", lines()),
                ("credit_lines", lines()),
            ]),
            "pull_quote": object(&[("text", text("text set apart that repeats the body")), ("lines", lines())]),
            "furniture": object(&[
                ("text", text("the line, trimmed")),
                ("line", line()),
                ("kind", json!({ "enum": ["section_label", "series_label", "jump_line", "page_label"] })),
            ]),
            "unplaced": object(&[("text", text("a line that no story could claim with enough confidence")), ("line", line())]),
            "remark": object(&[("text", text("what was odd, as a sentence")), ("line", maybe(&line()))]),
            "continuation": object(&[
                ("text", text("the jump line as printed")),
                ("page", maybe(&whole("the page it names", 0))),
                ("line", maybe(&line())),
                ("found", maybe(&reference("elsewhere"))),
            ]),
            "elsewhere": object(&[
                ("path", text("the file of the other page")),
                ("page_number", maybe(&whole("its 版次", 0))),
                ("id", text("the story's or part's name there")),
                ("confidence", share("how sure that is")),
            ]),
            "province": province(),
        }
    })
}

fn article() -> Value {
    object(&[
        ("id", text("a stable name made from the content, not from the file")),
        ("section", maybe(&text("栏目: the label that the story stands under"))),
        ("kicker", maybe(&text("引题"))),
        ("headline", maybe(&text("主题; of several printed lines joined into one"))),
        ("subtitle", maybe(&text("副题"))),
        ("byline", maybe(&text("署名: the stand-alone byline"))),
        ("authors", list(&text("a writer's name without title and inner spaces"))),
        ("dateline", maybe(&dateline())),
        (
            "provinces",
            described(list(&reference("province")), "what the story is about, most important first"),
        ),
        ("province_evidence", list(&text("the words that decided, in the order of the provinces"))),
        (
            "places",
            list(&object(&[("name", text("the place as printed")), ("province", reference("province"))])),
        ),
        (
            "truncated",
            json!({ "type": "boolean", "description": "the text starts or stops in mid-sentence and the rest is nowhere on the page" }),
        ),
        ("continued_from", maybe(&reference("continuation"))),
        ("continued_on", maybe(&reference("continuation"))),
        ("blocks", described(list(&reference("block")), "the body in reading order")),
        ("figures", list(&reference("figure"))),
        ("pull_quotes", list(&reference("pull_quote"))),
        (
            "lines",
            described(
                object(&["section", "kicker", "headline", "subtitle", "byline"].map(|part| (part, lines()))),
                "the lines of the head; section points at a furniture line and is not a home",
            ),
        ),
        ("characters", whole("字数: the characters of the body without blanks", 0)),
        ("head_confidence", share("how sure the loader is that the head belongs to this body")),
        ("same_as", described(list(&reference("elsewhere")), "where the same story stands again")),
    ])
}

fn block() -> Value {
    let mut block = object(&[
        ("kind", json!({ "enum": ["paragraph", "subhead"] })),
        ("text", text("the whole text, fragments joined")),
        (
            "lines",
            described(
                lines(),
                "the lines in true order; more than one where the extraction tore the paragraph",
            ),
        ),
        (
            "confidence",
            share(
                "how sure the loader is of the joins inside the block and of its place after the block before",
            ),
        ),
        ("joins", described(list(&share("one seam")), "the confidence of each join, one fewer than lines")),
    ]);
    let pages = described(
        list(&whole("the index of a page", 0)),
        "of a story on several pages (kanbao show): for each line the index of its page in `pages`",
    );
    block["properties"]["pages"] = pages;
    block
}

fn dateline() -> Value {
    object(&[
        ("place", maybe(&text("the place as printed"))),
        ("month", maybe(&json!({ "type": "integer", "minimum": 1, "maximum": 12 }))),
        ("day", maybe(&json!({ "type": "integer", "minimum": 1, "maximum": 31 }))),
    ])
}

fn province() -> Value {
    let names: Vec<&str> = Province::ALL.iter().map(|province| province.short()).collect();
    json!({ "enum": names, "description": "the short name of a province-level division" })
}

fn object(fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": names })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn whole(description: &str, least: u32) -> Value {
    json!({ "type": "integer", "minimum": least, "description": description })
}

fn share(description: &str) -> Value {
    json!({ "type": "number", "minimum": 0, "maximum": 1, "description": description })
}

fn line() -> Value {
    whole("the number of the line", 1)
}

fn lines() -> Value {
    list(&line())
}

fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn maybe(value: &Value) -> Value {
    json!({ "anyOf": [value, { "type": "null" }] })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn described(mut value: Value, description: &str) -> Value {
    value["description"] = json!(description);
    value
}
