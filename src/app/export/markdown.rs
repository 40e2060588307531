//! Markdown (CommonMark), for notes and other programs.

use super::{Story, citation};
use crate::model::BlockKind;

pub(super) fn write(stories: &[Story]) -> String {
    stories.iter().map(story).collect::<Vec<_>>().join("\n---\n\n")
}

fn story(story: &Story) -> String {
    let mut paragraphs = Vec::new();
    paragraphs.extend(story.section.as_ref().map(|section| format!("*{}*", escape(section))));
    paragraphs.extend(story.kicker.as_ref().map(|kicker| escape(kicker)));
    paragraphs.push(format!("# {}", escape(&story.title)));
    paragraphs.extend(story.subtitle.as_ref().map(|subtitle| format!("**{}**", escape(subtitle))));
    paragraphs.extend(story.byline.as_ref().map(|byline| escape(byline)));
    paragraphs.extend(story.body.iter().map(|(kind, words)| match kind {
        BlockKind::Paragraph => escape(words),
        BlockKind::Subhead => format!("## {}", escape(words)),
    }));
    paragraphs.extend(story.quotes.iter().map(|quote| format!("> {}", escape(quote))));
    paragraphs.extend(story.figures.iter().map(|(caption, credit)| {
        let credit = credit.as_ref().map(|credit| format!(" {}", escape(credit))).unwrap_or_default();
        format!("> {}{credit}", escape(caption))
    }));
    paragraphs.push(format!("—— {}", escape(&citation::cite(story))));
    paragraphs.join("\n\n") + "\n"
}

/// Lets no character of the text be taken as a mark of Markdown. Every mark that can mean something anywhere is
/// escaped, which shows the same; what only means something at the beginning of a line is escaped there.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let figures = text.chars().take_while(char::is_ascii_digit).count();
    for (index, character) in text.chars().enumerate() {
        let anywhere = "\\`*_[]<>&|~!$".contains(character);
        let at_the_beginning = index == 0 && "#-+=".contains(character);
        // "12. 春" at the beginning would be a numbered list.
        let in_a_list = figures > 0 && index == figures && ".)".contains(character);
        if anywhere || at_the_beginning || in_a_list {
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
            ("增长3.5倍", "增长3.5倍"),
            ("占10%*注", "占10%\\*注"),
            ("<b>[x](y)", "\\<b\\>\\[x\\](y)"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected);
        }
    }

    #[test]
    fn a_story_has_its_headings_and_its_citation() {
        let expected = "*地方动态*\n\n十年盼来一座桥\n\n# 桥通了，路近了\n\n**——河滩村见闻**\n\n本报记者 林一舟\n\n\
            清晨，桥上的雾还没有散。\n\n## 菜进城\n\n豆角当天就能卖到城里。\n\n> 路近了\n\n> 新桥通车。 何田摄\n\n\
            —— 林一舟, 何田. 桥通了，路近了\\[N\\]. 春江日报, 2024-05-06(3).\n";
        assert_eq!(write(&[super::super::tests::story()]), expected);
    }
}
