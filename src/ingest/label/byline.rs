//! 署名: ◎本报记者 某某, 通讯员 某某 某某, ■ 某 某, 文/某某, （本报记者 某某） and bare names below a headline.

use super::dateline::is_any_paper;
use super::names::{is_likely_name, is_name, may_begin_name, title_length};
use super::{Context, Label, Rule};
use crate::ingest::lines::{ends_sentence, ends_with, is_han, starts_with};
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "byline",
    reason: ("只有署名记号、职衔和人名", "nothing but a byline mark, titles and names"),
    judge: |context, line| is_byline(context.text.line(line)).then_some(Label::Byline),
};

/// Asked after the headings are known, because it turns one of them into a byline.
pub(super) const BARE_NAME: Rule = Rule {
    name: "bare-name",
    reason: ("标题之下、正文之上单独的人名", "a name alone between a headline and the text"),
    judge: |context, line| is_bare_name(context, line).then_some(Label::Byline),
};

const LONGEST: usize = 90;

/// Marks that open a byline.
const fn is_mark(c: char) -> bool {
    matches!(c, '◎' | '■' | '□' | '◆' | '◇' | '●' | '○' | '▲' | '△' | '★' | '☆' | '▪' | '•' | '▍')
}

fn is_byline(line: &[char]) -> bool {
    // Nearly every other line ends like a sentence; no signature does.
    let ends = line.last().is_some_and(|last| matches!(last, '。' | '！' | '？' | '；' | '”' | '…'));
    if line.len() > LONGEST || line.len() < 3 || ends {
        return false;
    }
    let (line, marked) = match line.first() {
        Some(&first) if is_mark(first) => (&line[1..], true),
        _ => (line, false),
    };
    let line = match (line.first(), line.last()) {
        (Some('（'), Some('）')) => &line[1..line.len() - 1],
        _ => line,
    };
    if signs_for_the_paper(line) {
        return true;
    }
    let line = without_post(line);
    let mut titles = 0;
    let mut titled = false;
    let mut names = 0;
    let mut initials = 0;
    for word in line.split(|c| matches!(c, ' ' | '、' | '，' | '/' | '／' | '：' | '|' | '｜')) {
        // 文 signs where it stands alone (文/陆远); 文化视野 is a word.
        let title = title_length(word);
        let title = if title < TITLED && title < word.len() { 0 } else { title };
        titles += usize::from(title > 0);
        titled |= title >= TITLED;
        let rest = &word[title..];
        match rest {
            [] => {}
            [one] if is_han(*one) || one.is_ascii_uppercase() => initials += 1,
            rest if title >= TITLED && NO_NAMES.open(rest) => return false,
            rest if is_name(rest) => names += 1,
            rest if titled && names_without_blanks(rest) => names += 1,
            // A foreign or unnamed writer in Latin letters, but only behind a title.
            rest if titles > 0
                && rest.len() <= 16
                && rest.iter().all(|c| c.is_ascii_alphabetic() || *c == '.') =>
            {
                names += 1;
            }
            _ => return false,
        }
    }
    let people = names + usize::from(initials >= 2);
    if titles > 0 { people > 0 && initials != 1 } else { marked && people > 0 && initials != 1 }
}

/// What stands right behind 记者 in the name of a column (记者手记) or in a sentence, and is no name.
static NO_NAMES: Words = Words::new(&[
    "手记", "观察", "调查", "见闻", "札记", "体验", "日记", "热线", "走进", "走访", "探访", "直击", "专访",
    "采访", "获悉", "了解", "提问", "来到", "看到", "发现",
]);

/// 本报评论员, 本报特约评论员, 本报编辑部: the paper itself.
fn signs_for_the_paper(line: &[char]) -> bool {
    static WRITERS: Words = Words::new(&["评论员", "编辑部", "评论部"]);
    let Some(writer) = WRITERS.closing(line) else { return false };
    let paper = &line[..line.len() - writer.chars().count()];
    let paper = paper.strip_suffix(&['特', '约']).unwrap_or(paper);
    paper == ['本', '报'] || paper == ['本', '刊'] || paper == ['新', '华', '社'] || is_any_paper(paper)
}

/// A byline without the place that it is sent from: 本报记者 陆远 发自临江, 河湾报记者 陆远 临江报道.
fn without_post(line: &[char]) -> &[char] {
    const LONGEST_POST: usize = 8;
    let Some(blank) = line.iter().rposition(|c| matches!(c, ' ' | '／' | '/')) else { return line };
    let post = &line[blank + 1..];
    let is_sent = starts_with(post, "发自") && post.len() > 3;
    let is_report =
        post.len() > 3 && (ends_with(post, "报道") || ends_with(post, "报导")) && title_length(post) == 0;
    let is_post = post.len() <= LONGEST_POST && post.iter().all(|&c| is_han(c)) && (is_sent || is_report);
    if is_post { &line[..blank] } else { line }
}

/// Whether names follow each other without a blank, and the titles of further writers between them:
/// 陆远舒窈, 陆远新华社记者舒窈.
fn names_without_blanks(run: &[char]) -> bool {
    if run.len() > LONGEST_RUN {
        return false;
    }
    // From which places on the rest is nothing but names: the end is such a place.
    let mut open = vec![false; run.len() + 1];
    open[run.len()] = true;
    for start in (0..run.len()).rev() {
        let rest = &run[start..];
        let title = title_length(rest);
        let after_title = title >= TITLED && title < rest.len() && open[start + title];
        let after_name = (2..=rest.len().min(3)).any(|length| {
            is_likely_name(&rest[..length]) && !NO_FAMILY.contains(rest[0]) && open[start + length]
        });
        open[start] = after_title || after_name;
    }
    open[0]
}

/// The longest run of names without a blank.
const LONGEST_RUN: usize = 24;

/// Family names that open a phrase behind a name more often than another name: 记者陆远从渔港….
const NO_FAMILY: &str = "从和向于都时到在能后那因为被把将还就";

/// Whether a byline does not go on the one above it but begins again: with a mark of its own, with the same title, or
/// with 文/. What goes on has another title (通讯员 below 本报记者) or only names.
pub(crate) fn signs_anew(above: &[char], line: &[char]) -> bool {
    let unmarked =
        |line: &'_ [char]| line.iter().copied().skip_while(|&c| is_mark(c) || c == ' ').collect::<Vec<_>>();
    let (marked, line) = (line.first().is_some_and(|&first| is_mark(first)), unmarked(line));
    let title = &line[..title_length(&line)];
    let above_marked = above.first().is_some_and(|&first| is_mark(first));
    let above = unmarked(above);
    let again = title.len() > 1 && above.split(|&c| c == ' ').any(|word| word.starts_with(title));
    // □ 本报记者 陆远 □ 本报通讯员 舒窈: each line has the mark.
    let of_another_kind = above_marked && title.len() > 2 && title_length(&above) > 2 && !again;
    marked && !of_another_kind || again || starts_with(&line, "文/") || starts_with(&line, "文／")
}

/// Whether a paragraph ends with the names of its writers behind its last sentence: 船老大笑了。本报记者 陆远.
pub(super) fn ends_signed(line: &[char]) -> bool {
    let Some(stop) = line.iter().rposition(|&c| ends_sentence(c)) else { return false };
    let rest = &line[stop + 1..];
    let signature = &rest[rest.iter().take_while(|c| **c == ' ').count()..];
    let titled = signature.split(|c| *c == ' ').next().is_some_and(|word| title_length(word) >= TITLED);
    (titled || is_illustrated(signature)) && is_byline(signature)
}

/// 桑梓 麦秋 文/图.
fn is_illustrated(signature: &[char]) -> bool {
    static MARKS: Words = Words::new(&[" 文/图", " 文并摄", " 文并图", " 图/文"]);
    MARKS.close(signature)
}

/// Whether a paragraph bears the signature of its story behind its last sentence, in brackets or with that of the
/// pictures: then the story ends with it. Bare names (本报记者 陆远) also sign the items of one report.
pub(crate) fn closes_signed(line: &[char]) -> bool {
    let [before @ .., '）'] = line else { return is_illustrated(line) && ends_signed(line) };
    let Some(start) = before.iter().rposition(|c| *c == '（') else { return false };
    let (story, inside) = before.split_at(start);
    let ended = story.last().is_some_and(|&last| matches!(last, '。' | '！' | '？' | '”'));
    let words = || inside[1..].split(|c| matches!(c, ' ' | '、'));
    ended
        && (words().next().is_some_and(|word| title_length(word) >= TITLED) && is_byline(&inside[1..])
            || words().all(|word| word.len() <= 3 && is_likely_name(word)))
}

/// A title of one character (文, 图) opens too many words (文明) to part names behind it or to close a paragraph.
const TITLED: usize = 2;

/// Two to four characters that are a name, below a heading and above running text.
fn is_bare_name(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    if !context.label(line).is_none_or(Label::is_heading) || text.len() > LONGEST_BARE {
        return false;
    }
    let text = without_office(text);
    if text.len() > LONGEST_NAMES {
        return false;
    }
    let squeezed: Vec<char> = text.iter().copied().filter(|c| *c != ' ').collect();
    let spaced = text.len() > squeezed.len() && squeezed.len() <= 3 && text.len() == squeezed.len() * 2 - 1;
    let names = if spaced {
        // 安 晴: characters that are set apart below a headline are a name, a pen name too.
        is_name(&squeezed)
    } else {
        text.split(|c| *c == ' ').all(|word| is_likely_name(word) && word.len() <= 3)
    };
    if !names || !spaced && !text.first().is_some_and(|&c| may_begin_name(c)) {
        return false;
    }
    let is_heading =
        |line: usize| context.label(line).is_some_and(|label| label.is_heading() || label == Label::Subtitle);
    let is_label =
        |line: usize| matches!(context.label(line), Some(Label::SeriesLabel | Label::SectionLabel));
    // At the top of a page the name stands above a story whose headline is elsewhere.
    let on_top =
        context.stands_below_only(line, &[Label::PageLabel, Label::SeriesLabel, Label::SectionLabel]);
    let below_heading =
        on_top || is_heading(line - 1) || line > 1 && is_label(line - 1) && is_heading(line - 2);
    let above_text = context.after(line).is_some_and(|next| {
        if context.label(next) == Some(Label::Row) {
            return true;
        }
        let next = context.text.line(next);
        let long = next.len() >= LONG || next.len() * 2 >= LONG && next.contains(&'，');
        long || next.last().is_some_and(|&last| ends_sentence(last))
    });
    below_heading && above_text && (line == 0 || context.text.gap(line) >= context.style.usual_gap)
}

/// A longer line is text, and half as long one with a clause.
const LONG: usize = 40;
/// Two names with a blank between them.
const LONGEST_NAMES: usize = 8;
/// The same behind an office: 河湾市作家协会 陆远.
const LONGEST_BARE: usize = 22;

/// A name without the office that its bearer signs for: 河湾市作家协会 陆远 → 陆远.
fn without_office(text: &[char]) -> &[char] {
    static OFFICES: Words = Words::new(&[
        "协会",
        "学会",
        "大学",
        "学院",
        "中学",
        "小学",
        "学校",
        "研究所",
        "研究院",
        "医院",
        "委员会",
        "公司",
        "集团",
        "文联",
        "作协",
        "党校",
        "社科院",
        "图书馆",
        "博物馆",
        "日报",
        "晚报",
    ]);
    let Some(blank) = text.iter().rposition(|c| *c == ' ') else { return text };
    if OFFICES.close(&text[..blank]) { &text[blank + 1..] } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::tests::labels;
    use super::*;

    #[test]
    fn bylines_of_every_form() {
        let yes = [
            "◎本报记者 陆远",
            "◎陆远 本报记者 舒窈",
            "本报记者 陆 远 舒 窈",
            "通讯员 陆远 舒窈",
            "◎实习记者 陆远",
            "■ 陆 远",
            "◆陆远",
            "文/陆远",
            "（本报记者陆远）",
            "本报记者 阿依古丽·买买提",
            "本报记者 陆远 摄影报道",
            "本报记者 陆远、舒窈",
            "本报驻河湾记者陆远",
            "新华社驻河湾记者 陆远 舒窈",
            "本报记者陆远舒窈",
            "本报记者陆远山舒窈陈小禾",
            "新华社记者陆远山本报记者舒窈",
            "本报评论员",
            "海岛日报特约评论员",
            "海岛都市报记者 陆远 舒窈 实习生 江禾",
            "文/海岛都市报记者 陆远",
            "本报记者 陆远 发自海南文昌",
            "海岛报记者 陆远 文昌报道",
            "记者陆远／台东报导",
            "口述：陆远 整理：舒窈",
            "陆远/文 舒窈/图",
        ];
        let no = [
            "记者走进渔港看见了什么",
            "◎渔港的夜色与灯火通明的码头",
            "本报记者昨天从渔港获悉",
            "驻河湾记者站今天成立了",
            "本报记者陆远从渔港",
            "本报记者陆远昨天报道",
            "文明与不文明",
            "陆远",
            "渔港 码头",
            "记者手记",
            "本报记者走进渔港",
            "评论员",
            "网络评论员",
            "文化视野",
            "图书馆",
        ];
        for line in yes {
            assert!(is_byline(&line.chars().collect::<Vec<_>>()), "{line}");
        }
        for line in no {
            assert!(!is_byline(&line.chars().collect::<Vec<_>>()), "{line}");
        }
    }

    #[test]
    fn a_byline_goes_on_with_another_title() {
        let cases = [
            ("◎本报记者 陆远", "通讯员 舒窈", false),
            ("◎实习记者 陆远", "本报记者 舒窈", false),
            ("◎本报记者 陆远", "舒窈", false),
            ("◎本报记者 陆远", "本报记者 舒 窈", true),
            ("◎陆远 本报记者 舒窈", "本报记者 江禾", true),
            ("◎本报记者 陆远", "■ 舒 窈", true),
            ("□ 本报记者 陆远", "□ 本报通讯员 舒窈", false),
            ("本报记者 陆远", "文/舒窈", true),
        ];
        for (above, line, expected) in cases {
            let [above, characters] = [above, line].map(|text| text.chars().collect::<Vec<_>>());
            assert_eq!(signs_anew(&above, &characters), expected, "{line}");
        }
    }

    #[test]
    fn paragraphs_that_end_with_their_writers() {
        let yes = ["船老大笑了。本报记者 陆远", "灯塔亮了。” 特约通讯员 陆远 舒窈"];
        let no = ["船老大笑了。本报记者走进渔港看船", "船老大笑了。陆远", "本报记者 陆远", "灯塔亮了。文化"];
        for line in yes {
            assert!(ends_signed(&line.chars().collect::<Vec<_>>()), "{line}");
        }
        for line in no {
            assert!(!ends_signed(&line.chars().collect::<Vec<_>>()), "{line}");
        }
    }

    #[test]
    fn a_name_between_headline_and_text() {
        let page = "海岛的灯\n\n陆远\n\n天刚擦黑，码头上的灯一盏一盏亮起来，出海的人循着光回家，孩子们沿着石阶往下跑，喊着船的名字。\n";
        assert_eq!(labels(page), [Label::Heading, Label::Byline, Label::Body]);
    }

    #[test]
    fn a_name_at_the_top_of_a_page_signs_what_stands_below() {
        let text = "天刚擦黑，码头上的灯一盏一盏亮起来，出海的人循着光回家，孩子们沿着石阶往下跑。";
        assert_eq!(labels(&format!("陆远\n\n{text}\n")), [Label::Byline, Label::Body]);
        assert_eq!(labels(&format!("陆远\n\n灯塔守到天明\n\n{text}\n"))[0], Label::Heading);
        assert_eq!(labels(&format!("{text}\n\n陆远\n\n{text}\n"))[2], Label::Body);
    }
}
