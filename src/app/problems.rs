//! What was odd while reading: files that could not be opened and remarks about pages, as lines of text.

use super::state::State;

/// How many there are.
pub fn count(state: &State) -> usize {
    let remarks: usize = state.library.pages.iter().map(|page| page.remarks.len()).sum();
    state.library.failures.len() + remarks
}

/// The lines: first the files that could not be opened, then the remarks of each page.
pub fn lines(state: &State) -> Vec<String> {
    let failures = state.library.failures.iter().map(|(path, reason)| {
        let name = path.display().to_string();
        if reason.starts_with(&name) { reason.clone() } else { format!("{name}: {reason}") }
    });
    let remarks = state.library.pages.iter().flat_map(|page| {
        let name = page.path.display();
        page.remarks.iter().map(move |remark| format!("{name}: {}", remark.describe(state.language())))
    });
    failures.chain(remarks).collect()
}
