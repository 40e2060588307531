//! BibTeX. A newspaper has no type of its own there: an article with `entrysubtype = {newspaper}`, as biblatex knows it.

use super::Story;

pub(super) fn write(stories: &[Story]) -> String {
    stories.iter().map(story).collect::<Vec<_>>().join("\n")
}

fn story(story: &Story) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    // Each name in braces of its own: it is one piece, whatever stands in it.
    let authors: Vec<String> = story.authors.iter().map(|author| format!("{{{}}}", escape(author))).collect();
    if !authors.is_empty() {
        fields.push(("author", authors.join(" and ")));
    }
    fields.push(("title", format!("{{{}}}", escape(&story.title))));
    fields.extend(story.publication.iter().map(|name| ("journal", escape(name))));
    if let Some(date) = story.date {
        fields.push(("date", date.to_string()));
        fields.push(("year", date.year().to_string()));
        fields.push(("month", date.month().to_string()));
        fields.push(("day", date.day().to_string()));
    }
    fields.extend(story.page_number.map(|number| ("pages", number.to_string())));
    fields.push(("entrysubtype", "newspaper".to_owned()));
    fields.push(("langid", "chinese".to_owned()));
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@article{{{},\n{fields}}}\n", story.plain_id())
}

/// Lets no character mean anything to TeX. Braces must be in pairs, so they are written by name.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_an_article_of_a_newspaper() {
        let expected = "@article{kb9f31c0ffee12,\n  author = {{林一舟} and {何田}},\n  title = {{桥通了，路近了}},\n  \
            journal = {春江日报},\n  date = {2024-05-06},\n  year = {2024},\n  month = {5},\n  day = {6},\n  \
            pages = {3},\n  entrysubtype = {newspaper},\n  langid = {chinese},\n}\n";
        assert_eq!(write(&[super::super::tests::story()]), expected);
    }

    #[test]
    fn no_character_means_anything_to_tex() {
        let cases = [
            ("增长50%&更多", "增长50\\%\\&更多"),
            ("}, note = {x", "\\textbraceright{}, note = \\textbraceleft{}x"),
            ("\\input{a}", "\\textbackslash{}input\\textbraceleft{}a\\textbraceright{}"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected);
        }
    }
}
