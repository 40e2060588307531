//! `kanbao list`: which stories there are.

use serde::Serialize;

use super::{Session, Task};
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::choice::{self, ABOUT, MATCH, MENTIONED, PROVINCE, SECTION, SORT};
use crate::cli::complaint::Trouble;
use crate::cli::facets::Facets;
use crate::cli::output::Style;
use crate::cli::table::{self, Cell};
use crate::cli::words::words;
use crate::cli::{Exit, json, nothing};
use crate::model::{Article, Language, Province};
use crate::query::{self, Catalogue, Entry, Hit, Selection, Situation};

const FORMAT: OptionRow = OptionRow {
    long: "format",
    short: None,
    takes: Takes::Choice("FORMAT", &["table", "json", "tsv"]),
    help: words(
        "输出格式 [table 表格（默认），json 数组，tsv 制表符分隔]",
        "What to print [table (default), json: an array, tsv: tab-separated]",
    ),
};

const EXPLAIN: OptionRow = OptionRow {
    long: "explain",
    short: None,
    takes: Takes::Nothing,
    help: words("说明每篇稿件为何入选", "Tell of each story why it is there"),
};

const FACETS: OptionRow = OptionRow {
    long: "facets",
    short: None,
    takes: Takes::Nothing,
    help: words(
        "不列稿件，只说各省、各栏目、各日有几篇（即省份地图的文字版）",
        "Instead of stories: how many there are by province, section and day (the province map in words)",
    ),
};

pub(in crate::cli) const TASK: Task = Task {
    name: "list",
    summary: words("列出稿件，可按省份、栏目、字词筛选", "List stories, by province, section and words"),
    details: words(
        "不写路径，则列出样报。\n例：kanbao list 报纸/2024 --province 河南 --sort date",
        "Without a path: those of the sample edition.\n\
         Example: kanbao list papers/2024 --province henan --sort date",
    ),
    positional: Positional::Paths,
    options: &[PROVINCE, SECTION, MATCH, SORT, FORMAT, ABOUT, MENTIONED, EXPLAIN, FACETS],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let catalogue = session.catalogue()?;
    let selection = choice::selection(session, &catalogue)?;
    let hits = choice::find(session, &catalogue, &selection)?;
    let rows: Vec<(&Hit, &Entry)> =
        hits.iter().filter_map(|hit| Some((hit, catalogue.entry(hit.entry)?))).collect();
    if session.is_given(FACETS.long) {
        write_facets(session, &catalogue, &hits)?;
        return Ok(if hits.is_empty() { Exit::Nothing } else { Exit::Found });
    }
    match session.value(FORMAT.long) {
        Some("json") => write_json(session, &catalogue, &selection, &rows)?,
        Some("tsv") => write_tsv(session, &rows)?,
        _ => write_table(session, &catalogue, &selection, &rows)?,
    }
    if rows.is_empty() {
        // Where not one page could be read, that has been said already.
        if session.output.worst() == Exit::Found {
            session.output.remark(&nothing::told(&catalogue, &selection, session.language));
        }
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Found)
}

fn write_facets(session: &mut Session<'_>, catalogue: &Catalogue, hits: &[Hit]) -> Result<(), Trouble> {
    let facets = Facets::of(catalogue, hits.iter().map(|hit| hit.entry).collect());
    match session.value(FORMAT.long) {
        Some("json") => facets.write_json(session),
        Some("tsv") => facets.write_tsv(session),
        _ => {
            let width = session.around.output_is_terminal.then(|| (session.around.columns)()).flatten();
            facets.write_table(session, width)
        }
    }
}

fn write_table(
    session: &mut Session<'_>,
    catalogue: &Catalogue,
    selection: &Selection,
    rows: &[(&Hit, &Entry)],
) -> Result<(), Trouble> {
    let width = session.around.output_is_terminal.then(|| (session.around.columns)()).flatten();
    let cells: Vec<Vec<Cell>> = rows.iter().map(|(hit, entry)| table_row(hit, entry)).collect();
    if !session.is_given(EXPLAIN.long) {
        return table::write(session.output, &cells, width);
    }
    for (cells, (hit, _)) in cells.iter().zip(rows) {
        table::write(session.output, std::slice::from_ref(cells), width)?;
        for reason in reasons(catalogue, hit, selection, session.language) {
            session.output.styled(Style::Faint, &format!("    {reason}"))?;
            session.output.own("\n")?;
        }
    }
    Ok(())
}

fn table_row(hit: &Hit, entry: &Entry) -> Vec<Cell> {
    let article = entry.article();
    let id: String = article.id.0.chars().take(8).collect();
    let date = entry.page.date.map(|date| date.to_string()).unwrap_or_default();
    let mut number = entry.page.page_number.map(|number| number.to_string()).unwrap_or_default();
    for portion in entry.portions().iter().skip(1) {
        number.push('→');
        number.extend(portion.page.page_number.map(|number| number.to_string()));
    }
    vec![
        Cell::styled(Style::Faint, id),
        Cell::plain(date),
        Cell::plain(number),
        Cell::styled(Style::Label, article.section.clone().unwrap_or_default()).lit(&hit.lit.section),
        Cell::plain(province_names(article, " ")).lit(&hit.lit.provinces),
        Cell::number(article.character_count()),
        Cell::styled(Style::Strong, article.title()).lit(&hit.lit.headline),
    ]
}

fn write_tsv(session: &mut Session<'_>, rows: &[(&Hit, &Entry)]) -> Result<(), Trouble> {
    let head = [
        "id",
        "path",
        "line",
        "publication",
        "date",
        "page",
        "section",
        "provinces",
        "authors",
        "characters",
        "headline",
    ];
    session.output.own(head.join("\t") + "\n")?;
    for (_, entry) in rows {
        let (page, article) = (&entry.page, entry.article());
        let fields = [
            article.id.to_string(),
            page.path.to_string_lossy().into_owned(),
            first_line(article).map(|line| line.to_string()).unwrap_or_default(),
            page.publication.clone().unwrap_or_default(),
            page.date.map(|date| date.to_string()).unwrap_or_default(),
            page.page_number.map(|number| number.to_string()).unwrap_or_default(),
            article.section.clone().unwrap_or_default(),
            province_names(article, " "),
            article.authors.join(" "),
            article.character_count().to_string(),
            article.title(),
        ];
        let fields = fields.map(|field| field.replace(['\t', '\n', '\r'], " "));
        session.output.text(&(fields.join("\t") + "\n"))?;
    }
    Ok(())
}

/// One story of the list: the fields of `kanbao parse` but for the body, and where it stands.
#[derive(Serialize)]
struct Row {
    id: String,
    path: String,
    line: Option<u32>,
    publication: Option<String>,
    date: Option<String>,
    page_number: Option<u32>,
    section: Option<String>,
    kicker: Option<String>,
    headline: Option<String>,
    subtitle: Option<String>,
    title: String,
    authors: Vec<String>,
    dateline: Option<json::Dateline>,
    provinces: Vec<String>,
    places: Vec<json::Place>,
    characters: usize,
    truncated: bool,
    confidence: f64,
    pages: Vec<json::PageName>,
    same_as: Vec<json::Elsewhere>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<String>>,
}

fn write_json(
    session: &mut Session<'_>,
    catalogue: &Catalogue,
    selection: &Selection,
    rows: &[(&Hit, &Entry)],
) -> Result<(), Trouble> {
    session.output.own("[")?;
    for (index, (hit, entry)) in rows.iter().enumerate() {
        session.output.own(if index == 0 { "\n" } else { ",\n" })?;
        let why =
            session.is_given(EXPLAIN.long).then(|| reasons(catalogue, hit, selection, session.language));
        session.output.json(&json_row(catalogue, entry, why))?;
    }
    session.output.own(if rows.is_empty() { "]\n" } else { "\n]\n" })
}

fn json_row(catalogue: &Catalogue, entry: &Entry, why: Option<Vec<String>>) -> Row {
    let (page, article) = (&entry.page, entry.article());
    let story = json::article(article);
    Row {
        id: story.id,
        path: page.path.to_string_lossy().into_owned(),
        line: first_line(article),
        publication: page.publication.clone(),
        date: page.date.map(|date| date.to_string()),
        page_number: page.page_number,
        section: story.section,
        kicker: story.kicker,
        headline: story.headline,
        subtitle: story.subtitle,
        title: article.title(),
        authors: story.authors,
        dateline: story.dateline,
        provinces: story.provinces,
        places: story.places,
        characters: story.characters,
        truncated: story.truncated,
        confidence: json::share(article.confidence()),
        pages: json::pages(entry),
        same_as: json::same_as(catalogue, entry),
        why,
    }
}

/// The characters of a piece of text that shows where words stand.
const SNIPPET: usize = 30;

/// Why a story is in the list: what was matched where, and what made it a story about its provinces.
fn reasons(catalogue: &Catalogue, hit: &Hit, selection: &Selection, language: Language) -> Vec<String> {
    let Some(article) = catalogue.entry(hit.entry).map(Entry::article) else { return Vec::new() };
    let mut reasons = Vec::new();
    if !selection.typed.is_empty() {
        reasons.extend(query::explain(catalogue, selection, &Situation::default(), hit.entry, language));
    }
    if let Some(place) = query::body_hit(article, &selection.typed)
        && let Some(piece) = query::snippet(article, &place, SNIPPET)
    {
        let told = words("正文：{}", "in the text: {}").to(language);
        reasons.push(told.replace("{}", &piece.text));
    }
    for (province, evidence) in article.provinces.iter().zip(&article.province_evidence) {
        let told = words("写的是{p}：“{e}”", "about {p}: “{e}”").to(language);
        reasons.push(told.replace("{p}", province.short()).replace("{e}", evidence));
    }
    for province in selection.provinces.iter().filter(|province| !article.provinces.contains(province)) {
        let named: Vec<&str> = mentions(article, *province);
        if !named.is_empty() {
            let told = words("提到{p}：{e}", "names {p}: {e}").to(language);
            let list = named.join(words("、", ", ").to(language));
            reasons.push(told.replace("{p}", province.short()).replace("{e}", &list));
        }
    }
    for link in catalogue.entry(hit.entry).into_iter().flat_map(Entry::portions).skip(1) {
        let told = words("接 {p}（{c}%）", "goes on in {p} ({c}%)").to(language);
        let sure = format!("{:.0}", link.confidence * 100.0);
        reasons.push(told.replace("{p}", &link.page.path.to_string_lossy()).replace("{c}", &sure));
    }
    for twin in catalogue.entry(hit.entry).into_iter().flat_map(Entry::twins) {
        let path = catalogue.entry(*twin).map(|twin| twin.page.path.to_string_lossy()).unwrap_or_default();
        reasons.push(
            words("同一稿件又见 {}", "the same story also stands in {}").to(language).replace("{}", &path),
        );
    }
    if let (Some(label), Some(line)) = (&article.section, article.section_line) {
        let told = words("栏目“{s}”在第 {l} 行", "under “{s}” of line {l}").to(language);
        reasons.push(told.replace("{s}", label).replace("{l}", &line.to_string()));
    }
    reasons
}

/// The places of a division that a story names, each once.
fn mentions(article: &Article, province: Province) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for place in article.places.iter().filter(|place| place.province == province) {
        if !names.contains(&place.name.as_str()) {
            names.push(&place.name);
        }
    }
    names
}

fn province_names(article: &Article, between: &str) -> String {
    article.provinces.iter().map(|province| province.short()).collect::<Vec<_>>().join(between)
}

fn first_line(article: &Article) -> Option<u32> {
    article
        .headline
        .iter()
        .filter_map(|heading| heading.lines.first())
        .map(|line| line.in_file().0)
        .next()
        .or_else(|| article.lines().next().map(|line| line.in_file().0))
}
