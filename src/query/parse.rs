//! The query line: typed text → [`Query`], with the places of all terms and of every mistake.
//!
//! ```text
//! query  = any
//! any    = all { ( "OR" | "或" | "|" ) all }
//! all    = item { item }                           all of them; AND may be written and changes nothing
//! item   = [ "-" ] atom                            "-" leaves out what fits
//! atom   = "(" any ")" | term
//! term   = word                                    fuzzy, ranked: headline, kicker, authors, section, province
//!        | quoted                                  exactly this text, anywhere in the story
//!        | slashed                                 a regular expression: headline, kicker, authors
//!        | key ":" ( value | quoted )              a filter; see keys.rs for the list
//!        | ( "text" | "title" ) ":" slashed        a regular expression: in the body, or in headline and kicker
//! value  = anything up to a blank or a bracket; several parted by "," mean any of them where names are asked
//! quoted = “…”, "…", 「…」
//! slashed = /…/; a slash of the text itself is written \/
//! ```
//!
//! All marks may be full width. There is no wrong query: a term that cannot be understood is left out and told
//! about in [`Query::mistakes`], and the rest works. What is still being typed (an open quote, an open bracket,
//! `省:`) is no mistake worth stopping for.
//!
//! It does not know the stories: what a name stands for is found in `plan.rs`, when the query is run.

use std::fmt;
use std::ops::Range;

use crate::model::Language;
use crate::text::fold::fold_char;

use super::PlaceSense;
use super::expression::{Expression, Fault};
use super::keys::{Key, State};
use super::mistake::{Mistake, MistakeKind};
use super::provinces::find_provinces;
use super::titles::ProvinceSet;
use super::when::{Age, When};

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

    fn collect_wanted<'a>(&'a self, wanted: &mut Vec<&'a Ask>) {
        let mut terms = Vec::new();
        self.collect_terms(&mut terms);
        wanted.extend(terms.iter().map(|term| &term.ask));
    }

    /// Every term in the order of the line, left-out ones not among them.
    fn collect_terms<'a>(&'a self, terms: &mut Vec<&'a Term>) {
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

/// The typed text without the bytes of one chip (see [`Query::chips`]), its minus sign and brackets with it.
pub fn without(typed: &str, span: &Range<usize>) -> String {
    let before = typed.get(..span.start).unwrap_or_default();
    let after = typed.get(span.end..).unwrap_or_default();
    let before = before.trim_end_matches(|c: char| matches!(fold_char(c), '-' | '('));
    let opened = typed.get(before.len()..span.start).unwrap_or_default();
    let mut after = after;
    for _ in opened.chars().filter(|c| fold_char(*c) == '(') {
        after = after.trim_start().strip_prefix([')', '）']).unwrap_or(after);
    }
    match (before.trim(), after.trim()) {
        ("", rest) | (rest, "") => rest.to_owned(),
        (before, after) => format!("{before} {after}"),
    }
}

/// The same line with its bare words looked for in the text of the stories, or where they are that already, in titles
/// again. `None` where there are no words.
pub fn turn_words(typed: &str, language: Language) -> Option<String> {
    let query = parse(typed);
    let mut terms = Vec::new();
    query.root.collect_terms(&mut terms);
    let words = terms.iter().filter_map(|term| match &term.ask {
        Ask::Word(word) => Some((term.span.clone(), format!("{}:{word}", Key::Text.name(language)))),
        _ => None,
    });
    let texts = terms.iter().filter_map(|term| match &term.ask {
        Ask::Text(text) if !text.contains(char::is_whitespace) => Some((term.span.clone(), text.clone())),
        _ => None,
    });
    let words: Vec<(Range<usize>, String)> = words.collect();
    let turned = if words.is_empty() { texts.collect() } else { words };
    let mut line = typed.to_owned();
    for (span, with) in turned.iter().rev() {
        line.replace_range(span.clone(), with);
    }
    (!turned.is_empty()).then_some(line)
}

/// Whether the line has bare words, which are looked for in what a list shows.
pub fn has_words(typed: &str) -> bool {
    parse(typed).wanted().iter().any(|ask| matches!(ask, Ask::Word(_)))
}

/// Understands what was typed.
pub fn parse(typed: &str) -> Query {
    let mut mistakes = Vec::new();
    let tokens = read_tokens(typed, &mut mistakes);
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0, mistakes };
    let mut nodes = vec![reader.any()];
    while let Some(token) = reader.take() {
        // Only a closing bracket that nothing opened stops the reader before the end.
        reader.mistakes.push(Mistake { span: token.span.clone(), kind: MistakeKind::StrayBracket });
        nodes.push(reader.any());
    }
    let mut mistakes = reader.mistakes;
    mistakes.sort_by_key(|mistake| mistake.span.start);
    Query { root: gather(nodes, Node::All), mistakes }
}

/// How deep brackets may stand in each other.
const DEEPEST: usize = 32;

#[derive(Debug, Clone)]
struct Token {
    span: Range<usize>,
    kind: TokenKind,
}

#[derive(Debug, Clone)]
enum TokenKind {
    Open,
    Close,
    Or,
    Minus,
    Term(Ask),
    /// Was told about already, or says nothing yet.
    Nothing,
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<&'a Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    fn any(&mut self) -> Node {
        let mut alternatives = vec![self.all()];
        let mut said_nothing = matches!(alternatives.last(), Some(Node::All(nodes)) if nodes.is_empty());
        while let Some(Token { span, kind: TokenKind::Or }) = self.peek() {
            self.at += 1;
            let before = self.at;
            let next = self.all();
            let ends = self.at == before;
            if said_nothing || ends {
                self.mistakes.push(Mistake { span: span.clone(), kind: MistakeKind::LonelyOr });
            }
            said_nothing = matches!(&next, Node::All(nodes) if nodes.is_empty());
            alternatives.push(next);
        }
        // "麦 OR" is on its way to be "麦 OR 稻" and must not show everything meanwhile.
        alternatives.retain(|node| !matches!(node, Node::All(nodes) if nodes.is_empty()));
        match alternatives.len() {
            0 => Node::default(),
            _ => gather(alternatives, Node::Any),
        }
    }

    fn all(&mut self) -> Node {
        let mut nodes = Vec::new();
        while let Some(token) = self.peek() {
            if matches!(token.kind, TokenKind::Or | TokenKind::Close) {
                break;
            }
            nodes.extend(self.item());
        }
        gather(nodes, Node::All)
    }

    fn item(&mut self) -> Option<Node> {
        let token = self.take()?;
        match &token.kind {
            TokenKind::Minus => {
                let next = self.peek().map(|next| &next.kind);
                if matches!(next, Some(TokenKind::Open | TokenKind::Term(_) | TokenKind::Nothing)) {
                    let node = self.item()?;
                    let says_nothing = matches!(&node, Node::All(nodes) if nodes.is_empty());
                    return (!says_nothing).then(|| Node::Not(Box::new(node)));
                }
                self.mistakes.push(Mistake { span: token.span.clone(), kind: MistakeKind::LonelyMinus });
                None
            }
            TokenKind::Open if self.depth >= DEEPEST => {
                self.mistakes.push(Mistake { span: token.span.clone(), kind: MistakeKind::StrayBracket });
                None
            }
            TokenKind::Open => {
                self.depth += 1;
                let node = self.any();
                self.depth -= 1;
                if matches!(self.peek(), Some(Token { kind: TokenKind::Close, .. })) {
                    self.at += 1;
                }
                Some(node)
            }
            TokenKind::Term(ask) => Some(Node::Term(Term { span: token.span.clone(), ask: ask.clone() })),
            TokenKind::Nothing | TokenKind::Close | TokenKind::Or => None,
        }
    }
}

/// Several nodes as one; a node of the same sort gives up its own children.
fn gather(nodes: Vec<Node>, kind: fn(Vec<Node>) -> Node) -> Node {
    let all = matches!(kind(Vec::new()), Node::All(_));
    let mut flat = Vec::new();
    for node in nodes {
        match node {
            Node::All(children) if all => flat.extend(children),
            Node::Any(children) if !all => flat.extend(children),
            other => flat.push(other),
        }
    }
    match flat.len() {
        1 => flat.pop().unwrap_or_default(),
        _ => kind(flat),
    }
}

/// The marks that open and close what is taken literally.
fn is_quote(c: char) -> bool {
    fold_char(c) == '"'
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(fold_char(c), '(' | ')' | '|' | ' ')
}

fn read_tokens(typed: &str, mistakes: &mut Vec<Mistake>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = typed.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + c.len_utf8();
        let single = match fold_char(c) {
            '(' => Some(TokenKind::Open),
            ')' => Some(TokenKind::Close),
            '|' => Some(TokenKind::Or),
            '-' if is_minus(typed, next) => Some(TokenKind::Minus),
            '-' if is_lonely(typed, next) => {
                mistakes.push(Mistake { span: at..next, kind: MistakeKind::LonelyMinus });
                Some(TokenKind::Nothing)
            }
            _ => None,
        };
        if let Some(kind) = single {
            tokens.push(Token { span: at..next, kind });
            at = next;
        } else if c.is_whitespace() || fold_char(c) == ' ' {
            at = next;
        } else if is_quote(c) {
            let (text, end) = read_quoted(typed, next);
            let kind = if text.trim().is_empty() {
                TokenKind::Nothing
            } else {
                TokenKind::Term(Ask::Exact(text.to_owned()))
            };
            tokens.push(Token { span: at..end, kind });
            at = end;
        } else if is_slash(c) {
            let token = read_expression(typed, at, Scope::Listed, at, mistakes);
            at = token.span.end;
            tokens.push(token);
        } else {
            let token = read_word(typed, at, mistakes);
            at = token.span.end;
            tokens.extend(keep_word(typed, token));
        }
    }
    tokens
}

/// AND says nothing, OR and 或 are no words.
fn keep_word(typed: &str, token: Token) -> Option<Token> {
    match typed.get(token.span.clone()) {
        Some("AND" | "且") => None,
        Some("OR" | "或") => Some(Token { kind: TokenKind::Or, ..token }),
        _ => Some(token),
    }
}

/// A minus sign leaves out only what follows without a blank; several in a row are part of a word.
fn is_minus(typed: &str, next: usize) -> bool {
    typed.get(next..).and_then(|rest| rest.chars().next()).is_some_and(|c| !is_dash(c))
        && !is_lonely(typed, next)
}

/// Nothing follows that could be left out.
fn is_lonely(typed: &str, next: usize) -> bool {
    let next = typed.get(next..).and_then(|rest| rest.chars().next());
    next.is_none_or(|c| fold_char(c) != '(' && ends_word(c))
}

fn is_dash(c: char) -> bool {
    fold_char(c) == '-'
}

fn read_quoted(typed: &str, start: usize) -> (&str, usize) {
    let rest = typed.get(start..).unwrap_or_default();
    match rest.char_indices().find(|(_, c)| is_quote(*c)) {
        Some((length, mark)) => (rest.get(..length).unwrap_or_default(), start + length + mark.len_utf8()),
        None => (rest, typed.len()),
    }
}

fn is_slash(c: char) -> bool {
    fold_char(c) == '/'
}

/// What stands between the slash at `slash` and the next one, or the end. The whole term begins at `start`.
fn read_expression(
    typed: &str,
    start: usize,
    scope: Scope,
    slash: usize,
    mistakes: &mut Vec<Mistake>,
) -> Token {
    let opening = typed.get(slash..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let from = slash + opening;
    let rest = typed.get(from..).unwrap_or_default();
    let mut escaped = false;
    let closing = rest.char_indices().find(|(_, c)| {
        let closes = is_slash(*c) && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    let (length, end) = match closing {
        Some((length, mark)) => (length, from + length + mark.len_utf8()),
        None => (rest.len(), typed.len()),
    };
    let expression = rest.get(..length).unwrap_or_default();
    let kind = match Expression::new(expression) {
        _ if expression.trim().is_empty() => TokenKind::Nothing,
        Ok(_) => TokenKind::Term(Ask::Expression(scope, expression.to_owned())),
        Err(Fault { span, kind }) => {
            let span = from + span.start..from + span.end;
            mistakes.push(Mistake { span, kind: MistakeKind::BadExpression(kind) });
            TokenKind::Nothing
        }
    };
    Token { span: start..end, kind }
}

/// A bare word, or a filter with its value.
fn read_word(typed: &str, start: usize, mistakes: &mut Vec<Mistake>) -> Token {
    let rest = typed.get(start..).unwrap_or_default();
    let length = rest.find(|c: char| ends_word(c) || is_quote(c)).unwrap_or(rest.len());
    let word = rest.get(..length).unwrap_or_default();
    let colon = word.char_indices().find(|(at, c)| *at > 0 && fold_char(*c) == ':');
    let Some((key_length, colon)) = colon else {
        return Token { span: start..start + length, kind: TokenKind::Term(Ask::Word(word.to_owned())) };
    };
    let name = word.get(..key_length).unwrap_or_default();
    let value_start = start + key_length + colon.len_utf8();
    let scope = match Key::from_name(name) {
        Some(Key::Text) => Some(Scope::Text),
        Some(Key::Title) => Some(Scope::Title),
        _ => None,
    };
    let slashed = typed.get(value_start..).is_some_and(|value| value.starts_with(is_slash));
    if let Some(scope) = scope.filter(|_| slashed) {
        return read_expression(typed, start, scope, value_start, mistakes);
    }
    let (value, exact, end) = read_value(typed, value_start);
    let span = start..end;
    let Some(key) = Key::from_name(name) else {
        if !looks_like_key(name) {
            return Token { span: start..start + length, kind: TokenKind::Term(Ask::Word(word.to_owned())) };
        }
        mistakes.push(Mistake {
            span: start..start + key_length,
            kind: MistakeKind::UnknownKey(name.to_owned()),
        });
        return Token { span, kind: TokenKind::Nothing };
    };
    if value.trim().is_empty() {
        mistakes.push(Mistake { span: span.clone(), kind: MistakeKind::NoValue(key) });
        return Token { span, kind: TokenKind::Nothing };
    }
    match read_filter(key, value, exact) {
        Ok(ask) => Token { span, kind: TokenKind::Term(ask) },
        Err(kind) => {
            mistakes.push(Mistake { span: value_start..end, kind });
            Token { span, kind: TokenKind::Nothing }
        }
    }
}

fn read_value(typed: &str, start: usize) -> (&str, bool, usize) {
    let rest = typed.get(start..).unwrap_or_default();
    if let Some(mark) = rest.chars().next().filter(|c| is_quote(*c)) {
        let (value, end) = read_quoted(typed, start + mark.len_utf8());
        return (value, true, end);
    }
    let length = rest.find(ends_word).unwrap_or(rest.len());
    (rest.get(..length).unwrap_or_default(), false, start + length)
}

/// Letters or a few characters before a colon are meant as a filter; a time of day or an address is not.
fn looks_like_key(name: &str) -> bool {
    let letters = name.chars().all(|c| fold_char(c).is_ascii_lowercase()) && !name.starts_with("http");
    let characters = name.chars().all(|c| c >= '\u{2E80}' && c.is_alphabetic()) && name.chars().count() <= 3;
    letters || characters
}

/// What a filter asks with this value, or what is wrong with the value.
fn read_filter(key: Key, value: &str, exact: bool) -> Result<Ask, MistakeKind> {
    let name = || Name { text: value.to_owned(), exact };
    let wrong = || MistakeKind::BadValue(key, value.to_owned());
    match key {
        Key::Text => Ok(Ask::Text(value.to_owned())),
        Key::Title => Ok(Ask::Title(name())),
        Key::Province | Key::Mentions => {
            let sense = if key == Key::Province { PlaceSense::About } else { PlaceSense::Mentioned };
            match find_provinces(value) {
                0 => Err(wrong()),
                provinces => Ok(Ask::Province { name: name(), provinces, sense }),
            }
        }
        Key::Place => Ok(Ask::Place(name())),
        Key::Section => Ok(Ask::Section(name())),
        Key::Author => Ok(Ask::Author(name())),
        Key::Paper => Ok(Ask::Paper(name())),
        Key::Tag => Ok(Ask::Tag(value.to_owned())),
        Key::Page => read_numbers(value, 1).map(Ask::Page).ok_or_else(wrong),
        Key::Length => read_numbers(value, 1).map(Ask::Length).ok_or_else(wrong),
        Key::Seam => read_numbers(value, 100).map(Ask::Seam).ok_or_else(wrong),
        Key::Date => read_dates(value).ok_or_else(wrong),
        Key::After => When::parse(value).map(Ask::After).ok_or_else(wrong),
        Key::Before => When::parse(value).map(Ask::Before).ok_or_else(wrong),
        Key::Newer => Age::parse(value).map(Ask::Newer).ok_or_else(wrong),
        Key::Is => State::from_name(value).map(Ask::Is).ok_or_else(wrong),
    }
}

fn read_dates(value: &str) -> Option<Ask> {
    let folded = crate::text::fold::fold(value);
    if let Some(single) = When::parse(&folded) {
        return Some(Ask::Date(single, single));
    }
    let between =
        folded.split_once("..").or_else(|| folded.split_once('~')).or_else(|| folded.split_once('至'))?;
    Some(Ask::Date(When::parse(between.0.trim())?, When::parse(between.1.trim_matches(['.', ' ']))?))
}

/// 7, 1-4, 1..4, >3, >=3, <3, ≤3, 80%; `scale` is what one whole counts.
fn read_numbers(value: &str, scale: u32) -> Option<NumberRange> {
    let folded: String = value.chars().map(fold_char).collect();
    let folded = folded.trim_end_matches(['字', '版']).trim();
    let number = |digits: &str| read_number(digits.trim(), scale);
    let signs: [(&str, bool, bool); 6] = [
        (">=", true, true),
        ("<=", false, true),
        ("≥", true, true),
        ("≤", false, true),
        (">", true, false),
        ("<", false, false),
    ];
    for (sign, least, included) in signs {
        let Some(rest) = folded.strip_prefix(sign) else { continue };
        let bound = number(rest)?;
        return Some(match (least, included) {
            (true, true) => NumberRange { least: Some(bound), most: None },
            (true, false) => NumberRange { least: Some(bound.checked_add(1)?), most: None },
            (false, true) => NumberRange { least: None, most: Some(bound) },
            (false, false) => NumberRange { least: None, most: Some(bound.checked_sub(1)?) },
        });
    }
    let (least, most) = match folded.split_once("..").or_else(|| folded.split_once(['-', '~', '至'])) {
        Some((least, most)) => (number(least)?, number(most)?),
        None => (number(folded)?, number(folded)?),
    };
    (least <= most).then_some(NumberRange { least: Some(least), most: Some(most) })
}

/// A whole number, or for a scale of 100 also 0.8 and 80%.
fn read_number(digits: &str, scale: u32) -> Option<u32> {
    if scale == 1 {
        return digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?;
    }
    if let Some(percent) = digits.strip_suffix('%') {
        return percent.parse().ok().filter(|percent| *percent <= scale);
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let valid = !digits.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    (valid && whole <= 1).then_some(whole * scale + part).filter(|number| *number <= scale)
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.write(f, false)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

impl Node {
    fn write(&self, f: &mut fmt::Formatter<'_>, inside: bool) -> fmt::Result {
        match self {
            Self::Term(term) => fmt::Display::fmt(&term.ask, f),
            // Two marks in a row would be a word.
            Self::Not(node) if matches!(**node, Self::Not(_)) => write!(f, "-({node})"),
            Self::Not(node) => {
                f.write_str("-")?;
                node.write(f, true)
            }
            Self::All(nodes) => write_nodes(f, nodes, " ", inside),
            Self::Any(nodes) => write_nodes(f, nodes, " OR ", inside),
        }
    }
}

fn write_nodes(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str, bracketed: bool) -> fmt::Result {
    if bracketed {
        f.write_str("(")?;
    }
    for (number, node) in nodes.iter().enumerate() {
        if number > 0 {
            f.write_str(between)?;
        }
        node.write(f, true)?;
    }
    if bracketed {
        f.write_str(")")?;
    }
    Ok(())
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Exact(text) => write!(f, "\"{text}\""),
            Self::Text(text) => write_text(f, "text", text),
            Self::Expression(Scope::Listed, expression) => write!(f, "/{expression}/"),
            Self::Expression(Scope::Title, expression) => write!(f, "title:/{expression}/"),
            Self::Expression(Scope::Text, expression) => write!(f, "text:/{expression}/"),
            Self::Title(name) => write_name(f, "title", name),
            Self::Province { name, sense: PlaceSense::About, .. } => write_name(f, "province", name),
            Self::Province { name, sense: PlaceSense::Mentioned, .. } => write_name(f, "mentions", name),
            Self::Place(name) => write_name(f, "place", name),
            Self::Section(name) => write_name(f, "section", name),
            Self::Author(name) => write_name(f, "author", name),
            Self::Paper(name) => write_name(f, "paper", name),
            Self::Page(range) => write_range(f, "page", *range, 1),
            Self::Date(from, to) if from == to => write!(f, "date:{from}"),
            Self::Date(from, to) => write!(f, "date:{from}..{to}"),
            Self::After(when) => write!(f, "after:{when}"),
            Self::Before(when) => write!(f, "before:{when}"),
            Self::Newer(age) => write!(f, "newer:{age}"),
            Self::Is(state) => write!(f, "is:{}", state.name(crate::model::Language::English)),
            Self::Tag(tag) => write_text(f, "tag", tag),
            Self::Length(range) => write_range(f, "length", *range, 1),
            Self::Seam(range) => write_range(f, "seam", *range, 100),
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, key: &str, text: &str) -> fmt::Result {
    if text.chars().any(ends_word) { write!(f, "{key}:\"{text}\"") } else { write!(f, "{key}:{text}") }
}

fn write_name(f: &mut fmt::Formatter<'_>, key: &str, name: &Name) -> fmt::Result {
    if name.exact { write!(f, "{key}:\"{}\"", name.text) } else { write!(f, "{key}:{}", name.text) }
}

fn write_range(f: &mut fmt::Formatter<'_>, key: &str, range: NumberRange, scale: u32) -> fmt::Result {
    let number = |number: u32| {
        if scale == 1 { number.to_string() } else { format!("{}.{:02}", number / scale, number % scale) }
    };
    match (range.least, range.most) {
        (Some(least), Some(most)) if least == most => write!(f, "{key}:{}", number(least)),
        (Some(least), Some(most)) => write!(f, "{key}:{}..{}", number(least), number(most)),
        (Some(least), None) => write!(f, "{key}:>={}", number(least)),
        (None, Some(most)) => write!(f, "{key}:<={}", number(most)),
        (None, None) => write!(f, "{key}:>=0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, printed: &str) {
        let query = parse(typed);
        assert_eq!(query.to_string(), printed, "{typed}");
        assert_eq!(query.mistakes, [], "{typed}");
        assert_eq!(parse(printed).root, query.root, "{printed}");
    }

    #[test]
    fn what_is_left_out_twice_is_written_so_that_it_is_read_back() {
        check("-(-小麦)", "-(-小麦)");
        check("-(-(-“小麦”))", "-(-(-\"小麦\"))");
    }

    #[test]
    fn typed_queries_are_understood() {
        let cases = [
            ("", ""),
            ("麦收 henan", "麦收 henan"),
            ("“高标准农田”", "\"高标准农田\""),
            ("「引号」", "\"引号\""),
            ("麦 OR 稻", "麦 OR 稻"),
            ("麦 或 稻 | 油菜", "麦 OR 稻 OR 油菜"),
            ("(麦 OR 稻) 收", "(麦 OR 稻) 收"),
            ("（麦 OR 稻） AND 收", "(麦 OR 稻) 收"),
            ("麦 -稻", "麦 -稻"),
            ("-(麦 稻)", "-(麦 稻)"),
            ("－省：河南", "-province:河南"),
            ("省:河南", "province:河南"),
            ("ｐ：ｈｎ", "province:ｈｎ"),
            ("about:henan mentions:西藏", "province:henan mentions:西藏"),
            ("地:漯河 栏:地方动态 作者:张三 报:样报", "place:漯河 section:地方动态 author:张三 paper:样报"),
            ("s:\"地方 动态\"", "section:\"地方 动态\""),
            ("版:7", "page:7"),
            ("版：１－４", "page:1..4"),
            ("日期:2024-11", "date:2024-11"),
            ("日期:2024-11..2024-12", "date:2024-11..2024-12"),
            ("after:2024-11 before:2025", "after:2024-11 before:2025"),
            ("近:7天 newer:1w", "newer:7d newer:1w"),
            ("是:未读 is:starred", "is:unread is:starred"),
            ("tag:待查 tag:\"两 字\"", "tag:待查 tag:\"两 字\""),
            ("长:>1500 长:<=200 字数:500-900", "length:>=1501 length:<=200 length:500..900"),
            ("seam:<0.8 缝:>=50%", "seam:<=0.79 seam:>=0.50"),
            ("长:》1500", "length:>=1501"),
            ("text:减税 -正文:加税", "text:减税 -text:加税"),
            ("题:fengshou", "title:fengshou"),
            ("/麦.*收/ 稻", "/麦.*收/ 稻"),
            ("-／(麦|稻)收 多／", "-/(麦|稻)收 多/"),
            (r"/每亩\/公斤/", r"/每亩\/公斤/"),
            ("/没有写完", "/没有写完/"),
            ("正文:/\\d+亩/ 题:/^麦/", "text:/\\d+亩/ title:/^麦/"),
            ("麦/稻", "麦/稻"),
            ("12:30 http://x.cn", "12:30 http://x.cn"),
            ("\"没有写完", "\"没有写完\""),
            ("(没有写完", "没有写完"),
            ("a-b", "a-b"),
        ];
        for (typed, printed) in cases {
            check(typed, printed);
        }
    }

    #[test]
    fn a_mistake_is_pointed_at_and_the_rest_works() {
        let cases = [
            ("麦 升:河南", "升", "麦"),
            ("麦 prvince:河南", "prvince", "麦"),
            ("麦 省:河难", "河难", "麦"),
            ("麦 日期:2024-13", "2024-13", "麦"),
            ("麦 版:七", "七", "麦"),
            ("麦 是:没读", "没读", "麦"),
            ("麦 近:很久", "很久", "麦"),
            ("麦 省:", "省:", "麦"),
            ("麦 )稻", ")", "麦 稻"),
            ("OR 麦", "OR", "麦"),
            ("麦 OR", "OR", "麦"),
            ("麦 长:>", ">", "麦"),
            ("麦 -", "-", "麦"),
            ("麦 /收[/", "[", "麦"),
            ("麦 题:/*/", "*", "麦"),
            ("麦 text:/a(b/ 稻", "(", "麦 稻"),
        ];
        for (typed, wrong, printed) in cases {
            let query = parse(typed);
            assert_eq!(query.to_string(), printed, "{typed}");
            let spans: Vec<&str> =
                query.mistakes.iter().map(|mistake| &typed[mistake.span.clone()]).collect();
            assert_eq!(spans, [wrong], "{typed}");
        }
    }

    #[test]
    fn chips_are_taken_off_one_by_one() {
        let typed = "麦 -省:河南 (稻 OR 油菜) 长:>100";
        let chips: Vec<String> = parse(typed).chips().iter().map(|(_, node)| node.to_string()).collect();
        assert_eq!(chips, ["麦", "-province:河南", "稻 OR 油菜", "length:>=101"]);
        let rest: Vec<String> = parse(typed).chips().iter().map(|(span, _)| without(typed, span)).collect();
        assert_eq!(
            rest,
            [
                "-省:河南 (稻 OR 油菜) 长:>100",
                "麦 (稻 OR 油菜) 长:>100",
                "麦 -省:河南 长:>100",
                "麦 -省:河南 (稻 OR 油菜)",
            ]
        );
    }
}
