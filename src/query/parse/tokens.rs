//! The typed line → brackets, signs and terms, one after the other.

use std::ops::Range;

use super::values::read_filter;
use super::{Ask, Scope};
use crate::query::expression::{Expression, Fault};
use crate::query::keys::Key;
use crate::query::mistake::{Mistake, MistakeKind};
use crate::text::fold::fold_char;

/// A piece of the line.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Its bytes.
    pub(super) span: Range<usize>,
    /// What it is.
    pub(super) kind: TokenKind,
}

/// What a piece of the line is.
#[derive(Debug, Clone)]
pub(super) enum TokenKind {
    Open,
    Close,
    Or,
    Minus,
    Term(Ask),
    /// Was told about already, or says nothing yet.
    Nothing,
}

/// Cuts the line; what is wrong with a piece goes to the mistakes.
pub(super) fn read_tokens(typed: &str, mistakes: &mut Vec<Mistake>) -> Vec<Token> {
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

/// Whether a character is a minus sign, full width or not.
pub(super) fn is_dash(c: char) -> bool {
    fold_char(c) == '-'
}

/// The marks that open and close what is taken literally.
fn is_quote(c: char) -> bool {
    fold_char(c) == '"'
}

/// Whether a bare word or value stops here.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(fold_char(c), '(' | ')' | '|' | ' ')
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
