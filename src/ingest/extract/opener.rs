//! The words that open a story before its text: `科技日报临江3月9日电（记者…）`, `本报讯（通讯员…）`,
//! `据新华社临江3月9日电`.
//!
//! The opener names the paper or agency, place and day (电头), and the writers. It must stand at the very start
//! of the first paragraph; the same words inside the text are only mentioned there.

use super::names;
use super::narrow::{narrow, narrow_char};
use crate::ingest::word_list::Words;
use crate::model::Dateline;

/// What an opener says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opener {
    /// 科技日报, 新华社, 本报.
    source: String,
    /// Place and day, where at least one of them is printed.
    pub(super) dateline: Option<Dateline>,
    /// The writers, without titles.
    pub(super) writers: Vec<String>,
    /// How many characters of the paragraph it takes.
    pub(super) length: usize,
}

impl Opener {
    /// Reads the opener of a first paragraph, if it has one. A report taken over from elsewhere may bring a second
    /// opener of its own; it only belongs to the first one's length.
    pub(super) fn read(paragraph: &str) -> Option<Self> {
        // Each opener has one of these; most paragraphs have none.
        let words = paragraph.trim_start_matches(|c| BEFORE.contains(&narrow_char(c)));
        words.chars().take(LONGEST_TITLE).find(|c| matches!(c, '电' | '讯' | '電' | '訊'))?;
        let end = paragraph.char_indices().nth(LONGEST).map_or(paragraph.len(), |(at, _)| at);
        let head = narrow(&paragraph[..end]);
        let mut opener = Self::read_one(&head)?;
        let behind = head.char_indices().nth(opener.length).map_or("", |(at, _)| &head[at..]);
        if let Some(second) = Self::read_one(behind) {
            opener.length += second.length;
        }
        Some(opener)
    }

    fn read_one(head: &str) -> Option<Self> {
        let mut cursor = Cursor { text: head, rest: head };
        cursor.skip(&BEFORE);
        cursor.take_prefix("据");
        let source = cursor.take_source()?;
        let (place, month, day) = cursor.take_place_and_day(is_agency(source))?;
        cursor.skip(&[' ', ']', '】']);
        let writers = cursor.take_writers();
        let dateline = (place.is_some() || month.is_some()).then_some(Dateline { place, month, day });
        let length = cursor.text.chars().count() - cursor.rest.chars().count();
        Some(Self { source: source.to_owned(), dateline, writers, length })
    }

    /// The paper's own name: neither an agency nor 本报.
    pub(super) fn paper(&self) -> Option<String> {
        (self.source.ends_with('报') && self.source != "本报" || self.source.ends_with("海外版"))
            .then(|| self.source.clone())
    }
}

/// What may stand before an opener.
const BEFORE: [char; 4] = [' ', '(', '[', '【'];

/// No opener is longer than this many characters,
const LONGEST: usize = 120;
/// no place and day together,
const LONGEST_DAY: usize = 24;
/// no name of a paper,
const LONGEST_PAPER: usize = 10;
/// and no opener without its writers: 据, the paper, place and day, 电.
const LONGEST_TITLE: usize = 1 + LONGEST_PAPER + LONGEST_DAY + 1;

/// Agencies, broadcasters and sites whose reports papers print.
static AGENCIES: Words = Words::new(&[
    "新华社",
    "中新社",
    "中新网",
    "中国新闻网",
    "中国新闻社",
    "中国经济网",
    "人民网",
    "新华网",
    "央视网",
    "央广网",
    "光明网",
    "中国青年网",
    "中国网",
    "法新社",
]);

/// How a paper's name ends.
static PAPER_ENDS: Words =
    Words::new(&["青年报", "军报", "日报", "晚报", "晨报", "早报", "时报", "周报", "商报", "文汇报", "导报"]);

fn is_agency(source: &str) -> bool {
    AGENCIES.has(source)
}

/// Reads on from left to right.
struct Cursor<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn skip(&mut self, characters: &[char]) {
        self.rest = self.rest.trim_start_matches(characters);
    }

    fn take_prefix(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// 本报, an agency, or a paper of three to ten characters.
    fn take_source(&mut self) -> Option<&'a str> {
        let known =
            if self.rest.starts_with("本报") { Some("本报") } else { AGENCIES.opening_str(self.rest) };
        let end = match known {
            Some(name) => name.len(),
            None => self.end_of_paper()?,
        };
        let (source, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(source)
    }

    fn end_of_paper(&self) -> Option<usize> {
        let run = self.rest.find(|c| !is_han(c)).unwrap_or(self.rest.len());
        let run = &self.rest[..run];
        if run.find('报').is_none() {
            return self.end_of_agency(run);
        }
        // The first end counts, but 日报海外版 goes on behind 日报.
        let mut ends = run.match_indices('报').map(|(at, last)| at + last.len());
        let end = ends.find(|end| PAPER_ENDS.closing_str(&run[..*end]).is_some());
        let Some(end) = end else { return end_of_plain_paper(run) };
        let end = if run[end..].starts_with("海外版") { end + "海外版".len() } else { end };
        (3..=LONGEST_PAPER).contains(&run[..end].chars().count()).then_some(end)
    }

    /// Where the name of an agency ends that no list has: 西班牙埃菲社马德里9月8日电. Only a day shows that it is one.
    fn end_of_agency(&self, run: &str) -> Option<usize> {
        let end = run.find('社')? + '社'.len_utf8();
        let wire = self.rest[end..].find('电').map(|wire| &self.rest[end..end + wire])?;
        let dated = wire.ends_with('日') && wire.contains('月') && wire.chars().count() <= 14;
        (dated && (3..=LONGEST_PAPER).contains(&run[..end].chars().count())).then_some(end)
    }

    /// Place and day up to 电 or 讯. An opener without both may only be `…讯`, or an agency's `…电`.
    fn take_place_and_day(&mut self, agency: bool) -> Option<(Option<String>, Option<u8>, Option<u8>)> {
        let end = self.rest.find(['电', '讯'])?;
        let middle = &self.rest[..end];
        if middle.chars().count() > LONGEST_DAY {
            return None;
        }
        let kind = self.rest[end..].chars().next()?;
        let (place, month, day) = place_and_day(middle)?;
        let bare = place.is_none() && month.is_none();
        let after = &self.rest[end + kind.len_utf8()..];
        let closed = after.chars().next().is_none_or(|c| !is_han(c)) || after.starts_with("记者");
        if month.is_none() && !closed || bare && kind == '电' && !agency {
            return None;
        }
        self.rest = after;
        Some((place, month, day))
    }

    /// The writers in the brackets behind, or in `记者张三报道`.
    fn take_writers(&mut self) -> Vec<String> {
        if let Some(inside) = self.rest.strip_prefix('(')
            && let Some(end) = inside.find(')')
        {
            let writers = names::in_signature(&inside[..end]);
            self.rest = &inside[end + 1..];
            return writers;
        }
        let Some(end) = self.rest.find("报道") else { return Vec::new() };
        let line = &self.rest[..end];
        let is_signature =
            names::starts_with_role(line) && line.chars().count() <= 40 && !line.contains(['。', ',', '“']);
        if !is_signature {
            return Vec::new();
        }
        let writers = names::in_signature(line);
        self.rest = self.rest[end + "报道".len()..].trim_start_matches([':', ',', ' ']);
        writers
    }
}

/// Where the name of any other paper ends: 大公报, 电力报, 样报.
fn end_of_plain_paper(run: &str) -> Option<usize> {
    let end = run.find('报')? + '报'.len_utf8();
    let name = &run[..end];
    let is_paper = NO_PAPERS.closing_str(name).is_none();
    (is_paper && (2..=LONGEST_PAPER).contains(&name.chars().count())).then_some(end)
}

/// Words that end in 报 and name no paper.
static NO_PAPERS: Words = Words::new(&[
    "汇报", "通报", "预报", "情报", "举报", "申报", "播报", "公报", "电报", "战报", "喜报", "捷报", "上报",
    "回报", "警报", "海报",
]);

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// `杭州1月23日`, `1月23日杭州`, `杭州`, `1月23日`, or nothing; `None` if there is anything else.
fn place_and_day(text: &str) -> Option<(Option<String>, Option<u8>, Option<u8>)> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else {
        return can_be_place(&text).then(|| (place(&text), None, None));
    };
    let (before, dated) = text.split_at(start);
    let (month, rest) = dated.split_once('月')?;
    let (day, after) = rest.split_once('日')?;
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let text = if before.is_empty() { after } else { before };
    can_be_place(text).then(|| (place(text), Some(month), Some(day)))
}

/// Whether a text before the day can be a place: nothing, or two to ten characters without the words of a trade.
fn can_be_place(text: &str) -> bool {
    static NO_PLACES: Words = Words::new(&["记者", "通", "特", "快", "综合", "专", "简", "消息", "驻"]);
    let is_place = text.chars().all(|c| is_han(c) || "·、/-".contains(c))
        && (2..=10).contains(&text.chars().count())
        && NO_PLACES.find_in(text).is_none();
    text.is_empty() || is_place
}

fn place(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        paragraph: &str,
        source: &str,
        dateline: Option<(Option<&str>, Option<u8>, Option<u8>)>,
        writers: &[&str],
    ) {
        let opener = Opener::read(paragraph).unwrap_or_else(|| panic!("no opener in {paragraph}"));
        assert_eq!(opener.source, source, "{paragraph}");
        let expected =
            dateline.map(|(place, month, day)| Dateline { place: place.map(str::to_owned), month, day });
        assert_eq!(opener.dateline, expected, "{paragraph}");
        assert_eq!(opener.writers, writers, "{paragraph}");
    }

    #[test]
    fn openers_of_every_form_are_read() {
        let day = Some((Some("临江"), Some(3), Some(9)));
        check("科技日报讯（记者石岩）河湾镇的桥修好了。", "科技日报", None, &["石岩"]);
        check("样报讯（记者石岩）河湾镇的桥修好了。", "样报", None, &["石岩"]);
        check("河湾水利报临江3月9日电（记者石岩）河湾镇", "河湾水利报", day, &["石岩"]);
        check("科技日报讯(石岩 记者方小禾)河湾镇", "科技日报", None, &["石岩", "方小禾"]);
        check("科技日报临江3月9日电（石岩 记者方小禾）河湾镇", "科技日报", day, &["石岩", "方小禾"]);
        check("本报临江３月９日电　（记者　石岩、方小禾）河湾镇", "本报", day, &["石岩", "方小禾"]);
        check("据新华社临江3月9日电 河湾镇的桥", "新华社", day, &[]);
        check("新华社电 河湾镇的桥", "新华社", None, &[]);
        check("本报3月9日讯 河湾镇", "本报", Some((None, Some(3), Some(9))), &[]);
        check("本报临江讯（通讯员石岩）河湾镇", "本报", Some((Some("临江"), None, None)), &["石岩"]);
        check("【本报临江3月9日电】记者石岩报道：河湾镇", "本报", day, &["石岩"]);
        check("本报讯 记者石岩、方小禾报道：河湾镇", "本报", None, &["石岩", "方小禾"]);
        check("本报讯 昨天上午，河湾镇", "本报", None, &[]);
        check("中国经济网临江3月9日讯河湾镇", "中国经济网", day, &[]);
        check("河湾日报海外版临江3月9日电（记者石岩）", "河湾日报海外版", day, &["石岩"]);
        check("新华社3月9日临江电 河湾镇", "新华社", day, &[]);
        check("海岛国南湾社临江3月9日电 河湾镇", "海岛国南湾社", day, &[]);
    }

    #[test]
    fn what_only_looks_like_an_opener_is_none() {
        let texts = [
            "",
            "河湾镇的桥修好了。",
            "本报记者石岩 通讯员方小禾",
            "本报电子版今起上线。",
            "河湾日报社的电工师傅",
            "本报讯息中心的人说",
            "新华社记者石岩摄",
            "3月9日，河湾镇",
        ];
        for text in texts {
            assert_eq!(Opener::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_text_begins_behind_the_opener() {
        let text = "科技日报临江3月9日电（记者石岩）河湾镇";
        let length = Opener::read(text).map(|opener| opener.length);
        assert_eq!(text.chars().skip(length.unwrap()).collect::<String>(), "河湾镇");
    }

    #[test]
    fn an_opener_within_an_opener_is_passed_over() {
        let text = "本报讯（记者石岩）新华社临江3月9日电 河湾镇";
        check(text, "本报", None, &["石岩"]);
        assert_eq!(
            text.chars().skip(Opener::read(text).map(|opener| opener.length).unwrap()).collect::<String>(),
            "河湾镇"
        );
    }

    #[test]
    fn only_a_paper_has_a_name_of_its_own() {
        let paper = |text: &str| Opener::read(text).and_then(|opener| opener.paper());
        assert_eq!(paper("科技日报讯（记者石岩）"), Some("科技日报".to_owned()));
        assert_eq!(paper("本报讯（记者石岩）"), None);
        assert_eq!(paper("新华社电 河湾镇"), None);
    }
}
