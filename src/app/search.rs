//! One search: what is asked, what is found, and the ticket that tells a stale answer from a fresh one.

use std::sync::Arc;

use crate::model::Province;
use crate::query::{self, Catalogue, Hit, Selection};

/// A search to be done.
#[derive(Debug, Clone)]
pub struct Request {
    /// Counts searches; only the answer to the latest is used.
    pub ticket: u64,
    /// Where to search.
    pub catalogue: Arc<Catalogue>,
    /// What for.
    pub selection: Selection,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The ticket of the request.
    pub ticket: u64,
    /// The articles, best first.
    pub hits: Vec<Hit>,
    /// Articles of each province under every filter but the province filter.
    pub provinces: Vec<(Province, usize)>,
    /// Articles of each section under every filter but the section filter.
    pub sections: Vec<(String, usize)>,
}

/// Below this many articles a search takes less than a frame and is done at once.
pub const AT_ONCE: usize = 3_000;

/// Searches.
pub fn search(request: &Request) -> Found {
    let Request { ticket, catalogue, selection } = request;
    Found {
        ticket: *ticket,
        hits: query::select(catalogue, selection),
        provinces: query::count_provinces(catalogue, selection),
        sections: query::count_sections(catalogue, selection),
    }
}
