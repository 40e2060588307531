//! Puts changed settings into the text of a settings file; everything else in it stays as its owner wrote it.

use toml_edit::{DocumentMut, Item, TomlError};

/// The text with these values, written as in the file, in place of those that it has.
pub fn with_changes(text: &str, changes: &[(String, String)]) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    for (key, value) in changes {
        let new: Item = Item::Value(value.parse()?);
        match document.get_mut(key).and_then(Item::as_value_mut) {
            // What stands beside the value (blanks, a comment) is its owner's.
            Some(old) => {
                let decor = old.decor().clone();
                if let Item::Value(new) = new {
                    *old = new;
                    *old.decor_mut() = decor;
                }
            }
            None => drop(document.insert(key, new)),
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, changes: &[(&str, &str)]) -> String {
        let changes: Vec<(String, String)> =
            changes.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        with_changes(text, &changes).unwrap()
    }

    #[test]
    fn only_what_was_changed_is_written() {
        let text = "# mine\nmeasure = 30 # narrow\n\n[keys]\nquit = \"Q\"\n";
        let expected = "# mine\nmeasure = 44 # narrow\ntheme = \"nord\"\n\n[keys]\nquit = \"Q\"\n";
        assert_eq!(changed(text, &[("measure", "44"), ("theme", "\"nord\"")]), expected);
        assert_eq!(changed("", &[("mouse", "false")]), "mouse = false\n");
        assert_eq!(changed(text, &[]), text);
    }

    #[test]
    fn the_commented_default_takes_changes() {
        let text = changed(crate::assets::DEFAULT_SETTINGS, &[("theme", "\"nord\"")]);
        let mut settings = crate::app::settings::Settings::default();
        settings.lay_over(std::path::Path::new("x"), &text).unwrap();
        assert_eq!(settings.theme, "nord");
    }
}
