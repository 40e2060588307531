//! Themes: the roles of the screen → colours and weights, from small TOML files.
//!
//! A theme file names its colours and then says for each role how it looks:
//!
//! ```toml
//! ground = "dark"
//! [colors]
//! ink = "#d8d4c8 white"     # true colour, and the nearest of the 16 for terminals that have no more
//! [roles]
//! headline = "ink bold"
//! chip = "paper on red"
//! ```
//!
//! Where a terminal has 256 colours the nearest one is taken; without colours the theme `mono` is used.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::app::settings::AUTO;
use crate::app::view::Paint;
use crate::assets;
use crate::text::slips::nearest;

/// How each role looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    styles: Vec<Style>,
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None are wanted.
    None,
    /// Sixteen.
    Ansi,
    /// 256.
    Indexed,
    /// All.
    True,
}

/// What is wrong with a theme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// There is none of this name.
    #[error("no theme is called “{name}”{}", hint(.nearest.as_deref()))]
    Unknown {
        /// The name.
        name: String,
        /// The nearest right one.
        nearest: Option<String>,
    },
    /// Its file says what cannot be.
    #[error("theme {name}: {reason}")]
    Wrong {
        /// The theme.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean “{name}”?")).unwrap_or_default()
}

/// The file's own form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    #[expect(dead_code, reason = "tells people what the theme is made for")]
    ground: Option<String>,
    /// The built-in theme under it.
    #[serde(default)]
    base: Option<String>,
    #[serde(default)]
    colors: BTreeMap<String, String>,
    #[serde(default)]
    roles: BTreeMap<String, String>,
}

/// The theme for terminals that show no colours.
pub const MONO: &str = "mono";
/// The theme that leaves the terminal's own ground and text colours.
const TERMINAL: &str = "terminal";

impl Theme {
    /// The theme with this name, the reader's own before a built-in one, for a terminal with so many colours. `auto`
    /// follows the terminal's ground.
    pub fn load(
        name: &str,
        own: &BTreeMap<String, String>,
        depth: Depth,
        ground: Option<Ground>,
    ) -> Result<Self, ThemeError> {
        let name = match (name, depth) {
            (_, Depth::None) => MONO,
            (AUTO, _) => match ground {
                Some(Ground::Light) => "paper",
                Some(Ground::Dark) => "ink",
                None => TERMINAL,
            },
            (name, _) => name,
        };
        let text = own.get(name).map(String::as_str).or_else(|| built_in(name));
        let text = text.ok_or_else(|| {
            let names = own.keys().map(String::as_str).chain(names());
            ThemeError::Unknown { name: name.to_owned(), nearest: nearest(name, names).map(str::to_owned) }
        })?;
        Self::parse(name, text, depth)
    }

    /// Reads a theme file. What it does not say is as in the theme that it names as its base.
    pub fn parse(name: &str, text: &str, depth: Depth) -> Result<Self, ThemeError> {
        let wrong = |reason: String| ThemeError::Wrong { name: name.to_owned(), reason };
        let read = |text: &str| toml::from_str::<File>(text).map_err(|error| wrong(error.to_string()));
        let mut file = read(text)?;
        if let Some(base) = &file.base {
            let under = built_in(base).ok_or_else(|| {
                let nearest = nearest(base, names()).map(str::to_owned);
                let unknown = ThemeError::Unknown { name: base.clone(), nearest };
                wrong(format!("base: {unknown}"))
            })?;
            let mut whole = read(under)?;
            whole.colors.append(&mut file.colors);
            whole.roles.append(&mut file.roles);
            file = whole;
        }
        let mut styles = vec![Style::new(); Paint::ALL.len()];
        for (role, look) in &file.roles {
            let paint = Paint::ALL.iter().find(|paint| paint.name() == role);
            let paint = paint.ok_or_else(|| wrong(format!("no role is called “{role}”")))?;
            let style = parse_look(look, &file.colors, depth).map_err(|word| {
                wrong(format!("{role}: “{word}” is neither one of its colours nor a weight"))
            })?;
            if let Some(place) = styles.get_mut(*paint as usize) {
                *place = style;
            }
        }
        Ok(Self { styles })
    }

    /// How a role looks.
    pub fn style(&self, paint: Paint) -> Style {
        self.styles.get(paint as usize).copied().unwrap_or_default()
    }
}

/// What the terminal's own ground is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

/// The text of a built-in theme.
fn built_in(name: &str) -> Option<&'static str> {
    assets::THEMES.iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
}

/// The names of all built-in themes.
pub fn names<'a>() -> impl Iterator<Item = &'a str> {
    assets::THEMES.iter().map(|(name, _)| *name)
}

impl Depth {
    /// What the environment says about the terminal's colours.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let is = |name: &str, test: fn(&str) -> bool| variable(name).is_some_and(|value| test(&value));
        if is("NO_COLOR", |value| !value.is_empty()) || is("TERM", |term| term == "dumb") {
            return Self::None;
        }
        if is("COLORTERM", |value| value == "truecolor" || value == "24bit")
            || is("TERM", |term| term.ends_with("-direct") || term.contains("kitty"))
            || variable("WT_SESSION").is_some()
        {
            return Self::True;
        }
        if is("TERM", |term| term.contains("256")) { Self::Indexed } else { Self::Ansi }
    }
}

impl Ground {
    /// What the terminal says when it is asked for the colour of its ground (OSC 11). One that does not know the
    /// question answers the next one at once, so that nothing is waited for. To be called before keys are read.
    pub fn ask() -> Option<Self> {
        let ground = terminal_colorsaurus::background_color(terminal_colorsaurus::QueryOptions::default());
        let light = ground.ok()?.perceived_lightness() >= 0.5;
        Some(if light { Self::Light } else { Self::Dark })
    }

    /// What `COLORFGBG` says, where a terminal sets it: `15;0` is light on dark.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let value = variable("COLORFGBG")?;
        let ground: u8 = value.rsplit(';').next()?.parse().ok()?;
        Some(if matches!(ground, 7 | 9..=15) { Self::Light } else { Self::Dark })
    }
}

/// `ink on paper bold`: a colour, a ground, weights, in any order.
fn parse_look(look: &str, colors: &BTreeMap<String, String>, depth: Depth) -> Result<Style, String> {
    let mut style = Style::new();
    let mut words = look.split_whitespace();
    while let Some(word) = words.next() {
        if word == "on" {
            let name = words.next().ok_or("on")?;
            style.bg = parse_color(colors.get(name).ok_or(name)?, depth).ok_or(name)?;
            continue;
        }
        let modifier = match word {
            "bold" => Modifier::BOLD,
            "faint" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            _ => {
                style.fg = parse_color(colors.get(word).ok_or(word)?, depth).ok_or(word)?;
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    Ok(style)
}

/// `#rrggbb name`: true colour and the nearest of the 16. `Some(None)` where no colours are shown.
#[expect(clippy::option_option, reason = "no such colour and no colour at all are two answers")]
fn parse_color(text: &str, depth: Depth) -> Option<Option<Color>> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let Some(hex) = first.strip_prefix('#') else { return Some(shown(ansi(first)?, depth)) };
    let value = u32::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 6)?;
    let [_, r, g, b] = value.to_be_bytes();
    let ansi = ansi(words.next()?)?;
    Some(match depth {
        Depth::None => None,
        Depth::Ansi => Some(ansi),
        Depth::Indexed => Some(Color::Indexed(nearest_indexed(r, g, b))),
        Depth::True => Some(Color::Rgb(r, g, b)),
    })
}

fn shown(color: Color, depth: Depth) -> Option<Color> {
    (depth != Depth::None).then_some(color)
}

fn ansi(name: &str) -> Option<Color> {
    Some(match name {
        "default" => Color::Reset,
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::Gray,
        "bright-black" => Color::DarkGray,
        "bright-red" => Color::LightRed,
        "bright-green" => Color::LightGreen,
        "bright-yellow" => Color::LightYellow,
        "bright-blue" => Color::LightBlue,
        "bright-magenta" => Color::LightMagenta,
        "bright-cyan" => Color::LightCyan,
        "bright-white" => Color::White,
        _ => return None,
    })
}

/// The nearest colour of the 6×6×6 cube or the 24 greys.
fn nearest_indexed(r: u8, g: u8, b: u8) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |value: u8| {
        let distances = LEVELS.iter().map(|level| level.abs_diff(value));
        (0u8..).zip(distances).min_by_key(|(_, distance)| *distance).map_or(0, |(index, _)| index)
    };
    let distance = |r2: u8, g2: u8, b2: u8| {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(r, r2) + square(g, g2) + square(b, b2)
    };
    let (cr, cg, cb) = (level(r), level(g), level(b));
    let at = |index: u8| LEVELS.get(usize::from(index)).copied().unwrap_or(0);
    let cube = distance(at(cr), at(cg), at(cb));
    let grey = |step: u8| 8 + step * 10;
    let step = (0u8..24).min_by_key(|step| distance(grey(*step), grey(*step), grey(*step))).unwrap_or(0);
    if distance(grey(step), grey(step), grey(step)) < cube { 232 + step } else { 16 + 36 * cr + 6 * cg + cb }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_gives_every_role_a_look() {
        for (name, text) in assets::THEMES {
            let file: File = toml::from_str(text).unwrap();
            for paint in Paint::ALL {
                assert!(file.roles.contains_key(paint.name()), "{name}: {}", paint.name());
            }
            for depth in [Depth::None, Depth::Ansi, Depth::Indexed, Depth::True] {
                Theme::parse(name, text, depth).unwrap();
            }
        }
    }

    #[test]
    fn what_is_under_the_cursor_and_what_was_found_stand_out_in_every_theme_and_depth() {
        for (name, text) in assets::THEMES {
            for depth in [Depth::None, Depth::Ansi, Depth::Indexed, Depth::True] {
                // Only the theme made for it is used without colours.
                if depth == Depth::None && *name != MONO {
                    continue;
                }
                let theme = Theme::parse(name, text, depth).unwrap();
                let plain = theme.style(Paint::Text);
                for paint in [Paint::Selected, Paint::Lit, Paint::LitHere, Paint::Chip, Paint::Headline] {
                    assert_ne!(plain.patch(theme.style(paint)), plain, "{name} {depth:?} {paint:?}");
                }
            }
        }
    }

    #[test]
    fn a_slip_in_a_theme_is_named() {
        for (text, expected) in [
            ("[roles]\nheadlin = \"bold\"", "theme t: no role is called “headlin”"),
            ("[roles]\ntext = \"pink\"", "theme t: text: “pink” is neither one of its colours nor a weight"),
        ] {
            assert_eq!(Theme::parse("t", text, Depth::True).unwrap_err().to_string(), expected);
        }
        let none = BTreeMap::new();
        let error = Theme::load("solarised-dark", &none, Depth::True, None).unwrap_err();
        assert!(error.to_string().contains("solarized-dark"), "{error}");
        let error = Theme::parse("t", "base = \"nordd\"", Depth::True).unwrap_err();
        assert!(error.to_string().contains("did you mean “nord”"), "{error}");
    }

    #[test]
    fn a_theme_of_ones_own_changes_what_it_names_and_keeps_the_rest() {
        let text = "base = \"nord\"\n[colors]\naccent = \"#010203 red\"\n[roles]\nbody = \"accent bold\"\n";
        let own = BTreeMap::from([("mine".to_owned(), text.to_owned())]);
        let mine = Theme::load("mine", &own, Depth::True, None).unwrap();
        let nord = Theme::load("nord", &own, Depth::True, None).unwrap();
        let accent = Color::Rgb(1, 2, 3);
        assert_eq!(mine.style(Paint::Body), Style::new().fg(accent).add_modifier(Modifier::BOLD));
        assert_eq!(mine.style(Paint::Section).fg, Some(accent), "roles of the base follow the new colour");
        assert_eq!(mine.style(Paint::Headline), nord.style(Paint::Headline));
    }

    #[test]
    fn colours_are_brought_down_to_what_the_terminal_has() {
        assert_eq!(nearest_indexed(255, 255, 255), 231);
        assert_eq!(nearest_indexed(0x80, 0x80, 0x80), 244);
        assert_eq!(nearest_indexed(255, 0, 0), 196);
        assert_eq!(parse_color("#ff0000 red", Depth::Ansi), Some(Some(Color::Red)));
        assert_eq!(parse_color("#ff0000 red", Depth::None), Some(None));
    }

    #[test]
    fn the_environment_tells_the_depth() {
        let depth = |pairs: &'static [(&'static str, &'static str)]| {
            Depth::of_environment(move |name| {
                pairs.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::Indexed);
        assert_eq!(depth(&[("TERM", "xterm"), ("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(depth(&[("TERM", "linux")]), Depth::Ansi);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), Depth::None);
    }
}
