//! How well one fragment reads on after another.
//!
//! [`Seams`] holds what is known of the ends and beginnings of a page's lines; [`Seams::score`] weighs up one
//! pair. The parts of the score are kept apart in [`Evidence`], so that a reader can be told and the weights
//! can be fitted. Which pairs are joined is not decided here but over the whole page in `assemble`.

pub(crate) mod grams;
mod lexicon;
pub(crate) mod reading;
mod words;

use std::cell::{OnceCell, RefCell};

use self::grams::Grams;
use self::reading::{Beginning, Ending};
pub use self::words::words;
pub(crate) use self::words::{WordKind, kinds, parts_words};
use super::lines::{Balance, PageText, ends_sentence};
use super::weights::flag;
use super::word_list::Words;

/// What the lines of a page tell about seams.
pub(crate) struct Seams<'a> {
    text: &'a PageText,
    grams: &'a Grams<'a>,
    endings: Vec<OnceCell<Box<Ending>>>,
    openings: Vec<OnceCell<Box<Opening>>>,
    balances: Vec<OnceCell<Balance>>,
    /// For each line the lines that were weighed up against it, in order: several stages ask the same.
    known: Vec<RefCell<Vec<(usize, Evidence)>>>,
}

/// The parts of a seam's score. Each is 0 where it has nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// What reading on gains over reading apart, in nats.
    pub reading: f32,
    /// What the reading owes to a word that stands over the seam, in nats.
    pub over_seam: f32,
    /// How dear it is to open a sentence with the fragment, in nats.
    pub opening: f32,
    /// How far a run of characters over the seam stands elsewhere on the page: 0 to 3.
    pub repeated: f32,
    /// Open quotes and brackets that are closed after the seam.
    pub closed: f32,
    /// Closing marks that nobody opened, or open ones that stay open.
    pub unclosed: f32,
    /// The fragment opens like a paragraph: 近年来, 据介绍, 记者 …
    pub opens_paragraph: f32,
    /// The fragment cannot open a paragraph: it begins with a mark or a particle.
    pub cannot_open: f32,
    /// The seam follows a comma.
    pub after_comma: f32,
    /// A number or Latin word would be cut in two.
    pub same_script: f32,
}

/// What is known of the beginning of a line, whatever it reads on from.
pub(crate) struct Opening {
    beginning: Beginning,
    /// How dear it is to open a sentence with it, in nats.
    pub(crate) cost: f32,
    /// It opens like a paragraph.
    pub(crate) opens_paragraph: bool,
    /// It cannot open a paragraph.
    pub(crate) cannot_open: bool,
}

impl Opening {
    fn of(line: &[char], balance: Balance) -> Self {
        let beginning = Beginning::new(line);
        Self {
            cost: beginning.opening(),
            opens_paragraph: opens_paragraph(line, balance),
            cannot_open: cannot_open(line),
            beginning,
        }
    }
}

/// Whether a line stops where its sentence must go on.
pub(crate) fn ends_in_comma(line: &[char]) -> bool {
    matches!(line.last(), Some('，' | '、' | '：'))
}

impl<'a> Seams<'a> {
    /// Gets ready to score the seams of a page.
    pub(crate) fn new(text: &'a PageText, grams: &'a Grams<'a>) -> Self {
        Self {
            text,
            grams,
            endings: (0..text.len()).map(|_| OnceCell::new()).collect(),
            openings: (0..text.len()).map(|_| OnceCell::new()).collect(),
            balances: vec![OnceCell::new(); text.len()],
            known: vec![RefCell::default(); text.len()],
        }
    }

    /// What speaks for and against `second` reading on from `first` (both are lines).
    pub(crate) fn evidence(&self, first: usize, second: usize) -> Evidence {
        let mut known = self.known[first].borrow_mut();
        match known.binary_search_by_key(&second, |(line, _)| *line) {
            Ok(at) => known[at].1,
            Err(at) => {
                let evidence = self.weigh(first, second);
                known.insert(at, (second, evidence));
                evidence
            }
        }
    }

    /// What is known of the beginning of a line.
    pub(crate) fn opening(&self, line: usize) -> &Opening {
        self.openings[line].get_or_init(|| Box::new(Opening::of(self.text.line(line), self.balance(line))))
    }

    fn weigh(&self, first: usize, second: usize) -> Evidence {
        let (left, right) = (self.text.line(first), self.text.line(second));
        let ending = self.endings[first].get_or_init(|| Box::new(Ending::new(left)));
        let opening = self.opening(second);
        let gain = reading::gain(ending, &opening.beginning);
        let (closed, unclosed) = balance(self.balance(first), self.balance(second));
        Evidence {
            reading: gain.reading.clamp(-8.0, 12.0),
            over_seam: gain.over_seam.min(12.0),
            opening: opening.cost,
            repeated: self.repeated(left, right),
            closed,
            unclosed,
            opens_paragraph: flag(opening.opens_paragraph),
            cannot_open: flag(opening.cannot_open),
            after_comma: flag(ends_in_comma(left)),
            same_script: flag(same_script(left, right)),
        }
    }

    /// Whether at least this share of a line's runs of four characters stands elsewhere on the page too: a summary
    /// or a quote of other text, which is whole even where no full stop ends it.
    pub(crate) fn is_said_twice(&self, line: usize, share: f32) -> bool {
        let text = self.text.line(line);
        let all = text.windows(grams::LONGEST).len();
        all >= SHORTEST_SUMMARY && self.grams.repeats(text, (all as f32 * share).ceil() as usize)
    }

    /// The open marks of a line, counted once.
    pub(crate) fn balance(&self, line: usize) -> Balance {
        *self.balances[line].get_or_init(|| Balance::of(self.text.line(line)))
    }

    /// The longest run over the seam that stands elsewhere, weighed by its length.
    fn repeated(&self, left: &[char], right: &[char]) -> f32 {
        let (Some(last), Some(first)) = (left.last(), right.first()) else { return 0.0 };
        // No longer run stands anywhere if the two characters at the seam stand nowhere side by side.
        if grams::is_mark(*last)
            || grams::is_mark(*first)
            || self.grams.count_over_seam(&[*last], &[*first]) == 0
        {
            return 0.0;
        }
        let mut best = 0.0_f32;
        for length in grams::SHORTEST..=grams::LONGEST {
            for before in 1..length {
                let after = length - before;
                if left.len() < before || right.len() < after {
                    continue;
                }
                let (end, beginning) = (&left[left.len() - before..], &right[..after]);
                if end.iter().chain(beginning).any(|c| grams::is_mark(*c)) {
                    continue;
                }
                let count = self.grams.count_over_seam(end, beginning);
                if count > 0 {
                    let weight = [0.0, 0.0, 0.5, 1.5, 2.5][length] + if count > 1 { 0.3 } else { 0.0 };
                    best = best.max(weight);
                }
            }
        }
        best
    }
}

/// In shorter lines a repeated name would be taken for a summary.
const SHORTEST_SUMMARY: usize = 12;

/// Open marks that the second fragment closes, and marks that stay without a partner.
fn balance(l: Balance, r: Balance) -> (f32, f32) {
    let mut closed = 0.0;
    let mut unclosed = 0.0;
    for kind in 0..3 {
        let (open, close) = (i32::from(l.open[kind]), i32::from(r.close[kind]));
        closed += open.min(close) as f32;
        // A closing mark that nobody opened may belong to a fragment before this one; a bracket seldom does.
        unclosed += (close - open).max(0) as f32;
        if kind > 0 {
            unclosed += (open - close).max(0) as f32;
        } else {
            unclosed += 0.35 * (open - close).max(0) as f32;
        }
    }
    (closed.min(2.0), unclosed.min(2.0))
}

/// Words with which paragraphs of news open far more often than the rest of a torn one.
static OPENERS: Words = Words::new(&[
    "近年来",
    "目前，",
    "据介绍",
    "据了解",
    "据悉",
    "此外",
    "同时，",
    "与此同时",
    "接下来",
    "下一步",
    "未来，",
    "记者",
    "为此",
    "日前",
    "近日",
    "今年以来",
    "去年以来",
    "如今",
    "据统计",
    "不仅如此",
    "此次",
    "会议",
    "当天",
    "截至",
    "在此基础上",
    "随着",
    "针对",
    "自20",
    "作为",
    "除了",
    "对此",
    "例如",
    "事实上",
    "其中，",
    "另外",
    "昨天",
    "今天",
    "走进",
    "在采访中",
    "活动现场",
    "业内人士",
    "多年来",
    "长期以来",
]);

fn opens_paragraph(line: &[char], balance: Balance) -> bool {
    OPENERS.open(line) || (line.first() == Some(&'“') && balance.is_even())
}

/// Marks and particles cannot open a paragraph.
pub(crate) fn cannot_open(line: &[char]) -> bool {
    line.first().is_some_and(|&c| {
        matches!(
            c,
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '！'
                | '？'
                | '”'
                | '）'
                | '》'
                | '%'
                | '的'
                | '了'
                | '着'
                | '们'
                | '地'
                | '得'
                | '℃'
        )
    }) && !OF_PARTICLES.open(line)
}

/// Words that begin with the sign of a particle and open paragraphs all the same: 得益于, 地处, 着眼于, 了解到.
static OF_PARTICLES: Words = Words::new(&[
    "的确",
    "了解",
    "了不起",
    "着力",
    "着眼",
    "着手",
    "着重",
    "着陆",
    "着装",
    "着实",
    "着火",
    "得益",
    "得知",
    "得到",
    "得天独厚",
    "得出",
    "得名",
    "得奖",
    "得主",
    "得失",
    "得力",
    "地方",
    "地处",
    "地区",
    "地上",
    "地下",
    "地里",
    "地铁",
    "地面",
    "地球",
    "地质",
    "地震",
    "地理",
    "地形",
    "地名",
    "地图",
    "地点",
    "地位",
    "地段",
    "地产",
    "地平",
    "地热",
    "地标",
    "地级",
    "地市",
    "地貌",
    "地基",
    "地头",
    "地板",
    "地瓜",
    "地域",
    "地窖",
    "地道",
    "地毯",
    "地砖",
    "地外",
    "地核",
    "地壳",
    "地层",
    "地衣",
    "地灾",
]);

/// Whether a line begins with the second half of a word that leads over to what comes behind the comma: 据负责人介 | 绍，.
/// The weights of seams were fitted without this.
pub(crate) fn opens_in_a_word(line: &[char]) -> bool {
    matches!(line, [half, '，' | '：', ..] if SECOND_HALVES.contains(*half))
}

/// 介绍 表示 告诉 透露 获悉 强调 阐述 了解; 目前 之后 同时 此外 其中 期间. No paragraph consists of one of them before a comma.
const SECOND_HALVES: &str = "绍示诉露悉调述解前后时外中间";

/// Whether a character hardly ever ends a sentence or a heading: what comes after it is lost or elsewhere.
pub(crate) fn is_hanging(last: char) -> bool {
    "的和与在了为等及将是对从以有并被把由向之其这该更也还就于而或让使到".contains(last)
}

/// Whether a character is a digit of a number up to ninety-nine: 42, 四十二.
const fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Whether a line opens an item of a list: 一、 （一） 1. 第五条 ①.
pub(crate) fn opens_item(line: &[char]) -> bool {
    let bracket = line.first() == Some(&'（');
    let ordinal = line.first() == Some(&'第');
    let rest = &line[usize::from(bracket || ordinal)..];
    let digits = rest.iter().take_while(|&&c| is_numeral(c)).count();
    let mark = rest.get(digits).copied();
    let closes = match mark {
        Some('）') => bracket,
        Some('条' | '款' | '章') => ordinal,
        Some('、') => !bracket && !ordinal,
        Some('.' | '．') => !bracket && !ordinal && !rest.get(digits + 1).is_some_and(char::is_ascii_digit),
        _ => false,
    };
    matches!(line.first(), Some('①'..='⑳')) || (1..=3).contains(&digits) && closes
}

fn same_script(left: &[char], right: &[char]) -> bool {
    let (Some(l), Some(r)) = (left.last(), right.first()) else { return false };
    (l.is_ascii_digit() && r.is_ascii_digit()) || (l.is_ascii_alphabetic() && r.is_ascii_alphabetic())
}

/// Whether a line of running text breaks off in mid-sentence.
pub(crate) fn breaks_off(line: &[char]) -> bool {
    let line = match line.last() {
        Some('）') if Balance::of(line).is_even() => {
            &line[..line.iter().rposition(|c| *c == '（').unwrap_or(line.len())]
        }
        _ => line,
    };
    let is_ground = opens_item(line) && cites_law(line);
    !is_ground && line.last().is_some_and(|&last| !ends_sentence(last)) || closes_a_name(line)
}

/// Whether a line ends by naming a part of a law, as the items of a list of grounds do: 《某某法》第三条第二款.
pub(crate) fn cites_law(text: &[char]) -> bool {
    let Some((part, number)) = text.split_last() else { return false };
    let number = number.iter().rev().take_while(|&&c| is_numeral(c) || c == '百').count();
    let before = text.len() - 1 - number;
    matches!(part, '条' | '款' | '项') && number > 0 && before > 1 && text[before - 1] == '第'
}

/// Whether a line of running text ends with a name or a word in quotes, as a sentence hardly ever does: no mark of its end
/// stands inside them.
fn closes_a_name(line: &[char]) -> bool {
    /// Headings that end so are shorter.
    const RUNNING: usize = 28;
    let closed = match line {
        [.., inside, '”'] => !ends_sentence(*inside),
        [.., '》'] => true,
        _ => false,
    };
    closed && (line.len() > RUNNING || line.contains(&'。'))
}

/// Whether these two characters are a word.
pub(crate) fn is_word(first: char, second: char) -> bool {
    lexicon::may_be_inside_word(first, second)
        && lexicon::look_up(lexicon::extend(lexicon::extend(0, first), second), 2).is_some()
}

/// Whether a text has the name of a place in it.
pub(crate) fn names_place(text: &[char]) -> bool {
    (0..text.len()).any(|start| {
        let mut hash = 0;
        (1..=lexicon::LONGEST.min(text.len() - start)).any(|length| {
            hash = lexicon::extend(hash, text[start + length - 1]);
            length > 1
                && lexicon::look_up(hash, length).is_some_and(|word| word.state >> 1 == lexicon::PLACE_TAG)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_cannot_open_a_paragraph_but_words_that_begin_like_them_can() {
        let says = |text: &str| cannot_open(&text.chars().collect::<Vec<_>>());
        for torn in ["的影子越来越长。", "了一整天。", "地往前走。", "得很高。", "，天就亮了。"]
        {
            assert!(says(torn), "{torn}");
        }
        for whole in [
            "得益于新桥，路近了一半。",
            "地处河口的村子早就盼着。",
            "着眼长远，先修堤。",
            "的确，水位还在涨。",
        ] {
            assert!(!says(whole), "{whole}");
        }
    }
}
