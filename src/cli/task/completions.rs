//! `kanbao completions`: what a shell needs to complete our command line.

use super::{Session, Task};
use crate::cli::Exit;
use crate::cli::arguments::{self, Positional};
use crate::cli::complaint::Trouble;
use crate::cli::words::words;

const SHELL: &str = "SHELL";

pub(in crate::cli) const TASK: Task = Task {
    name: "completions",
    summary: words("打印命令行补全脚本", "Print a completion script for a shell"),
    details: words(
        "可用：bash、zsh、fish、elvish、powershell。\n\
         例：kanbao completions bash > ~/.local/share/bash-completion/completions/kanbao",
        "For bash, zsh, fish, elvish or powershell.\n\
         Example: kanbao completions bash > ~/.local/share/bash-completion/completions/kanbao",
    ),
    positional: Positional::Word(
        SHELL,
        &["bash", "zsh", "fish", "elvish", "powershell"],
        words(
            "哪种 shell [bash zsh fish elvish powershell]",
            "Which shell [bash zsh fish elvish powershell]",
        ),
    ),
    options: &[],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let shell: clap_complete::Shell =
        session.value(SHELL).and_then(|name| name.parse().ok()).expect("the table lets only known shells in");
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(session.language), "kanbao", &mut script);
    session.output.own(String::from_utf8_lossy(&script))?;
    Ok(Exit::Found)
}
