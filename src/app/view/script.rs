//! The wanted script for what stands around the text: lists, bars, boxes. The text of an article is set in it already,
//! the raw page stays as printed, and so does what a reader types.

use super::{Content, Line, Paint, Patch};
use crate::text::script::Script;

/// Shows the rows of these patches in a script. Each character keeps its place, so that spans keep their ends.
pub(super) fn show(script: Script, patches: &mut [Patch]) {
    if script == Script::AsPrinted {
        return;
    }
    for patch in patches {
        match &mut patch.content {
            Content::Rows(rows) => rows.iter_mut().for_each(|row| show_line(script, row)),
            Content::Box { title, foot } => {
                show_line(script, title);
                show_line(script, foot);
            }
            Content::Divider | Content::Rule(_) => {}
        }
    }
}

/// A row is one text: what stands in two paints may be one word.
fn show_line(script: Script, line: &mut Line) {
    let whole: String = line.spans.iter().map(|span| span.text.as_str()).collect();
    let shown = script.shown(&whole);
    let mut from = 0;
    for span in &mut line.spans {
        let to = from + span.text.len();
        if let Some(text) = shown.get(from..to).filter(|_| span.paint != Paint::Field) {
            text.clone_into(&mut span.text);
        }
        from = to;
    }
}
