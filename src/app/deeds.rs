//! What was done, in words: a stroke of the journal as the reader would tell it. Told when something is put right, when it is
//! taken back and when it is done again, so that nobody must guess what a key undid.

use std::path::PathBuf;
use std::sync::Arc;

use super::state::State;
use crate::model::{
    Article, BlockKind, Correction, HeadPart, Language, LineName, LineNumber, Page, Place, Province,
};
use crate::store::marks::{Change, Key, Mark};

/// Characters of a headline or a line that are told.
const TOLD: usize = 10;

/// A stroke in words; strokes of many marks are counted.
pub(super) fn describe(state: &State, stroke: &[Change]) -> String {
    let Some(first) = stroke.first() else { return String::new() };
    match &first.mark {
        Mark::Mended(_) | Mark::NoPlace(_) | Mark::NoProvinces(_) => mended(state, stroke),
        mark => marked(state, mark, stroke),
    }
}

/// Whether a stroke puts a page right.
pub(super) fn is_mending(stroke: &[Change]) -> bool {
    stroke
        .iter()
        .any(|change| matches!(change.mark, Mark::Mended(_) | Mark::NoPlace(_) | Mark::NoProvinces(_)))
}

/// The first line that a stroke puts right, if its page is open.
pub(super) fn line_of(state: &State, stroke: &[Change]) -> Option<(PathBuf, LineNumber)> {
    stroke.iter().find_map(|change| {
        let Mark::Mended(correction) = &change.mark else { return None };
        let page = page_of(state, &change.about)?;
        Some((page.path.clone(), correction.line().find_in(page)?))
    })
}

fn marked(state: &State, mark: &Mark, stroke: &[Change]) -> String {
    let what = match mark {
        Mark::Read(true) => state.say("标为已读", "mark as read").to_owned(),
        Mark::Read(false) => state.say("标为未读", "mark as unread").to_owned(),
        Mark::Starred(true) => state.say("加星", "star").to_owned(),
        Mark::Starred(false) => state.say("去星", "take the star off").to_owned(),
        Mark::Tag(tag, true) => state.say("加标签 #", "tag #").to_owned() + tag,
        Mark::Tag(tag, false) => state.say("去标签 #", "take off tag #").to_owned() + tag,
        Mark::Note(note) => {
            return format!("{}{}", state.say("批注", "note on "), quoted(state, &note.quote));
        }
        Mark::NoNote(_) => state.say("去掉批注", "take a note off").to_owned(),
        Mark::Filter(name, Some(_)) => {
            return format!("{}{}", state.say("存视图", "save view "), quoted(state, name));
        }
        Mark::Filter(name, None) => {
            return format!("{}{}", state.say("删视图", "forget view "), quoted(state, name));
        }
        Mark::Mended(_) | Mark::NoPlace(_) | Mark::NoProvinces(_) => String::new(),
    };
    match (stroke, state.language()) {
        ([only], Language::Chinese) => format!("{what} {}", quoted(state, only.about.title())),
        ([only], Language::English) => format!("{what}: {}", quoted(state, only.about.title())),
        (several, Language::Chinese) => format!("{what}（{} 项）", several.len()),
        (several, Language::English) => format!("{what} ({})", several.len()),
    }
}

/// How a page was put right. Of several lines that go together the first tells where they went.
fn mended(state: &State, stroke: &[Change]) -> String {
    let Some(Change { about, mark: Mark::Mended(correction) }) = stroke.first() else {
        return state.say("去掉一处更正", "take a correction off").to_owned();
    };
    let page = page_of(state, about);
    match correction {
        Correction::Provinces(line, provinces) => about_provinces(state, (page, line), provinces),
        Correction::Place(line, Place::Head(..)) if heads_of_two_stories(stroke) => {
            let title = story(page, line).map_or_else(|| line.begins.clone(), Article::title);
            let title = quoted(state, &title);
            match state.language() {
                Language::Chinese => format!("把标题{title}给另一篇"),
                Language::English => format!("give the head {title} to another article"),
            }
        }
        Correction::Place(line, place) => placed(state, page, (line, place)),
    }
}

fn about_provinces(
    state: &State,
    (page, line): (Option<&Arc<Page>>, &LineName),
    provinces: &[Province],
) -> String {
    let title = story(page, line).map_or_else(|| line.begins.clone(), Article::title);
    let title = quoted(state, &title);
    let names: Vec<&str> = provinces.iter().map(|province| province.short()).collect();
    let names = if names.is_empty() { state.say("无", "none").to_owned() } else { names.join("、") };
    match state.language() {
        Language::Chinese => format!("{title}所写省份改为 {names}"),
        Language::English => format!("{title} is about {names}"),
    }
}

fn placed(state: &State, page: Option<&Arc<Page>>, (line, place): (&LineName, &Place)) -> String {
    let own = quoted(state, &printed(page, line));
    let to = place.by().and_then(|by| story(page, by)).map(Article::title);
    let to = to.or_else(|| place.by().map(|by| printed(page, by))).unwrap_or_default();
    let to = quoted(state, &to);
    match (place, state.language()) {
        (Place::Story, Language::Chinese) => format!("断开{own}，自成一篇"),
        (Place::Story, Language::English) => format!("cut {own} off, an article of its own"),
        (Place::After(_), Language::Chinese) => format!("把{own}接到{to}"),
        (Place::After(_), Language::English) => format!("join {own} to {to}"),
        (Place::Block(BlockKind::Paragraph, _), Language::Chinese) => format!("把{own}归到{to}，另起一段"),
        (Place::Block(BlockKind::Paragraph, _), Language::English) => {
            format!("join {own} to {to} as a paragraph")
        }
        (_, Language::Chinese) => format!("把{own}改作{}", label(place, Language::Chinese)),
        (_, Language::English) => format!("make {own} {}", label(place, Language::English)),
    }
}

fn label(place: &Place, language: Language) -> &'static str {
    match place {
        Place::Head(HeadPart::Kicker, _) => language.pick("引题", "a kicker"),
        Place::Head(HeadPart::Headline, _) => language.pick("主题", "a headline"),
        Place::Head(HeadPart::Subtitle, _) => language.pick("副题", "a subtitle"),
        Place::Head(HeadPart::Byline, _) => language.pick("署名", "a byline"),
        Place::Block(BlockKind::Subhead, _) => language.pick("小标题", "a subhead"),
        Place::Caption(_) => language.pick("图注", "a caption"),
        Place::PullQuote(_) => language.pick("摘句", "a pull quote"),
        Place::Section(_) => language.pick("栏目", "a section label"),
        Place::Furniture(_) => language.pick("版面自身的文字", "text of the page itself"),
        Place::After(_) | Place::Block(..) | Place::Story => language.pick("正文", "text"),
    }
}

/// Heads that go to the text of two stories were exchanged.
fn heads_of_two_stories(stroke: &[Change]) -> bool {
    let by = |change: &Change| match &change.mark {
        Mark::Mended(Correction::Place(_, Place::Head(_, by))) => Some(by.clone()),
        _ => None,
    };
    let mut stories: Vec<LineName> = stroke.iter().filter_map(by).collect();
    stories.dedup();
    stories.len() > 1
}

/// The open page that marks with this key are about.
fn page_of<'a>(state: &'a State, key: &Key) -> Option<&'a Arc<Page>> {
    let pages = state.library.pages.iter();
    let alike = pages.filter_map(|page| Some((Key::of_page(page).likeness(key)?, page)));
    alike.max_by(|one, two| one.0.total_cmp(&two.0)).map(|(_, page)| page)
}

/// The story that a line stands in.
fn story<'a>(page: Option<&'a Arc<Page>>, line: &LineName) -> Option<&'a Article> {
    let page = page?;
    let line = line.find_in(page)?;
    page.articles.iter().find(|article| article.lines().any(|own| own == line))
}

/// A line as it is printed; where its page is not open, as it is known.
fn printed(page: Option<&Arc<Page>>, line: &LineName) -> String {
    let raw = page.and_then(|page| page.line(line.find_in(page)?));
    raw.map_or_else(|| line.begins.clone(), |raw| raw.text.trim().to_owned())
}

fn quoted(state: &State, text: &str) -> String {
    let mark = if text.chars().count() > TOLD { "…" } else { "" };
    let start: String = state.shown(text).chars().take(TOLD).collect();
    format!("“{start}{mark}”")
}
