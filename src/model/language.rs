//! The two languages that kanbao speaks. Words themselves live beside what they name.

/// The language of everything that kanbao itself says. Newspaper text is never translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    #[default]
    English,
}

impl Language {
    /// Picks the Chinese or the English one of two wordings.
    pub const fn pick(self, chinese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    /// The language of a locale name or a `--lang` value: `zh`, `zh_CN.UTF-8`, `en` …; `None` if it is neither.
    pub fn from_locale(locale: &str) -> Option<Self> {
        let tag = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match tag.to_ascii_lowercase().as_str() {
            "zh" | "cn" => Some(Self::Chinese),
            "en" | "c" | "posix" => Some(Self::English),
            _ => None,
        }
    }
}
