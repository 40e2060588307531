//! A screen as a picture (SVG), cell by cell, so that the picture in the README is what the program drew.

use std::fmt::Write;

/// The size of a cell, in the usual proportion of terminals.
const CELL: (f32, f32) = (9.0, 20.0);
const PAPER: &str = "#1d1f21";
const INK: &str = "#d6d3cd";

/// The picture of a screen.
pub fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (f32::from(columns) * CELL.0, f32::from(rows) * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-size=\"15\" \
         font-family=\"'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',Menlo,monospace\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{PAPER}\"/>\n"
    );
    for row in 0..rows {
        for column in 0..columns {
            let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()) else {
                continue;
            };
            draw(&mut svg, cell, column, row);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw(svg: &mut String, cell: &vt100::Cell, column: u16, row: u16) {
    let (x, y) = (f32::from(column) * CELL.0, f32::from(row) * CELL.1);
    let width = if cell.is_wide() { 2.0 * CELL.0 } else { CELL.0 };
    let (mut ink, mut paper) = (color(cell.fgcolor(), INK), color(cell.bgcolor(), PAPER));
    if cell.inverse() {
        std::mem::swap(&mut ink, &mut paper);
    }
    if paper != PAPER {
        let _ = write!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    let text = cell.contents();
    if text.trim().is_empty() {
        return;
    }
    let bold = if cell.bold() { " font-weight=\"bold\"" } else { "" };
    let faint = if cell.dim() { " opacity=\"0.6\"" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let base = y + CELL.1 * 0.75;
    let _ = writeln!(
        svg,
        "<text x=\"{x}\" y=\"{base}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" \
         fill=\"{ink}\"{bold}{faint}>{text}</text>"
    );
}

fn color(color: vt100::Color, usual: &str) -> String {
    match color {
        vt100::Color::Default => usual.to_owned(),
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        vt100::Color::Idx(index) => indexed(index),
    }
}

/// The colours of the 256: sixteen named ones, a cube of 6×6×6, a row of greys.
fn indexed(index: u8) -> String {
    const NAMED: [&str; 16] = [
        "#1d1f21", "#cc6666", "#9fb56b", "#d8b26e", "#81a2be", "#b294bb", "#8abeb7", "#c5c8c6", "#7c7f82",
        "#d9807f", "#b5bd68", "#f0c674", "#9cc0e0", "#c8a9d0", "#9ed3cb", "#eaeaea",
    ];
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        0..16 => NAMED[usize::from(index)].to_owned(),
        16..232 => {
            let place = usize::from(index - 16);
            let [red, green, blue] = [place / 36, place / 6 % 6, place % 6].map(|step| STEPS[step]);
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        232.. => {
            let grey = 8 + (index - 232) * 10;
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}
