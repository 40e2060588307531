//! Whether somebody could take the reader up again after a stop.
//!
//! POSIX calls a process group orphaned when no process outside of it, in the same session, is the parent of one of
//! its members; the system itself does not stop such a group at Ctrl-Z, for nobody would bring it back. The reader
//! looks for itself because it gives the terminal back before it stops, and because it stops by SIGSTOP, which the
//! system obeys in every case.

/// Whether a shell, or another program that looks after jobs, stands above this program in its session.
///
/// A terminal that runs nothing but the reader, or nothing but a script that started it, has none. Where the system
/// does not tell, the answer is yes: the reader then stops as every program does.
#[cfg(target_os = "linux")]
pub(super) fn is_above() -> bool {
    above(std::process::id(), Process::of)
}

#[cfg(all(unix, not(target_os = "linux")))]
pub(super) fn is_above() -> bool {
    use rustix::process::{getppid, getsid};
    getppid().is_some_and(|parent| getsid(Some(parent)) == getsid(None))
}

#[cfg(not(unix))]
pub(super) fn is_above() -> bool {
    false
}

/// What `/proc/PID/stat` says of how a process is related to others. A container shows what lies outside of it as 0.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy)]
struct Process {
    parent: u32,
    group: u32,
    session: u32,
}

#[cfg(target_os = "linux")]
impl Process {
    #[expect(clippy::disallowed_methods, reason = "this file is the system's, not a newspaper's")]
    fn of(id: u32) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
    }

    /// The name stands in brackets and may hold blanks and brackets itself; the state, the parent, the group and the
    /// session follow (`proc_pid_stat(5)`).
    fn parse(stat: &str) -> Option<Self> {
        let (_, behind) = stat.rsplit_once(')')?;
        let mut numbers = behind.split_ascii_whitespace().skip(1).map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Self { parent: next()?, group: next()?, session: next()? })
    }
}

/// Goes up from the process `own` until another group of the same session is met, or there is none.
#[cfg(target_os = "linux")]
fn above(own: u32, process: impl Fn(u32) -> Option<Process>) -> bool {
    let Some(own) = process(own) else { return true };
    let mut parent = own.parent;
    while parent != 0 {
        let Some(above) = process(parent) else { return true };
        if above.session != own.session {
            return false;
        }
        if above.group != own.group {
            return true;
        }
        parent = above.parent;
    }
    false
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    /// Rows of number, parent, group and session; the reader is number 9.
    fn is_above_in(rows: &[[u32; 4]]) -> bool {
        above(9, |id| {
            let &[_, parent, group, session] = rows.iter().find(|row| row[0] == id)?;
            Some(Process { parent, group, session })
        })
    }

    #[test]
    fn a_shell_of_the_same_session_takes_the_reader_up_again() {
        let cases: [(&str, bool, &[[u32; 4]]); 9] = [
            ("a shell that looks after jobs", true, &[[9, 5, 9, 5], [5, 1, 5, 5]]),
            ("a script below such a shell", true, &[[9, 7, 7, 5], [7, 5, 7, 5], [5, 1, 5, 5]]),
            ("the reader alone in its terminal", false, &[[9, 5, 9, 9], [5, 1, 5, 5]]),
            ("a script alone in its terminal", false, &[[9, 7, 7, 7], [7, 5, 7, 7], [5, 1, 5, 5]]),
            ("the first program of a container", false, &[[9, 0, 9, 9]]),
            ("a parent whose session lies outside of the container", false, &[[9, 5, 9, 9], [5, 0, 0, 0]]),
            ("a shell whose session lies outside of the container", true, &[[9, 5, 9, 0], [5, 0, 0, 0]]),
            ("a parent that is not shown", true, &[[9, 5, 9, 5]]),
            ("nothing is told", true, &[]),
        ];
        for (case, expected, rows) in cases {
            assert_eq!(is_above_in(rows), expected, "{case}");
        }
    }

    #[test]
    fn a_name_with_blanks_and_brackets_does_not_shift_the_numbers() {
        let process = Process::parse("9 (a) b (c) S 7 8 5 34816 9 4194304").unwrap();
        assert_eq!((process.parent, process.group, process.session), (7, 8, 5));
        assert!(Process::parse("9 (short) S 7").is_none());
        assert!(Process::parse("").is_none());
    }

    #[test]
    fn the_system_tells_of_this_very_process() {
        let process = Process::of(std::process::id()).unwrap();
        assert_eq!(process.parent, std::os::unix::process::parent_id());
    }
}
