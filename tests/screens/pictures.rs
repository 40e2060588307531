//! Pictures of the screen, one file each. `INSTA_UPDATE=always cargo test --test screens` takes them anew; read the
//! difference before committing it.

use kanbao::model::Language;

use crate::harness::Session;

fn check(name: &str, session: &Session) {
    session.rows_fit().expect("every row has the width of the screen");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("pictures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, session.text()));
}

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (40, 12), (200, 60)];

/// Takes one picture at each size, after these keys.
fn check_sizes(name: &str, keys: &str) {
    for (columns, rows) in SIZES {
        let mut session = Session::open(columns, rows);
        session.press(keys);
        check(&format!("{name}-{columns}x{rows}"), &session);
    }
}

#[test]
fn the_first_screen() {
    check_sizes("first", "");
}

#[test]
fn an_open_article() {
    check_sizes("article", "<enter><space>");
}

#[test]
fn the_articles_of_a_page_on_end() {
    check_sizes("continuous", "C<enter>G[G<c-u>");
}

#[test]
fn the_filter_while_it_is_typed() {
    check_sizes("filter", "/河南");
}

#[test]
fn provinces_are_picked() {
    check_sizes("provinces", "phn");
}

#[test]
fn the_order_is_chosen() {
    check_sizes("orders", "Sdate<tab><c-u>weight<tab><c-u>");
}

#[test]
fn lines_and_marks_of_ones_own() {
    check_sizes("signs-double", ",bdouble<enter>phn");
    check_sizes("signs-ascii", ",bascii<enter>,mascii<enter>&phn<tab>");
    check_sizes("signs-none", ",bnone<enter><enter>");
}

#[test]
fn the_province_map() {
    check_sizes("map", "P");
    check_sizes("map-typed", "Phn<down>");
}

#[test]
fn the_province_map_in_english() {
    check_sizes("map-english", "LP<tab>");
}

#[test]
fn a_page_and_a_day_at_a_glance() {
    check_sizes("glance", "v");
    check_sizes("glance-day", "jV");
    check_sizes("glance-english", "Lvj");
}

#[test]
fn the_timeline() {
    check_sizes("timeline", "Y");
}

#[test]
fn figures_are_lit() {
    check_sizes("lens", "<enter>1)");
    check_sizes("lens-table", "<enter>4;");
}

#[test]
fn pinyin_stands_above_rare_characters_and_below_in_a_box() {
    check_sizes("pinyin-rows", "]<enter>6");
    check_sizes("pinyin", "<enter>R)l");
    check_sizes("pinyin-english", "L<enter>jR");
}

#[test]
fn another_script_is_shown() {
    check_sizes("script", "<enter>HHo");
    check_sizes("script-taiwan", "HHHf软件");
}

#[test]
fn related_articles_stand_on_a_timeline() {
    check_sizes("related", "r");
    check_sizes("related-nearest", "Lr<tab>");
}

#[test]
fn seams_and_the_raw_page() {
    check_sizes("seams-raw", "<enter>xo");
}

#[test]
fn help_is_there() {
    check_sizes("help", "?");
}

#[test]
fn the_palette_finds_commands() {
    check_sizes("palette", ":theme");
}

#[test]
fn words_are_found_in_the_article() {
    check_sizes("find", "<enter>f新桥");
}

#[test]
fn nothing_matches_and_the_screen_says_why() {
    check_sizes("nothing", "/河南没有的事<enter>");
}

#[test]
fn keys_that_wait_show_what_may_follow() {
    check_sizes("pending", "y");
}

#[test]
fn nothing_was_read_yet() {
    for language in [Language::Chinese, Language::English] {
        check(&format!("empty-{language:?}"), &Session::empty(80, 24, language));
    }
}

#[test]
fn the_smallest_screens() {
    for (columns, rows) in [(20, 6), (19, 6), (20, 5), (3, 2)] {
        check(&format!("small-{columns}x{rows}"), &Session::open(columns, rows));
    }
}
