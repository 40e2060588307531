//! A citation by GB/T 7714-2015, newspaper article: 作者. 题名[N]. 报名, 年-月-日(版次).

use super::Story;

/// More authors than these are 等 (8.1.2 of the standard).
const MOST_AUTHORS: usize = 3;

pub(super) fn write(stories: &[Story]) -> String {
    stories.iter().map(|story| cite(story) + "\n").collect()
}

/// The citation of one story. What is not known is left out.
pub(super) fn cite(story: &Story) -> String {
    let mut authors = story.authors.iter().take(MOST_AUTHORS).cloned().collect::<Vec<_>>().join(", ");
    if story.authors.len() > MOST_AUTHORS {
        authors.push_str(", 等");
    }
    if !authors.is_empty() {
        authors.push_str(". ");
    }
    let number = story.page_number.map(|number| format!("({number})")).unwrap_or_default();
    let issue = story.date.map(|date| date.to_string()).unwrap_or_default() + &number;
    let source: Vec<String> =
        story.publication.iter().cloned().chain((!issue.is_empty()).then_some(issue)).collect();
    let source = source.join(", ");
    let end = if source.is_empty() { String::new() } else { format!(" {source}.") };
    format!("{authors}{}[N].{end}", story.title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_cited() {
        let whole = super::super::tests::story();
        let many = ["甲", "乙", "丙", "丁"].map(str::to_owned).to_vec();
        let cases = [
            (whole.clone(), "林一舟, 何田. 桥通了，路近了[N]. 春江日报, 2024-05-06(3)."),
            (
                Story { authors: many, ..whole.clone() },
                "甲, 乙, 丙, 等. 桥通了，路近了[N]. 春江日报, 2024-05-06(3).",
            ),
            (Story { authors: Vec::new(), ..whole.clone() }, "桥通了，路近了[N]. 春江日报, 2024-05-06(3)."),
            (
                Story { page_number: None, ..whole.clone() },
                "林一舟, 何田. 桥通了，路近了[N]. 春江日报, 2024-05-06.",
            ),
            (Story { date: None, ..whole.clone() }, "林一舟, 何田. 桥通了，路近了[N]. 春江日报, (3)."),
            (
                Story { publication: None, date: None, page_number: None, ..whole },
                "林一舟, 何田. 桥通了，路近了[N].",
            ),
        ];
        for (story, expected) in cases {
            assert_eq!(cite(&story), expected);
        }
    }
}
