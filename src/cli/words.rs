//! A wording in both languages, kept beside what it names.

use crate::model::Language;

/// One wording in Chinese and English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    chinese: &'static str,
    english: &'static str,
}

/// A wording in both languages.
pub(crate) const fn words(chinese: &'static str, english: &'static str) -> Words {
    Words { chinese, english }
}

impl Words {
    /// The wording in this language.
    pub(crate) const fn to(self, language: Language) -> &'static str {
        language.pick(self.chinese, self.english)
    }
}
