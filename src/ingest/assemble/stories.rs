//! Pieces of text → stories.
//!
//! The page is cut into pieces at heads, at torn ends and at beginnings that were joined elsewhere. Pieces that
//! follow a seam follow their story. A loose piece, one that begins cleanly after something that goes on
//! elsewhere, is given to the story above it or to the one it shares its words with.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Problem;
use super::outline::Outline;
use super::seams::Joined;
use super::topic::{Story as Words, Topics};

/// A story as units in reading order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    /// The units, in reading order.
    pub(crate) units: Vec<usize>,
    /// For each unit how sure its place after the unit before is.
    pub(crate) confidence: Vec<f32>,
    /// Its head.
    pub(crate) head: Option<usize>,
    /// A head found elsewhere on the page (a story may have a byline of its own and its headline elsewhere).
    pub(crate) far_head: Option<usize>,
    /// How sure the head is.
    pub(crate) head_confidence: f32,
    /// It visibly lacks text.
    pub(crate) truncated: bool,
}

impl Story {
    /// Parts the text from the unit at `cut` on from the story, as a story of its own.
    pub(crate) fn part(&mut self, outline: &Outline, joined: &Joined, cut: usize) -> Self {
        let units = self.units.split_off(cut);
        let confidence = self.confidence.split_off(cut);
        self.truncated = is_truncated(outline, joined, &self.units);
        let truncated = is_truncated(outline, joined, &units);
        Self { units, confidence, head_confidence: 1.0, truncated, ..Self::default() }
    }
}

/// Whether two decisions about a page put the same text under the same heads.
pub(crate) fn are_same(one: &[Story], other: &[Story]) -> bool {
    let text = |story: &Story| (story.head, story.far_head);
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| text(one) == text(other) && one.units == other.units)
}

/// On pages with more pieces than this loose ones are not compared with every story.
const MOST_PIECES: usize = 150;

/// How sure the place of a rest is: its words speak for it, no seam does.
const AFTER_A_LOSS: f32 = 0.5;

/// How much more a rest without beginning has in common with its story than with the next: two stories of one page
/// differ by less when neither is its own.
const LEAST_LEAD: f32 = 3.0;

/// A run of units that stay together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    from: usize,
    to: usize,
}

/// Puts the units of a page into stories.
pub(crate) fn gather(
    problem: &Problem<'_>,
    outline: &Outline,
    topics: &Topics,
    joined: &Joined,
) -> Vec<Story> {
    if outline.units.is_empty() {
        return Vec::new();
    }
    let mut pieces = cut(outline, joined);
    let mut chains = Chains::new(outline, joined, &pieces);
    chains.place_loose(problem, outline, topics, &pieces);
    if split_strays(problem, outline, topics, joined, &mut pieces, &chains) {
        chains = Chains::new(outline, joined, &pieces);
        chains.place_loose(problem, outline, topics, &pieces);
    }
    chains.stories(outline, joined, &pieces)
}

/// Cuts the page at heads and seams.
fn cut(outline: &Outline, joined: &Joined) -> Vec<Piece> {
    let units = &outline.units;
    let mut pieces: Vec<Piece> = Vec::new();
    for unit in 0..units.len() {
        let new = unit == 0
            || units[unit].first
            || joined.previous[unit].is_some_and(|previous| previous + 1 != unit)
            || joined.next[unit - 1].is_some_and(|next| next != unit)
            || is_open(outline, joined, unit - 1)
            || units[unit - 1].sent_on
            || (units[unit].cannot_open && joined.previous[unit].is_none());
        match pieces.last_mut() {
            Some(piece) if !new => piece.to = unit,
            _ => pieces.push(Piece { from: unit, to: unit }),
        }
    }
    pieces
}

/// Which piece follows which.
struct Chains {
    next: Vec<Option<usize>>,
    previous: Vec<Option<usize>>,
    confidence: Vec<f32>,
}

impl Chains {
    /// The chains that seams make.
    fn new(outline: &Outline, joined: &Joined, pieces: &[Piece]) -> Self {
        let mut piece_of = vec![0; outline.units.len()];
        for (index, piece) in pieces.iter().enumerate() {
            piece_of[piece.from..=piece.to].fill(index);
        }
        let mut chains = Self {
            next: vec![None; pieces.len()],
            previous: vec![None; pieces.len()],
            confidence: vec![1.0; pieces.len()],
        };
        for (index, piece) in pieces.iter().enumerate() {
            if let Some(unit) = joined.previous[piece.from] {
                let before = piece_of[unit];
                if before != index && chains.next[before].is_none() && !chains.reaches(index, before) {
                    chains.link(before, index, joined.confidence[unit]);
                }
            }
        }
        chains
    }

    fn link(&mut self, before: usize, after: usize, confidence: f32) {
        self.next[before] = Some(after);
        self.previous[after] = Some(before);
        self.confidence[after] = confidence;
    }

    /// Whether following the chain from `from` leads to `to`.
    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut at = from;
        for _ in 0..=self.next.len() {
            if at == to {
                return true;
            }
            match self.next[at] {
                Some(next) => at = next,
                None => return false,
            }
        }
        true
    }

    fn head_of(&self, piece: usize) -> usize {
        let mut at = piece;
        while let Some(previous) = self.previous[at] {
            at = previous;
        }
        at
    }

    fn end_of(&self, piece: usize) -> usize {
        let mut at = piece;
        while let Some(next) = self.next[at] {
            at = next;
        }
        at
    }

    /// The words of a whole chain.
    fn words(&self, topics: &Topics, pieces: &[Piece], piece: usize) -> Words {
        let mut words = Words::default();
        let mut at = Some(self.head_of(piece));
        while let Some(index) = at {
            for unit in pieces[index].from..=pieces[index].to {
                topics.add(&mut words, unit);
            }
            at = self.next[index];
        }
        words
    }

    /// Gives each loose piece to a story, the surest first.
    fn place_loose(&mut self, problem: &Problem<'_>, outline: &Outline, topics: &Topics, pieces: &[Piece]) {
        if pieces.len() > MOST_PIECES {
            return self.place_above(outline, pieces);
        }
        let mut links = Links::new(self, outline, topics, pieces);
        while let Some((before, after, score)) = self.best_link(problem, outline, pieces, &links) {
            self.link(before, after, 1.0 / (1.0 + (-score).exp()));
            links.renew(self, topics, pieces, before, after);
        }
        while let Some((before, after, _)) = self.home_of_a_rest(outline, pieces, &links) {
            self.link(before, after, AFTER_A_LOSS);
            links.renew(self, topics, pieces, before, after);
        }
        self.keep_with_above(outline, pieces, &links);
    }

    /// What is no story of its own and fits nowhere stays with the story that it stands in: first what opens with a
    /// subhead, then what begins in mid-sentence, for its beginning is lost and the loss comes last. Where that story
    /// stops in mid-sentence nobody knows what followed.
    fn keep_with_above(&mut self, outline: &Outline, pieces: &[Piece], links: &Links) {
        let start = |piece: usize| &outline.units[pieces[piece].from];
        let sections = links.loose.iter().filter(|&&piece| start(piece).subhead);
        let rests = links.loose.iter().filter(|&&piece| start(piece).cannot_open);
        for &piece in sections.chain(rests) {
            if piece == 0 || self.previous[piece].is_some() {
                continue;
            }
            let end = self.end_of(piece - 1);
            let last = &outline.units[pieces[end].to];
            let is_whole = (!last.torn || last.whole) && !last.sent_on;
            if is_whole && self.head_of(piece - 1) != piece {
                self.link(end, piece, AFTER_A_LOSS);
            }
        }
    }

    /// A piece that begins in mid-sentence is no story of its own: its beginning is lost. It goes on the story that
    /// it shares its words with more than with any other, if that one stops in mid-sentence: what lay between the
    /// two is lost with it.
    fn home_of_a_rest(
        &self,
        outline: &Outline,
        pieces: &[Piece],
        links: &Links,
    ) -> Option<(usize, usize, f32)> {
        let heads = self.heads();
        let rest = |(column, &after): (usize, &usize)| {
            if self.previous[after].is_some() || !outline.units[pieces[after].from].cannot_open {
                return None;
            }
            let others = links.ends.iter().filter(|(before, _)| heads[**before] != after);
            let mut others: Vec<(f32, usize)> = others.map(|(&end, shares)| (shares[column], end)).collect();
            others.sort_by(|one, other| other.0.total_cmp(&one.0));
            let (share, before) = *others.first()?;
            let lead = share - others.get(1)?.0;
            let end = &outline.units[pieces[before].to];
            let fits = end.torn && !end.whole && !end.sent_on && lead > LEAST_LEAD;
            fits.then_some((before, after, lead))
        };
        links.loose.iter().enumerate().filter_map(rest).max_by(|one, other| one.2.total_cmp(&other.2))
    }

    /// On a very large page a loose piece stays with the text above it.
    fn place_above(&mut self, outline: &Outline, pieces: &[Piece]) {
        for (above, below) in pieces.iter().skip(1).enumerate() {
            let piece = above + 1;
            let free = self.previous[piece].is_none() && self.next[above].is_none();
            if free && !outline.units[below.from].first && self.next[piece].is_none() {
                self.link(above, piece, 0.5);
            }
        }
    }

    /// The loose piece that goes on a chain most surely. What a seam of the chain jumped over comes before a piece
    /// whose beginning is lost: two columns changed places, and the loss lies between the later one and that piece.
    fn best_link(
        &self,
        problem: &Problem<'_>,
        outline: &Outline,
        pieces: &[Piece],
        links: &Links,
    ) -> Option<(usize, usize, f32)> {
        let heads = if links.loose.is_empty() { Vec::new() } else { self.heads() };
        let score = |before: usize, after: usize, topics: f32| {
            link_score(problem, outline, pieces, &heads, before, after, topics)
        };
        let found = self.surest(links, &heads, score, |_, _| true)?;
        let (end, rest, _) = found;
        if !outline.units[pieces[rest].from].cannot_open {
            return Some(found);
        }
        let was_jumped = |before: usize, after: usize| {
            before == end
                && after > 0
                && heads[after - 1] == heads[end]
                && pieces[after].to < pieces[end].from
        };
        self.surest(links, &heads, score, was_jumped).or(Some(found))
    }

    /// The best of the links that speak for themselves, among those that may be.
    fn surest(
        &self,
        links: &Links,
        heads: &[usize],
        score: impl Fn(usize, usize, f32) -> f32,
        may_be: impl Fn(usize, usize) -> bool,
    ) -> Option<(usize, usize, f32)> {
        let mut best: Option<(usize, usize, f32)> = None;
        for (column, &after) in links.loose.iter().enumerate() {
            if self.previous[after].is_some() {
                continue;
            }
            for (&before, topics) in &links.ends {
                if heads[before] == after || !may_be(before, after) {
                    continue;
                }
                let score = score(before, after, topics[column]);
                if score > 0.0 && best.is_none_or(|best| score > best.2) {
                    best = Some((before, after, score));
                }
            }
        }
        best
    }

    /// For each piece the first piece of its chain.
    fn heads(&self) -> Vec<usize> {
        let mut heads = vec![0; self.next.len()];
        for head in (0..self.next.len()).filter(|&piece| self.previous[piece].is_none()) {
            let mut at = Some(head);
            while let Some(piece) = at {
                heads[piece] = head;
                at = self.next[piece];
            }
        }
        heads
    }

    fn stories(&self, outline: &Outline, joined: &Joined, pieces: &[Piece]) -> Vec<Story> {
        let mut stories = Vec::new();
        for head in (0..pieces.len()).filter(|&piece| self.previous[piece].is_none()) {
            let mut story = Story { head_confidence: 1.0, ..Story::default() };
            story.head = outline.units[pieces[head].from].head;
            let mut at = Some(head);
            while let Some(index) = at {
                for unit in pieces[index].from..=pieces[index].to {
                    story.units.push(unit);
                    let inside = if unit == pieces[index].from { self.confidence[index] } else { 1.0 };
                    story.confidence.push(inside);
                }
                at = self.next[index];
            }
            story.truncated = is_truncated(outline, joined, &story.units);
            stories.push(story);
        }
        stories
    }
}

/// Whether a story stops or starts in mid-sentence somewhere and nothing joins it.
fn is_truncated(outline: &Outline, joined: &Joined, units: &[usize]) -> bool {
    units.iter().any(|&unit| {
        let lost_end = is_open(outline, joined, unit);
        let lost_start = outline.units[unit].begins_torn && joined.previous[unit].is_none();
        lost_end || lost_start
    })
}

/// Whether a unit stops in mid-sentence and nothing on the page reads on from it.
fn is_open(outline: &Outline, joined: &Joined, unit: usize) -> bool {
    outline.units[unit].torn && !outline.units[unit].whole && joined.next[unit].is_none()
}

/// What loose pieces have in common with chains.
struct Links {
    /// The pieces that no seam and no head gives a place to.
    loose: Vec<usize>,
    /// The last piece of each chain, in the order of the page, and what each loose piece shares with the chain.
    ends: BTreeMap<usize, Vec<f32>>,
}

impl Links {
    fn new(chains: &Chains, outline: &Outline, topics: &Topics, pieces: &[Piece]) -> Self {
        let is_loose =
            |&piece: &usize| chains.previous[piece].is_none() && !outline.units[pieces[piece].from].first;
        let mut links = Self { loose: (0..pieces.len()).filter(is_loose).collect(), ends: BTreeMap::new() };
        if !links.loose.is_empty() {
            for end in (0..pieces.len()).filter(|&piece| chains.next[piece].is_none()) {
                links.read(chains, topics, pieces, end);
            }
        }
        links
    }

    /// Compares every loose piece with the chain that ends here.
    fn read(&mut self, chains: &Chains, topics: &Topics, pieces: &[Piece], end: usize) {
        let shares = topics.affinities(&chains.words(topics, pieces, end));
        self.ends.insert(end, self.loose.iter().map(|&loose| shared(&shares, pieces[loose])).collect());
    }

    /// Two chains have become one.
    fn renew(&mut self, chains: &Chains, topics: &Topics, pieces: &[Piece], before: usize, after: usize) {
        self.ends.remove(&before);
        self.read(chains, topics, pieces, chains.end_of(after));
    }
}

/// What the text of a piece has in common with a story, given what each unit has.
fn shared(shares: &[f32], piece: Piece) -> f32 {
    let shares = &shares[piece.from..=piece.to];
    shares.iter().sum::<f32>() / (shares.len() as f32).sqrt()
}

/// What speaks for a loose piece going on a chain; `heads` are the first pieces of all chains.
fn link_score(
    problem: &Problem<'_>,
    outline: &Outline,
    pieces: &[Piece],
    heads: &[usize],
    before: usize,
    after: usize,
    topics: f32,
) -> f32 {
    let [above_weight, far_weight, topic_weight, both_torn, end_torn, back, _, subhead, ..] =
        problem.weights.piece;
    let end = &outline.units[pieces[before].to];
    let start = &outline.units[pieces[after].from];
    if end.sent_on {
        return -1.0;
    }
    let above = after > 0 && heads[after - 1] == heads[before];
    let mut score = if above { above_weight } else { far_weight };
    if start.subhead {
        score += subhead;
    }
    if end.torn && !end.whole {
        score += if start.cannot_open { both_torn } else { end_torn };
    }
    if pieces[after].from < pieces[before].to {
        score += back;
    }
    score + topic_weight * topics
}

/// The most paragraphs that are cut off as one stray tail.
const LONGEST_TAIL: usize = 8;

/// Finds paragraphs at the end of a story's place in the file that share their words with another story, and
/// cuts them off: a tail that was set elsewhere and begins with a whole paragraph leaves no torn end to see.
fn split_strays(
    problem: &Problem<'_>,
    outline: &Outline,
    topics: &Topics,
    joined: &Joined,
    pieces: &mut Vec<Piece>,
    chains: &Chains,
) -> bool {
    let ends: Vec<usize> = (0..pieces.len()).filter(|&piece| chains.next[piece].is_none()).collect();
    if ends.len() < 2 || ends.len() > MOST_ENDS {
        return false;
    }
    let words: Vec<Words> = ends.iter().map(|&end| chains.words(topics, pieces, end)).collect();
    let shares: Vec<Rc<[f32]>> = words.iter().map(|words| topics.affinities(words)).collect();
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (own, &index) in ends.iter().enumerate() {
        let piece = pieces[index];
        if piece.from == piece.to || is_open(outline, joined, piece.to) {
            continue;
        }
        let others = shares.iter().enumerate().filter(|(other, _)| *other != own);
        let others: Vec<&[f32]> = others.map(|(_, shares)| &**shares).collect();
        if let Some(cut) = best_cut(problem, outline, topics, joined, piece, &words[own], &others) {
            cuts.push((index, cut));
        }
    }
    for &(index, cut) in cuts.iter().rev() {
        let piece = pieces[index];
        pieces[index].to = cut - 1;
        pieces.insert(index + 1, Piece { from: cut, to: piece.to });
    }
    !cuts.is_empty()
}

/// On pages with more stories than this no stray tails are looked for.
const MOST_ENDS: usize = 60;

/// Where in a piece the text begins that another story has more in common with; `others` tell for each other story
/// what every unit shares with it.
fn best_cut(
    problem: &Problem<'_>,
    outline: &Outline,
    topics: &Topics,
    joined: &Joined,
    piece: Piece,
    own: &Words,
    others: &[&[f32]],
) -> Option<usize> {
    let [above, far, topic, _, _, _, cut_weight, ..] = problem.weights.piece;
    let mut rest = *own;
    let mut best: Option<(f32, usize)> = None;
    let from = (piece.from + 1).max((piece.to + 1).saturating_sub(LONGEST_TAIL));
    let mut elsewhere = vec![0.0_f32; others.len()];
    for cut in (from..=piece.to).rev() {
        topics.remove(&mut rest, cut);
        for (sum, shares) in elsewhere.iter_mut().zip(others) {
            *sum += shares[cut];
        }
        let before = &outline.units[cut - 1];
        if joined.previous[cut].is_some() || is_open(outline, joined, cut - 1) || before.subhead {
            continue;
        }
        let root = ((piece.to + 1 - cut) as f32).sqrt();
        let elsewhere = elsewhere.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let gain_over = |here: f32| topic * (elsewhere / root - here / root) + far - above - cut_weight;
        let wins = |gain: f32| gain > 0.0 && best.is_none_or(|best| gain > best.0);
        let gain = gain_over(here(topics, piece, cut, &rest, |least| topic < 0.0 || wins(gain_over(least))));
        if wins(gain) {
            best = Some((gain, cut));
        }
    }
    best.map(|(_, cut)| cut)
}

/// What the tail of a piece has in common with the rest of its own story. It is reckoned unit by unit and only so far
/// as `may_win` wants to know, told the least that the sum can still be.
fn here(topics: &Topics, piece: Piece, cut: usize, rest: &Words, may_win: impl Fn(f32) -> bool) -> f32 {
    let tail = (cut..=piece.to).rev();
    let mut affinities = [0.0; LONGEST_TAIL];
    let affinities = &mut affinities[..=piece.to - cut];
    for (affinity, unit) in affinities.iter_mut().zip(tail.clone()) {
        *affinity = topics.least_affinity(unit, rest);
    }
    let mut about = topics.about(rest);
    for (at, unit) in tail.enumerate() {
        if !may_win(affinities.iter().sum()) {
            break;
        }
        affinities[at] = about.affinity(unit);
    }
    affinities.iter().sum()
}
