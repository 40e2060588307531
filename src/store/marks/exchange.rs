//! Everything that is kept as one JSON document, and back: for moving to another machine, and for other programs.
//!
//! docs/STATE.md describes the document. It is only ever extended: a field that this program does not know is
//! passed over, and a document of a later form is refused as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::key::{Key, Kind, Sketch};
use super::mending::CorrectionForm;
use super::{Anchor, Change, Mark, Marked, Moment, Note, Passage, Recall};

/// The form of the document.
const FORM: u32 = 1;

/// What an exported document holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Content {
    /// Changes that make what was exported, each with its time.
    pub(super) changes: Vec<(Change, Moment)>,
    /// Places in stories, with the time at which the story was read.
    pub(super) places: Vec<(Key, Anchor, Moment)>,
    /// The session.
    pub(super) session: Option<String>,
    /// Queries, the latest first.
    pub(super) queries: Vec<String>,
}

/// Why a document cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is not what `kanbao state export` writes.
    #[error("not an export of kanbao: {0}")]
    NotAnExport(String),
    /// A later version wrote it.
    #[error("written by a later version (form {0})")]
    TooNew(u32),
}

#[derive(Serialize, Deserialize)]
struct Document {
    kanbao_state: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stories: Vec<Subject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Subject>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    filters: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    queries: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
struct Subject {
    #[serde(default)]
    title: String,
    #[serde(default)]
    publication: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    headline: String,
    #[serde(default)]
    text: Vec<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    read: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    starred: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    tags: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Anchor>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionForm>,
}

#[derive(Serialize, Deserialize)]
struct NoteForm {
    passage: Passage,
    quote: String,
    words: String,
}

/// Writes the document.
pub(super) fn write(everything: &[(Key, Marked)], recall: &Recall) -> String {
    let of = |kind: Kind| everything.iter().filter(move |(key, _)| key.kind == kind);
    let document = Document {
        kanbao_state: FORM,
        stories: of(Kind::Story).map(|(key, marked)| subject(key, marked)).collect(),
        pages: of(Kind::Page).map(|(key, marked)| subject(key, marked)).collect(),
        filters: recall.filters.clone(),
        queries: recall.queries.clone(),
        session: recall.session.as_deref().and_then(|session| serde_json::from_str(session).ok()),
    };
    serde_json::to_string_pretty(&document).expect("our own document can always be written as JSON") + "\n"
}

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Content, ImportError> {
    #[derive(Deserialize)]
    struct FormOnly {
        kanbao_state: u32,
    }
    let wrong = |error: serde_json::Error| ImportError::NotAnExport(error.to_string());
    let FormOnly { kanbao_state: form } = serde_json::from_str(text).map_err(wrong)?;
    if form > FORM {
        return Err(ImportError::TooNew(form));
    }
    let document: Document = serde_json::from_str(text).map_err(wrong)?;
    let mut content = Content { queries: document.queries, ..Content::default() };
    content.session = document.session.map(|session| session.to_string());
    for (kind, subjects) in [(Kind::Story, document.stories), (Kind::Page, document.pages)] {
        for subject in subjects {
            take(subject, kind, &mut content)?;
        }
    }
    for (name, typed) in document.filters {
        let change = Change { about: Key::of_reader(), mark: Mark::Filter(name, Some(typed)) };
        content.changes.push((change, Moment::default()));
    }
    Ok(content)
}

fn subject(key: &Key, marked: &Marked) -> Subject {
    let note = |note: &Note| NoteForm {
        passage: note.passage.clone(),
        quote: note.quote.clone(),
        words: note.words.clone(),
    };
    Subject {
        title: key.title.clone(),
        publication: key.publication.clone(),
        date: key.date.clone(),
        headline: key.headline.clone(),
        text: key.sketch.0.clone(),
        read: marked.read.map(|at| at.to_string()),
        starred: marked.starred.map(|at| at.to_string()),
        tags: marked.tags.clone(),
        notes: marked.notes.iter().map(note).collect(),
        place: marked.place.clone(),
        corrections: marked.corrections.iter().map(CorrectionForm::of).collect(),
    }
}

fn moment(text: Option<&String>) -> Result<Option<Moment>, ImportError> {
    let wrong = |error: jiff::Error| ImportError::NotAnExport(error.to_string());
    text.map(|text| text.parse().map_err(wrong)).transpose()
}

fn take(subject: Subject, kind: Kind, content: &mut Content) -> Result<(), ImportError> {
    let mut text = subject.text;
    text.sort_unstable();
    text.dedup();
    let key = Key {
        kind,
        publication: subject.publication,
        date: subject.date,
        headline: subject.headline,
        sketch: Sketch(text),
        title: subject.title,
    };
    let (read, starred) = (moment(subject.read.as_ref())?, moment(subject.starred.as_ref())?);
    let at = read.or(starred).unwrap_or_default();
    let mut marks: Vec<(Mark, Moment)> = Vec::new();
    marks.extend(read.map(|at| (Mark::Read(true), at)));
    marks.extend(starred.map(|at| (Mark::Starred(true), at)));
    marks.extend(subject.tags.into_iter().map(|tag| (Mark::Tag(tag, true), at)));
    marks.extend(
        subject
            .notes
            .into_iter()
            .map(|NoteForm { passage, quote, words }| (Mark::Note(Note { passage, quote, words }), at)),
    );
    let corrections = subject.corrections.into_iter().filter_map(CorrectionForm::correction);
    marks.extend(corrections.map(|correction| (Mark::Mended(correction), at)));
    let changes = marks.into_iter().map(|(mark, at)| (Change { about: key.clone(), mark }, at));
    content.changes.extend(changes);
    content.places.extend(subject.place.map(|place| (key, place, at)));
    Ok(())
}
