//! The command line as a reader or a script meets it: the real program, run on pages of our own.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

#[path = "support/harness.rs"]
mod support;

use std::process::Stdio;

use serde_json::Value;
use support::{PAGE, Run, command, folder, folder_with_page, run, run_with_input};

/// Every task, as the help lists them.
const TASKS: &[&str] = &[
    "list",
    "show",
    "export",
    "parse",
    "explain",
    "eval",
    "check-layout",
    "state",
    "schema",
    "keys",
    "config",
    "doctor",
    "completions",
    "man",
];

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
        (&["parse", "--format", "xml"], "(right would be: json, truth)"),
        (&["parse"], "PATH is missing"),
        (&["completions", "tcsh"], "cannot be “tcsh”"),
        (&["list", "--province"], "“--province” needs a value"),
        (
            &["list", "--province", "henna", "page.txt"],
            "no province is called “henna”; did you mean “henan”?",
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
        (&["list", "--province", "黑龙山", "page.txt"], "没有叫“黑龙山”的省份，是不是“黑龙江”？"),
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
fn explain_tells_of_each_story_what_decided() {
    let folder = folder_with_page();
    let out = run(folder.path(), &["explain", "page.txt"]).out;
    for told in ["story 1", "the head belongs to the text", "about 河南: “河南鹤壁", "names: 河南 河南"]
    {
        assert!(out.contains(told), "{told} is not in:\n{out}");
    }
}

#[test]
fn pages_of_one_day_tell_where_a_story_goes_on() {
    let first = "\n\n2024年3月9日 星期六 第1版 要闻 河湾日报\n\n磨坊的水车又转了\n\n磨坊的水车停了二十年，\
                 今年春天又转了起来，木匠换了三十六块板。（下转第三版）\n";
    let third = "\n\n2024年3月9日 星期六 第3版 专题 河湾日报\n\n磨坊水车\n\n（上接第一版）磨坊主人说，\
                 水车一转，面粉就有了麦子的味道，木匠听了直点头。\n";
    let folder = folder(&[("01.txt", first.as_bytes()), ("03.txt", third.as_bytes())]);
    let list: Value =
        serde_json::from_str(&run(folder.path(), &["list", ".", "--format", "json"]).out).unwrap();
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    assert_eq!(list[0]["pages"].as_array().map(Vec::len), Some(2));
    let parsed = run(folder.path(), &["parse", "."]).out;
    let pages: Vec<Value> = parsed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(pages[0]["articles"][0]["continued_on"]["found"]["page_number"], 3);
    assert_eq!(pages[1]["articles"][0]["continued_from"]["found"]["id"], pages[0]["articles"][0]["id"]);
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
fn pages_in_any_chinese_encoding_read_alike() {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(PAGE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let utf8_with_mark = [b"\xef\xbb\xbf", PAGE.as_bytes()].concat();
    let gb = encoding_rs::GB18030.encode(PAGE).0.into_owned();
    let crlf = PAGE.replace('\n', "\r\n").into_bytes();
    let cr = PAGE.replace('\n', "\r").into_bytes();
    let expected = stories(&run(folder_with_page().path(), &["parse", "page.txt"]).out);
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("utf-8 with a mark", utf8_with_mark, "UTF-8"),
        ("utf-16", utf16, "UTF-16LE"),
        ("gb18030", gb, "GB18030"),
        ("crlf", crlf, "UTF-8"),
        ("cr", cr, "UTF-8"),
    ];
    for (name, bytes, encoding) in cases {
        let folder = folder(&[("page.txt", &bytes)]);
        let out = run(folder.path(), &["parse", "page.txt"]).out;
        let page: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(page["encoding"], encoding, "{name}");
        assert_eq!(stories(&out), expected, "{name}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let many = PAGE.repeat(3);
    let folder = folder(&[("page.txt", many.as_bytes())]);
    for task in ["parse", "show", "list"] {
        let mut child = command(folder.path())
            .args([task, "page.txt", "page.txt"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{task}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{task}");
    }
}

#[test]
fn nothing_in_a_page_can_act_on_a_terminal() {
    let page = PAGE.replace("省电", "省\u{1b}[31m电\u{9b}2J\u{202e}\u{7}");
    let folder = folder(&[("pa\u{1b}[2Jge.txt", page.as_bytes())]);
    let tasks: [&[&str]; 6] = [
        &["parse"],
        &["list"],
        &["list", "--format", "tsv"],
        &["list", "--format", "json"],
        &["show"],
        &["show", "--format", "markdown"],
    ];
    for task in tasks {
        let Run { out, err, .. } = run(folder.path(), &[task, &["."]].concat());
        let acting =
            |c: char| (c.is_control() && c != '\n' && c != '\t') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!out.is_empty(), "{task:?}: {err}");
        assert!(!out.contains(acting), "{task:?}: {out:?}");
        assert!(!err.contains(acting), "{task:?}: {err:?}");
    }
}

#[test]
fn colours_are_used_only_where_they_are_wanted() {
    let folder = folder_with_page();
    let cases: [(&[&str], bool); 3] =
        [(&[], false), (&["--color", "always"], true), (&["--color", "never"], false)];
    for (arguments, colored) in cases {
        let run = run(folder.path(), &[arguments, &["list", "page.txt"]].concat());
        assert_eq!(run.out.contains('\u{1b}'), colored, "{arguments:?}");
    }
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
    // A manual page writes `-` as `\-`.
    let out = run(folder.path(), &["man"]).out.replace("\\-", "-");
    for word in
        TASKS.iter().chain(&["encoding", "lang", "color", "log", "province", "section", "match", "width"])
    {
        assert!(out.contains(word), "{word}");
    }
    assert!(out.starts_with(".ie") || out.starts_with(".TH"), "{out}");
}

#[test]
fn each_task_is_reviewed_on_a_page_of_our_own() {
    let folder = folder_with_page();
    let cases: [(&str, &[&str]); 11] = [
        ("list", &["list", "page.txt"]),
        ("list_explain", &["list", "page.txt", "--province", "西藏", "--match", "banche", "--explain"]),
        ("list_facets", &["list", "page.txt", "--facets"]),
        ("list_facets_json", &["list", "page.txt", "--facets", "--format", "json"]),
        ("list_tsv", &["list", "page.txt", "--format", "tsv", "--section", "地方动态"]),
        ("list_json", &["list", "page.txt", "--format", "json", "--province", "福建"]),
        ("show_text", &["show", "page.txt", "--width", "40", "--match", "老街"]),
        ("show_markdown", &["show", "page.txt", "--format", "markdown", "--province", "河南"]),
        ("show_json", &["show", "page.txt", "--format", "json", "--match", "冷库"]),
        ("plain", &["page.txt"]),
        ("explain_line", &["explain", "page.txt", "--line", "1", "--line", "9"]),
    ];
    for (name, arguments) in cases {
        let run = run(folder.path(), arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
        insta::assert_snapshot!(name, run.out);
    }
}

#[test]
fn nothing_found_is_said_with_what_there_is() {
    let folder = folder_with_page();
    let cases: [(&[&str], &str, &str); 7] = [
        (
            &["list", "--province", "青海"],
            "",
            "none of the 3 stories fits; the provinces are: 福建, 河南, 西藏",
        ),
        (&["list", "--section", "文化"], "", "none of the 3 stories fits; the sections are: 地方动态"),
        (
            &["list", "--match", "栏:文化 日期:1999"],
            "",
            "the sections are: 地方动态; the days are: 2024-11-06",
        ),
        (&["list", "--match", "没有这样的字"], "", "none of the 3 stories fits\n"),
        (&["list", "--section", "文化", "--format", "json"], "[]\n", "none of the 3 stories fits"),
        (&["show", "--match", "没有这样的字"], "", "no story fits"),
        (&["show", "--id", "ffffffffffff"], "", "no story is named “ffffffffffff”"),
    ];
    for (arguments, out, expected) in cases {
        let run = run(folder.path(), &[arguments, &["page.txt"]].concat());
        assert_eq!((run.code, run.out.as_str()), (1, out), "{arguments:?}");
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_story_is_shown_by_the_beginning_of_its_name() {
    let folder = folder_with_page();
    let list = run(folder.path(), &["list", "page.txt"]).out;
    let id = list.split_whitespace().next().unwrap();
    let run = run(folder.path(), &["show", "page.txt", "--id", id]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("河南鹤壁：老街的灯又亮了"), "{}", run.out);
}

#[test]
fn settings_are_read_and_a_slip_in_them_is_named() {
    let folder = folder(&[
        ("config/kanbao/config.toml", "language = \"zh\"\n".as_bytes()),
        ("wrong.toml", "# mine\nlanguge = \"zh\"\n".as_bytes()),
        ("page.txt", PAGE.as_bytes()),
    ]);
    let chinese = run(folder.path(), &["list", "page.txt", "--province", "青海"]);
    assert!(chinese.err.contains("3 篇稿件中没有符合的"), "{}", chinese.err);
    let english = run(folder.path(), &["--lang", "en", "list", "page.txt", "--province", "青海"]);
    assert!(english.err.contains("none of the 3 stories fits"), "{}", english.err);
    let wrong = |task: &str| {
        let output = command(folder.path()).env("KANBAO_CONFIG", "wrong.toml").arg(task).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    };
    let (code, text) = wrong("doctor");
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("wrong.toml:2: ") && text.contains("language"), "{text}");
    assert_eq!(wrong("schema").0, Some(0), "a task in a script does not depend on the settings");
}

#[test]
fn the_printed_settings_are_a_settings_file() {
    let folder = folder(&[]);
    let path = run(folder.path(), &["config", "--path"]).out;
    let path = std::path::Path::new(path.trim_end());
    assert_eq!(path, folder.path().join("config/kanbao/config.toml"));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, run(folder.path(), &["config"]).out).unwrap();
    let doctor = run(folder.path(), &["doctor"]);
    assert_eq!(doctor.code, 0, "{}", doctor.out);
    assert!(doctor.out.contains("config.toml (there)"), "{}", doctor.out);
}

#[test]
fn a_users_keys_are_listed() {
    let folder = folder(&[("config/kanbao/config.toml", b"[keys]\nquit = [\"QQ\"]\n")]);
    let out = run(folder.path(), &["keys"]).out;
    let quit = out.lines().find(|line| line.contains(" quit ")).unwrap();
    assert!(quit.trim_start().starts_with("QQ"), "{quit}");
}

/// `KANBAO_UPDATE_DOCS=1 cargo test` writes the pages anew; the difference is then to be read.
#[test]
fn the_pages_made_from_tables_are_up_to_date() {
    let folder = folder(&[]);
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let pages = [("KEYS.md", run(folder.path(), &["keys", "--format", "markdown"]).out)];
    for (name, made) in pages {
        let path = docs.join(name);
        if std::env::var_os("KANBAO_UPDATE_DOCS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
        assert!(
            kept == made,
            "docs/{name} is not what the table says; set KANBAO_UPDATE_DOCS=1. First: {differs:?}"
        );
    }
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

/// The query language is the same as in the reader: it knows today and what the reader has marked.
#[test]
fn a_query_asks_for_today_and_for_marks() {
    use kanbao::model::ArticleId;
    use kanbao::store::marks::{Change, Home, Key, Mark, Marks, Moment};

    let folder = folder_with_page();
    let listed = |query: &str| -> Vec<Value> {
        let query = format!("--match={query}");
        let listed = run(folder.path(), &["list", "page.txt", &query, "--format", "json"]);
        assert!(listed.code < 2, "{query}: {}", listed.err);
        serde_json::from_str(&listed.out).expect("a list of stories")
    };
    let count = |query: &str| listed(query).len();
    let all = listed("");
    let id = all[0]["id"].as_str().expect("a story has an id").to_owned();
    let stories_there = all.len();
    assert_eq!((count("是:未读"), count("是:星标")), (stories_there, 0));
    assert_eq!(count("-近:7天") + count("近:7天"), stories_there);

    let text = harness_page(folder.path());
    let article =
        text.articles.iter().find(|article| article.id == ArticleId(id.clone())).expect("it is there");
    let (mut marks, _) = Marks::open(Home::in_folder(folder.path().join("data").join("kanbao")));
    let about = Key::of_story(&text, article);
    let changes = [Mark::Starred(true), Mark::Read(true), Mark::Tag("待查".to_owned(), true)];
    for mark in changes {
        assert!(marks.record(&[Change { about: about.clone(), mark }], Moment::default()).kept.is_ok());
    }
    drop(marks);
    assert_eq!((count("是:未读"), count("是:星标"), count("标签:待查")), (stories_there - 1, 1, 1));
}

/// The page of the folder as the program puts it together.
fn harness_page(folder: &std::path::Path) -> kanbao::model::Page {
    kanbao::app::jobs::load::Source::File(folder.join("page.txt"), None).read().expect("the page is there")
}

#[test]
fn a_name_in_the_place_of_a_path_says_which_option_is_meant() {
    let folder = folder(&[("page.txt", PAGE.as_bytes())]);
    for (arguments, told) in [
        (["show", "350939fe"], "kanbao show -i 350939fe"),
        (["show", "3"], "kanbao list"),
        (["list", "henan"], "-p henan"),
        (["list", "河南"], "-p 河南"),
    ] {
        let done = run(folder.path(), &[arguments[0], arguments[1], "page.txt"]);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{arguments:?}");
        assert!(done.err.contains(told), "{arguments:?}: {}", done.err);
    }
}
