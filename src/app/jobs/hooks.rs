//! A thread that runs the reader's hooks, one after the other, so that neither he nor the machine waits for many at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::programs::{Running, complaint};
use crate::app::event::Notice;
use crate::app::hooks::Hook;
use crate::model::Language;

/// A hook that takes longer is ended.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long leaving the program waits for hooks that are still to run.
const LEAVING: Duration = Duration::from_secs(3);

/// The face of the thread.
#[derive(Debug)]
pub struct Hooks {
    requests: Option<Sender<(Hook, Language)>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Hooks {
    /// Starts the thread; `tell` is called on it with what did not work.
    pub fn start(tell: impl Fn(Notice) + Send + 'static) -> Self {
        let (requests, inbox) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&stop);
        let thread = thread::spawn(move || serve(&inbox, &own, &tell));
        Self { requests: Some(requests), stop, thread: Some(thread) }
    }

    /// Has a hook run as soon as those before it have ended.
    pub fn run(&self, hook: Hook, language: Language) {
        if let Some(requests) = &self.requests {
            // If the thread is gone there is nobody to tell; reading goes on.
            let _ = requests.send((hook, language));
        }
    }
}

impl Drop for Hooks {
    /// Lets the last hooks run, for a moment.
    fn drop(&mut self) {
        self.requests = None;
        let Some(thread) = self.thread.take() else { return };
        let begun = Instant::now();
        while !thread.is_finished() && begun.elapsed() < LEAVING {
            thread::sleep(Duration::from_millis(5));
        }
        self.stop.store(true, Ordering::Relaxed);
        let _ = thread.join();
    }
}

fn serve(inbox: &Receiver<(Hook, Language)>, stop: &AtomicBool, tell: &impl Fn(Notice)) {
    while let Ok((hook, language)) = inbox.recv() {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        if let Some(notice) = run(hook, language, PATIENCE, stop) {
            tell(notice);
        }
    }
}

/// Runs a hook. Answers with trouble only.
fn run(hook: Hook, language: Language, patience: Duration, stop: &AtomicBool) -> Option<Notice> {
    let Hook { deed, command, input } = hook;
    let name = command.first().cloned().unwrap_or_default();
    let running = Running::start(&command, &[("KANBAO_EVENT", deed.name())], input);
    let ended = running.and_then(|running| running.wait(patience, stop));
    let words = complaint(&ended, language)?;
    let deed = deed.name();
    Some(Notice::trouble(match language {
        Language::Chinese => format!("钩子 {deed}（{name}）：{words}"),
        Language::English => format!("hook {deed} ({name}): {words}"),
    }))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::app::hooks::Deed;

    fn hook(script: &str, input: &str) -> Hook {
        let command = ["sh", "-c", script, "sh"].map(str::to_owned).to_vec();
        Hook { deed: Deed::Star, command, input: input.to_owned() }
    }

    #[test]
    fn what_does_not_work_is_told_and_nothing_else() {
        let check = |script: &str, patience: u64, expected: Option<&str>| {
            let patience = Duration::from_millis(patience);
            let told = run(hook(script, "{}"), Language::English, patience, &AtomicBool::new(false));
            assert_eq!(told.map(|notice| notice.text).as_deref(), expected, "{script}");
        };
        check("[ \"$KANBAO_EVENT\" = star ]", 20_000, None);
        check("exit 3", 20_000, Some("hook star (sh): says that it failed"));
        check("sleep 600", 50, Some("hook star (sh): took too long and was ended"));
        let mut gone = hook("", "");
        gone.command = vec!["no-such-program-here".to_owned()];
        let told = run(gone, Language::Chinese, PATIENCE, &AtomicBool::new(false)).map(|notice| notice.text);
        assert!(told.is_some_and(|told| told.starts_with("钩子 star（no-such-program-here）：无法运行：")));
    }

    #[test]
    fn hooks_run_one_after_the_other_and_the_last_ones_before_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("出");
        let hooks = Hooks::start(|notice| panic!("{notice:?}"));
        for word in ["一", "$(touch 二)", "三"] {
            let mut hook = hook("cat >> \"$1\"", word);
            hook.command.push(path.to_string_lossy().into_owned());
            hooks.run(hook, Language::English);
        }
        drop(hooks);
        assert_eq!(std::fs::read(path).unwrap(), "一$(touch 二)三".as_bytes());
    }
}
