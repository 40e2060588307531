//! Every file of `assets/` and of `src/store/schema`, by name: the only place that embeds files.

/// The sample edition: the pages of a paper of our own, opened when no path is given.
///
/// Each page is a name, as a path would be, and its text. The pages were written for this program and then torn the
/// way real pages are torn, so that they serve as the tour and as test data (`tests/corpus` holds their truth).
pub fn sample_pages() -> &'static [(&'static str, &'static str)] {
    &[
        ("样报/2026-11-22/01.txt", include_str!("../assets/sample/01.txt")),
        ("样报/2026-11-22/02.txt", include_str!("../assets/sample/02.txt")),
        ("样报/2026-11-22/03.txt", include_str!("../assets/sample/03.txt")),
        ("样报/2026-11-22/04.txt", include_str!("../assets/sample/04.txt")),
        ("样报/2026-11-22/05.txt", include_str!("../assets/sample/05.txt")),
        ("样报/2026-11-22/06.txt", include_str!("../assets/sample/06.txt")),
    ]
}

/// The steps by which the store of marks came to its present form, the first first; see `src/store/schema`.
pub static SCHEMA_STEPS: &[&str] = &[include_str!("store/schema/0001-marks.sql")];

/// Which character stands for which when texts are compared; see `assets/fold/build.py`.
pub static FOLD: &[u8] = include_bytes!("../assets/fold/fold.bin");

/// The readings of characters; see `assets/pinyin/build.py`.
pub static PINYIN: &[u8] = include_bytes!("../assets/pinyin/pinyin.bin");

/// The readings of characters with their tones; see `assets/pinyin/build_tones.py`.
pub static TONES: &[u8] = include_bytes!("../assets/pinyin/tones.bin");

/// Place names with a reading that their characters alone do not tell, and their spellings in other languages.
pub static PLACE_SPELLINGS: &str = include_str!("../assets/pinyin/places.tsv");

/// Known section labels, one a row: `section` or `series` and the label.
pub const SECTIONS: &str = include_str!("../assets/sections.txt");

/// Words and kinds of words for the seam scorer: see docs/LANGUAGE-DATA.md.
pub static LEXICON: &[u8] = include_bytes!("../assets/language/lexicon.bin");

/// The weights of the loader's judgements: see docs/RECONSTRUCTION.md.
pub const WEIGHTS: &str = include_str!("../assets/language/weights.txt");

/// The commented settings file with the built-in values.
pub static DEFAULT_SETTINGS: &str = include_str!("../assets/config.toml");

/// The themes by name, in the order in which they are offered.
pub static THEMES: &[(&str, &str)] = &[
    ("paper", include_str!("../assets/themes/paper.toml")),
    ("ink", include_str!("../assets/themes/ink.toml")),
    ("solarized-light", include_str!("../assets/themes/solarized-light.toml")),
    ("solarized-dark", include_str!("../assets/themes/solarized-dark.toml")),
    ("gruvbox", include_str!("../assets/themes/gruvbox.toml")),
    ("nord", include_str!("../assets/themes/nord.toml")),
    ("high-contrast", include_str!("../assets/themes/high-contrast.toml")),
    ("terminal", include_str!("../assets/themes/terminal.toml")),
    ("mono", include_str!("../assets/themes/mono.toml")),
];

/// The most common characters, sorted by code point; see `assets/common/build.py`.
pub static COMMON: &str = include_str!("../assets/common/common.txt");

/// Place names with their divisions; see `assets/gazetteer/build.py`.
pub static PLACES: &[u8] = include_bytes!("../assets/gazetteer/places.bin");

/// A step in which every part of a table that the system brings in by itself is met.
const STEP: usize = 4096;

/// Has the system bring the large tables of the loader into memory, so that whoever looks something up in them, here
/// and there, need not wait for it at each place. Worth while on a thread that has nothing else to do.
pub fn bring_in() {
    for table in [LEXICON, PLACES, FOLD] {
        std::hint::black_box(table.iter().step_by(STEP).fold(0, |sum: u8, byte| sum.wrapping_add(*byte)));
    }
}
