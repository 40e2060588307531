//! `kanbao explain`: why each line of a page is where it is, so that a wrong result can be understood.

use serde::Serialize;

use super::{Session, Task};
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::complaint::Trouble;
use crate::cli::output::Style;
use crate::cli::words::{Words, words};
use crate::cli::{Exit, json, pages};
use crate::ingest::trace::{LineTrace, Partner, Trace};
use crate::ingest::{self, Evidence};
use crate::model::{Article, BlockKind, Home, Language, LineNumber, Page};
use crate::text::columns::Measure;
use crate::typeset;

const LINE: OptionRow = OptionRow {
    long: "line",
    short: Some('n'),
    takes: Takes::Many("NUMBER"),
    help: words("只说明这一行；可多次给出", "Explain only this line; may be given several times"),
};

const FORMAT: OptionRow = OptionRow {
    long: "format",
    short: None,
    takes: Takes::Choice("FORMAT", &["text", "json"]),
    help: words("输出格式 [text（默认），json]", "What to print [text (default), json]"),
};

pub(in crate::cli) const TASK: Task = Task {
    name: "explain",
    summary: words(
        "逐行说明：是什么、归到哪里、凭哪条规则",
        "Tell of each line what it is, where it went and why",
    ),
    details: words(
        "每行先列行号、类别和归处，再列判定的规则，以及考虑过的接续行（* 为采用者）及其得分。\n\
         然后列每篇稿件的作者、提到的地点，以及判定所写省份的字句。\n\
         例：kanbao explain 07.txt --line 24",
        "Of each line: number, label and home; then the rule that decided, and the lines that were considered\n\
         to read on after it (* marks the one taken) with their scores. Then of each story: writers, places, and the\n\
         words that decided what it is about.\n\
         Example: kanbao explain 07.txt --line 24",
    ),
    positional: Positional::Paths,
    options: &[LINE, FORMAT],
    run,
};

/// More partners than this are shown only for lines that were asked for.
const MOST_PARTNERS: usize = 3;

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let asked = asked_lines(session)?;
    let traced: Vec<(Page, Trace)> =
        pages::decoded(session)?.map(|decoded| ingest::reconstruct_traced(&decoded)).collect();
    let mut found = false;
    for (page, trace) in &traced {
        let lines: Vec<&LineTrace> =
            trace.lines.iter().filter(|line| asked.is_empty() || asked.contains(&line.line)).collect();
        found |= !lines.is_empty();
        match session.value(FORMAT.long) {
            Some("json") => write_json(session, page, &lines)?,
            _ => write_text(session, page, &lines, !asked.is_empty())?,
        }
    }
    Ok(if found { Exit::Found } else { Exit::Nothing })
}

fn asked_lines(session: &Session<'_>) -> Result<Vec<LineNumber>, Trouble> {
    let number = |text: &str| {
        text.parse().map(LineNumber).map_err(|_| {
            let told = words("“{}”不是行号", "“{}” is not the number of a line").to(session.language);
            Trouble::Argument(told.replace("{}", text))
        })
    };
    session.values(LINE.long).map(number).collect()
}

fn write_text(
    session: &mut Session<'_>,
    page: &Page,
    lines: &[&LineTrace],
    asked: bool,
) -> Result<(), Trouble> {
    let language = session.language;
    session.output.styled(Style::Strong, &head(page, language))?;
    session.output.own("\n")?;
    for remark in &page.remarks {
        session.output.styled(Style::Doubt, &format!("  ! {}", remark.describe(language)))?;
        session.output.own("\n")?;
    }
    for line in lines {
        write_line(session, page, line, asked)?;
    }
    if !asked {
        for (number, article) in page.articles.iter().enumerate() {
            write_story(session, number + 1, article)?;
        }
    }
    session.output.own("\n")
}

/// What was taken from the text of a story: writers, what it is about and the words that decided, where it goes on.
fn write_story(session: &mut Session<'_>, number: usize, article: &Article) -> Result<(), Trouble> {
    let language = session.language;
    let told = words("第 {} 篇", "story {}").to(language).replace("{}", &number.to_string());
    session.output.own("  ")?;
    session.output.styled(Style::Strong, &format!("{told}  {}", article.title()))?;
    session.output.own("\n")?;
    for fact in facts(article, language) {
        session.output.styled(Style::Faint, &format!("         {fact}"))?;
        session.output.own("\n")?;
    }
    Ok(())
}

fn facts(article: &Article, language: Language) -> Vec<String> {
    let say = |chinese, english| words(chinese, english).to(language);
    let percent = |share: f32| format!("{:.0}%", share * 100.0);
    let between = say("、", ", ");
    let mut facts = vec![
        say("标题属于正文 {}", "the head belongs to the text: {}")
            .replace("{}", &percent(article.head_confidence)),
    ];
    if !article.authors.is_empty() {
        facts.push(say("作者：{}", "writers: {}").replace("{}", &article.authors.join(between)));
    }
    for (province, evidence) in article.provinces.iter().zip(&article.province_evidence) {
        let told = say("写的是{p}：“{e}”", "about {p}: “{e}”");
        facts.push(told.replace("{p}", province.short()).replace("{e}", evidence));
    }
    if !article.places.is_empty() {
        let named: Vec<String> =
            article.places.iter().map(|place| format!("{} {}", place.name, place.province.short())).collect();
        facts.push(say("提到：{}", "names: {}").replace("{}", &named.join(between)));
    }
    for continuation in [&article.continued_from, &article.continued_on].into_iter().flatten() {
        facts.push(continuation.text.clone());
    }
    facts
}

/// What the page is taken for, in one line.
fn head(page: &Page, language: Language) -> String {
    let told = words("{p}：{e}，{l} 行，{s} 篇", "{p}: {e}, {l} lines, {s} stories");
    let mut head = told
        .to(language)
        .replace("{e}", &page.encoding)
        .replace("{l}", &page.lines.len().to_string())
        .replace("{s}", &page.articles.len().to_string())
        .replace("{p}", &page.path.to_string_lossy());
    let number = page
        .page_number
        .map(|number| words("第 {} 版", "page {}").to(language).replace("{}", &number.to_string()));
    let known =
        [page.publication.clone(), page.date.map(|date| date.to_string()), number, page.page_name.clone()];
    for known in known.into_iter().flatten() {
        head.push_str(words("，", ", ").to(language));
        head.push_str(&known);
    }
    head
}

fn write_line(session: &mut Session<'_>, page: &Page, line: &LineTrace, asked: bool) -> Result<(), Trouble> {
    let language = session.language;
    let text = page.line(line.line).map(|raw| raw.text.trim()).unwrap_or_default();
    let label = typeset::one_line_padded(line.label.describe(language), 18, Measure::default());
    session.output.own(format_args!("{:>5}  ", line.line.0))?;
    session.output.styled(Style::Label, label.trim_end())?;
    session.output.own(" ".repeat(1 + label.len() - label.trim_end().len()))?;
    session.output.own(format_args!("{}  ", home_in_words(page, line, language)))?;
    let shown = if asked { text.to_owned() } else { typeset::one_line(text, 48, Measure::default()) };
    session.output.text(&shown)?;
    session.output.own("\n")?;
    let reason = language.pick(line.reason.0, line.reason.1);
    session.output.styled(Style::Faint, &format!("         {}: {reason}", line.rule))?;
    session.output.own("\n")?;
    let most = if asked { usize::MAX } else { MOST_PARTNERS };
    for partner in line.partners.iter().take(most) {
        session
            .output
            .styled(Style::Faint, &format!("         {}", partner_in_words(page, partner, language)))?;
        session.output.own("\n")?;
    }
    Ok(())
}

/// Where a line went: story 2, paragraph 3.
fn home_in_words(page: &Page, line: &LineTrace, language: Language) -> String {
    match line.home {
        Some(Home::Article(index)) => {
            let part = page.articles.get(index).map(|article| part_of(article, line.line));
            let part = part.map(|part| part.in_words(language)).unwrap_or_default();
            let told = words("第{n}篇 {p}", "story {n}, {p}").to(language);
            told.replace("{n}", &(index + 1).to_string()).replace("{p}", &part)
        }
        Some(Home::Furniture) => words("版面杂件", "of the page").to(language).to_owned(),
        Some(Home::Unplaced) => words("未归位", "unplaced").to(language).to_owned(),
        None => words("没有归处", "no home").to(language).to_owned(),
    }
}

/// The part of a story in which a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    Kicker,
    Headline,
    Subtitle,
    Byline,
    Paragraph(usize),
    Subhead(usize),
    Figure(usize),
    PullQuote(usize),
}

impl Place {
    fn in_words(self, language: Language) -> String {
        let (name, number): (Words, Option<usize>) = match self {
            Self::Kicker => (words("引题", "kicker"), None),
            Self::Headline => (words("主题", "headline"), None),
            Self::Subtitle => (words("副题", "subtitle"), None),
            Self::Byline => (words("署名", "byline"), None),
            Self::Paragraph(number) => (words("段", "paragraph"), Some(number)),
            Self::Subhead(number) => (words("小标题", "subhead"), Some(number)),
            Self::Figure(number) => (words("图", "figure"), Some(number)),
            Self::PullQuote(number) => (words("提要", "pull quote"), Some(number)),
        };
        let number = number.map(|number| format!(" {}", number + 1)).unwrap_or_default();
        format!("{}{number}", name.to(language))
    }
}

fn part_of(article: &Article, line: LineNumber) -> Place {
    let heads = [
        (&article.kicker, Place::Kicker),
        (&article.headline, Place::Headline),
        (&article.subtitle, Place::Subtitle),
        (&article.byline, Place::Byline),
    ];
    for (heading, place) in heads {
        if heading.as_ref().is_some_and(|heading| heading.lines.contains(&line)) {
            return place;
        }
    }
    for (index, block) in article.blocks.iter().enumerate() {
        if block.fragments.iter().any(|fragment| fragment.line == line) {
            return match block.kind {
                BlockKind::Paragraph => Place::Paragraph(index),
                BlockKind::Subhead => Place::Subhead(index),
            };
        }
    }
    for (index, quote) in article.pull_quotes.iter().enumerate() {
        if quote.quote.lines.contains(&line) {
            return Place::PullQuote(index);
        }
    }
    let holds = |lines: &[LineNumber]| lines.contains(&line);
    let figure = article.figures.iter().position(|figure| {
        holds(&figure.caption.lines) || figure.credit.as_ref().is_some_and(|credit| holds(&credit.lines))
    });
    Place::Figure(figure.unwrap_or_default())
}

/// A line that may read on, what speaks for it, and how it begins.
fn partner_in_words(page: &Page, partner: &Partner, language: Language) -> String {
    let mark = if partner.chosen { '*' } else { ' ' };
    let text = page.line(partner.line).map(|raw| raw.text.trim()).unwrap_or_default();
    let parts: Vec<String> = evidence(&partner.evidence)
        .into_iter()
        .filter(|(_, value)| *value != 0.0)
        .map(|(name, value)| format!("{} {value:+.1}", name.to(language)))
        .collect();
    let parts = parts.join(words("，", ", ").to(language));
    let begins = typeset::one_line(text, 24, Measure::default());
    let told = words("接 {n}：{s}（{p}）{b}", "→ {n}: {s} ({p}) {b}").to(language);
    let told = told
        .replace("{n}", &partner.line.to_string())
        .replace("{s}", &format!("{:+.2}", partner.score))
        .replace("{p}", &parts)
        .replace("{b}", &begins);
    format!("{mark} {told}")
}

/// The parts of a score under their names.
fn evidence(evidence: &Evidence) -> [(Words, f32); 10] {
    [
        (words("读来通顺", "reading"), evidence.reading),
        (words("跨行成词", "over_seam"), evidence.over_seam),
        (words("难作句首", "opening"), evidence.opening),
        (words("字串重现", "repeated"), evidence.repeated),
        (words("引号括号闭合", "closed"), evidence.closed),
        (words("引号括号不合", "unclosed"), evidence.unclosed),
        (words("似段首", "opens_paragraph"), evidence.opens_paragraph),
        (words("不能作段首", "cannot_open"), evidence.cannot_open),
        (words("逗号之后", "after_comma"), evidence.after_comma),
        (words("数字字母连写", "same_script"), evidence.same_script),
    ]
}

/// A page and what was thought of its lines.
#[derive(Serialize)]
struct Explained {
    path: String,
    lines: Vec<ExplainedLine>,
}

#[derive(Serialize)]
struct ExplainedLine {
    line: u32,
    text: String,
    label: &'static str,
    rule: &'static str,
    reason: &'static str,
    home: &'static str,
    article: Option<usize>,
    part: Option<Place>,
    partners: Vec<ExplainedPartner>,
}

#[derive(Serialize)]
struct ExplainedPartner {
    line: u32,
    score: f64,
    chosen: bool,
    evidence: serde_json::Map<String, serde_json::Value>,
}

fn write_json(session: &mut Session<'_>, page: &Page, lines: &[&LineTrace]) -> Result<(), Trouble> {
    let lines = lines.iter().map(|line| explained_line(page, line)).collect();
    session.output.json(&Explained { path: page.path.to_string_lossy().into_owned(), lines })?;
    session.output.own("\n")
}

fn explained_line(page: &Page, line: &LineTrace) -> ExplainedLine {
    let article = match line.home {
        Some(Home::Article(index)) => Some(index),
        _ => None,
    };
    let home = match line.home {
        Some(Home::Article(_)) => "article",
        Some(Home::Furniture) => "furniture",
        Some(Home::Unplaced) => "unplaced",
        None => "none",
    };
    ExplainedLine {
        line: line.line.0,
        text: page.line(line.line).map(|raw| raw.text.trim().to_owned()).unwrap_or_default(),
        label: line.label.describe(Language::English),
        rule: line.rule,
        reason: line.reason.1,
        home,
        article,
        part: article.and_then(|index| Some(part_of(page.articles.get(index)?, line.line))),
        partners: line.partners.iter().map(explained_partner).collect(),
    }
}

fn explained_partner(partner: &Partner) -> ExplainedPartner {
    let parts = evidence(&partner.evidence).into_iter().filter(|(_, value)| *value != 0.0);
    ExplainedPartner {
        line: partner.line.0,
        score: json::thousandths(partner.score),
        chosen: partner.chosen,
        evidence: parts
            .map(|(name, value)| (name.to(Language::English).to_owned(), json::thousandths(value).into()))
            .collect(),
    }
}
