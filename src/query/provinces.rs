//! What a typed name of a province stands for: full, short, one-character or Latin names, pinyin, initials, and the
//! regions that newspapers speak of.

use crate::model::Province;
use crate::text::fold;
use crate::text::pinyin::{Sounds, Spelled};

use super::rank::{Manner, Stand};
use super::titles::{ProvinceSet, province_bit};
use super::word::Word;

/// Regions and the short names of their divisions.
pub(super) const REGIONS: [(&str, &str); 17] = [
    ("华北", "北京 天津 河北 山西 内蒙古"),
    ("东北", "辽宁 吉林 黑龙江"),
    ("华东", "上海 江苏 浙江 安徽 福建 江西 山东"),
    ("华中", "河南 湖北 湖南"),
    ("华南", "广东 广西 海南"),
    ("西南", "重庆 四川 贵州 云南 西藏"),
    ("西北", "陕西 甘肃 青海 宁夏 新疆"),
    ("港澳台", "香港 澳门 台湾"),
    ("港澳", "香港 澳门"),
    ("京津冀", "北京 天津 河北"),
    ("长三角", "上海 江苏 浙江 安徽"),
    ("川渝", "四川 重庆"),
    ("成渝", "四川 重庆"),
    ("粤港澳", "广东 香港 澳门"),
    ("大湾区", "广东 香港 澳门"),
    ("闽台", "福建 台湾"),
    ("云贵川", "云南 贵州 四川"),
];

/// The provinces that a typed value names, several parted by commas; none where it names nothing known.
pub(super) fn find_provinces(typed: &str) -> ProvinceSet {
    let pieces = typed.split([',', '，', '、', '/']).filter(|piece| !piece.trim().is_empty());
    pieces.fold(0, |set, piece| set | find_one(piece.trim()))
}

fn find_one(typed: &str) -> ProvinceSet {
    let folded = fold::fold(typed);
    if let Some(province) = Province::from_name(&folded) {
        return province_bit(province);
    }
    if let Some((_, members)) = REGIONS.iter().find(|(name, _)| *name == folded) {
        let members = members.split(' ').filter_map(Province::from_name);
        return members.fold(0, |set, province| set | province_bit(province));
    }
    find_alike(typed)
}

/// The provinces whose names the letters or characters fit best: `hn` is 河南, 湖南 and 海南, `henan` only the first.
fn find_alike(typed: &str) -> ProvinceSet {
    let found = find_spelled(typed, |province| vec![province.names().short, full_name(province)]);
    if found != 0 {
        return found;
    }
    // `henansheng` as far as it is typed. The character for province has another reading that no province has.
    let stems = ["sheng", "shen", "she", "sh", "s"].into_iter().filter_map(|end| typed.strip_suffix(end));
    stems.filter(|stem| stem.len() > 1).fold(0, |set, stem| {
        set | find_spelled(stem, |province| {
            if province.names().full.ends_with('省') { vec![province.names().short] } else { Vec::new() }
        })
    })
}

/// The full name of a division, where it says more than that it is a province.
fn full_name(province: Province) -> &'static str {
    let names = province.names();
    if names.full.ends_with('省') { names.short } else { names.full }
}

/// The provinces with the names that letters or characters fit best.
fn find_spelled(typed: &str, names: impl Fn(Province) -> Vec<&'static str>) -> ProvinceSet {
    let mut word = Word::new(typed, Sounds::Exact);
    let mut best: Option<u8> = None;
    let mut set = 0;
    for province in Province::ALL {
        let names = names(province);
        let closest =
            names.iter().filter_map(|name| word.light(&fold::units(name))).filter_map(|(manner, _)| {
                Some(match manner {
                    Manner::Characters(Stand::Whole | Stand::Prefix) | Manner::PlaceName(_) => 0,
                    Manner::Pinyin(Spelled::Full, Stand::Whole) => 1,
                    Manner::Pinyin(Spelled::Full | Spelled::Begun, Stand::Prefix | Stand::Whole) => 2,
                    Manner::Pinyin(Spelled::Initials, Stand::Prefix | Stand::Whole) => 3,
                    Manner::Pinyin(Spelled::Mixed, Stand::Prefix | Stand::Whole) => 4,
                    Manner::Characters(_) | Manner::Pinyin(..) | Manner::Scattered(_) => return None,
                })
            });
        let Some(distance) = closest.min() else { continue };
        if best.is_none_or(|best| distance < best) {
            best = Some(distance);
            set = 0;
        }
        if best == Some(distance) {
            set |= province_bit(province);
        }
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::titles::provinces_of;

    #[test]
    fn typed_names_stand_for_provinces() {
        let cases = [
            ("河南", "河南"),
            ("河南省", "河南"),
            ("豫", "河南"),
            ("henan", "河南"),
            ("HeNan", "河南"),
            ("hn", "河南 湖南 海南"),
            ("ｈｎ", "河南 湖南 海南"),
            ("河南,湖南", "河南 湖南"),
            ("河南、川", "河南 四川"),
            ("shanxi", "山西"),
            ("shaanxi", "陕西"),
            ("xizang", "西藏"),
            ("tibet", "西藏"),
            ("内蒙", "内蒙古"),
            ("nmg", "内蒙古"),
            ("臺灣", "台湾"),
            ("hongkong", "香港"),
            ("长三角", "上海 江苏 浙江 安徽"),
            ("粤港澳", "广东 香港 澳门"),
            ("河难", ""),
            ("hebeix", ""),
            ("hebeis", "河北"),
            ("henansheng", "河南"),
            ("hs", ""),
            ("火星", ""),
        ];
        for (typed, expected) in cases {
            let names: Vec<&str> = provinces_of(find_provinces(typed)).map(Province::short).collect();
            assert_eq!(names.join(" "), expected, "{typed}");
        }
        for (region, members) in REGIONS {
            assert!(members.split(' ').all(|name| Province::from_name(name).is_some()), "{region}");
        }
    }
}
