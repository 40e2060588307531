//! By what a story is known again: the issue, the headline and the text, never the file.
//!
//! A file may be moved, renamed or extracted anew; then a few lines differ, a paragraph is joined otherwise, a
//! date that stood in the path is no longer known. A [`Key`] bears what is needed to find the story all the same:
//! first by the exact key, then by likeness ([`Key::likeness`]).
//!
//! The text is kept as a bottom-k sketch (Broder, 1997): of all runs of three characters the 64 least hashes. The
//! share of them that two texts have in common estimates how much of the texts themselves is common; what is
//! short is kept whole. No text can be read back from it.

use crate::model::{Article, Page};
use crate::text::fold::fold_char;

/// How many hashes a sketch holds.
const SKETCH: usize = 64;
/// How many of the least hashes lead from one text to another like it. Of two texts that share half of their
/// runs fewer than one pair in two hundred has none of eight in common.
const HINTS: usize = 8;
/// Characters in a run.
const RUN: usize = 3;
/// Characters of a title that are kept.
const TITLE: usize = 80;

/// What a mark is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub(super) kind: Kind,
    pub(super) publication: String,
    pub(super) date: String,
    pub(super) headline: String,
    pub(super) sketch: Sketch,
    pub(super) title: String,
}

/// What kind of thing a mark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Story,
    Page,
    Reader,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Story, Self::Page, Self::Reader];

    /// The word in the table.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Page => "page",
            Self::Reader => "reader",
        }
    }
}

impl Key {
    /// The key of a story.
    pub fn of_story(page: &Page, article: &Article) -> Self {
        let mut texts: Vec<String> = article.blocks.iter().map(crate::model::Block::text).collect();
        if texts.is_empty() {
            texts.extend(article.figures.iter().map(|figure| figure.caption.text.clone()));
        }
        let headline = article.headline.as_ref().map_or("", |headline| headline.text.as_str());
        Self {
            kind: Kind::Story,
            publication: comparable(page.publication.as_deref().unwrap_or_default()),
            date: page.date.map(|date| date.to_string()).unwrap_or_default(),
            headline: comparable(headline),
            sketch: Sketch::of(texts.iter().map(String::as_str)),
            title: article.title().chars().take(TITLE).collect(),
        }
    }

    /// The key of a page, whatever its lines were put together to.
    pub fn of_page(page: &Page) -> Self {
        let number = page.page_number.map(|number| number.to_string()).unwrap_or_default();
        Self {
            kind: Kind::Page,
            publication: comparable(page.publication.as_deref().unwrap_or_default()),
            date: page.date.map(|date| date.to_string()).unwrap_or_default(),
            title: page.page_name.clone().unwrap_or_else(|| number.clone()),
            headline: number,
            sketch: Sketch::of(page.lines.iter().map(|line| line.text.as_str())),
        }
    }

    /// What belongs to the reader and to no story: his saved filters.
    pub fn of_reader() -> Self {
        let none = String::new;
        let (publication, date, headline, title) = (none(), none(), none(), none());
        Self { kind: Kind::Reader, publication, date, headline, sketch: Sketch::default(), title }
    }

    /// The headline as printed, or the first words, to be shown.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How alike the two are, 0..=1, if they can be the same story (or page) at all. They can where
    ///
    /// 1. neither a publication nor a date that is known of both differs,
    /// 2. and enough of the text is common: a fifth under the same headline (one of them may have lost most of its
    ///    fragments to a neighbour), half of it in an issue that is known of both, two thirds otherwise.
    pub fn likeness(&self, other: &Self) -> Option<f32> {
        let agree = |one: &str, two: &str| one.is_empty() || two.is_empty() || one == two;
        if self.kind != other.kind
            || !agree(&self.publication, &other.publication)
            || !agree(&self.date, &other.date)
        {
            return None;
        }
        let same_headline = !self.headline.is_empty() && self.headline == other.headline;
        let same_issue = !self.date.is_empty() && self.date == other.date;
        let needed = match (same_headline, same_issue) {
            (true, true) => 0.2,
            (false, true) | (true, false) => 0.5,
            (false, false) => 0.66,
        };
        let alike = self.sketch.share(&other.sketch);
        (alike >= needed).then_some(alike)
    }
}

/// The least hashes of the runs of a text, rising.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Sketch(pub(super) Vec<u32>);

impl Sketch {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut hashes: Vec<u32> = texts.flat_map(runs).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(SKETCH);
        Self(hashes)
    }

    /// The hashes by which likely candidates are looked up.
    pub(super) fn hints(&self) -> &[u32] {
        &self.0[..self.0.len().min(HINTS)]
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }

    /// The estimated share of the runs of both texts together that is in both.
    fn share(&self, other: &Self) -> f32 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let (mut all, mut common) = (0_u16, 0_u16);
        // A full sketch says nothing about hashes beyond its last; so only the least of both together count.
        while usize::from(all) < SKETCH {
            let least = match (left.peek(), right.peek()) {
                (Some(one), Some(two)) => **one.min(two),
                (Some(one), None) | (None, Some(one)) => **one,
                (None, None) => break,
            };
            let in_left = left.next_if(|hash| **hash == least).is_some();
            let in_right = right.next_if(|hash| **hash == least).is_some();
            all += 1;
            common += u16::from(in_left && in_right);
        }
        if all == 0 { 1.0 } else { f32::from(common) / f32::from(all) }
    }
}

/// Letters, figures and characters in comparable form: marks, blanks and line ends do not count.
pub(super) fn comparable(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).map(fold_char).collect()
}

/// The hash of each run of three characters. It must never change, for it is kept on disk.
fn runs(text: &str) -> Vec<u32> {
    let characters: Vec<char> = comparable(text).chars().collect();
    if characters.is_empty() {
        return Vec::new();
    }
    let length = characters.len().min(RUN);
    characters.windows(length).map(hash).collect()
}

/// FNV-1a over the characters, stirred once more by the last steps of MurmurHash3 so that the least hashes are
/// a fair sample.
fn hash(run: &[char]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for character in run {
        for byte in u32::from(*character).to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Date, Fragment, Heading, LineNumber};

    const BODY: &str = "清晨的河滩上雾还没有散去，几个年轻人已经把仪器架在堤边，测量昨夜上涨的水位。\
        村里的老人说，三十年前这里只有一条土路，如今桥修好了，菜园里的豆角当天就能送到城里。\
        负责管护的技术员每周记录两次数据，他们发现芦苇长得比去年高，水鸟也多了起来。";

    fn key(publication: &str, date: &str, headline: &str, body: &str) -> Key {
        let page = Page {
            publication: (!publication.is_empty()).then(|| publication.to_owned()),
            date: date.parse::<Date>().ok(),
            ..Page::default()
        };
        let fragment = Fragment::whole(LineNumber(1), body.to_owned());
        let article = Article {
            headline: (!headline.is_empty())
                .then(|| Heading { text: headline.to_owned(), lines: vec![LineNumber(2)] }),
            blocks: vec![Block { kind: BlockKind::Paragraph, fragments: vec![fragment], confidence: 1.0 }],
            ..Article::default()
        };
        Key::of_story(&page, &article)
    }

    #[test]
    fn a_story_is_known_again_and_no_other_is() {
        let own = key("春江日报", "2024-05-06", "河滩上的桥", BODY);
        let few_changes = BODY.replace("三十年前", "二十年前").replace('，', ",");
        let traditional = BODY.replace("测量", "測量").replace("数据", "數據");
        let (half, _) = BODY.split_at(BODY.len() / 6 * 3);
        let other = "果园里的苹果红了，合作社请来城里的师傅教大家剪枝，秋后又添了两座冷库，灯一直亮到半夜。";
        let cases = [
            ("marks and blanks differ", key("春江日报", "2024-05-06", "河滩上的 桥", &few_changes), true),
            ("traditional characters", key("春江日报", "2024-05-06", "河灘上的橋", &traditional), true),
            ("the date is lost", key("春江日报", "", "河滩上的桥", BODY), true),
            ("paper and date are lost", key("", "", "", BODY), true),
            ("the headline went astray", key("春江日报", "2024-05-06", "另一个标题", BODY), true),
            ("half of the body went astray", key("春江日报", "2024-05-06", "河滩上的桥", half), true),
            ("another day", key("春江日报", "2024-05-07", "河滩上的桥", BODY), false),
            ("another paper", key("秋山晚报", "2024-05-06", "河滩上的桥", BODY), false),
            ("another text", key("春江日报", "2024-05-06", "河滩上的桥", other), false),
            ("no text", key("春江日报", "2024-05-06", "别的", ""), false),
        ];
        for (what, other, expected) in cases {
            assert_eq!(
                own.likeness(&other).is_some(),
                expected,
                "{what}: {:?}",
                own.sketch.share(&other.sketch)
            );
            assert_eq!(other.likeness(&own), own.likeness(&other), "{what}");
        }
    }

    #[test]
    fn what_is_kept_on_disk_never_changes() {
        assert_eq!(hash(&['春', '江', '水']), 1_158_381_163);
        let sketch = key("", "", "", BODY).sketch;
        assert_eq!(Sketch::from_bytes(&sketch.bytes()), sketch);
        assert_eq!(sketch.0.len(), SKETCH);
    }
}
