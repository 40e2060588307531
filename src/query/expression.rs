//! Regular expressions over folded text: `/麦.*收/`.
//!
//! What stands literally in an expression is folded as all text is, so that 麥 finds 麦 and “ finds 「; a mark folded so
//! is still that mark and never a sign of the expression. Signs are the narrow ones alone. Titles are asked only where
//! the lists of characters leave a doubt: of `/(河|湖)南/` only those with 河 and 南, or 湖 and 南.
//!
//! This is the only place that touches the crates regex and regex-syntax.

use std::convert::Infallible;
use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::parse::Parser as AstParser;
use regex_syntax::ast::{self, Ast, ClassSetItem, ErrorKind, Visitor};
use regex_syntax::hir::literal::Extractor;

use crate::model::Language;
use crate::text::fold;

use super::piece::stand_at;
use super::rank::{Manner, rate};
use super::rated::Rated;
use super::sets::Bits;
use super::situation::{Helpers, shares_of, side_by_side};
use super::titles::{Field, Titles};
use super::word::{WordMatch, add_stories_with, better};

/// An expression made ready.
#[derive(Debug, Clone)]
pub(super) struct Expression {
    regex: Regex,
    /// The characters of which a text must have all of one row; none where nothing is known.
    needed: Vec<Vec<u16>>,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Its bytes of the expression.
    pub(super) span: Range<usize>,
    /// What it is.
    pub(super) kind: FaultKind,
}

/// What can be wrong with an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A round bracket that nothing closes yet.
    OpenGroup,
    /// A round bracket that nothing opened.
    StrayBracket,
    /// A square bracket that nothing closes yet.
    OpenClass,
    /// `*`, `+`, `?` or a number of times with nothing before it.
    NothingToRepeat,
    /// A number of times that is none.
    BadCount,
    /// From a later character to an earlier one.
    BadRange,
    /// A backslash before something that it does nothing for.
    BadEscape,
    /// Looking ahead or behind, or back at a group.
    Unsupported,
    /// It would take far too much memory.
    TooLarge,
    /// Anything else.
    Other,
}

impl FaultKind {
    /// Whether it is only that typing has not come to an end.
    pub(super) fn is_unfinished(self) -> bool {
        matches!(self, Self::OpenGroup | Self::OpenClass)
    }

    /// The fault as a sentence.
    pub(super) fn describe(self, language: Language) -> &'static str {
        match self {
            Self::OpenGroup => language.pick("表达式的圆括号还没有闭合", "the expression waits for its “)”"),
            Self::StrayBracket => language.pick(
                "表达式多出一个圆括号（原文的括号写作 \\)）",
                "the expression has a “)” too many (a bracket of the text is \\))",
            ),
            Self::OpenClass => language.pick("表达式的方括号还没有闭合", "the expression waits for its “]”"),
            Self::NothingToRepeat => language.pick(
                "前面没有可以重复的字（原文的星号写作 \\*）",
                "there is nothing to repeat before it (a star of the text is \\*)",
            ),
            Self::BadCount => {
                language.pick("次数写作 {2}、{2,} 或 {2,4}", "times are written {2}, {2,} or {2,4}")
            }
            Self::BadRange => language.pick("范围应从小到大", "the range must rise"),
            Self::BadEscape => language.pick("反斜杠后面不能是这个", "a backslash means nothing before this"),
            Self::Unsupported => language.pick(
                "表达式不能看前看后，也不能引用前面的组",
                "an expression cannot look around or back at a group",
            ),
            Self::TooLarge => language.pick("表达式太大", "the expression is too large"),
            Self::Other => language.pick("不是正则表达式", "this is no regular expression"),
        }
    }
}

/// An expression may take so many bytes when it is made ready: enough for every one that somebody types, and soon
/// refused where numbers of times stand in each other.
const LARGEST: usize = 1 << 20;

/// So many stories make a share of their own.
const SHARE: usize = 3_000;

impl Expression {
    /// Makes ready what was typed between the slashes.
    pub(super) fn new(typed: &str) -> Result<Self, Fault> {
        let folded = fold_literals(typed)?;
        let whole = |kind| Fault { span: 0..typed.len(), kind };
        let mut builder = RegexBuilder::new(&folded);
        let regex =
            builder.case_insensitive(true).size_limit(LARGEST).build().map_err(|error| match error {
                regex::Error::CompiledTooBig(_) => whole(FaultKind::TooLarge),
                _ => whole(FaultKind::Other),
            })?;
        Ok(Self { regex, needed: needed(&folded) })
    }

    /// The bytes of a folded text in which it is found, one place after the other. An empty place is none.
    pub(super) fn find_iter<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.regex.find_iter(folded).map(|found| found.range()).filter(|range| !range.is_empty())
    }

    /// The characters of a title in which it is found first.
    pub(super) fn light(&self, text: &[u16]) -> Option<Range<usize>> {
        let folded = written(text);
        let bytes = self.find_iter(&folded).next()?;
        let before = folded.get(..bytes.start)?.chars().count();
        let length = folded.get(bytes)?.chars().count();
        Some(before..before + length)
    }

    /// How it fits the fields of a story that it may be found in.
    pub(super) fn find_in(&self, fields: &[Field], parts: [(Field, &[u16]); 3]) -> Option<WordMatch> {
        let parts = parts.into_iter().filter(|(field, text)| fields.contains(field) && !text.is_empty());
        parts.fold(None, |best, (field, text)| {
            let found = self.light(text).map(|place| {
                let manner = Manner::Characters(stand_at(text, place));
                WordMatch { score: rate(manner, field), field, manner }
            });
            better(best, found)
        })
    }

    /// How well each story fits; what is not in `among`, where that is given, need not be rated.
    pub(super) fn rate_all(
        &self,
        titles: &Titles,
        fields: &[Field],
        among: Option<&Bits>,
        helpers: &dyn Helpers,
    ) -> Rated {
        let stories: Vec<u32> = self.candidates(titles, among).iter().collect();
        let shares = shares_of(helpers, stories.len() / SHARE);
        let shares = stories.chunks(stories.len().div_ceil(shares).max(1)).collect();
        let rated = side_by_side(helpers, shares, |stories: &[u32]| {
            let mut rated = Vec::new();
            titles.read_each(stories.iter().copied(), |story, parts| {
                rated.extend(self.find_in(fields, parts).map(|found| (story, u32::from(found.score))));
            });
            rated
        });
        Rated::Rising(rated.concat())
    }

    /// The stories that have the characters which it takes.
    fn candidates(&self, titles: &Titles, among: Option<&Bits>) -> Bits {
        let mut stories = match (self.needed.is_empty(), among) {
            (true, Some(among)) => return among.clone(),
            (true, None) => return Bits::all(titles.len()),
            (false, _) => Bits::none(titles.len()),
        };
        self.needed.iter().for_each(|row| add_stories_with(titles.index(), row, &mut stories));
        if let Some(among) = among {
            stories.keep(among);
        }
        stories
    }
}

/// The folded units as text, one character each.
fn written(units: &[u16]) -> String {
    units.iter().map(|unit| char::from_u32(u32::from(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The expression with everything folded in it that stands for itself.
fn fold_literals(typed: &str) -> Result<String, Fault> {
    let ast = AstParser::new().parse(typed).map_err(|error| fault_of(typed, &error))?;
    let mut literals = Vec::new();
    match ast::visit(&ast, Literals(&mut literals)) {
        Ok(()) => {}
        Err(never) => match never {},
    }
    literals.sort_by_key(|(span, _)| span.start);
    let mut folded = String::with_capacity(typed.len());
    let mut at = 0;
    for (span, c) in literals {
        folded.push_str(typed.get(at..span.start).unwrap_or_default());
        folded.push_str(&regex_syntax::escape(fold::fold_char(c).encode_utf8(&mut [0; 4])));
        at = span.end;
    }
    folded.push_str(typed.get(at..).unwrap_or_default());
    Ok(folded)
}

/// Gathers the characters beyond ASCII that stand for themselves; the ends of a range stay as they are.
struct Literals<'a>(&'a mut Vec<(Range<usize>, char)>);

impl Literals<'_> {
    fn gather(&mut self, literal: &ast::Literal) {
        if literal.kind == ast::LiteralKind::Verbatim && !literal.c.is_ascii() {
            self.0.push((literal.span.start.offset..literal.span.end.offset, literal.c));
        }
    }
}

impl Visitor for Literals<'_> {
    type Output = ();
    type Err = Infallible;

    fn finish(self) -> Result<(), Infallible> {
        Ok(())
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Infallible> {
        if let Ast::Literal(literal) = ast {
            self.gather(literal);
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Infallible> {
        if let ClassSetItem::Literal(literal) = item {
            self.gather(literal);
        }
        Ok(())
    }
}

fn fault_of(typed: &str, error: &ast::Error) -> Fault {
    let kind = match error.kind() {
        ErrorKind::GroupUnclosed => FaultKind::OpenGroup,
        ErrorKind::GroupUnopened => FaultKind::StrayBracket,
        ErrorKind::ClassUnclosed => FaultKind::OpenClass,
        ErrorKind::RepetitionMissing => FaultKind::NothingToRepeat,
        ErrorKind::RepetitionCountInvalid
        | ErrorKind::RepetitionCountDecimalEmpty
        | ErrorKind::RepetitionCountUnclosed
        | ErrorKind::DecimalEmpty
        | ErrorKind::DecimalInvalid => FaultKind::BadCount,
        ErrorKind::ClassRangeInvalid | ErrorKind::ClassRangeLiteral => FaultKind::BadRange,
        ErrorKind::EscapeUnrecognized
        | ErrorKind::EscapeUnexpectedEof
        | ErrorKind::EscapeHexEmpty
        | ErrorKind::EscapeHexInvalid
        | ErrorKind::EscapeHexInvalidDigit
        | ErrorKind::ClassEscapeInvalid => FaultKind::BadEscape,
        ErrorKind::UnsupportedBackreference | ErrorKind::UnsupportedLookAround => FaultKind::Unsupported,
        ErrorKind::NestLimitExceeded(_) | ErrorKind::CaptureLimitExceeded => FaultKind::TooLarge,
        _ => FaultKind::Other,
    };
    let start = error.span().start.offset;
    // What is pointed at is at least one character.
    let next = typed.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = start..error.span().end.offset.max(start + next);
    let shows = !span.is_empty() && typed.get(span.clone()).is_some();
    Fault { span: if shows { span } else { 0..typed.len() }, kind }
}

/// The rows of characters one of which every text has that fits; none if that cannot be told.
fn needed(folded: &str) -> Vec<Vec<u16>> {
    let parsed = regex_syntax::ParserBuilder::new().case_insensitive(true).build().parse(folded);
    let literals = parsed.ok().map(|parsed| Extractor::new().extract(&parsed));
    let rows: Option<Vec<Vec<u16>>> = literals.as_ref().and_then(|literals| {
        let row = |bytes: &[u8]| {
            // The last character may have been cut in two.
            let whole = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
            let units: Vec<u16> = whole.chars().map(fold::unit).collect();
            (!units.is_empty()).then_some(units)
        };
        literals.literals()?.iter().map(|literal| row(literal.as_bytes())).collect()
    });
    rows.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::units;

    #[test]
    fn expressions_find_folded_text() {
        let cases = [
            ("麦.*收", "看麦田秋收忙", Some("麦田秋收")),
            ("麥田", "看麦田", Some("麦田")),
            ("(河|湖)南$", "过湖南到河南", Some("河南")),
            ("^河南", "到河南", None),
            ("[麥稻]收", "稻收", Some("稻收")),
            ("[一-龥]{3}Ａ", "新机器ai", Some("新机器a")),
            (r"\d+G", "建5G基站", Some("5g")),
            ("。$", "完了。", Some(".")),
            ("”", "说“好”", Some("\"")),
            (r"\p{Han}+", "ai时代", Some("时代")),
            ("x*", "河南", None),
        ];
        for (typed, text, expected) in cases {
            let expression = Expression::new(typed).expect(typed);
            let text = units(text);
            let found = expression.light(&text).map(|place| String::from_utf16_lossy(&text[place]));
            assert_eq!(found.as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn faults_are_pointed_at() {
        let cases = [
            ("麦(田", "(", FaultKind::OpenGroup),
            ("麦)田", ")", FaultKind::StrayBracket),
            ("麦[田", "[", FaultKind::OpenClass),
            ("*麦", "*", FaultKind::NothingToRepeat),
            ("麦{2", "{2", FaultKind::BadCount),
            ("[z-a]", "z-a", FaultKind::BadRange),
            (r"麦\y", r"\y", FaultKind::BadEscape),
            ("(?=麦)", "(?=", FaultKind::Unsupported),
            ("((麦{999}){999}){99}", "((麦{999}){999}){99}", FaultKind::TooLarge),
        ];
        let found = cases.map(|(typed, ..)| {
            let fault = Expression::new(typed).expect_err(typed);
            (typed, &typed[fault.span], fault.kind)
        });
        assert_eq!(found, cases);
    }

    #[test]
    fn a_text_must_have_the_first_characters() {
        let cases = [
            ("麦.*收", "麦"),
            ("(河|湖)南", "河南 湖南"),
            ("麥田?", "麦田 麦"),
            (".麦", ""),
            ("麦*", ""),
            (r"\d", ""),
        ];
        let found = cases.map(|(typed, _)| {
            let rows = needed(&fold_literals(typed).expect(typed));
            let rows: Vec<String> = rows.iter().map(|row| String::from_utf16_lossy(row)).collect();
            (typed, rows.join(" "))
        });
        assert_eq!(found, cases.map(|(typed, rows)| (typed, rows.to_owned())));
    }
}
