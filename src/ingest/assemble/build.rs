//! Stories → articles: text, sections, pictures, quotes, in the order of the page.

use super::Problem;
use super::common::Searched;
use super::outline::{Head, Outline, Picture};
use super::seams::Joined;
use super::stories::Story;
use super::topic::Topics;
use crate::ingest::label::credit_start;
use crate::ingest::label::{Jump, jump_of_line, leading_jump, page_of_jump, trailing_jump};
use crate::model::article::join_texts;
use crate::model::{
    Article, Block, BlockKind, Continuation, Figure, Fragment, Furniture, FurnitureKind, Heading, Page,
    PullQuote, Unplaced,
};

/// Writes the stories into the page.
pub(crate) fn articles(
    problem: &Problem<'_>,
    outline: &Outline,
    joined: &Joined,
    topics: &Topics,
    mut stories: Vec<Story>,
    page: &mut Page,
) {
    stories.sort_by_key(|story| first_line(outline, story));
    let story_of = stories_of_units(outline, &stories);
    let builder = Builder { problem, outline, joined, story_of };
    let mut articles: Vec<Article> = stories.iter().map(|story| builder.article(page, story)).collect();
    let sections = super::sections::of_stories(problem, outline, joined, &stories);
    for ((article, story), section) in articles.iter_mut().zip(&stories).zip(sections) {
        if let Some(line) = series_of(outline, story).or(section) {
            article.section = Some(builder.raw(page, line).trim().to_owned());
            article.section_line = Some(problem.text.number(line));
        }
    }
    builder.place_pictures(page, topics, &stories, &mut articles);
    builder.place_quotes(page, topics, &stories, &mut articles);
    builder.place_closing_bylines(page, &mut articles);
    builder.place_jumps(&mut articles, page);
    builder.keep_unclaimed_heads(page, &stories);
    for &(line, kind) in &outline.furniture {
        let text = builder.raw(page, line).trim().to_owned();
        page.furniture.push(Furniture { line: problem.text.number(line), text, kind });
    }
    page.furniture.sort_by_key(|item| item.line);
    page.articles = articles;
}

fn stories_of_units(outline: &Outline, stories: &[Story]) -> Vec<Option<usize>> {
    let mut story_of = vec![None; outline.units.len()];
    for (index, story) in stories.iter().enumerate() {
        for &unit in &story.units {
            story_of[unit] = Some(index);
        }
    }
    story_of
}

fn series_of(outline: &Outline, story: &Story) -> Option<usize> {
    [story.head, story.far_head].into_iter().flatten().find_map(|head| outline.heads[head].series)
}

/// The first line of a story on the page: its head's or its text's.
fn first_line(outline: &Outline, story: &Story) -> usize {
    let head = [story.head, story.far_head]
        .into_iter()
        .flatten()
        .flat_map(|head| [&outline.heads[head].kicker, &outline.heads[head].headline])
        .flatten()
        .copied()
        .min();
    head.or_else(|| story.units.first().and_then(|&unit| outline.units[unit].lines.first()).copied())
        .unwrap_or(0)
}

/// On pages larger than this captions and quotes are placed by the order of the file alone.
const MOST_CHARACTERS: usize = 25_000;

struct Builder<'a> {
    problem: &'a Problem<'a>,
    outline: &'a Outline,
    joined: &'a Joined,
    /// The story that has each unit.
    story_of: Vec<Option<usize>>,
}

impl Builder<'_> {
    /// The raw text of a line.
    fn raw<'p>(&self, page: &'p Page, line: usize) -> &'p str {
        let _ = self;
        page.lines.get(line).map_or("", |raw| raw.text.as_str())
    }

    fn heading(&self, page: &Page, lines: &[usize]) -> Option<Heading> {
        if lines.is_empty() {
            return None;
        }
        let text = join_texts(lines.iter().map(|&line| self.raw(page, line).trim()));
        Some(Heading { text, lines: lines.iter().map(|&line| self.problem.text.number(line)).collect() })
    }

    fn article(&self, page: &Page, story: &Story) -> Article {
        let empty = Head::default();
        let near = story.head.map_or(&empty, |head| &self.outline.heads[head]);
        let far = story.far_head.map_or(&empty, |head| &self.outline.heads[head]);
        let part = |of: fn(&Head) -> &Vec<usize>| {
            let lines: Vec<usize> = of(far).iter().chain(of(near)).copied().collect();
            self.heading(page, &lines)
        };
        let byline: Vec<usize> = near.byline.iter().chain(&far.byline).copied().collect();
        Article {
            kicker: part(|head| &head.kicker),
            headline: part(|head| &head.headline),
            subtitle: part(|head| &head.subtitle),
            byline: self.byline(page, &byline),
            blocks: self.blocks(page, story),
            truncated: story.truncated,
            continued_from: self.continued_from(page, story, near.jump.or(far.jump)),
            continued_on: self.continued_on(page, story),
            head_confidence: story.head_confidence,
            ..Article::default()
        }
    }

    /// A byline of two lines keeps a blank between them.
    fn byline(&self, page: &Page, lines: &[usize]) -> Option<Heading> {
        let mut heading = self.heading(page, lines)?;
        let texts: Vec<&str> = lines.iter().map(|&line| self.raw(page, line).trim()).collect();
        heading.text = texts.join(" ");
        Some(heading)
    }

    /// The lines of a unit.
    fn fragments(&self, page: &Page, unit: usize) -> Vec<Fragment> {
        let unit = &self.outline.units[unit];
        let line =
            |&line: &usize| Fragment::whole(self.problem.text.number(line), self.raw(page, line).trim());
        let mut fragments: Vec<Fragment> = unit.lines.iter().map(line).collect();
        if let Some(first) = fragments.first_mut() {
            first.torn.start = unit.begins_torn;
        }
        if let Some(last) = fragments.last_mut() {
            last.torn.end = unit.torn && !unit.whole;
        }
        fragments
    }

    fn blocks(&self, page: &Page, story: &Story) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut before = None;
        for (&unit, &confidence) in story.units.iter().zip(&story.confidence) {
            let reads_on = before.is_some_and(|before: usize| self.joined.next[before] == Some(unit));
            let join = before.filter(|_| reads_on).map_or(1.0, |before| self.joined.confidence[before]);
            let fragments = self.fragments(page, unit);
            match blocks.last_mut() {
                Some(block) if reads_on => {
                    block.confidence = block.confidence.min(join);
                    block.fragments.extend(
                        fragments.into_iter().map(|fragment| Fragment { join_confidence: join, ..fragment }),
                    );
                }
                _ => {
                    let kind = if self.outline.units[unit].subhead {
                        BlockKind::Subhead
                    } else {
                        BlockKind::Paragraph
                    };
                    blocks.push(Block { kind, fragments, confidence });
                }
            }
            before = Some(unit);
        }
        blocks
    }

    fn continued_from(&self, page: &Page, story: &Story, jump: Option<usize>) -> Option<Continuation> {
        let text = self.problem.text;
        if let Some(line) = jump {
            return Some(Continuation {
                text: self.raw(page, line).trim().to_owned(),
                page: page_of_jump(text.line(line)),
                line: Some(text.number(line)),
            });
        }
        let line = *self.outline.units.get(*story.units.first()?)?.lines.first()?;
        let end = leading_jump(text.line(line))?;
        let jump = &text.line(line)[..end];
        Some(Continuation {
            text: jump.iter().collect(),
            page: page_of_jump(jump),
            line: Some(text.number(line)),
        })
    }

    fn continued_on(&self, _page: &Page, story: &Story) -> Option<Continuation> {
        let text = self.problem.text;
        let line = *self.outline.units.get(*story.units.last()?)?.lines.first()?;
        let start = trailing_jump(text.line(line))?;
        let jump = &text.line(line)[start..];
        Some(Continuation {
            text: jump.iter().collect(),
            page: page_of_jump(jump),
            line: Some(text.number(line)),
        })
    }

    /// The stories before and after a place in the file.
    fn neighbours(&self, after: usize) -> (Option<usize>, Option<usize>) {
        let story_of = |unit: usize| self.story_of.get(unit).copied().flatten();
        (after.checked_sub(1).and_then(story_of), story_of(after))
    }

    fn place_pictures(&self, page: &mut Page, topics: &Topics, stories: &[Story], articles: &mut [Article]) {
        for picture in &self.outline.pictures {
            let place = self.story_of_picture(topics, stories, picture);
            let caption_line = picture.caption.first().copied();
            let caption = self.heading(page, &picture.caption).unwrap_or_default();
            let mut figure = Figure { caption, credit: self.heading(page, &picture.credit) };
            if let Some(line) = caption_line
                && picture.credit.is_empty()
            {
                self.split_credit(page, line, &mut figure);
            }
            let Some(article) = place.and_then(|place| articles.get_mut(place)) else {
                for &line in picture.caption.iter().chain(&picture.credit) {
                    page.unplaced.push(Unplaced {
                        line: self.problem.text.number(line),
                        text: self.raw(page, line).trim().to_owned(),
                    });
                }
                continue;
            };
            article.figures.push(figure);
        }
    }

    /// A credit in the caption's own line is told apart in the text, not in the lines.
    fn split_credit(&self, page: &Page, line: usize, figure: &mut Figure) {
        let Some(at) = credit_start(self.problem.text.line(line)) else { return };
        let credit: String = self.problem.text.line(line)[at..].iter().collect();
        let raw = self.raw(page, line).trim();
        let plain = credit.trim_end_matches('。');
        if let Some(byte) = raw.rfind(plain) {
            raw.split_at(byte).0.trim_end().clone_into(&mut figure.caption.text);
            figure.credit = Some(Heading { text: plain.to_owned(), lines: Vec::new() });
        }
    }

    /// The story of a picture: the one whose torn text it stands in, else the neighbour that names its things.
    fn story_of_picture(&self, topics: &Topics, stories: &[Story], picture: &Picture) -> Option<usize> {
        let (above, below) = self.neighbours(picture.after);
        if above == below {
            return above.or(below);
        }
        let shares =
            |story: Option<usize>| story.map_or(-1.0, |story| self.shared(topics, &stories[story], picture));
        // A picture below the head of a story and above its text stands inside that story.
        let inside_head = below.is_some_and(|below| {
            stories[below].head.is_some_and(|head| {
                self.outline.heads[head].unit == Some(picture.after) && head < picture.heads_before
            })
        });
        let bonus = 1.2;
        let (up, down) = (shares(above), shares(below));
        let (up, down) = if inside_head { (up, down + bonus) } else { (up + bonus, down) };
        let best_near = if up >= down { (above, up) } else { (below, down) };
        let far = (0..stories.len())
            .filter(|&story| Some(story) != above && Some(story) != below)
            .map(|story| (story, self.shared(topics, &stories[story], picture)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        match far {
            Some((story, score)) if score > best_near.1 + 3.0 => Some(story),
            _ => best_near.0.or(above).or(below),
        }
    }

    /// The longest run of characters of a caption that a story has too, in steps of two characters.
    fn shared(&self, _topics: &Topics, story: &Story, picture: &Picture) -> f32 {
        let mut longest = 0;
        if self.problem.text.character_count() > MOST_CHARACTERS {
            return 0.0;
        }
        for &line in &picture.caption {
            let caption = Searched::new(self.problem.text.line(line));
            for &unit in &story.units {
                for &source in &self.outline.units[unit].lines {
                    longest = caption.longest_in(self.problem.text.line(source), longest);
                }
            }
        }
        longest as f32 * 0.5
    }

    fn place_quotes(&self, page: &mut Page, topics: &Topics, stories: &[Story], articles: &mut [Article]) {
        for quote in &self.outline.quotes {
            let picture = Picture { caption: vec![quote.line], after: quote.after, ..Picture::default() };
            let best = (0..stories.len())
                .map(|story| (story, self.shared(topics, &stories[story], &picture)))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            match best.and_then(|(story, _)| articles.get_mut(story)) {
                Some(article) => {
                    article
                        .pull_quotes
                        .extend(self.heading(page, &[quote.line]).map(|quote| PullQuote { quote }));
                }
                None => page.unplaced.push(Unplaced {
                    line: self.problem.text.number(quote.line),
                    text: self.raw(page, quote.line).trim().to_owned(),
                }),
            }
        }
    }

    fn place_closing_bylines(&self, page: &mut Page, articles: &mut [Article]) {
        for spot in &self.outline.closing_bylines {
            let (above, _) = self.neighbours(spot.after);
            let Some(heading) = self.heading(page, &[spot.line]) else { continue };
            match above.and_then(|above| articles.get_mut(above)) {
                Some(article) => match &mut article.byline {
                    Some(byline) => {
                        byline.text = format!("{} {}", byline.text, heading.text);
                        byline.lines.extend(heading.lines);
                    }
                    byline => *byline = Some(heading),
                },
                None => page.unplaced.push(Unplaced { line: heading.lines[0], text: heading.text }),
            }
        }
    }

    fn place_jumps(&self, articles: &mut [Article], page: &Page) {
        for spot in &self.outline.jumps_to {
            let line = self.problem.text.line(spot.line);
            if jump_of_line(line) != Some(Jump::To) {
                continue;
            }
            let (above, _) = self.neighbours(spot.after);
            if let Some(article) = above.and_then(|above| articles.get_mut(above)) {
                article.continued_on = Some(Continuation {
                    text: self.raw(page, spot.line).trim().to_owned(),
                    page: page_of_jump(line),
                    line: Some(self.problem.text.number(spot.line)),
                });
            }
        }
        for spot in &self.outline.sections {
            debug_assert!(self.outline.furniture.contains(&(spot.line, FurnitureKind::SectionLabel)));
        }
    }

    /// Heads that no story has: their lines are kept as unplaced.
    fn keep_unclaimed_heads(&self, page: &mut Page, stories: &[Story]) {
        let mut claimed = vec![false; self.outline.heads.len()];
        for head in stories.iter().flat_map(|story| [story.head, story.far_head]).flatten() {
            claimed[head] = true;
        }
        for (head, _) in self.outline.heads.iter().zip(claimed).filter(|(_, claimed)| !claimed) {
            for &line in head.kicker.iter().chain(&head.headline).chain(&head.subtitle).chain(&head.byline) {
                page.unplaced.push(Unplaced {
                    line: self.problem.text.number(line),
                    text: self.raw(page, line).trim().to_owned(),
                });
            }
        }
    }
}
