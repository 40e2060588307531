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
use std::collections::{BTreeSet, HashSet};

use super::gazetteer::{self, Home, Kind};
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) spot: Spot,
    /// The index of its passage.
    pub(super) passage: usize,
    /// Its bytes in the passage.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// One province; several for a region.
    pub(super) provinces: Vec<Province>,
    /// The words behind make it the name of a firm, a school or an office (临江水运学院).
    pub(super) in_a_name: bool,
    /// It stands right behind the name of its province (山西吉县).
    pub(super) in_full: bool,
}

/// A mention before its meaning is decided.
struct Candidate {
    mention: Mention,
    homes: Vec<Home>,
    /// Directly behind another candidate, nothing between.
    adjoins: bool,
}

/// The passages of a story, heads first.
pub(super) fn passages<'a>(article: &'a Article, opener: usize, traditional: bool) -> Vec<Passage<'a>> {
    let passage = |text: Cow<'a, str>, spot, opener| {
        let simplified = traditional.then(|| simplify(&text));
        Passage { text, simplified, spot, opener }
    };
    let head = |heading: &'_ Option<crate::model::Heading>, spot| {
        heading.as_ref().map(|heading| (heading.text.clone(), spot))
    };
    let heads = [
        head(&article.kicker, Spot::Kicker),
        head(&article.headline, Spot::Headline),
        head(&article.subtitle, Spot::Subtitle),
    ];
    let mut passages: Vec<Passage<'a>> =
        heads.into_iter().flatten().map(|(text, spot)| passage(Cow::Owned(text), spot, 0)).collect();
    let mut lead_is_open = true;
    for block in &article.blocks {
        let is_lead = block.kind == BlockKind::Paragraph && lead_is_open && can_lead(block);
        let spot = match block.kind {
            BlockKind::Subhead => Spot::Subhead,
            BlockKind::Paragraph if is_lead => Spot::Lead(0),
            BlockKind::Paragraph => Spot::Body,
        };
        passages.push(passage(text_of(block), spot, if is_lead { opener } else { 0 }));
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
    let mut candidates = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        walk(passage, index, &mut candidates);
    }
    judge(candidates, passages, paper)
}

/// How far from its beginning a lead is measured; what stands behind is all the same.
const LEAD: usize = 100;

/// Finds the longest names in one passage, from left to right.
fn walk(passage: &Passage<'_>, index: usize, candidates: &mut Vec<Candidate>) {
    let text = passage.readable();
    let start = text.char_indices().nth(passage.opener).map_or(text.len(), |(at, _)| at);
    let mut at = start;
    let mut end_of_last = usize::MAX;
    while let Some(next) = text.get(at..).and_then(next_name) {
        at += next;
        let is_apart = || end_of_last == at || !context::begins_in_a_word(&text[start..at], &text[at..]);
        let name = name_at(text, at).filter(|_| is_apart());
        let Some((length, homes)) = name else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let end = at + length;
        if let Some(kind) = homes.first().map(|home| home.kind)
            && kind != Kind::NoPlace
        {
            let spot = match passage.spot {
                Spot::Lead(_) => Spot::Lead(text[start..at].chars().take(LEAD).count()),
                other => other,
            };
            let in_a_name = context::is_in_a_name(&text[end..]);
            let mention = Mention {
                spot,
                passage: index,
                start: at,
                end,
                kind,
                provinces: Vec::new(),
                in_a_name,
                in_full: false,
            };
            candidates.push(Candidate { mention, homes, adjoins: end_of_last == at });
        }
        end_of_last = end;
        at = end;
    }
}

/// How many bytes stand before the next place at which a name may begin.
fn next_name(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (mut at, mut first) = characters.next()?;
    for (next, second) in characters {
        if gazetteer::may_begin(first, second) {
            return Some(at);
        }
        (at, first) = (next, second);
    }
    None
}

/// The longest name at a place of the text that the words behind it do not forbid, and its meanings.
fn name_at(text: &str, at: usize) -> Option<(usize, Vec<Home>)> {
    let rest = &text[at..];
    let mut longest = usize::MAX;
    while let Some(name) = gazetteer::longest_name(rest, longest) {
        let (word, behind) = rest.split_at(name.length);
        let homes: Vec<Home> = name.homes().collect();
        let is_place = homes.first().is_some_and(|home| home.kind != Kind::NoPlace);
        if is_place && context::forbids(word, behind) {
            longest = name.length - 1;
            continue;
        }
        return Some((name.length, homes));
    }
    None
}

/// Decides what each candidate means and drops those that mean nothing.
fn judge(candidates: Vec<Candidate>, passages: &[Passage<'_>], paper: Option<Province>) -> Vec<Mention> {
    let mut certain = [0_usize; Province::ALL.len()];
    for candidate in &candidates {
        if let [home] = candidate.homes.as_slice()
            && !home.weak
            && home.kind != Kind::Institution
            && let Some(province) = home.province
        {
            certain[province as usize] += 1;
        }
    }
    let word = |mention: &Mention| &passages[mention.passage].readable()[mention.start..mention.end];
    let full_forms: BTreeSet<(&str, Province)> = candidates
        .iter()
        .filter(|candidate| matches!(candidate.homes.as_slice(), [home] if !home.weak && home.kind <= Kind::County))
        .filter_map(|candidate| Some((word(&candidate.mention), candidate.homes.first()?.province?)))
        .collect();
    let mut mentions: Vec<Mention> = Vec::with_capacity(candidates.len());
    for Candidate { mut mention, homes, adjoins } in candidates {
        let name = word(&mention);
        let before = mentions.last().filter(|last| adjoins && adjoin(last, &mention));
        let behind_province = before.is_some_and(|last| last.kind == Kind::Province);
        let before = before.and_then(|last| last.provinces.first().copied());
        let several = matches!(mention.kind, Kind::Region | Kind::Broad);
        let is_certain = homes.len() == 1 && homes.iter().all(|home| !home.weak);
        mention.provinces = if several || is_certain {
            homes.iter().filter_map(|home| home.province).collect()
        } else {
            let passage = passages[mention.passage].readable();
            let (ahead, behind) = (&passage[..mention.start], &passage[mention.end..]);
            let room = || context::leaves_room(name, ahead, behind);
            // “安溪”小队: what stands in quotes is a word of the writer's own.
            let quoted = ahead.ends_with(['“', '‘', '"', '「', '『']);
            let by_full_form = |province| {
                let longer = full_forms
                    .range((name, Province::ALL[0])..)
                    .take_while(|(full, _)| full.starts_with(name));
                longer.into_iter().any(|(full, home)| *home == province && full.len() > name.len())
            };
            let by_itself = matches!(homes.as_slice(), [home] if home.only_place) && !quoted;
            let by_itself = by_itself.then(|| homes[0].province).flatten().filter(|_| room());
            decide(&homes, before, by_full_form, &certain, paper, room).or(by_itself).into_iter().collect()
        };
        if mention.provinces.is_empty() {
            continue;
        }
        mention.in_full = behind_province && mention.provinces.first().copied() == before;
        let behind = &passages[mention.passage].readable()[mention.end..];
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

fn adjoin(first: &Mention, second: &Mention) -> bool {
    first.passage == second.passage && first.end == second.start
}

/// The one province that a doubtful name means here: see the conditions in the header.
fn decide(
    homes: &[Home],
    before: Option<Province>,
    by_full_form: impl Fn(Province) -> bool,
    certain: &[usize],
    paper: Option<Province>,
    room: impl Fn() -> bool,
) -> Option<Province> {
    let provinces = || homes.iter().filter_map(|home| home.province);
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
    let mut seen = HashSet::new();
    for mention in mentions.iter().filter(|mention| mention.kind != Kind::Broad) {
        let name = &passages[mention.passage].text[mention.start..mention.end];
        for &province in &mention.provinces {
            if seen.insert((name, province)) {
                places.push(PlaceMention { name: name.to_owned(), province });
            }
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
    let homes = candidates.into_iter().next().map(|candidate| candidate.homes).unwrap_or_default();
    match homes.as_slice() {
        // A dateline names cities, so the city is meant: 朝阳 in Liaoning, 中山 in Guangdong.
        [home] => home.province.into_iter().collect(),
        several => several
            .iter()
            .filter(|home| home.kind == Kind::Prefecture)
            .filter_map(|home| home.province)
            .take(1)
            .collect(),
    }
}
