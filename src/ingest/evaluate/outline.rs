//! A page as its lines: which story each belongs to, and as what. It is read of a page or of a truth file.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Pairs, links};
use crate::model::{BlockKind, Page};

/// A page as its lines: what is compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    pub(super) stories: Vec<Story>,
    pub(super) furniture: Vec<u32>,
    pub(super) unplaced: Vec<u32>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Story {
    pub(super) kicker: Vec<u32>,
    pub(super) headline: Vec<u32>,
    pub(super) subtitle: Vec<u32>,
    pub(super) byline: Vec<u32>,
    pub(super) body: Vec<(Role, Vec<u32>)>,
    pub(super) figures: Vec<u32>,
    pub(super) quotes: Vec<u32>,
    pub(super) section: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) dateline: Option<(Option<String>, Option<u64>, Option<u64>)>,
    pub(super) provinces: Vec<String>,
    pub(super) truncated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Kicker,
    Headline,
    Subtitle,
    Byline,
    Paragraph,
    Subhead,
    Figure,
    Quote,
    Furniture,
}

impl Outline {
    /// The outline of a page that the loader put together.
    pub fn of_page(page: &Page) -> Self {
        let lines = |heading: &Option<crate::model::Heading>| {
            heading.iter().flat_map(|heading| heading.lines.iter().map(|line| line.0)).collect()
        };
        let stories = page.articles.iter().map(|article| Story {
            kicker: lines(&article.kicker),
            headline: lines(&article.headline),
            subtitle: lines(&article.subtitle),
            byline: lines(&article.byline),
            body: article
                .blocks
                .iter()
                .map(|block| {
                    let role = if block.kind == BlockKind::Subhead { Role::Subhead } else { Role::Paragraph };
                    (role, block.fragments.iter().map(|fragment| fragment.line.0).collect())
                })
                .collect(),
            figures: article
                .figures
                .iter()
                .flat_map(|figure| {
                    figure.caption.lines.iter().chain(figure.credit.iter().flat_map(|c| &c.lines))
                })
                .map(|line| line.0)
                .collect(),
            quotes: article
                .pull_quotes
                .iter()
                .flat_map(|quote| &quote.quote.lines)
                .map(|line| line.0)
                .collect(),
            section: article.section.clone(),
            authors: article.authors.clone(),
            dateline: article.dateline.as_ref().map(|dateline| {
                (dateline.place.clone(), dateline.month.map(u64::from), dateline.day.map(u64::from))
            }),
            provinces: article.provinces.iter().map(|province| province.short().to_owned()).collect(),
            truncated: article.truncated,
        });
        Self {
            stories: stories.collect(),
            furniture: page.furniture.iter().map(|item| item.line.0).collect(),
            unplaced: page.unplaced.iter().map(|item| item.line.0).collect(),
        }
    }

    /// The outline that a truth file tells; `None` where it is no truth file.
    pub fn of_truth(truth: &Value) -> Option<Self> {
        let stories = truth.get("articles")?.as_array()?.iter().map(story_of_truth).collect();
        Some(Self {
            stories,
            furniture: numbers(truth.get("furniture")),
            unplaced: numbers(truth.get("unplaced")),
        })
    }

    /// The lines that are kicker, headline, subtitle or subhead.
    pub(crate) fn heading_lines(&self) -> BTreeSet<u32> {
        let (homes, _) = self.homes();
        let heading =
            |role: Role| matches!(role, Role::Kicker | Role::Headline | Role::Subtitle | Role::Subhead);
        homes.into_iter().filter(|(_, (_, role))| heading(*role)).map(|(line, _)| line).collect()
    }

    /// The pairs of lines of which the second goes on with the sentence of the first.
    pub(crate) fn joins(&self) -> Pairs {
        links(&self.stories).1
    }

    /// Every line with the story and role it has, the first home winning, and how many have several homes.
    pub(super) fn homes(&self) -> (BTreeMap<u32, (Option<usize>, Role)>, usize) {
        let mut homes = BTreeMap::new();
        let mut doubled = BTreeSet::new();
        let mut put = |line: u32, story: Option<usize>, role: Role| match homes.entry(line) {
            Entry::Occupied(_) => {
                doubled.insert(line);
            }
            Entry::Vacant(free) => {
                free.insert((story, role));
            }
        };
        for (index, story) in self.stories.iter().enumerate() {
            let parts = [
                (&story.kicker, Role::Kicker),
                (&story.headline, Role::Headline),
                (&story.subtitle, Role::Subtitle),
                (&story.byline, Role::Byline),
                (&story.figures, Role::Figure),
                (&story.quotes, Role::Quote),
            ];
            for (lines, role) in
                parts.into_iter().chain(story.body.iter().map(|(role, lines)| (lines, *role)))
            {
                for &line in lines {
                    put(line, Some(index), role);
                }
            }
        }
        for &line in self.furniture.iter().chain(&self.unplaced) {
            put(line, None, Role::Furniture);
        }
        (homes, doubled.len())
    }
}

fn numbers(value: Option<&Value>) -> Vec<u32> {
    let flat = |value: &Value| -> Vec<u32> {
        match value {
            Value::Number(_) => value.as_u64().into_iter().map(|number| number as u32).collect(),
            Value::Array(_) => numbers(Some(value)),
            Value::Object(object) => numbers(object.get("lines").or_else(|| object.get("line"))),
            _ => Vec::new(),
        }
    };
    match value {
        Some(Value::Array(values)) => values.iter().flat_map(flat).collect(),
        Some(value) => flat(value),
        None => Vec::new(),
    }
}

fn words(value: Option<&Value>) -> Vec<String> {
    let values = value.and_then(Value::as_array).into_iter().flatten();
    values.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn story_of_truth(article: &Value) -> Story {
    let heads = article.get("lines").filter(|lines| lines.is_object()).unwrap_or(article);
    let blocks = article.get("blocks").and_then(Value::as_array).into_iter().flatten();
    let figures = article.get("figures").and_then(Value::as_array).into_iter().flatten();
    let figure_lines = |figure: &Value| {
        let part = |long: &str, short: &str| {
            numbers(figure.get(long).or_else(|| figure.get(short).filter(|lines| lines.is_array())))
        };
        [part("caption_lines", "caption"), part("credit_lines", "credit")].concat()
    };
    let dateline = article.get("dateline").filter(|dateline| dateline.is_object());
    Story {
        kicker: numbers(heads.get("kicker")),
        headline: numbers(heads.get("headline")),
        subtitle: numbers(heads.get("subtitle")),
        byline: numbers(heads.get("byline")),
        body: blocks
            .map(|block| {
                let subhead = block.get("kind").and_then(Value::as_str) == Some("subhead");
                (if subhead { Role::Subhead } else { Role::Paragraph }, numbers(block.get("lines")))
            })
            .collect(),
        figures: figures.flat_map(figure_lines).collect(),
        quotes: numbers(article.get("pull_quotes")),
        section: article.get("section").and_then(Value::as_str).map(str::to_owned),
        authors: words(article.get("authors")),
        dateline: dateline.map(|dateline| {
            let number = |key: &str| dateline.get(key).and_then(Value::as_u64);
            (dateline.get("place").and_then(Value::as_str).map(str::to_owned), number("month"), number("day"))
        }),
        provinces: words(article.get("provinces")),
        truncated: article.get("truncated").and_then(Value::as_bool).unwrap_or(false),
    }
}
