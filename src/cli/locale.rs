//! Which language to speak: `--lang`, else the settings file, else the locale. Decided before the arguments are understood, because
//! the help and the complaints about them are already to be in it.

use std::ffi::OsString;

use crate::model::Language;

/// The language that the environment asks for.
pub(super) fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Language {
    locale_name(variable).and_then(|name| Language::from_locale(&name)).unwrap_or_default()
}

/// The locale for messages: the first of the three variables that is not empty, as POSIX says.
pub(super) fn locale_name(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty())
}

/// The value of the last `--lang` before `--`.
pub(super) fn asked_for(arguments: &[OsString]) -> Option<Language> {
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
    fn the_first_variable_that_is_set_decides() {
        let cases: [(&[(&str, &str)], Language); 5] = [
            (&[], Language::English),
            (&[("LANG", "zh_CN.UTF-8")], Language::Chinese),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")], Language::English),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")], Language::Chinese),
            (&[("LANG", "fr_FR"), ("LC_MESSAGES", "zh_TW")], Language::Chinese),
        ];
        for (variables, expected) in cases {
            let variable = |name: &str| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(of_environment(variable), expected, "{variables:?}");
        }
    }

    #[test]
    fn an_option_is_found_wherever_it_stands() {
        let cases: [(&[&str], Option<Language>); 4] = [
            (&["--lang", "zh"], Some(Language::Chinese)),
            (&["list", "--lang=en"], Some(Language::English)),
            (&["list", "page.txt"], None),
            (&["--", "--lang=zh"], None),
        ];
        for (arguments, expected) in cases {
            let arguments: Vec<OsString> =
                ["kanbao"].iter().chain(arguments).map(|argument| OsString::from(*argument)).collect();
            assert_eq!(asked_for(&arguments), expected, "{arguments:?}");
        }
    }
}
