//! The reader line by line (`kanbao --plain`): what is typed, what is then told, and that nothing is out of reach.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]

#[path = "support/harness.rs"]
mod support;

use kanbao::app::command;
use support::{folder_with_page, run, run_with_input};

/// What is told when these lines are typed, without what is told before the first.
fn told(language: &str, lines: &[&str]) -> String {
    let folder = folder_with_page();
    let typed = lines.join("\n") + "\n";
    let run = run_with_input(folder.path(), &["--plain", "--lang", language, "page.txt"], typed.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{lines:?}");
    run.out
}

#[track_caller]
fn check(lines: &[&str], expected: &[&str]) {
    let told = told("zh", lines);
    let mut rest = told.as_str();
    for words in expected {
        let at = rest.find(words);
        let at =
            at.unwrap_or_else(|| panic!("{lines:?}: {words} is not told, or not in this order:\n{told}"));
        rest = &rest[at + words.len()..];
    }
}

#[test]
fn articles_are_read_by_number_and_marked() {
    check(
        &["3"],
        &["共 ", "1. ", "3. 福建泉州：渔港添了一座冷库", "> 地方动态\n福建泉州：渔港添了一座冷库\n"],
    );
    check(&["3", "m", ""], &["已加星", "3. 福建泉州：渔港添了一座冷库", "加星", "已读"]);
    check(&["3", "m", "Z"], &["已加星", "已撤销"]);
    check(&["1", "1"], &["傍晚六点", "傍晚六点"]);
}

#[test]
fn filters_and_choices_are_words_and_numbers() {
    check(&["/lengku", "1", "c"], &["1—1 篇", "1. 福建泉州：渔港添了一座冷库", "渔港添了一座冷库", "1—"]);
    check(&["p", "xizang", "1"], &["1. ", "编号", "1. 西藏", "1—1 篇"]);
    check(&["p", ""], &["编号", "> "]);
    check(&["1", "f 傍晚"], &["傍晚六点", "1/1", "傍晚六点"]);
    check(&["99", "zzz"], &["不明白“99”", "不明白“zzz”"]);
}

#[test]
fn the_articles_of_a_page_are_told_on_end() {
    let (second, third) = ("从县城到桃花沟的班车", "泉州一处渔港的新冷库");
    check(&["1", "C", "2"], &["傍晚六点", "看完一篇接着下一篇", "傍晚六点", second, third, second, third]);
    check(&["1", "C", "C", "]"], &["傍晚六点", second, third, "一次看一篇", second]);
    check(&["C", "1", "]"], &["傍晚六点", second, third, "2. 西藏林芝"]);
}

#[test]
fn what_has_changed_is_looked_for_when_asked() {
    check(&[",r", "reload"], &["文件没有变", "文件没有变"]);
}

#[test]
fn what_is_taken_along_is_told() {
    check(&["3", "yc"], &["福建泉州：渔港添了一座冷库[N]."]);
    check(&["3", "|wc -l", "copy-headline"], &["> ", "福建泉州：渔港添了一座冷库\n已复制"]);
}

#[test]
fn what_lies_over_the_panes_is_moved_about_in() {
    // The pinyin of a sentence: a word on, the next sentence, and its own commands.
    check(&["1", "R", "l", "j", "", "yh"], &["按键，? 列出", "> ", "> ", "已复制"]);
    check(&["1", "R", "?"], &["pinyin-next-sentence", "j"]);
    check(&["1", "R", "pinyin-next-sentence", "zzz", ""], &["> ", "不明白“zzz”"]);
    // A page at a glance: down, and into the story.
    check(&["v", "j", "<enter>"], &["> ", "> "]);
    check(&["Y", "<tab>", ""], &["2024"]);
    check(&["P", "<map-sense>", "福建"], &["1—1 篇", "福建泉州"]);
    // Where words are asked for, these are no keys.
    check(&["/", "tick", "c"], &["没有文章", "共 3 篇"]);
}

#[test]
fn related_articles_are_told_in_either_order() {
    // The sample edition: the article itself stands among those by time, and not among those by how much is shared.
    let folder = folder_with_page();
    let run =
        run_with_input(folder.path(), &["--plain", "--lang", "zh"], "3\nr\n<tab>\n<tab>\n\n".as_bytes());
    let orders: Vec<&str> = run.out.split("<tab> 换次序").collect();
    let itself: Vec<bool> = orders.iter().take(3).map(|order| order.contains("本文：北京中轴线")).collect();
    assert_eq!(itself, [true, false, true], "{}", run.out);
    assert!(orders.iter().take(3).all(|order| order.contains("北京古观象台")), "{}", run.out);
}

/// Nothing that the palette offers is out of reach: each command is known by its name and by its keys, and whatever it
/// opens can be left again.
#[test]
fn every_command_is_reached_by_name_and_by_keys() {
    let leaves = ["quit", "leave"];
    let folder = folder_with_page();
    let listed = run_with_input(folder.path(), &["--plain", "--lang", "en", "page.txt"], b"?\n").out;
    assert!(!listed.contains("figures  1 "), "a number is no key where it chooses an article");
    for command in command::all().filter(|command| command.context.is_open_to_palette()) {
        assert!(listed.contains(&format!("  {}  ", command.name)), "{} is not listed", command.name);
        if leaves.contains(&command.name) || command.name == "edit" {
            continue;
        }
        for typed in [command.name, command.keys.split(' ').next().unwrap_or_default()] {
            // A number chooses an article, whatever it means on the screen: such a command has its name.
            if typed.is_empty() || typed.parse::<u32>().is_ok() {
                continue;
            }
            // Two empty lines leave a choice within a choice; what is asked after them must be answered.
            let told = told("en", &["1", typed, "", "", "", "copy-place"]);
            assert!(!told.contains("means nothing here"), "{typed}: {told}");
            assert!(told.contains("page.txt:"), "{typed} cannot be left: {told}");
        }
    }
    for leave in leaves {
        assert!(!told("en", &[leave, "copy-place"]).contains("page.txt:"), "{leave}");
    }
}

#[test]
fn no_escape_is_ever_written_and_every_line_is_whole() {
    let told =
        told("en", &["1", "x", "o", "yc", "T", "nord", "1", "?", "J", "", "!", "", "j", "}", "u", "q"]);
    assert!(!told.contains('\u{1b}') && !told.contains('\r'), "{told}");
}

#[test]
fn a_missing_page_is_told_and_the_rest_read() {
    let folder = folder_with_page();
    let run = run_with_input(folder.path(), &["--plain", "--lang", "en", "none.txt", "page.txt"], b"1\n");
    assert!(run.err.contains("none.txt") && run.out.contains("傍晚六点"), "{}\n{}", run.err, run.out);
}

#[test]
fn marks_are_kept_for_the_next_time() {
    let folder = folder_with_page();
    run_with_input(folder.path(), &["--plain", "--lang", "en", "page.txt"], b"2\nm\nq\n");
    let next = run_with_input(folder.path(), &["--plain", "--lang", "en", "page.txt"], b"");
    assert!(next.out.contains("starred"), "{}", next.out);
    assert!(run(folder.path(), &["--help"]).out.contains("--plain"));
}
