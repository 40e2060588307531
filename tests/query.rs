//! The query line over the stories of `tests/data/query`: what is found and in which order, what a mistake says,
//! and the laws that hold for every query.
//!
//! A case is one line of a .tsv file. `KANBAO_UPDATE=1 cargo test --test query` writes down what is found now; read
//! the difference before it is committed.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use cases::cases;
use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use kanbao::model::{
    Article, ArticleId, Block, BlockKind, Date, Figure, Fragment, Heading, Language, LineNumber, Page,
    PlaceMention, Province,
};
use kanbao::query::parse::{parse, without};
use kanbao::query::titles::{Title, Titles};
use kanbao::query::{
    Alone, Catalogue, EntryId, Finder, Helpers, Marks, NoMarks, Order, Selection, Situation, Sort,
    TextFinder, find, light, match_names, occurrences, select_in, snippet, text_of,
};
use kanbao::text::fold::{fold, units};
use kanbao::text::pinyin::{Pattern, Sounds};
use proptest::prelude::*;

fn data(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data", "query", name].iter().collect()
}

/// The marks of the reader in the cases.
struct SampleMarks;

impl Marks for SampleMarks {
    fn is_read(&self, article: &ArticleId) -> bool {
        ["wheat", "border"].contains(&article.0.as_str())
    }

    fn is_starred(&self, article: &ArticleId) -> bool {
        article.0 == "robot"
    }

    fn has_tag(&self, article: &ArticleId, tag: &str) -> bool {
        tag == "待查" && ["green", "tea"].contains(&article.0.as_str())
    }
}

fn situation() -> Situation<'static> {
    Situation { today: Date::new(2024, 11, 8).ok(), marks: &SampleMarks, ..Situation::default() }
}

fn typed(typed: &str) -> Selection {
    Selection { typed: typed.to_owned(), ..Selection::default() }
}

/// The stories of stories.toml, each on a page of its own.
fn stories() -> &'static Catalogue {
    static STORIES: LazyLock<Catalogue> = LazyLock::new(read_stories);
    &STORIES
}

fn read_stories() -> Catalogue {
    let text = fs::read(data("stories.toml")).expect("the stories are there");
    let table: toml::Table = String::from_utf8(text).expect("they are UTF-8").parse().expect("they are TOML");
    let mut catalogue = Catalogue::default();
    for story in table["story"].as_array().expect("a list of stories") {
        catalogue.add(&Arc::new(page_of(story)));
    }
    catalogue
}

fn page_of(story: &toml::Value) -> Page {
    let text = |key: &str| story.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let some = |key: &str| Some(text(key)).filter(|text| !text.is_empty());
    let list = |key: &str| -> Vec<String> {
        let values = story.get(key).and_then(toml::Value::as_array);
        values.into_iter().flatten().filter_map(|value| Some(value.as_str()?.to_owned())).collect()
    };
    let number = |key: &str| story.get(key).and_then(toml::Value::as_integer).unwrap_or(0);
    let heading = |text: String| Heading { text, lines: Vec::new() };
    let province = |name: &str| Province::from_name(name).expect("a province");
    let body = text("body");
    let filling = "字".repeat((number("length") as usize).saturating_sub(body.chars().count()));
    let fragment = |text: String| Fragment::whole(LineNumber(1), text);
    let seam = story.get("seam").and_then(toml::Value::as_float).unwrap_or(1.0) as f32;
    let block =
        |text| Block { kind: BlockKind::Paragraph, fragments: vec![fragment(text)], confidence: seam };
    let article = Article {
        id: ArticleId(text("id")),
        section: some("section"),
        kicker: some("kicker").map(heading),
        headline: some("headline").map(heading),
        authors: list("authors"),
        provinces: list("about").iter().map(|name| province(name)).collect(),
        places: list("places")
            .iter()
            .filter_map(|place| place.split_once(':'))
            .map(|(name, of)| PlaceMention { name: name.to_owned(), province: province(of) })
            .collect(),
        truncated: story.get("truncated").is_some(),
        blocks: [body, filling].into_iter().filter(|text| !text.is_empty()).map(block).collect(),
        figures: some("picture")
            .map(|caption| Figure { caption: heading(caption), credit: None })
            .into_iter()
            .collect(),
        head_confidence: 1.0,
        ..Article::default()
    };
    Page {
        date: text("date").parse().ok(),
        page_number: u32::try_from(number("page")).ok().filter(|number| *number > 0),
        publication: some("paper"),
        articles: vec![article],
        ..Page::default()
    }
}

fn id_of(catalogue: &Catalogue, entry: EntryId) -> String {
    catalogue.entry(entry).expect("it was found").article().id.0.clone()
}

fn found(catalogue: &Catalogue, query: &str) -> String {
    let ranked = find(catalogue, &typed(query), &situation()).ranked;
    let ids: Vec<String> = ranked.iter().map(|(entry, _)| id_of(catalogue, entry)).collect();
    ids.join(" ")
}

/// Checks every line of a file of cases; the expected columns follow the query.
fn check_file(name: &str, wrong: &mut Vec<String>, answer: impl Fn(&str) -> String) -> usize {
    let path = data(name);
    let text = String::from_utf8(fs::read(&path).expect("the cases are there")).expect("they are UTF-8");
    let mut written = String::new();
    let mut cases = 0;
    for line in text.lines() {
        let Some((query, expected)) = line.split_once('\t').filter(|_| !line.starts_with('#')) else {
            writeln!(written, "{line}").expect("a string takes everything");
            continue;
        };
        cases += 1;
        let got = answer(query);
        if got != expected {
            wrong.push(format!("{name}: {query}\n  expected {expected}\n  got      {got}"));
        }
        writeln!(written, "{query}\t{got}").expect("a string takes everything");
    }
    if std::env::var_os("KANBAO_UPDATE").is_some() {
        wrong.clear();
        fs::write(&path, written).expect("the cases can be written");
    }
    cases
}

#[test]
fn the_cases_find_what_they_should_in_order() {
    let catalogue = stories();
    let files = [
        "words.tsv",
        "pinyin.tsv",
        "folding.tsv",
        "places.tsv",
        "dates.tsv",
        "filters.tsv",
        "expressions.tsv",
    ];
    let mut wrong = Vec::new();
    let cases: usize =
        files.iter().map(|file| check_file(file, &mut wrong, |query| found(catalogue, query))).sum();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 200, "{cases} cases");
}

#[test]
fn a_mistake_is_pointed_at_and_hides_nothing() {
    let catalogue = stories();
    let mut wrong = Vec::new();
    let cases = check_file("mistakes.tsv", &mut wrong, |query| {
        let mistakes = find(catalogue, &typed(query), &situation()).mistakes;
        let pointed: Vec<&str> = mistakes.iter().map(|mistake| &query[mistake.span.clone()]).collect();
        let proposed: Vec<String> =
            mistakes.iter().filter_map(|mistake| mistake.suggestion(Language::Chinese)).collect();
        for mistake in &mistakes {
            for language in [Language::Chinese, Language::English] {
                assert!(!mistake.describe(language).is_empty());
            }
        }
        format!("{}\t{}\t{}", pointed.join(" "), proposed.join(" "), found(catalogue, query))
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 20, "{cases} cases");
}

#[test]
fn today_is_never_guessed() {
    let catalogue = stories();
    let without_today = Situation { today: None, ..situation() };
    let outcome = find(catalogue, &typed("近:7天 麦收"), &without_today);
    assert_eq!(outcome.ranked.len(), 1);
    assert_eq!(outcome.mistakes.len(), 1);
}

#[test]
fn the_shown_order_rules_where_nothing_is_ranked() {
    let catalogue = stories();
    let ids = |sorts: &[Sort]| {
        let sort = Order::by(sorts);
        let selection = Selection { typed: "栏:经济".to_owned(), sort, ..Selection::default() };
        let ranked = find(catalogue, &selection, &situation()).ranked;
        ranked.iter().map(|(entry, _)| id_of(catalogue, entry)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(&[]), "silver tea coal cooperate");
    assert_eq!(ids(&[Sort::Date]), "silver coal tea cooperate");
    assert_eq!(ids(&[Sort::Province]), "coal tea silver cooperate");
    assert_eq!(ids(&[Sort::Date, Sort::Number]), "silver coal tea cooperate");
    assert_eq!(ids(&[Sort::Number, Sort::Oldest]), "coal silver tea cooperate");
}

#[test]
fn counts_leave_out_their_own_filter_only() {
    let catalogue = stories();
    let selection = Selection {
        typed: "版:7-9".to_owned(),
        provinces: BTreeSet::from([Province::Tibet]),
        sections: BTreeSet::from(["要闻".to_owned(), "科教".to_owned()]),
        ..Selection::default()
    };
    let outcome = find(catalogue, &selection, &situation());
    assert_eq!(outcome.ranked.len(), 1);
    let provinces = [(Province::Guangdong, 2), (Province::Yunnan, 1), (Province::Tibet, 1)];
    assert_eq!(outcome.provinces, provinces);
    assert_eq!(outcome.sections, [("要闻".to_owned(), 1)]);
}

#[test]
fn hits_explain_themselves_and_jump_to_the_text() {
    let catalogue = stories();
    let selection = typed("jiqiren 深圳 OR \"三年\"");
    let ranked = find(catalogue, &selection, &situation()).ranked;
    let entry = ranked.iter().find(|(entry, _)| id_of(catalogue, *entry) == "robot").expect("it fits").0;
    let reasons = kanbao::query::explain(catalogue, &selection, &situation(), entry, Language::English);
    assert!(reasons[0].starts_with("jiqiren: start of a word in the headline (full pinyin)"), "{reasons:?}");

    let article = catalogue.entry(entry).expect("it fits").article();
    let places = occurrences(article, "深圳 \"三年\" -博物馆");
    let snippets: Vec<String> =
        places.iter().filter_map(|place| Some(snippet(article, place, 8)?.text)).collect();
    assert_eq!(snippets, ["深圳的工程师用了…", "…用了三年。人工智…"]);
}

#[test]
fn a_search_can_be_called_off() {
    let catalogue = stories();
    let mut finder = Finder::default();
    let stop = AtomicBool::new(true);
    assert_eq!(finder.find(catalogue, &typed("麦"), &situation(), &stop), None);
    stop.store(false, std::sync::atomic::Ordering::Relaxed);
    assert!(finder.find(catalogue, &typed("麦"), &situation(), &stop).is_some());
}

#[test]
fn all_34_provinces_are_found_by_their_spelling() {
    let names: Vec<&str> = Province::ALL.iter().map(|province| province.short()).collect();
    for (index, province) in Province::ALL.into_iter().enumerate() {
        let found = match_names(province.names().latin, &names);
        assert!(found.iter().any(|(at, _)| *at == index), "{province:?}");
        let outcome = find(stories(), &typed(&format!("p:{}", province.names().latin)), &situation());
        assert_eq!(outcome.mistakes, []);
    }
}

/// Whatever ib-matcher finds by full pinyin or initials of usual readings, the pattern finds too; the cases that it
/// is known to miss are found as well.
#[test]
fn what_ib_matcher_finds_rightly_is_found() {
    let catalogue = stories();
    let mut compared = 0;
    let patterns = [
        "henan",
        "hn",
        "maishou",
        "jqr",
        "chongqing",
        "yunnan",
        "zhinan",
        "xian",
        "aomen",
        "nmg",
        "guangdong",
        "lvse",
        "keji",
        "kjcx",
        "yinhang",
        "shanhu",
        "tiankong",
        "xuesheng",
        "xx",
        "qiche",
        "dongting",
        "chezhan",
        "麦shou",
    ];
    for typed in patterns {
        let oracle = IbMatcher::builder(typed).pinyin(PinyinMatchConfig::default()).analyze(true).build();
        let mut pattern = Pattern::new(typed, Sounds::Exact).expect("a pattern");
        for (_, entry) in catalogue.iter() {
            let article = entry.article();
            for part in kanbao::query::parts_of(article) {
                let Some(text) = text_of(article, part) else { continue };
                let Some(theirs) = oracle.find(text.as_str()) else { continue };
                let matched = &text[theirs.start()..theirs.end()];
                compared += 1;
                let spelled_out = matched.chars().count() > 1 && typed.len() > matched.chars().count();
                assert!(
                    !spelled_out || pattern.find(&units(&text)).is_some(),
                    "{typed} is {matched} for ib-matcher in {text}"
                );
            }
        }
    }
    assert!(compared > 20, "{compared}");
    let missed_by_others = [
        ("shaanxi", "陕西"),
        ("xi'an", "西安"),
        ("xi an", "西安"),
        ("keji chuangxin", "科技创新"),
        ("lüse", "绿色"),
        ("ｈｎ", "河南"),
    ];
    for (typed, name) in missed_by_others {
        assert_eq!(match_names(typed, &[name]).len(), 1, "{typed}");
    }
    for (typed, text) in [("sicuan", "四川"), ("shenzen", "深圳")] {
        let mut pattern = Pattern::new(typed, Sounds::Fuzzy).expect("a pattern");
        assert!(pattern.find(&units(text)).is_some(), "{typed}");
    }
}

/// Terms of all kinds as they may be typed.
fn any_term() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[麦收河南机器人科技a-z]{1,4}",
        1 => "\"[麦收河南，。a-z ]{1,6}\"",
        1 => "(text:|题:|)/[麦收河南a-z.]{1,4}[*+?]?(\\|[机器人科技]{1,3})?/",
        1 => "(text|题|地|栏|作者|报|tag):[麦收河南机器人a-z]{1,4}",
        1 => "(栏|作者|题):\"[麦收 a-z]{1,4}\"",
        1 => "(省|p|mentions):(河南|hn|川渝|shaanxi|河南,湖南|火星)",
        1 => "(版|长|seam):(>|<|>=|<=|≥|≤|)[0-9]{1,3}",
        1 => "(版|长):[0-9]{1,10}(-|~|\\.\\.|至)[0-9]{1,10}",
        1 => "seam:(>|<|>=|<=|≥|≤|)([01]?(\\.[0-9]{0,3})?|1?[0-9]{1,2}%)",
        1 => "seam:0?\\.[0-9]{1,2}(-|\\.\\.)([01]|0\\.[0-9]{1,2}|[0-9]{2}%)",
        1 => "(日期|after|before|起):20[0-3][0-9](-[01][0-9](-[0-3][0-9])?)?",
        1 => "日期:20[01][0-9]\\.\\.20[23][0-9]",
        1 => "(近|newer):[1-9](天|w|月|y)",
        1 => "(是|is):(未读|read|星标|不全|typo)",
        1 => "[（(]麦 OR [河南]{1,2}[)）]",
        1 => "OR|或|AND|-|\\)|[：:]",
    ]
}

fn any_query() -> impl Strategy<Value = String> {
    let term = (prop_oneof![4 => Just(""), 1 => Just("-")], any_term());
    proptest::collection::vec(term, 0..6).prop_map(|terms| {
        terms.iter().map(|(minus, term)| format!("{minus}{term}")).collect::<Vec<_>>().join(" ")
    })
}

proptest! {
    #![proptest_config(cases(64))]

    /// parse(print(q)) = q, and printing what was read from print changes nothing.
    #[test]
    fn what_is_printed_reads_the_same(typed in any_query()) {
        let query = parse(&typed);
        let printed = query.to_string();
        let again = parse(&printed);
        prop_assert_eq!(&again.root, &query.root, "{} -> {}", typed, printed);
        prop_assert_eq!(again.mistakes, vec![]);
    }

    /// Anything at all may be typed.
    #[test]
    fn nothing_typed_is_too_odd(typed in "\\PC{0,40}|[-()（）\"“”|: 省版OR]{0,30}") {
        let query = parse(&typed);
        for mistake in &query.mistakes {
            prop_assert!(typed.get(mistake.span.clone()).is_some());
        }
        let chips: Vec<_> = query.chips().into_iter().map(|(span, _)| span).collect();
        let count = chips.len();
        for chip in chips {
            prop_assert!(typed.get(chip.clone()).is_some());
            let rest = without(&typed, &chip);
            prop_assert!(parse(&rest).chips().len() < count, "{} -> {}", typed, rest);
        }
        prop_assert_eq!(&parse(&query.to_string()).root, &query.root);
    }

    /// Narrowing key by key gives what searching afresh gives.
    #[test]
    fn narrowing_equals_searching_afresh(typed_whole in any_query()) {
        let catalogue = stories();
        let never = AtomicBool::new(false);
        let mut finder = Finder::default();
        let ends = typed_whole.char_indices().map(|(at, c)| at + c.len_utf8());
        for end in ends {
            let selection = typed(&typed_whole[..end]);
            let narrowed = finder.find(catalogue, &selection, &situation(), &never);
            let afresh = Finder::default().find(catalogue, &selection, &situation(), &never);
            prop_assert_eq!(narrowed, afresh, "{}", selection.typed);
        }
    }

    /// What is lit for a single word spells the word after folding: by its characters in order, or by its sounds.
    #[test]
    fn what_is_lit_spells_the_word(word in "[麦收河南机器人科技广东]{1,3}|[a-z]{2,6}|henan|jqr|麦shou|xian|hainan|lvse") {
        let catalogue = stories();
        for hit in select_in(catalogue, &typed(&word), &situation()) {
            let article = catalogue.entry(hit.entry).expect("it fits").article();
            let names: Vec<&str> = article.provinces.iter().map(|province| province.short()).collect();
            let texts = [
                (article.title(), &hit.lit.headline),
                (article.kicker.as_ref().map(|kicker| kicker.text.clone()).unwrap_or_default(), &hit.lit.kicker),
                (article.authors.join(" "), &hit.lit.authors),
                (article.section.clone().unwrap_or_default(), &hit.lit.section),
                (names.join(" "), &hit.lit.provinces),
            ];
            prop_assert!(texts.iter().any(|(_, lit)| !lit.is_empty()), "nothing lit for {}", word);
            for (text, lit) in texts {
                if lit.is_empty() {
                    continue;
                }
                let spelled: String = lit.iter().map(|range| &text[range.clone()]).collect();
                let same = fold(&spelled) == fold(&word);
                let sounds = Pattern::new(&word, Sounds::Exact).and_then(|mut pattern| pattern.find(&units(&spelled)));
                prop_assert!(
                    same || sounds.is_some_and(|found| found.characters.len() == spelled.chars().count())
                        || !match_names(&word, &[spelled.as_str()]).is_empty(),
                    "{} lit {}", word, spelled
                );
            }
        }
    }

    /// Text found in a story is the text looked for, whatever its width, case and form.
    #[test]
    fn found_text_is_what_was_looked_for(looked_for in "[的了在一，。：“a-zA-Z0-9]{1,2}|試驗|试验|二〇二四|2024") {
        let catalogue = stories();
        let finder = TextFinder::new(&looked_for);
        for (_, entry) in catalogue.iter() {
            for place in finder.iter().flat_map(|finder| finder.find(entry.article())) {
                let text = text_of(entry.article(), place.part).expect("the part is there");
                let numerals = |text: &str| {
                    fold(text).chars().map(kanbao::text::fold::fold_digit).collect::<String>()
                };
                prop_assert_eq!(numerals(&text[place.bytes.clone()]), numerals(&looked_for));
                let piece = snippet(entry.article(), &place, 12).expect("there is text");
                prop_assert_eq!(&piece.text[piece.lit.clone()], &text[place.bytes]);
            }
        }
    }
}

#[test]
fn an_expression_lights_what_fits_it() {
    let catalogue = stories();
    let headlines = |typed_query: &str| {
        let hits = select_in(catalogue, &typed(typed_query), &situation());
        let lit = |hit: &kanbao::query::Hit| {
            let title = catalogue.entry(hit.entry).expect("it was found").article().title();
            hit.lit.headline.iter().map(|range| title[range.clone()].to_owned()).collect::<String>()
        };
        hits.iter().map(lit).collect::<Vec<_>>()
    };
    assert_eq!(headlines("/机.人$/"), ["机器人"]);
    assert_eq!(headlines("/機.人/ -/大/").first().map(String::as_str), Some("机器人"));
    let entry = find(catalogue, &typed("正文:/机.{1,3}人/"), &situation()).ranked.get(0).expect("one fits").0;
    let article = catalogue.entry(entry).expect("it was found").article();
    let place = kanbao::query::body_hit(article, "正文:/机.{1,3}人/").expect("it is in the body");
    let text = text_of(article, place.part).expect("there is text");
    assert!(text[place.bytes.clone()].starts_with('机') && text[place.bytes].ends_with('人'), "{text}");
}

#[test]
fn only_shown_stories_need_be_lit() {
    let catalogue = stories();
    let selection = typed("机器人");
    let ranked = find(catalogue, &selection, &situation()).ranked;
    let all = select_in(catalogue, &selection, &situation());
    assert_eq!(
        light(catalogue, &selection, &situation(), &ranked.stretch(1..3).unwrap_or_default()),
        all[1..3]
    );
}

#[test]
fn completion_proposes_names_and_values_with_counts() {
    let catalogue = stories();
    let cases = [
        ("省", "省:"),
        ("麦 prov", "麦 province:"),
        (
            "栏:",
            "栏:科教 7, 栏:经济 4, 栏:地方动态 3, 栏:港澳臺 3, 栏:生态 3, 栏:要闻 2, 栏:副刊 1, 栏:影像 1, 栏:评论 1",
        ),
        ("栏:df", "栏:地方动态 3"),
        ("省:hn 麦收", "省:河南 1"),
        ("版:1 省:河", "版:1 省:河南 1"),
        ("省:河南,hun", "省:河南,湖南 1"),
        ("作者:lin", "作者:林一帆 3, 作者:林阿里 1"),
        ("-地:lu", "-地:六安 1, -地:漯河 1"),
        (
            "is:",
            "is:unread 24, is:read 2, is:starred 1, is:truncated 1, is:pictured 1, is:continued 0, is:duplicate 0",
        ),
        ("日期:2024-06", "日期:2024-06 3"),
        ("未知:x", ""),
        (
            "",
            "text:, title:, province:, mentions:, place:, section:, author:, paper:, page:, date:, after:, before:, newer:, is:, tag:, length:, seam:",
        ),
    ];
    for (line, expected) in cases {
        let cursor = line.find(" 麦收").unwrap_or(line.len());
        let language =
            if line.is_ascii() || line.contains("prov") { Language::English } else { Language::Chinese };
        let proposals =
            kanbao::query::complete::complete(catalogue, &typed(line), &situation(), cursor, language);
        let shown = proposals.iter().map(|proposal| {
            let mut whole = line[..cursor].to_owned();
            whole.replace_range(proposal.replaces.clone(), &proposal.with);
            proposal.count.map_or(whole.clone(), |count| format!("{whole} {count}"))
        });
        assert_eq!(shown.collect::<Vec<_>>().join(", "), expected, "{line}");
    }
}

#[test]
fn saved_filters_count_their_stories() {
    use kanbao::query::saved::{SavedFilter, count_saved};
    let saved = ["p:hn", "近:7天", "是:未读 栏:科教"]
        .map(|line| SavedFilter { name: line.to_owned(), selection: typed(line) });
    assert_eq!(count_saved(stories(), &saved, &situation()), [3, 5, 7]);
}

/// docs/QUERY.md holds the table that the list of filters gives; the update switch writes it anew.
#[test]
fn the_document_has_the_table_of_filters() {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "docs", "QUERY.md"].iter().collect();
    let text = String::from_utf8(fs::read(&path).expect("the document is there")).expect("it is UTF-8");
    let (begin, end) = ("<!-- filters -->\n", "<!-- end -->");
    let from = text.find(begin).expect("the table begins") + begin.len();
    let to = text.find(end).expect("the table ends");
    if std::env::var_os("KANBAO_UPDATE").is_some() {
        let whole = format!("{}{}{}", &text[..from], kanbao::query::keys::document(), &text[to..]);
        fs::write(&path, whole).expect("the document can be written");
    } else {
        assert_eq!(&text[from..to], kanbao::query::keys::document());
    }
}

/// Two who share a work, the last part first.
struct Halves;

impl Helpers for Halves {
    fn count(&self) -> usize {
        2
    }

    fn help(&self, shares: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..shares).rev().for_each(work);
    }
}

#[test]
fn a_longer_word_is_found_among_what_fitted() {
    let mut titles = Titles::default();
    for number in 0..30_000 {
        // 河南 fits about one in eleven, 河南新 one in thirty: many enough that lists of all are asked otherwise.
        let headline = match number % 97 % 30 {
            10 => "河南的麦田",
            11 => "看河之南",
            12 => "说到河南新麦",
            other => ["合作", "三月", "四处"][other % 3],
        };
        let section = if number % 640 == 3 { "河南新" } else { "" };
        titles.push(&Title { headline, section, ..Title::default() });
    }
    let never = AtomicBool::new(false);
    let ask = |finder: &mut Finder, query: &str| {
        finder.find_titles(&titles, &typed(query), &Situation::default(), &never).expect("nobody stops it")
    };
    let mut finder = Finder::default();
    for query in ["河", "河南的", "河南的麦", "河南", "河南新", "河南新麦", "河南新"] {
        let afresh = ask(&mut Finder::default(), query);
        assert!(!afresh.ranked.is_empty(), "{query}");
        assert_eq!(ask(&mut finder, query), afresh, "{query}");
    }
}

#[test]
fn help_changes_nothing() {
    let mut titles = Titles::default();
    for number in 0..30_000 {
        let headline = ["河南的麦田", "河边向南", "合作在南方", "看河南"][number * 7 % 4];
        titles.push(&Title { headline, ..Title::default() });
    }
    let never = AtomicBool::new(false);
    for typed in [
        "河南",
        "henan",
        "hnan",
        "nan -河南",
        "河南 OR 南方",
        "(-河南 OR 看) 南",
        "hezuozainan",
        "河 南 -(看 OR 合)",
    ] {
        let selection = Selection { typed: typed.to_owned(), ..Selection::default() };
        let find = |helpers| {
            let situation = Situation { helpers, ..Situation::default() };
            Finder::default().find_titles(&titles, &selection, &situation, &never).expect("nobody stops it")
        };
        let alone = find(&Alone);
        assert!(!alone.ranked.is_empty(), "{typed}");
        assert_eq!(find(&Halves), alone, "{typed}");
    }
}

#[test]
fn texts_folded_by_helpers_are_found() {
    let text = "第一段里说到灌渠。";
    let mut catalogue = Catalogue::default();
    for number in 0..120 {
        let article = Article {
            headline: Some(Heading { text: format!("第{number}则"), lines: Vec::new() }),
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                fragments: vec![Fragment::whole(LineNumber(1), text)],
                confidence: 1.0,
            }],
            ..Article::default()
        };
        catalogue.add(&Arc::new(Page { articles: vec![article], ..Page::default() }));
    }
    let selection = Selection { typed: "正文:灌渠".to_owned(), ..Selection::default() };
    let situation = Situation { helpers: &Halves, ..Situation::default() };
    assert_eq!(find(&catalogue, &selection, &situation).ranked.len(), catalogue.stories());
}

#[test]
fn what_is_found_first_in_texts_is_told_meanwhile() {
    let mut catalogue = Catalogue::default();
    let count = 2_000;
    for number in 0..count {
        let text = if number % 2 == 0 { "说到灌渠。" } else { "说到别的。" };
        let paragraph = Fragment::whole(LineNumber(1), text);
        let block = Block { kind: BlockKind::Paragraph, fragments: vec![paragraph], confidence: 1.0 };
        let heading = Heading { text: format!("第{number}则"), lines: Vec::new() };
        let article = Article { headline: Some(heading), blocks: vec![block], ..Article::default() };
        catalogue.add(&Arc::new(Page { articles: vec![article], ..Page::default() }));
    }
    let never = AtomicBool::new(false);
    let mut finder = Finder::default();
    let mut search = |typed_query: &str| {
        let mut told = Vec::new();
        let mut tell = |outcome: kanbao::query::Outcome| told.push(outcome.ranked);
        let found = finder
            .find_by_and_by(&catalogue, &typed(typed_query), &situation(), &never, &mut tell)
            .expect("nobody stops it");
        (told, found.ranked)
    };
    let (told, found) = search("正文:灌渠");
    assert_eq!(found.len(), count / 2);
    let lengths: Vec<usize> = told.iter().map(kanbao::query::Ranked::len).collect();
    assert_eq!(lengths, [128, 256, 512], "the first of a frame, then as many again");
    for first in &told {
        assert_eq!(first.entries(), &found.entries()[..first.len()]);
    }
    assert_eq!(search("正文:别的").0, [], "once looked into, all is found at once");
}

#[test]
fn keys_taken_back_find_what_they_found() {
    let mut finder = Finder::default();
    let never = AtomicBool::new(false);
    for key in ["麦", "麦田", "m", "mt", "m", "麦田", "麦", "", "麦 -田", "麦"] {
        let selection = typed(key);
        let found = finder.find(stories(), &selection, &situation(), &never);
        assert_eq!(found, Some(find(stories(), &selection, &situation())), "{key}");
    }
}

#[test]
fn answers_that_rest_on_marks_are_not_kept() {
    let mut finder = Finder::default();
    let never = AtomicBool::new(false);
    let starred = typed("是:星标");
    for marks in [&NoMarks as &dyn Marks, &SampleMarks, &NoMarks] {
        let situation = Situation { marks, ..situation() };
        let found = finder.find(stories(), &starred, &situation, &never).expect("nobody stops it");
        assert_eq!(found, find(stories(), &starred, &situation));
    }
}
