//! The marks of a reader: what is kept, what is taken back, and what happens when the file is not as it should be.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

use std::fs;
use std::path::Path;

use kanbao::model::{
    Article, Block, BlockKind, Date, Fragment, Heading, Language, LineNumber, Page, Part, TextPosition,
};
use kanbao::store::marks::{
    Anchor, Change, Home, Key, Mark, Marked, Marks, Moment, Note, Notice, Passage, Trouble,
};

const BODY: &str = "清晨的河滩上雾还没有散去，几个年轻人已经把仪器架在堤边，测量昨夜上涨的水位。村里的老人说，\
    三十年前这里只有一条土路，如今桥修好了，菜园里的豆角当天就能送到城里。";

fn story(headline: &str, body: &str) -> Article {
    let fragment = Fragment::whole(LineNumber(3), body.to_owned());
    Article {
        headline: Some(Heading { text: headline.to_owned(), lines: vec![LineNumber(1)] }),
        blocks: vec![Block { kind: BlockKind::Paragraph, fragments: vec![fragment], confidence: 1.0 }],
        ..Article::default()
    }
}

fn page() -> Page {
    Page { publication: Some("春江日报".into()), date: Date::new(2024, 5, 6).ok(), ..Page::default() }
}

/// The key of a story with this headline; each has a text of its own.
fn key(headline: &str) -> Key {
    Key::of_story(&page(), &story(headline, &format!("{headline}：{}", headline.repeat(20))))
}

fn at(second: i64) -> Moment {
    Moment::from_second(second).unwrap()
}

fn star(headline: &str) -> Change {
    Change { about: key(headline), mark: Mark::Starred(true) }
}

fn open(folder: &Path) -> Marks {
    let (marks, notice) = Marks::open(Home::in_folder(folder));
    assert_eq!(notice, None);
    marks
}

/// The stories of the names that have a star, each as one character.
fn starred(marks: &Marks, names: &str) -> String {
    names.chars().filter(|name| marks.look(&key(&name.to_string())).starred.is_some()).collect()
}

/// Each step is a letter: a name gets a star; `-` takes back, `+` does again, `|` ends the program and starts it.
#[test]
fn every_change_is_taken_back_and_done_again_also_after_a_restart() {
    let cases = [
        ("甲", "甲"),
        ("甲乙-", "甲"),
        ("甲乙--", ""),
        ("甲乙---", ""),
        ("甲乙--+", "甲"),
        ("甲乙--++", "甲乙"),
        ("甲乙--+++", "甲乙"),
        ("甲|乙|-", "甲"),
        ("甲乙|--|+", "甲"),
        ("甲乙-丙", "甲丙"),
        ("甲乙-丙+", "甲丙"),
        ("甲乙-丙-", "甲"),
        ("甲甲-", ""),
    ];
    for (steps, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        let mut marks = open(folder.path());
        for (second, step) in (1..).zip(steps.chars()) {
            let done = match step {
                '-' => marks.undo(at(second)),
                '+' => marks.redo(at(second)),
                '|' => {
                    drop(marks);
                    marks = open(folder.path());
                    continue;
                }
                name => marks.record(&[star(&name.to_string())], at(second)),
            };
            assert_eq!(done.kept, Ok(()), "{steps}");
        }
        assert_eq!(starred(&marks, "甲乙丙"), expected, "{steps}");
    }
}

#[test]
fn a_stroke_is_taken_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut marks = open(folder.path());
    marks.record(&[star("甲")], at(1));
    let done = marks.record(&[star("甲"), star("乙"), star("丙")], at(2));
    assert_eq!(done.changed, [star("乙"), star("丙")], "what holds already is no change");
    assert_eq!(marks.depth(), (2, 0));
    marks.undo(at(3));
    assert_eq!(starred(&marks, "甲乙丙"), "甲");
    assert_eq!(marks.depth(), (1, 1));
}

#[test]
fn all_that_is_kept_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let article = story("河滩上的桥", BODY);
    let story = Key::of_story(&page(), &article);
    let position = |byte| TextPosition { part: Part::Block(0), byte };
    let note = Note {
        passage: Passage::of(&article, position(0), position(39)),
        quote: "清晨的河滩上雾还没有散去，".into(),
        words: "好开头".into(),
    };
    let mut marks = open(folder.path());
    let set = [
        Mark::Read(true),
        Mark::Starred(true),
        Mark::Tag("水利".into(), true),
        Mark::Tag("待查".into(), true),
        Mark::Note(note.clone()),
    ];
    let changes = set.map(|mark| Change { about: story.clone(), mark });
    marks.record(&changes, at(10));
    let filter = Mark::Filter("家乡".into(), Some("henan 桥".into()));
    marks.record(&[Change { about: Key::of_reader(), mark: filter }], at(11));
    marks.keep_place(&story, &Anchor::of(&article, position(39)), at(12));
    marks.keep_session(r#"{"view":"list"}"#);
    for (typed, second) in [("桥", 13), ("henan", 14), ("桥", 15)] {
        marks.remember_query(typed, at(second));
    }
    drop(marks);

    let mut marks = open(folder.path());
    let known = marks.look(&story);
    assert_eq!((known.read, known.starred), (Some(at(10)), Some(at(10))));
    assert_eq!(known.tags.iter().map(String::as_str).collect::<Vec<_>>(), ["待查", "水利"]);
    assert_eq!(known.notes, std::slice::from_ref(&note));
    assert_eq!(known.place.as_ref().and_then(|place| place.find_in(&article)), Some(position(39)));
    let recall = marks.recall();
    assert_eq!(recall.session.as_deref(), Some(r#"{"view":"list"}"#));
    assert_eq!(recall.queries, ["桥", "henan"]);
    assert_eq!(recall.filters.get("家乡").map(String::as_str), Some("henan 桥"));

    marks.record(&[Change { about: story.clone(), mark: Mark::NoNote(note.passage.clone()) }], at(16));
    assert!(marks.look(&story).notes.is_empty());
    marks.undo(at(17));
    assert_eq!(marks.look(&story).notes, [note]);
}

#[test]
fn a_story_keeps_its_marks_when_it_was_extracted_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut marks = open(folder.path());
    let old = Key::of_story(&page(), &story("河滩上的桥", BODY));
    marks.record(&[Change { about: old, mark: Mark::Starred(true) }], at(1));

    let moved = Page { path: "elsewhere/x.txt".into(), date: None, ..page() };
    let changed = BODY.replace("三十年前", "卅年前").replace('，', ",");
    let anew = Key::of_story(&moved, &story("河滩上的 桥", &changed));
    assert_eq!(marks.look(&anew).starred, Some(at(1)));
    // A mark set on the new form belongs to the same story, and so does taking it back.
    marks.record(&[Change { about: anew.clone(), mark: Mark::Read(true) }], at(2));
    assert_eq!(marks.everything().len(), 1);
    let other =
        Key::of_story(&page(), &story("河滩上的桥", &"果园里的苹果红了，合作社又添了冷库。".repeat(3)));
    assert_eq!(marks.look(&other), Marked::default());
}

#[test]
fn two_programs_work_on_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (open(folder.path()), open(folder.path()));
    one.record(&[star("甲")], at(1));
    two.record(&[star("乙")], at(2));
    assert_eq!(starred(&one, "甲乙"), "甲乙");
    assert_eq!(starred(&two, "甲乙"), "甲乙");
    one.undo(at(3));
    assert_eq!(starred(&two, "甲乙"), "甲", "the last stroke is taken back, whoever made it");
}

/// Damages the file in some way; what is known afterwards, and whether a file was set aside.
#[test]
fn a_damaged_file_is_set_aside_and_the_backup_takes_its_place() {
    type Damage = fn(&Path);
    let cases: [(&str, Damage, bool); 5] = [
        ("no database", |path| fs::write(path, "这不是数据库".repeat(500)).unwrap(), true),
        ("emptied", |path| fs::write(path, "").unwrap(), true),
        ("gone", |path| fs::remove_file(path).unwrap(), false),
        (
            "cut short",
            |path| {
                let bytes = fs::read(path).unwrap();
                fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
            },
            true,
        ),
        (
            "overwritten in the middle",
            |path| {
                let mut bytes = fs::read(path).unwrap();
                let middle = bytes.len() / 8;
                bytes[middle..].fill(0xa5);
                fs::write(path, bytes).unwrap();
            },
            true,
        ),
    ];
    for (what, damage, set_aside) in cases {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::in_folder(folder.path());
        let mut marks = open(folder.path());
        marks.record(&[star("甲")], at(1));
        marks.back_up().unwrap();
        drop(marks);
        damage(&home.file().unwrap());

        let (mut marks, notice) = Marks::open(home.clone());
        let Some(Notice::Restored { aside, backup: Some(_) }) = &notice else { panic!("{what}: {notice:?}") };
        assert_eq!(aside.is_some(), set_aside, "{what}");
        assert!(aside.as_ref().is_none_or(|aside| aside.exists()), "{what}");
        assert_eq!(starred(&marks, "甲"), "甲", "{what}");
        assert_eq!(marks.record(&[star("乙")], at(2)).kept, Ok(()), "{what}");
        drop(marks);
        assert_eq!(starred(&open(folder.path()), "甲乙"), "甲乙", "{what}: it is in order from then on");
    }
}

#[test]
fn without_a_sound_backup_marks_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["marks.sqlite", "marks.backup.sqlite"] {
        fs::write(folder.path().join(name), "这不是数据库".repeat(500)).unwrap();
    }
    let (mut marks, notice) = Marks::open(Home::in_folder(folder.path()));
    assert!(matches!(notice, Some(Notice::Restored { aside: Some(_), backup: None })), "{notice:?}");
    assert_eq!(marks.record(&[star("甲")], at(1)).kept, Ok(()));
}

#[test]
fn where_nothing_can_be_written_marks_go_on_in_memory_and_return_to_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("data");
    fs::write(&blocked, "a file where a folder should be").unwrap();
    let (mut marks, notice) = Marks::open(Home::in_folder(&blocked));
    assert!(matches!(notice, Some(Notice::InMemory(Trouble::CannotOpen { .. }))), "{notice:?}");
    assert!(marks.record(&[star("甲")], at(1)).kept.is_err());
    marks.record(&[star("乙")], at(2));
    assert!(marks.undo(at(3)).kept.is_err());
    assert_eq!(starred(&marks, "甲乙"), "甲");

    fs::remove_file(&blocked).unwrap();
    assert_eq!(marks.record(&[star("丙")], at(4)).kept, Ok(()));
    assert_eq!(marks.trouble(), None);
    assert_eq!(starred(&open(&blocked), "甲乙丙"), "甲丙");
}

#[test]
fn a_file_of_a_later_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marks.sqlite");
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 1_000_000).unwrap();
    let before = fs::read(&path).unwrap();
    let (mut marks, notice) = Marks::open(Home::in_folder(folder.path()));
    assert!(matches!(notice, Some(Notice::InMemory(Trouble::TooNew { .. }))), "{notice:?}");
    assert!(marks.record(&[star("甲")], at(1)).kept.is_err());
    assert_eq!(starred(&marks, "甲"), "甲");
    assert!(fs::read(&path).unwrap() == before, "it is not touched");
}

#[test]
fn every_message_is_in_both_languages() {
    let path = || "marks.sqlite".into();
    let reason = || "why".to_owned();
    let troubles = [
        Trouble::NoFolder,
        Trouble::CannotOpen { path: path(), reason: reason() },
        Trouble::ReadOnly { path: path() },
        Trouble::DiskFull { path: path() },
        Trouble::Busy { path: path() },
        Trouble::TooNew { path: path() },
        Trouble::Damaged { path: path() },
        Trouble::Failed { path: path(), reason: reason() },
    ];
    let mut notices: Vec<Notice> = troubles.into_iter().map(Notice::InMemory).collect();
    for aside in [None, Some(path())] {
        for backup in [None, Some(path())] {
            notices.push(Notice::Restored { aside: aside.clone(), backup });
        }
    }
    let has_han = |text: &str| text.chars().any(|c| ('一'..='鿿').contains(&c));
    for notice in notices {
        assert!(has_han(&notice.describe(Language::Chinese)), "{notice:?}");
        assert!(!has_han(&notice.describe(Language::English)), "{notice:?}");
    }
}

#[test]
fn what_is_exported_comes_back_elsewhere_and_can_be_taken_back_at_one_stroke() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let article = story("河滩上的桥", BODY);
    let about = Key::of_story(&page(), &article);
    let position = TextPosition { part: Part::Block(0), byte: 39 };
    let passage = Passage::of(&article, TextPosition { byte: 0, ..position }, position);
    let note = Note { passage, quote: "清晨的河滩上雾还没有散去，".into(), words: "好".into() };
    let set = [Mark::Read(true), Mark::Starred(true), Mark::Tag("水利".into(), true), Mark::Note(note)];
    let mut marks = open(here.path());
    marks.record(&set.map(|mark| Change { about: about.clone(), mark }), at(10));
    let filter = Mark::Filter("家乡".into(), Some("henan".into()));
    marks.record(&[Change { about: Key::of_reader(), mark: filter }], at(11));
    marks.keep_place(&about, &Anchor::of(&article, position), at(12));
    marks.keep_session(r#"{"view":"list"}"#);
    marks.remember_query("桥", at(13));
    let document = marks.export();

    let mut other = open(there.path());
    let done = other.import(&document).unwrap();
    assert_eq!((done.changed.len(), done.kept), (5, Ok(())));
    assert_eq!(other.export(), document);
    assert_eq!(other.import(&document).unwrap().changed, [], "a second time adds nothing");
    other.undo(at(20));
    assert_eq!(other.look(&about).starred, None);
    assert!(other.recall().filters.is_empty());
}

#[test]
fn a_document_that_is_no_export_is_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut marks = open(folder.path());
    for document in ["", "[]", "{}", "{\"kanbao_state\": 1, \"stories\": 3}", "{\"kanbao_state\": 99}"] {
        assert!(marks.import(document).is_err(), "{document}");
    }
    assert_eq!(marks.depth(), (0, 0));
}
