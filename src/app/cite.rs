//! An article as something to take along: plain text, Markdown, a citation, a file name.

use crate::model::{Article, BlockKind, Page};

/// Plain text: headings on lines of their own, paragraphs indented as in print.
pub fn as_text(article: &Article) -> String {
    let mut text = String::new();
    let heads = [&article.kicker, &article.headline, &article.subtitle, &article.byline];
    for head in heads.into_iter().flatten() {
        text.push_str(&head.text);
        text.push('\n');
    }
    for block in &article.blocks {
        text.push('\n');
        if block.kind == BlockKind::Paragraph {
            text.push_str("　　");
        }
        text.push_str(&block.text());
        text.push('\n');
    }
    text
}

/// Markdown, with the citation at the end.
pub fn as_markdown(page: &Page, article: &Article) -> String {
    let mut text = String::new();
    let mut add = |mark: &str, words: &str, close: &str| {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(mark);
        text.push_str(&escape(words));
        text.push_str(close);
    };
    if let Some(section) = &article.section {
        add("*", section, "*");
    }
    if let Some(kicker) = &article.kicker {
        add("", &kicker.text, "");
    }
    add("# ", &article.title(), "");
    if let Some(subtitle) = &article.subtitle {
        add("**", &subtitle.text, "**");
    }
    if let Some(byline) = &article.byline {
        add("", &byline.text, "");
    }
    for block in &article.blocks {
        match block.kind {
            BlockKind::Paragraph => add("", &block.text(), ""),
            BlockKind::Subhead => add("## ", &block.text(), ""),
        }
    }
    for quote in &article.pull_quotes {
        add("> ", &quote.quote.text, "");
    }
    for figure in &article.figures {
        let credit = figure.credit.as_ref().map(|credit| format!(" {}", credit.text)).unwrap_or_default();
        add("> ", &format!("{}{credit}", figure.caption.text), "");
    }
    add("— ", &as_citation(page, article), "");
    text.push('\n');
    text
}

/// A newspaper entry after GB/T 7714: 作者. 题名\[N\]. 报名, 年-月-日(版次).
pub fn as_citation(page: &Page, article: &Article) -> String {
    let mut authors = article.authors.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    if article.authors.len() > 3 {
        authors.push_str(", 等");
    }
    let mut citation = String::new();
    if !authors.is_empty() {
        citation.push_str(&authors);
        citation.push_str(". ");
    }
    citation.push_str(&article.title());
    citation.push_str("[N].");
    let mut source: Vec<String> = page.publication.iter().cloned().collect();
    let issue = page.date.map(|date| date.to_string());
    let number = page.page_number.map(|number| format!("({number})")).unwrap_or_default();
    match issue {
        Some(issue) => source.push(format!("{issue}{number}")),
        None if !number.is_empty() => source.push(number),
        None => {}
    }
    if !source.is_empty() {
        citation.push(' ');
        citation.push_str(&source.join(", "));
        citation.push('.');
    }
    citation
}

/// A file name that keeps the Chinese headline and nothing that a file system or shell minds.
pub fn file_name(article: &Article) -> String {
    let keep = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let name: String = article.title().chars().map(keep).take(40).collect();
    let name = name.trim_matches('_');
    let name = if name.is_empty() { "article" } else { name };
    format!("{name}.md")
}

/// Lets no character of the text be taken as a mark of Markdown (CommonMark). A mark that means nothing where it
/// stands shows the same with its backslash, so the rule stays simple.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut only_digits = true;
    for (index, character) in text.chars().enumerate() {
        let anywhere = "\\`*_[]<>&|~!$#".contains(character);
        let at_start = index == 0 && "-+=".contains(character);
        // "12. 春" at the start would begin a numbered list.
        let numbered = index > 0 && only_digits && ".)".contains(character);
        if anywhere || at_start || numbered {
            escaped.push('\\');
        }
        only_digits &= character.is_ascii_digit();
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Heading};

    fn sample() -> (Page, Article) {
        let page = Page {
            publication: Some("春江日报".into()),
            date: Date::new(2024, 5, 6).ok(),
            page_number: Some(3),
            ..Page::default()
        };
        let headline = Heading { text: "桥通了，路近了".into(), lines: Vec::new() };
        let article =
            Article { headline: Some(headline), authors: vec!["林一舟".into()], ..Article::default() };
        (page, article)
    }

    #[test]
    fn a_citation_names_author_title_paper_day_and_page() {
        let (page, article) = sample();
        assert_eq!(as_citation(&page, &article), "林一舟. 桥通了，路近了[N]. 春江日报, 2024-05-06(3).");
        assert_eq!(as_citation(&Page::default(), &article), "林一舟. 桥通了，路近了[N].");
    }

    #[test]
    fn a_file_name_keeps_the_headline() {
        assert_eq!(file_name(&sample().1), "桥通了_路近了.md");
        assert_eq!(file_name(&Article::default()), "article.md");
    }

    #[test]
    fn no_character_of_the_text_becomes_a_mark() {
        let cases = [
            ("春风又绿", "春风又绿"),
            ("# 不是标题", "\\# 不是标题"),
            ("12. 不是列表", "12\\. 不是列表"),
            ("占10%*注", "占10%\\*注"),
            ("<b>[x]", "\\<b\\>\\[x\\]"),
            ("- 不是列表", "\\- 不是列表"),
            ("AI-大模型", "AI-大模型"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected);
        }
    }
}
