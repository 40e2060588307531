//! Plain text: headings on lines of their own, paragraphs indented by two characters as in print.

use super::Story;
use crate::model::BlockKind;

pub(super) fn write(stories: &[Story]) -> String {
    stories.iter().map(story).collect::<Vec<_>>().join("\n\n")
}

fn story(story: &Story) -> String {
    let heads = [&story.section, &story.kicker, &Some(story.title.clone()), &story.subtitle, &story.byline];
    let mut text: String = heads.into_iter().flatten().map(|head| format!("{head}\n")).collect();
    text.push('\n');
    for (kind, words) in &story.body {
        text.push_str(match kind {
            BlockKind::Paragraph => "　　",
            BlockKind::Subhead => "\n",
        });
        text.push_str(words);
        text.push('\n');
    }
    for (caption, credit) in &story.figures {
        text.push_str(&format!("\n［图］{caption}{}\n", credit.as_deref().unwrap_or_default()));
    }
    text.push_str(&format!("\n—— {}\n", story.source()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_reads_as_in_print() {
        let expected = "地方动态\n十年盼来一座桥\n桥通了，路近了\n——河滩村见闻\n本报记者 林一舟\n\n　　清晨，桥上的雾还没有散。\n\n\
            菜进城\n　　豆角当天就能卖到城里。\n\n［图］新桥通车。何田摄\n\n—— 春江日报 2024-05-06 第3版\n";
        assert_eq!(write(&[super::super::tests::story()]), expected);
    }
}
