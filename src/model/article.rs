//! One story as a careful editor would list it, each piece with the raw lines it came from.

use std::borrow::Cow;
use std::fmt;

use super::{Date, LineNumber, Part, Province};

/// A stable name for a story made from its content, not from its file: it survives a moved file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ArticleId(pub String);

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One story of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// See [`ArticleId`].
    pub id: ArticleId,
    /// 栏目: the column label that the story stands under, such as 地方动态. Its line is page furniture.
    pub section: Option<String>,
    /// The furniture line that bears the section label, where there is one.
    pub section_line: Option<LineNumber>,
    /// 引题.
    pub kicker: Option<Heading>,
    /// 主题; `None` where the page lost it.
    pub headline: Option<Heading>,
    /// 副题.
    pub subtitle: Option<Heading>,
    /// 署名: the stand-alone byline.
    pub byline: Option<Heading>,
    /// The writers' names, without titles and inner spaces.
    pub authors: Vec<String>,
    /// 电头: place and date of an opening such as 科技日报杭州1月23日电.
    pub dateline: Option<Dateline>,
    /// The divisions that the story is about, most important first.
    pub provinces: Vec<Province>,
    /// The words of the article that decided [`Self::provinces`], in the order of the provinces.
    pub province_evidence: Vec<String>,
    /// Each place that is named, in the order of first mention.
    pub places: Vec<PlaceMention>,
    /// The text visibly starts or stops in mid-sentence and the rest is nowhere on the page.
    pub truncated: bool,
    /// 上接: where the story comes from.
    pub continued_from: Option<Continuation>,
    /// 下转: where the story goes on.
    pub continued_on: Option<Continuation>,
    /// The body in reading order.
    pub blocks: Vec<Block>,
    /// Photographs and drawings, known by their captions.
    pub figures: Vec<Figure>,
    /// Text set apart that repeats the body.
    pub pull_quotes: Vec<PullQuote>,
    /// How sure the loader is that the head belongs to this body, 0..=1.
    pub head_confidence: f32,
}

/// A heading or byline of one or more printed lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// The lines joined into one text.
    pub text: String,
    /// The raw lines, in order.
    pub lines: Vec<LineNumber>,
}

/// 电头. Any of the three may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dateline {
    /// The place as printed, such as 杭州.
    pub place: Option<String>,
    /// 1..=12.
    pub month: Option<u8>,
    /// 1..=31.
    pub day: Option<u8>,
}

/// A place named in a story.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceMention {
    /// The name as printed, such as 漯河.
    pub name: String,
    /// Its division.
    pub province: Province,
}

/// 上接第一版 or 下转第三版: the page that a story comes from or goes on to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Continuation {
    /// The jump line as printed.
    pub text: String,
    /// The page number, where it can be read.
    pub page: Option<u32>,
    /// The line of the jump line.
    pub line: Option<LineNumber>,
}

/// What a block of the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// 小标题.
    Subhead,
}

/// A paragraph or subhead: one printed unit, in one or more fragments where the extraction tore it.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The pieces in reading order, at least one.
    pub fragments: Vec<Fragment>,
    /// How sure the loader is of the joins inside the block and of its place after the block before, 0..=1.
    pub confidence: f32,
}

impl Block {
    /// The whole text of the block. A blank is set at a seam only between two Latin words.
    pub fn text(&self) -> String {
        join_texts(self.fragments.iter().map(|fragment| fragment.text.as_str()))
    }

    /// What is lost before and after a paragraph: its first or last sentence is open, and nothing was found for it.
    pub fn lost(&self) -> Torn {
        if self.kind == BlockKind::Subhead {
            return Torn::default();
        }
        let start = self.fragments.first().is_some_and(|first| first.torn.start);
        let end = self.fragments.last().is_some_and(|last| last.torn.end);
        Torn { start, end }
    }

    /// The byte offsets into [`Self::text`] at which a fragment after the first begins: the mended seams.
    pub fn seams(&self) -> Vec<usize> {
        let mut text = String::new();
        let mut seams = Vec::new();
        for (index, fragment) in self.fragments.iter().enumerate() {
            push_joined(&mut text, &fragment.text);
            if index > 0 {
                seams.push(text.len() - fragment.text.len());
            }
        }
        seams
    }
}

/// The part of a block that stands in one raw line.
#[derive(Debug, Clone, PartialEq)]
pub struct Fragment {
    /// The raw line.
    pub line: LineNumber,
    /// Its text without indent and trailing blanks.
    pub text: String,
    /// How sure the loader is that this reads on after the fragment before it, 0..=1 (1 for the first).
    pub join_confidence: f32,
    /// Where its sentence is open.
    pub torn: Torn,
}

/// At which ends of a text the extraction tore its sentence, by the look of the text alone: what was torn off may
/// have been found and joined, or stand nowhere on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Torn {
    /// It starts in mid-sentence.
    pub start: bool,
    /// It stops in mid-sentence.
    pub end: bool,
}

impl Fragment {
    /// A line with no doubt about it: not torn, and in its place.
    pub fn whole(line: LineNumber, text: impl Into<String>) -> Self {
        Self { line, text: text.into(), join_confidence: 1.0, torn: Torn::default() }
    }
}

/// A picture, known by its caption.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// 图注.
    pub caption: Heading,
    /// Who made or lent the picture; its lines are empty where it stands in the caption's line.
    pub credit: Option<Heading>,
}

/// Text set apart on the page that repeats the body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PullQuote {
    /// The text and its lines.
    pub quote: Heading,
}

impl Article {
    /// The headline's text, or else what the body opens with behind its dateline: what a list can show. An end that was
    /// cut off is shown by `…`.
    pub fn title(&self) -> String {
        if let Some(headline) = &self.headline {
            return headline.text.clone();
        }
        let body = self.blocks.first().map(Block::text).unwrap_or_default();
        first_words(behind_dateline(&body))
    }

    /// The text of a part, as positions in it are counted; `None` where the article has no such part.
    pub fn text_of(&self, part: Part) -> Option<Cow<'_, str>> {
        let figure = |index: u32| self.figures.get(index as usize);
        match part {
            Part::Section => self.section.as_deref().map(Cow::Borrowed),
            Part::Kicker => text_of(self.kicker.as_ref()),
            Part::Headline => text_of(self.headline.as_ref()),
            Part::Subtitle => text_of(self.subtitle.as_ref()),
            Part::Byline => text_of(self.byline.as_ref()),
            Part::Block(index) => self.blocks.get(index as usize).map(|block| Cow::Owned(block.text())),
            Part::Caption(index) => figure(index).map(|figure| Cow::Borrowed(figure.caption.text.as_str())),
            Part::Credit(index) => text_of(figure(index)?.credit.as_ref()),
            Part::PullQuote(index) => {
                self.pull_quotes.get(index as usize).map(|quote| Cow::Borrowed(quote.quote.text.as_str()))
            }
        }
    }

    /// 字数: the characters of the body that a Chinese editor would count (blanks left out).
    pub fn character_count(&self) -> usize {
        self.blocks
            .iter()
            .flat_map(|block| &block.fragments)
            .map(|fragment| fragment.text.chars().filter(|c| !c.is_whitespace()).count())
            .sum()
    }

    /// What is lost before its first sentence and behind its last one.
    pub fn lost(&self) -> Torn {
        let lost = |block: Option<&Block>| block.map(Block::lost).unwrap_or_default();
        Torn { start: lost(self.blocks.first()).start, end: lost(self.blocks.last()).end }
    }

    /// Every raw line that has its home in this article, in the order of the parts.
    pub fn lines(&self) -> impl Iterator<Item = LineNumber> + '_ {
        let heads = [&self.kicker, &self.headline, &self.subtitle, &self.byline].into_iter().flatten();
        heads
            .flat_map(|heading| heading.lines.iter().copied())
            .chain(self.blocks.iter().flat_map(|block| block.fragments.iter().map(|fragment| fragment.line)))
            .chain(self.figures.iter().flat_map(|figure| {
                let credit = figure.credit.iter().flat_map(|credit| credit.lines.iter().copied());
                figure.caption.lines.iter().copied().chain(credit)
            }))
            .chain(self.pull_quotes.iter().flat_map(|quote| quote.quote.lines.iter().copied()))
    }

    /// The least confidence of any join and of the head: what a reader should know before trusting it.
    pub fn confidence(&self) -> f32 {
        self.blocks.iter().map(|block| block.confidence).fold(self.head_confidence, f32::min)
    }
}

/// What follows 科技日报杭州1月23日电（记者某某）or 本报讯 at the beginning of a text; the text where there is no such thing.
fn behind_dateline(text: &str) -> &str {
    /// An agency, a place and a date take no more characters than this.
    const DATELINE: usize = 24;
    /// Names and titles of several writers take no more.
    const WRITERS: usize = 60;
    let end = text.char_indices().take(DATELINE).find(|(_, c)| matches!(c, '讯' | '电'));
    let Some((at, end)) = end.filter(|(at, _)| text[..*at].contains(['报', '社', '网'])) else {
        return text;
    };
    let rest = &text[at + end.len_utf8()..];
    let Some(writers) = rest.strip_prefix(['（', '(']) else {
        return if rest.starts_with([' ', '\u{3000}']) { rest.trim_start() } else { text };
    };
    let close = writers.char_indices().take(WRITERS).find(|(_, c)| matches!(c, '）' | ')'));
    close.map_or(text, |(at, close)| writers[at + close.len_utf8()..].trim_start())
}

/// The first sentence, or as much of it as a list can show.
fn first_words(text: &str) -> String {
    const MOST: usize = 24;
    /// A clause of fewer characters says too little.
    const LEAST: usize = 10;
    let words: Vec<char> = text.chars().take(MOST).collect();
    let stop = words.iter().position(|c| matches!(c, '。' | '！' | '？' | '!' | '?'));
    let pause =
        words.iter().rposition(|c| matches!(c, '，' | '；' | '：' | ',' | ';')).filter(|at| *at >= LEAST);
    match (stop, pause) {
        (Some(stop), _) => words[..stop].iter().collect(),
        _ if text.chars().nth(MOST).is_none() => words.iter().collect(),
        (None, Some(pause)) => words[..pause].iter().chain(&['…']).collect(),
        (None, None) => words.iter().chain(&['…']).collect(),
    }
}

fn text_of(heading: Option<&Heading>) -> Option<Cow<'_, str>> {
    heading.map(|heading| Cow::Borrowed(heading.text.as_str()))
}

impl Dateline {
    /// The date in the year of `page`, where month and day are known.
    pub fn date(&self, page: Option<Date>) -> Option<Date> {
        Date::new(page?.year(), i8::try_from(self.month?).ok()?, i8::try_from(self.day?).ok()?).ok()
    }
}

/// Joins printed lines that belong together into one text.
pub fn join_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for text in texts {
        push_joined(&mut joined, text);
    }
    joined
}

/// Appends `next`; a blank goes between only where two Latin words or numbers would run together.
fn push_joined(joined: &mut String, next: &str) {
    let ends_latin = joined.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    let starts_latin = next.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    if ends_latin && starts_latin && joined.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic()) {
        joined.push(' ');
    }
    joined.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(texts: &[&str]) -> Block {
        let fragments =
            texts.iter().zip(1..).map(|(text, line)| Fragment::whole(LineNumber(line), *text)).collect();
        Block { kind: BlockKind::Paragraph, fragments, confidence: 1.0 }
    }

    #[test]
    fn seams_stand_where_a_fragment_begins() {
        let cases: [(&[&str], &str, &[usize]); 3] = [
            (&["春天来", "了。"], "春天来了。", &[9]),
            (&["open", "source"], "open source", &[5]),
            (&["一"], "一", &[]),
        ];
        for (texts, text, seams) in cases {
            assert_eq!(block(texts).text(), text);
            assert_eq!(block(texts).seams(), seams);
        }
    }

    #[test]
    fn a_story_without_headline_is_named_by_what_it_opens_with() {
        let cases = [
            ("河滩村通了新桥。第二天下了雨。", "河滩村通了新桥"),
            ("海岛晚报青岛3月5日电（陆远 记者舒窈）渔船回港。", "渔船回港"),
            ("本报讯 昨天，码头开放", "昨天，码头开放"),
            (
                "电动船下水了，船上的人都说它走起来没有一点声音，连水鸟也不躲",
                "电动船下水了，船上的人都说它走起来没有一点声音…",
            ),
            (
                "清早的雾还没有散岸边已经站满了等着看新船下水的人们",
                "清早的雾还没有散岸边已经站满了等着看新船下水的人…",
            ),
            ("天气预报说电（缆没有断", "天气预报说电（缆没有断"),
        ];
        for (text, title) in cases {
            let article = Article { blocks: vec![block(&[text])], ..Article::default() };
            assert_eq!(article.title(), title, "{text}");
        }
    }
}
