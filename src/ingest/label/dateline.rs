//! 电头: the paragraph that opens a story with 科技日报讯, 本报北京1月23日电, 新华社…电, 本报记者某某报道.

use super::names::title_length;
use super::{Label, Rule};
use crate::ingest::lines::{ends_with, is_han, starts_with};
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "dateline",
    reason: ("段首是电头（某报讯、某社某地某日电）", "the paragraph opens with a dateline"),
    judge: |context, line| is_opening(context.text.line(line)).then_some(Label::Opening),
};

/// The longest dateline before its bracket, in characters.
const LONGEST: usize = 28;

/// Whether a line opens with a dateline.
pub(crate) fn is_opening(line: &[char]) -> bool {
    if let Some(&first) = line.first()
        && let Some(close) = closing_of(first)
        && let Some(end) = line.iter().take(LONGEST).position(|&c| c == close)
    {
        // 【本报讯】…, （新华社临江3月9日电）…: the text goes on behind the bracket.
        let inside = &line[1..end];
        return end + 1 < line.len() && (is_wired(inside) || is_posted(inside));
    }
    let line = line.strip_prefix(&['据']).unwrap_or(line);
    is_wired(line) || is_reported(line) || is_taken_over(line)
}

/// 英国《海岛纪事报》网站9月9日报道 一家公司…: a foreign paper, its day, and a gap before the text.
fn is_taken_over(line: &[char]) -> bool {
    const LONGEST_SOURCE: usize = 34;
    const LONGEST_COUNTRY: usize = 8;
    let head = &line[..line.len().min(LONGEST_SOURCE)];
    let Some(open) = head.iter().take(LONGEST_COUNTRY + 1).position(|c| *c == '《') else { return false };
    let Some(close) = head.iter().position(|c| *c == '》') else { return false };
    let behind = &head[close + 1..];
    let Some(end) = behind.windows(3).position(|end| matches!(end, ['日', '报', '道'])) else {
        return false;
    };
    head[..open].iter().all(|&c| is_han(c))
        && behind[..end].contains(&'月')
        && behind[..end].iter().all(|&c| is_han(c) || c.is_ascii_digit())
        && behind.get(end + 3) == Some(&' ')
}

/// Whether a text is a dateline and nothing else: 本报青岛3月5日电.
pub(super) fn is_opening_alone(text: &[char]) -> bool {
    text.len() <= LONGEST && matches!(text.last(), Some('电' | '讯')) && is_wired(text)
}

const fn closing_of(bracket: char) -> Option<char> {
    match bracket {
        '【' => Some('】'),
        '（' => Some('）'),
        '[' => Some(']'),
        '〔' => Some('〕'),
        _ => None,
    }
}

/// 记者陆远／临江报道: who reports and, behind a stroke, from where.
fn is_posted(inside: &[char]) -> bool {
    let stroke = inside.iter().position(|c| matches!(c, '/' | '／'));
    let Some((people, place)) = stroke.map(|at| (&inside[..at], &inside[at + 1..])) else { return false };
    title_length(people) > 0 && (ends_with(place, "报道") || ends_with(place, "报导"))
}

/// 本报记者南星报道 潮水一退, 综合本报记者南星、江禾报道 潮水一退: titles and names, then 报道 and a gap.
fn is_reported(line: &[char]) -> bool {
    const WORD: [char; 2] = ['报', '道'];
    let line = line.strip_prefix(&['综', '合']).unwrap_or(line);
    if !(starts_with(line, "本报") || starts_with(line, "本刊")) {
        return false;
    }
    let head = &line[..line.len().min(LONGEST)];
    let Some(end) = head.windows(2).position(|pair| pair == WORD) else { return false };
    let signature = &head[..end];
    let people = &signature[title_length(signature)..];
    let gap = line.get(end + 2).is_some_and(|c| matches!(c, ' ' | '：'));
    let is_signature = people.len() >= 2
        && people.len() < signature.len()
        && people.iter().all(|&c| is_han(c) || matches!(c, ' ' | '、' | '·'))
        && people.split(|&c| matches!(c, ' ' | '、')).all(|word| word.len() <= 7);
    gap && is_signature
}

/// 某报讯, 某社某地某日电.
fn is_wired(line: &[char]) -> bool {
    let is_stop = |c: char| matches!(c, '，' | '。' | '；' | '：' | '“' | '！' | '？');
    let head = &line[..line.len().min(LONGEST)];
    for (at, &c) in head.iter().enumerate() {
        if is_stop(c) {
            return false;
        }
        if at == 0 || !matches!(c, '电' | '讯') {
            continue;
        }
        let source = &head[..at];
        let closes = match head.get(at + 1) {
            None => at + 1 == line.len(),
            Some('（' | ' ' | '　') => true,
            Some(&next) => is_stop(next) || is_han(next) && (ends_with(source, "日") || is_paper(source)),
        };
        if closes && opens_with_paper(source) {
            return true;
        }
    }
    false
}

/// Whether the words before 电 or 讯 begin with the name of a paper or an agency. Behind a paper whose name tells
/// little only a day may follow: `电力报3月5日电`, `电力报讯`, but not `公司年报显示发电`.
fn opens_with_paper(source: &[char]) -> bool {
    (2..=source.len().min(10)).any(|length| {
        let (name, rest) = source.split_at(length);
        let dated = ends_with(rest, "日") && rest.contains(&'月');
        // 西班牙埃菲社马德里9月8日电: an agency that no list has needs a day.
        let is_agency = ends_with(name, "社") && dated;
        is_paper(name) || is_agency || is_plain_paper(name) && (rest.is_empty() || dated)
    })
}

/// 本报, 新华社, 海岛晚报, 某某网 …
fn is_paper(name: &[char]) -> bool {
    static KNOWN: Words = Words::new(&[
        "本报",
        "本刊",
        "本社",
        "新华社",
        "中新社",
        "中新网",
        "央视网",
        "人民网",
        "新华网",
        "本网",
    ]);
    static ENDS: Words = Words::new(&[
        "日报",
        "晚报",
        "时报",
        "早报",
        "晨报",
        "都市报",
        "导报",
        "青年报",
        "周报",
        "经济网",
        "新闻网",
        "电视台",
        "通讯社",
        "商报",
        "法治报",
    ]);
    KNOWN.opening(name).any(|word| name.len() == word.chars().count())
        || (name.len() >= 3 && ENDS.close(name) && name.iter().all(|&c| is_han(c)))
}

/// Any other paper: 大公报, 电力报, 样报. Its name may be any words before 报, but not a word that only ends like one.
fn is_plain_paper(name: &[char]) -> bool {
    name.len() >= 2 && ends_with(name, "报") && name.iter().all(|&c| is_han(c)) && !NO_PAPERS.close(name)
}

/// Whether a text is the name of a paper and nothing else.
pub(super) fn is_any_paper(name: &[char]) -> bool {
    (2..=10).contains(&name.len()) && is_plain_paper(name)
}

/// Words that end in 报 and name no paper.
static NO_PAPERS: Words = Words::new(&[
    "汇报", "通报", "预报", "情报", "举报", "申报", "播报", "公报", "电报", "战报", "喜报", "捷报", "上报",
    "回报", "警报", "海报",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_of_stories() {
        let yes = [
            "科技日报讯（记者陆远）海风停了。",
            "科技日报杭州1月23日电（陆远 记者舒窈）渔船回港。",
            "本报北京3月5日电 记者获悉，大桥合龙。",
            "据新华社广州4月2日电（记者 陆远）船开了。",
            "本报讯 昨天，码头开放。",
            "海岛晚报讯（通讯员陆远）码头开放。",
            "样报讯（记者陆远）码头开放。",
            "海洋报青岛3月5日电（记者陆远）码头开放。",
            "【本报讯】昨天，码头开放。",
            "【本报讯】（记者 陆远）码头开放。",
            "（新华社青岛3月5日电）码头开放。",
            "【记者陆远／青岛报道】码头开放。",
            "综合本报记者陆远、舒窈报道 码头开放。",
            "海岛国南湾社西港9月8日电 码头开放。",
            "海岛国《南湾纪事报》网站9月9日报道 码头开放。",
        ];
        let no = [
            "记者从本报讯息中心获悉，码头开放。",
            "科技日报的读者来电说，码头开放。",
            "电动船下水了。",
            "天气预报讯（台风将至）码头关闭。",
            "公司年报显示发电（含风电）增加。",
            "本报记者来电话说码头开放。",
            "（本报青岛3月5日电）",
            "合作社的电商小院开张。",
            "《南湾纪事报》网站9月9日报道，码头开放。",
            "【码头】开放了。",
        ];
        for line in yes {
            assert!(is_opening(&line.chars().collect::<Vec<_>>()), "{line}");
        }
        for line in no {
            assert!(!is_opening(&line.chars().collect::<Vec<_>>()), "{line}");
        }
    }
}
