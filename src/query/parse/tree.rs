//! What a query asks: a tree of conditions over terms.

use std::ops::Range;

use crate::query::PlaceSense;
use crate::query::keys::State;
use crate::query::mistake::Mistake;
use crate::query::titles::ProvinceSet;
use crate::query::when::{Age, When};

/// What was typed, understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// What a story must be.
    pub root: Node,
    /// What could not be understood, in the order of the text.
    pub mistakes: Vec<Mistake>,
}

/// A condition and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// All of these; of none: everything fits.
    All(Vec<Node>),
    /// Any of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// One term.
    Term(Term),
}

impl Default for Node {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// One term and its place in the typed text. Terms that ask the same are equal wherever they stand.
#[derive(Debug, Clone)]
pub struct Term {
    /// The bytes of the typed text.
    pub span: Range<usize>,
    /// What it asks.
    pub ask: Ask,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.ask == other.ask
    }
}

/// A name to be compared with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As typed.
    pub text: String,
    /// In quotes: the whole name, nothing else.
    pub exact: bool,
}

/// Numbers from and to, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberRange {
    /// The least.
    pub least: Option<u32>,
    /// The most.
    pub most: Option<u32>,
}

impl NumberRange {
    /// Whether the number lies in the range.
    pub fn contains(self, number: u32) -> bool {
        self.least.is_none_or(|least| number >= least) && self.most.is_none_or(|most| number <= most)
    }
}

/// Where a regular expression is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In the headline, the kicker and the authors, each alone.
    Listed,
    /// In the headline and the kicker.
    Title,
    /// In each paragraph of the body.
    Text,
}

/// What one term asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Fuzzy, in what a list shows.
    Word(String),
    /// Exactly this, anywhere.
    Exact(String),
    /// Exactly this, in the body.
    Text(String),
    /// Whatever fits this regular expression, as it was typed between slashes.
    Expression(Scope, String),
    /// In the headline or kicker.
    Title(Name),
    /// Any of these provinces.
    Province {
        /// As typed.
        name: Name,
        /// What that stands for.
        provinces: ProvinceSet,
        /// About, or only mentioned.
        sense: PlaceSense,
    },
    /// Any of these places.
    Place(Name),
    /// Any of these section labels.
    Section(Name),
    /// Any of these writers.
    Author(Name),
    /// Any of these newspapers.
    Paper(Name),
    /// The page number.
    Page(NumberRange),
    /// From the first day of the one to the last day of the other.
    Date(When, When),
    /// From the first day on.
    After(When),
    /// Before the first day.
    Before(When),
    /// In this time up to today.
    Newer(Age),
    /// A state.
    Is(State),
    /// A tag.
    Tag(String),
    /// 字数.
    Length(NumberRange),
    /// The least confidence of the loader, in hundredths.
    Seam(NumberRange),
}

impl Query {
    /// Every term that a story must fit as a whole: what can stand as chips and be taken off one by one.
    pub fn chips(&self) -> Vec<(Range<usize>, &Node)> {
        let nodes: &[Node] = match &self.root {
            Node::All(nodes) => nodes,
            single @ (Node::Any(_) | Node::Not(_) | Node::Term(_)) => std::slice::from_ref(single),
        };
        nodes.iter().filter_map(|node| Some((node.span()?, node))).collect()
    }

    /// Whether it asks for something that only the reader can have done to a story.
    pub fn asks_for_marks(&self) -> bool {
        self.root.asks_for_marks()
    }

    /// The bare words, exact terms and texts that a story is looked through for, left-out ones not among them.
    pub fn wanted(&self) -> Vec<&Ask> {
        let mut wanted = Vec::new();
        self.root.collect_wanted(&mut wanted);
        wanted
    }
}

impl Node {
    /// The bytes of the typed text from its first to its last term, brackets and minus signs left out.
    pub fn span(&self) -> Option<Range<usize>> {
        match self {
            Self::Term(term) => Some(term.span.clone()),
            Self::Not(node) => node.span(),
            Self::All(nodes) | Self::Any(nodes) => {
                let mut spans = nodes.iter().filter_map(Self::span);
                let first = spans.next()?;
                Some(spans.fold(first, |all, span| all.start.min(span.start)..all.end.max(span.end)))
            }
        }
    }

    fn asks_for_marks(&self) -> bool {
        match self {
            Self::Term(term) => {
                matches!(term.ask, Ask::Is(State::Unread | State::Read | State::Starred) | Ask::Tag(_))
            }
            Self::Not(node) => node.asks_for_marks(),
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(Self::asks_for_marks),
        }
    }

    pub(super) fn collect_wanted<'a>(&'a self, wanted: &mut Vec<&'a Ask>) {
        let mut terms = Vec::new();
        self.collect_terms(&mut terms);
        wanted.extend(terms.iter().map(|term| &term.ask));
    }

    /// Every term in the order of the line, left-out ones not among them.
    pub(super) fn collect_terms<'a>(&'a self, terms: &mut Vec<&'a Term>) {
        match self {
            Self::Term(term) => terms.push(term),
            Self::All(nodes) | Self::Any(nodes) => {
                for node in nodes {
                    node.collect_terms(terms);
                }
            }
            Self::Not(_) => {}
        }
    }
}
