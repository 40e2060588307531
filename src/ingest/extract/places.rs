//! Which places a story names, each with its division.
//!
//! One walk from left to right over each part of the story finds the longest known name at each place; a longer
//! name (南京路, 云南白药, 北京大学深圳研究生院) hides a shorter one inside it. Then the doubtful ones are judged.
//! A name that is an ordinary word or that occurs in several provinces counts only
//!
//! 1. right behind a place of the same province (永州新田, 北京市朝阳区),
//! 2. where its full form stands in the same story (新田县 makes 新田 sure),
//! 3. where its province is named for certain and the words around it leave room for a place, or
//! 4. where there is room and the name is that of one county and no other word (安溪的茶农).
//!
//! The seat of a school or bank falls away where a branch elsewhere is named (浙江大学海南研究院 is in 海南).

mod context;

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::OpenerSpan;
use super::gazetteer::{self, Homes, Kind, Name};
use super::narrow::simplify;
use crate::model::{Article, Block, BlockKind, PlaceMention, Province};

/// Where in a story a place is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    Kicker,
    Headline,
    Subtitle,
    Subhead,
    /// The first paragraph, and how many characters before the name.
    Lead(usize),
    Body,
    Caption,
}

/// A text of the story that may name places.
pub(super) struct Passage<'a> {
    pub(super) text: Cow<'a, str>,
    /// The same in simplified characters, byte for byte as long, where the page is set in traditional ones.
    simplified: Option<String>,
    spot: Spot,
    /// Characters of an opener that stand before the text proper; places in it are the dateline's.
    opener: usize,
}

impl Passage<'_> {
    /// Whether it is running text.
    pub(super) const fn is_paragraph(&self) -> bool {
        matches!(self.spot, Spot::Lead(_) | Spot::Body)
    }

    /// The text in the characters of the gazetteer.
    fn readable(&self) -> &str {
        self.simplified.as_deref().unwrap_or(&self.text)
    }
}

/// A place in a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) spot: Spot,
    /// The index of its passage.
    pub(super) passage: usize,
    /// Its bytes in the passage.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// What it means here: one place, or all parts of a region. Before that is decided, all that it may mean.
    homes: Homes,
    /// The words behind make it the name of a firm, a school or an office (临江水运学院).
    pub(super) in_a_name: bool,
    /// It stands right behind the name of its province (山西吉县).
    pub(super) in_full: bool,
}

impl Mention {
    /// One province; several for a region.
    pub(super) fn provinces(&self) -> impl Iterator<Item = Province> {
        self.homes.provinces()
    }
}

/// A mention before its meaning is decided.
#[derive(Clone, Copy)]
struct Candidate {
    mention: Mention,
    /// Directly behind another candidate, nothing between.
    adjoins: bool,
}

/// The passages of a story, heads first.
pub(super) fn passages<'a>(
    article: &'a Article,
    opener: Option<OpenerSpan>,
    traditional: bool,
) -> Vec<Passage<'a>> {
    let passage = |text: Cow<'a, str>, spot, opener| {
        let simplified = traditional.then(|| simplify(&text));
        Passage { text, simplified, spot, opener }
    };
    let heads = [
        (&article.kicker, Spot::Kicker),
        (&article.headline, Spot::Headline),
        (&article.subtitle, Spot::Subtitle),
    ];
    let heads = heads.into_iter().filter_map(|(heading, spot)| Some((heading.as_ref()?, spot)));
    let mut passages: Vec<Passage<'a>> = Vec::with_capacity(3 + article.blocks.len() + article.figures.len());
    passages.extend(heads.map(|(heading, spot)| passage(Cow::Borrowed(&heading.text), spot, 0)));
    let mut lead_is_open = true;
    for (at, block) in article.blocks.iter().enumerate() {
        let is_lead = block.kind == BlockKind::Paragraph && lead_is_open && can_lead(block);
        let spot = match block.kind {
            BlockKind::Subhead => Spot::Subhead,
            BlockKind::Paragraph if is_lead => Spot::Lead(0),
            BlockKind::Paragraph => Spot::Body,
        };
        let opener = opener.filter(|opener| opener.block == at).map_or(0, |opener| opener.length);
        passages.push(passage(text_of(block), spot, opener));
        lead_is_open &= !is_lead;
    }
    let captions = article.figures.iter().map(|figure| Cow::Borrowed(figure.caption.text.as_str()));
    passages.extend(captions.map(|text| passage(text, Spot::Caption, 0)));
    passages
}

/// Whether a paragraph is running text: a short one without any mark is a signature or a label (陆远 河湾中学 初三).
fn can_lead(block: &Block) -> bool {
    const SHORT: usize = 30;
    let text = block.fragments.first().map_or("", |fragment| fragment.text.as_str());
    block.fragments.len() > 1
        || text.contains(['。', '，', ',', '！', '？', '：'])
        || text.chars().nth(SHORT).is_some()
}

/// The text of a block; most have one fragment and need no copy.
fn text_of(block: &Block) -> Cow<'_, str> {
    match block.fragments.as_slice() {
        [only] => Cow::Borrowed(&only.text),
        _ => Cow::Owned(block.text()),
    }
}

/// All places of a story, judged. `paper` is the province that the paper comes from, if it is a local one.
pub(super) fn find(passages: &[Passage<'_>], paper: Option<Province>) -> Vec<Mention> {
    let mut candidates = Vec::with_capacity(USUAL);
    for (index, passage) in passages.iter().enumerate() {
        walk(passage, index, &mut candidates);
    }
    judge(&candidates, passages, paper)
}

/// Room for the candidates of a usual story.
const USUAL: usize = 16;

/// Finds the longest names in one passage, from left to right.
fn walk(passage: &Passage<'_>, index: usize, candidates: &mut Vec<Candidate>) {
    let text = passage.readable();
    let start = text.char_indices().nth(passage.opener).map_or(text.len(), |(at, _)| at);
    let mut at = start;
    let mut end_of_last = usize::MAX;
    let mut ahead = Ahead { at: start, characters: 0 };
    while let Some(next) = text.get(at..).and_then(gazetteer::next_name) {
        at += next;
        let is_apart = || end_of_last == at || !context::begins_in_a_word(&text[start..at], &text[at..]);
        let name = name_at(text, at).filter(|_| is_apart());
        let Some(Name { length, homes }) = name else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let end = at + length;
        if let Some(kind) = homes.kind()
            && kind != Kind::NoPlace
        {
            let spot = match passage.spot {
                Spot::Lead(_) => Spot::Lead(ahead.count(text, at)),
                other => other,
            };
            let (in_a_name, in_full) = (false, false);
            let mention = Mention { spot, passage: index, start: at, end, kind, homes, in_a_name, in_full };
            candidates.push(Candidate { mention, adjoins: end_of_last == at });
        }
        end_of_last = end;
        at = end;
    }
}

/// The characters between the beginning of a passage and some place in it, counted on from name to name.
struct Ahead {
    at: usize,
    characters: usize,
}

impl Ahead {
    fn count(&mut self, text: &str, at: usize) -> usize {
        self.characters += text[self.at..at].chars().count();
        self.at = at;
        self.characters
    }
}

/// The longest name at a place of the text that the words behind it do not forbid.
fn name_at(text: &str, at: usize) -> Option<Name> {
    let rest = &text[at..];
    let mut longest = usize::MAX;
    while let Some(name) = gazetteer::longest_name(rest, longest) {
        let (word, behind) = rest.split_at(name.length);
        if name.homes.kind() == Some(Kind::NoPlace) || !context::forbids(word, behind) {
            return Some(name);
        }
        longest = name.length - 1;
    }
    None
}

/// Decides what each candidate means and drops those that mean nothing.
fn judge(candidates: &[Candidate], passages: &[Passage<'_>], paper: Option<Province>) -> Vec<Mention> {
    let mut certain = [0_usize; Province::ALL.len()];
    for candidate in candidates {
        if let Some(home) = candidate.mention.homes.only()
            && !home.weak
            && home.kind != Kind::Institution
            && let Some(province) = home.province
        {
            certain[province as usize] += 1;
        }
    }
    let full_forms = LazyCell::new(|| full_forms(candidates, passages));
    let mut mentions: Vec<Mention> = Vec::with_capacity(candidates.len());
    for &Candidate { mut mention, adjoins } in candidates {
        let homes = mention.homes;
        let name = word(&mention, passages);
        let before = mentions.last().filter(|last| adjoins && adjoin(last, &mention));
        let behind_province = before.is_some_and(|last| last.kind == Kind::Province);
        let before = before.and_then(|last| last.provinces().next());
        let passage = passages[mention.passage].readable();
        let (ahead, behind) = (&passage[..mention.start], &passage[mention.end..]);
        let several = matches!(mention.kind, Kind::Region | Kind::Broad);
        let is_certain = homes.only().is_some_and(|home| !home.weak);
        if !several && !is_certain {
            let room = || context::leaves_room(name, ahead, behind);
            // “安溪”小队: what stands in quotes is a word of the writer's own.
            let quoted = ahead.ends_with(['“', '‘', '"', '「', '『']);
            let by_full_form = |province| {
                let from = full_forms.partition_point(|(full, _)| *full < name);
                let longer = full_forms[from..].iter().take_while(|(full, _)| full.starts_with(name));
                longer.into_iter().any(|(full, home)| *home == province && full.len() > name.len())
            };
            let by_itself = homes.only().filter(|home| home.only_place && !quoted);
            let by_itself = by_itself.and_then(|home| home.province).filter(|_| room());
            let province = decide(homes, before, by_full_form, &certain, paper, room).or(by_itself);
            let Some(meant) = province.and_then(|province| homes.within(province)) else { continue };
            mention.homes = meant;
        }
        mention.in_full = behind_province && mention.provinces().next() == before;
        mention.in_a_name = context::is_in_a_name(behind);
        if adjoins
            && context::is_branch(behind)
            && mentions.pop_if(|seat| seat.kind == Kind::Institution && adjoin(seat, &mention)).is_some()
        {
            mention.in_a_name = false;
        }
        mentions.push(mention);
    }
    mentions
}

/// The words of a mention, in the characters of the gazetteer.
fn word<'a>(mention: &Mention, passages: &'a [Passage<'_>]) -> &'a str {
    &passages[mention.passage].readable()[mention.start..mention.end]
}

/// The long names that can mean but one place, each with its province, sorted.
fn full_forms<'a>(candidates: &[Candidate], passages: &'a [Passage<'_>]) -> Vec<(&'a str, Province)> {
    let full_form = |Candidate { mention, .. }: &Candidate| {
        let is_long = mention.end - mention.start > SHORTEST_NAME;
        let home = mention.homes.only().filter(|home| is_long && !home.weak && home.kind <= Kind::County)?;
        Some((word(mention, passages), home.province?))
    };
    let mut forms: Vec<_> = candidates.iter().filter_map(full_form).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Two Chinese characters: no name is shorter, so one of no more bytes is the longer form of none.
const SHORTEST_NAME: usize = 6;

fn adjoin(first: &Mention, second: &Mention) -> bool {
    first.passage == second.passage && first.end == second.start
}

/// The one province that a doubtful name means here: see the conditions in the header.
fn decide(
    homes: Homes,
    before: Option<Province>,
    by_full_form: impl Fn(Province) -> bool,
    certain: &[usize],
    paper: Option<Province>,
    room: impl Fn() -> bool,
) -> Option<Province> {
    let provinces = || homes.provinces();
    if let Some(before) = before {
        return provinces().find(|province| *province == before);
    }
    if let Some(province) = provinces().find(|province| by_full_form(*province)) {
        return Some(province);
    }
    if !room() {
        return None;
    }
    let named =
        provinces().max_by_key(|province| (certain[*province as usize], std::cmp::Reverse(*province)))?;
    if certain[named as usize] > 0 {
        return Some(named);
    }
    provinces().find(|province| Some(*province) == paper)
}

/// Each place once, in the order of first mention. Wide regions (长三角) are no places.
pub(super) fn list(mentions: &[Mention], passages: &[Passage<'_>]) -> Vec<PlaceMention> {
    let mut places: Vec<PlaceMention> = Vec::new();
    let mut seen = BTreeSet::new();
    for mention in mentions.iter().filter(|mention| mention.kind != Kind::Broad) {
        let name = &passages[mention.passage].text[mention.start..mention.end];
        if seen.insert((mention.homes, name)) {
            let place = |province| PlaceMention { name: name.to_owned(), province };
            places.extend(mention.provinces().map(place));
        }
    }
    places
}

/// What a place alone means, without a story around it: the dateline's 杭州, 西藏林芝 or 海南文昌.
pub(super) fn provinces_of(name: &str) -> Vec<Province> {
    let passage =
        Passage { text: Cow::Borrowed(name), simplified: Some(simplify(name)), spot: Spot::Body, opener: 0 };
    let mut candidates = Vec::new();
    walk(&passage, 0, &mut candidates);
    let Some(homes) = candidates.first().map(|candidate| candidate.mention.homes) else { return Vec::new() };
    // A dateline names cities, so the city is meant: 朝阳 in Liaoning, 中山 in Guangdong.
    let city = || homes.iter().find(|home| home.kind == Kind::Prefecture);
    homes.only().or_else(city).and_then(|home| home.province).into_iter().collect()
}
