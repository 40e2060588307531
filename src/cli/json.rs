//! The public JSON form of a page, `"schema": 1`: only ever extended.
//!
//! These types are the promise to other programs, and therefore apart from the model, which may change. They
//! are filled by hand; `kanbao schema` prints [`schema::schema`], the same promise for machines.

pub mod schema;
mod truth;

use serde::Serialize;

use crate::model;
use crate::model::{FurnitureKind, LineNumber};
use crate::query::{Catalogue, Entry, Link};

pub use truth::truth;

/// The version of the form.
pub const SCHEMA: u32 = 1;

/// One page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Page {
    pub schema: u32,
    pub path: String,
    pub encoding: String,
    pub line_count: u32,
    pub publication: Option<String>,
    pub date: Option<String>,
    pub page_number: Option<u32>,
    pub page_name: Option<String>,
    pub articles: Vec<Article>,
    pub furniture: Vec<Furniture>,
    pub unplaced: Vec<Unplaced>,
    pub remarks: Vec<Remark>,
}

/// One story.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Article {
    pub id: String,
    pub section: Option<String>,
    pub kicker: Option<String>,
    pub headline: Option<String>,
    pub subtitle: Option<String>,
    pub byline: Option<String>,
    pub authors: Vec<String>,
    pub dateline: Option<Dateline>,
    pub provinces: Vec<String>,
    pub province_evidence: Vec<String>,
    pub places: Vec<Place>,
    pub truncated: bool,
    pub continued_from: Option<Continuation>,
    pub continued_on: Option<Continuation>,
    pub blocks: Vec<Block>,
    pub figures: Vec<Figure>,
    pub pull_quotes: Vec<PullQuote>,
    pub lines: HeadLines,
    pub characters: usize,
    pub head_confidence: f64,
    pub same_as: Vec<Elsewhere>,
}

/// 电头.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Dateline {
    pub place: Option<String>,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

/// A place that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Place {
    pub name: String,
    pub province: String,
}

/// The page that a story comes from or goes on to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Continuation {
    pub text: String,
    pub page: Option<u32>,
    pub line: Option<u32>,
    pub found: Option<Elsewhere>,
}

/// A story, or a part of one, on another page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Elsewhere {
    pub path: String,
    pub page_number: Option<u32>,
    pub id: String,
    pub confidence: f64,
}

/// A page that a story stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct PageName {
    pub path: String,
    pub page_number: Option<u32>,
}

/// A paragraph or subhead.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Block {
    pub kind: &'static str,
    pub text: String,
    pub lines: Vec<u32>,
    pub confidence: f64,
    pub joins: Vec<f64>,
    /// Of a story on several pages: for each line the index of its page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<usize>,
}

/// A picture, known by its caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Figure {
    pub caption: String,
    pub credit: Option<String>,
    pub caption_lines: Vec<u32>,
    pub credit_lines: Vec<u32>,
}

/// Text set apart that repeats the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct PullQuote {
    pub text: String,
    pub lines: Vec<u32>,
}

/// The lines of the parts of a head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct HeadLines {
    pub section: Vec<u32>,
    pub kicker: Vec<u32>,
    pub headline: Vec<u32>,
    pub subtitle: Vec<u32>,
    pub byline: Vec<u32>,
}

/// A line of the page that belongs to no story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Furniture {
    pub text: String,
    pub line: u32,
    pub kind: &'static str,
}

/// A line without a home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Unplaced {
    pub text: String,
    pub line: u32,
}

/// What was odd about the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Remark {
    pub text: String,
    pub line: Option<u32>,
}

/// A story by itself, with the page that it stands on: what `kanbao show --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are described in the schema")]
pub struct Story {
    pub schema: u32,
    pub path: String,
    pub publication: Option<String>,
    pub date: Option<String>,
    pub page_number: Option<u32>,
    pub pages: Vec<PageName>,
    #[serde(flatten)]
    pub article: Article,
}

impl Story {
    /// The public form of a story and its pages.
    pub fn of(catalogue: &Catalogue, entry: &Entry) -> Self {
        let (page, story) = (&entry.page, entry.article());
        let mut article = article(story);
        if !entry.portions().is_empty() {
            for (block, own) in article.blocks.iter_mut().zip(&story.blocks) {
                block.pages = own.fragments.iter().map(|fragment| fragment.line.part()).collect();
            }
        }
        article.same_as = same_as(catalogue, entry);
        Self {
            schema: SCHEMA,
            path: page.path.to_string_lossy().into_owned(),
            publication: page.publication.clone(),
            date: page.date.map(|date| date.to_string()),
            page_number: page.page_number,
            pages: pages(entry),
            article,
        }
    }
}

/// The pages that a story stands on, in reading order.
pub fn pages(entry: &Entry) -> Vec<PageName> {
    let name = |page: &model::Page| PageName {
        path: page.path.to_string_lossy().into_owned(),
        page_number: page.page_number,
    };
    match entry.portions() {
        [] => vec![name(&entry.page)],
        portions => portions.iter().map(|portion| name(&portion.page)).collect(),
    }
}

/// Where the same story stands again.
pub fn same_as(catalogue: &Catalogue, entry: &Entry) -> Vec<Elsewhere> {
    let twins = entry.twins().iter().filter_map(|twin| catalogue.entry(*twin));
    twins.map(|twin| elsewhere(twin, 1.0)).collect()
}

fn elsewhere(entry: &Entry, confidence: f32) -> Elsewhere {
    Elsewhere {
        path: entry.page.path.to_string_lossy().into_owned(),
        page_number: entry.page.page_number,
        id: entry.page.articles[entry.index].id.to_string(),
        confidence: share(confidence),
    }
}

/// The public form of a page among others: `number` is its place among those of the catalogue. What its stories have to
/// do with other pages is told too.
pub fn page_of(catalogue: &Catalogue, number: usize, page: &model::Page) -> Page {
    let mut form = self::page(page);
    for (index, article) in form.articles.iter_mut().enumerate() {
        let Some(entry) = catalogue.on_page(number, index) else { continue };
        let found = |link: Option<Link>| {
            let link = link?;
            Some(elsewhere(catalogue.entry(link.entry)?, link.confidence))
        };
        set_found(&mut article.continued_from, found(entry.before()));
        set_found(&mut article.continued_on, found(entry.after()));
        article.same_as = same_as(catalogue, entry);
        let line = page.articles[index].lines().min();
        form.remarks.extend(article.same_as.iter().map(|other| {
            let kind = model::RemarkKind::StandsTwice { path: other.path.clone() };
            remark(&model::Remark { line, kind })
        }));
    }
    form
}

/// A part whose 上接 or 下转 the page lost is told of all the same.
fn set_found(continuation: &mut Option<Continuation>, found: Option<Elsewhere>) {
    if found.is_some() {
        let lost = || Continuation { text: String::new(), page: None, line: None, found: None };
        let continuation = continuation.get_or_insert_with(lost);
        continuation.page = continuation.page.or(found.as_ref().and_then(|found| found.page_number));
        continuation.found = found;
    }
}

/// The public form of a page. Remarks are in English: other programs read them.
pub fn page(page: &model::Page) -> Page {
    Page {
        schema: SCHEMA,
        path: page.path.to_string_lossy().into_owned(),
        encoding: page.encoding.clone(),
        line_count: page.line_count,
        publication: page.publication.clone(),
        date: page.date.map(|date| date.to_string()),
        page_number: page.page_number,
        page_name: page.page_name.clone(),
        articles: page.articles.iter().map(article).collect(),
        furniture: page.furniture.iter().map(furniture).collect(),
        unplaced: page.unplaced.iter().map(unplaced).collect(),
        remarks: page.remarks.iter().map(remark).collect(),
    }
}

/// The public form of a story.
pub fn article(article: &model::Article) -> Article {
    Article {
        id: article.id.to_string(),
        section: article.section.clone(),
        kicker: text_of(article.kicker.as_ref()),
        headline: text_of(article.headline.as_ref()),
        subtitle: text_of(article.subtitle.as_ref()),
        byline: text_of(article.byline.as_ref()),
        authors: article.authors.clone(),
        dateline: article.dateline.as_ref().map(dateline),
        provinces: article.provinces.iter().map(|province| province.short().to_owned()).collect(),
        province_evidence: article.province_evidence.clone(),
        places: article.places.iter().map(place).collect(),
        truncated: article.truncated,
        continued_from: article.continued_from.as_ref().map(continuation),
        continued_on: article.continued_on.as_ref().map(continuation),
        blocks: article.blocks.iter().map(block).collect(),
        figures: article.figures.iter().map(figure).collect(),
        pull_quotes: article.pull_quotes.iter().map(pull_quote).collect(),
        lines: head_lines(article),
        characters: article.character_count(),
        head_confidence: share(article.head_confidence),
        same_as: Vec::new(),
    }
}

fn text_of(heading: Option<&model::Heading>) -> Option<String> {
    heading.map(|heading| heading.text.clone())
}

fn dateline(dateline: &model::Dateline) -> Dateline {
    Dateline { place: dateline.place.clone(), month: dateline.month, day: dateline.day }
}

fn place(place: &model::PlaceMention) -> Place {
    Place { name: place.name.clone(), province: place.province.short().to_owned() }
}

fn continuation(continuation: &model::Continuation) -> Continuation {
    Continuation {
        text: continuation.text.clone(),
        page: continuation.page,
        line: continuation.line.map(|line| line.in_file().0),
        found: None,
    }
}

fn block(block: &model::Block) -> Block {
    let kind = match block.kind {
        model::BlockKind::Paragraph => "paragraph",
        model::BlockKind::Subhead => "subhead",
    };
    Block {
        kind,
        text: block.text(),
        lines: block.fragments.iter().map(|fragment| fragment.line.in_file().0).collect(),
        confidence: share(block.confidence),
        joins: block.fragments.iter().skip(1).map(|fragment| share(fragment.join_confidence)).collect(),
        pages: Vec::new(),
    }
}

fn figure(figure: &model::Figure) -> Figure {
    Figure {
        caption: figure.caption.text.clone(),
        credit: text_of(figure.credit.as_ref()),
        caption_lines: numbers(&figure.caption.lines),
        credit_lines: figure.credit.as_ref().map(|credit| numbers(&credit.lines)).unwrap_or_default(),
    }
}

fn pull_quote(quote: &model::PullQuote) -> PullQuote {
    PullQuote { text: quote.quote.text.clone(), lines: numbers(&quote.quote.lines) }
}

fn head_lines(article: &model::Article) -> HeadLines {
    let of =
        |heading: &Option<model::Heading>| heading.as_ref().map(|it| numbers(&it.lines)).unwrap_or_default();
    HeadLines {
        section: article.section_line.iter().map(|line| line.0).collect(),
        kicker: of(&article.kicker),
        headline: of(&article.headline),
        subtitle: of(&article.subtitle),
        byline: of(&article.byline),
    }
}

fn furniture(furniture: &model::Furniture) -> Furniture {
    let kind = match furniture.kind {
        FurnitureKind::SectionLabel => "section_label",
        FurnitureKind::SeriesLabel => "series_label",
        FurnitureKind::JumpLine => "jump_line",
        FurnitureKind::PageLabel => "page_label",
    };
    Furniture { text: furniture.text.clone(), line: furniture.line.0, kind }
}

fn unplaced(unplaced: &model::Unplaced) -> Unplaced {
    Unplaced { text: unplaced.text.clone(), line: unplaced.line.0 }
}

fn remark(remark: &model::Remark) -> Remark {
    Remark { text: remark.describe(model::Language::English), line: remark.line.map(|line| line.0) }
}

fn numbers(lines: &[LineNumber]) -> Vec<u32> {
    lines.iter().map(|line| line.in_file().0).collect()
}

/// A share of 0..=1.
pub(super) fn share(confidence: f32) -> f64 {
    thousandths(confidence.clamp(0.0, 1.0))
}

/// A number in thousandths: more digits would promise what no loader can know.
pub(super) fn thousandths(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}
