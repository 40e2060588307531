//! How texts get into the clipboard: by the terminal (OSC 52), by a tool of the system, or both.

/// The way into the clipboard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// By the terminal, and by the tool that belongs to the running desktop, where there is one.
    #[default]
    Auto,
    /// By the terminal only.
    Terminal,
    /// By this command only, which reads the text.
    Tool(Vec<String>),
}

/// Tools of desktops, each with the variable that tells that its desktop runs; an empty one: on every system.
const TOOLS: &[(&str, &str)] = &[
    ("WAYLAND_DISPLAY", "wl-copy"),
    ("DISPLAY", "xclip -selection clipboard"),
    ("DISPLAY", "xsel --clipboard --input"),
    ("", "pbcopy"),
];

impl Clipboard {
    /// The way that is written so; `None` where it is no command either.
    pub fn from_words(words: &str) -> Option<Self> {
        match words {
            "auto" => Some(Self::Auto),
            "terminal" => Some(Self::Terminal),
            command => {
                let words = shell_words::split(command).ok().filter(|words| !words.is_empty());
                words.map(Self::Tool)
            }
        }
    }

    /// The way as it is written.
    pub fn words(&self) -> String {
        match self {
            Self::Auto => "auto".to_owned(),
            Self::Terminal => "terminal".to_owned(),
            Self::Tool(words) => shell_words::join(words),
        }
    }

    /// Whether the terminal is asked.
    pub fn uses_terminal(&self) -> bool {
        !matches!(self, Self::Tool(_))
    }

    /// The commands to be tried, the best first, given which variables are set.
    pub fn tools(&self, is_set: impl Fn(&str) -> bool) -> Vec<Vec<String>> {
        match self {
            Self::Auto => {
                let fits = |variable: &str| match variable {
                    "" => cfg!(target_os = "macos"),
                    name => is_set(name),
                };
                let tools = TOOLS.iter().filter(|(variable, _)| fits(variable));
                tools.map(|(_, tool)| tool.split(' ').map(str::to_owned).collect()).collect()
            }
            Self::Terminal => Vec::new(),
            Self::Tool(words) => vec![words.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_is_read_back_from_how_it_is_written() {
        for words in ["auto", "terminal", "wl-copy --primary", "'my tool' -x"] {
            assert_eq!(Clipboard::from_words(words).map(|way| way.words()).as_deref(), Some(words));
        }
        assert_eq!(Clipboard::from_words("'open"), None);
        assert_eq!(Clipboard::from_words(" "), None);
    }

    #[test]
    fn the_tool_of_the_running_desktop_is_tried() {
        let firsts = |variable: &'static str| -> Vec<String> {
            let tools = Clipboard::Auto.tools(|name| name == variable);
            tools
                .into_iter()
                .filter_map(|tool| tool.into_iter().next())
                .filter(|name| name != "pbcopy")
                .collect()
        };
        assert_eq!(firsts("WAYLAND_DISPLAY"), ["wl-copy"]);
        assert_eq!(firsts("DISPLAY"), ["xclip", "xsel"]);
        assert!(firsts("").is_empty());
        assert!(Clipboard::Terminal.tools(|_| true).is_empty());
    }
}
