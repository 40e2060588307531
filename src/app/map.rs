//! The province lens: the 34 divisions as tiles where a person looks for them, with the articles of each.
//!
//! It counts what the present filter leaves, but for the choice of provinces itself: what an article is about, and
//! what it only mentions. Which tile lies where is a table here; how tiles look is told by `view/map.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::field::Field;
use super::list::List;
use super::state::State;
use crate::ingest::{PlaceRank, place_rank};
use crate::model::{Article, PlaceMention, Province};
use crate::query::{self, EntryId, PlaceSense, Selection, provinces_named};

/// Tiles from west to east.
pub const COLUMNS: u16 = 8;
/// Tiles from north to south.
pub const ROWS: u16 = 8;

/// The open map.
#[derive(Debug, Clone)]
pub struct Map {
    /// What is typed to find a province.
    pub field: Field,
    /// The province under the cursor.
    pub cursor: Province,
    /// What Esc brings back.
    pub before: (Selection, List),
    /// How many articles there are, and where.
    pub tally: Tally,
    /// The cities and counties of the province under the cursor, most first.
    pub places: Vec<(String, usize)>,
    /// The first row in view where the map is a list.
    pub top: usize,
}

/// The articles of each division under every filter but the choice of provinces.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// The articles that are counted.
    pool: Vec<EntryId>,
    /// What articles are about.
    about: Vec<usize>,
    /// What they name, the above included.
    mentioned: Vec<usize>,
    /// Articles about no province.
    pub nowhere: usize,
}

/// Where an arrow key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the west.
    Left,
    /// To the east.
    Right,
    /// To the north.
    Up,
    /// To the south.
    Down,
}

/// How many articles a tile stands for, in five steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shade(pub u8);

impl Map {
    /// The map of what the present filter leaves, with the cursor on a chosen province or the fullest.
    pub fn open(state: &State) -> Self {
        let tally = Tally::count(state);
        let chosen = state.selection.provinces.iter().next().copied();
        let sense = state.selection.sense;
        let fullest = Province::ALL.into_iter().rev().max_by_key(|province| tally.of(*province, sense));
        let mut map = Self {
            field: Field::default(),
            cursor: chosen.or(fullest).unwrap_or(Province::Beijing),
            before: (state.selection.clone(), state.list),
            tally,
            places: Vec::new(),
            top: 0,
        };
        map.look_closer(state);
        map
    }

    /// The provinces that fit what is typed; all where nothing is.
    pub fn fitting(&self) -> Vec<Province> {
        let typed = self.field.text().trim();
        if typed.is_empty() { Province::ALL.to_vec() } else { provinces_named(typed) }
    }

    /// Puts the cursor on the fullest province that fits what is typed, unless it stands on one that fits.
    pub fn follow_field(&mut self, sense: PlaceSense) {
        let fitting = self.fitting();
        if fitting.contains(&self.cursor) {
            return;
        }
        let fullest = fitting.into_iter().rev().max_by_key(|province| self.tally.of(*province, sense));
        self.cursor = fullest.unwrap_or(self.cursor);
    }

    /// The fitting provinces as a list shows them: most articles first.
    pub fn listed(&self, sense: PlaceSense) -> Vec<Province> {
        let mut listed = self.fitting();
        listed.sort_by_key(|province| std::cmp::Reverse(self.tally.of(*province, sense)));
        listed
    }

    /// Moves the cursor to a neighbour among the provinces that fit.
    pub fn step(&mut self, direction: Direction) {
        if let Some(next) = neighbour(self.cursor, direction, &self.fitting()) {
            self.cursor = next;
        }
    }

    /// Moves the cursor in the list form.
    pub fn step_in_list(&mut self, sense: PlaceSense, steps: isize) {
        let listed = self.listed(sense);
        let here = listed.iter().position(|province| *province == self.cursor).unwrap_or(0);
        let last = listed.len().saturating_sub(1);
        if let Some(next) = listed.get(here.saturating_add_signed(steps).min(last)) {
            self.cursor = *next;
        }
    }

    /// Brings the cursor into view where the map is a list of so many rows.
    pub fn settle(&mut self, sense: PlaceSense, rows: usize) {
        let listed = self.listed(sense);
        let here = listed.iter().position(|province| *province == self.cursor).unwrap_or(0);
        let greatest = listed.len().saturating_sub(rows);
        self.top = self.top.min(here).min(greatest).max((here + 1).saturating_sub(rows.max(1)));
    }

    /// Counts anew.
    pub fn recount(&mut self, state: &State) {
        self.tally = Tally::count(state);
        self.look_closer(state);
    }

    /// Counts the cities and counties of the province under the cursor.
    pub fn look_closer(&mut self, state: &State) {
        self.places = self.tally.places_of(&state.library.catalogue, self.cursor, state.selection.sense);
    }
}

impl Tally {
    /// Counts what the present filter leaves.
    pub fn count(state: &State) -> Self {
        let pool = if state.selection.provinces.is_empty() && !state.library.searching {
            state.found.ranked.entries().to_vec()
        } else {
            let everywhere = Selection { provinces: BTreeSet::new(), ..state.selection.clone() };
            let circumstances = (&*state.marks, state.today, state.settings.sounds);
            super::search::fitting(&state.library.catalogue, &everywhere, circumstances)
        };
        Self::of_pool(&state.library.catalogue, pool)
    }

    /// Counts these articles.
    pub fn of_pool(catalogue: &query::Catalogue, pool: Vec<EntryId>) -> Self {
        let mut tally = Self {
            about: vec![0; Province::ALL.len()],
            mentioned: vec![0; Province::ALL.len()],
            ..Self::default()
        };
        for article in pool.iter().filter_map(|id| catalogue.entry(*id)).map(query::Entry::article) {
            let about: BTreeSet<Province> = article.provinces.iter().copied().collect();
            let named = article.places.iter().map(|place| place.province);
            let mentioned: BTreeSet<Province> = about.iter().copied().chain(named).collect();
            tally.nowhere += usize::from(about.is_empty());
            add(&mut tally.about, &about);
            add(&mut tally.mentioned, &mentioned);
        }
        tally.pool = pool;
        tally
    }

    /// How many articles a province has.
    pub fn of(&self, province: Province, sense: PlaceSense) -> usize {
        let counts = match sense {
            PlaceSense::About => &self.about,
            PlaceSense::Mentioned => &self.mentioned,
        };
        counts.get(province as usize).copied().unwrap_or(0)
    }

    /// The places of a province with the number of articles that name each: cities and counties before what is
    /// smaller, most first.
    pub fn places_of(
        &self,
        catalogue: &query::Catalogue,
        province: Province,
        sense: PlaceSense,
    ) -> Vec<(String, usize)> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for entry in self.pool.iter().filter_map(|id| catalogue.entry(*id)) {
            for name in places_in(entry.article(), province, sense) {
                *places.entry(name).or_default() += 1;
            }
        }
        let mut places: Vec<(String, usize)> = places.into_iter().collect();
        let is_smaller =
            |name: &str| !matches!(place_rank(name, province), Some(PlaceRank::City | PlaceRank::County));
        places.sort_by_key(|(name, count)| (is_smaller(name), std::cmp::Reverse(*count)));
        places
    }

    /// How many articles are counted.
    pub fn len(&self) -> usize {
        self.pool.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pool.is_empty()
    }

    /// The least count of each shade from the first to the fourth: the steps grow by the same factor, because a few
    /// provinces have most of the news.
    pub fn steps(&self, sense: PlaceSense) -> [usize; 4] {
        let most = Province::ALL.into_iter().map(|province| self.of(province, sense)).max().unwrap_or(0);
        let step = |share: f64| (most as f64).powf(share).ceil() as usize;
        let mut steps = [1, step(0.25).max(2), step(0.5).max(3), step(0.75).max(4)];
        for index in 1..steps.len() {
            steps[index] = steps[index].max(steps[index - 1] + 1);
        }
        steps
    }

    /// The shade of a province.
    pub fn shade(&self, province: Province, sense: PlaceSense) -> Shade {
        let count = self.of(province, sense);
        Shade(self.steps(sense).iter().filter(|least| count >= **least).count() as u8)
    }
}

impl Shade {
    /// All shades that stand for any article.
    pub const SOME: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];

    /// What tells a shade where colours do not.
    pub const fn mark(self) -> &'static str {
        match self.0 {
            0 => " ",
            1 => ".",
            2 => ":",
            3 => "*",
            _ => "#",
        }
    }
}

fn add(counts: &mut [usize], provinces: &BTreeSet<Province>) {
    for province in provinces {
        if let Some(count) = counts.get_mut(*province as usize) {
            *count += 1;
        }
    }
}

/// The cities and counties of a province that an article names, each once; under "about" only of articles about it.
fn places_in(article: &Article, province: Province, sense: PlaceSense) -> BTreeSet<String> {
    if sense == PlaceSense::About && !article.provinces.contains(&province) {
        return BTreeSet::new();
    }
    let is_here = |place: &&PlaceMention| {
        place.province == province && place_rank(&place.name, province) != Some(PlaceRank::Province)
    };
    article.places.iter().filter(is_here).map(|place| common_name(place).to_owned()).collect()
}

/// 漯河 for 漯河市, 稻城 for 稻城县, so that both are counted together.
fn common_name(place: &PlaceMention) -> &str {
    let short = place.name.strip_suffix(['市', '县', '旗']).filter(|short| short.chars().count() >= 2);
    let is_place =
        |short: &&str| !matches!(place_rank(short, place.province), None | Some(PlaceRank::Province));
    short.filter(is_place).unwrap_or(&place.name)
}

/// Where a division's tile lies: columns from the west, rows from the north.
pub const fn tile(province: Province) -> (u16, u16) {
    use Province as P;
    match province {
        P::Heilongjiang => (7, 0),
        P::Xinjiang => (0, 1),
        P::InnerMongolia => (4, 1),
        P::Jilin => (7, 1),
        P::Gansu => (2, 2),
        P::Ningxia => (3, 2),
        P::Shanxi => (4, 2),
        P::Beijing => (5, 2),
        P::Tianjin => (6, 2),
        P::Liaoning => (7, 2),
        P::Qinghai => (1, 3),
        P::Shaanxi => (3, 3),
        P::Henan => (4, 3),
        P::Hebei => (5, 3),
        P::Shandong => (6, 3),
        P::Tibet => (0, 4),
        P::Sichuan => (2, 4),
        P::Chongqing => (3, 4),
        P::Hubei => (4, 4),
        P::Anhui => (5, 4),
        P::Jiangsu => (6, 4),
        P::Shanghai => (7, 4),
        P::Yunnan => (2, 5),
        P::Guizhou => (3, 5),
        P::Hunan => (4, 5),
        P::Jiangxi => (5, 5),
        P::Zhejiang => (6, 5),
        P::Guangxi => (3, 6),
        P::Guangdong => (4, 6),
        P::Fujian => (5, 6),
        P::Taiwan => (7, 6),
        P::Hainan => (3, 7),
        P::Macau => (4, 7),
        P::HongKong => (5, 7),
    }
}

/// The nearest of the candidates in a direction; one aside of the way counts as farther.
fn neighbour(from: Province, direction: Direction, candidates: &[Province]) -> Option<Province> {
    /// A tile to the side is as far as this many tiles ahead.
    const ASIDE: i32 = 2;
    let (x, y) = tile(from);
    let cost = |province: &Province| {
        let (column, row) = tile(*province);
        let (east, south) = (i32::from(column) - i32::from(x), i32::from(row) - i32::from(y));
        let (ahead, aside) = match direction {
            Direction::Left => (-east, south),
            Direction::Right => (east, south),
            Direction::Up => (-south, east),
            Direction::Down => (south, east),
        };
        (ahead > 0).then_some((ahead + ASIDE * aside.abs(), aside))
    };
    candidates
        .iter()
        .copied()
        .filter_map(|province| Some((cost(&province)?, province)))
        .min()
        .map(|(_, to)| to)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIRECTIONS: [Direction; 4] = [Direction::Left, Direction::Right, Direction::Up, Direction::Down];

    #[test]
    fn each_tile_has_a_place_of_its_own_on_the_map() {
        let places: BTreeSet<(u16, u16)> = Province::ALL.into_iter().map(tile).collect();
        assert_eq!(places.len(), Province::ALL.len());
        assert!(places.iter().all(|(column, row)| *column < COLUMNS && *row < ROWS));
    }

    #[test]
    fn neighbours_lie_as_on_a_map() {
        use Province as P;
        for (west, east) in [(P::Shaanxi, P::Henan), (P::Anhui, P::Jiangsu), (P::Guangxi, P::Guangdong)] {
            assert_eq!(neighbour(west, Direction::Right, &Province::ALL), Some(east));
            assert_eq!(neighbour(east, Direction::Left, &Province::ALL), Some(west));
        }
        for (north, south) in [(P::Henan, P::Hubei), (P::Jilin, P::Liaoning), (P::Guangxi, P::Hainan)] {
            assert_eq!(neighbour(north, Direction::Down, &Province::ALL), Some(south));
            assert_eq!(neighbour(south, Direction::Up, &Province::ALL), Some(north));
        }
        assert_eq!(neighbour(P::Heilongjiang, Direction::Up, &Province::ALL), None);
    }

    #[test]
    fn every_province_is_reached_by_arrows() {
        let mut reached = BTreeSet::from([Province::Beijing]);
        loop {
            let next: BTreeSet<Province> = reached
                .iter()
                .flat_map(|from| DIRECTIONS.map(|direction| neighbour(*from, direction, &Province::ALL)))
                .flatten()
                .chain(reached.iter().copied())
                .collect();
            if next.len() == reached.len() {
                break;
            }
            reached = next;
        }
        assert_eq!(reached.len(), Province::ALL.len());
    }

    #[test]
    fn shades_grow_with_the_count() {
        for (most, expected) in [(0, [1, 2, 3, 4]), (4, [1, 2, 3, 4]), (81, [1, 3, 9, 27]), (2, [1, 2, 3, 4])]
        {
            let mut tally = Tally { about: vec![0; 34], ..Tally::default() };
            tally.about[0] = most;
            assert_eq!(tally.steps(PlaceSense::About), expected, "{most}");
        }
    }
}
