//! Stories to take along: as text, Markdown, a web page, a book, lines of JSON, a table, and as a citation in four
//! forms. Pure: values in, bytes out; the same stories give the same bytes.
//!
//! Whatever stands in a story, it stays text: each form escapes what would mean something in it, and every text is
//! cleaned of what could act on a terminal ([`crate::text::clean`]) before any form sees it.
//!
//! ```
//! use kanbao::app::export::{Form, Story, export};
//! use kanbao::model::{Article, Heading, Page};
//!
//! let page = Page {
//!     publication: Some("春江日报".into()), date: "2024-05-06".parse().ok(), page_number: Some(3), ..Page::default()
//! };
//! let headline = Heading { text: "桥通了，路近了".into(), lines: Vec::new() };
//! let article = Article { headline: Some(headline), authors: vec!["林一舟".into()], ..Article::default() };
//! let citation = export(&[Story::of(&page, &article)], Form::Citation);
//! assert_eq!(String::from_utf8(citation)?, "林一舟. 桥通了，路近了[N]. 春江日报, 2024-05-06(3).\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "a form reads best as the pieces it is made of; a saved allocation is not felt here"
)]

mod bibtex;
mod citation;
mod csl;
mod csv;
mod epub;
mod html;
mod json_lines;
mod markdown;
mod ris;
mod text;

use crate::model::{Article, BlockKind, Date, Heading, Language, Page};
use crate::text::clean::clean;

/// A form in which stories are taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Plain text, paragraphs indented as in print.
    Text,
    /// Markdown (CommonMark).
    Markdown,
    /// A web page in one file.
    Html,
    /// A book for e-readers (EPUB 3).
    Epub,
    /// One JSON object a line.
    JsonLines,
    /// A table for spreadsheets (RFC 4180, UTF-8 with a mark that spreadsheets know it by).
    Csv,
    /// A citation by GB/T 7714: 作者. 题名\[N\]. 报名, 年-月-日(版次).
    Citation,
    /// CSL-JSON, for Zotero, pandoc and the like.
    CslJson,
    /// RIS, for reference managers.
    Ris,
    /// BibTeX.
    Bibtex,
}

/// All forms with their names and the ends of their files.
pub const FORMS: &[(Form, &str, &str)] = &[
    (Form::Text, "text", "txt"),
    (Form::Markdown, "markdown", "md"),
    (Form::Html, "html", "html"),
    (Form::Epub, "epub", "epub"),
    (Form::JsonLines, "jsonl", "jsonl"),
    (Form::Csv, "csv", "csv"),
    (Form::Citation, "gbt7714", "txt"),
    (Form::CslJson, "csl", "json"),
    (Form::Ris, "ris", "ris"),
    (Form::Bibtex, "bibtex", "bib"),
];

/// Characters of a headline in a file name: 120 bytes at most, which every file system takes.
const LONGEST_NAME: usize = 40;

impl Form {
    /// The form with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        FORMS.iter().find(|(_, known, _)| *known == name).map(|(form, ..)| *form)
    }

    /// What it is, in the reader's words.
    pub fn describe(self, language: Language) -> &'static str {
        match self {
            Self::Text => language.pick("纯文本", "plain text"),
            Self::Markdown => "Markdown",
            Self::Html => language.pick("网页 HTML", "web page (HTML)"),
            Self::Epub => language.pick("电子书 EPUB", "book (EPUB)"),
            Self::JsonLines => language.pick("JSON Lines（每行一条）", "JSON Lines"),
            Self::Csv => language.pick("表格 CSV", "table (CSV)"),
            Self::Citation => language.pick("引文 GB/T 7714", "citation (GB/T 7714)"),
            Self::CslJson => language.pick("引文 CSL-JSON", "citation (CSL-JSON)"),
            Self::Ris => language.pick("引文 RIS", "citation (RIS)"),
            Self::Bibtex => language.pick("引文 BibTeX", "citation (BibTeX)"),
        }
    }

    /// The end of its files.
    pub fn file_end(self) -> &'static str {
        FORMS.iter().find(|(form, ..)| *form == self).map_or("txt", |(.., end)| *end)
    }

    /// The form that files with this end most likely have.
    pub fn from_file_end(end: &str) -> Option<Self> {
        FORMS.iter().find(|(.., known)| *known == end).map(|(form, ..)| *form)
    }
}

/// A story with its source, every text cleaned and in one line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Story {
    /// The name of the story.
    pub id: String,
    /// 报名.
    pub publication: Option<String>,
    /// The day of issue.
    pub date: Option<Date>,
    /// 版次.
    pub page_number: Option<u32>,
    /// The file.
    pub path: String,
    /// The first of its lines.
    pub line: Option<u32>,
    /// 栏目.
    pub section: Option<String>,
    /// 引题.
    pub kicker: Option<String>,
    /// 主题, or the first words.
    pub title: String,
    /// 副题.
    pub subtitle: Option<String>,
    /// 署名.
    pub byline: Option<String>,
    /// The writers.
    pub authors: Vec<String>,
    /// The place of the dateline.
    pub place: Option<String>,
    /// The short names of the divisions that it is about.
    pub provinces: Vec<&'static str>,
    /// The body.
    pub body: Vec<(BlockKind, String)>,
    /// Captions, each with its credit where that is not part of it.
    pub figures: Vec<(String, Option<String>)>,
    /// Text set apart.
    pub quotes: Vec<String>,
    /// 字数.
    pub characters: usize,
    /// The text is not whole.
    pub truncated: bool,
}

impl Story {
    /// The story of a page.
    pub fn of(page: &Page, article: &Article) -> Self {
        let heading = |heading: &Option<Heading>| heading.as_ref().map(|heading| one_line(&heading.text));
        let figures = article.figures.iter().map(|figure| {
            let credit = figure.credit.as_ref().filter(|credit| !figure.caption.text.contains(&credit.text));
            (one_line(&figure.caption.text), credit.map(|credit| one_line(&credit.text)))
        });
        Self {
            id: one_line(&article.id.0),
            publication: page.publication.as_deref().map(one_line),
            date: page.date,
            page_number: page.page_number,
            path: one_line(&page.path.to_string_lossy()),
            line: article.lines().min().map(|line| line.in_file().0),
            section: article.section.as_deref().map(one_line),
            kicker: heading(&article.kicker),
            title: one_line(&article.title()),
            subtitle: heading(&article.subtitle),
            byline: heading(&article.byline),
            authors: article.authors.iter().map(|author| one_line(author)).collect(),
            place: article.dateline.as_ref().and_then(|dateline| dateline.place.as_deref()).map(one_line),
            provinces: article.provinces.iter().map(|province| province.short()).collect(),
            body: article.blocks.iter().map(|block| (block.kind, one_line(&block.text()))).collect(),
            figures: figures.collect(),
            quotes: article.pull_quotes.iter().map(|quote| one_line(&quote.quote.text)).collect(),
            characters: article.character_count(),
            truncated: article.truncated,
        }
    }

    /// Where it stood: 报名, date and 版次 as far as they are known; the file where none is.
    fn source(&self) -> String {
        let known = [
            self.publication.clone(),
            self.date.map(|date| date.to_string()),
            self.page_number.map(|number| format!("第{number}版")),
        ];
        let known: Vec<String> = known.into_iter().flatten().collect();
        if known.is_empty() { self.path.clone() } else { known.join(" ") }
    }

    /// A name of letters and figures only, for keys and references.
    fn plain_id(&self) -> String {
        let id: String = self.id.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
        format!("kb{id}")
    }
}

/// One story as text in this form; a book, which is no text, as Markdown.
pub fn text_of(page: &Page, article: &Article, form: Form) -> String {
    let form = if form == Form::Epub { Form::Markdown } else { form };
    String::from_utf8_lossy(&export(&[Story::of(page, article)], form)).into_owned()
}

/// A file name that keeps the Chinese headline and nothing that a file system or shell minds.
pub fn file_name(title: &str, form: Form) -> String {
    let keep = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let name: String = title.chars().map(keep).take(LONGEST_NAME).collect();
    let name = name.trim_matches('_');
    let name = if name.is_empty() { "article" } else { name };
    format!("{name}.{}", form.file_end())
}

/// The stories in this form.
pub fn export(stories: &[Story], form: Form) -> Vec<u8> {
    let text = match form {
        Form::Text => text::write(stories),
        Form::Markdown => markdown::write(stories),
        Form::Html => html::write(stories),
        Form::Epub => return epub::write(stories),
        Form::JsonLines => json_lines::write(stories),
        Form::Csv => csv::write(stories),
        Form::Citation => citation::write(stories),
        Form::CslJson => csl::write(stories),
        Form::Ris => ris::write(stories),
        Form::Bibtex => bibtex::write(stories),
    };
    text.into_bytes()
}

/// The text with nothing in it that acts on a terminal or begins a new line.
fn one_line(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\u{85}'], " ");
    clean(text.trim()).text.into_owned()
}

/// Text for HTML and XML, also within a quoted attribute.
fn escape_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Fragment, LineNumber};

    /// A story whose every text is this one.
    pub(super) fn story_of(words: &str) -> Story {
        let heading = || Some(Heading { text: words.to_owned(), lines: vec![LineNumber(1)] });
        let block = |kind| {
            let fragment = Fragment::whole(LineNumber(2), words.to_owned());
            Block { kind, fragments: vec![fragment], confidence: 1.0 }
        };
        let page = Page { publication: Some(words.to_owned()), path: words.into(), ..Page::default() };
        let article = Article {
            section: Some(words.to_owned()),
            kicker: heading(),
            headline: heading(),
            subtitle: heading(),
            byline: heading(),
            authors: vec![words.to_owned()],
            blocks: vec![block(BlockKind::Subhead), block(BlockKind::Paragraph)],
            ..Article::default()
        };
        Story::of(&page, &article)
    }

    /// An ordinary story.
    pub(super) fn story() -> Story {
        Story {
            id: "9f31c0ffee12aa".into(),
            publication: Some("春江日报".into()),
            date: "2024-05-06".parse().ok(),
            page_number: Some(3),
            path: "春江/03.txt".into(),
            line: Some(7),
            section: Some("地方动态".into()),
            kicker: Some("十年盼来一座桥".into()),
            title: "桥通了，路近了".into(),
            subtitle: Some("——河滩村见闻".into()),
            byline: Some("本报记者 林一舟".into()),
            authors: vec!["林一舟".into(), "何田".into()],
            place: Some("郑州".into()),
            provinces: vec!["河南"],
            body: vec![
                (BlockKind::Paragraph, "清晨，桥上的雾还没有散。".into()),
                (BlockKind::Subhead, "菜进城".into()),
                (BlockKind::Paragraph, "豆角当天就能卖到城里。".into()),
            ],
            figures: vec![("新桥通车。".into(), Some("何田摄".into()))],
            quotes: vec!["路近了".into()],
            characters: 24,
            truncated: false,
        }
    }

    #[test]
    fn nothing_in_any_form_acts_on_a_terminal_or_turns_text_round() {
        let harmful = "红\u{1b}[31m字\u{9b}2J\u{202e}倒\u{0}\u{7}行\r\n尾\u{2028}\u{feff}\u{fffe}";
        for (form, name, _) in FORMS.iter().filter(|(form, ..)| *form != Form::Epub) {
            let text = String::from_utf8(export(&[story_of(harmful)], *form)).unwrap();
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let bad = text.chars().find(|c| {
                (c.is_control() && !"\r\n".contains(*c)) || "\u{202e}\u{2028}\u{feff}\u{fffe}".contains(*c)
            });
            assert_eq!(bad, None, "{name}");
        }
    }

    #[test]
    fn the_same_stories_give_the_same_bytes() {
        for (form, name, _) in FORMS {
            assert!(export(&[story(), story()], *form) == export(&[story(), story()], *form), "{name}");
            assert!(export(&[], *form).len() < 4000, "{name}: nothing is no trouble");
        }
    }

    #[test]
    fn each_form_is_found_by_its_name() {
        for (form, name, _) in FORMS {
            assert_eq!(Form::from_name(name), Some(*form));
        }
        assert_eq!(Form::from_file_end("epub"), Some(Form::Epub));
        assert_eq!(Form::from_file_end("txt"), Some(Form::Text));
        assert_eq!(Form::from_name("pdf"), None);
    }

    #[test]
    fn a_file_name_keeps_the_headline() {
        assert_eq!(file_name("桥通了，路近了", Form::Markdown), "桥通了_路近了.md");
        assert_eq!(file_name("../..", Form::Epub), "article.epub");
    }
}
