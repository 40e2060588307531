//! How near a reconstructed page comes to the truth: the figures of `kanbao eval`.
//!
//! The truth of a page is a JSON file that names for each story the raw lines of its parts. Lines are compared
//! by number, so wording and white space do not matter. The figures are those of the project's `score.py`:
//!
//! | figure | meaning |
//! | --- | --- |
//! | `story_f1` | B-cubed F1 of lines grouped into stories |
//! | `role_acc` | share of lines with the right role |
//! | `link_f1` | F1 of "line b is read right after line a" in the body of a story |
//! | `join_f1` | F1 of "line b goes on with the sentence of line a" |
//! | `headline`, `section`, `authors` … | share of stories where it is exactly right |
//! | `perfect` | share of stories with headline, byline, section and the whole body in order exactly right |

mod outline;

use std::collections::{BTreeMap, BTreeSet};

pub use self::outline::Outline;
use self::outline::{Role, Story};
use crate::model::Page;

/// Right, found and wanted: what an F1 is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Count {
    fn of<T: Ord>(found: &BTreeSet<T>, wanted: &BTreeSet<T>) -> Self {
        Self { right: found.intersection(wanted).count(), found: found.len(), wanted: wanted.len() }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }

    fn f1(self) -> f64 {
        if self.found == 0 && self.wanted == 0 {
            return 1.0;
        }
        2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

/// The figures of one page or, added up, of many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// Pages.
    pub pages: usize,
    /// Non-blank lines.
    pub lines: usize,
    /// Stories in the truth.
    pub stories: usize,
    /// Stories that the loader made.
    pub stories_found: usize,
    /// Lines without a home: must be 0.
    pub lost: usize,
    /// Lines with several: must be 0.
    pub duplicated: usize,
    /// Homes of lines that are blank or not there: must be 0.
    pub invented: usize,
    precision: f64,
    recall: f64,
    roles: usize,
    links: Count,
    joins: Count,
    provinces: Count,
    exact: [usize; EXACT.len()],
}

/// The figures that count stories where something is exactly right.
const EXACT: [&str; 8] =
    ["headline", "perfect", "authors", "dateline", "section", "province1", "truncated", "byline"];

/// What is wrong with one story of the truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// Its place in the truth, counted from 1.
    pub story: usize,
    /// The first line of its headline or text.
    pub line: u32,
    /// The figures that it fails; "not found" where no story of ours shares a line with it.
    pub wrong: Vec<&'static str>,
}

impl Figures {
    /// Adds the figures of other pages.
    pub fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.lines += other.lines;
        self.stories += other.stories;
        self.stories_found += other.stories_found;
        self.lost += other.lost;
        self.duplicated += other.duplicated;
        self.invented += other.invented;
        self.precision += other.precision;
        self.recall += other.recall;
        self.roles += other.roles;
        self.links.add(other.links);
        self.joins.add(other.joins);
        self.provinces.add(other.provinces);
        for (own, more) in self.exact.iter_mut().zip(other.exact) {
            *own += more;
        }
    }

    /// Every share by name, 0..=1.
    pub fn shares(&self) -> Vec<(&'static str, f64)> {
        let lines = self.lines.max(1) as f64;
        let (precision, recall) = (self.precision / lines, self.recall / lines);
        let story_f1 =
            if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        let mut shares = vec![
            ("story_f1", story_f1),
            ("role_acc", self.roles as f64 / lines),
            ("link_f1", self.links.f1()),
            ("join_f1", self.joins.f1()),
        ];
        let stories = self.stories.max(1) as f64;
        shares.extend(EXACT.iter().zip(self.exact).map(|(name, count)| (*name, count as f64 / stories)));
        shares.push(("provinces", self.provinces.f1()));
        shares
    }

    /// One share by name.
    pub fn share(&self, name: &str) -> Option<f64> {
        self.shares().into_iter().find(|(own, _)| *own == name).map(|(_, share)| share)
    }
}

/// Compares a page with the truth. `text_lines` are the numbers of the lines that are not blank.
pub fn compare(truth: &Outline, found: &Outline, text_lines: &BTreeSet<u32>) -> (Figures, Vec<Miss>) {
    let (truth_homes, _) = truth.homes();
    let (found_homes, duplicated) = found.homes();
    let mut figures = Figures {
        pages: 1,
        lines: text_lines.len(),
        stories: truth.stories.len(),
        stories_found: found.stories.len(),
        lost: text_lines.iter().filter(|line| !found_homes.contains_key(line)).count(),
        duplicated,
        invented: found_homes.keys().filter(|line| !text_lines.contains(line)).count(),
        ..Figures::default()
    };
    let (truth_groups, found_groups) = (groups(&truth_homes), groups(&found_homes));
    for line in text_lines {
        let alone = BTreeSet::from([*line]);
        let wanted = group_of(&truth_homes, &truth_groups, *line).unwrap_or(&alone);
        let got = group_of(&found_homes, &found_groups, *line).unwrap_or(&alone);
        let both = wanted.intersection(got).count() as f64;
        figures.precision += both / got.len() as f64;
        figures.recall += both / wanted.len() as f64;
        if let (Some(wanted), Some(got)) = (truth_homes.get(line), found_homes.get(line)) {
            figures.roles += usize::from(wanted.1 == got.1);
        }
    }
    let (truth_links, truth_joins) = links(&truth.stories);
    let (found_links, found_joins) = links(&found.stories);
    figures.links = Count::of(&found_links, &truth_links);
    figures.joins = Count::of(&found_joins, &truth_joins);
    let misses = compare_stories(truth, found, &mut figures);
    (figures, misses)
}

fn groups(homes: &BTreeMap<u32, (Option<usize>, Role)>) -> BTreeMap<usize, BTreeSet<u32>> {
    let mut groups: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    for (line, (story, _)) in homes {
        if let Some(story) = story {
            groups.entry(*story).or_default().insert(*line);
        }
    }
    groups
}

fn group_of<'a>(
    homes: &BTreeMap<u32, (Option<usize>, Role)>,
    groups: &'a BTreeMap<usize, BTreeSet<u32>>,
    line: u32,
) -> Option<&'a BTreeSet<u32>> {
    groups.get(&homes.get(&line)?.0?)
}

pub(crate) type Pairs = BTreeSet<(u32, u32)>;

fn links(stories: &[Story]) -> (Pairs, Pairs) {
    let mut links = Pairs::new();
    let mut joins = Pairs::new();
    for story in stories {
        let order: Vec<u32> = story.body.iter().flat_map(|(_, lines)| lines.iter().copied()).collect();
        links.extend(order.iter().copied().zip(order.iter().skip(1).copied()));
        for (_, lines) in &story.body {
            joins.extend(lines.iter().copied().zip(lines.iter().skip(1).copied()));
        }
    }
    (links, joins)
}

fn compare_stories(truth: &Outline, found: &Outline, figures: &mut Figures) -> Vec<Miss> {
    let core = |story: &Story| -> BTreeSet<u32> {
        let body = story.body.iter().flat_map(|(_, lines)| lines.iter());
        body.chain(&story.headline).copied().collect()
    };
    let mut misses = Vec::new();
    for (index, wanted) in truth.stories.iter().enumerate() {
        let wanted_core = core(wanted);
        let line = wanted.headline.iter().chain(&wanted_core).min().copied().unwrap_or(0);
        let mut best: Option<(usize, &Story)> = None;
        for story in &found.stories {
            let shared = core(story).intersection(&wanted_core).count();
            if shared > 0 && best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, story));
            }
        }
        let Some((_, got)) = best else {
            figures.provinces.wanted += wanted.provinces.iter().collect::<BTreeSet<_>>().len();
            misses.push(Miss { story: index + 1, line, wrong: vec!["not found"] });
            continue;
        };
        let sorted = |names: &[String]| {
            let mut names = names.to_vec();
            names.sort();
            names
        };
        let headline = got.headline == wanted.headline;
        let section = got.section == wanted.section;
        let byline = got.byline == wanted.byline;
        let right = [
            headline,
            headline && section && byline && got.body == wanted.body,
            sorted(&got.authors) == sorted(&wanted.authors),
            got.dateline == wanted.dateline,
            section,
            got.provinces.first() == wanted.provinces.first(),
            got.truncated == wanted.truncated,
            byline,
        ];
        for (count, right) in figures.exact.iter_mut().zip(right) {
            *count += usize::from(right);
        }
        figures.provinces.add(Count::of(
            &got.provinces.iter().collect::<BTreeSet<_>>(),
            &wanted.provinces.iter().collect::<BTreeSet<_>>(),
        ));
        let wrong: Vec<&'static str> =
            EXACT.iter().zip(right).filter(|(_, right)| !right).map(|(name, _)| *name).collect();
        if !wrong.is_empty() {
            misses.push(Miss { story: index + 1, line, wrong });
        }
    }
    misses
}

/// The numbers of the lines of a page that are not blank.
pub fn text_lines(page: &Page) -> BTreeSet<u32> {
    page.lines.iter().map(|line| line.number.0).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use serde_json::json;

    fn outline(truth: &Value) -> Outline {
        Outline::of_truth(truth).expect("a truth")
    }

    #[test]
    fn a_page_like_its_truth_is_perfect() {
        let truth = outline(
            &json!({"articles": [{"headline": [1], "blocks": [{"kind": "paragraph", "lines": [2, 3]}]}], "furniture": [4]}),
        );
        let (figures, misses) = compare(&truth, &truth, &BTreeSet::from([1, 2, 3, 4]));
        assert!(misses.is_empty());
        for (name, share) in figures.shares() {
            assert!((share - 1.0).abs() < 1e-9, "{name}");
        }
    }

    #[test]
    fn a_missed_join_and_a_lost_line_are_counted() {
        let truth = outline(
            &json!({"articles": [{"headline": [1], "blocks": [{"kind": "paragraph", "lines": [2, 3]}]}]}),
        );
        let found = outline(
            &json!({"articles": [{"headline": [1], "blocks": [{"kind": "paragraph", "lines": [2]}]}]}),
        );
        let (figures, misses) = compare(&truth, &found, &BTreeSet::from([1, 2, 3]));
        assert_eq!((figures.lost, figures.duplicated), (1, 0));
        assert_eq!(figures.share("join_f1"), Some(0.0));
        assert_eq!(misses, [Miss { story: 1, line: 1, wrong: vec!["perfect"] }]);
    }
}
