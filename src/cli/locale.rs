//! Which language to speak: `--lang`, else the locale. Decided before the arguments are understood, because
//! the help and the complaints about them are already to be in it.

use std::ffi::OsString;

use crate::model::Language;

/// The language that the arguments or else the environment ask for.
pub(super) fn language(arguments: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Language {
    asked_for(arguments).or_else(|| Language::from_locale(&locale_name(variable)?)).unwrap_or_default()
}

/// The locale for messages: the first of the three variables that is not empty, as POSIX says.
pub(super) fn locale_name(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty())
}

/// The value of the last `--lang` before `--`.
fn asked_for(arguments: &[OsString]) -> Option<Language> {
    let words: Vec<&str> = arguments
        .iter()
        .skip(1)
        .map(|word| word.to_str().unwrap_or_default())
        .take_while(|word| *word != "--")
        .collect();
    let apart = words.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let together = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    apart.chain(together).filter_map(Language::from_locale).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_outweighs_the_locale() {
        let cases: [(&[&str], &[(&str, &str)], Language); 8] = [
            (&[], &[], Language::English),
            (&[], &[("LANG", "zh_CN.UTF-8")], Language::Chinese),
            (&[], &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")], Language::English),
            (&[], &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")], Language::Chinese),
            (&[], &[("LANG", "fr_FR"), ("LC_MESSAGES", "zh_TW")], Language::Chinese),
            (&["--lang", "zh"], &[("LANG", "en_US")], Language::Chinese),
            (&["list", "--lang=en"], &[("LANG", "zh_CN")], Language::English),
            (&["--", "--lang=zh"], &[], Language::English),
        ];
        for (arguments, variables, expected) in cases {
            let arguments: Vec<OsString> =
                std::iter::once("kanbao").chain(arguments.iter().copied()).map(OsString::from).collect();
            let variable = |name: &str| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(language(&arguments, variable), expected, "{arguments:?} {variables:?}");
        }
    }
}
