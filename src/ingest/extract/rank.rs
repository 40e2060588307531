//! What a named place is within its province: the province itself, a city, a county, or something smaller.

use super::gazetteer::{Home, Kind, longest_name};
use crate::model::Province;

/// What a place is within its province.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceRank {
    /// The division itself: 河南, 豫.
    Province,
    /// A prefecture: 漯河.
    City,
    /// A county or a district: 舞阳.
    County,
    /// A zone, a port, a mountain, an institution.
    Smaller,
}

/// What a name is within a province; `None` for a name that is in no table.
pub fn place_rank(name: &str, province: Province) -> Option<PlaceRank> {
    if Province::from_name(name) == Some(province) {
        return Some(PlaceRank::Province);
    }
    let known = longest_name(name, name.len()).filter(|known| known.length == name.len())?;
    let homes = known.homes.iter().filter(|home| home.province == Some(province));
    homes.map(rank_of).min()
}

fn rank_of(home: Home) -> PlaceRank {
    match home.kind {
        Kind::Province | Kind::Region | Kind::Broad => PlaceRank::Province,
        Kind::Prefecture => PlaceRank::City,
        Kind::County => PlaceRank::County,
        Kind::Zone | Kind::Institution | Kind::Old | Kind::NoPlace => PlaceRank::Smaller,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_ranked_within_its_province() {
        for (name, province, rank) in [
            ("河南", Province::Henan, Some(PlaceRank::Province)),
            ("豫", Province::Henan, Some(PlaceRank::Province)),
            ("漯河", Province::Henan, Some(PlaceRank::City)),
            ("吉林市", Province::Jilin, Some(PlaceRank::City)),
            ("吉林", Province::Jilin, Some(PlaceRank::Province)),
            ("蔚县", Province::Hebei, Some(PlaceRank::County)),
            ("蔚县", Province::Henan, None),
            ("无此地名", Province::Henan, None),
        ] {
            assert_eq!(place_rank(name, province), rank, "{name}");
        }
    }
}
