//! Which provinces a story is about, and the words that say so.
//!
//! Every mention gives points by where it stands: headline, kicker and subtitle most, then the dateline, subheads,
//! the beginning of the lead; the body counts by how often, with less for each further time. The place in the name
//! of a firm or a school counts less, a school elsewhere least. The province with most points leads; others follow
//! if the heads name them too or if they come close. Too few points mean that the story is about no province.

use super::dialect;
use super::gazetteer::Kind;
use super::places::{Mention, Passage, Spot};
use crate::model::{Dateline, Province};

/// The provinces of a story, most important first, and for each the words that decided. `home` is the province of a
/// local paper.
pub(super) fn decide(
    mentions: &[Mention],
    passages: &[Passage<'_>],
    dateline: Option<&DatelinePlace>,
    home: Option<Home>,
    traditional: bool,
) -> (Vec<Province>, Vec<String>) {
    let mut tallies: Vec<Tally> = Vec::new();
    for mention in mentions {
        for (rank, province) in mention.provinces().enumerate() {
            tally_of(&mut tallies, province).add(mention, rank);
        }
    }
    for &province in dateline.iter().flat_map(|place| &place.provinces) {
        tally_of(&mut tallies, province).add_dateline();
    }
    let mut ranking: Vec<&Tally> = tallies.iter().filter(|tally| tally.points() > 0.0).collect();
    let order = |tally: &Tally| (tally.first, tally.province);
    ranking.sort_by(|a, b| b.points().total_cmp(&a.points()).then(order(a).cmp(&order(b))));
    let paragraphs = passages.iter().filter(|passage| passage.is_paragraph()).count();
    let Some(leader) = ranking.first().copied().filter(|leader| leader.leads(&ranking, paragraphs)) else {
        return at_home(passages, home)
            .or_else(|| dialect::province_of(passages, traditional))
            .map(|(province, words)| (vec![province], vec![words]))
            .unwrap_or_default();
    };
    let followers = ranking.iter().copied().skip(1).filter(|tally| tally.follows(leader));
    let chosen: Vec<&Tally> = std::iter::once(leader).chain(followers).take(MOST_PROVINCES).collect();
    let evidence = chosen.iter().map(|tally| tally.evidence(mentions, passages, dateline)).collect();
    (chosen.iter().map(|tally| tally.province).collect(), evidence)
}

/// The tally of a province; few provinces are named in one story.
fn tally_of(tallies: &mut Vec<Tally>, province: Province) -> &mut Tally {
    let known = tallies.iter().position(|tally| tally.province == province);
    let at = known.unwrap_or_else(|| {
        tallies.push(Tally::new(province));
        tallies.len() - 1
    });
    &mut tallies[at]
}

/// A local paper says 本市 and 我省 and need not say which. The paper of a province does not mean it by 我市.
fn at_home(passages: &[Passage<'_>], home: Option<Home>) -> Option<(Province, String)> {
    let home = home?;
    let ours: &[&str] =
        if home.is_of_city { &["本市", "我市", "我省", "本省"] } else { &["我省", "本省"] };
    let says = |ours: &&&str| passages.iter().any(|passage| passage.text.contains(**ours));
    ours.iter().find(says).map(|ours| (home.province, (*ours).to_owned()))
}

/// Where a local paper is at home.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home {
    pub(super) province: Province,
    /// It is the paper of one city, so that 我市 has a meaning.
    is_of_city: bool,
}

/// The home of a local paper by its name: 河南日报, 新民晚报. A national paper has none.
pub(super) fn home_of_paper(paper: &str) -> Option<Home> {
    let province = super::places::provinces_of(paper).first().copied()?;
    let is_of_city = MUNICIPALITIES.contains(&province) || !paper.starts_with(province.short());
    Some(Home { province, is_of_city })
}

/// Cities that are divisions of their own; a paper named after one means the city.
const MUNICIPALITIES: [Province; 6] = [
    Province::Beijing,
    Province::Tianjin,
    Province::Shanghai,
    Province::Chongqing,
    Province::HongKong,
    Province::Macau,
];

/// A story about more provinces than this is about the country.
const MOST_PROVINCES: usize = 5;

/// Points that a story needs to be about a province at all.
const ENOUGH: f32 = 3.4;

/// Points of a subhead. One that names a place only once is not enough.
const SUBHEAD: f32 = 1.6;

/// The dateline's place with its meaning.
pub(super) struct DatelinePlace {
    pub(super) name: String,
    pub(super) provinces: Vec<Province>,
}

impl DatelinePlace {
    /// Looks up the place of a dateline; a place abroad has no province.
    pub(super) fn of(dateline: &Dateline) -> Option<Self> {
        let name = dateline.place.clone()?;
        let provinces = super::places::provinces_of(&name);
        (!provinces.is_empty()).then_some(Self { name, provinces })
    }
}

/// The points of one province.
struct Tally {
    province: Province,
    /// From the heads, each spot counted once.
    kicker: f32,
    headline: f32,
    subtitle: f32,
    subheads: f32,
    lead: f32,
    dateline: f32,
    /// The weighted number of mentions in the text.
    times: f32,
    /// A place is named right behind its province.
    in_full: bool,
    /// The first mention, to keep the order of print between equals.
    first: (usize, usize, usize),
    /// The points of the best mention and its index.
    best: (f32, Option<(usize, usize)>),
}

impl Tally {
    fn new(province: Province) -> Self {
        Self {
            province,
            kicker: 0.0,
            headline: 0.0,
            subtitle: 0.0,
            subheads: 0.0,
            lead: 0.0,
            dateline: 0.0,
            times: 0.0,
            in_full: false,
            first: (usize::MAX, 0, 0),
            best: (0.0, None),
        }
    }

    fn add(&mut self, mention: &Mention, rank: usize) {
        let in_head = matches!(mention.spot, Spot::Kicker | Spot::Headline | Spot::Subtitle);
        let sureness = match mention.kind {
            Kind::Institution => 0.3,
            Kind::Broad if in_head => 0.25,
            Kind::Broad => 0.05,
            Kind::Region => 0.8,
            _ if mention.in_a_name && !in_head => 0.5,
            _ if mention.in_a_name => 0.8,
            _ => 1.0,
        };
        let points = match mention.spot {
            Spot::Headline => raise(&mut self.headline, 8.0 * sureness),
            Spot::Kicker => raise(&mut self.kicker, 4.0 * sureness),
            Spot::Subtitle => raise(&mut self.subtitle, 4.0 * sureness),
            Spot::Subhead => {
                let points = SUBHEAD * sureness;
                self.subheads = (self.subheads + points).min(5.0);
                points
            }
            Spot::Lead(at) => raise(&mut self.lead, sureness * lead_points(at)),
            Spot::Body | Spot::Caption => 0.3 * sureness,
        };
        self.times += match mention.spot {
            Spot::Caption => 0.5 * sureness,
            _ => sureness,
        };
        self.in_full |= mention.in_full;
        self.first = self.first.min((mention.passage, mention.start, rank));
        if points > self.best.0 {
            self.best = (points, Some((mention.passage, mention.start)));
        }
    }

    fn add_dateline(&mut self) {
        // Agencies and national papers sit in Beijing: their datelines name it for news of the whole country.
        self.dateline = if self.province == Province::Beijing { 1.0 } else { 3.5 };
        self.first = self.first.min((0, 0, 0));
    }

    fn heads(&self) -> f32 {
        self.kicker + self.headline + self.subtitle
    }

    fn points(&self) -> f32 {
        self.heads() + self.subheads + self.lead + self.dateline + 1.6 * self.times.sqrt()
    }

    /// Whether the story is about the province with most points at all. One that stands in the heads, the dateline or
    /// a subhead only needs points enough. One that stands in the text alone must be most of what the text names:
    /// a story that lists cities of the whole country is about none of them.
    fn leads(&self, ranking: &[&Self], paragraphs: usize) -> bool {
        if self.points() < ENOUGH {
            return self.is_only_institution(ranking) || self.is_only_scene(ranking, paragraphs);
        }
        if self.heads() + self.dateline + self.subheads >= SUBHEAD {
            return true;
        }
        let others = || ranking.iter().filter(|tally| tally.province != self.province);
        let elsewhere: f32 = others().map(|tally| tally.times).sum();
        let rivals = others().filter(|tally| tally.lead >= 0.6 * self.lead.max(0.5)).count();
        let is_most = self.times >= elsewhere && (self.lead > 0.0 || self.times >= 3.0);
        let opens_alone =
            self.lead >= 2.0 && others().all(|tally| tally.lead == 0.0 && tally.times <= self.times);
        is_most && rivals < 2 || opens_alone
    }

    /// A school or institute in the lead, with no other province beside it, tells where the story happened; those of
    /// Beijing speak for the country.
    fn is_only_institution(&self, ranking: &[&Self]) -> bool {
        self.lead > 0.0 && self.province != Province::Beijing && ranking.len() == 1
    }

    /// The one place of a short story is named with its province (山西吉县): that is where it happened.
    fn is_only_scene(&self, ranking: &[&Self], paragraphs: usize) -> bool {
        const SHORT: usize = 5;
        self.in_full && self.times >= 2.0 && ranking.len() == 1 && paragraphs <= SHORT
    }

    /// Whether a province belongs to the story beside the leader: the heads or subheads name it too, or the lead does
    /// and the text speaks of it about as often.
    fn follows(&self, leader: &Self) -> bool {
        let share = self.points() / leader.points();
        let in_heads = self.headline + self.kicker >= 3.0 || self.subheads >= SUBHEAD;
        let as_often = self.times >= 5.0 && self.times >= 0.6 * leader.times;
        in_heads && share >= 0.55 || self.lead > 0.0 && as_often && share >= 0.65
    }

    /// The words that gave most points: the clause around the best mention, or the dateline's place.
    fn evidence(
        &self,
        mentions: &[Mention],
        passages: &[Passage<'_>],
        dateline: Option<&DatelinePlace>,
    ) -> String {
        let place = dateline.filter(|_| self.dateline > self.best.0);
        if let Some(place) = place {
            return place.name.clone();
        }
        let Some((passage, start)) = self.best.1 else { return String::new() };
        let end = mentions
            .iter()
            .find(|mention| (mention.passage, mention.start) == (passage, start))
            .map_or(start, |mention| mention.end);
        clause(&passages[passage].text, start, end)
    }
}

/// Raises a value to at least `points` and gives the points.
fn raise(value: &mut f32, points: f32) -> f32 {
    *value = value.max(points);
    points
}

/// What stands first in the lead weighs most.
fn lead_points(at: usize) -> f32 {
    match at {
        0..=40 => 3.0,
        41..=90 => 2.0,
        _ => 1.0,
    }
}

/// The clause around a name, cut at marks and to a length that fits a line.
fn clause(text: &str, start: usize, end: usize) -> String {
    let is_inside =
        |c: &char| !matches!(c, '。' | '，' | '；' | '：' | '！' | '？' | ',' | ';' | '!' | '?' | '…');
    let before =
        text[..start].chars().rev().take(16).take_while(is_inside).map(char::len_utf8).sum::<usize>();
    let behind = text[end..].chars().take(20).take_while(is_inside).map(char::len_utf8).sum::<usize>();
    text[start - before..end + behind].trim().to_owned()
}
