//! CSL-JSON (the data of the Citation Style Language), read by Zotero, pandoc and others.

use serde::Serialize;

use super::Story;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    language: &'static str,
}

/// A name in one piece: Chinese names are not taken apart by styles made for others.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Issued {
    date_parts: [[i16; 3]; 1],
}

pub(super) fn write(stories: &[Story]) -> String {
    let items: Vec<Item<'_>> = stories.iter().map(item).collect();
    let json = serde_json::to_string_pretty(&items);
    json.expect("values of our own types can always be written as JSON") + "\n"
}

fn item(story: &Story) -> Item<'_> {
    Item {
        id: story.plain_id(),
        kind: "article-newspaper",
        title: &story.title,
        author: story.authors.iter().map(|author| Name { literal: author }).collect(),
        container_title: story.publication.as_deref(),
        issued: story.date.map(|date| Issued {
            date_parts: [[date.year(), i16::from(date.month()), i16::from(date.day())]],
        }),
        page: story.page_number.map(|number| number.to_string()),
        section: story.section.as_deref(),
        language: "zh-CN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_an_article_of_a_newspaper() {
        let items: serde_json::Value = serde_json::from_str(&write(&[super::super::tests::story()])).unwrap();
        let expected = serde_json::json!([{
            "id": "kb9f31c0ffee12",
            "type": "article-newspaper",
            "title": "桥通了，路近了",
            "author": [{"literal": "林一舟"}, {"literal": "何田"}],
            "container-title": "春江日报",
            "issued": {"date-parts": [[2024, 5, 6]]},
            "page": "3",
            "section": "地方动态",
            "language": "zh-CN",
        }]);
        assert_eq!(items, expected);
    }
}
