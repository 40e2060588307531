//! RIS, the oldest common form of reference managers: two letters, two blanks, a dash, a blank, a value.

use super::Story;

pub(super) fn write(stories: &[Story]) -> String {
    stories.iter().map(story).collect()
}

fn story(story: &Story) -> String {
    let mut fields: Vec<(&str, String)> = vec![("TY", "NEWS".to_owned()), ("ID", story.plain_id())];
    fields.extend(story.authors.iter().map(|author| ("AU", author.clone())));
    fields.push(("TI", story.title.clone()));
    fields.extend(story.publication.iter().map(|name| ("T2", name.clone())));
    if let Some(date) = story.date {
        fields.push(("PY", date.year().to_string()));
        fields.push(("DA", date.strftime("%Y/%m/%d").to_string()));
    }
    fields.extend(story.page_number.map(|number| ("SP", number.to_string())));
    fields.extend(story.section.iter().map(|section| ("SE", section.clone())));
    fields.extend(story.provinces.iter().map(|province| ("KW", (*province).to_owned())));
    fields.push(("LA", "zh-CN".to_owned()));
    fields.push(("ER", String::new()));
    // Values are in one line already, so that none can begin a field.
    fields.iter().map(|(name, value)| format!("{name}  - {value}\r\n")).collect::<String>() + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_a_record_of_a_newspaper() {
        let expected = "TY  - NEWS\r\nID  - kb9f31c0ffee12\r\nAU  - 林一舟\r\nAU  - 何田\r\nTI  - 桥通了，路近了\r\n\
            T2  - 春江日报\r\nPY  - 2024\r\nDA  - 2024/05/06\r\nSP  - 3\r\nSE  - 地方动态\r\nKW  - 河南\r\n\
            LA  - zh-CN\r\nER  - \r\n\r\n";
        assert_eq!(write(&[super::super::tests::story()]), expected);
    }

    #[test]
    fn a_text_cannot_end_the_record() {
        let record = write(&[super::super::tests::story_of("甲\r\nER  - \r\nTY  - BOOK")]);
        assert_eq!(record.lines().filter(|line| line.starts_with("ER")).count(), 1, "{record}");
    }
}
