//! `kanbao man`: the manual page, one for the program and all its tasks.

use super::{Session, Task};
use crate::cli::Exit;
use crate::cli::arguments::{self, Positional};
use crate::cli::complaint::Trouble;
use crate::cli::words::words;

pub(in crate::cli) const TASK: Task = Task {
    name: "man",
    summary: words("打印手册页", "Print the manual page"),
    details: words(
        "roff 格式，程序与各项任务合为一页。\n例：kanbao man | man -l -",
        "In roff, one page for the program and all its tasks.\nExample: kanbao man | man -l -",
    ),
    positional: Positional::None,
    options: &[],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let mut page = Vec::new();
    let mut command = arguments::command(session.language);
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for task in command.get_subcommands() {
        render_task(task, &mut page)?;
    }
    session.output.own(String::from_utf8_lossy(&page))?;
    Ok(Exit::Found)
}

/// Adds one task as a section of the page: its synopsis, what it does, its own options.
fn render_task(task: &clap::Command, page: &mut Vec<u8>) -> Result<(), Trouble> {
    let general = ["help", "encoding", "lang", "color", "log"];
    let own: Vec<_> =
        task.get_arguments().filter(|arg| general.contains(&arg.get_id().as_str())).cloned().collect();
    let task =
        own.into_iter().fold(task.clone(), |task, arg| task.mut_arg(arg.get_id(), |arg| arg.hide(true)));
    let title = format!("KANBAO {}", task.get_name().to_uppercase());
    page.extend_from_slice(format!(".SH \"{title}\"\n").as_bytes());
    let man = clap_mangen::Man::new(task);
    man.render_synopsis_section(page)?;
    man.render_options_section(page)?;
    man.render_extra_section(page)?;
    Ok(())
}
