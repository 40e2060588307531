//! Corrections as they are kept and exported, and all of them at once for those who read pages.

use serde::{Deserialize, Serialize};

use super::{Home, Key, home, rows};
use crate::model::{BlockKind, Correction, FurnitureKind, HeadPart, LineName, Page, Place, Province};

/// The corrections of all pages.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    pages: Vec<(Key, Vec<Correction>)>,
}

impl Corrections {
    /// Reads them, without a trace; where there is no file or it cannot be read, there are none. Whoever writes marks
    /// is told what is wrong with the file.
    pub fn read(home: &Home) -> Self {
        let everything = home
            .file()
            .and_then(|path| home::read_only(&path))
            .and_then(|connection| rows::corrected_pages(&connection).ok());
        Self { pages: everything.unwrap_or_default() }
    }

    /// Those of a page: of the page that is most like it, if any can be the same.
    pub fn of(&self, page: &Page) -> &[Correction] {
        if self.pages.is_empty() {
            return &[];
        }
        let own = Key::of_page(page);
        let alike = self.pages.iter().filter_map(|(key, list)| Some((key.likeness(&own)?, list)));
        alike.max_by(|one, two| one.0.total_cmp(&two.0)).map_or(&[], |(_, list)| list.as_slice())
    }
}

/// A line's name: its beginning, its end, and which of those that say the same.
type NameForm = (String, String, u32);

/// A correction as JSON.
#[derive(Serialize, Deserialize)]
pub(super) struct CorrectionForm {
    line: NameForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<NameForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provinces: Option<Vec<String>>,
}

impl CorrectionForm {
    /// The form of a correction.
    pub(super) fn of(correction: &Correction) -> Self {
        let line = name_form(correction.line());
        match correction {
            Correction::Place(_, place) => Self {
                line,
                place: Some(word(place).to_owned()),
                by: place.by().map(name_form),
                provinces: None,
            },
            Correction::Provinces(_, provinces) => {
                let provinces = provinces.iter().map(|province| province.short().to_owned()).collect();
                Self { line, place: None, by: None, provinces: Some(provinces) }
            }
        }
    }

    /// The correction of a form; `None` where a later program wrote what this one does not know.
    pub(super) fn correction(self) -> Option<Correction> {
        let line = name(self.line);
        if let Some(provinces) = self.provinces {
            let provinces = provinces.iter().map(|name| Province::from_name(name)).collect::<Option<_>>()?;
            return Some(Correction::Provinces(line, provinces));
        }
        Some(Correction::Place(line, place(&self.place?, self.by.map(name))?))
    }
}

/// A line's name as it is written down.
pub(super) fn name_form(name: &LineName) -> NameForm {
    (name.begins.clone(), name.ends.clone(), name.nth)
}

/// A line's name as it was written down.
pub(super) fn name((begins, ends, nth): NameForm) -> LineName {
    LineName { begins, ends, nth }
}

/// The word for a place.
fn word(place: &Place) -> &'static str {
    match place {
        Place::After(_) => "after",
        Place::Block(BlockKind::Paragraph, _) => "paragraph",
        Place::Block(BlockKind::Subhead, _) => "subhead",
        Place::Story => "story",
        Place::Head(HeadPart::Kicker, _) => "kicker",
        Place::Head(HeadPart::Headline, _) => "headline",
        Place::Head(HeadPart::Subtitle, _) => "subtitle",
        Place::Head(HeadPart::Byline, _) => "byline",
        Place::Caption(_) => "caption",
        Place::PullQuote(_) => "quote",
        Place::Section(_) => "section",
        Place::Furniture(FurnitureKind::SectionLabel) => "section-label",
        Place::Furniture(FurnitureKind::SeriesLabel) => "series-label",
        Place::Furniture(FurnitureKind::JumpLine) => "jump-line",
        Place::Furniture(FurnitureKind::PageLabel) => "page-label",
    }
}

fn place(word: &str, by: Option<LineName>) -> Option<Place> {
    Some(match word {
        "after" => Place::After(by?),
        "paragraph" => Place::Block(BlockKind::Paragraph, by?),
        "subhead" => Place::Block(BlockKind::Subhead, by?),
        "story" => Place::Story,
        "kicker" => Place::Head(HeadPart::Kicker, by?),
        "headline" => Place::Head(HeadPart::Headline, by?),
        "subtitle" => Place::Head(HeadPart::Subtitle, by?),
        "byline" => Place::Head(HeadPart::Byline, by?),
        "caption" => Place::Caption(by?),
        "quote" => Place::PullQuote(by?),
        "section" => Place::Section(by?),
        "section-label" => Place::Furniture(FurnitureKind::SectionLabel),
        "series-label" => Place::Furniture(FurnitureKind::SeriesLabel),
        "jump-line" => Place::Furniture(FurnitureKind::JumpLine),
        "page-label" => Place::Furniture(FurnitureKind::PageLabel),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_correction_is_read_back_from_how_it_is_written() {
        let line = || LineName { begins: "清晨".into(), ends: "进城".into(), nth: 1 };
        let places = [
            Place::After(line()),
            Place::Block(BlockKind::Paragraph, line()),
            Place::Block(BlockKind::Subhead, line()),
            Place::Story,
            Place::Head(HeadPart::Kicker, line()),
            Place::Head(HeadPart::Headline, line()),
            Place::Head(HeadPart::Subtitle, line()),
            Place::Head(HeadPart::Byline, line()),
            Place::Caption(line()),
            Place::PullQuote(line()),
            Place::Section(line()),
            Place::Furniture(FurnitureKind::SectionLabel),
            Place::Furniture(FurnitureKind::SeriesLabel),
            Place::Furniture(FurnitureKind::JumpLine),
            Place::Furniture(FurnitureKind::PageLabel),
        ];
        let provinces = Correction::Provinces(line(), vec![Province::Henan, Province::Tibet]);
        let all = places.into_iter().map(|place| Correction::Place(line(), place)).chain([provinces]);
        for correction in all {
            let text = serde_json::to_string(&CorrectionForm::of(&correction)).unwrap();
            let form: CorrectionForm = serde_json::from_str(&text).unwrap();
            assert_eq!(form.correction(), Some(correction), "{text}");
        }
    }
}
