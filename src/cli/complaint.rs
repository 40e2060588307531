//! What went wrong, as one line that says what to do about it.

use std::io;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::output::Output;
use super::words::words;
use super::{Exit, task};
use crate::model::Language;
use crate::text::slips::nearest;

/// What stops a task.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Whoever reads our output has closed it.
    OutputClosed,
    /// Our output cannot be written, for example because the disk is full.
    Output(io::Error),
    /// An argument makes no sense.
    Argument(String),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::OutputClosed } else { Self::Output(error) }
    }
}

impl Trouble {
    /// The trouble as a sentence.
    pub(super) fn describe(&self, language: Language) -> String {
        match (self, language) {
            (Self::OutputClosed, _) => words("输出已被关闭", "the output was closed").to(language).to_owned(),
            (Self::Output(error), Language::Chinese) => format!("无法写出：{error}"),
            (Self::Output(error), Language::English) => format!("cannot write the output: {error}"),
            (Self::Argument(sentence), _) => sentence.clone(),
        }
    }
}

/// Answers what is not a task: shows the help or the version that was asked for, or says what is wrong.
pub(super) fn answer(error: &clap::Error, language: Language, output: &mut Output) -> Result<Exit, Trouble> {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        output.own(error.render())?;
        return Ok(Exit::Found);
    }
    let advice = words("用 kanbao --help 查看用法", "see kanbao --help").to(language);
    let end = words("；", "; ").to(language);
    Err(Trouble::Argument(format!("{}{end}{advice}", sentence(error, language))))
}

/// What clap found wrong, in the reader's language and with the nearest right name.
fn sentence(error: &clap::Error, language: Language) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let template = match error.kind() {
        ErrorKind::UnknownArgument => words("没有选项“{a}”", "there is no option “{a}”"),
        ErrorKind::InvalidSubcommand => words("没有任务“{a}”", "there is no task “{a}”"),
        ErrorKind::InvalidValue if value.is_empty() => words("“{a}”需要一个值", "“{a}” needs a value"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words("“{a}”不能是“{v}”", "“{a}” cannot be “{v}”")
        }
        ErrorKind::MissingRequiredArgument => words("还缺少 {a}", "{a} is missing"),
        ErrorKind::ArgumentConflict => words("“{a}”不能与 {p} 同用", "“{a}” cannot be used with {p}"),
        ErrorKind::TooManyValues => words("“{a}”不需要值“{v}”", "“{a}” takes no value “{v}”"),
        ErrorKind::InvalidUtf8 => words("有参数不是 UTF-8 文字", "an argument is not valid UTF-8"),
        _ => words("参数有误：{a} {v}", "the arguments make no sense: {a} {v}"),
    };
    let prior = context(error, ContextKind::PriorArg);
    let told = template.to(language).replace("{a}", &argument).replace("{v}", &value).replace("{p}", &prior);
    told + &suggestion(error, language)
}

/// The nearest right names, or the values that would have been right.
fn suggestion(error: &clap::Error, language: Language) -> String {
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    let nearest = nearest.into_iter().map(|kind| context(error, kind)).find(|text| !text.is_empty());
    if let Some(nearest) = nearest {
        return did_you_mean(&nearest, language);
    }
    let right = context(error, ContextKind::ValidValue);
    if right.is_empty() {
        return String::new();
    }
    words("（可用：{}）", " (right would be: {})").to(language).replace("{}", &right)
}

/// “Did you mean …?” to be appended to a complaint.
pub(super) fn did_you_mean(name: &str, language: Language) -> String {
    words("，您要的是“{}”吗", " (did you mean “{}”?)").to(language).replace("{}", name)
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    // clap quotes an argument with its value's name, "--id <ID>" or "<PATH>...": the name alone was typed.
    let text = text.split(" <").next().unwrap_or_default();
    text.trim_start_matches('<').trim_end_matches(['>', '.']).to_owned()
}

/// The task that was meant by a path that does not exist, if one is near.
pub(super) fn task_nearest_to(path: &str) -> Option<&'static str> {
    nearest(path, task::ALL.iter().map(|task| task.name)).filter(|_| path.chars().count() > 2)
}
