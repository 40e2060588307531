//! Which line of a head is its label, 引题, 主题 or 副题.

use super::{Head, Reader};
use crate::ingest::join::names_place;
use crate::ingest::label::{Label, names_place_first};
use crate::ingest::lines::{ends_with, is_han, starts_with};

/// How 引题 ends that names who speaks or decides (市长在调研时强调, 市政府办公室印发) or of what kind the story is.
const LEADS: [&str; 12] =
    ["强调", "指出", "要求", "印发", "提出", "召开", "调查", "纪实", "侧记", "综述", "述评", "见闻"];
/// The longest label that is known by nothing but its place above a headline.
const LONGEST_LABEL: usize = 5;

impl Reader<'_> {
    /// Takes the label off the blocks of a head: a line of a few characters above the others that names no place and leads
    /// on to nothing (绿色家园, 法治经纬). 引题 is longer, and a place so short is the beginning of its headline.
    pub(super) fn take_label(&self, blocks: &mut Vec<Vec<usize>>) -> Option<usize> {
        let [first, below, ..] = blocks.as_slice() else { return None };
        let &[line] = first.as_slice() else { return None };
        let text = self.text.line(line);
        let is_short = (2..=LONGEST_LABEL).contains(&text.len()) && text.iter().all(|&c| is_han(c));
        let dash = below.first().is_some_and(|&below| self.label(below) == Label::Subtitle);
        (is_short && !dash && !leads_to_place(text)).then(|| blocks.remove(0)[0])
    }

    /// Which block of a head is 引题, 主题, 副题.
    pub(super) fn give_roles(&self, mut blocks: Vec<Vec<usize>>, head: &mut Head) {
        let dash = |reader: &Self, block: &Vec<usize>| reader.label(block[0]) == Label::Subtitle;
        if let Some(at) = blocks.iter().position(|block| dash(self, block))
            && at > 0
        {
            head.subtitle = blocks.drain(at..).flatten().collect();
        }
        if let Some(kicker) = self.take_set_kicker(&mut blocks) {
            head.kicker = vec![kicker];
            head.headline = blocks.remove(0);
            head.subtitle.splice(0..0, blocks.into_iter().flatten());
            return;
        }
        match blocks.len() {
            0 => {}
            1 => head.headline = blocks.remove(0),
            2 => self.give_two_roles(&blocks[0], &blocks[1], head),
            _ => {
                head.kicker = blocks.remove(0);
                head.headline = blocks.remove(0);
                head.subtitle.splice(0..0, blocks.into_iter().flatten());
            }
        }
    }

    /// Takes 引题 off that is set right above its headline. The lines of a headline in two lines are set large, so both are
    /// short and the first is seldom the longer one; a 引题 is set smaller. Who says it stands before a colon (渔政提醒：…), or it
    /// names no place where the headline begins with one.
    fn take_set_kicker(&self, blocks: &mut [Vec<usize>]) -> Option<usize> {
        const LONGEST_LINE: usize = 12;
        const SHORTEST: usize = 8;
        let block = blocks.first_mut()?;
        let &[kicker, headline] = block.as_slice() else { return None };
        let (first, second) = (self.text.line(kicker), self.text.line(headline));
        let (one, two) = (first.len(), second.len());
        let says = first.iter().position(|c| *c == '：').is_some_and(|at| at > 0 && at + 1 < one)
            && one > LONGEST_LINE
            && one * 4 >= two * 5;
        let leads_up = one >= SHORTEST && opens_with_place(second) && !names_place(first);
        (two > LONGEST_LABEL && (says || leads_up)).then(|| block.remove(0))
    }

    fn give_two_roles(&self, first: &[usize], second: &[usize], head: &mut Head) {
        let length = |block: &[usize]| block.iter().map(|&line| self.text.line(line).len()).sum::<usize>();
        let (one, two) = (length(first), length(second));
        let head_text = self.text.line(first[0]);
        let reads_on =
            ends_with(head_text, "：") || (one <= 5 && first.len() == 1 && !head_text.contains(&' '));
        if reads_on {
            head.headline = first.iter().chain(second).copied().collect();
        } else if head.subtitle.is_empty() && self.is_subtitle(first, second, one, two) {
            head.headline = first.to_vec();
            head.subtitle = second.to_vec();
        } else {
            head.kicker = first.to_vec();
            head.headline = second.to_vec();
        }
    }

    /// Whether the second of two blocks is 副题 below a headline, rather than a headline below 引题.
    ///
    /// A headline names the place of the news, surely so before a colon; 引题 leads up to it and is about as long or longer; 副题 is longer
    /// than the headline and set in one line.
    fn is_subtitle(&self, first: &[usize], second: &[usize], one: usize, two: usize) -> bool {
        if second.len() > 1 || two >= 26 {
            return second.len() == 1;
        }
        if names_place_first(self.text.line(first[0])) {
            return true;
        }
        if LEADS.iter().any(|word| ends_with(self.text.line(first[first.len() - 1]), word)) {
            return false;
        }
        if ["对话", "专访", "访"].iter().any(|word| starts_with(self.text.line(first[0]), word)) {
            return false;
        }
        let text = self.text.line(second[0]);
        if text.first() == Some(&'（') {
            return true;
        }
        if ["访", "直击", "记", "专访", "对话", "探访", "写在"].iter().any(|word| starts_with(text, word))
            || first.len() > 1
        {
            return true;
        }
        let places = |block: &[usize]| block.iter().any(|&line| names_place(self.text.line(line)));
        match (places(first), places(second)) {
            (true, false) => two * 10 >= one * 9,
            (false, true) => false,
            _ => two * 10 >= one * 14,
        }
    }
}

/// Whether a text begins with the name of a place.
fn opens_with_place(text: &[char]) -> bool {
    const LONGEST_PLACE: usize = 4;
    (2..=LONGEST_PLACE.min(text.len())).any(|end| names_place(&text[..end]) && !names_place(&text[1..end]))
}

/// Whether a text names a place, if only by the short names of provinces: 甘肃庆阳, 川渝携手.
fn leads_to_place(text: &[char]) -> bool {
    const PROVINCES: &str = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔滇藏陕甘青宁新港澳台";
    // 数字中国 is no place of a story.
    let beside_country = text.strip_suffix(&['中', '国']).unwrap_or(text);
    names_place(beside_country) || text.iter().take(2).filter(|c| PROVINCES.contains(**c)).count() == 2
}
