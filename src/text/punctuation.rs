//! Which marks may not begin or end a row, which belong together, which words follow a number.
//!
//! The facts are those of the W3C's requirements for Chinese text layout (CLREQ, "Prohibition rules for line start
//! and line end") and of GB/T 15834-2011, for full-width and ASCII marks alike: extracted pages mix `，` and `,`.
//! A mark's class can depend on its neighbours (`.` in 23.4 and at the end of a sentence); [`class_of`] says what a
//! character is by itself, [`crate::typeset`] looks at the neighbours.
//!
//! `pair(Class::Han, Class::Stop)` is never a break; `measure_word("万架无人机")` is 2.

/// What a cluster is to the rules of row breaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    /// A character that may stand anywhere: Han, kana, Hangul, pictures.
    Han,
    /// A letter of a word.
    Letter,
    /// A digit.
    Digit,
    /// An opening bracket or quote: never at a row's end.
    Open,
    /// A closing bracket or quote: never at a row's start.
    Close,
    /// 点号, a stop: ，。、；：！？ and , . ; : ! ?. Never at a row's start.
    Stop,
    /// 间隔号 · and others that only follow (々 ー and small kana). Never at a row's start.
    Follower,
    /// 连接号, a lone — – ～ or - between words. Never at a row's start.
    Connector,
    /// 破折号 ——. Not parted; at level strict never at a row's start.
    Dash,
    /// 省略号 ……. Not parted; at level strict never at a row's start.
    Ellipsis,
    /// A sign before a number: ¥ $ № ±. Never at a row's end.
    Prefix,
    /// A sign after a number: % ‰ ℃ °. Never at a row's start.
    Postfix,
    /// 分隔号 /. Never at a row's start; at level GB not at its end either.
    Solidus,
    /// + = & @ and the like: part of the word it touches.
    Symbol,
    /// ◎ ● ① that opens an item: better not at a row's end.
    Bullet,
    /// A mark inside a number or word (23.4, 1+6+N, A/B, Wi-Fi): no break beside it.
    Joiner,
    /// A blank: a row may end at it, and then it is not drawn.
    Space,
    /// A blank that binds.
    Glue,
}

const CLASSES: usize = Class::Glue as usize + 1;

/// CLREQ's levels of the rules for row starts and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// The recommendation.
    #[default]
    Basic,
    /// Basic, and a solidus does not end a row (GB/T 15834 5.1.12).
    Gb,
    /// GB, and —— and …… do not start a row.
    Strict,
}

/// Whether a row may end between two clusters, and how bad that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Opportunity(u8);

impl Opportunity {
    /// No row ends here.
    pub const NEVER: Self = Self(0);
    /// A row may end here.
    pub const FREE: Self = Self(1);
    /// A row may end here; elsewhere is a little better.
    pub const AWKWARD: Self = Self(2);
    /// Inside a date or a chain of terms (2026年|5月, AI|(…)): only where the row would be much too short.
    pub const CHAIN: Self = Self(3);
    /// Between a number and its measure word (23.4|万架): only where nothing else is possible.
    pub const UNIT: Self = Self(4);

    const NOT_IN_GB: u8 = 0x40;
    const NOT_IN_STRICT: u8 = 0x80;

    const fn not_in_gb(self) -> Self {
        Self(self.0 | Self::NOT_IN_GB)
    }

    const fn not_in_strict(self) -> Self {
        Self(self.0 | Self::NOT_IN_STRICT)
    }

    /// The same opportunity at one level: one of the five constants.
    #[inline]
    #[must_use]
    pub const fn at(self, level: Level) -> Self {
        let barred = match level {
            Level::Basic => 0,
            Level::Gb => Self::NOT_IN_GB,
            Level::Strict => Self::NOT_IN_GB | Self::NOT_IN_STRICT,
        };
        if self.0 & barred != 0 { Self::NEVER } else { Self(self.0 & 0x3f) }
    }

    /// The worse of two, which keeps the levels of `self`.
    #[must_use]
    pub const fn worsened(self, by: Self) -> Self {
        let own = self.0 & 0x3f;
        if own == 0 || by.0 <= own { self } else { Self(by.0 | (self.0 & 0xc0)) }
    }

    /// A small number that grows with the badness: 0 = never, 1 = free … 4 = unit (at [`Self::at`] a level).
    #[inline]
    pub const fn rank(self) -> u8 {
        self.0 & 0x3f
    }
}

/// What stands between two neighbours of these classes.
#[inline]
pub fn pair(before: Class, after: Class) -> Opportunity {
    PAIRS[before as usize][after as usize]
}

static PAIRS: [[Opportunity; CLASSES]; CLASSES] = {
    const ALL: [Class; CLASSES] = [
        Class::Han,
        Class::Letter,
        Class::Digit,
        Class::Open,
        Class::Close,
        Class::Stop,
        Class::Follower,
        Class::Connector,
        Class::Dash,
        Class::Ellipsis,
        Class::Prefix,
        Class::Postfix,
        Class::Solidus,
        Class::Symbol,
        Class::Bullet,
        Class::Joiner,
        Class::Space,
        Class::Glue,
    ];
    let mut table = [[Opportunity::NEVER; CLASSES]; CLASSES];
    let mut before = 0;
    while before < CLASSES {
        let mut after = 0;
        while after < CLASSES {
            table[before][after] = pair_rule(ALL[before], ALL[after]);
            after += 1;
        }
        before += 1;
    }
    table
};

/// The rules, in order; the first that speaks decides.
///
/// 1. Nothing beside a joiner or binding blank; no break before a blank (the row ends after it).
/// 2. No break after an opening mark, nor before a mark that may not begin a row, even after a blank.
/// 3. A break after a blank.
/// 4. —— and …… are one mark each; before them a break is awkward, and barred at level strict.
/// 5. No break after a prefix, inside a word or number, or between a word and a symbol that touches it.
/// 6. After / a break is awkward and barred from level GB on; after a bullet it parts what belongs together; after a
///    connector it is awkward, as between a word and the bracket that explains it.
/// 7. Elsewhere a row may end.
#[expect(clippy::match_same_arms, reason = "one arm a rule, in the order of the rules")]
const fn pair_rule(before: Class, after: Class) -> Opportunity {
    use Class::{
        Bullet, Close, Connector, Dash, Digit, Ellipsis, Follower, Glue, Joiner, Letter, Open, Postfix,
        Prefix, Solidus, Space, Stop, Symbol,
    };
    match (before, after) {
        (Joiner | Glue, _) | (_, Joiner | Glue | Space) => Opportunity::NEVER,
        (Open, _) | (_, Close | Stop | Follower | Connector | Postfix | Solidus) => Opportunity::NEVER,
        (Space, _) => Opportunity::FREE,
        (Dash, Dash) | (Ellipsis, Ellipsis) => Opportunity::NEVER,
        (_, Dash | Ellipsis) => Opportunity::AWKWARD.not_in_strict(),
        (Prefix, _) => Opportunity::NEVER,
        (Letter | Digit | Symbol, Letter | Digit | Symbol | Prefix) => Opportunity::NEVER,
        (Postfix, Letter | Digit) => Opportunity::NEVER,
        (Solidus, _) => Opportunity::AWKWARD.not_in_gb(),
        (Bullet, _) => Opportunity::CHAIN,
        (Connector, _) | (Letter | Digit | Symbol, Open) => Opportunity::AWKWARD,
        _ => Opportunity::FREE,
    }
}

/// The class of a character by itself. What depends on neighbours is given as in Chinese text: `.` is a stop, a
/// lone — a connector, a straight quote closes.
#[inline]
pub fn class_of(character: char) -> Class {
    match character {
        '\u{3400}'..='\u{9FFF}' => Class::Han,
        _ if character.is_ascii() => ascii_class(character),
        _ => other_class(character),
    }
}

fn ascii_class(character: char) -> Class {
    match character {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '(' | '[' | '{' => Class::Open,
        ')' | ']' | '}' | '"' | '\'' => Class::Close,
        ',' | '.' | ';' | ':' | '!' | '?' => Class::Stop,
        '/' => Class::Solidus,
        '$' => Class::Prefix,
        '%' => Class::Postfix,
        '-' | '~' => Class::Connector,
        '+' | '=' | '&' | '@' | '#' | '*' | '_' | '<' | '>' | '\\' | '^' | '`' | '|' => Class::Symbol,
        _ => Class::Space,
    }
}

#[expect(clippy::match_same_arms, reason = "one arm a group of characters")]
fn other_class(character: char) -> Class {
    match character {
        '，' | '。' | '、' | '；' | '：' | '！' | '？' | '．' | '｡' | '､' | '‼' | '⁇' | '⁈' | '⁉' | '︰' => {
            Class::Stop
        }
        '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '［' | '｛'
        | '｢' | '｟' | '〝' | '«' | '‹' | '⟨' | '⟪' => Class::Open,
        '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '］' | '｝'
        | '｣' | '｠' | '〞' | '〟' | '»' | '›' | '⟩' | '⟫' => Class::Close,
        '·' | '‧' | '•' | '・' | '･' | '々' | '〻' | 'ー' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '゛' | '゜' => {
            Class::Follower
        }
        'ぁ'
        | 'ぃ'
        | 'ぅ'
        | 'ぇ'
        | 'ぉ'
        | 'っ'
        | 'ゃ'
        | 'ゅ'
        | 'ょ'
        | 'ゎ'
        | 'ァ'
        | 'ィ'
        | 'ゥ'
        | 'ェ'
        | 'ォ'
        | 'ッ'
        | 'ャ'
        | 'ュ'
        | 'ョ'
        | 'ヮ'
        | 'ヵ'
        | 'ヶ'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{FF67}'..='\u{FF70}' => Class::Follower,
        '\u{FF9E}' | '\u{FF9F}' | '\u{FE50}'..='\u{FE57}' => Class::Follower,
        '—' | '―' | '–' | '‐' | '‑' | '‒' | '～' | '〜' | '－' => Class::Connector,
        '⸺' | '⸻' => Class::Dash,
        '…' | '⋯' | '‥' => Class::Ellipsis,
        '￥' | '¥' | '＄' | '£' | '￡' | '€' | '₩' | '￦' | '№' | '§' | '±' | '∓' | '−' => {
            Class::Prefix
        }
        '％' | '‰' | '‱' | '℃' | '℉' | '°' | '′' | '″' | '￠' | '¢' => Class::Postfix,
        '／' => Class::Solidus,
        '×' | '÷' | '＋' | '＝' | '＆' | '＠' | '＃' | '＊' | '＿' | '＜' | '＞' | '＼' | '｜' | '≈'
        | '≤' | '≥' | '≠' | '→' | '←' => Class::Symbol,
        '\u{2460}'..='\u{24FF}'
        | '\u{2776}'..='\u{2793}'
        | '\u{3220}'..='\u{3247}'
        | '\u{3280}'..='\u{32B0}'
        | '\u{25A0}'..='\u{25FF}'
        | '★'
        | '☆'
        | '※'
        | '❖'
        | '✦'
        | '☎' => Class::Bullet,
        '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{2060}' | '\u{FEFF}' => Class::Glue,
        '０'..='９' => Class::Digit,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Letter,
        _ if character.is_whitespace() => Class::Space,
        '\u{1100}'..='\u{11FF}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{A960}'..='\u{A97C}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FFEF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{1AFF0}'..='\u{1B2FF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{2600}'..='\u{27BF}'
        | '\u{2190}'..='\u{23FF}' => Class::Han,
        _ if character.is_numeric() && !character.is_alphabetic() => Class::Digit,
        _ => Class::Letter,
    }
}

/// May the mark hang in the margin at a row's end? CLREQ: ， 。 、, and GB/T 15834's half-width stops ； ：.
#[inline]
pub fn may_hang(character: char) -> bool {
    matches!(character, '，' | '。' | '、' | '；' | '：' | ',' | '.' | ';' | ':' | '､' | '｡')
}

/// The corner bracket that Taiwan's and Japan's papers, and mainland ones in vertical rows, set for a curly quote.
pub fn corner_quote(character: char) -> Option<&'static str> {
    match character {
        '“' => Some("「"),
        '”' => Some("」"),
        '‘' => Some("『"),
        '’' => Some("』"),
        _ => None,
    }
}

/// How many characters of a measure expression stand at the start of a text that follows a number: magnitudes
/// (万, 亿, 多 …) and then one measure word. `0` if none does. 万架 → 2, 年 → 1, 千伏 → 2, 多万公里 → 4.
pub fn measure_word(text: &str) -> usize {
    let mut rest = text;
    let mut length = 0;
    while let Some(magnitude) = rest.chars().next().filter(|c| MAGNITUDES.contains(c)) {
        // 千伏, 百米, 千米 begin like magnitudes but are looked up whole first.
        if measure_word_at(rest).is_some_and(|found| found > 1) {
            break;
        }
        rest = rest.get(magnitude.len_utf8()..).unwrap_or_default();
        length += 1;
        if length == MOST_MAGNITUDES {
            break;
        }
    }
    length + measure_word_at(rest).unwrap_or(0)
}

const MOST_MAGNITUDES: usize = 4;
const MAGNITUDES: [char; 10] = ['十', '百', '千', '万', '亿', '兆', '多', '余', '几', '来'];

/// The length in characters of the longest measure word at the start of `text`.
fn measure_word_at(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let start = MEASURE_WORDS.partition_point(|word| word.chars().next() < Some(first));
    let alike = MEASURE_WORDS.iter().skip(start).take_while(|word| word.starts_with(first));
    alike.filter(|word| text.starts_with(**word)).map(|word| word.chars().count()).max()
}

/// Words that are read together with the number before them. Sorted by code point.
#[rustfmt::skip]
const MEASURE_WORDS: &[&str] = &[
    "㎎", "㎏", "㎜", "㎝", "㎞", "㎡", "丈", "世纪", "两", "个", "个小时", "个月", "个百分点", "亩", "人", "人份", "人次",
    "人民币", "代", "代人", "件", "份", "伏", "位", "倍", "倍多", "像素", "元", "元钱", "兆帕", "兆瓦", "兆瓦时", "兆赫", "光年", "克",
    "克拉", "公斤", "公里", "公顷", "册", "分", "分米", "分贝", "分钟", "分钱", "列", "列车", "刻", "加仑", "匹", "千伏", "千克",
    "千帕", "千瓦", "千瓦时", "千米", "千赫", "升", "华氏度", "卢布", "卷", "厘米", "双", "发", "口", "句", "只", "台", "台套", "台次", "号",
    "吉瓦", "吉瓦时", "吉赫", "名", "吨", "吨级", "周", "周岁", "周年", "圈", "场", "块", "处", "天", "太瓦", "太赫兹", "头", "套",
    "字", "字节", "季", "季度", "学分", "学年", "学时", "学期", "安", "安时", "家", "寸", "对", "小时", "尺", "尾", "局", "层", "届", "岁",
    "工位", "帕", "幅", "幢", "平方", "平方公里", "平方千米", "平方厘米", "平方米", "年", "年代", "年份", "年期", "年级", "床位", "度",
    "座", "开尔文", "张", "张床位", "微克", "微瓦", "微秒", "微米", "成", "成多", "户", "所", "批", "把", "折", "排", "摄氏度", "支",
    "斤", "日", "日元", "时", "时许", "月", "月份", "期", "本", "朵", "机", "条", "条款", "枚", "枝", "架", "架次", "栋", "株",
    "核", "根", "桶", "棵", "楼", "次", "欧元", "款", "款项", "步", "段", "比特", "毫克", "毫升", "毫安", "毫安时", "毫瓦", "毫秒",
    "毫米", "毫米汞柱", "流明", "海里", "港元", "港币", "澳元", "点", "点钟", "焦耳", "片", "版", "牛", "牛米", "环", "班", "瓦", "瓶",
    "盎司", "盒", "码", "磅", "种", "秒", "秒钟", "立方", "立方厘米", "立方米", "站", "站点", "章", "等", "箱", "篇", "篇次", "米", "类",
    "粒", "级", "纳瓦", "纳秒", "纳米", "组", "维", "罐", "美元", "羽", "艇", "艘", "节", "英寸", "英里", "英镑", "行", "袋", "角",
    "课时", "赫", "赫兹", "趟", "路", "车", "车次", "车道", "轮", "轴", "辆", "道", "部", "里", "门", "间", "队", "集", "韩元",
    "页", "项", "颗", "首",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measure_words_are_found_by_their_longest_form() {
        assert!(MEASURE_WORDS.is_sorted());
        for (text, length) in [
            ("万架无人机", 2),
            ("年投产", 1),
            ("千伏线路", 2),
            ("千米跑道", 2),
            ("多万公里", 4),
            ("个百分点", 4),
            ("亿千瓦时电", 4),
            ("万平方米", 4),
            ("万", 1),
            ("余人", 2),
            ("规划", 0),
            ("", 0),
        ] {
            assert_eq!(measure_word(text), length, "{text}");
        }
    }

    #[test]
    fn pairs_follow_the_levels() {
        use Class::{Close, Dash, Digit, Ellipsis, Han, Letter, Open, Solidus, Space, Stop};
        let ranks = |before, after| {
            [Level::Basic, Level::Gb, Level::Strict].map(|level| pair(before, after).at(level).rank())
        };
        for (before, after, expected) in [
            (Han, Han, [1, 1, 1]),
            (Han, Stop, [0, 0, 0]),
            (Open, Han, [0, 0, 0]),
            (Han, Open, [1, 1, 1]),
            (Stop, Close, [0, 0, 0]),
            (Close, Han, [1, 1, 1]),
            (Han, Dash, [2, 2, 0]),
            (Dash, Dash, [0, 0, 0]),
            (Stop, Ellipsis, [2, 2, 0]),
            (Solidus, Han, [2, 0, 0]),
            (Letter, Digit, [0, 0, 0]),
            (Letter, Han, [1, 1, 1]),
            (Space, Letter, [1, 1, 1]),
            (Space, Stop, [0, 0, 0]),
            (Letter, Space, [0, 0, 0]),
        ] {
            assert_eq!(ranks(before, after), expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn each_mark_has_its_class_in_both_widths() {
        for (full, ascii) in [
            ('，', ','),
            ('。', '.'),
            ('；', ';'),
            ('：', ':'),
            ('！', '!'),
            ('？', '?'),
            ('（', '('),
            ('）', ')'),
            ('［', '['),
            ('］', ']'),
            ('％', '%'),
            ('／', '/'),
            ('＋', '+'),
            ('０', '0'),
            ('Ａ', 'a'),
            ('　', ' '),
            ('～', '~'),
            ('－', '-'),
            ('＄', '$'),
        ] {
            assert_eq!(class_of(full), class_of(ascii), "{full}");
        }
    }

    #[test]
    fn corner_quotes_are_as_long_as_curly_ones() {
        for quote in "“”‘’".chars() {
            assert_eq!(corner_quote(quote).map(str::len), Some(quote.len_utf8()));
        }
    }
}
