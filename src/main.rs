//! The program: everything is in the library; this turns its outcome into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    kanbao::cli::run(std::env::args_os())
}
