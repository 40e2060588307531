//! The command line as a reader or a script meets it: the real program, run on pages of our own.

#[path = "support/harness.rs"]
mod support;

use std::process::Stdio;

use serde_json::Value;
use support::{PAGE, Run, command, folder, folder_with_page, run, run_with_input};

/// Every task, as the help lists them.
const TASKS: &[&str] = &["list", "show", "parse", "schema", "doctor", "completions", "man"];

#[test]
fn the_help_is_reviewed_in_both_languages() {
    let folder = folder(&[]);
    for language in ["zh", "en"] {
        let help = |arguments: &[&str]| {
            let arguments = [&["--lang", language], arguments].concat();
            let run = run(folder.path(), &arguments);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
            run.out
        };
        insta::assert_snapshot!(format!("help_{language}"), help(&["--help"]));
        assert_eq!(help(&["-h"]), help(&["--help"]));
        for task in TASKS {
            insta::assert_snapshot!(format!("help_{task}_{language}"), help(&[task, "--help"]));
        }
    }
}

#[test]
fn the_help_lists_every_task() {
    let folder = folder(&[]);
    let help = run(folder.path(), &["--help"]).out;
    let listed: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Tasks:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(listed, TASKS);
}

#[test]
fn the_locale_chooses_the_language() {
    let folder = folder(&[]);
    let cases = [("zh_CN.UTF-8", "用法"), ("en_GB.UTF-8", "Usage"), ("C", "Usage"), ("de_DE.UTF-8", "Usage")];
    for (locale, expected) in cases {
        let output = command(folder.path()).env("LC_ALL", locale).arg("--help").output().unwrap();
        assert!(String::from_utf8(output.stdout).unwrap().contains(expected), "{locale}");
    }
}

#[test]
fn wrong_arguments_are_named_with_the_nearest_right_ones() {
    let folder = folder_with_page();
    let cases: [(&[&str], &str); 12] = [
        (&["list", "--colour"], "there is no option “--colour” (did you mean “--color”?)"),
        (&["list", "--provinse", "河南"], "(did you mean “--province”?)"),
        (&["parse", "--format", "jso"], "“--format” cannot be “jso” (did you mean “json”?)"),
        (&["parse", "--format", "xml"], "(right would be: json)"),
        (&["parse"], "PATH is missing"),
        (&["completions", "tcsh"], "cannot be “tcsh”"),
        (&["list", "--province"], "“--province” needs a value"),
        (
            &["list", "--province", "henna", "page.txt"],
            "there is no province “henna” (did you mean “henan”?)",
        ),
        (&["list", "--encoding", "gbx", "page.txt"], "gbx: unknown encoding"),
        (&["show", "--width", "0", "page.txt"], "“--width” cannot be “0”"),
        (&["lsit"], "lsit: no such file or folder; check the path (did you mean “kanbao list”?)"),
        (&["show", "--id", "zzzz", "page.txt", "--width", "x"], "“--width” cannot be “x”"),
    ];
    for (arguments, expected) in cases {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "", "{arguments:?}");
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_chinese_reader_is_told_in_chinese() {
    let folder = folder_with_page();
    let cases: [(&[&str], &str); 4] = [
        (&["list", "--colour"], "没有选项“--colour”，您要的是“--color”吗"),
        (&["list", "--province", "黑龙山", "page.txt"], "没有省份“黑龙山”，您要的是“黑龙江”吗"),
        (&["parse", "none.txt"], "none.txt：没有这个文件或文件夹"),
        (&["parse"], "还缺少 "),
    ];
    for (arguments, expected) in cases {
        let run = run(folder.path(), &[&["--lang", "zh"], arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn parse_prints_one_line_a_page_that_fits_the_schema() {
    let folder = folder(&[("07.txt", PAGE.as_bytes()), ("08.txt", PAGE.as_bytes())]);
    let schema: Value = serde_json::from_str(&run(folder.path(), &["schema"]).out).unwrap();
    let run = run(folder.path(), &["parse", "--format", "json", "08.txt", "07.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let pages: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<&str> = pages.iter().map(|page| page["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["08.txt", "07.txt"]);
    for page in &pages {
        assert_eq!(support::schema::misfits(&schema, page), Vec::<String>::new());
    }
}

#[test]
fn the_schema_knows_wrong_from_right() {
    let folder = folder_with_page();
    let schema: Value = serde_json::from_str(&run(folder.path(), &["schema"]).out).unwrap();
    let page: Value = serde_json::from_str(&run(folder.path(), &["parse", "page.txt"]).out).unwrap();
    let breakings: [(&str, Value); 4] = [
        ("schema", Value::from(2)),
        ("line_count", Value::from("many")),
        ("articles", Value::from(vec!["a story"])),
        ("invented", Value::Null),
    ];
    for (field, wrong) in breakings {
        let mut page = page.clone();
        page[field] = wrong;
        assert_ne!(support::schema::misfits(&schema, &page), Vec::<String>::new(), "{field}");
    }
}

#[test]
fn each_line_of_a_page_has_one_home() {
    let folder = folder_with_page();
    let page: Value = serde_json::from_str(&run(folder.path(), &["parse", "page.txt"]).out).unwrap();
    let mut homes = support::homes(&page);
    homes.sort_unstable();
    let lines: Vec<u64> =
        (1..).zip(PAGE.lines()).filter(|(_, line)| !line.trim().is_empty()).map(|(n, _)| n).collect();
    assert_eq!(homes, lines);
}

#[test]
fn bad_files_are_named_and_the_rest_is_read() {
    let folder = folder(&[
        ("page.txt", PAGE.as_bytes()),
        ("empty.txt", b""),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"),
    ]);
    let cases: [(&[&str], i32, usize, &[&str]); 5] = [
        (&["page.txt", "none.txt"], 2, 1, &["none.txt: no such file"]),
        (&["empty.txt", "page.txt"], 2, 1, &["empty.txt: empty"]),
        (
            &["picture.txt", "none.txt", "page.txt"],
            2,
            1,
            &["picture.txt: not a text file", "none.txt: no such file"],
        ),
        // In a folder such files are passed over with a remark: nobody asked for them by name.
        (&["."], 0, 1, &["empty.txt: empty", "picture.txt: not a text file"]),
        (&["none.txt"], 2, 0, &["none.txt: no such file"]),
    ];
    for (paths, code, pages, complaints) in cases {
        let run = run(folder.path(), &[&["parse"], paths].concat());
        assert_eq!(run.code, code, "{paths:?}: {}", run.err);
        assert_eq!(run.out.lines().count(), pages, "{paths:?}");
        for complaint in complaints {
            assert!(run.err.contains(complaint), "{paths:?}: {}", run.err);
        }
        assert_eq!(run.err.lines().count(), complaints.len(), "{paths:?}: {}", run.err);
    }
}

#[test]
fn the_reader_may_know_the_encoding_better() {
    let big5 = encoding_rs::BIG5.encode("臺灣花蓮：稻田邊開了書店\n").0.into_owned();
    let folder = folder(&[("page.txt", &big5)]);
    let out = run(folder.path(), &["parse", "--encoding", "big5", "page.txt"]).out;
    assert!(out.contains("臺灣花蓮"), "{out}");
    assert!(out.contains("\"encoding\":\"Big5\""), "{out}");
}

#[test]
fn standard_input_is_a_page() {
    let folder = folder(&[]);
    let run = run_with_input(folder.path(), &["parse", "-"], PAGE.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(serde_json::from_str::<Value>(&run.out).unwrap()["path"], "-");
}

#[test]
fn a_log_is_written_only_when_asked_for() {
    let folder = folder_with_page();
    run(folder.path(), &["parse", "page.txt"]);
    assert_eq!(names_in(folder.path()), ["page.txt"]);
    run(folder.path(), &["parse", "page.txt", "--log", "logs/kanbao.log"]);
    let log = std::fs::read_to_string(folder.path().join("logs/kanbao.log")).unwrap();
    assert!(log.contains("page.txt"), "{log}");
    let output = command(folder.path()).env("KANBAO_LOG", "other.log").args(["schema"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(folder.path().join("other.log").is_file());
}

#[test]
fn completions_know_every_task() {
    let folder = folder(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let out = run(folder.path(), &["completions", shell]).out;
        for task in TASKS {
            assert!(out.contains(task), "{shell}: {task}");
        }
    }
}

#[test]
fn the_manual_page_tells_of_every_task_and_option() {
    let folder = folder(&[]);
    let out = run(folder.path(), &["man"]).out;
    for word in
        TASKS.iter().chain(&["encoding", "lang", "color", "log", "province", "section", "match", "width"])
    {
        assert!(out.contains(word), "{word}");
    }
    assert!(out.starts_with(".ie") || out.starts_with(".TH"), "{out}");
}

/// The stories of a page in JSON, without where and how it was read.
fn stories(out: &str) -> Value {
    let page: Value = serde_json::from_str(out).unwrap();
    Value::from(vec![page["articles"].clone(), page["furniture"].clone(), page["unplaced"].clone()])
}

fn names_in(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
