//! Running a query over all stories: at once, on from the last key press, or until somebody calls it off.
//!
//! Each key press asks a little more than the one before, so a [`Finder`] looks only at what fitted then. It does so
//! only where the new query surely lets nothing through that the old one stopped; in every other case it looks at
//! all stories anew. Both ways give the same answer, and a test holds them to it. A key that is taken back is answered
//! with what was answered before.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::{Date, Language, Province};
use crate::text::fold;
use crate::text::pinyin::Sounds;

use super::choice::{Choice, Tally};
use super::keys::State;
use super::mistake::Mistake;
use super::order::{Counts, deal_out, in_shares, no_counts, sorted};
use super::parse::{Ask, Node, Query, parse};
use super::plan::{Plan, Stories};
use super::rank;
use super::ranked::Ranked;
use super::rated::Rated;
use super::situation::{Helpers, Situation, shares_of, side_by_side};
use super::titles::{Field, Titles};
use super::word::WordMatch;
use super::{Catalogue, Entry, EntryId, Lit, Selection};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// The stories that fit, best first, with their scores.
    pub ranked: Ranked,
    /// How many stories each province has under all filters but the choice of provinces, most first.
    pub provinces: Vec<(Province, usize)>,
    /// How many stories each section has under all filters but the choice of sections, in page order.
    pub sections: Vec<(String, usize)>,
    /// What of the query could not be understood.
    pub mistakes: Vec<Mistake>,
}

/// Finds, and remembers what the last few queries were answered with.
#[derive(Debug, Default)]
pub struct Finder {
    /// The latest one last.
    kept: Vec<Kept>,
}

/// An answer, and what it was the answer to.
#[derive(Debug)]
struct Kept {
    query: Query,
    /// What was chosen besides; nothing of it is typed.
    chosen: Selection,
    outcome: Outcome,
    /// What fitted the typed query alone, in rising order, where the choice hides some of it.
    rated: Option<Vec<(u32, u32)>>,
    /// How many stories there were.
    looked_at: usize,
    basis: Basis,
}

impl Kept {
    /// How many stories fitted the typed query.
    fn len(&self) -> usize {
        self.rated.as_ref().map_or(self.outcome.ranked.len(), Vec::len)
    }

    /// The stories that fitted the typed query, in rising order with their scores.
    fn rising(&self) -> Vec<(u32, u32)> {
        self.rated.clone().unwrap_or_else(|| {
            let mut rated: Vec<(u32, u32)> =
                self.outcome.ranked.iter().map(|(story, score)| (story.0, score)).collect();
            rated.sort_unstable();
            rated
        })
    }

    /// Whether nothing was asked.
    fn asks_nothing(&self) -> bool {
        self.query.root == Node::default()
    }
}

/// What else an answer rests on: when it changes, other stories may fit.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Basis {
    /// How many stories were later parts of others.
    joined: usize,
    today: Option<Date>,
    sounds: Sounds,
}

/// So many answers are kept: as many keys as somebody takes back, as long as they are together no more than there are
/// stories. That to the empty line is kept in any case: every query is taken back to it.
const KEPT: usize = 8;

/// How many stories are looked at between two glances at the signal to stop.
const STRIDE: usize = 4096;

impl Finder {
    /// Finds in a catalogue; `None` if it was called off.
    pub fn find(
        &mut self,
        catalogue: &Catalogue,
        selection: &Selection,
        situation: &Situation<'_>,
        stop: &AtomicBool,
    ) -> Option<Outcome> {
        self.find_by_and_by(catalogue, selection, situation, stop, &mut |_| {})
    }

    /// The same; where texts are gone through that nobody has looked into before, what is found first is told at once,
    /// and what is found by then now and again.
    pub fn find_by_and_by(
        &mut self,
        catalogue: &Catalogue,
        selection: &Selection,
        situation: &Situation<'_>,
        stop: &AtomicBool,
        tell: &mut dyn FnMut(Outcome),
    ) -> Option<Outcome> {
        let stories = Stories {
            titles: &catalogue.titles,
            catalogue: Some(catalogue),
            marks: situation.marks,
            helpers: situation.helpers,
        };
        self.find_in(&stories, selection, situation, (stop, tell))
    }

    /// Finds in titles alone, as an archive has them; what needs the story itself fits none.
    pub fn find_titles(
        &mut self,
        titles: &Titles,
        selection: &Selection,
        situation: &Situation<'_>,
        stop: &AtomicBool,
    ) -> Option<Outcome> {
        let Situation { marks, helpers, .. } = *situation;
        let stories = Stories { titles, catalogue: None, marks, helpers };
        self.find_in(&stories, selection, situation, (stop, &mut |_| {}))
    }

    fn find_in(
        &mut self,
        stories: &Stories<'_>,
        selection: &Selection,
        situation: &Situation<'_>,
        (stop, tell): (&AtomicBool, &mut dyn FnMut(Outcome)),
    ) -> Option<Outcome> {
        let query = parse(&selection.typed);
        let count = stories.titles.len();
        let basis = Basis {
            joined: stories.catalogue.map_or(0, |catalogue| catalogue.joined.len()),
            today: situation.today,
            sounds: situation.sounds,
        };
        self.kept.retain(|kept| kept.basis == basis && kept.looked_at <= count);
        let chosen = Selection { typed: String::new(), ..selection.clone() };
        if let Some(outcome) = self.answer_again(&query, &chosen, count) {
            return Some(outcome);
        }
        let mut plan = Plan::new(&query, situation);
        plan.learn(stories.titles);
        let mistakes = plan.mistakes.clone();
        let mut first = |rated: &[(u32, u32)]| {
            tell(choose(stories, selection, Rated::Rising(rated.to_vec()), mistakes.clone()).0);
        };
        let rated = match self.take_back(&query, &plan, count) {
            Some(rated) => Rated::Rising(rated),
            None => match self.narrow(&query, &plan, count) {
                Some(candidates) => Rated::Rising(rate(&mut plan, stories, &candidates, (stop, &mut first))?),
                None => rate_all(&mut plan, stories, (stop, &mut first))?,
            },
        };
        let (outcome, rated) = choose(stories, selection, rated, plan.mistakes);
        self.keep(Kept { query, chosen, outcome: outcome.clone(), rated, looked_at: count, basis });
        Some(outcome)
    }

    /// The answer to this very query, if no story has come since.
    fn answer_again(&mut self, query: &Query, chosen: &Selection, stories: usize) -> Option<Outcome> {
        let same = |kept: &Kept| kept.query == *query && kept.chosen == *chosen && kept.looked_at == stories;
        let at = self.kept.iter().rposition(same)?;
        let kept = self.kept.remove(at);
        let outcome = kept.outcome.clone();
        self.kept.push(kept);
        Some(outcome)
    }

    /// What fitted this query under another choice, if no story has come since, and it is quicker to use it than to
    /// rate all again.
    fn take_back(&self, query: &Query, plan: &Plan, stories: usize) -> Option<Vec<(u32, u32)>> {
        let same = |kept: &&Kept| kept.query.root == query.root && kept.looked_at == stories;
        let kept = self.kept.iter().rev().find(same)?;
        let quick = kept.rated.is_some() || plan.looks_into_stories() || kept.len() <= few(stories);
        quick.then(|| kept.rising())
    }

    /// What fitted a wider query and what came since, if that is so little that looking at each story is quicker than
    /// the lists of all, or if no list tells of what is asked.
    fn narrow(&self, query: &Query, plan: &Plan, stories: usize) -> Option<Vec<u32>> {
        let wider =
            self.kept.iter().filter(|kept| !kept.asks_nothing() && narrows(&query.root, &kept.query.root));
        let left = |kept: &&Kept| kept.len() + (stories - kept.looked_at);
        let kept = wider.min_by_key(left)?;
        let quick = plan.looks_into_stories() || left(&kept) <= few(stories);
        let came = kept.looked_at as u32..stories as u32;
        quick.then(|| kept.rising().into_iter().map(|(story, _)| story).chain(came).collect())
    }

    /// Keeps an answer, and lets go the oldest ones that would be too many.
    fn keep(&mut self, kept: Kept) {
        if depends_on_marks(&kept.query.root) {
            return;
        }
        let mut room = FEW.max(kept.looked_at);
        let mut places = KEPT;
        let mut nothing_asked = 0;
        self.kept.push(kept);
        let mut fits = |kept: &Kept| {
            if kept.asks_nothing() {
                nothing_asked += 1;
                return nothing_asked == 1;
            }
            let taken = room.checked_sub(kept.len()).zip(places.checked_sub(1));
            (room, places) = taken.unwrap_or((0, 0));
            taken.is_some()
        };
        let mut fitting: Vec<bool> = self.kept.iter().rev().map(&mut fits).collect();
        self.kept.retain(|_| fitting.pop().unwrap_or(false));
    }
}

/// Whether the reader's marks decide what fits: they change without notice.
fn depends_on_marks(node: &Node) -> bool {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(depends_on_marks),
        Node::Not(node) => depends_on_marks(node),
        Node::Term(term) => {
            matches!(term.ask, Ask::Is(State::Unread | State::Read | State::Starred) | Ask::Tag(_))
        }
    }
}

/// So many stories are always looked at one by one,
const FEW: usize = 1000;
/// and so many of a large number of them: one story looked at takes as long as about so many in a list.
const FEW_OF: usize = 64;

fn few(stories: usize) -> usize {
    FEW.max(stories / FEW_OF)
}

/// Is told the stories that fitted so far.
type First<'a> = &'a mut dyn FnMut(&[(u32, u32)]);

/// Rates all stories by the lists of the titles; `None` if it was called off.
fn rate_all(
    plan: &mut Plan,
    stories: &Stories<'_>,
    (stop, first): (&AtomicBool, First<'_>),
) -> Option<Rated> {
    let joined: &[u32] = stories.catalogue.map_or(&[], |catalogue| &catalogue.joined);
    if plan.asks_nothing() && joined.is_empty() {
        return Some(Rated::Everything);
    }
    plan.rate_words(stories.titles, stories.helpers);
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    let Some(rated) = plan.combine(stories.titles) else {
        let candidates = plan.candidates(stories.titles);
        return rate(plan, stories, &candidates, (stop, first)).map(Rated::Rising);
    };
    // A later part of a story is found in the whole one.
    Some(rated.without(joined, stories.titles.len()))
}

/// So many texts are folded within a frame; then it is told what they hold. After that each stretch is as long as all
/// before it, so that telling costs next to nothing.
const WITHIN_A_FRAME: usize = 256;

/// Rates the stories; `None` if it was called off.
fn rate(
    plan: &mut Plan,
    stories: &Stories<'_>,
    candidates: &[u32],
    (stop, first): (&AtomicBool, First<'_>),
) -> Option<Vec<(u32, u32)>> {
    let mut rated = Vec::with_capacity(candidates.len());
    let catalogue = stories.catalogue.filter(|_| plan.looks_into_stories());
    let is_cold = |catalogue: &Catalogue| {
        let cold = candidates.iter().filter(|story| !catalogue.has_body(**story as usize));
        cold.take(WITHIN_A_FRAME + 1).count() > WITHIN_A_FRAME
    };
    let mut stretch = if catalogue.is_some_and(is_cold) { WITHIN_A_FRAME } else { candidates.len() };
    let mut left = candidates;
    while let Some((here, more)) = left.split_at_checked(stretch.min(left.len())) {
        if let Some(catalogue) = catalogue {
            fold_texts(catalogue, here, stories.helpers, stop);
        }
        rate_stretch(plan, stories, here, stop, &mut rated)?;
        if more.is_empty() {
            break;
        }
        first(&rated);
        stretch = candidates.len() - more.len();
        left = more;
    }
    Some(rated)
}

fn rate_stretch(
    plan: &mut Plan,
    stories: &Stories<'_>,
    candidates: &[u32],
    stop: &AtomicBool,
    rated: &mut Vec<(u32, u32)>,
) -> Option<()> {
    for (number, story) in candidates.iter().enumerate() {
        if number % STRIDE == 0 && stop.load(Ordering::Relaxed) {
            return None;
        }
        // A later part of a story is found in the whole one.
        if stories.catalogue.is_some_and(|catalogue| catalogue.is_later_part(*story as usize)) {
            continue;
        }
        if let Some(score) = plan.rate(stories, *story as usize) {
            rated.push((*story, score));
        }
    }
    Some(())
}

/// So many texts make a share of their own: folding them takes many times as long as asking somebody to help.
const TEXTS: usize = 50;

/// Folds the texts of these stories side by side, as far as nobody has yet: a text is folded when it is first looked
/// into, which takes far longer than looking.
fn fold_texts(catalogue: &Catalogue, candidates: &[u32], helpers: &dyn Helpers, stop: &AtomicBool) {
    let fresh: Vec<usize> =
        candidates.iter().map(|story| *story as usize).filter(|story| !catalogue.has_body(*story)).collect();
    let shares = shares_of(helpers, fresh.len() / TEXTS);
    if shares < 2 {
        return;
    }
    let parts: Vec<&[usize]> = fresh.chunks(fresh.len().div_ceil(shares)).collect();
    helpers.help(parts.len(), &|share| {
        for (number, story) in parts.get(share).copied().unwrap_or_default().iter().enumerate() {
            if number % TEXTS == 0 && stop.load(Ordering::Relaxed) {
                return;
            }
            catalogue.body(*story);
        }
    });
}

/// Keeps what the chosen provinces and sections let through, counts both, and sorts. What fitted in rising order comes
/// with it where some of it was not let through.
fn choose(
    stories: &Stories<'_>,
    selection: &Selection,
    rated: Rated,
    mistakes: Vec<Mistake>,
) -> (Outcome, Option<Vec<(u32, u32)>>) {
    let choice = Choice::new(stories.titles, selection);
    let mut tally = Tally::new(stories.titles);
    let in_one_go =
        if choice.is_free() { sort_in_one_go(stories, selection, &rated, &mut tally) } else { None };
    let (ranked, rated) = if let Some(ranked) = in_one_go {
        (ranked, None)
    } else {
        let mut rated = rated.rising(stories.titles.len());
        for (story, _) in &rated {
            tally.count(*story);
        }
        let all = (!choice.is_free()).then(|| rated.clone());
        if all.is_some() {
            rated.retain(|(story, _)| choice.lets_through(*story));
        }
        let sorted = sorted(stories.titles, &rated, &selection.sort);
        (sorted.into_iter().map(|(story, score)| (EntryId(story), score)).collect(), all)
    };
    let (provinces, sections) = (choice.provinces(&tally), choice.sections(&tally));
    (Outcome { ranked, provinces, sections, mistakes }, rated)
}

/// So many stories make a share of their own when they are counted and put in order.
const SHARE: usize = 375_000;

/// Only where more than one in so many stories fits is it worth while to go over all of them.
const MANY_OF: usize = 32;

/// Counts and sorts where every story is let through and a few passes over all of them do it.
fn sort_in_one_go<'a>(
    stories: &Stories<'a>,
    selection: &Selection,
    rated: &Rated,
    tally: &mut Tally<'a>,
) -> Option<Ranked> {
    let (titles, helpers) = (stories.titles, stories.helpers);
    let count = titles.len();
    let shares = shares_of(helpers, count / SHARE);
    match rated {
        Rated::Everything if selection.sort.is_as_printed() => {
            let size = count.div_ceil(shares).max(1);
            let stretches = (0..count).step_by(size).map(|from| from..(from + size).min(count));
            let inputs = stretches.map(|stretch| (stretch, Tally::new(titles))).collect();
            let counted = side_by_side(helpers, inputs, |(stretch, mut tally): (Range<usize>, Tally<'_>)| {
                stretch.for_each(|story| tally.count(story as u32));
                tally
            });
            for counted in &counted {
                tally.add(counted);
            }
            Some(Ranked::new((0..count as u32).map(EntryId).collect(), vec![(0, count)]))
        }
        Rated::Scores(scores) if scores.count() > FEW.max(count / MANY_OF) => {
            let in_order = in_shares(titles.days()?, count, shares);
            // What is counted into is made here: a helper's own memory would come from the system each time.
            let inputs = in_order.into_iter().map(|share| (share, Tally::new(titles), no_counts())).collect();
            let counted = side_by_side(helpers, inputs, |(share, mut tally, mut counts): Counting<'_>| {
                // The newest day comes first, but memory is read fastest upwards.
                for stretch in share.iter().rev() {
                    scores.each(stretch.clone(), |story, score| {
                        tally.count(story);
                        counts[usize::from(score)] += 1;
                    });
                }
                (tally, (share, counts))
            });
            let (counted, shares): (Vec<Tally<'_>>, Vec<_>) = counted.into_iter().unzip();
            for counted in &counted {
                tally.add(counted);
            }
            Some(deal_out(scores, &shares, helpers))
        }
        _ => None,
    }
}

/// A share of the stories, and what is counted in it: labels and scores.
type Counting<'a> = (Vec<Range<usize>>, Tally<'a>, Counts);

/// Whether every story that fits `new` surely fits `old`.
fn narrows(new: &Node, old: &Node) -> bool {
    let conditions = |node: &Node| match node {
        Node::All(nodes) => nodes.clone(),
        other => vec![other.clone()],
    };
    let new = conditions(new);
    conditions(old).iter().all(|old| new.iter().any(|new| implies(new, old)))
}

/// Whether what fits the one condition surely fits the other: it is the same, or a longer word.
///
/// Pinyin is not taken for longer: a rare reading counts only when it is spelled out, so that a story may fit `ge`
/// and not `g`. A word of characters is: what holds all of them in order holds the first of them in order.
fn implies(new: &Node, old: &Node) -> bool {
    if new == old {
        return true;
    }
    match (new, old) {
        (Node::Term(new), Node::Term(old)) => match (&new.ask, &old.ask) {
            (Ask::Word(new), Ask::Word(old)) => {
                let (new, old) = (fold::fold(new), fold::fold(old));
                let chinese = !new.chars().any(|c| c.is_ascii_alphanumeric() || c < '\u{2E80}');
                chinese && new.starts_with(&old)
            }
            (Ask::Exact(new), Ask::Exact(old)) | (Ask::Text(new), Ask::Text(old)) => {
                let (new, old) = (fold::fold(new), fold::fold(old));
                let digits = |text: &str| text.chars().any(|c| fold::fold_digit(c).is_ascii_digit());
                !digits(&new) && new.contains(&old)
            }
            _ => false,
        },
        _ => false,
    }
}

/// What a query lights in an article.
pub(super) struct Lighter(Plan);

impl Lighter {
    pub(super) fn new(selection: &Selection, situation: &Situation<'_>) -> Self {
        Self(Plan::new(&parse(&selection.typed), situation))
    }

    /// The lit ranges of one article.
    pub(super) fn light(&mut self, entry: &Entry) -> Lit {
        let article = entry.article();
        let names: Vec<&str> = article.provinces.iter().map(|province| province.short()).collect();
        Lit {
            headline: self.light_text(Field::Headline, &article.title()),
            kicker: self.light_text(Field::Kicker, article.kicker.as_ref().map_or("", |kicker| &kicker.text)),
            authors: self.light_text(Field::Authors, &article.authors.join(" ")),
            section: self.light_text(Field::Section, article.section.as_deref().unwrap_or_default()),
            provinces: self.light_text(Field::Province, &names.join(" ")),
        }
    }

    fn light_text(&mut self, field: Field, text: &str) -> Vec<Range<usize>> {
        if text.is_empty() {
            return Vec::new();
        }
        let units = fold::units(text);
        let mut characters: Vec<usize> = Vec::new();
        for word in self.0.words() {
            characters.extend(word.light(&units).into_iter().flat_map(|(_, lit)| lit));
        }
        for (_, wanted) in self.0.texts() {
            if let Some((at, _)) = super::piece::find_piece(&units, wanted) {
                characters.extend(at..at + wanted.len());
            }
        }
        for (expression, _) in self.0.expressions().into_iter().filter(|(_, fields)| fields.contains(&field))
        {
            characters.extend(expression.light(&units).into_iter().flatten());
        }
        for names in self.0.names(field) {
            if field == Field::Authors {
                let mut start = 0;
                for author in units.split(|unit| *unit == u16::from(b' ')) {
                    characters.extend(names.light(author).into_iter().flatten().map(|at| start + at));
                    start += author.len() + 1;
                }
            } else {
                characters.extend(names.light(&units).into_iter().flatten());
            }
        }
        characters.sort_unstable();
        characters.dedup();
        fold::byte_ranges(text, &characters)
    }

    /// Why an article stands where it does, a sentence for each word.
    pub(super) fn explain(
        &mut self,
        catalogue: &Catalogue,
        entry: EntryId,
        language: Language,
    ) -> Vec<String> {
        self.0.learn(&catalogue.titles);
        let story = entry.0 as usize;
        let mut reasons = Vec::new();
        for word in self.0.words() {
            if let Some(found) = word.find(&catalogue.titles, story) {
                reasons.push(reason(word.typed(), found, language));
            }
        }
        for (expression, fields) in self.0.expressions() {
            if let Some(found) = expression.find_in(fields, catalogue.titles.parts(story)) {
                reasons.push(reason("/…/", found, language));
            }
        }
        reasons
    }
}

fn reason(typed: &str, found: WordMatch, language: Language) -> String {
    let WordMatch { score, field, manner } = found;
    let said = rank::describe(manner, field, language);
    match language {
        Language::Chinese => format!("{typed}：{said}，{score} 分"),
        Language::English => format!("{typed}: {said}, {score} points"),
    }
}
