//! A web page in one file: no script, nothing loaded from elsewhere, readable in any browser, light and dark.

use super::{Story, citation, escape_xml};
use crate::model::BlockKind;

const STYLE: &str = "\
:root{color-scheme:light dark}
body{max-width:38em;margin:2em auto;padding:0 1em;line-height:1.9;\
font-family:\"Noto Serif CJK SC\",\"Source Han Serif SC\",\"Songti SC\",SimSun,serif}
article+article{margin-top:4em;border-top:1px solid;padding-top:2em}
h1{line-height:1.4;margin:.2em 0}
h2{font-size:1.1em}
.section,.kicker,.subtitle,.byline,figcaption,footer{opacity:.75}
.kicker,.subtitle,.section,.byline{margin:.2em 0}
.body p{text-indent:2em;margin:.6em 0;text-align:justify}
figure{border-left:3px solid;margin:1em 0;padding-left:1em}
footer{font-size:.85em;margin-top:1.5em}
";

pub(super) fn write(stories: &[Story]) -> String {
    let title = match stories {
        [] => "看报".to_owned(),
        [only] => only.title.clone(),
        [first, ..] => format!("{} · {}", first.source(), stories.len()),
    };
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escape_xml(&title)
    );
    if stories.len() > 1 {
        page.push_str("<nav>\n<ol>\n");
        for (number, story) in stories.iter().enumerate() {
            page.push_str(&format!("<li><a href=\"#s{number}\">{}</a></li>\n", escape_xml(&story.title)));
        }
        page.push_str("</ol>\n</nav>\n");
    }
    for (number, story) in stories.iter().enumerate() {
        page.push_str(&format!("<article id=\"s{number}\">\n{}</article>\n", article(story)));
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// The parts of a story as elements. They are XML too, so that a book can use them.
pub(super) fn article(story: &Story) -> String {
    let line = |class: &str, words: &Option<String>| {
        let words = words.as_ref().map(|words| escape_xml(words));
        words.map(|words| format!("<p class=\"{class}\">{words}</p>\n")).unwrap_or_default()
    };
    let mut html = String::from("<header>\n");
    html.push_str(&line("section", &story.section));
    html.push_str(&line("kicker", &story.kicker));
    html.push_str(&format!("<h1>{}</h1>\n", escape_xml(&story.title)));
    html.push_str(&line("subtitle", &story.subtitle));
    html.push_str(&line("byline", &story.byline));
    html.push_str("</header>\n<div class=\"body\">\n");
    for (kind, words) in &story.body {
        let words = escape_xml(words);
        html.push_str(&match kind {
            BlockKind::Paragraph => format!("<p>{words}</p>\n"),
            BlockKind::Subhead => format!("<h2>{words}</h2>\n"),
        });
    }
    html.push_str("</div>\n");
    for quote in &story.quotes {
        html.push_str(&format!("<blockquote><p>{}</p></blockquote>\n", escape_xml(quote)));
    }
    for (caption, credit) in &story.figures {
        let credit = credit.as_ref().map(|credit| format!(" {credit}")).unwrap_or_default();
        let caption = escape_xml(&format!("{caption}{credit}"));
        html.push_str(&format!("<figure><figcaption>{caption}</figcaption></figure>\n"));
    }
    html.push_str(&format!("<footer><p>{}</p></footer>\n", escape_xml(&citation::cite(story))));
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_becomes_an_element() {
        let page = write(&[super::super::tests::story_of("<script>alert('&\"')</script>")]);
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(&#39;&amp;&quot;&#39;)"), "{page}");
    }

    #[test]
    fn several_stories_have_a_list_that_leads_to_them() {
        let story = super::super::tests::story();
        let page = write(&[story.clone(), story.clone()]);
        assert!(page.contains("<li><a href=\"#s1\">桥通了，路近了</a></li>"));
        assert!(page.contains("<article id=\"s1\">"));
        assert!(!write(&[story]).contains("<nav>"));
    }
}
