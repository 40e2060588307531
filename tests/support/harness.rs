//! What the tests over the whole program share: pages of our own, a way to run the program, and a check of JSON
//! against its schema.

#![allow(dead_code, unreachable_pub, reason = "each test file uses the part that it needs")]

pub mod picture;
pub mod schema;
pub mod terminal;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A page with a section of two short stories and a story of its own, torn in the usual ways.
pub const PAGE: &str = "\
2024年11月6日 星期三

河南鹤壁：老街的灯又亮了

◎本报记者 林小满

    傍晚六点，鹤壁老街的灯一盏盏亮起来。修灯的赵师傅说，今年换上的新灯比去年省电

一半，夜里走路也不怕绊脚。

    老街上的茶馆因此多开了两个小时，来喝茶的人也比往年多了三成。

地方动态

西藏林芝：桃花沟通了班车

    本报林芝11月5日电（记者 周禾）从县城到桃花沟的班车昨天开通，每天往返四趟，沿途停靠六个村子。

福建泉州：渔港添了一座冷库

    本报泉州11月5日电（记者 苏晚）泉州一处渔港的新冷库投入使用，可以存放八百吨鱼货。
";

/// What a run of the program came to.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The program, to be run in `folder` with nothing of this machine's settings around it.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(program());
    command
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "xterm-256color")
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .stdin(Stdio::null());
    command
}

/// The program's file.
pub fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_kanbao"))
}

/// Runs the program in `folder`.
pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    finish(command(folder).args(arguments).output().expect("the program starts"))
}

/// Runs the program in `folder` with this on its standard input.
pub fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut child = command(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("the input is piped");
    // A program that does not read its input closes it; that is its right.
    let _ = std::io::Write::write_all(&mut stdin, input);
    drop(stdin);
    finish(child.wait_with_output().expect("the program ends"))
}

fn finish(output: Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("the output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("complaints are UTF-8"),
    }
}

/// A folder of its own with these files in it.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for (name, contents) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it is below the folder")).expect("it can be made");
        std::fs::write(path, contents).expect("it can be written");
    }
    folder
}

/// A folder with [`PAGE`] as `page.txt`.
pub fn folder_with_page() -> tempfile::TempDir {
    folder(&[("page.txt", PAGE.as_bytes())])
}

/// The line number of every home in a page in JSON; a line with two homes occurs twice.
pub fn homes(page: &serde_json::Value) -> Vec<u64> {
    let mut homes = Vec::new();
    let mut add = |lines: &serde_json::Value| {
        homes.extend(lines.as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64));
    };
    for article in page["articles"].as_array().into_iter().flatten() {
        for part in ["kicker", "headline", "subtitle", "byline"] {
            add(&article["lines"][part]);
        }
        for group in ["blocks", "pull_quotes"] {
            article[group].as_array().into_iter().flatten().for_each(|item| add(&item["lines"]));
        }
        for figure in article["figures"].as_array().into_iter().flatten() {
            add(&figure["caption_lines"]);
            add(&figure["credit_lines"]);
        }
    }
    for group in ["furniture", "unplaced"] {
        homes.extend(page[group].as_array().into_iter().flatten().filter_map(|item| item["line"].as_u64()));
    }
    homes
}
