//! What the state wants done outside: searches, clipboard, editor, programs, the shell.

use std::thread;

use signal_hook::consts::{SIGTSTP, SIGWINCH};

use super::{Ask, End, Message, Session};
use crate::app::effect::Effect;
use crate::app::event::{Event, Notice, Size};
use crate::app::jobs::hooks::Hooks;
use crate::app::jobs::outside;
use crate::app::jobs::search::Searcher;
use crate::model::Language;
use crate::tui::shell;
use crate::tui::terminal::{give_back, set_mouse};
use crate::tui::{ScreenError, clipboard};

impl Session {
    /// Does it. `Some` where that ends the session.
    pub(super) fn carry_out(&mut self, effect: Effect) -> Result<Option<End>, ScreenError> {
        match effect {
            Effect::Quit => return Ok(Some(End::Quit)),
            Effect::Suspend => return self.suspend(),
            Effect::Search(request) => {
                let sender = self.sender.clone();
                let answer = move |found| {
                    let _ = sender.send(Message::App(Event::Found(Box::new(found))));
                };
                self.searcher.get_or_insert_with(|| Searcher::start(answer)).ask(request);
            }
            Effect::Relate(request) => {
                let sender = self.sender.clone();
                self.relater.ask(request, move |found| {
                    let _ = sender.send(Message::App(Event::Related(Box::new(found))));
                });
            }
            Effect::Copy(text) => self.copy(text)?,
            Effect::WriteNew { path, bytes } => {
                let notice = outside::write_new(&path, &bytes, self.state.language());
                return self.follow(Event::Told(notice));
            }
            Effect::Pipe { command, input } => {
                return self.lend_terminal(|language| {
                    let outcome = outside::pipe(&command, &input, language);
                    wait_for_enter(language.pick("—— 回车返回看报 ——", "— Enter goes back to the paper —"));
                    outcome
                });
            }
            Effect::Hook(hook) => {
                let sender = self.sender.clone();
                let tell = move |notice| {
                    let _ = sender.send(Message::App(Event::Told(notice)));
                };
                let language = self.state.language();
                self.hooks.get_or_insert_with(|| Hooks::start(tell)).run(hook, language);
            }
            Effect::ReadAloud(wish) => {
                let (sender, ticket) = (self.sender.clone(), wish.ticket);
                self.speaker.speak(wish, move |news| {
                    let _ = sender.send(Message::App(Event::Aloud(ticket, news)));
                });
            }
            Effect::Hush => self.speaker.hush(),
            Effect::SaveSettings { path, changes } => {
                let notice = outside::save_settings(&path, &changes, self.state.language());
                return self.follow(Event::Told(notice));
            }
            Effect::Edit { path, line } => {
                return self.lend_terminal(|language| outside::edit(&path, line, language));
            }
            Effect::Keep(request) => self.keep(request),
            Effect::Mouse(on) => set_mouse(on)?,
            Effect::AskWidth => self.question = Some(Ask::Anew),
            Effect::Reread => {
                if let Some(watch) = &self.watch {
                    let _ = watch.send(());
                }
            }
            Effect::Heal => self.terminal.wipe()?,
        }
        Ok(None)
    }

    /// Gives the terminal to another program, and tells what became of that.
    fn lend_terminal(
        &mut self,
        program: impl FnOnce(Language) -> Option<Notice>,
    ) -> Result<Option<End>, ScreenError> {
        give_back();
        let outcome = program(self.state.language());
        self.come_back()?;
        outcome.map_or(Ok(None), |notice| self.follow(Event::Told(notice)))
    }

    /// Puts a text into the clipboard: by the terminal, which also works over a network, and by the tool of the
    /// system where there is one.
    fn copy(&mut self, text: String) -> Result<(), ScreenError> {
        let is_set = |name: &str| std::env::var_os(name).is_some();
        let way = &self.state.settings.clipboard;
        if way.uses_terminal() {
            self.terminal.send(&clipboard::sequences(&text, is_set("TMUX"), is_set("STY")))?;
        }
        let tools = way.tools(is_set);
        // A tool may take its time, or hang where its screen is gone: nobody waits for it.
        thread::spawn(move || tools.iter().any(|tool| outside::copy_by(tool, &text)));
        Ok(())
    }

    /// Stops until the shell brings the program back. Without a shell nobody could: then it goes on and says so.
    pub(super) fn suspend(&mut self) -> Result<Option<End>, ScreenError> {
        if !shell::is_above() {
            let words = self.state.language().pick("没有可以回去的命令行", "there is no shell to go back to");
            return self.follow(Event::Told(Notice::trouble(words)));
        }
        give_back();
        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
        self.come_back()?;
        // It may be another terminal now. Where the thread of the keys is reading, the signal of a new size
        // makes it stop for a moment, and then the question can be put.
        self.question = Some(Ask::Usual);
        let _ = signal_hook::low_level::raise(SIGWINCH);
        Ok(None)
    }

    fn come_back(&mut self) -> Result<(), ScreenError> {
        self.terminal.take_again(self.state.settings.mouse)?;
        let size = self.terminal.screen.size()?;
        self.follow(Event::Resize(Size { columns: size.width, rows: size.height }))?;
        Ok(())
    }
}

/// Lets the reader look at what a command wrote before the screen is taken again.
#[expect(clippy::print_stdout, reason = "the terminal was given back, and this is for the reader at it")]
fn wait_for_enter(words: &str) {
    println!("\n{words}");
    let _ = std::io::stdin().read_line(&mut String::new());
}
