//! A program that runs beside the reader: it is fed on a thread, watched, and ended with everything that it started
//! itself when its time is over or nobody wants it any more.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::model::Language;

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ended {
    /// It did what it should.
    Well,
    /// It says that it failed; what it wrote about that first.
    Badly(String),
    /// Its time was over.
    Late,
    /// Nobody wanted it any more.
    Stopped,
}

/// What went wrong with a program, in words for the reader; `None` where nothing did.
pub(super) fn complaint(outcome: &io::Result<Ended>, language: Language) -> Option<String> {
    let words = match (outcome, language) {
        (Ok(Ended::Well | Ended::Stopped), _) => return None,
        (Ok(Ended::Badly(words)), _) if !words.is_empty() => words.clone(),
        (Ok(Ended::Badly(_)), Language::Chinese) => "报告失败".to_owned(),
        (Ok(Ended::Badly(_)), Language::English) => "says that it failed".to_owned(),
        (Ok(Ended::Late), Language::Chinese) => "太久没有结束，已中止".to_owned(),
        (Ok(Ended::Late), Language::English) => "took too long and was ended".to_owned(),
        (Err(error), Language::Chinese) => format!("无法运行：{error}"),
        (Err(error), Language::English) => format!("cannot be run: {error}"),
    };
    Some(words)
}

/// A program that runs.
#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    complaint: Option<JoinHandle<String>>,
}

/// Looks whether a program has ended are made so often.
const LOOK: Duration = Duration::from_millis(20);

/// What a program complains about is kept up to so many bytes.
const COMPLAINT: u64 = 2000;

impl Running {
    /// Starts a program that reads this text. No shell is in between.
    pub(super) fn start(command: &[String], variables: &[(&str, &str)], input: String) -> io::Result<Self> {
        let (program, arguments) = command.split_first().ok_or(io::ErrorKind::NotFound)?;
        let mut command = Command::new(program);
        command.args(arguments).envs(variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        of_its_own(&mut command);
        let mut child = command.spawn()?;
        if let Some(pipe) = child.stdin.take() {
            feed(pipe, input);
        }
        let complaint = child.stderr.take().map(|pipe| {
            thread::spawn(move || {
                let mut words = Vec::new();
                let _ = pipe.take(COMPLAINT).read_to_end(&mut words);
                String::from_utf8_lossy(&words).into_owned()
            })
        });
        Ok(Self { child, complaint })
    }

    /// Waits until the program ends, or ends it.
    pub(super) fn wait(mut self, patience: Duration, stop: &AtomicBool) -> io::Result<Ended> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(self.ended(status));
            }
            let (is_late, is_stopped) = (begun.elapsed() >= patience, stop.load(Ordering::Relaxed));
            if is_late || is_stopped {
                self.end()?;
                return Ok(if is_stopped { Ended::Stopped } else { Ended::Late });
            }
            thread::sleep(LOOK);
        }
    }

    fn ended(mut self, status: ExitStatus) -> Ended {
        if status.success() {
            return Ended::Well;
        }
        // What it left running may hold the pipe open: that is not waited for.
        let complaint = self.complaint.take().filter(JoinHandle::is_finished);
        let words = complaint.and_then(|thread| thread.join().ok()).unwrap_or_default();
        let first = words.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        Ended::Badly(first.chars().filter(|character| !character.is_control()).collect())
    }

    /// Ends the program and what it started.
    fn end(&mut self) -> io::Result<()> {
        end_all(&mut self.child);
        self.child.wait().map(drop)
    }
}

/// Gives a text to a program, which may read slowly, in part, or not at all.
fn feed(mut pipe: ChildStdin, input: String) {
    thread::spawn(move || {
        // A program that has seen enough closes its end: that is no trouble.
        let _ = pipe.write_all(input.as_bytes());
    });
}

#[cfg(unix)]
fn of_its_own(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(unix)]
fn end_all(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    // One that ended in this moment needs no end.
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}

#[cfg(not(unix))]
fn of_its_own(_: &mut Command) {}

#[cfg(not(unix))]
fn end_all(child: &mut Child) {
    let _ = child.kill();
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn ended(script: &str, input: &str, patience: Duration) -> Ended {
        let command = ["sh", "-c", script].map(str::to_owned);
        let running = Running::start(&command, &[("WORD", "麦")], input.to_owned()).unwrap();
        running.wait(patience, &AtomicBool::new(false)).unwrap()
    }

    #[test]
    fn programs_end_well_badly_or_late() {
        const LONG: Duration = Duration::from_secs(20);
        assert_eq!(ended("read line; [ \"$line\" = \"$WORD\" ]", "麦\n", LONG), Ended::Well);
        // More than a pipe holds, and nobody reads it.
        assert_eq!(ended("exit 0", &"长".repeat(1 << 20), LONG), Ended::Well);
        let complains = "echo; printf '没有\\033[31m墨\\n别的' >&2; exec 2>&-; sleep 0.2; exit 3";
        assert_eq!(ended(complains, "", LONG), Ended::Badly("没有[31m墨".to_owned()));
        // What it started ends with it: else the pipe would stay open, and this would wait for it.
        let begun = Instant::now();
        assert_eq!(ended("sleep 600 & wait", "", Duration::from_millis(50)), Ended::Late);
        assert!(begun.elapsed() < LONG);
    }

    #[test]
    fn a_program_that_is_not_there_is_told() {
        assert!(Running::start(&["no-such-program-here".to_owned()], &[], String::new()).is_err());
        assert!(Running::start(&[], &[], String::new()).is_err());
    }
}
