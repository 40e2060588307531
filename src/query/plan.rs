//! A query made ready for running: names resolved, dates reckoned from today, words compiled; and whether a story
//! fits it.

use std::sync::Arc;

use crate::model::{Date, Part};
use crate::text::fold;
use crate::text::pinyin::{Pattern, Sounds, Spelled};

use super::body::{Body, TextFinder, is_body};
use super::expression::Expression;
use super::keys::State;
use super::mistake::{Mistake, MistakeKind};
use super::parse::{Ask, Name, Node, NumberRange, Query, Scope, Term};
use super::piece::find_piece;
use super::rank;
use super::rated::Rated;
use super::sets::Bits;
use super::situation::{Helpers, Marks, Situation};
use super::titles::{Field, ProvinceSet, Titles, date_number};
use super::when::When;
use super::word::Word;
use super::{Catalogue, Entry, PlaceSense};

/// A query made ready.
#[derive(Debug)]
pub(super) struct Plan {
    root: Step,
    /// What could not be understood, or not be reckoned without knowing today.
    pub(super) mistakes: Vec<Mistake>,
}

#[derive(Debug)]
enum Step {
    All(Vec<Step>),
    Any(Vec<Step>),
    Not(Box<Step>),
    Word(Box<Word>, Option<Rated>),
    /// In these fields of a title.
    Expression(Box<Expression>, &'static [Field], Option<Rated>),
    /// Anywhere in the story, or only in its body.
    Text(TextFinder, Vec<u16>, fn(Part) -> bool),
    Title(Names),
    Provinces(ProvinceSet, PlaceSense),
    Place(Names),
    /// The answer for each section number known so far.
    Section(Names, Vec<bool>),
    Author(Names),
    Paper(Names),
    Page(NumberRange),
    /// From and to, as numbers of `titles::date_number`.
    Days(u32, u32),
    Is(State),
    Tag(String),
    Length(NumberRange),
    Seam(NumberRange),
}

/// What a step looks at.
#[derive(Clone, Copy)]
pub(super) struct Stories<'a> {
    /// What lists show.
    pub(super) titles: &'a Titles,
    /// The stories themselves, where they are at hand.
    pub(super) catalogue: Option<&'a Catalogue>,
    /// The reader's marks.
    pub(super) marks: &'a dyn Marks,
    /// Who helps to look at many of them.
    pub(super) helpers: &'a dyn Helpers,
}

impl<'a> Stories<'a> {
    fn entry(&self, story: usize) -> Option<&'a Entry> {
        self.catalogue?.entries.get(story)
    }

    fn body(&self, story: usize) -> Option<Arc<Body>> {
        self.catalogue?.body(story)
    }
}

impl Plan {
    /// Makes a query ready.
    pub(super) fn new(query: &Query, situation: &Situation<'_>) -> Self {
        let mut mistakes = query.mistakes.clone();
        let mut maker = Maker { situation, mistakes: &mut mistakes, left_out: false };
        let root = maker.make(&query.root).unwrap_or(Step::All(Vec::new()));
        Self { root, mistakes }
    }

    /// Learns what came into the columns since the last run.
    pub(super) fn learn(&mut self, titles: &Titles) {
        self.root.learn(titles);
    }

    /// Rates every story that may fit for the words of the query at once, by the lists of the titles.
    pub(super) fn rate_words(&mut self, titles: &Titles, helpers: &dyn Helpers) {
        self.root.rate_words(titles, None, helpers);
    }

    /// What the query comes to, where words that were rated and columns tell all of it, so that no story need be looked
    /// at any more.
    pub(super) fn combine(&mut self, titles: &Titles) -> Option<Rated> {
        self.root.is_told().then(|| self.root.combine(titles))
    }

    /// Whether nothing is asked, so that every story fits.
    pub(super) fn asks_nothing(&self) -> bool {
        matches!(&self.root, Step::All(steps) if steps.is_empty())
    }

    /// Whether whole stories must be looked through, of which no list tells.
    pub(super) fn looks_into_stories(&self) -> bool {
        !self.texts().is_empty()
    }

    /// The stories that may fit at all, as far as words and columns tell.
    pub(super) fn candidates(&self, titles: &Titles) -> Vec<u32> {
        match self.root.fitting(titles) {
            Some(fitting) => fitting.iter().take_while(|story| (*story as usize) < titles.len()).collect(),
            None => (0..titles.len() as u32).collect(),
        }
    }

    /// Whether a story fits, and how well: 0 where nothing was asked that could be done better or worse.
    pub(super) fn rate(&mut self, stories: &Stories<'_>, story: usize) -> Option<u32> {
        self.root.rate(stories, story)
    }

    /// The words that a story is looked through for.
    pub(super) fn words(&mut self) -> Vec<&mut Word> {
        let mut words = Vec::new();
        self.root.collect_words(&mut words);
        words
    }

    /// The exact texts looked for, folded.
    pub(super) fn texts(&self) -> Vec<(&TextFinder, &[u16])> {
        let mut texts = Vec::new();
        self.root.collect_texts(&mut texts);
        texts
    }

    /// The expressions looked for in titles, and in which fields.
    pub(super) fn expressions(&self) -> Vec<(&Expression, &'static [Field])> {
        let mut expressions = Vec::new();
        self.root.collect_expressions(&mut expressions);
        expressions
    }

    /// The names looked for in this field.
    pub(super) fn names(&mut self, field: Field) -> Vec<&mut Names> {
        let mut names = Vec::new();
        self.root.collect_names(field, &mut names);
        names
    }
}

struct Maker<'a, 'b> {
    situation: &'a Situation<'b>,
    mistakes: &'a mut Vec<Mistake>,
    left_out: bool,
}

impl Maker<'_, '_> {
    fn make(&mut self, node: &Node) -> Option<Step> {
        match node {
            Node::All(nodes) => Some(Step::All(nodes.iter().filter_map(|node| self.make(node)).collect())),
            Node::Any(nodes) => {
                let steps: Vec<Step> = nodes.iter().filter_map(|node| self.make(node)).collect();
                // Alternatives that could not be understood must not become "nothing fits".
                (!steps.is_empty()).then_some(Step::Any(steps))
            }
            Node::Not(node) => {
                let before = self.left_out;
                self.left_out = !before;
                let step = self.make(node);
                self.left_out = before;
                Some(Step::Not(Box::new(step?)))
            }
            Node::Term(term) => self.make_term(term),
        }
    }

    fn make_term(&mut self, term: &Term) -> Option<Step> {
        let sounds = self.situation.sounds;
        let text = |text: &str, wanted| {
            let finder = TextFinder::new(text)?;
            Some(Step::Text(finder, fold::units(text.trim()), wanted))
        };
        match &term.ask {
            Ask::Word(word) if self.left_out => Some(Step::Word(Box::new(Word::strict(word, sounds)), None)),
            Ask::Word(word) => Some(Step::Word(Box::new(Word::new(word, sounds)), None)),
            Ask::Exact(exact) => text(exact, |_| true),
            Ask::Text(exact) => text(exact, is_body),
            Ask::Expression(Scope::Text, typed) => {
                Some(Step::Text(TextFinder::of_expression(typed)?, Vec::new(), is_body))
            }
            Ask::Expression(scope, typed) => {
                let fields: &[Field] = match scope {
                    Scope::Listed => &[Field::Headline, Field::Kicker, Field::Authors],
                    Scope::Title | Scope::Text => &[Field::Headline, Field::Kicker],
                };
                let expression = Expression::new(typed).ok()?;
                Some(Step::Expression(Box::new(expression), fields, None))
            }
            Ask::Title(name) => Some(Step::Title(Names::new(name, sounds))),
            Ask::Province { provinces, sense, .. } => Some(Step::Provinces(*provinces, *sense)),
            Ask::Place(name) => Some(Step::Place(Names::of_places(name, sounds))),
            Ask::Section(name) => Some(Step::Section(Names::new(name, sounds), Vec::new())),
            Ask::Author(name) => Some(Step::Author(Names::new(name, sounds))),
            Ask::Paper(name) => Some(Step::Paper(Names::new(name, sounds))),
            Ask::Page(range) => Some(Step::Page(*range)),
            Ask::Date(first, last) => {
                self.make_days(term, |today| Some((first.days(today)?.0, Some(last.days(today)?.1))))
            }
            Ask::After(when) => self.make_days(term, |today| Some((when.days(today)?.0, None))),
            Ask::Newer(age) => self.make_days(term, |today| Some((When::Ago(*age).days(today)?.0, today))),
            Ask::Before(when) => {
                self.make_days(term, |today| Some((Date::MIN, when.days(today)?.0.yesterday().ok())))
            }
            Ask::Is(state) => Some(Step::Is(*state)),
            Ask::Tag(tag) => Some(Step::Tag(tag.clone())),
            Ask::Length(range) => Some(Step::Length(*range)),
            Ask::Seam(range) => Some(Step::Seam(*range)),
        }
    }

    fn make_days(
        &mut self,
        term: &Term,
        reckon: impl Fn(Option<Date>) -> Option<(Date, Option<Date>)>,
    ) -> Option<Step> {
        let Some((from, to)) = reckon(self.situation.today) else {
            self.mistakes.push(Mistake { span: term.span.clone(), kind: MistakeKind::NoToday });
            return None;
        };
        // A story without a date (number 0) is in no stretch of time.
        Some(Step::Days(date_number(from.max(Date::ZERO)).max(1), to.map_or(u32::MAX, date_number)))
    }
}

impl Step {
    fn learn(&mut self, titles: &Titles) {
        match self {
            Self::All(steps) | Self::Any(steps) => steps.iter_mut().for_each(|step| step.learn(titles)),
            Self::Not(step) => step.learn(titles),
            Self::Word(word, _) => word.learn_sections(titles),
            Self::Section(names, answers) => {
                for name in titles.section_names().iter().skip(answers.len()) {
                    answers.push(names.fit(&fold::units(name)));
                }
            }
            _ => {}
        }
    }

    /// Rates the stories that are in `among`, where that is known, for each word.
    fn rate_words(&mut self, titles: &Titles, among: Option<&Bits>, helpers: &dyn Helpers) {
        match self {
            Self::All(steps) => rate_words_of_all(steps, titles, among, helpers),
            Self::Any(steps) => steps.iter_mut().for_each(|step| step.rate_words(titles, among, helpers)),
            Self::Not(step) => step.rate_words(titles, among, helpers),
            Self::Word(word, rated) => *rated = Some(word.rate_all(titles, among, helpers)),
            Self::Expression(expression, fields, rated) => {
                *rated = Some(expression.rate_all(titles, fields, among, helpers));
            }
            _ => {}
        }
    }

    /// The stories that may fit, as far as rated words and columns tell; `None` where they tell nothing.
    fn fitting(&self, titles: &Titles) -> Option<Bits> {
        match self {
            Self::Word(_, rated) | Self::Expression(_, _, rated) => Some(rated.as_ref()?.bits(titles.len())),
            Self::All(steps) => {
                let sets = steps.iter().filter_map(|step| step.fitting(titles));
                sets.reduce(|mut all, set| {
                    all.keep(&set);
                    all
                })
            }
            Self::Any(steps) => {
                let mut any = Bits::none(titles.len());
                for step in steps {
                    any.add(&step.fitting(titles)?);
                }
                Some(any)
            }
            _ => self.in_columns(titles),
        }
    }

    /// The stories that fit, where a column tells it.
    fn in_columns(&self, titles: &Titles) -> Option<Bits> {
        match self {
            Self::Provinces(set, sense) => Some(titles.stories_of(*set, *sense)),
            Self::Section(_, answers) => Some(titles.stories_in(answers)),
            Self::Days(from, to) => Some(titles.stories_between(*from, *to)),
            _ => None,
        }
    }

    /// Whether words that were rated and columns tell all.
    fn is_told(&self) -> bool {
        match self {
            Self::All(steps) | Self::Any(steps) => steps.iter().all(Self::is_told),
            Self::Not(step) => step.is_told(),
            Self::Word(_, rated) | Self::Expression(_, _, rated) => rated.is_some(),
            Self::Provinces(..) | Self::Section(..) | Self::Days(..) => true,
            _ => false,
        }
    }

    /// What words that were rated and columns come to together.
    fn combine(&mut self, titles: &Titles) -> Rated {
        let stories = titles.len();
        match self {
            Self::All(steps) => {
                steps.iter_mut().fold(Rated::Everything, |all, step| all.and(step.combine(titles)))
            }
            Self::Any(steps) => {
                let none = Rated::Rising(Vec::new());
                steps.iter_mut().fold(none, |any, step| any.or(step.combine(titles), stories))
            }
            Self::Not(step) => step.combine(titles).not(stories),
            Self::Word(_, rated) | Self::Expression(_, _, rated) => rated.take().unwrap_or(Rated::Everything),
            step => step.in_columns(titles).map_or(Rated::Everything, Rated::Stories),
        }
    }

    fn has_word(&self) -> bool {
        match self {
            Self::All(steps) | Self::Any(steps) => steps.iter().any(Self::has_word),
            Self::Not(step) => step.has_word(),
            Self::Word(..) | Self::Expression(..) => true,
            _ => false,
        }
    }

    fn rate(&mut self, stories: &Stories<'_>, story: usize) -> Option<u32> {
        let titles = stories.titles;
        let fits = match self {
            Self::All(steps) => {
                let mut sum = 0;
                for step in steps {
                    sum += step.rate(stories, story)?;
                }
                return Some(sum);
            }
            Self::Any(steps) => return steps.iter_mut().filter_map(|step| step.rate(stories, story)).max(),
            Self::Not(step) => step.rate(stories, story).is_none(),
            Self::Word(_, Some(rated)) | Self::Expression(_, _, Some(rated)) => {
                return rated.get(story as u32);
            }
            Self::Word(word, None) => {
                return word.find(titles, story).map(|found| u32::from(found.score));
            }
            Self::Expression(expression, fields, None) => {
                let found = expression.find_in(fields, titles.parts(story));
                return found.map(|found| u32::from(found.score));
            }
            Self::Text(finder, units, wanted) => return rate_text(finder, units, *wanted, stories, story),
            Self::Title(names) => {
                let [headline, kicker, _] = titles.parts(story);
                names.fit(headline.1) || names.fit(kicker.1)
            }
            Self::Provinces(set, PlaceSense::About) => titles.about(story) & *set != 0,
            Self::Provinces(set, PlaceSense::Mentioned) => titles.mentions(story) & *set != 0,
            Self::Section(_, answers) => answers.get(titles.section(story)).copied().unwrap_or(false),
            Self::Author(names) => {
                let [.., (_, authors)] = titles.parts(story);
                authors.split(|unit| *unit == u16::from(b' ')).any(|author| names.fit(author))
            }
            Self::Days(from, to) => (*from..=*to).contains(&titles.date(story)),
            Self::Length(range) => range.contains(titles.length(story)),
            Self::Place(_) | Self::Paper(_) | Self::Page(_) | Self::Is(_) | Self::Tag(_) | Self::Seam(_) => {
                stories.entry(story).is_some_and(|entry| self.fits_entry(entry, stories.marks))
            }
        };
        fits.then_some(0)
    }

    /// Whether the story itself, not only its title, fits.
    fn fits_entry(&mut self, entry: &Entry, marks: &dyn Marks) -> bool {
        let article = entry.article();
        match self {
            Self::Place(names) => article.places.iter().any(|place| names.fit(&fold::units(&place.name))),
            Self::Paper(names) => {
                entry.page.publication.as_ref().is_some_and(|name| names.fit(&fold::units(name)))
            }
            Self::Page(range) => entry.page.page_number.is_some_and(|number| range.contains(number)),
            Self::Is(State::Unread) => !marks.is_read(&article.id),
            Self::Is(State::Read) => marks.is_read(&article.id),
            Self::Is(State::Starred) => marks.is_starred(&article.id),
            Self::Is(State::Truncated) => article.truncated,
            Self::Is(State::Pictured) => !article.figures.is_empty(),
            Self::Is(State::Continued) => article.continued_from.is_some() || article.continued_on.is_some(),
            Self::Is(State::Duplicate) => entry.stood_before(),
            Self::Tag(tag) => marks.has_tag(&article.id, tag),
            Self::Seam(range) => range.contains((article.confidence() * 100.0).round() as u32),
            _ => false,
        }
    }

    fn collect_words<'a>(&'a mut self, words: &mut Vec<&'a mut Word>) {
        match self {
            Self::All(steps) | Self::Any(steps) => {
                for step in steps {
                    step.collect_words(words);
                }
            }
            Self::Word(word, _) => words.push(word),
            _ => {}
        }
    }

    fn collect_expressions<'a>(&'a self, expressions: &mut Vec<(&'a Expression, &'static [Field])>) {
        match self {
            Self::All(steps) | Self::Any(steps) => {
                for step in steps {
                    step.collect_expressions(expressions);
                }
            }
            Self::Expression(expression, fields, _) => expressions.push((expression, fields)),
            _ => {}
        }
    }

    fn collect_texts<'a>(&'a self, texts: &mut Vec<(&'a TextFinder, &'a [u16])>) {
        match self {
            Self::All(steps) | Self::Any(steps) => steps.iter().for_each(|step| step.collect_texts(texts)),
            Self::Text(finder, units, _) => texts.push((finder, units)),
            _ => {}
        }
    }

    fn collect_names<'a>(&'a mut self, field: Field, names: &mut Vec<&'a mut Names>) {
        match (self, field) {
            (Self::All(steps) | Self::Any(steps), _) => {
                for step in steps {
                    step.collect_names(field, names);
                }
            }
            (Self::Title(name), Field::Headline | Field::Kicker)
            | (Self::Section(name, _), Field::Section)
            | (Self::Author(name), Field::Authors) => names.push(name),
            _ => {}
        }
    }
}

/// Each word need be looked for only where what was asked before it fits: in the columns first, then in the words, and
/// last in what must not be there and in alternatives.
fn rate_words_of_all(steps: &mut [Step], titles: &Titles, among: Option<&Bits>, helpers: &dyn Helpers) {
    let mut left = steps.iter().filter(|step| step.has_word()).count();
    let mut among = among.cloned();
    if left > 0 {
        let columns = steps.iter().filter(|step| !step.has_word()).filter_map(|step| step.fitting(titles));
        columns.for_each(|fitting| narrow(&mut among, &fitting));
    }
    let (words, others): (Vec<_>, Vec<_>) = steps
        .iter_mut()
        .filter(|step| step.has_word())
        .partition(|step| matches!(step, Step::Word(..) | Step::Expression(..)));
    for step in words.into_iter().chain(others) {
        step.rate_words(titles, among.as_ref(), helpers);
        left -= 1;
        if left > 0
            && let Some(fitting) = step.fitting(titles)
        {
            narrow(&mut among, &fitting);
        }
    }
}

fn narrow(among: &mut Option<Bits>, fitting: &Bits) {
    match among {
        Some(among) => among.keep(fitting),
        None => *among = Some(fitting.clone()),
    }
}

/// An exact text: the better the part that it stands in, the higher.
fn rate_text(
    finder: &TextFinder,
    units: &[u16],
    wanted: fn(Part) -> bool,
    stories: &Stories<'_>,
    story: usize,
) -> Option<u32> {
    if wanted(Part::Headline) {
        for (field, text) in stories.titles.parts(story) {
            if let Some((_, stand)) = find_piece(text, units) {
                return Some(u32::from(rank::rate(rank::Manner::Characters(stand), field)));
            }
        }
    }
    finder.occurs(&*stories.body(story)?, wanted).then_some(u32::from(rank::BODY))
}

/// Names that were typed, any of which may fit.
#[derive(Debug)]
pub(super) struct Names(Vec<OneName>);

#[derive(Debug)]
struct OneName {
    units: Vec<u16>,
    exact: bool,
    pattern: Option<Pattern>,
}

impl Names {
    fn new(name: &Name, sounds: Sounds) -> Self {
        let one = |text: &str| OneName {
            units: fold::units(text.trim()),
            exact: name.exact,
            pattern: Pattern::new(text.trim(), sounds).filter(|_| !name.exact),
        };
        if name.exact {
            return Self(vec![one(&name.text)]);
        }
        let pieces = name.text.split([',', '，', '、']).filter(|piece| !piece.trim().is_empty());
        Self(pieces.map(one).collect())
    }

    /// A place may be typed with the word for what it is and printed without, or the other way round.
    fn of_places(name: &Name, sounds: Sounds) -> Self {
        let mut names = Self::new(name, sounds);
        for one in names.0.iter_mut().filter(|one| !one.exact && one.units.len() > 2) {
            let kinds = fold::units("省市县区州旗");
            if one.units.last().is_some_and(|last| kinds.contains(last)) {
                one.units.pop();
            }
        }
        names
    }

    fn fit(&mut self, text: &[u16]) -> bool {
        self.light(text).is_some()
    }

    /// The characters that make up the first name that fits.
    pub(super) fn light(&mut self, text: &[u16]) -> Option<Vec<usize>> {
        self.0.iter_mut().find_map(|name| name.light(text))
    }
}

impl OneName {
    fn light(&mut self, text: &[u16]) -> Option<Vec<usize>> {
        if self.exact {
            return (text == self.units).then(|| (0..text.len()).collect());
        }
        if let Some((at, _)) = find_piece(text, &self.units) {
            return Some((at..at + self.units.len()).collect());
        }
        let found = self.pattern.as_mut()?.find(text)?;
        let from_start = found.characters.first() == Some(&0);
        let sure = match found.spelled {
            Spelled::Full | Spelled::Begun | Spelled::Rare => true,
            Spelled::Initials | Spelled::Mixed => from_start,
        };
        sure.then_some(found.characters)
    }
}
