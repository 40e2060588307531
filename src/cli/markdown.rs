//! A story as Markdown (CommonMark), for notes and other programs.

use crate::model::{Article, BlockKind, Page};

/// The whole story with its source below it.
pub(super) fn article(page: &Page, article: &Article) -> String {
    let mut text = String::new();
    if let Some(section) = &article.section {
        paragraph(&mut text, &format!("*{}*", escape(section)));
    }
    if let Some(kicker) = &article.kicker {
        paragraph(&mut text, &escape(&kicker.text));
    }
    paragraph(&mut text, &format!("# {}", escape(&article.title())));
    if let Some(subtitle) = &article.subtitle {
        paragraph(&mut text, &format!("**{}**", escape(&subtitle.text)));
    }
    if let Some(byline) = &article.byline {
        paragraph(&mut text, &escape(&byline.text));
    }
    for block in &article.blocks {
        let body = escape(&block.text());
        match block.kind {
            BlockKind::Paragraph => paragraph(&mut text, &body),
            BlockKind::Subhead => paragraph(&mut text, &format!("## {body}")),
        }
    }
    for quote in &article.pull_quotes {
        paragraph(&mut text, &format!("> {}", escape(&quote.quote.text)));
    }
    for figure in &article.figures {
        let credit = figure.credit.as_ref().map(|credit| escape(&credit.text)).unwrap_or_default();
        paragraph(&mut text, format!("> {} {credit}", escape(&figure.caption.text)).trim_end());
    }
    paragraph(&mut text, &format!("—— {}", escape(&source(page))));
    text
}

/// Where a story stood: 报名, date, 版次 as far as known, and the file.
pub(super) fn source(page: &Page) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(page.publication.clone());
    parts.extend(page.date.map(|date| date.to_string()));
    parts.extend(page.page_number.map(|number| format!("第{number}版")));
    parts.push(page.path.to_string_lossy().into_owned());
    parts.join(" ")
}

fn paragraph(text: &mut String, paragraph: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(paragraph);
    text.push('\n');
}

/// Lets no character of the text be taken as a mark of Markdown. Inside a word `_` and a lone `-` mean nothing,
/// but an escaped one shows the same, so the rule stays simple: every mark that can mean something is escaped.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, character) in text.chars().enumerate() {
        let mark =
            matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!' | '$');
        let first = index == 0 && matches!(character, '#' | '-' | '+' | '=');
        // "12. 春" at the beginning would be a numbered list.
        let list = matches!(character, '.' | ')')
            && index > 0
            && text.chars().take(index).all(|c| c.is_ascii_digit());
        if mark || first || list {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_the_text_becomes_a_mark() {
        let cases = [
            ("春风又绿", "春风又绿"),
            ("# 不是标题", "\\# 不是标题"),
            ("1. 不是列表", "1\\. 不是列表"),
            ("3.5亿元", "3\\.5亿元"),
            ("占10%*注", "占10%\\*注"),
            ("<b>[x]", "\\<b\\>\\[x\\]"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected);
        }
    }
}
