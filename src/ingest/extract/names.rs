//! Writers' names out of a byline or a bracket: `◎本报记者 张 晔 通讯员 贺瑛`, `（洪山 记者江涛）`, `本报记者石岩方小禾`.
//!
//! Titles fall away, photographers are left out, names set apart by blanks (张　晔) or set without any blank
//! (石岩方小禾) are told from each other by surnames. A word that stands behind a title is taken for a name
//! even without a known surname: names of minorities and pen names have none.

mod surnames;

use std::borrow::Cow;

use super::narrow::narrow;
use crate::ingest::word_list::{Characters, Words};
use surnames::{given_cost, is_double_surname, is_surname, surname_cost};

/// Titles in front of the names of writers.
static WRITERS: Words = Words::new(&[
    "记者",
    "通讯员",
    "实习生",
    "评论员",
    "撰稿人",
    "观察员",
    "撰稿",
    "撰文",
    "作者",
    "编译",
    "采写",
    "口述",
    "讲述",
    "执笔",
    "文字",
    "主笔",
]);

/// Titles in front of the names of others.
static OTHERS: Words = Words::new(&[
    "摄影记者",
    "摄影",
    "图片",
    "制图",
    "绘图",
    "绘画",
    "插图",
    "漫画",
    "责任编辑",
    "责编",
    "编辑",
    "美编",
    "版式",
    "校对",
    "策划",
    "监制",
    "统筹",
    "供图",
    "设计",
    "视觉",
]);

/// Words that stand before a title and belong to it.
static QUALIFIERS: Words = Words::new(&[
    "本报",
    "本刊",
    "本社",
    "本网",
    "特约",
    "特派",
    "首席",
    "高级",
    "资深",
    "实习",
    "见习",
    "全媒体",
    "融媒体",
    "新媒体",
    "总台",
    "央视",
    "中央",
    "新华社",
    "中新社",
    "文字",
    "驻站",
    "青年",
    "校园",
    "学生",
    "综合",
    "通讯",
    "报社",
    "联合",
]);

/// Words that are never names, although they have the length of one.
static NEVER: Words = Words::new(&[
    "近日",
    "日前",
    "昨日",
    "今日",
    "昨天",
    "今天",
    "前天",
    "记者",
    "通讯员",
    "本报",
    "综合",
    "报道",
    "整理",
    "发自",
    "特约",
    "摄影",
    "首席",
    "实习",
    "见习",
    "编辑",
    "供图",
    "并摄",
    "文并摄",
    "采写",
    "图文",
    "截至",
    "目前",
    "消息",
    "专电",
    "题",
    "据悉",
    "获悉",
    "本版",
    "单位",
]);

/// Ends of words that name an office or a trade, not a person.
static NO_PERSON: Words = Words::new(&[
    "大学",
    "学院",
    "研究所",
    "研究院",
    "公司",
    "集团",
    "委员会",
    "宣传部",
    "办公室",
    "中心",
    "医院",
    "学校",
    "中学",
    "小学",
    "日报",
    "晚报",
    "报社",
    "电视台",
    "融媒体",
    "教授",
    "院士",
    "研究员",
    "博士",
    "报道",
]);

/// What a piece of a signature is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Writer,
    Other,
}

/// The writers that a byline or the bracket of an opener names, in print order, each once.
pub(super) fn in_signature(text: &str) -> Vec<String> {
    // 本报记者 石岩 发自临江: what follows is the place.
    static SENT_FROM: Words = Words::new(&["发自"]);
    let text = narrow(text);
    let text = SENT_FROM.find_in(&text).map_or(text.as_ref(), |at| &text[..at]);
    let text = text.trim_matches(|c: char| c.is_whitespace() || "◎■□◆◇●○▲△★☆※()[]【】".contains(c));
    let mut names: Vec<String> = Vec::new();
    for (role, piece) in pieces(text) {
        if role == Role::Other {
            continue;
        }
        for name in names_in(&without_photographers(piece)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Whether a text begins with a writer's title, qualifiers included (本报记者 …).
pub(super) fn starts_with_role(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(shorter) = QUALIFIERS.opening_str(rest).and_then(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    WRITERS.opening_str(rest).is_some()
}

/// Whether a title of a writer stands anywhere in the text.
pub(super) fn has_role(text: &str) -> bool {
    WRITERS.find_in(text).is_some()
}

/// Whether a text is nothing but names: each word is two to four characters long and begins with a surname.
pub(super) fn is_names_only(text: &str) -> bool {
    let mut words = text.split([' ', '、', ',', '\u{3000}']).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| {
            let characters: Vec<char> = word.chars().collect();
            let sure = characters.first().is_some_and(|c| is_surname(*c))
                && (2..=3).contains(&characters.len())
                || is_double(&characters) && (3..=4).contains(&characters.len());
            sure && is_name(word)
        })
}

/// Cuts a signature at its titles. What stands before the first title are writers too (洪山 记者江涛).
fn pieces(text: &str) -> Vec<(Role, &str)> {
    let mut pieces = Vec::new();
    let mut role = Role::Writer;
    let (mut start, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let Some((title, next)) = title_at(&text[at..]) else {
            at += c.len_utf8();
            continue;
        };
        pieces.push((role, without_qualifiers(&text[start..at])));
        role = next;
        at += title.len();
        start = at;
    }
    pieces.push((role, &text[start..]));
    mark_photographers(&mut pieces);
    pieces
}

/// What stands behind a writer who also took the pictures.
static REPORTED: Words = Words::new(&["摄影报道", "摄影并报道", "摄影/报道"]);

fn title_at(text: &str) -> Option<(&'static str, Role)> {
    match OTHERS.opening_str(text) {
        Some(_) if REPORTED.opening_str(text).is_some() => None,
        Some(title) => Some((title, Role::Other)),
        None => WRITERS.opening_str(text).map(|title| (title, Role::Writer)),
    }
}

/// What is left without the words that belong to the title behind: 本报, 特约, 驻河南, 河湾日报.
fn without_qualifiers(piece: &str) -> &str {
    let mut piece = piece.trim_end();
    while let Some(shorter) = QUALIFIERS.closing_str(piece).and_then(|word| piece.strip_suffix(word)) {
        piece = shorter.trim_end();
    }
    let start = piece
        .rfind([' ', '、', ',', ';', '/', '|'])
        .map_or(0, |at| at + piece[at..].chars().next().map_or(0, char::len_utf8));
    let last = &piece[start..];
    let is_office = last.starts_with('驻')
        || last.starts_with("本报")
        || ["报", "報", "社", "网", "網", "台", "臺"].iter().any(|end| last.ends_with(end))
            && last.chars().count() > 2;
    if is_office { &piece[..start] } else { piece }
}

/// 图/河湾报 记者 韩梅: the mark stands before the title of the next piece.
fn mark_photographers(pieces: &mut [(Role, &str)]) {
    let mut of_pictures = false;
    for (role, piece) in pieces {
        if std::mem::take(&mut of_pictures) {
            *role = Role::Other;
        }
        if let Some(before) = piece.strip_suffix("图/").or_else(|| piece.strip_suffix("摄/")) {
            *piece = before;
            of_pictures = true;
        }
    }
}

/// `张三 摄`, `文/张三 图/李四`, `张三 文 李四 图`: who only took the pictures is no writer.
fn without_photographers(piece: &str) -> Cow<'_, str> {
    if !piece.contains(['摄', '图', '文']) {
        return piece.into();
    }
    let words: Vec<&str> = piece.split([' ', '/', ':', '|']).filter(|word| !word.is_empty()).collect();
    let marks: Vec<bool> = (0..words.len()).map(|index| is_mark(&words, index)).collect();
    if !marks.contains(&true) {
        // 石岩摄, without a blank.
        let name = piece.strip_suffix('摄').or_else(|| piece.strip_suffix("供图"));
        return if name.is_some_and(|name| !name.ends_with('拍')) { "".into() } else { piece.into() };
    }
    let leading = marks.first() == Some(&true);
    let mut kept: Vec<&str> = Vec::new();
    let mut since_mark = 0;
    let mut taking_pictures = false;
    let combined =
        ["文/图", "文/摄", "图/文", "文并摄", "文、图", "图文"].iter().any(|mark| piece.contains(mark));
    for (word, is_mark) in words.iter().zip(&marks) {
        if !is_mark {
            if !(leading && taking_pictures && !combined) {
                kept.push(word);
            }
            continue;
        }
        taking_pictures = matches!(*word, "摄" | "图");
        if !leading && taking_pictures && !combined {
            kept.truncate(since_mark);
        }
        since_mark = kept.len();
    }
    kept.join(" ").into()
}

/// Whether a word says who wrote and who took the pictures. 文 is a given name as well (付 文, 郭 远 文): it is a mark
/// where it leads or where pictures are spoken of too, and not right behind a surname that stands alone.
fn is_mark(words: &[&str], index: usize) -> bool {
    let is_of_pictures = |word: &&str| matches!(*word, "摄" | "图" | "图文" | "文图");
    let is_lone_surname = |word: &&str| word.chars().count() == 1 && word.chars().all(is_surname);
    match words[index] {
        "文" => {
            let can_be = index == 0 || words.iter().any(is_of_pictures);
            can_be && !words[..index].last().is_some_and(is_lone_surname)
        }
        word => is_of_pictures(&word),
    }
}

/// The names of one piece between titles.
fn names_in(piece: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut spaced: Vec<(char, usize)> = Vec::new();
    let mut latin: Vec<&str> = Vec::new();
    for (word, gap) in words(piece) {
        let mut characters = word.chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) if is_name_character(c) => {
                flush_latin(&mut latin, &mut names);
                spaced.push((c, gap));
                continue;
            }
            _ => {}
        }
        if word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().all(|c| c.is_ascii_alphabetic() || "-'.".contains(c))
        {
            flush_spaced(&mut spaced, &mut names, None);
            latin.push(word);
            continue;
        }
        flush_latin(&mut latin, &mut names);
        if flush_spaced(&mut spaced, &mut names, Some(word)) {
            continue;
        }
        names.extend(split_word(word));
    }
    flush_spaced(&mut spaced, &mut names, None);
    flush_latin(&mut latin, &mut names);
    names.retain(|name| is_name(name));
    names
}

/// The words of a piece, each with the number of blanks before it (a mark between names counts as many).
fn words(piece: &str) -> Vec<(&str, usize)> {
    let mut words = Vec::new();
    let mut gap = 0;
    let mut start = None;
    let is_gap = |c: char| c.is_whitespace() || GAPS.has(c);
    for (at, c) in piece.char_indices() {
        if is_gap(c) {
            if let Some(start) = start.take() {
                words.push((&piece[start..at], gap));
                gap = 0;
            }
            gap += if c.is_whitespace() { 1 } else { 9 };
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(start) = start {
        words.push((&piece[start..], gap));
    }
    words
}

/// What stands between names, and none of it in one.
static GAPS: Characters = Characters::new("、,;:/|()[]【】《》“”\"。+&和");

fn is_name_character(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '〇')
        || c.is_ascii_uppercase()
}

fn flush_latin(latin: &mut Vec<&str>, names: &mut Vec<String>) {
    if !latin.is_empty() {
        names.push(latin.join(" "));
        latin.clear();
    }
}

/// Puts characters that stand alone together to names: 华 凌 张 晔 张 毅 力. Where the gaps differ, the wider
/// ones part the names; else surnames decide. One character left over joins the word behind it (张 毅力).
/// Says whether that word was taken.
fn flush_spaced(spaced: &mut Vec<(char, usize)>, names: &mut Vec<String>, next: Option<&str>) -> bool {
    let taken = std::mem::take(spaced);
    if let ([(c, _)], Some(next)) = (taken.as_slice(), next) {
        let short = next.chars().count() <= 2 && next.chars().all(is_name_character);
        if short && is_surname(*c) {
            names.push(format!("{c}{next}"));
            return true;
        }
    }
    if taken.is_empty() {
        return false;
    }
    let narrowest = taken.iter().skip(1).map(|(_, gap)| *gap).min().unwrap_or(1);
    let mut group: Vec<char> = Vec::new();
    for (index, (c, gap)) in taken.iter().enumerate() {
        if index > 0 && *gap > narrowest {
            names.extend(part_set_apart(&std::mem::take(&mut group)));
        }
        group.push(*c);
    }
    names.extend(part_set_apart(&group));
    false
}

/// A word of a signature: a name, or several that were set without a blank.
fn split_word(word: &str) -> Vec<String> {
    if word.contains(['·', '•', '・']) || !word.chars().all(is_name_character) {
        return vec![word.replace(['•', '・'], "·")];
    }
    if NO_PERSON.closing_str(word).is_some() {
        return Vec::new();
    }
    let characters: Vec<char> = word.chars().collect();
    match characters.len() {
        0..=3 => vec![word.to_owned()],
        4 if !(is_surname(characters[0]) && is_surname(characters[2])) || is_double(&characters) => {
            vec![word.to_owned()]
        }
        _ => part(&characters),
    }
}

/// Parts a run of characters that stand without blanks. One that cannot be parted well stays whole: it is one name.
fn part(characters: &[char]) -> Vec<String> {
    match parted(characters) {
        Some((cost, names)) if cost < NO_SURNAME => names,
        _ if characters.len() > LONGEST_RUN => Vec::new(),
        _ => vec![characters.iter().collect()],
    }
}

/// Parts characters that were set apart from each other: they are names, though some may be pen names.
fn part_set_apart(characters: &[char]) -> Vec<String> {
    match parted(characters) {
        Some((_, names)) => names,
        None => part(characters),
    }
}

/// No run of names is longer.
const LONGEST_RUN: usize = 48;

/// The best way to part a run into names of two or three characters (four with a double surname), so that as many as
/// possible begin with a surname, and what it costs.
fn parted(characters: &[char]) -> Option<(u32, Vec<String>)> {
    if characters.len() > LONGEST_RUN {
        return None;
    }
    // best[i]: the least cost of parting the first i characters, and the length of the last name.
    let mut best: Vec<Option<(u32, usize)>> = vec![None; characters.len() + 1];
    best[0] = Some((0, 0));
    for end in 2..=characters.len() {
        for length in 2..=4.min(end) {
            let Some((before, _)) = best[end - length] else { continue };
            let cost = before + name_cost(&characters[end - length..end]);
            if best[end].is_none_or(|(known, _)| cost < known) {
                best[end] = Some((cost, length));
            }
        }
    }
    let (cost, _) = best[characters.len()]?;
    let mut names = Vec::new();
    let mut end = characters.len();
    while let Some((_, length)) = best[end].filter(|(_, length)| *length > 0) {
        names.push(characters[end - length..end].iter().collect());
        end -= length;
    }
    names.reverse();
    Some((cost, names))
}

/// What it costs to begin a name with something that is no surname; more than any sum of other costs.
const NO_SURNAME: u32 = 10_000;

/// How unlikely these characters are as one name: its surname, its length, its given characters. The unit is a tenth
/// of a natural logarithm, roughly.
fn name_cost(characters: &[char]) -> u32 {
    let (surname, given) = match characters {
        [_, _, given @ ..] if is_double(characters) => (if given.is_empty() { 500 } else { 70 }, given),
        [first, given @ ..] => (surname_cost(*first).unwrap_or(NO_SURNAME), given),
        [] => return NO_SURNAME,
    };
    // Of all names today, about three in four have two given characters; three are rare but with a double surname.
    let length = match given.len() {
        1 => 13,
        2 => 3,
        _ => 200,
    };
    surname + length + given.iter().map(|c| given_cost(*c)).sum::<u32>()
}

fn is_double(characters: &[char]) -> bool {
    matches!(characters, [first, second, ..] if is_double_surname(*first, *second))
}

/// Whether a word can be a name at all.
fn is_name(word: &str) -> bool {
    let length = word.chars().count();
    let is_foreign = word.contains('·') || word.starts_with(|c: char| c.is_ascii_uppercase());
    let right_length = if is_foreign { (2..=24).contains(&length) } else { (2..=4).contains(&length) };
    let letters =
        word.chars().all(|c| is_name_character(c) || c.is_ascii_alphabetic() || "· -'.".contains(c));
    right_length && letters && !NEVER.has(word) && NO_PERSON.closing_str(word).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(signature: &str, expected: &[&str]) {
        assert_eq!(in_signature(signature), expected, "{signature}");
    }

    #[test]
    fn titles_fall_away() {
        check("◎本报记者 石岩", &["石岩"]);
        check("◎石岩 本报记者 方小禾", &["石岩", "方小禾"]);
        check("记者韩梅", &["韩梅"]);
        check("通讯员韩梅 记者方小禾", &["韩梅", "方小禾"]);
        check("韩梅 记者方小禾", &["韩梅", "方小禾"]);
        check("■ 实习记者 韩梅 特约通讯员 方小禾", &["韩梅", "方小禾"]);
        check("本报见习记者 韩梅 实习生 石岩", &["韩梅", "石岩"]);
        check("首席记者 韩梅", &["韩梅"]);
        check("本报驻河湾记者 韩梅", &["韩梅"]);
        check("河湾日报全媒体记者 韩梅 石岩", &["韩梅", "石岩"]);
        check("本报特约评论员 韩梅", &["韩梅"]);
        check("本报评论员", &[]);
        check("新华社记者韩梅、石岩", &["韩梅", "石岩"]);
        check("文/韩梅", &["韩梅"]);
        check("作者：韩梅", &["韩梅"]);
        check("□ 韩 梅", &["韩梅"]);
        check("◆韩梅", &["韩梅"]);
    }

    #[test]
    fn names_set_apart_are_put_together() {
        check("本报记者 张 晔", &["张晔"]);
        check("本报记者 苏 禾 林 遥 陈 远 山", &["苏禾", "林遥", "陈远山"]);
        check("本报记者　王　建　国　　李　梅", &["王建国", "李梅"]);
        check("本报记者 欧 阳 洁 李 梅", &["欧阳洁", "李梅"]);
        check("本报记者 张 晔 孙明源", &["张晔", "孙明源"]);
        check("本报记者 孙明源 张 晔", &["孙明源", "张晔"]);
    }

    #[test]
    fn names_set_without_blanks_are_told_apart() {
        check("黄婉婷杨春竹记者孙宝福", &["黄婉婷", "杨春竹", "孙宝福"]);
        check("记者张晔李梅", &["张晔", "李梅"]);
        check("记者扎西顿珠", &["扎西顿珠"]);
        // The commoner surname begins the name, and what is common in given names stands behind it.
        check("本报记者 颜 温 岚 张 沐 陆 成 海", &["颜温岚", "张沐", "陆成海"]);
        check("本报记者 温 宁 辛 苇 陈 露", &["温宁", "辛苇", "陈露"]);
        check("本报记者 刘 沐 都 苇 过 国 宁", &["刘沐", "都苇", "过国宁"]);
        check("◎本报记者 黔 星 罗 盘", &["黔星", "罗盘"]);
        check("记者欧阳春晓", &["欧阳春晓"]);
    }

    #[test]
    fn foreign_and_minority_names_stay_whole() {
        check("本报记者 买买提·艾力 李梅", &["买买提·艾力", "李梅"]);
        check("通讯员 格桑 记者 边巴次仁", &["格桑", "边巴次仁"]);
        check("（英）John Smith 编译 石岩", &["John Smith", "石岩"]);
    }

    #[test]
    fn photographers_are_no_writers() {
        check("新华社记者 石岩摄", &[]);
        check("本报记者 石岩 摄", &[]);
        check("文/石岩 图/韩梅", &["石岩"]);
        check("文/河湾报记者 石岩 实习生 方小禾 图/河湾报记者 韩梅", &["石岩", "方小禾"]);
        check("石岩 文 韩梅 图", &["石岩"]);
        check("本报记者 石岩 文/图", &["石岩"]);
        check("本报记者 石岩 韩梅 摄影报道", &["石岩", "韩梅"]);
        check("本报记者 石岩 摄影 韩梅", &["石岩"]);
        check("责编 石岩", &[]);
        // 文 is a given name as well.
        check("本报记者 付 文 陆 远 山", &["付文", "陆远山"]);
        check("本报记者 郭 远 文", &["郭远文"]);
        check("◎本报记者 方小禾 通讯员 龙 文 胡 苇", &["方小禾", "龙文", "胡苇"]);
        check("张 晔 文 李 梅 图", &["张晔"]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        check("记者近日", &[]);
        check("本报记者 石岩 近日", &["石岩"]);
        check("通讯员 河湾市委宣传部 石岩", &["石岩"]);
        check("", &[]);
        check("◎", &[]);
    }

    #[test]
    fn names_alone_are_recognised_by_surname() {
        for (text, expected) in
            [("石岩", true), ("石岩 方小禾", true), ("下转第二版", false), ("完", false), ("", false)]
        {
            assert_eq!(is_names_only(text), expected, "{text}");
        }
    }
}
