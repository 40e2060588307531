//! Who wrote a story: from the byline, from the opener's bracket, or from the signature at the story's end.

use super::names;
use super::narrow::narrow;
use super::opener::Opener;
use crate::model::{Article, Block, BlockKind};

/// The writers in print order, each once. A signature at the end counts only where nothing stands at the
/// beginning: else it is a photographer, a helper or the writer of a box.
pub(super) fn of(article: &Article, opener: Option<&Opener>) -> Vec<String> {
    let byline = article.byline.iter().flat_map(|byline| in_byline(&byline.text));
    let opener = opener.iter().flat_map(|opener| opener.writers.iter().cloned());
    let mut writers: Vec<String> = Vec::new();
    for name in byline.chain(opener) {
        if !writers.contains(&name) {
            writers.push(name);
        }
    }
    if writers.is_empty() {
        writers = at_start(article);
    }
    if writers.is_empty() {
        writers = at_end(article);
    }
    writers
}

/// The names of a byline. In a letter's signature (湖南浏阳 石岩) the place comes first.
fn in_byline(text: &str) -> Vec<String> {
    let mut names = names::in_signature(text);
    if names.len() > 1 && !names::has_role(text) && is_place(&names[0]) {
        names.remove(0);
    }
    names
}

/// A byline that stands as the first paragraph (本报记者 石岩) or opens it (本报记者 石岩 临江报道 …).
fn at_start(article: &Article) -> Vec<String> {
    let mut paragraphs = article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    // 新华社济南3月1日电 题：… stands above the writers.
    let is_title = |block: &&Block| block.fragments.first().is_some_and(|first| first.text.contains("题："));
    let first = paragraphs.next();
    let Some(first) = first.filter(is_title).and_then(|_| paragraphs.next()).or(first) else {
        return Vec::new();
    };
    let Some(fragment) = first.fragments.first() else { return Vec::new() };
    let text = fragment.text.as_str();
    let text = text.char_indices().nth(LONGEST_BYLINE + 1).map_or(text, |(end, _)| &text[..end]);
    let text = narrow(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let (byline, is_whole) = match text.split_once("报道") {
        Some((before, _)) => (before, true),
        None => (text.as_ref(), text.chars().count() <= LONGEST_BYLINE && first.fragments.len() == 1),
    };
    if !is_whole
        || byline.contains(['。', ',', ';', '!', '?', '“', '在', '从', '对', '就', '了', '的', '向'])
        || !names::starts_with_role(byline)
    {
        return Vec::new();
    }
    let mut writers = names::in_signature(byline);
    // 石岩 临江报道: the last word is where the report comes from.
    if byline.len() < text.len() && writers.len() > 1 && writers.last().is_some_and(|word| is_place(word)) {
        writers.pop();
    }
    writers
}

/// No byline in front of a text is longer.
const LONGEST_BYLINE: usize = 40;

fn is_place(word: &str) -> bool {
    !super::places::provinces_of(word).is_empty()
}

/// No signature without brackets is longer.
const LONGEST_SIGNATURE: usize = 30;

/// A signature behind the last sentence: `（记者石岩）`, `（石岩）`, `本报记者 石岩`.
fn at_end(article: &Article) -> Vec<String> {
    let Some(last) = article.blocks.iter().rev().find(|block| block.kind == BlockKind::Paragraph) else {
        return Vec::new();
    };
    let Some(fragment) = last.fragments.last() else { return Vec::new() };
    let text = fragment.text.trim_end();
    if let Some(before) = text.strip_suffix([')', '）'])
        && let Some((story, inside)) = before.rsplit_once(['(', '（'])
    {
        let inside = narrow(inside);
        // （石岩译）, （石岩编译）
        let inside = inside.strip_suffix('译').map_or(inside.as_ref(), |name| name.trim_end_matches('编'));
        let ends = ['。', '!', '！', '?', '？', '”', '…', '.', '．'];
        let ends_sentence = story.trim_end().ends_with(ends) || story.is_empty();
        let short = inside.chars().count() <= 40;
        if short && (names::has_role(inside) || ends_sentence && names::is_names_only(inside)) {
            return names::in_signature(inside);
        }
        return Vec::new();
    }
    let tail = text.rsplit(['。', '!', '！', '?', '？', '”']).next().unwrap_or_default().trim();
    if tail.chars().nth(LONGEST_SIGNATURE).is_some() {
        return Vec::new();
    }
    let tail = narrow(tail);
    let is_signature = names::starts_with_role(&tail) && !tail.contains(',');
    if is_signature { names::in_signature(&tail) } else { Vec::new() }
}
