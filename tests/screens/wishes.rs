//! What keys do, told by what the reader then sees.

use kanbao::app::areas::Pane;
use kanbao::app::effect::Effect;
use kanbao::app::event::MouseDeed;
use kanbao::app::overlay::Layer;

use crate::harness::Session;

/// Presses keys on the small edition at 80×24 and looks at the headline under the cursor.
fn check_headline(keys: &str, expected: &str) {
    let mut session = Session::open(80, 24);
    session.press(keys);
    assert!(session.headline().starts_with(expected), "{keys}: {}", session.headline());
}

#[test]
fn movement_in_the_list() {
    for (keys, expected) in [
        ("", "河南春江"),
        ("j", "湖南"),
        ("jjk", "湖南"),
        ("<down><down>", "西藏"),
        ("G", "河南豫北"),
        ("Gg", "河南春江"),
        ("]]", "西藏"),
        ("]][", "湖南"),
        ("ｊｊ", "西藏"),
        ("<enter>]", "湖南"),
        ("<enter>]]h", "西藏"),
        ("k", "河南春江"),
    ] {
        check_headline(keys, expected);
    }
}

#[test]
fn filters_choose_articles() {
    for (keys, count) in [
        ("", 6),
        ("/河南<enter>", 2),
        ("/hn<enter>", 4),
        ("／henan<enter>", 2),
        ("/河南<esc>", 6),
        ("/河南<enter>c", 6),
        ("phenan<enter>", 2),
        ("p河南<tab><c-u>湖南<tab><enter>", 3),
        ("p河南<tab><esc>", 6),
        ("s地方<enter>", 3),
        ("s地方<enter>phunan<enter>", 1),
        ("s地方<enter>phunan<enter>c", 6),
    ] {
        let mut session = Session::open(120, 40);
        session.press(keys);
        assert_eq!(session.state.found.ranked.len(), count, "{keys}");
    }
}

#[test]
fn the_map_chooses_provinces() {
    for (keys, count) in [
        ("P<enter>", 2),
        ("Phenan<enter>", 2),
        ("Phn<right><enter>", 2),
        ("Phunan<enter>", 1),
        ("Phunan<esc>", 6),
        ("P <c-u>西藏<ins><enter>", 3),
        ("P <esc>", 6),
        ("Pxz<tab><enter>", 1),
        ("Pzzz<enter>", 6),
        ("P<down><enter>", 0),
        ("phenan<enter>Phunan<enter>", 1),
    ] {
        for (columns, rows) in [(80, 24), (200, 60)] {
            let mut session = Session::open(columns, rows);
            session.press(keys);
            assert_eq!(session.state.found.ranked.len(), count, "{keys} at {columns}×{rows}");
        }
    }
}

#[test]
fn a_click_on_the_map_moves_and_a_second_one_takes_the_province() {
    for (columns, rows, name) in [(120, 40, " 湖南 "), (80, 24, "湘"), (40, 12, "湖南")] {
        let mut session = Session::open(columns, rows);
        session.press("P");
        let at = |session: &Session| {
            let text = session.text();
            let row = text.lines().skip(2).position(|row| row.contains(name)).unwrap() + 2;
            let line = text.lines().nth(row).unwrap();
            let before = &line[..line.find(name).unwrap()];
            (kanbao::text::columns::Measure::default().text(before) as u16 + 1, row as u16)
        };
        let (column, row) = at(&session);
        session.mouse(MouseDeed::Click, column, row);
        assert!(matches!(session.state.layer, kanbao::app::overlay::Layer::Map(_)));
        session.mouse(MouseDeed::Click, column, row);
        assert_eq!(session.state.found.ranked.len(), 1, "{columns}×{rows}");
        assert!(session.headline().starts_with("湖南"));
    }
}

#[test]
fn from_a_glance_one_dives_into_a_story() {
    for (keys, expected) in [
        ("vj<enter>", "湖南"),
        ("vjjk<enter>", "湖南"),
        ("v]<enter>", "候鸟"),
        ("v][<enter>", "河南春江"),
        ("Vjjj<enter>", "候鸟"),
        ("V]<enter>", "候鸟"),
        ("vvjjjj<enter>", "川渝"),
        ("ｖｊ<enter>", "湖南"),
        ("vj<esc>", "河南春江"),
        ("/候鸟<enter>v[j<enter>", "湖南"),
    ] {
        for (columns, rows) in [(80, 24), (40, 12), (200, 60)] {
            let mut session = Session::open(columns, rows);
            session.press(keys);
            let headline = session.headline();
            assert!(headline.starts_with(expected), "{keys} at {columns}×{rows}: {headline}");
        }
    }
}

#[test]
fn a_click_on_a_glance_moves_and_a_second_one_dives() {
    let mut session = Session::open(120, 40);
    session.press("v");
    let text = session.text();
    let row = text.lines().position(|row| row.contains("西藏高原上")).unwrap();
    let line = text.lines().nth(row).unwrap();
    let before = &line[..line.find("西藏高原上").unwrap()];
    let column = kanbao::text::columns::Measure::default().text(before) as u16;
    session.mouse(MouseDeed::Click, column, row as u16).mouse(MouseDeed::Click, column, row as u16);
    assert!(session.headline().starts_with("西藏"));
    assert_eq!(session.state.focus, Pane::Reader);
}

#[test]
fn the_timeline_filters_by_what_is_under_its_cursor() {
    for (keys, typed, count) in [
        ("Y<enter>", "日期:2024-05-06", 6),
        ("Y<tab><enter>", "日期:2024-05", 6),
        ("Y<tab><tab><enter>", "日期:2024", 6),
        ("/河南<enter>Y<enter>", "河南 日期:2024-05-06", 2),
        ("Y<enter>Y<tab><enter>", "日期:2024-05", 6),
        ("Y<esc>", "", 6),
    ] {
        let mut session = Session::open(80, 24);
        session.press(keys);
        assert_eq!(session.state.selection.typed, typed, "{keys}");
        assert_eq!(session.state.found.ranked.len(), count, "{keys}");
    }
}

#[test]
fn a_lens_lights_passages_and_one_jumps_along_them() {
    let mut session = Session::open(80, 24);
    session.press("<enter>1");
    let lit = |session: &Session| session.state.reader.as_ref().and_then(|reader| reader.lens.clone());
    let count = lit(&session).unwrap().passages.len();
    assert!(count >= 3, "{count}");
    assert_eq!(lit(&session).unwrap().current, None);
    session.press("))");
    assert_eq!(lit(&session).unwrap().current, Some(1));
    session.press("(((");
    assert_eq!(lit(&session).unwrap().current, Some(count - 2));
    session.press("]");
    assert_eq!(lit(&session).map(|lit| lit.passages.len()), Some(2), "the lens stays for the next article");
    session.press("1");
    assert_eq!(lit(&session), None);
    session.press(";");
    assert!(session.text().contains("先按 1"));
}

#[test]
fn pinyin_is_shown_word_by_word_and_copied() {
    let mut session = Session::sample(80, 24);
    session.press("<enter>R");
    let word = |session: &Session| match &session.state.layer {
        Layer::Spoken(spoken) => spoken.word().map(|word| (word.text(), word.reading())).unwrap(),
        _ => panic!("pinyin is open"),
    };
    let first = word(&session);
    session.press("lh");
    assert_eq!(word(&session), first);
    session.press("jjk").press(")");
    let (text, reading) = word(&session);
    assert!(text.chars().any(kanbao::ingest::lens::is_rare), "{text}");
    assert_eq!(text.chars().count(), reading.split(' ').count(), "a syllable a character: {text} {reading}");
    session.press("y");
    assert!(
        matches!(session.effects.last(), Some(Effect::Copy(copied)) if *copied == format!("{text} {reading}"))
    );
    session.press("q");
    assert!(matches!(session.state.layer, Layer::None));
}

#[test]
fn rare_characters_are_listed_with_their_pinyin() {
    let mut session = Session::sample(80, 24);
    session.press("<enter>5;");
    let Layer::Picker(picker) = &session.state.layer else { panic!("a table") };
    for item in &picker.items {
        let (characters, reading) = item.label.split_once('　').unwrap();
        assert_eq!(characters.chars().count(), reading.split(' ').count(), "{}", item.label);
    }
}

#[test]
fn pinyin_above_the_text_keeps_the_place_and_the_text() {
    let mut session = Session::sample(80, 24);
    session.press("<enter><space>");
    let place = session.state.reader.as_ref().and_then(kanbao::app::reader::Reader::place);
    let rows = |session: &Session| {
        let reader = session.state.reader.as_ref().unwrap();
        let own = reader.rows().iter().filter(|row| row.runs.iter().any(|run| run.origin.is_some()));
        own.map(kanbao::typeset::Row::text).collect::<Vec<_>>()
    };
    let before = rows(&session);
    session.press("6");
    assert_eq!(rows(&session), before);
    assert!(session.state.reader.as_ref().unwrap().rows().len() > before.len());
    assert_eq!(session.state.reader.as_ref().and_then(kanbao::app::reader::Reader::place), place);
    session.press("6,w");
    assert!(session.text().contains("没有改过"));
}

#[test]
fn another_script_moves_nothing_and_finds_the_same() {
    let mut session = Session::sample(80, 24);
    session.press("<enter>f的<enter>nnx");
    let reader = |session: &Session| session.state.reader.clone().unwrap();
    let printed = reader(&session);
    for _ in 0..4 {
        session.press("H");
        let shown = reader(&session);
        assert_eq!(
            (shown.top(), &shown.find, shown.place()),
            (printed.top(), &printed.find, printed.place())
        );
        for (row, own) in shown.rows().iter().zip(printed.rows()) {
            let ends = |row: &kanbao::typeset::Row| {
                row.runs
                    .iter()
                    .map(|run| (run.column, run.width, run.origin, run.bytes, run.seam.is_some()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(ends(row), ends(own));
        }
    }
    session.press("H");
    assert_eq!(reader(&session).rows(), printed.rows());
}

#[test]
fn what_is_shown_is_copied_and_what_is_cited_is_as_printed() {
    let mut session = Session::open(80, 24);
    let copied = |session: &Session| match session.effects.last() {
        Some(Effect::Copy(text)) => text.clone(),
        _ => panic!("a copy"),
    };
    session.press("jyh");
    assert_eq!(copied(&session), "湖南山村小学的天文台");
    session.press("HHyh");
    assert_eq!(copied(&session), "湖南山村小學的天文臺");
    session.press("yc");
    assert!(copied(&session).contains("湖南山村小学的天文台"));
    session.press("/小学<enter>");
    assert!(session.text().contains("湖南山村小學的天文臺"), "{}", session.text());
}

#[test]
fn a_related_article_is_opened_and_the_way_back_is_known() {
    let mut session = Session::open(80, 24);
    session.press("<enter>");
    let first = session.headline();
    session.press("r");
    let Layer::Picker(picker) = &session.state.layer else { panic!("related articles") };
    let nearest = picker.selected().unwrap().label.clone();
    assert!(nearest.starts_with("河南豫北"), "{nearest}");
    assert!(
        picker.items.iter().any(|item| item.label.contains(&first[..12])),
        "this one is on the timeline too"
    );
    session.press("<enter>");
    assert!(session.headline().starts_with("河南豫北"));
    assert_eq!(session.state.focus, Pane::Reader);
    session.press("h");
    assert_eq!((session.headline(), session.state.focus), (first, Pane::Reader));
    session.press("h");
    assert_eq!(session.state.focus, Pane::List);
}

#[test]
fn an_answer_about_another_article_is_dropped() {
    let mut session = Session::open(80, 24);
    let id = session.state.open_article().unwrap().id.clone();
    let answer = kanbao::app::related::Answer { of: id, relations: Vec::new() };
    session.happen(kanbao::app::event::Event::Related(Box::new(answer)));
    assert!(matches!(session.state.layer, Layer::None));
    assert!(!session.text().contains("没有相关报道"), "nobody asked");
}

#[test]
fn escape_gives_back_the_place_in_the_list() {
    let mut session = Session::open(80, 24);
    session.press("jj");
    let before = session.text();
    session.press("/河南<down>");
    assert_ne!(session.text(), before);
    session.press("<esc>");
    assert_eq!(session.text(), before);
}

#[test]
fn a_resize_keeps_the_place_in_the_text() {
    let mut session = Session::open(80, 24);
    session.press("<enter><space>jj");
    let place = session.state.reader.as_ref().and_then(kanbao::app::reader::Reader::place);
    let before = session.text();
    assert!(place.is_some());
    for (columns, rows) in [(40, 12), (200, 60), (33, 9), (120, 40), (80, 24)] {
        session.resize(columns, rows);
    }
    assert_eq!(session.text(), before);
}

#[test]
fn every_row_of_an_article_can_be_scrolled_to() {
    let mut session = Session::open(40, 12);
    session.press("<enter>");
    let rows = session.state.reader.as_ref().map_or(0, |reader| reader.rows().len());
    let mut seen = 0;
    for _ in 0..rows {
        seen = seen.max(session.state.reader.as_ref().map_or(0, kanbao::app::reader::Reader::bottom));
        session.press("j");
    }
    assert_eq!(seen, rows);
    session.press("G");
    assert_eq!(session.state.reader.as_ref().map(kanbao::app::reader::Reader::percent), Some(100));
}

#[test]
fn what_was_found_is_walked_through_and_around() {
    let mut session = Session::open(80, 24);
    session.press("<enter>f新桥<enter>");
    let current = |session: &Session| {
        let find = session.state.reader.as_ref().and_then(|reader| reader.find.clone()).unwrap();
        (find.current, find.hits.len())
    };
    let (first, count) = current(&session);
    assert_eq!((first, count > 2), (0, true));
    session.press("n");
    assert_eq!(current(&session).0, 1);
    let footer = |session: &Session| session.text().lines().last().unwrap_or_default().to_owned();
    assert!(footer(&session).contains(&format!("2/{count}")), "{}", footer(&session));
    session.press("NN");
    assert_eq!(current(&session).0, count - 1);
    assert!(footer(&session).contains("已到开头"), "{}", footer(&session));
    session.press("n");
    assert_eq!(current(&session).0, 0);
    let around = footer(&session);
    assert!(around.contains("已到末尾，从头再找") && around.contains(&format!("1/{count}")), "{around}");
}

#[test]
fn the_time_that_is_left_is_told_in_panes_of_any_width() {
    for (columns, words) in [(40, "余1分"), (80, "余 1 分钟"), (120, "余 1 分钟"), (30, "余1分")] {
        let mut session = Session::open(columns, 12);
        session.press("<enter>");
        assert!(session.text().contains(words), "{columns}: {}", session.text());
    }
}

#[test]
fn the_list_stands_where_it_stood_when_filters_are_taken_off() {
    for (keys, expected) in [
        ("jj/豫北<enter>c", "西藏"),
        ("jj/豫北<enter><bs>", "西藏"),
        ("jj/豫北<bs><bs><enter>", "西藏"),
        ("jj/无此词<enter>c", "西藏"),
        ("jjphenan<enter>c", "西藏"),
        ("jj/豫北<enter>phenan<enter>cc", "西藏"),
        ("jj/河南<enter>jc", "河南豫北"),
        ("jj/豫北<enter><enter>hc", "河南豫北"),
        ("/豫北<enter>c", "河南春江"),
        ("jj/豫北<enter>cj/湖南<enter>c", "候鸟"),
    ] {
        check_headline(keys, expected);
    }
}

#[test]
fn subheads_are_jumped_to() {
    let mut session = Session::open(40, 12);
    session.press("<enter>}");
    let row = |session: &Session| {
        let reader = session.state.reader.as_ref().unwrap();
        reader.visible().first().map(kanbao::typeset::Row::text).unwrap_or_default()
    };
    assert!(row(&session).contains("桥是怎样合龙的"), "{}", row(&session));
    session.press("}{");
    assert!(row(&session).contains("桥是怎样合龙的"), "{}", row(&session));
}

#[test]
fn marks_are_made_and_taken_back() {
    let mut session = Session::open(80, 24);
    session.press("m");
    let id = session.state.selected().unwrap().1.article().id.clone();
    assert!(session.state.marks.is_starred(&id));
    session.press("Z");
    assert!(!session.state.marks.is_starred(&id));
    session.press("<c-r>");
    assert!(session.state.marks.is_starred(&id));
}

#[test]
fn an_article_is_copied_in_every_form() {
    for (keys, expected) in [
        ("yc", "何青. 湖南山村小学的天文台[N]. 春江日报, 2024-05-06(1)."),
        ("yh", "湖南山村小学的天文台"),
        ("yy", "\n湖南山村小学的天文台\n"),
        ("ym", "# 湖南山村小学的天文台"),
        ("yj", "\"type\": \"article-newspaper\""),
        ("yr", "TI  - 湖南山村小学的天文台"),
        ("yb", "@article{"),
        ("yl", ".txt:"),
    ] {
        let mut session = Session::open(80, 24);
        session.press("j").press(keys);
        let copied = session.effects.iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.as_str()),
            _ => None,
        });
        assert!(copied.is_some_and(|text| text.contains(expected)), "{keys}: {copied:?}");
    }
}

#[test]
fn what_is_shown_is_saved_in_a_form_of_choice() {
    let mut session = Session::open(80, 24);
    session.press("phunan<enter>Wjsonl<enter>");
    let Some(Effect::WriteNew { path, bytes }) = session.effects.last() else {
        panic!("nothing is written: {:?}", session.effects)
    };
    assert_eq!(path.to_str(), Some("湖南.jsonl"));
    assert_eq!(String::from_utf8_lossy(bytes).lines().count(), session.state.found.ranked.len());
    session.press("w<enter>");
    let saved = format!("{}.md", session.headline());
    let Some(Effect::WriteNew { path, .. }) = session.effects.last() else { panic!("nothing is written") };
    assert_eq!(path.to_string_lossy().replace('_', "，"), saved);
}

#[test]
fn a_typed_command_is_split_into_words_and_never_meets_a_shell() {
    let mut session = Session::open(80, 24);
    session.press("|wc 'a b' $(x)<enter>");
    let Some(Effect::Pipe { command, input }) = session.effects.last() else { panic!("nothing is piped") };
    assert_eq!(command, &["wc", "a b", "$(x)"]);
    assert!(input.contains("河南春江"));
    session.press("|wc 'a<enter>");
    assert!(session.text().contains("引号没有配对"));
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let mut session = Session::open(80, 24);
    let row_of = |session: &Session, words: &str| {
        let in_list = |row: &str| row.trim_start_matches([' ', '•']).starts_with(words);
        session.text().lines().position(in_list).unwrap() as u16
    };
    let row = row_of(&session, "湖南山村");
    session.mouse(MouseDeed::Click, 5, row);
    assert!(session.headline().starts_with("湖南"));
    assert_eq!(session.state.focus, Pane::List);
    let row = row_of(&session, "湖南山村");
    session.mouse(MouseDeed::Click, 5, row);
    assert_eq!(session.state.focus, Pane::Reader);
    session.press("[");
    let top = session.state.reader.as_ref().map(kanbao::app::reader::Reader::top);
    session.mouse(MouseDeed::WheelDown, 60, 10);
    assert_ne!(session.state.reader.as_ref().map(kanbao::app::reader::Reader::top), top);
}

#[test]
fn a_click_takes_a_chip_off() {
    let mut session = Session::open(120, 40);
    session.press("phenan<enter>s地方<enter>");
    assert_eq!(session.state.found.ranked.len(), 1);
    let row = session.text().lines().next().unwrap().to_owned();
    let before = &row[..row.find("河南 ×").unwrap()];
    let column = kanbao::text::columns::Measure::default().text(before) as u16;
    session.mouse(MouseDeed::Click, column, 0);
    assert_eq!(session.state.found.ranked.len(), 3);
}

#[test]
fn ctrl_c_leaves_from_everywhere() {
    for keys in ["", "<enter>", "/河", "p", "?", ":", "f", "y", "<enter>o"] {
        let mut session = Session::open(80, 24);
        session.press(keys).press("<c-c>");
        assert!(matches!(session.effects.last(), Some(Effect::Quit)), "{keys}");
    }
}

#[test]
fn every_command_of_the_palette_can_be_given() {
    for command in kanbao::app::command::all() {
        let mut session = Session::open(100, 30);
        session.press("<enter>");
        let effects = (command.run)(&mut session.state);
        session.effects.extend(effects);
        session.resize(100, 30);
        session.rows_fit().unwrap_or_else(|row| panic!("{}: {row}", command.name));
    }
}

/// The text of the open article, fragment by fragment.
fn fragments(session: &Session) -> Vec<String> {
    let article = session.state.open_article().unwrap();
    article.blocks.iter().flat_map(|block| &block.fragments).map(|fragment| fragment.text.clone()).collect()
}

/// Goes to the first article with a mended seam.
fn with_a_seam() -> Session {
    let mut session = Session::sample(80, 24);
    for _ in 0..20 {
        let article = session.state.open_article().unwrap();
        if article.headline.is_some() && article.blocks.iter().any(|block| block.fragments.len() > 1) {
            return session;
        }
        session.press("]");
    }
    panic!("no article of the sample edition has a seam")
}

#[test]
fn a_seam_is_cut_the_piece_joined_again_and_both_taken_back() {
    let mut session = with_a_seam();
    let (title, whole) = (session.headline(), fragments(&session));
    let articles = session.state.library.catalogue.len();
    session.press("J<enter>");
    // It is asked at once where the piece belongs; where it came from is the last that is offered.
    let Layer::Picker(picker) = &session.state.layer else { panic!("nothing is asked") };
    let last = picker.shown.len() - 1;
    assert!(last > 0 && session.text().contains("断下的这段接到哪里"), "{}", session.text());
    let last = picker.items[picker.shown[last].0].label.clone();
    assert!(last.starts_with(&title.chars().take(8).collect::<String>()), "{last}");
    session.press("<esc>");
    assert!(session.text().contains("断下的一段自成一篇"), "{}", session.text());
    // The reader stands on the piece, which is a story of its own now.
    assert_eq!(session.state.library.catalogue.len(), articles + 1);
    assert!(session.state.open_article().unwrap().headline.is_none());
    let piece = fragments(&session);
    assert!(whole.ends_with(&piece) || whole.iter().any(|text| *text == piece[0]), "{piece:?} of {whole:?}");
    session.press("K<up>");
    for _ in 0..40 {
        session.press("<down>");
    }
    session.press("<enter>");
    assert_eq!((session.headline(), fragments(&session)), (title.clone(), whole.clone()));
    assert_eq!(session.state.library.catalogue.len(), articles);
    session.press("Z");
    assert_eq!(session.state.library.catalogue.len(), articles + 1);
    session.press("Z");
    assert_eq!(session.state.library.catalogue.len(), articles);
    session.press("<c-r>");
    assert_eq!(session.state.library.catalogue.len(), articles + 1);
    session.press("Z");
    assert_eq!((session.headline(), fragments(&session)), (title, whole));
}

#[test]
fn where_the_filter_hides_what_was_cut_off_the_reader_stays_where_he_is() {
    let mut session = with_a_seam();
    let title = session.headline();
    session.press(&format!("/题:{}<enter><enter>", title.chars().take(4).collect::<String>()));
    session.press("<c-d>jj");
    let place = |session: &Session| {
        let reader = session.state.reader.as_ref().unwrap();
        (reader.top(), reader.visible().first().map(kanbao::typeset::Row::text))
    };
    let before = place(&session);
    assert!(before.0 > 0);
    session.press("J<enter><esc>");
    assert_eq!((session.headline(), place(&session)), (title.clone(), before.clone()));
    // The piece that the filter hides is the first that is offered to be joined.
    session.press("K");
    let Layer::Picker(picker) = &session.state.layer else { panic!("nothing is offered") };
    assert_eq!(picker.selected().map(|item| item.aside.as_str()), Some("散段"));
    session.press("<esc>");
    // When that is taken back, he is where he was before.
    session.press("Z");
    assert_eq!((session.headline(), place(&session)), (title, before));
}

#[test]
fn heads_labels_and_provinces_are_put_right() {
    let mut session = Session::sample(80, 24);
    let (first, other) = (session.headline(), {
        session.press("]");
        let title = session.headline();
        session.press("[");
        title
    });
    let body = fragments(&session);
    session.press(",h<enter>");
    assert_eq!(fragments(&session), body, "the text stays and the head goes");
    assert_ne!(session.headline(), first);
    session.press("Z");
    assert_eq!(session.headline(), first);
    assert_ne!(first, other);

    session.press(",pxizang<enter>");
    let provinces = &session.state.open_article().unwrap().provinces;
    assert_eq!(provinces.last().map(|province| province.short()), Some("西藏"));
    session.press("Z");

    let byline = session.state.open_article().unwrap().byline.clone();
    assert!(byline.is_some());
    session.press(",l记者<enter>副题<enter>");
    let article = session.state.open_article().unwrap();
    assert!(article.byline.is_none() && article.subtitle.is_some(), "{article:?}");
    session.press("Z");
    assert_eq!(session.state.open_article().unwrap().byline, byline);
}

#[test]
fn sentences_are_chosen_copied_and_noted() {
    let copied = |session: &Session| match session.effects.last() {
        Some(Effect::Copy(text)) => text.clone(),
        other => panic!("nothing is copied: {other:?}"),
    };
    let mut session = Session::open(80, 24);
    session.press("<enter>ys");
    assert_eq!(copied(&session), "昨天上午十点，春江新桥正式通车。");
    session.press(".jys");
    assert_eq!(copied(&session), "河南春江新桥通车：两岸“最后一里路”接上了");
    session.press(".jjys");
    assert_eq!(copied(&session), "昨天上午十点，春江新桥正式通车。");
    session.press(".jj.jys");
    assert!(
        copied(&session).starts_with("昨天上午十点，春江新桥正式通车。桥长1.2公里"),
        "{}",
        copied(&session)
    );

    session.press(".jji要去看看<enter>");
    assert!(session.text().contains('*'), "{}", session.text());
    session.press("I");
    assert!(session.text().contains("要去看看　“昨天上午十点"), "{}", session.text());
    session.press("<esc>");
    // The same sentence gives the same note to be written on; an empty one is none.
    session.press(".jji");
    assert!(session.text().contains("要去看看"));
    session.press("<c-u><enter>I");
    assert!(session.text().contains("本文没有批注"), "{}", session.text());
    session.press("ZI");
    assert!(session.text().contains("要去看看"), "{}", session.text());
}

#[test]
fn a_tag_is_put_on_filtered_by_and_taken_off() {
    let mut session = Session::open(80, 24);
    session.press("j#待查<enter>/tag:待查<enter>");
    assert_eq!(session.state.found.ranked.len(), 1);
    session.press("#待查<enter>c/tag:待查<enter>");
    assert_eq!(session.state.found.ranked.len(), 0);
}

#[test]
fn settings_are_changed_while_reading_and_saved_on_demand() {
    let mut session = Session::open(80, 24);
    session.state.settings.path = Some("config.toml".into());
    session.state.themes = vec!["nord".to_owned(), "paper".to_owned()];
    session.press(",w");
    assert!(session.effects.is_empty(), "nothing was changed: {:?}", session.effects);
    session.press(",smeasure<enter>30<enter>");
    assert_eq!(session.state.settings.measure, 30);
    session.press(",stheme<enter>nord<enter>").press(",w");
    let Some(Effect::SaveSettings { path, changes }) = session.effects.last() else {
        panic!("nothing is saved")
    };
    assert_eq!(path.to_str(), Some("config.toml"));
    let changes: Vec<String> = changes.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    assert_eq!(changes, ["theme = \"nord\"", "measure = 30"]);
}

#[test]
fn what_is_ticked_is_marked_copied_and_exported_together() {
    let mut session = Session::open(80, 24);
    session.press("*j*");
    assert!(session.text().contains("✓2"), "{}", session.text());
    session.press("m");
    let starred = |session: &Session| session.shown_marks().values().filter(|(_, star)| *star).count();
    assert!(session.text().contains("已加星（2 篇）"), "{}", session.text());
    assert_eq!(starred(&session), 2);
    session.press("Z");
    assert_eq!(starred(&session), 0, "one stroke is taken back at one stroke");
    session.press("#两江<enter>");
    assert!(session.text().contains("已加标签“两江”"), "{}", session.text());
    session.press("yc");
    let copied = session.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    assert!(
        copied.lines().count() == 2 && copied.contains("河南春江") && copied.contains("西藏"),
        "{copied}"
    );
    session.press("WMarkdown<enter>");
    let written = session.effects.iter().rev().find_map(|effect| match effect {
        Effect::WriteNew { bytes, .. } => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    });
    let written = written.unwrap();
    assert!(written.contains("西藏高原上的菜篮子") && !written.contains("湖南山村小学"), "{written}");
    // In the reader it is the open article that is meant; Esc in the list takes the ticks off.
    session.press("<enter>mh<esc>m");
    assert!(!session.text().contains('✓'), "{}", session.text());
    session.press("&");
    assert_eq!(session.state.ticked.len(), 6);
    session.press("&");
    assert!(session.state.ticked.is_empty());
}

#[test]
fn an_article_is_gone_to_by_its_number() {
    for (keys, expected) in [
        ("'3<enter>", "西藏"),
        ("'3<esc>", "河南春江"),
        ("j'9<enter>", "湖南"),
        ("'6<bs>2<enter>", "湖南"),
        ("<enter>'4<enter>", "候鸟"),
    ] {
        for (columns, rows) in [(80, 24), (40, 12), (200, 60)] {
            let mut session = Session::open(columns, rows);
            session.press(keys);
            assert!(session.headline().starts_with(expected), "{keys}: {}", session.headline());
        }
    }
    let mut session = Session::open(80, 24);
    session.press("'4");
    assert!(
        session.text().contains(" 3 西藏高原") && session.text().contains(" 4 候鸟"),
        "{}",
        session.text()
    );
    session.press("<enter>");
    assert_eq!(session.state.focus, Pane::Reader);
}

#[test]
fn lines_and_marks_are_chosen_whatever_the_terminal_does() {
    use kanbao::text::columns::{Ambiguous, Measure};
    const LINES: [char; 6] = ['─', '│', '┌', '┐', '└', '┘'];
    const MARKS: [char; 5] = ['•', '✓', '×', '▁', '█'];
    let has = |session: &Session, signs: &[char]| session.text().contains(signs);
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let mut session = Session::open(columns, rows);
        session.press("&phenan<enter>Y");
        assert!(has(&session, &LINES) && has(&session, &MARKS));
        session.press("<esc>,mascii<enter>Y");
        assert!(has(&session, &LINES) && !has(&session, &MARKS), "{}", session.text());
        session.press("<esc>,bascii<enter>Y");
        assert!(!has(&session, &LINES) && session.text().contains('+'), "{}", session.text());
        session.press("<esc>,bnone<enter>Y");
        assert!(!has(&session, &LINES) && !session.text().contains("+-"), "{}", session.text());
        // What the terminal answers about “ ” — … changes none of it.
        session.happen(kanbao::app::event::Event::Measured(Measure::new(Ambiguous::Wide)));
        assert!(!session.text().contains("+-"), "{}", session.text());
        session.rows_fit().unwrap();
    }
}
