//! A thread that has sentences spoken, one after the other, until it is told to stop.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::programs::{Ended, Running, complaint};
use crate::app::aloud::{News, Wish};

/// No sentence takes longer.
const PATIENCE: Duration = Duration::from_mins(10);

/// The face of the thread that speaks at present. It falls silent before this is gone.
#[derive(Debug, Default)]
pub struct Speaker {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Speaker {
    /// Speaks in place of what was spoken before; `tell` is called on the thread.
    pub fn speak(&mut self, wish: Wish, tell: impl Fn(News) + Send + 'static) {
        self.hush();
        self.stop = Arc::default();
        let stop = Arc::clone(&self.stop);
        self.thread = Some(thread::spawn(move || speak(&wish, &stop, &tell)));
    }

    /// Falls silent, in the middle of a word.
    pub fn hush(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.hush();
        // Whoever leaves the program is not read to by what it started.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn speak(wish: &Wish, stop: &AtomicBool, tell: &impl Fn(News)) {
    for (number, sentence) in (wish.first..).zip(&wish.sentences) {
        tell(News::At(number));
        let outcome = say(wish, sentence, stop);
        match &outcome {
            Ok(Ended::Well) => continue,
            Ok(Ended::Stopped) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => tell(News::BrokeOff(None)),
            outcome => tell(News::BrokeOff(complaint(outcome, wish.language))),
        }
        return;
    }
    tell(News::Done);
}

/// Has one sentence spoken by the first program that is there.
fn say(wish: &Wish, sentence: &str, stop: &AtomicBool) -> io::Result<Ended> {
    let mut missing = io::Error::from(io::ErrorKind::NotFound);
    for program in &wish.programs {
        match Running::start(program, &[], sentence.to_owned()) {
            Ok(running) => return running.wait(PATIENCE, stop),
            Err(error) => missing = error,
        }
    }
    Err(missing)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::model::Language;

    fn wish(program: &[&str], sentences: &[&str]) -> Wish {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let programs = vec![words(&["no-such-program-here"]), words(program)];
        Wish { ticket: 1, programs, sentences: words(sentences), first: 4, language: Language::English }
    }

    fn told(wish: &Wish) -> Vec<News> {
        let (sender, receiver) = mpsc::channel();
        speak(wish, &AtomicBool::new(false), &move |news| drop(sender.send(news)));
        receiver.into_iter().collect()
    }

    #[test]
    fn sentences_are_spoken_one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("说");
        let script = "cat >> \"$1\"";
        let said = told(&wish(&["sh", "-c", script, "sh", &path.to_string_lossy()], &["天晴了。", "$(x)"]));
        assert_eq!(said, [News::At(4), News::At(5), News::Done]);
        assert_eq!(std::fs::read(path).unwrap(), "天晴了。$(x)".as_bytes());
        let failed = told(&wish(&["false"], &["天晴了。", "风停了。"]));
        assert_eq!(failed, [News::At(4), News::BrokeOff(Some("says that it failed".to_owned()))]);
        let mut nobody = wish(&[], &["天晴了。"]);
        nobody.programs.pop();
        assert_eq!(told(&nobody), [News::At(4), News::BrokeOff(None)]);
    }

    #[test]
    fn nothing_is_spoken_any_more_when_the_speaker_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("说");
        let script = "echo > \"$1\"; sleep 600; echo >> \"$1\"";
        let (sender, receiver) = mpsc::channel();
        let mut speaker = Speaker::default();
        speaker.speak(
            wish(&["sh", "-c", script, "sh", &path.to_string_lossy()], &["天晴了。"]),
            move |news| {
                drop(sender.send(news));
            },
        );
        while std::fs::read(&path).unwrap_or_default().is_empty() {
            thread::sleep(Duration::from_millis(5));
        }
        drop(speaker);
        // The thread has ended: it says no more.
        assert_eq!(receiver.into_iter().collect::<Vec<_>>(), [News::At(4)]);
        assert_eq!(std::fs::read(&path).unwrap(), b"\n");
    }

    #[test]
    fn who_is_told_to_stop_stops() {
        let stop = AtomicBool::new(true);
        let (sender, receiver) = mpsc::channel();
        speak(&wish(&["sleep", "600"], &["天晴了。", "风停了。"]), &stop, &move |news| {
            drop(sender.send(news));
        });
        assert_eq!(receiver.into_iter().collect::<Vec<_>>(), [News::At(4)]);
    }
}
