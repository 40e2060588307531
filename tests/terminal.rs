//! The real program in a real (pseudo-)terminal, as a reader uses it. What the screens look like in detail is
//! the business of `screens`; here it is told that keys reach the program, that the screen follows, and that the
//! terminal is given back whatever happens.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]
#![cfg(unix)]

#[path = "support/harness.rs"]
mod support;

use std::path::Path;

use support::terminal::{Answers, Terminal};
use support::{folder, folder_with_page, program};

/// Words of the last headline of the list: with them the first frame is complete.
const LAST: &str = "渔港添了一座冷库";
/// Words that stand only in the text of the first story, and in that of the second.
const FIRST_TEXT: &str = "傍晚六点";
const SECOND_TEXT: &str = "从县城";

/// The reader with a page of ours open, its first frame complete.
fn reader(folder: &Path, columns: u16, rows: u16) -> Terminal {
    let program = program();
    let mut terminal = Terminal::start(folder, columns, rows, &[program.to_str().unwrap(), "page.txt"]);
    terminal.wait_for(LAST);
    terminal
}

/// Leaves by `q`, and checks that all is as before.
#[track_caller]
fn quit(mut terminal: Terminal) {
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_reader_opens_moves_and_quits() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 100, 24);
    terminal.wait_for(FIRST_TEXT);
    terminal.send("j");
    terminal.wait_for(SECOND_TEXT);
    terminal.send("k");
    terminal.wait_for(FIRST_TEXT);
    quit(terminal);
}

#[test]
fn keys_of_an_input_method_work_too() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 100, 24);
    terminal.send("ｊ");
    terminal.wait_for(SECOND_TEXT);
    terminal.send("／");
    terminal.send("lengku");
    terminal.wait_without("桃花沟");
    terminal.send("\x1b");
    terminal.wait_for("桃花沟");
    quit(terminal);
}

#[test]
fn a_filter_narrows_the_list_and_goes_again() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 100, 24);
    terminal.send("/");
    terminal.send("linzhi");
    terminal.wait_without(LAST);
    terminal.wait_for("桃花沟");
    terminal.send("\r");
    terminal.send("c");
    terminal.wait_for(LAST);
    quit(terminal);
}

#[test]
fn a_province_is_picked_by_pinyin() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 100, 24);
    terminal.send("p");
    terminal.wait_for("内蒙古");
    terminal.send("xizang");
    terminal.wait_without("内蒙古");
    terminal.send("\r");
    terminal.wait_without(LAST);
    terminal.wait_for(SECOND_TEXT);
    terminal.send("c");
    terminal.wait_for(LAST);
    quit(terminal);
}

#[test]
fn a_province_is_found_on_the_map() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        // The filters of one session come back in the next.
        let folder = folder_with_page();
        let mut terminal = reader(folder.path(), columns, rows);
        terminal.send("P");
        terminal.wait_for("Provinces - about");
        terminal.send("xizang\r");
        terminal.wait_for("1 of 3");
        quit(terminal);
    }
}

#[test]
fn a_page_is_seen_at_a_glance_and_its_day_along_the_time() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 80, 24);
    terminal.send("v");
    terminal.wait_for("3 articles");
    terminal.send("v");
    terminal.wait_for("all pages");
    terminal.send("\u{1b}");
    terminal.wait_without("all pages");
    terminal.send("Y");
    terminal.wait_for("articles a day");
    terminal.send("\r");
    terminal.wait_for("3 of 3");
    quit(terminal);
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 40, 16);
    assert!(!terminal.text().contains(FIRST_TEXT), "{}", terminal.text());
    terminal.send("\r");
    terminal.wait_for(FIRST_TEXT);
    terminal.send("h");
    terminal.wait_for(LAST);
    quit(terminal);
}

#[test]
fn another_size_keeps_the_article_open() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 100, 24);
    terminal.send("j\r");
    terminal.wait_for(SECOND_TEXT);
    for (columns, rows) in [(40, 12), (140, 40), (80, 24)] {
        terminal.resize(columns, rows);
        terminal.wait(&format!("the article at {columns} columns"), |screen| {
            let text = screen.contents();
            text.contains(SECOND_TEXT) && text.lines().count() <= usize::from(rows)
        });
    }
    quit(terminal);
}

#[test]
fn without_a_path_the_sample_edition_opens() {
    let folder = folder(&[]);
    let program = program();
    let mut terminal = Terminal::start(folder.path(), 120, 40, &[program.to_str().unwrap(), "--lang", "zh"]);
    terminal.wait_for("看报");
    terminal.wait_for("河南");
    terminal.send("?");
    terminal.wait_for("向下一条或一行");
    terminal.send("\x1b");
    // An Esc that is followed at once by a letter would be Alt and that letter.
    terminal.wait_without("向下一条或一行");
    quit(terminal);
}

#[test]
fn signals_end_it_and_give_the_terminal_back() {
    for signal in ["TERM", "INT", "HUP"] {
        let folder = folder_with_page();
        let mut terminal = reader(folder.path(), 80, 24);
        terminal.signal(signal);
        let status = terminal.end();
        assert!(!status.success(), "{signal}: {status:?}");
        terminal.assert_restored();
    }
}

#[test]
fn it_ends_when_the_terminal_is_gone_though_nobody_tells_it() {
    // While it waits for the terminal's answer, it may only be ended as the signal would end it: 129.
    for (settings, allowed) in [("ambiguous = \"narrow\"\n", ["0", "0"]), ("", ["0", "129"])] {
        let folder = folder_with_page();
        let config = folder.path().join(".config/kanbao");
        std::fs::create_dir_all(&config).unwrap();
        std::fs::write(config.join("config.toml"), settings).unwrap();
        // The shell leads the session and keeps the signal to itself.
        let script = format!("trap '' HUP; '{}' page.txt 2> err; echo \"$?\" > ended", program().display());
        support::terminal::close_when_it_shows(folder.path(), LAST, &["sh", "-c", &script]);
        let ended = support::terminal::wait_for_file(&folder.path().join("ended"));
        let said = std::fs::read_to_string(folder.path().join("err")).unwrap_or_default();
        assert!(allowed.contains(&ended.trim()), "{settings}{ended}{said}");
    }
}

#[test]
fn control_c_always_ends_it() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 80, 24);
    terminal.send("/");
    terminal.send("\x03");
    terminal.end();
    terminal.assert_restored();
}

/// Stops the program whose number stands in `number`, as another program would.
fn stop_from_outside(folder: &Path) {
    let number = std::fs::read_to_string(folder.join("number")).unwrap();
    let sent = std::process::Command::new("kill").args(["-s", "TSTP", number.trim()]).status().unwrap();
    assert!(sent.success());
}

/// Whether the shell asks for a command.
fn is_at_prompt(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
}

#[test]
fn it_can_be_stopped_and_taken_up_again() {
    let folder = folder_with_page();
    // Only a shell with job control can stop a program and go on: the terminal belongs to it meanwhile.
    let mut terminal = Terminal::start(folder.path(), 100, 24, &["sh", "-i"]);
    terminal.wait_for("ready>");
    let program = program();
    terminal.send(&format!("sh -c 'echo $$ > number; exec {} page.txt'\n", program.display()));
    terminal.wait_for(LAST);
    terminal.wait_for_question(1);
    // By the key, and by a signal from outside that comes while the program waits for a key. It may be taken up
    // in another terminal, so it asks anew how wide that one draws.
    for round in [2, 3] {
        if round == 2 {
            terminal.send("\x1a");
        } else {
            stop_from_outside(folder.path());
        }
        // Until the shell asks for a command, what is typed may still reach the program.
        terminal.wait("the shell", is_at_prompt);
        terminal.send("fg\n");
        terminal
            .wait("the reader again", |screen| screen.alternate_screen() && screen.contents().contains(LAST));
        terminal.wait_for_question(round);
    }
    terminal.send("j");
    terminal.wait_for(SECOND_TEXT);
    terminal.send("q");
    terminal.wait("the shell", is_at_prompt);
    terminal.send("exit\n");
    terminal.end();
}

#[test]
fn keys_typed_while_the_terminal_is_asked_arrive() {
    let folder = folder_with_page();
    let program = program();
    let mut terminal = Terminal::start(folder.path(), 100, 24, &[program.to_str().unwrap(), "page.txt"])
        .with_answers(Answers::WhenTold);
    terminal.wait_for_question(1);
    terminal.send("j");
    terminal.answer();
    terminal.wait_for(SECOND_TEXT);
    quit(terminal);
}

#[test]
fn a_terminal_that_draws_wide_is_drawn_on_so() {
    let folder = folder_with_page();
    let program = program();
    // Thirty-one characters are asked about, and the column after them is counted from 1.
    for (column, horizontal) in [(32, "─"), (63, "-----")] {
        let mut terminal = Terminal::start(folder.path(), 100, 24, &[program.to_str().unwrap(), "page.txt"])
            .with_answers(Answers::Column(column));
        terminal.wait_for_question(1);
        terminal.wait("the lines of the terminal", |screen| {
            let text = screen.contents();
            text.contains(LAST) && text.contains(horizontal) && (column == 32 || !text.contains('─'))
        });
        quit(terminal);
    }
}

#[test]
fn a_terminal_that_does_not_answer_is_asked_once() {
    let folder = folder_with_page();
    let program = program();
    let start = || {
        Terminal::start(folder.path(), 100, 24, &[program.to_str().unwrap(), "page.txt"])
            .with_answers(Answers::WhenTold)
    };
    let mut terminal = start();
    terminal.wait_for_question(1);
    terminal.send("j");
    terminal.wait_for(SECOND_TEXT);
    quit(terminal);
    let mut terminal = start();
    // It goes on with the story that was read last.
    terminal.wait_for(SECOND_TEXT);
    assert_eq!(terminal.questions(), 0);
    // Whoever asks for it gets an answer all the same, and then it is known again.
    for _ in 0..4 {
        terminal.send(":ambiguous\r");
    }
    terminal.wait_for_question(1);
    terminal.answer();
    terminal.send("k");
    terminal.wait_for(FIRST_TEXT);
    quit(terminal);
    let mut terminal = start();
    terminal.wait_for_question(1);
    terminal.answer();
    terminal.wait_for(LAST);
    quit(terminal);
}

#[test]
fn without_a_shell_it_goes_on_and_says_so() {
    let folder = folder_with_page();
    let script = format!("{} page.txt; true", program().display());
    // A script above it is no shell that could take it up again.
    for mut terminal in
        [reader(folder.path(), 100, 24), Terminal::start(folder.path(), 100, 24, &["sh", "-c", &script])]
    {
        terminal.wait_for(LAST);
        terminal.send("\x1a");
        terminal.wait_for("there is no shell to go back to");
        terminal.send("j");
        terminal.wait_for(SECOND_TEXT);
        quit(terminal);
    }
}

#[test]
fn a_file_that_is_not_there_is_named_and_the_rest_opens() {
    let folder = folder_with_page();
    let program = program();
    let program = program.to_str().unwrap();
    let mut terminal = Terminal::start(folder.path(), 100, 24, &[program, "none.txt", "page.txt"]);
    terminal.wait_for(LAST);
    quit(terminal);
}

#[test]
fn a_wrong_settings_file_is_told_before_the_screen_opens() {
    let folder = folder(&[(".config/kanbao/config.toml", b"theem = \"ink\"\n")]);
    let program = program();
    let mut terminal = Terminal::start(folder.path(), 100, 24, &[program.to_str().unwrap()]);
    let status = terminal.end();
    assert_eq!(status.exit_code(), 2);
    assert!(terminal.text().contains("config.toml:1: "), "{}", terminal.text());
    assert!(terminal.text().contains("theme"), "{}", terminal.text());
    terminal.assert_restored();
}

#[test]
fn an_article_is_piped_to_a_command_and_saved() {
    let folder = folder_with_page();
    let mut terminal = reader(folder.path(), 100, 24);
    terminal.send("|");
    // What looks like shell stays a word.
    terminal.send("tee '$(out).txt'\r");
    // Before these words the terminal may still be about to be given back, and a key would be no line for the command.
    terminal.wait_for("Enter goes back");
    terminal.send("\r");
    terminal.wait("the reader again", |screen| screen.alternate_screen() && screen.contents().contains(LAST));
    let piped = std::fs::read_to_string(folder.path().join("$(out).txt")).unwrap();
    assert!(piped.contains(FIRST_TEXT), "{piped}");
    terminal.send("W");
    terminal.wait_for("EPUB");
    terminal.send("csv\r");
    terminal.wait_for("kanbao.csv");
    let table = std::fs::read_to_string(folder.path().join("kanbao.csv")).unwrap();
    assert!(table.contains(LAST), "{table}");
    quit(terminal);
}

#[test]
fn a_join_is_put_right_for_every_later_reading_and_taken_back_after_a_restart() {
    let page = std::fs::read("tests/corpus/122_words_split_over_seams.txt").unwrap();
    // Another file of the same page: other name, other ends of lines.
    let moved = String::from_utf8(page.clone()).unwrap().replace('\n', "\r\n");
    let folder = folder(&[("page.txt", page.as_slice()), ("moved/elsewhere.txt", moved.as_bytes())]);
    let program = program();
    // The marks are where the reader in the terminal has them.
    let articles = |options: &[&str]| {
        let mut parse = support::command(folder.path());
        parse.env_remove("XDG_DATA_HOME").arg("parse").args(options).arg("moved/elsewhere.txt");
        let page: serde_json::Value = serde_json::from_slice(&parse.output().unwrap().stdout).unwrap();
        page["articles"].as_array().unwrap().len()
    };
    let before = articles(&[]);
    let mut terminal =
        Terminal::start(folder.path(), 100, 24, &[program.to_str().unwrap(), "--lang", "zh", "page.txt"]);
    terminal.wait_for("page.txt:");
    terminal.send("J");
    terminal.wait_for("断开哪一处");
    terminal.send("\r");
    terminal.wait_for("断下的这段接到哪里");
    terminal.send("\x1b");
    terminal.wait_without("断下的这段接到哪里");
    quit(terminal);
    assert_eq!(articles(&[]), before + 1);
    assert_eq!(articles(&["--no-corrections"]), before);

    let mut terminal =
        Terminal::start(folder.path(), 100, 24, &[program.to_str().unwrap(), "--lang", "zh", "page.txt"]);
    terminal.wait_for("page.txt:");
    terminal.send("Z");
    terminal.wait_for("已撤销");
    quit(terminal);
    assert_eq!(articles(&[]), before);
}

#[test]
fn the_theme_follows_the_ground_that_the_terminal_tells() {
    let ground_of = |told: Option<&'static str>| {
        let folder = folder_with_page();
        let program = program();
        let mut terminal = Terminal::start(folder.path(), 100, 24, &[program.to_str().unwrap(), "page.txt"]);
        terminal.ground = told;
        terminal.wait_for(LAST);
        // A cell of the rule, which is drawn before the list.
        let ground = terminal.screen().cell(1, 10).unwrap().bgcolor();
        quit(terminal);
        ground
    };
    let lightness = |color| match color {
        vt100::Color::Rgb(r, g, b) => (u32::from(r) + u32::from(g) + u32::from(b)) / 3,
        other => panic!("no colour of our own: {other:?}"),
    };
    assert!(lightness(ground_of(Some("ffff/ffff/ffff"))) > 200);
    assert!(lightness(ground_of(Some("1010/1010/1010"))) < 60);
    assert_eq!(ground_of(None), vt100::Color::Default, "a ground that is not known is left as it is");
}

#[test]
fn a_theme_of_ones_own_is_one_file_and_settings_are_saved_beside_their_comments() {
    let theme = b"base = \"ink\"\n[colors]\npaper = \"#123456 blue\"\n";
    let settings = b"# mine\ntheme = \"sea\" # as the sea\n";
    let folder = folder(&[
        (".config/kanbao/themes/sea.toml", theme),
        (".config/kanbao/config.toml", settings),
        ("page.txt", support::PAGE.as_bytes()),
    ]);
    let mut terminal = reader(folder.path(), 100, 24);
    assert_eq!(terminal.screen().cell(1, 10).unwrap().bgcolor(), vt100::Color::Rgb(0x12, 0x34, 0x56));
    terminal.send(",smeasure\r40\r");
    terminal.wait_for(",w");
    terminal.send(",w");
    terminal.wait_for("config.toml");
    quit(terminal);
    let saved = std::fs::read_to_string(folder.path().join(".config/kanbao/config.toml")).unwrap();
    assert_eq!(saved, "# mine\ntheme = \"sea\" # as the sea\nmeasure = 40\n");
}

#[test]
fn a_file_that_changes_is_read_again_and_the_reader_stays_where_he_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    let paragraph =
        |number: usize| format!("    第{number}座桥的灯昨天亮了，两岸的人都来看，孩子们数到很晚。\n\n");
    let text = |first: &str| {
        let rest: String = (1..30).map(paragraph).collect();
        format!("桥上的灯亮了\n\n    本报记者 林一舟\n\n    {first}\n\n{rest}")
    };
    std::fs::write(&path, text("春江两岸。")).unwrap();
    let mut terminal =
        Terminal::start(folder.path(), 100, 24, &[program().to_str().unwrap(), "--lang", "zh", "page.txt"]);
    terminal.wait_for("桥上的灯亮了");
    terminal.send("\r    m");
    terminal.wait_without("第1座桥");
    terminal.wait_for("已加星");
    let top = |terminal: &Terminal| {
        let row = terminal.text().lines().nth(4).unwrap_or_default().to_owned();
        row.split('│').next_back().unwrap_or_default().trim().to_owned()
    };
    let before = top(&terminal);
    let longer = "春江两岸今年一共修了三十座桥，最后一座昨天也装上了灯。".repeat(4);
    std::fs::write(&path, text(&longer)).unwrap();
    terminal.wait_for("已重读");
    terminal.wait("the same place", |screen| screen.contents().contains(&before));
    terminal.send("g");
    terminal.wait_for("一共修了三十座桥");
    assert!(terminal.text().contains("* 桥上的灯亮了"), "{}", terminal.text());
    terminal.send(",r");
    terminal.wait_for("文件没有变");
    terminal.send("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

/// `KANBAO_UPDATE_DOCS=1 cargo test --test terminal` draws the picture anew from what the program shows.
#[test]
fn the_picture_in_the_readme_is_the_real_screen() {
    let folder = folder(&[]);
    let program = program();
    let mut terminal = Terminal::start(folder.path(), 120, 34, &[program.to_str().unwrap(), "--lang", "zh"]);
    terminal.wait_for("红旗渠");
    terminal.wait_without("读取");
    let picture = support::picture::svg(terminal.screen());
    for part in ["看", "报", "栏", "目", "省", "份"] {
        assert!(picture.contains(&format!(">{part}</text>")), "{part} is not in the picture");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screen.svg");
    if std::env::var_os("KANBAO_UPDATE_DOCS").is_some() {
        std::fs::write(&path, &picture).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap_or_default().starts_with("<svg"),
        "docs/screen.svg is missing"
    );
    quit(terminal);
}
