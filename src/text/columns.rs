//! How many terminal columns a text takes: the only place that measures.
//!
//! Terminals agree on nearly every character of a newspaper but not on those of East Asian Width "ambiguous"
//! (“ ” ‘ ’ — … · ① ─ and 892 more): one column almost everywhere, two in a terminal told to draw them wide.
//! So width is never a property of a text alone: layout and drawing take the same [`Measure`].
//!
//! `Measure::new(Narrow).text("“看报”")` is 6; with `Wide` it is 8.
//!
//! It does not break rows ([`crate::typeset`]) and does not clean text ([`super::clean`]).

use super::clusters::clusters;
use super::signs::{Borders, Lines, Marks, Sign, Signs};
use super::tables::AMBIGUOUS;

/// How the terminal draws characters of East Asian Width "ambiguous" (“ ” — … · ① ─).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ambiguous {
    /// One column, as nearly every terminal does by default.
    #[default]
    Narrow,
    /// Two columns.
    Wide,
    /// The terminal disagrees with itself: look-alikes of a sure width are shown instead (「 for “, － for —).
    Avoid,
}

/// Measures text for one terminal. Layout and drawing take the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Measure {
    /// See [`Ambiguous`].
    pub ambiguous: Ambiguous,
    /// The lines and marks that the reader wants: as wide as this terminal draws them.
    pub signs: Signs,
}

/// The columns of a cluster before it is known how the terminal draws ambiguous characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cells {
    /// The same in every terminal: 0, 1 or 2.
    Sure(u8),
    /// East Asian Width "ambiguous".
    Ambiguous,
}

impl Measure {
    /// The measure of a terminal that draws ambiguous characters like this.
    pub const fn new(ambiguous: Ambiguous) -> Self {
        Self { ambiguous, signs: Signs { lines: Lines::Line, marks: Marks::Usual } }
    }

    /// The columns of one cluster (what is seen as one character): 0, 1 or 2; a look-alike may take more.
    pub fn cluster(self, cluster: &str) -> usize {
        match cells(cluster) {
            Cells::Sure(columns) => usize::from(columns),
            Cells::Ambiguous => self.ambiguous_cluster(cluster),
        }
    }

    /// The columns of a cluster known to be ambiguous.
    pub fn ambiguous_cluster(self, cluster: &str) -> usize {
        match self.ambiguous {
            Ambiguous::Narrow => 1,
            Ambiguous::Wide => 2,
            Ambiguous::Avoid => look_alike(cluster).map_or(1, |(_, columns)| usize::from(columns)),
        }
    }

    /// The columns of a text.
    pub fn text(self, text: &str) -> usize {
        clusters(text).map(|(_, cluster)| self.cluster(cluster)).sum()
    }

    /// What is drawn for a cluster: itself, or its look-alike where ambiguous characters are avoided. Only the
    /// screen shows it; what is copied or searched is the cluster.
    ///
    /// In wide terminals · × ° ± ÷ are avoided too: xterm -cjk_width moves two columns for them but paints one, or
    /// paints what follows in the wrong place (all characters below U+0100; the others have no look-alike).
    pub fn shown(self, cluster: &str) -> &str {
        let avoided = match self.ambiguous {
            Ambiguous::Narrow => false,
            Ambiguous::Wide => matches!(cluster, "·" | "×" | "°" | "±" | "÷"),
            Ambiguous::Avoid => !cluster.is_ascii(),
        };
        if avoided { look_alike(cluster).map_or(cluster, |(shown, _)| shown) } else { cluster }
    }

    /// The lines of a box; each takes one column in this terminal.
    pub const fn borders(self) -> &'static Borders {
        match self.ambiguous {
            Ambiguous::Narrow => self.signs.lines.borders(),
            Ambiguous::Wide | Ambiguous::Avoid => self.signs.lines.of_sure_width().borders(),
        }
    }

    /// What is drawn for a mark.
    pub const fn sign(self, sign: Sign) -> &'static str {
        self.signs.marks.sign(sign)
    }

    /// Whether bars can be drawn with ▁▂▃: the terminal draws them narrow, and the reader does not keep to ASCII.
    pub fn has_blocks(self) -> bool {
        self.ambiguous == Ambiguous::Narrow && self.signs.marks == Marks::Usual
    }
}

/// The columns of one cluster, as far as they do not depend on the terminal.
///
/// A cluster's first character decides (marks after it take nothing), except that a half-width kana's sound
/// mark ﾞ takes its own column and that a cluster is never wider than two columns.
pub fn cells(cluster: &str) -> Cells {
    let mut characters = cluster.chars();
    let Some(first) = characters.next() else { return Cells::Sure(0) };
    match cells_of(first) {
        Cells::Ambiguous => Cells::Ambiguous,
        Cells::Sure(columns) if cluster.len() == first.len_utf8() => Cells::Sure(columns),
        Cells::Sure(0) => {
            characters.map(cells_of).find(|cells| *cells != Cells::Sure(0)).unwrap_or(Cells::Sure(0))
        }
        Cells::Sure(columns) => {
            let own_column =
                characters.any(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}' | '\u{1F1E6}'..='\u{1F1FF}'));
            Cells::Sure(if own_column { 2 } else { columns })
        }
    }
}

/// The columns of a character that stands alone.
#[expect(clippy::disallowed_methods, reason = "this is the one place that measures")]
fn cells_of(character: char) -> Cells {
    match character {
        ' '..='~' | '\u{FF9E}' | '\u{FF9F}' => Cells::Sure(1),
        '\u{3400}'..='\u{9FFF}' | '\u{3001}'..='\u{3020}' | '\u{FF01}'..='\u{FF60}' => Cells::Sure(2),
        _ if is_ambiguous(character) => Cells::Ambiguous,
        _ => {
            let columns = unicode_width::UnicodeWidthChar::width(character);
            Cells::Sure(columns.map_or(0, |columns| columns.min(2)) as u8)
        }
    }
}

/// Has the character East Asian Width "ambiguous" and a column of its own?
pub fn is_ambiguous(character: char) -> bool {
    in_ranges(&AMBIGUOUS, character)
}

/// Is the character in one of the sorted ranges?
pub(super) fn in_ranges(ranges: &[(u32, u32)], character: char) -> bool {
    let code = character as u32;
    let after = ranges.partition_point(|(first, _)| *first <= code);
    after.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|(_, last)| code <= *last)
}

/// What looks like an ambiguous character, with its columns, which every terminal measured agrees on.
fn look_alike(cluster: &str) -> Option<(&'static str, u8)> {
    let pair = match cluster.chars().next()? {
        '“' => ("「", 2),
        '”' => ("」", 2),
        '‘' => ("『", 2),
        '’' => ("』", 2),
        '—' | '―' | '–' | '‐' => ("－", 2),
        '…' | '⋯' | '·' | '‧' => ("・", 2),
        '×' => ("Ｘ", 2),
        '÷' => ("／", 2),
        '±' => ("+-", 2),
        '°' => ("度", 2),
        '℃' => ("'C", 2),
        '′' => ("'", 1),
        '″' => ("\"", 1),
        '‰' => ("%o", 2),
        '№' => ("No", 2),
        '※' => ("＊", 2),
        '◎' | '○' | '●' | '◇' | '◆' | '□' | '■' | '△' | '▲' | '▽' | '▼' | '☆' | '★' => {
            ("〇", 2)
        }
        '→' => ("->", 2),
        '←' => ("<-", 2),
        '↑' => ("^", 1),
        '↓' => ("v", 1),
        '≤' => ("<=", 2),
        '≥' => (">=", 2),
        '≈' => ("~", 1),
        '≠' => ("!=", 2),
        '①' => ("㊀", 2),
        '②' => ("㊁", 2),
        '③' => ("㊂", 2),
        '④' => ("㊃", 2),
        '⑤' => ("㊄", 2),
        '⑥' => ("㊅", 2),
        '⑦' => ("㊆", 2),
        '⑧' => ("㊇", 2),
        '⑨' => ("㊈", 2),
        '⑩' => ("㊉", 2),
        'Ⅰ' => ("I", 1),
        'Ⅱ' => ("II", 2),
        'Ⅲ' => ("III", 3),
        'Ⅳ' => ("IV", 2),
        'Ⅴ' => ("V", 1),
        'Ⅵ' => ("VI", 2),
        'Ⅶ' => ("VII", 3),
        'Ⅷ' => ("VIII", 4),
        'Ⅸ' => ("IX", 2),
        'Ⅹ' => ("X", 1),
        'Ⅺ' => ("XI", 2),
        'Ⅻ' => ("XII", 3),
        '─' | '━' => ("-", 1),
        '│' | '┃' => ("|", 1),
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => ("+", 1),
        '█' | '▓' | '▒' | '░' => ("#", 1),
        _ => return None,
    };
    Some(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Measure = Measure::new(Ambiguous::Narrow);
    const WIDE: Measure = Measure::new(Ambiguous::Wide);
    const AVOID: Measure = Measure::new(Ambiguous::Avoid);

    #[test]
    fn columns_of_a_text_depend_on_the_terminal() {
        for (text, narrow, wide) in [
            ("看报", 4, 4),
            ("“看报”", 6, 8),
            ("——", 2, 4),
            ("Ⅱ×·①é", 5, 10),
            ("（，。", 6, 6),
            ("e\u{301}", 1, 1),
            ("汉\u{301}字", 4, 4),
            ("ｶﾞ", 2, 2),
            ("😀", 2, 2),
            ("🇨🇳", 2, 2),
            ("a\u{a0}b", 3, 3),
            ("", 0, 0),
        ] {
            assert_eq!((NARROW.text(text), WIDE.text(text)), (narrow, wide), "{text}");
        }
    }

    #[test]
    fn the_wide_set_is_east_asian_width_a() {
        let all = (0..=0x0010_FFFF).filter_map(char::from_u32).filter(|c| is_ambiguous(*c));
        let all: Vec<char> = all.collect();
        for c in "“”‘’—…·×Ⅱ◎①℃─│αéя".chars() {
            assert!(all.contains(&c), "{c}");
        }
        for c in "汉a，《■\u{301}\u{ad}\u{e000}".chars().filter(|c| *c != '■') {
            assert!(!all.contains(&c), "{c:?}");
        }
        assert!(all.iter().all(|c| NARROW.text(&c.to_string()) == 1 && WIDE.text(&c.to_string()) == 2));
    }

    #[test]
    fn look_alikes_have_a_sure_width() {
        for c in (0..=0x0010_FFFF).filter_map(char::from_u32) {
            let text = c.to_string();
            if let Some((shown, columns)) = look_alike(&text) {
                assert_eq!(NARROW.text(shown), WIDE.text(shown), "{c}");
                assert_eq!(NARROW.text(shown), usize::from(columns), "{c}");
                assert_eq!(AVOID.shown(&text), shown, "{c}");
            }
        }
        assert_eq!(AVOID.text("“看报”"), 8);
        assert_eq!(WIDE.shown("“"), "“");
        for half_painted in ["·", "×", "°", "±", "÷"] {
            let shown = WIDE.shown(half_painted);
            assert!(shown != half_painted && WIDE.text(shown) == WIDE.text(half_painted), "{half_painted}");
        }
    }
}
