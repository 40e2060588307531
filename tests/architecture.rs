//! The shape of the program, checked: who may use whom, who may name which crate, what each module begins with.
//!
//! docs/ARCHITECTURE.md gives the reasons. The compiler guards none of this inside one crate, so this does, by
//! reading the source as text with comments and string literals taken out.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders in their order: each may use those before it. `tui` and `cli` share the last place.
const CHAIN: [&[&str]; 10] = [
    &["assets"],
    &["text"],
    &["model"],
    &["ingest"],
    &["query"],
    &["typeset"],
    &["store"],
    &["app"],
    &["tui", "cli"],
    &["main", "lib"],
];

/// What only some files may name, and which. A path ending in `/` means a folder, another a file; tests below
/// the code are free.
const RESERVED: &[(&str, &[&str])] = &[
    ("ratatui", &["tui/", "tui.rs"]),
    ("crossterm", &["tui/", "tui.rs"]),
    ("clap", &["cli/", "cli.rs"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("rusqlite", &["store/"]),
    ("fuzzy_matcher", &["query/fuzzy.rs"]),
    ("regex", &["query/expression.rs"]),
    ("regex_syntax", &["query/expression.rs"]),
    ("unicode_width", &["text/columns.rs"]),
    ("encoding_rs", &["ingest/source.rs", "ingest/source/"]),
    ("chardetng", &["ingest/source.rs", "ingest/source/"]),
    ("walkdir", &["ingest/source.rs", "ingest/source/"]),
    ("ferrous_opencc", &["text/script.rs"]),
    ("signal_hook", &["tui/"]),
    ("rustix", &["app/jobs/programs.rs", "tui/event_loop/threads.rs", "tui/shell.rs", "tui/terminal.rs"]),
    ("tracing_subscriber", &["cli/logging.rs"]),
    (
        "std::fs",
        &[
            "ingest/source.rs",
            "ingest/source/",
            "store/",
            "app/settings.rs",
            "app/settings/",
            "app/jobs.rs",
            "app/jobs/",
            "tui/shell.rs",
        ],
    ),
    ("std::thread", &["app/jobs.rs", "app/jobs/", "tui/event_loop/", "tui/terminal.rs"]),
    ("include_str!", &["assets.rs"]),
    ("include_bytes!", &["assets.rs"]),
];

#[test]
fn a_folder_uses_only_folders_to_its_left() {
    let mut wrong = Vec::new();
    for module in modules() {
        let own =
            rank(&module.folder).unwrap_or_else(|| panic!("{} is in no folder of the chain", module.path));
        for used in module.uses() {
            let Some(other) = rank(&used) else { continue };
            let allowed = used == module.folder || other < own;
            if !allowed {
                wrong.push(format!("{} uses {used}", module.path));
            }
        }
    }
    assert!(wrong.is_empty(), "against the chain:\n{}", wrong.join("\n"));
}

#[test]
fn each_folder_of_the_chain_is_there_and_no_other() {
    let there: BTreeSet<String> = modules().into_iter().map(|module| module.folder).collect();
    let expected: BTreeSet<String> =
        CHAIN.iter().flat_map(|group| group.iter().map(|name| (*name).to_owned())).collect();
    assert_eq!(there, expected);
}

#[test]
fn only_those_who_may_name_a_crate_do() {
    let mut wrong = Vec::new();
    for module in modules() {
        for (name, allowed) in RESERVED {
            let may = allowed.iter().any(|place| {
                module.path == *place || (place.ends_with('/') && module.path.starts_with(place))
            });
            if !may && names(&module.code_without_tests(), name) {
                wrong.push(format!("{} names {name}", module.path));
            }
        }
    }
    assert!(wrong.is_empty(), "reserved for others:\n{}", wrong.join("\n"));
}

#[test]
fn each_module_begins_with_what_it_is_for() {
    for module in modules() {
        let first = module.source.lines().next().unwrap_or_default();
        let sentence =
            first.strip_prefix("//! ").unwrap_or_else(|| panic!("{} has no //! header", module.path));
        assert!(sentence.chars().count() >= 12, "{}: the header says nothing: {sentence}", module.path);
    }
}

#[test]
fn a_folder_has_its_face_beside_it() {
    for module in modules() {
        assert!(!module.path.ends_with("mod.rs"), "{}: name the file like its folder", module.path);
        if let Some((folder, _)) = module.path.rsplit_once('/') {
            let face = source_folder().join(format!("{folder}.rs"));
            assert!(face.is_file(), "{} has no src/{folder}.rs beside its folder", module.path);
        }
    }
}

#[test]
fn the_main_file_only_joins_the_folders() {
    let main = modules().into_iter().find(|module| module.path == "main.rs").expect("there is a main.rs");
    assert!(main.source.lines().count() <= 60, "main.rs does more than hand over");
}

#[test]
fn nothing_is_left_for_later() {
    // The words are put together here so that this file does not hold them itself.
    let words = ["TO-DO", "FIX-ME", "XX-X", "HA-CK"].map(|word| word.replace('-', ""));
    let calls = ["to-do!(", "un-implemented!("].map(|word| word.replace('-', ""));
    let mut wrong = Vec::new();
    for (path, text) in our_texts() {
        for word in &words {
            if names(&text, word) {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
        for call in &calls {
            if text.contains(call) {
                wrong.push(format!("{}: {call}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "unfinished:\n{}", wrong.join("\n"));
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    let paths = ["/-work/", "/-root/", "/-home/"].map(|path| path.replace('-', ""));
    let mut wrong = Vec::new();
    for (file, text) in our_texts() {
        wrong.extend(
            paths
                .iter()
                .filter(|path| text.contains(*path))
                .map(|path| format!("{}: {path}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "only true on one machine:\n{}", wrong.join("\n"));
}

#[test]
fn the_top_level_holds_what_it_should() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "README.zh.md",
        "CHANGELOG.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "clippy.toml",
        "rustfmt.toml",
        "src",
        "assets",
        "tests",
        "benches",
        "docs",
        ".ci",
        ".gitignore",
    ];
    for name in &known[..10] {
        assert!(root().join(name).exists(), "{name} is missing");
    }
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let may = known.contains(&name.as_str()) || name == "target" || name.starts_with('.');
        assert!(may, "{name} does not belong at the top level");
    }
}

/// docs/FEATURES.md claims nothing that no test shows.
/// `query/keys.rs` and `ingest/label/` in the documents, and the places in [`RESERVED`]: each is there.
#[test]
fn each_source_file_that_is_named_is_there() {
    let modules = modules();
    let is_there = |path: &str| {
        let is_module = |module: &Module| {
            let (own, path) = (format!("/{}", module.path), format!("/{path}"));
            if path.ends_with('/') { own.contains(&path) } else { own.ends_with(&path) }
        };
        modules.iter().any(is_module) || root().join(path).exists()
    };
    let reserved = RESERVED.iter().flat_map(|(_, places)| places.iter().map(|place| (*place).to_owned()));
    let named = our_texts().into_iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "md"));
    let mut named: BTreeSet<String> = named.flat_map(|(_, text)| source_paths_in(&text)).collect();
    assert!(named.len() > 20, "the documents name no files");
    named.extend(reserved);
    let missing: Vec<String> = named.into_iter().filter(|path| !is_there(path)).collect();
    assert!(missing.is_empty(), "named but not there:\n{}", missing.join("\n"));
}

/// What stands between backticks and is a file of Rust, or a folder below one of the chain.
fn source_paths_in(text: &str) -> Vec<String> {
    let is_path = |word: &&str| {
        let plain = word.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '/' | '.'));
        let folder = word.split('/').next().unwrap_or_default();
        let is_folder = word.ends_with('/') && CHAIN.iter().any(|group| group.contains(&folder));
        let is_file = Path::new(word).extension().is_some_and(|end| end == "rs");
        plain && (is_file || is_folder)
    };
    let here = text.split('`').skip(1).step_by(2).filter(is_path);
    here.map(|word| word.trim_start_matches("src/").to_owned())
        .filter(|word| !word.starts_with("tests/"))
        .collect()
}

#[test]
fn each_feature_names_tests_that_are_there() {
    let page = fs::read_to_string(root().join("docs/FEATURES.md")).unwrap();
    let tests: BTreeSet<String> = our_texts().iter().flat_map(|(_, text)| tests_in(text)).collect();
    let mut numbers = Vec::new();
    for row in page.lines() {
        let cells: Vec<&str> = row.split(" | ").collect();
        let Some(number) = row.strip_prefix("| ").and_then(|row| row.split(' ').next()?.parse::<u32>().ok())
        else {
            continue;
        };
        assert_eq!(cells.len(), 10, "row {number} has not its ten cells: {row}");
        let (claim, shown) = (cells[8], cells[9]);
        let named: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        let unproved = claim.starts_with(['Y', 'P']) && named.is_empty();
        assert!(!unproved, "row {number} claims what no test shows: {row}");
        for name in named {
            assert!(tests.contains(name), "row {number}: there is no test {name}");
        }
        numbers.push(number);
    }
    assert_eq!(numbers, (1..=94).collect::<Vec<u32>>());
}

/// The names of the tests in a text: functions right below `#[test]`, other attributes aside.
fn tests_in(text: &str) -> Vec<String> {
    let parts = text.split("#[test]").skip(1);
    let name = |part: &str| {
        let line = part.lines().map(str::trim).find(|line| line.starts_with("fn "))?;
        line.strip_prefix("fn ")?.split('(').next().map(str::to_owned)
    };
    parts.filter_map(name).collect()
}

/// A source file below src/.
struct Module {
    /// Its path below src/, with `/` on every system.
    path: String,
    /// The folder of the chain that it belongs to; the face of a folder belongs to it.
    folder: String,
    /// The whole text.
    source: String,
}

impl Module {
    /// The folders of this crate that the code names, by `crate::…` or `kanbao::…` paths, in braces or not.
    fn uses(&self) -> BTreeSet<String> {
        let code = without_comments_and_strings(&self.source);
        let mut used = BTreeSet::new();
        for prefix in ["crate::", "kanbao::"] {
            for (start, _) in code.match_indices(prefix) {
                let before = code[..start].chars().next_back();
                // In the library itself the face may name its own folders; `$crate::` and `x::crate` do not occur.
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                used.extend(first_names(&code[start + prefix.len()..]));
            }
        }
        used
    }

    /// The code above the unit tests, without comments and strings.
    fn code_without_tests(&self) -> String {
        let above = self.source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        without_comments_and_strings(above)
    }
}

/// `model::Page` → model; `{model::Page, query}` → model, query.
fn first_names(path: &str) -> Vec<String> {
    let identifier = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(list) = path.strip_prefix('{') else { return vec![identifier(path)] };
    let mut names = vec![identifier(list)];
    let mut depth = 1;
    for (index, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(identifier(&list[index + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Whether the word occurs, not as a part of a longer one.
fn names(text: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(start, _)| {
        let end = start + word.len();
        !part(text[..start].chars().next_back()) && (word.ends_with('!') || !part(text[end..].chars().next()))
    })
}

fn without_comments_and_strings(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '/' if rest.peek() == Some(&'/') => {
                for c in rest.by_ref() {
                    if c == '\n' {
                        code.push('\n');
                        break;
                    }
                }
            }
            '"' => {
                while let Some(c) = rest.next() {
                    match c {
                        '\\' => {
                            rest.next();
                        }
                        '"' => break,
                        _ => {}
                    }
                }
                code.push_str("\"\"");
            }
            '\'' => {
                // A character literal such as '"' or '\'' must not open a string; a lifetime has no end mark.
                let ahead: Vec<char> = rest.clone().take(3).collect();
                match ahead.as_slice() {
                    ['\\', _, '\''] => drop(rest.by_ref().take(3).collect::<Vec<_>>()),
                    [_, '\'', ..] => drop(rest.by_ref().take(2).collect::<Vec<_>>()),
                    _ => code.push('\''),
                }
            }
            other => code.push(other),
        }
    }
    code
}

fn rank(folder: &str) -> Option<usize> {
    CHAIN.iter().position(|group| group.contains(&folder))
}

fn modules() -> Vec<Module> {
    let mut paths = Vec::new();
    files_below(&source_folder(), &mut paths);
    let modules: Vec<Module> = paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let source = fs::read_to_string(&path).unwrap();
            let below: Vec<_> = path
                .strip_prefix(source_folder())
                .unwrap()
                .iter()
                .map(|part| part.to_str().unwrap())
                .collect();
            let folder = below[0].trim_end_matches(".rs").to_owned();
            Module { path: below.join("/"), folder, source }
        })
        .collect();
    assert!(modules.len() > 20, "the source was not found");
    modules
}

/// Every text file that we wrote, but for the texts of licences and this test's own words.
fn our_texts() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = ["README.md", "README.zh.md", "CHANGELOG.md", "Cargo.toml", ".ci/run"]
        .map(|name| root().join(name))
        .into();
    for folder in ["src", "tests", "benches", "docs", "assets"] {
        files_below(&root().join(folder), &mut paths);
    }
    let written = ["rs", "md", "toml", "py", "txt", "json", "run", "svg"];
    paths
        .into_iter()
        .filter(|path| {
            path.file_name().is_some_and(|name| name == "run")
                || path.extension().is_some_and(|e| written.iter().any(|w| e == *w))
        })
        .filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text)))
        .collect()
}

fn files_below(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files_below(&path, paths) } else { paths.push(path) }
    }
}

fn source_folder() -> PathBuf {
    root().join("src")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_scanner_sees_through_comments_strings_and_braces() {
    let module =
        |source: &str| Module { path: String::new(), folder: String::new(), source: source.to_owned() };
    let cases: [(&str, &[&str]); 6] = [
        ("use crate::model::Page;", &["model"]),
        ("use crate::{model::{Page, Line}, query};", &["model", "query"]),
        ("// use crate::tui;\nlet a = 1;", &[]),
        ("let a = \"crate::tui\";", &[]),
        ("let q = '\"'; crate::text::fold(q)", &["text"]),
        ("let e = '\\''; fn f<'a>() { crate::store::x() }", &["store"]),
    ];
    for (source, expected) in cases {
        let used: Vec<String> = module(source).uses().into_iter().collect();
        assert_eq!(used, expected, "{source}");
    }
}
