//! Stage four: the rows of each text as runs with columns, roles and origins; frames, notes and blank rows between.

use std::sync::Arc;

use super::break_rows::{Space, Span, Workspace, break_rows};
use super::collect::{Note, Origin, Piece, Text};
use super::justify::justify;
use super::paragraph::{Marks, Unit};
use super::ruby;
use super::sheet::{Row, Run, Sheet};
use super::{Fit, Paragraph, Pinyin, Prepared, Role, Settings};
use crate::model::{Continuation, Language, Part, TextPosition};
use crate::text::punctuation::{Class, corner_quote};
use crate::text::signs::Borders;

/// A frame with less room inside than this is left out.
const LEAST_IN_FRAME: usize = 8;
/// A frame takes a line and a blank at each side.
const FRAME_SIDE: usize = 2;

/// Sets a whole article.
pub(super) fn finish(prepared: &Prepared, settings: &Settings) -> Sheet {
    let mut compositor = Compositor { settings, workspace: Workspace::default(), sheet: Sheet::default() };
    let mut above = None;
    for piece in &prepared.flow {
        let kind = Kind::of(piece, prepared);
        if above.is_some_and(|above| stands_apart(above, kind)) {
            compositor.sheet.rows.push(Row::default());
        }
        if compositor.set_piece(piece, prepared) {
            above = Some(kind);
        }
    }
    compositor.sheet
}

/// Sets one text by itself, as a paragraph of the body.
pub(super) fn finish_text(paragraph: &Paragraph, settings: &Settings) -> Sheet {
    let mut compositor = Compositor { settings, workspace: Workspace::default(), sheet: Sheet::default() };
    let source = Source { part: Part::Block(0), role: Role::Paragraph, paragraph, fragments: &[] };
    compositor.set_text(source);
    compositor.sheet
}

/// What decides the blank rows between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Head,
    Subhead,
    Paragraph,
    Apart,
}

impl Kind {
    fn of(piece: &Piece, prepared: &Prepared) -> Self {
        match piece {
            Piece::Text(at) => match prepared.texts.get(*at).map(|text| text.role) {
                Some(Role::Paragraph) => Self::Paragraph,
                Some(Role::Subhead) => Self::Subhead,
                _ => Self::Head,
            },
            Piece::Figure { .. } | Piece::PullQuote(_) | Piece::Note(_) => Self::Apart,
        }
    }
}

/// The parts of the head stand together, and so do paragraphs and a subhead with what follows it.
fn stands_apart(above: Kind, below: Kind) -> bool {
    !matches!(
        (above, below),
        (Kind::Head, Kind::Head)
            | (Kind::Paragraph, Kind::Paragraph)
            | (Kind::Subhead, Kind::Paragraph | Kind::Subhead)
    )
}

/// A text to set.
#[derive(Debug, Clone, Copy)]
struct Source<'a> {
    part: Part,
    role: Role,
    paragraph: &'a Paragraph,
    fragments: &'a [Origin],
}

/// A text, and its form in the wanted script: as long, byte by byte.
#[derive(Debug, Clone, Copy)]
struct Shown<'a> {
    source: Source<'a>,
    text: &'a str,
}

impl<'a> From<&'a Text> for Source<'a> {
    fn from(text: &'a Text) -> Self {
        Self { part: text.part, role: text.role, paragraph: &text.paragraph, fragments: &text.fragments }
    }
}

struct Compositor<'a> {
    settings: &'a Settings,
    workspace: Workspace,
    sheet: Sheet,
}

/// What a text's rows are surrounded by.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The column of the text.
    column: usize,
    /// Its columns.
    width: usize,
    /// The indent of its first row.
    indent: usize,
    /// Columns for a hanging mark.
    hang: usize,
    fit: Fit,
    side: Side,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Nothing,
    /// A line on the left.
    Bar,
    /// A line on both sides.
    Frame,
}

impl Compositor<'_> {
    /// Sets a piece; `false` where it has nothing to show.
    fn set_piece(&mut self, piece: &Piece, prepared: &Prepared) -> bool {
        let rows = self.sheet.rows.len();
        match piece {
            Piece::Text(at) => {
                if let Some(text) = prepared.texts.get(*at) {
                    self.set_text(text.into());
                }
            }
            Piece::Figure { caption, credit } => {
                let texts = [Some(caption), credit.as_ref()].into_iter().flatten();
                self.set_figure(texts.filter_map(|at| prepared.texts.get(*at)));
            }
            Piece::PullQuote(at) => {
                if let Some(text) = prepared.texts.get(*at) {
                    self.set_pull_quote(text.into());
                }
            }
            Piece::Note(note) => self.set_note(note),
        }
        self.sheet.rows.len() > rows
    }

    fn set_text(&mut self, text: Source<'_>) {
        let (indent, fit) = match text.role {
            Role::Paragraph => (self.settings.paragraph_indent(), self.settings.fit),
            Role::Kicker | Role::Headline | Role::Subtitle | Role::Subhead => (0, Fit::Balanced),
            _ => (0, self.settings.fit),
        };
        if text.role == Role::Subhead {
            self.sheet.note_subhead();
        }
        let Settings { width, hang, .. } = *self.settings;
        self.set_rows(text, Place { column: 0, width, indent, hang, fit, side: Side::Nothing });
    }

    fn set_figure<'t>(&mut self, texts: impl Iterator<Item = &'t Text>) {
        let mut texts = texts.filter(|text| !text.paragraph.text().trim().is_empty()).peekable();
        if texts.peek().is_none() {
            return;
        }
        let settings = self.settings;
        let framed = settings.width >= LEAST_IN_FRAME + 2 * FRAME_SIDE;
        let place = if framed {
            let width = settings.width - 2 * FRAME_SIDE;
            Place {
                column: FRAME_SIDE,
                width,
                indent: 0,
                hang: settings.hang.min(1),
                fit: settings.fit,
                side: Side::Frame,
            }
        } else {
            let Settings { width, hang, fit, .. } = *settings;
            Place { column: 0, width, indent: 0, hang, fit, side: Side::Nothing }
        };
        if framed {
            self.push_frame_row(true);
        }
        for text in texts {
            self.set_rows(text.into(), place);
        }
        if framed {
            self.push_frame_row(false);
        }
    }

    fn set_pull_quote(&mut self, text: Source<'_>) {
        let settings = self.settings;
        let barred = settings.width >= LEAST_IN_FRAME + FRAME_SIDE;
        let column = if barred { FRAME_SIDE } else { 0 };
        let side = if barred { Side::Bar } else { Side::Nothing };
        let Settings { width, hang, fit, .. } = *settings;
        self.set_rows(text, Place { column, width: width - column, indent: 0, hang, fit, side });
    }

    fn set_note(&mut self, note: &Note) {
        let words = note_words(note, self.settings.language);
        let paragraph = Paragraph::new(words);
        let note = Source { part: Part::Section, role: Role::Note, paragraph: &paragraph, fragments: &[] };
        let first = self.sheet.rows.len();
        let Settings { width, hang, fit, .. } = *self.settings;
        let place = Place {
            column: 0,
            width,
            indent: self.settings.paragraph_indent(),
            hang,
            fit,
            side: Side::Nothing,
        };
        self.push_rows(note, place);
        for row in self.sheet.rows.iter_mut().skip(first) {
            row.start = None;
            for run in &mut row.runs {
                run.origin = None;
            }
        }
    }

    fn set_rows(&mut self, text: Source<'_>, place: Place) {
        let first = self.sheet.rows.len();
        self.push_rows(text, place);
        if self.settings.pinyin == Pinyin::Rare {
            ruby::add_readings(&mut self.sheet.rows, first, text.paragraph.text(), self.settings);
        }
        self.sheet.note_part(text.part, first);
    }

    fn push_rows(&mut self, text: Source<'_>, place: Place) {
        let units = text.paragraph.units();
        let shown = self.settings.script.shown(text.paragraph.text());
        self.workspace.measure(text.paragraph.text(), units, self.settings);
        let space = Space {
            first: place.width - place.indent.min(place.width.saturating_sub(1)),
            rest: place.width,
            hang: place.hang,
            level: self.settings.level,
        };
        let spans = break_rows(units, space, place.fit, &mut self.workspace);
        let last = spans.len().saturating_sub(1);
        let justified = self.settings.justify && matches!(text.role, Role::Paragraph | Role::Caption);
        for (at, span) in spans.into_iter().enumerate() {
            let (column, room) = if at == 0 {
                (place.column + place.width - space.first, space.first)
            } else {
                (place.column, place.width)
            };
            let mut row = Row::default();
            if place.side != Side::Nothing {
                row.runs.push(self.frame_run(0, self.settings.measure.borders().vertical));
            }
            let gaps = if justified && at != last {
                justify(units, span, room, &self.workspace)
            } else {
                Vec::new()
            };
            self.push_runs(&mut row, Shown { source: text, text: &shown }, span, column, &gaps);
            if place.side == Side::Frame {
                let end = place.column + place.width + FRAME_SIDE - 1;
                row.runs.push(self.frame_run(end, self.settings.measure.borders().vertical));
            }
            let start = TextPosition { part: text.part, byte: text.paragraph.byte_of(span.first) as u32 };
            row.start = Some(start);
            self.sheet.rows.push(row);
        }
    }

    /// Adds the runs of one row: a run ends where a seam, a shown blank or a replaced quote stands.
    fn push_runs(&self, row: &mut Row, shown: Shown<'_>, span: Span, column: usize, gaps: &[usize]) {
        let text = shown.source;
        let units = text.paragraph.units();
        let mut origins = text.fragments.iter().enumerate().peekable();
        let mut begin = span.first;
        let mut shift = column;
        while begin < span.end {
            let byte = units[begin].byte;
            while origins
                .next_if(|(at, _)| text.fragments.get(at + 1).is_some_and(|next| next.byte <= byte))
                .is_some()
            {}
            let origin = origins.peek().map(|(_, origin)| **origin);
            let next_origin =
                origins.peek().and_then(|(at, _)| text.fragments.get(at + 1)).map(|next| next.byte);
            let mut end = begin + 1;
            while end < span.end && self.runs_on(text, end, next_origin, gaps) {
                end += 1;
            }
            if begin > span.first && gaps.contains(&begin) {
                shift += gaps.iter().filter(|gap| **gap == begin).count();
            }
            let from = text.paragraph.byte_of(begin);
            let to = text.paragraph.byte_of(end);
            let source = shown.text.get(from..to).unwrap_or_default();
            row.runs.push(Run {
                column: shift + self.workspace.columns(span.first, begin)
                    - self.workspace.columns(begin, begin),
                width: self.workspace.columns(begin, end - 1),
                text: self.shown(source, units[begin]),
                role: text.role,
                origin: Some(TextPosition { part: text.part, byte: from as u32 }),
                bytes: (to - from) as u32,
                line: origin.and_then(|origin| origin.line),
                seam: origin.filter(|origin| origin.byte as usize == from).and_then(|origin| origin.seam),
            });
            begin = end;
        }
    }

    /// Does the unit go on the run before it?
    fn runs_on(&self, text: Source<'_>, at: usize, next_origin: Option<u32>, gaps: &[usize]) -> bool {
        let units = text.paragraph.units();
        let unit = units[at];
        let replaced = |unit: Unit| {
            self.settings.corner_quotes
                && text
                    .paragraph
                    .text()
                    .as_bytes()
                    .get(unit.byte as usize)
                    .is_some_and(|byte| matches!(byte, b'"' | b'\''))
        };
        let seam = next_origin.is_some_and(|next| unit.byte >= next);
        let blank = self.settings.autospace && unit.marks.has(Marks::HAN_LATIN) || gaps.contains(&at);
        let quote = replaced(unit) || replaced(units[at - 1]);
        !(seam || blank || quote)
    }

    /// The text as it is drawn: corner quotes for curly and straight ones where the reader wants them.
    fn shown(&self, source: &str, first: Unit) -> Arc<str> {
        if !self.settings.corner_quotes {
            return Arc::from(source);
        }
        match (source, first.class) {
            ("\"", Class::Open) => return Arc::from("「"),
            ("\"", Class::Close) => return Arc::from("」"),
            ("'", Class::Open) => return Arc::from("『"),
            ("'", Class::Close) => return Arc::from("』"),
            _ => {}
        }
        if !source.contains(['“', '”', '‘', '’']) {
            return Arc::from(source);
        }
        let mut shown = String::with_capacity(source.len());
        for character in source.chars() {
            match corner_quote(character) {
                Some(corner) => shown.push_str(corner),
                None => shown.push(character),
            }
        }
        Arc::from(shown)
    }

    fn push_frame_row(&mut self, top: bool) {
        let Borders { horizontal, top_left, top_right, bottom_left, bottom_right, .. } =
            *self.settings.measure.borders();
        let (left, right) = if top { (top_left, top_right) } else { (bottom_left, bottom_right) };
        let line = format!("{left}{}{right}", horizontal.repeat(self.settings.width.saturating_sub(2)));
        let run = self.frame_run(0, &line);
        self.sheet.rows.push(Row { runs: vec![run], start: None });
    }

    fn frame_run(&self, column: usize, line: &str) -> Run {
        Run {
            column,
            width: self.settings.measure.text(line),
            text: Arc::from(line),
            role: Role::Frame,
            origin: None,
            bytes: 0,
            line: None,
            seam: None,
        }
    }
}

/// The words of a note.
fn note_words(note: &Note, language: Language) -> String {
    let page = |continuation: &Continuation, english: &str| match (language, continuation.page) {
        (Language::English, Some(page)) => format!("({english} page {page})"),
        _ => continuation.text.clone(),
    };
    match note {
        Note::ContinuedFrom(continuation) => page(continuation, "continued from"),
        Note::ContinuedOn(continuation) => page(continuation, "continued on"),
        Note::BeginningMissing => {
            language.pick("（前文缺失）……", "(the beginning is missing on this page) …").to_owned()
        }
        Note::EndMissing => {
            language.pick("……（后文缺失）", "… (the rest is missing on this page)").to_owned()
        }
        Note::MiddleMissing => {
            language.pick("……（此处缺文）……", "… (something is missing here) …").to_owned()
        }
    }
}
