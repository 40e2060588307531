//! Marks as values of a table: each has a slot, a name within the slot, and a value of JSON.
//!
//! The slots are written on disk and in exported files: they never change their meaning.

use serde::{Deserialize, Serialize};

use super::mending::{self, CorrectionForm};
use super::{Anchor, Mark, Marked, Moment, Note, Passage};
use crate::model::Correction;

pub(super) const READ: &str = "read";
pub(super) const STAR: &str = "star";
pub(super) const TAG: &str = "tag";
pub(super) const NOTE: &str = "note";
pub(super) const PLACE: &str = "place";
pub(super) const FILTER: &str = "filter";
pub(super) const LINE: &str = "line";
pub(super) const ABOUT: &str = "about";

/// What is there in a slot that is only there or not.
const YES: &str = "true";

/// A note as it is kept; its name is its passage.
#[derive(Serialize, Deserialize)]
struct NoteForm {
    passage: Passage,
    quote: String,
    words: String,
}

/// Where a mark is kept and what is put there; `None` takes away what is there.
pub(super) fn slot(mark: &Mark) -> (&'static str, String, Option<String>) {
    let there = |on: bool| on.then(|| YES.to_owned());
    match mark {
        Mark::Read(on) => (READ, String::new(), there(*on)),
        Mark::Starred(on) => (STAR, String::new(), there(*on)),
        Mark::Tag(name, on) => (TAG, name.clone(), there(*on)),
        Mark::Note(note) => {
            let form = NoteForm {
                passage: note.passage.clone(),
                quote: note.quote.clone(),
                words: note.words.clone(),
            };
            (NOTE, json(&note.passage), Some(json(&form)))
        }
        Mark::NoNote(passage) => (NOTE, json(passage), None),
        Mark::Filter(name, typed) => (FILTER, name.clone(), typed.as_ref().map(json)),
        Mark::Mended(correction) => {
            let slot = match correction {
                Correction::Place(..) => LINE,
                Correction::Provinces(..) => ABOUT,
            };
            let name = json(&mending::name_form(correction.line()));
            (slot, name, Some(json(&CorrectionForm::of(correction))))
        }
        Mark::NoPlace(line) => (LINE, json(&mending::name_form(line)), None),
        Mark::NoProvinces(line) => (ABOUT, json(&mending::name_form(line)), None),
    }
}

/// The mark that a value in a slot means; `None` where this program knows no such slot.
pub(super) fn mark(slot: &str, name: &str, value: Option<&str>) -> Option<Mark> {
    Some(match slot {
        READ => Mark::Read(value.is_some()),
        STAR => Mark::Starred(value.is_some()),
        TAG => Mark::Tag(name.to_owned(), value.is_some()),
        NOTE => match value {
            Some(value) => Mark::Note(note(value)?),
            None => Mark::NoNote(serde_json::from_str(name).ok()?),
        },
        FILTER => Mark::Filter(name.to_owned(), value.and_then(|value| serde_json::from_str(value).ok())),
        LINE | ABOUT => {
            if let Some(value) = value {
                return correction(value).map(Mark::Mended);
            }
            let line = mending::name(serde_json::from_str(name).ok()?);
            if slot == LINE { Mark::NoPlace(line) } else { Mark::NoProvinces(line) }
        }
        _ => return None,
    })
}

/// Adds what stands in a slot to what is known. A value that makes no sense is left out: the rest is still good.
pub(super) fn add(marked: &mut Marked, slot: &str, name: &str, value: &str, at: Moment) {
    match slot {
        READ => marked.read = Some(at),
        STAR => marked.starred = Some(at),
        TAG => drop(marked.tags.insert(name.to_owned())),
        NOTE => marked.notes.extend(note(value)),
        PLACE => marked.place = serde_json::from_str(value).ok(),
        FILTER => {
            let typed = serde_json::from_str(value).ok();
            marked.filters.extend(typed.map(|typed: String| (name.to_owned(), typed)));
        }
        LINE | ABOUT => marked.corrections.extend(correction(value)),
        _ => {}
    }
}

/// A place as a value.
pub(super) fn place(place: &Anchor) -> String {
    json(place)
}

fn correction(value: &str) -> Option<Correction> {
    serde_json::from_str::<CorrectionForm>(value).ok()?.correction()
}

fn note(value: &str) -> Option<Note> {
    let NoteForm { passage, quote, words } = serde_json::from_str(value).ok()?;
    Some(Note { passage, quote, words })
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .expect("values of our own types with text keys can always be written as JSON")
}
