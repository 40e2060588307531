//! The options by which stories are chosen, shared by every task that chooses: `--province`, `--section`,
//! `--match`, `--about`, `--mentioned`, `--sort`.

use std::collections::BTreeSet;

use super::arguments::{OptionRow, Takes};
use super::circumstances::Circumstances;
use super::complaint::{Trouble, did_you_mean};
use super::task::Session;
use super::words::words;
use crate::model::{Language, Province};
use crate::query::keys::Key;
use crate::query::mistake::{Mistake, MistakeKind};
use crate::query::{self, AS_PRINTED, Catalogue, Hit, Order, PlaceSense, Selection, Sort};
use crate::text::slips::nearest;

pub(super) const PROVINCE: OptionRow = OptionRow {
    long: "province",
    short: Some('p'),
    takes: Takes::Many("PROVINCE"),
    help: words(
        "只要此省份或地区的稿件；可多次给出（河南、豫、henan、长三角）",
        "Only stories about this province or region; may be given several times (河南, 豫, henan, 长三角)",
    ),
};

pub(super) const SECTION: OptionRow = OptionRow {
    long: "section",
    short: Some('s'),
    takes: Takes::Many("SECTION"),
    help: words(
        "只要此栏目的稿件；可多次给出",
        "Only stories under this section label; may be given several times",
    ),
};

pub(super) const MATCH: OptionRow = OptionRow {
    long: "match",
    short: Some('m'),
    takes: Takes::One("QUERY"),
    help: words(
        "字词、拼音或首字母，亦可用条件（省:河南 文:冷库）；最贴切的在前",
        "Words, pinyin or initials, also conditions (province:henan text:冷库); best first",
    ),
};

pub(super) const MENTIONED: OptionRow = OptionRow {
    long: "mentioned",
    short: None,
    takes: Takes::Nothing,
    help: words("按提及认省份：文中写到该省的都算", "Take --province as every place that a story names"),
};

pub(super) const ABOUT: OptionRow = OptionRow {
    long: "about",
    short: None,
    takes: Takes::Nothing,
    help: words(
        "按主题认省份：只算写的就是该省的稿件（默认）",
        "Take --province as what a story is about (the default)",
    ),
};

pub(super) const SORT: OptionRow = OptionRow {
    long: "sort",
    short: None,
    takes: Takes::One("ORDER"),
    help: words(
        "次序，可依次写几样（date,number,weight）[page 版面（默认），date、oldest 日期，number 版次，province 省份，section 栏目，\
         weight 轻重，longest、shortest 篇幅]",
        "The order, several one after another (date,number,weight) [page: as printed (default), date, oldest, number: of \
         the page, province, section, weight, longest, shortest]",
    ),
};

/// What the options ask for. Sections are taken as they stand among the stories of `catalogue`.
pub(super) fn selection(session: &Session<'_>, catalogue: &Catalogue) -> Result<Selection, Trouble> {
    let language = session.language;
    let provinces: Result<Vec<Vec<Province>>, Trouble> =
        session.values(PROVINCE.long).flat_map(split).map(|name| provinces(name, language)).collect();
    let known = sections_of(catalogue);
    let sections: Result<BTreeSet<String>, Trouble> =
        session.values(SECTION.long).flat_map(split).map(|name| section(name, &known, language)).collect();
    Ok(Selection {
        typed: session.value(MATCH.long).unwrap_or_default().trim().to_owned(),
        provinces: provinces?.into_iter().flatten().collect(),
        sense: if session.is_given(MENTIONED.long) { PlaceSense::Mentioned } else { PlaceSense::About },
        sections: sections?,
        sort: order(session.value(SORT.long).unwrap_or_default(), language)?,
    })
}

/// The order that is written so; a slip is told with the nearest right name.
fn order(written: &str, language: Language) -> Result<Order, Trouble> {
    Order::parse(written).map_err(|slip| {
        let names = std::iter::once(AS_PRINTED).chain(Sort::ALL.map(Sort::name));
        let near = nearest(&slip, names).filter(|near| *near != slip);
        let hint = near.map(|near| did_you_mean(near, language)).unwrap_or_default();
        let told = words("--sort 不能在此用“{}”", "--sort: “{}” means nothing here").to(language);
        Trouble::Argument(told.replace("{}", &slip) + &hint)
    })
}

/// `河南、湖北` and `henan,hubei` name two.
fn split(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', '，', '、', ';', '；']).map(str::trim).filter(|name| !name.is_empty())
}

/// The divisions that are meant, or the words of the mistake with the nearest right name.
fn provinces(name: &str, language: Language) -> Result<Vec<Province>, Trouble> {
    let provinces = query::provinces_named(name);
    if provinces.is_empty() {
        let kind = MistakeKind::BadValue(Key::Province, name.to_owned());
        return Err(Trouble::Argument(Mistake { span: 0..name.len(), kind }.describe(language)));
    }
    Ok(provinces)
}

/// The stories that fit, best first; a query that cannot be understood is answered with where and why.
pub(super) fn find(
    session: &Session<'_>,
    catalogue: &Catalogue,
    selection: &Selection,
) -> Result<Vec<Hit>, Trouble> {
    let circumstances = Circumstances::now(catalogue, &selection.typed);
    let situation = circumstances.situation();
    let outcome = query::find(catalogue, selection, &situation);
    if let Some(mistake) = outcome.mistakes.first() {
        return Err(Trouble::Argument(pointed_at(&selection.typed, mistake, session.language)));
    }
    Ok(query::light(catalogue, selection, &situation, &outcome.ranked.iter().collect::<Vec<_>>()))
}

/// The mistake with the place in the query at which it stands.
fn pointed_at(typed: &str, mistake: &Mistake, language: Language) -> String {
    let place = typed.get(..mistake.span.start).unwrap_or_default().chars().count() + 1;
    let told = words("--match 第 {n} 个字处：{m}", "--match, at character {n}: {m}").to(language);
    told.replace("{n}", &place.to_string()).replace("{m}", &mistake.describe(language))
}

/// The label as it is printed. One that no page has is kept as typed: it will find nothing, and that is no
/// mistake of the reader's; but one that differs from a printed label by a slip is told.
fn section(name: &str, known: &[String], language: Language) -> Result<String, Trouble> {
    if known.iter().any(|label| label == name) {
        return Ok(name.to_owned());
    }
    let labels: Vec<&str> = known.iter().map(String::as_str).collect();
    if let [(index, _)] = query::match_names(name, &labels).as_slice()
        && let Some(label) = known.get(*index)
    {
        return Ok(label.clone());
    }
    match nearest(name, labels).filter(|_| name.chars().count() > 2) {
        Some(near) => {
            let message = words("这些版面没有栏目“{}”", "these pages have no section “{}”").to(language);
            Err(Trouble::Argument(message.replace("{}", name) + &did_you_mean(near, language)))
        }
        None => Ok(name.to_owned()),
    }
}

/// The labels of the stories, each once, in the order of the pages.
pub(super) fn sections_of(catalogue: &Catalogue) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for (_, entry) in catalogue.iter() {
        if let Some(label) = &entry.article().section
            && !labels.contains(label)
        {
            labels.push(label.clone());
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_found_by_any_of_its_names_and_a_region_by_its_own() {
        for name in ["河南", "河南省", "豫", "henan", "HENAN"] {
            assert_eq!(provinces(name, Language::English).ok(), Some(vec![Province::Henan]), "{name}");
        }
        let several = provinces("川渝", Language::English).ok();
        assert_eq!(several, Some(vec![Province::Chongqing, Province::Sichuan]));
    }

    #[test]
    fn a_misspelt_province_is_answered_with_the_nearest() {
        let cases = [("henna", "henan"), ("shanxii", "shanxi"), ("黑龙山", "黑龙江"), ("河男", "河南")];
        for (typed, expected) in cases {
            let Err(Trouble::Argument(sentence)) = provinces(typed, Language::English) else {
                panic!("{typed} was taken");
            };
            assert!(sentence.contains(&format!("“{expected}”")), "{typed}: {sentence}");
        }
    }

    #[test]
    fn a_mistake_is_pointed_at() {
        let query = query::parse::parse("茶 省:河男");
        let sentence = pointed_at("茶 省:河男", &query.mistakes[0], Language::English);
        assert!(sentence.starts_with("--match, at character 5: "), "{sentence}");
    }

    #[test]
    fn a_section_may_be_given_in_part() {
        let known = ["地方动态".to_owned(), "要闻".to_owned()];
        let cases = [("地方动态", "地方动态"), ("动态", "地方动态"), ("文化", "文化")];
        for (typed, expected) in cases {
            assert_eq!(section(typed, &known, Language::English).ok().as_deref(), Some(expected), "{typed}");
        }
        assert!(section("地方动志", &known, Language::English).is_err());
    }
}
