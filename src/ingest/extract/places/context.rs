//! What the words around a name say about it: a street, part of another word, the name of a firm, or a place.

use crate::ingest::join::{is_word as is_known_word, parts_words};
use crate::ingest::lines::is_han;
use crate::ingest::word_list::{Characters, Words};

/// Whether the words behind forbid that the name is a place: 海南区|域, 北京|路, 广州|号.
pub(super) fn forbids(name: &str, behind: &str) -> bool {
    let mut next = behind.chars();
    let (first, second) = (next.next(), next.next());
    let Some(first) = first else { return false };
    let short = name.chars().count() < 3;
    let goes_on = match name.chars().next_back() {
        Some('区') => matches!(first, '域' | '间' | '别' | '块' | '位' | '划' | '段'),
        Some('市') if short => matches!(first, '场' | '值' | '盈' | '面' | '集' | '井' | '制'),
        Some('县') if short => matches!(first, '域' | '级'),
        _ => false,
    };
    if goes_on {
        return true;
    }
    if WARES.opening_str(behind).is_some() {
        return true;
    }
    if name.ends_with(['省', '市', '区', '县', '州', '旗', '盟']) {
        return false;
    }
    // A street is named after a place elsewhere: 北京路, 南京东路, 上海大街; but 浙江路径, 广州街头.
    let after_direction =
        if matches!(first, '东' | '西' | '南' | '北' | '中') { second } else { Some(first) };
    let road = after_direction == Some('路') && !road_goes_on(behind);
    let street = first == '大' && second == Some('街') || first == '弄';
    let ship = first == '舰'
        || first == '号' && second.is_some_and(|c| "舰轮航".contains(c))
        || first == '轮' && second.is_none_or(|c| !"胎渡值流次候番椅岗训作".contains(c));
    road || street || ship
}

/// Whether the name begins in the middle of another word: the 重庆 of 隆重庆祝, the 台北 of 平台北侧. `before` ends where
/// the name begins, `from` begins there.
pub(super) fn begins_in_a_word(before: &str, from: &str) -> bool {
    let (Some(previous), Some(first)) = (before.chars().next_back(), from.chars().next()) else {
        return false;
    };
    // Such a word has nothing but Chinese characters or none of them. It may be read otherwise: 如今天津 is 如今 and 天津.
    (is_han(previous) || !is_han(first)) && is_known_word(previous, first) && !parts_words(before, from)
}

/// 路 as the beginning of another word: 路径, 路线, 路网 ….
fn road_goes_on(behind: &str) -> bool {
    let after = behind.split_once('路').map(|(_, after)| after).unwrap_or_default();
    after.starts_with(|c: char| "径线网政况过演牌由途透子灯费权局人".contains(c))
}

/// What is sold all over the country under the name of a place.
static WARES: Words = Words::new(&[
    "米线",
    "米粉",
    "拉面",
    "火锅",
    "小吃",
    "烤鸭",
    "菜馆",
    "口味",
    "风味",
    "特产",
    "热干面",
    "炸酱面",
    "刀削面",
    "担担面",
    "小面",
    "板面",
    "年糕",
    "月饼",
    "粽子",
    "火腿",
    "陈醋",
    "香醋",
    "黄酒",
    "白酒",
    "啤酒",
    "老酒",
    "大闸蟹",
    "盐水鸭",
    "酱鸭",
    "板鸭",
    "烧鸡",
    "扒鸡",
    "臭豆腐",
    "小笼",
    "生煎",
    "汤包",
    "汤圆",
    "麻花",
    "凉皮",
    "凉粉",
    "肉夹馍",
    "泡馍",
    "肠粉",
    "早茶",
    "点心",
    "糕点",
    "龙井",
    "红茶",
    "绿茶",
    "榨菜",
    "料理",
    "牛肉面",
]);

/// What people bring along from where they were born.
static ORIGINS: Words = Words::new(&[
    "方言", "口音", "话的", "腔", "姑娘", "小伙", "女孩", "男孩", "籍", "人氏", "户口", "车牌", "老乡",
]);

/// Whether the place behind the name of a school or a bank is where one of its branches is: (深圳)…, 海南研究院, 南京分行.
pub(super) fn is_branch(behind: &str) -> bool {
    static BRANCHES: Words = Words::new(&[
        "研究院",
        "国际研究生院",
        "研究生院",
        "研究所",
        "研究中心",
        "创新中心",
        "校区",
        "分校",
        "分院",
        "分行",
        "支行",
        "分公司",
        "附属",
        "学院",
    ]);
    BRANCHES.opening_str(behind).is_some()
}

/// Whether the name is the beginning of the name of a firm, a school or an office: within eight characters, with no
/// mark and none of the words that end a name between them.
pub(super) fn is_in_a_name(behind: &str) -> bool {
    if ORIGINS.opening_str(behind).is_some() {
        return true;
    }
    for (ahead, (at, c)) in behind.char_indices().take(LONGEST_NAME).enumerate() {
        if let Some(office) = OFFICES.opening_str(&behind[at..]) {
            let fits = ahead + office.chars().count() <= LONGEST_NAME;
            return fits && BREAKS.find_in(&behind[..at]).is_none();
        }
        if !is_word(c) {
            return false;
        }
    }
    false
}

/// No name of an office is longer, the place at its beginning not counted.
const LONGEST_NAME: usize = 14;

/// What a firm, a school or an office is called.
static OFFICES: Words = Words::new(&[
    "公司",
    "集团",
    "银行",
    "证券",
    "大学",
    "学院",
    "研究院",
    "研究所",
    "医院",
    "股份",
    "出版社",
    "铁路局",
    "保险",
    "信托",
    "基金",
    "俱乐部",
    "设计院",
    "分行",
    "支行",
    "分公司",
    "海关",
    "中学",
    "小学",
    "幼儿园",
]);

/// Words between a place and an office that show that they do not belong together: 漯河 吸引企业投资… 集团.
static BREAKS: Words = Words::new(&[
    "企业", "多家", "一家", "市场", "本地", "当地", "吸引", "引进", "推动", "支持", "通过", "市委", "省委",
    "政府",
]);

/// Whether a character can stand in a name.
fn is_word(c: char) -> bool {
    !ENDS.has(c) && (matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric())
}

/// What stands behind most names, the common ones first: marks and particles that can be in none.
static ENDS: Characters = Characters::new("，的、。在和“”与将是了对从由于把被向（）：《》；！？");

/// Whether a place can stand here: behind a mark or a word that leads to a place, or before a word that follows one.
pub(super) fn leaves_room(name: &str, before: &str, behind: &str) -> bool {
    let previous = before.chars().next_back();
    let next = behind.chars().next();
    // 新田县, 朝阳区 bring their own proof that they are places.
    let is_full = name.ends_with(['省', '市', '区', '县', '州', '旗', '盟']) && name.chars().count() > 2;
    let starts = previous.is_none_or(|c| LEADING.has(c) || !c.is_alphanumeric());
    let ends = next.is_none_or(|c| FOLLOWING.has(c) || !c.is_alphanumeric());
    is_full || starts && ends
}

/// What stands before a place: words that lead to one, divisions, the common marks.
static LEADING: Characters =
    Characters::new("在、，。到于从赴往由与和及至离来为对向是当省市县区州旗盟“（《：；");

/// What stands behind one: divisions, words that follow one, the common marks.
static FOLLOWING: Characters =
    Characters::new("的市，、。县区州旗盟镇乡村省等和与及至到在是将推打创全举成多以为各地”）》：；");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streets_and_ships_are_no_places() {
        for (name, behind) in [
            ("北京", "路"),
            ("南京", "东路口"),
            ("海南", "舰"),
            ("海南区", "域发展"),
            ("上海", "大街上"),
            ("武汉", "热干面馆"),
            ("天津", "轮，去过"),
        ] {
            assert!(forbids(name, behind), "{name}{behind}");
        }
        for (name, behind) in [
            ("浙江", "路径"),
            ("海南", "区域"),
            ("北京", "市民"),
            ("广州", "街头"),
            ("新田县", "路边"),
            ("河南", ""),
        ] {
            assert!(!forbids(name, behind), "{name}{behind}");
        }
    }

    #[test]
    fn a_name_across_two_words_is_none() {
        for (before, from) in [
            ("村里隆", "重庆祝丰收"),
            ("站在平", "台北侧"),
            ("老人今", "天津津乐道"),
            ("这里经", "济南北差异大"),
            ("渔港形", "成都市圈"),
            ("学校扩", "大理事会"),
            ("打开了第", "三亚洲市场"),
            ("这是非", "常德国的做法"),
        ] {
            assert!(begins_in_a_word(before, from), "{before}|{from}");
        }
        for (before, from) in [
            ("以", "上海为例"),
            ("船队面向", "南京招工"),
            ("如今", "天津港很忙"),
            ("以", "南京为中心"),
            ("他从", "海南回来"),
            ("江苏", "南京的渡口"),
            ("", "重庆的桥"),
            ("向", "上海学习"),
            ("渔民来自", "山东海岛"),
            ("以", "北京为起点"),
        ] {
            assert!(!begins_in_a_word(before, from), "{before}|{from}");
        }
    }

    #[test]
    fn firms_and_schools_begin_with_a_place() {
        for behind in ["渡口食品有限公司", "水运职业学院", "大学", "银行", "姑娘"] {
            assert!(is_in_a_name(behind), "{behind}");
        }
        for behind in ["的一家公司", "，大学", "吸引多家集团", "推动产业升级", ""] {
            assert!(!is_in_a_name(behind), "{behind}");
        }
    }

    #[test]
    fn a_doubtful_name_needs_room() {
        assert!(leaves_room("新和", "在", "举办"));
        assert!(leaves_room("新田县", "会同", "农户"));
        assert!(!leaves_room("新和", "创", "谐"));
    }
}
