//! What readers found hard who knew nothing but the screen and its help, told by what they then see.

use kanbao::app::effect::Effect;
use kanbao::app::overlay::Layer;

use crate::harness::Session;

/// What stands in the first rows of the open choice.
fn offered(session: &Session) -> Vec<String> {
    let Layer::Picker(picker) = &session.state.layer else { panic!("nothing is to be chosen from") };
    let items = picker.shown.iter().filter_map(|(index, _)| picker.items.get(*index));
    items.map(|item| item.label.clone()).collect()
}

#[test]
fn what_leaves_vi_leaves_here() {
    for language in ["", "L"] {
        for word in ["q", "q!", "qa", "qa!", "wq", "x", "quit", "：ｑ", ":wqa"] {
            let mut session = Session::open(80, 24);
            session.press(language).press(":").press(word).press("<enter>");
            assert!(matches!(session.effects.last(), Some(Effect::Quit)), "{language}:{word}");
        }
    }
}

#[test]
fn a_key_typed_into_the_palette_means_its_command() {
    for (typed, first) in [
        ("z", "只看文章"),
        ("Z", "撤销"),
        ("yc", "复制引文著录"),
        (",h", "把标题给另一篇"),
        ("J", "断开一处接缝"),
        ("?", "按键与说明"),
        ("w", "本文另存"),
        ("undo", "撤销"),
    ] {
        let mut session = Session::open(80, 24);
        session.press(":").press(typed);
        let offered = offered(&session);
        assert!(offered.first().is_some_and(|row| row.contains(first)), "{typed}: {:?}", offered.first());
    }
}

#[test]
fn the_palette_begins_with_what_was_given_last_and_what_fits_the_pane() {
    let mut session = Session::open(80, 24);
    session.press(":");
    assert!(offered(&session)[0].starts_with("输入筛选"));
    session.press("<esc><enter>:");
    let in_article = offered(&session);
    assert!(!in_article[0].starts_with("输入筛选") && !in_article[0].starts_with("向下"), "{in_article:?}");
    session.press("zen<enter>:seams<enter>:");
    let offered = offered(&session);
    assert!(offered[0].contains("接缝") && offered[1].contains("只看文章"), "{:?}", &offered[..2]);
}

/// The last row of the screen, where news stands.
fn news(session: &Session) -> String {
    session.text().lines().last().unwrap_or_default().trim().to_owned()
}

#[test]
fn undo_says_what_it_undoes_and_passes_by_what_nobody_did() {
    for (keys, undone) in [
        ("m", "已撤销：加星 “河南春江新桥通车：两…”"),
        ("mm", "已撤销：去星 “河南春江新桥通车：两…”"),
        ("U", "已撤销：标为已读 “河南春江新桥通车：两…”"),
        ("m<enter>]]<space>", "已撤销：加星 “河南春江新桥通车：两…”"),
        ("#待查<enter>", "已撤销：加标签 #待查 “河南春江新桥通车：两…”"),
        ("*j*m", "已撤销：加星（2 项）"),
        ("/桥<enter>A<c-u>桥的事<enter>", "已撤销：存视图“桥的事”"),
        ("<enter>.ji好<enter>", "已撤销：批注“河南春江新桥通车：两…”"),
        ("<enter>]]", "没有可撤销的"),
    ] {
        let mut session = Session::open(80, 24);
        session.press(keys).press("Z");
        assert_eq!(news(&session), undone, "{keys}");
    }
    let mut session = Session::open(80, 24);
    session.press("mZ<c-r>");
    assert_eq!(news(&session), "已重做：加星 “河南春江新桥通车：两…”");
    session.press("LZ");
    assert_eq!(news(&session), "undone: star: “河南春江新桥通车：两…”");
    // What was read meanwhile does not take away what can be done again.
    session.press("<enter>]]<c-r>");
    assert_eq!(news(&session), "redone: star: “河南春江新桥通车：两…”");
}

#[test]
fn what_was_opened_is_read_and_stays_so_over_undo() {
    let mut session = Session::open(80, 24);
    session.press("<enter>]]mZ");
    let read = |marks: &std::collections::BTreeMap<String, (bool, bool)>| {
        marks.values().filter(|(read, _)| *read).count()
    };
    assert_eq!((read(&session.shown_marks()), read(&session.kept_marks())), (3, 3));
}

#[test]
fn a_correction_is_told_and_what_takes_it_back_leads_back() {
    let mut session = Session::sample(80, 24);
    session.press("<enter><space>");
    let place = |session: &Session| {
        let reader = session.state.reader.as_ref().unwrap();
        (session.headline(), reader.visible().first().map(kanbao::typeset::Row::text))
    };
    let before = place(&session);
    session.press("K<enter><enter>");
    assert!(
        news(&session).starts_with("已更正：把“") && news(&session).ends_with("；Z 撤销"),
        "{}",
        news(&session)
    );
    assert_ne!(place(&session), before);
    let deed = news(&session).trim_start_matches("已更正：").trim_end_matches("；Z 撤销").to_owned();
    session.press("Z");
    assert_eq!(news(&session), format!("已撤销：{deed}"));
    assert_eq!(place(&session), before);
    session.press("<c-r>");
    assert_eq!(news(&session), format!("已重做：{deed}"));
    for (keys, deed) in [
        (",h<enter>", "已更正：把标题“"),
        (",pxizang<enter>", "所写省份改为"),
        (",l记者<enter>副题<enter>", "改作副题"),
    ] {
        let mut session = Session::sample(80, 24);
        session.press(keys);
        assert!(news(&session).contains(deed), "{keys}: {}", news(&session));
    }
}

#[test]
fn the_seam_in_view_is_the_first_to_be_cut() {
    let mut session = Session::sample(80, 24);
    let mut seen = 0;
    for _ in 0..30 {
        session.press("<enter>J");
        let Layer::Picker(picker) = &session.state.layer else {
            session.press("<esc>]");
            continue;
        };
        let (last, labels) = (picker.shown.len() - 1, offered(&session));
        session.press("<esc>G");
        if last > 0 && session.state.reader.as_ref().is_some_and(|reader| reader.top() > 8) {
            session.press("J");
            let Layer::Picker(picker) = &session.state.layer else { panic!("no seam is offered") };
            let label = picker.selected().map(|item| item.label.clone()).unwrap_or_default();
            seen += usize::from(label != labels[0]);
            session.press("<esc>");
        }
        session.press("]");
    }
    assert!(seen > 0, "wherever the reader is, the first seam of the article is offered");
}

#[test]
fn a_filter_that_cannot_be_understood_is_not_taken() {
    for (typed, told) in [
        ("省:河北省x", "是不是“河北”？ Tab 改正"),
        ("foo:bar", "加上引号"),
        ("日期:2024-13-45 桥", "不认识“2024-13-45”"),
    ] {
        let mut session = Session::open(100, 24);
        session.press("/").press(typed).press("<enter>");
        assert!(matches!(session.state.layer, Layer::Filter(_)), "{typed} is taken");
        assert!(news(&session).contains(told), "{typed}: {}", news(&session));
        session.press("<esc>");
        assert_eq!(session.state.selection.typed, "", "{typed}");
    }
    let mut session = Session::open(100, 24);
    session.press("/省:河南省x<enter><tab><enter>");
    assert_eq!((session.state.selection.typed.as_str(), session.state.found.ranked.len()), ("省:河南", 2));
    // What comes from elsewhere and is not counted shows it.
    session.state.selection.typed = "省:火星 桥".to_owned();
    assert!(session.text().contains(" ? 省:火星 "), "{}", session.text());
    // What is typed next is a condition of its own.
    let mut session = Session::open(100, 24);
    session.press("/新桥<enter>/河南<enter>");
    assert_eq!(session.state.selection.typed, "新桥 河南");
}

#[test]
fn words_that_stand_in_the_text_are_told_and_found_by_a_key() {
    let mut session = Session::open(100, 24);
    session.press("/渡口");
    assert!(news(&session).ends_with("0/6 篇，正文另有 1 篇 Ctrl-T"), "{}", news(&session));
    session.press("<c-t>");
    assert!(news(&session).starts_with("筛选  正文:渡口"), "{}", news(&session));
    assert_eq!(session.state.found.ranked.len(), 1);
    session.press("<c-t>");
    assert_eq!(session.state.found.ranked.len(), 0);
    session.press("<enter>");
    assert!(session.text().contains("正文中有的 1 篇：按 / 再按 Ctrl-T"), "{}", session.text());
}

#[test]
fn an_empty_filter_offers_what_can_be_asked() {
    let mut session = Session::open(100, 24);
    session.press("/");
    assert!(news(&session).contains("Tab 列出条件"), "{}", news(&session));
    session.press("<tab>");
    assert!(session.text().contains("日期:") && session.text().contains("栏:"), "{}", session.text());
    session.press("<tab><tab>");
    assert!(news(&session).starts_with("筛选  省:"), "{}", news(&session));
    session.press("<esc><enter>/");
    assert!(news(&session).contains("本文中查找用 f"), "{}", news(&session));
    session.press("桥<esc>");
    assert_eq!(session.state.focus, kanbao::app::areas::Pane::Reader);
    // The words of the filter are those that `n` goes to where nothing else was looked for.
    session.press("/通车<enter><enter>n");
    assert!(news(&session).contains("处"), "{}", news(&session));
}

#[test]
fn help_tells_what_the_filter_understands_and_how_one_moves_in_it() {
    for (columns, rows) in [(80, 24), (40, 12), (200, 60)] {
        let mut session = Session::open(columns, rows);
        session.press("?");
        let first = session.text();
        session.press("<space>");
        let second = session.text();
        assert_ne!(first, second, "{columns}×{rows}");
        assert!(!(first.clone() + &second).contains("Ctrl  "), "a key is parted:\n{second}");
        let mut seen = first + &second;
        for _ in 0..60 {
            seen += &session.press("<pgdn>").text();
        }
        assert!(columns < 80 || seen.contains(":hang"), "{seen}");
        session.press("正文:");
        assert!(
            session.text().contains(if columns < 80 { "正文" } else { "高标准农田" }),
            "{}",
            session.text()
        );
    }
}

#[test]
fn words_to_be_found_begin_empty_and_older_ones_come_back() {
    for (keys, needle) in [
        ("f通车<enter>f桥<enter>", "桥"),
        ("f通车<enter>f<c-p><enter>", "通车"),
        ("f通车<enter>f桥<enter>f<c-p><c-p><enter>", "通车"),
        ("f通车<enter>f<enter>", "通车"),
        ("f通车<enter>f桥<esc>", "通车"),
    ] {
        let mut session = Session::open(80, 24);
        session.press("<enter>").press(keys);
        let find = session.state.reader.as_ref().and_then(|reader| reader.find.as_ref());
        assert_eq!(find.map(|find| find.needle.as_str()), Some(needle), "{keys}");
    }
}

#[test]
fn layers_leave_no_crumbs_beside_them() {
    for (columns, rows) in [(80, 24), (120, 40), (40, 12), (200, 60)] {
        for keys in ["y", ",", ":", "p", "?", "K", "r", "<enter>y", "<enter>,"] {
            let mut session = Session::open(columns, rows);
            session.press(keys);
            let text = session.text();
            let boxed = text.lines().filter_map(|row| {
                let at = row
                    .find(['┌', '└'])
                    .or_else(|| row.find('│').filter(|_| row.matches('│').count() > 1))?;
                row.get(..at)
            });
            for before in boxed {
                assert!(before.is_empty() || before.ends_with(' '), "{keys} at {columns}×{rows}:\n{text}");
            }
        }
    }
    // What is proposed covers whole rows.
    let mut session = Session::open(80, 24);
    session.press("/日期:2024-13-45");
    let row = session.text().lines().rev().nth(1).unwrap_or_default().to_owned();
    assert!(row.trim().ends_with("是不是这个？") && row.trim().starts_with("2024-11"), "{row}");
    // A message that is cut begins with what helps.
    let mut session = Session::open(80, 24);
    session.press("L/date:2024-13-45");
    assert!(news(&session).contains("did you mean “2024-11”"), "{}", news(&session));
    // Low screens say that there are more keys than they show.
    let mut session = Session::open(40, 12);
    session.press("y");
    assert!(session.text().contains("另有"), "{}", session.text());
}

#[test]
fn an_article_that_was_read_to_its_end_opens_at_its_beginning() {
    let top = |session: &Session| session.state.reader.as_ref().map(kanbao::app::reader::Reader::top);
    let mut session = Session::open(80, 24);
    session.press("<enter>G<space>");
    assert!(news(&session).contains("已到文末；] 下一篇"), "{}", news(&session));
    session.press("][");
    assert_eq!(top(&session), Some(0));
    // What was left in its middle goes on there, and says so.
    session.press("g<down><down>][<esc><enter>");
    assert_eq!(top(&session), Some(2));
    assert!(news(&session).contains("接着上次读到的地方；g 到开头"), "{}", news(&session));
}

#[test]
fn keys_in_the_bottom_row_can_be_clicked_and_ticks_stay() {
    use kanbao::app::event::MouseDeed;
    let column = |session: &Session, word: &str| {
        let row = session.text().lines().last().unwrap_or_default().to_owned();
        kanbao::text::columns::Measure::default().text(&row[..row.find(word).unwrap()]) as u16
    };
    let mut session = Session::open(80, 24);
    let at = column(&session, "帮助");
    session.mouse(MouseDeed::Click, at, 23);
    assert!(matches!(session.state.layer, Layer::Help(_)));
    session.press("<esc>phenan<tab>").mouse(MouseDeed::Click, 0, 2);
    assert!(matches!(session.state.layer, Layer::None));
    assert_eq!(session.state.found.ranked.len(), 2);
    // Help and the way out are named in both languages.
    let mut session = Session::open(80, 24);
    session.press("L");
    assert!(news(&session).contains("English") || session.press("j").text().contains("q quit"));
}

#[test]
fn marked_seams_are_gone_along() {
    let mut session = Session::sample(80, 24);
    let mut seen = 0;
    for _ in 0..30 {
        session.press("<enter>g");
        if !session.state.seams {
            session.press("x");
        }
        session.press(")");
        seen += usize::from(news(&session).starts_with("接缝 "));
        session.press("]");
    }
    assert!(seen > 1, "{}", session.text());
}

#[test]
fn a_citation_says_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let text = "渔港添了一座冷库\n\n本报记者 何田\n\n　　傍晚六点，渔船回港，冷库的门开了。船长说，今年的鱼不愁卖。\n";
    std::fs::write(folder.path().join("0123456789abcdef0123456789abcdef.txt"), text).unwrap();
    let mut session = Session::of_files(80, 24, folder.path());
    session.press("yc");
    assert!(news(&session).starts_with("引文缺报名、日期、版次"), "{}", news(&session));
    // Of a long name beginning and end stay, and so do the lines.
    session.press("j");
    assert!(session.text().contains("….txt:") || session.text().contains("f.txt:"), "{}", session.text());
}
