//! The open article read aloud from the chosen sentence on, by a program of the reader's: each sentence is chosen while it is
//! spoken.

use super::effect::Effect;
use super::event::Notice;
use super::passage::{self, Chosen, Stretch};
use super::state::State;
use crate::model::{ArticleId, Language};

/// What is to be read aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Tells this reading from others.
    pub ticket: u64,
    /// Programs of which the first that is there speaks what it reads.
    pub programs: Vec<Vec<String>>,
    /// The sentences.
    pub sentences: Vec<String>,
    /// The number of the first of them in the article.
    pub first: usize,
    /// The language in which it is told what went wrong.
    pub language: Language,
}

/// How the reading goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The sentence with this number is spoken now.
    At(usize),
    /// Everything was spoken.
    Done,
    /// It broke off, and why; nothing is said of a program that is not there.
    BrokeOff(Option<String>),
}

/// A reading that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aloud {
    ticket: u64,
    article: ArticleId,
}

/// Begins at the chosen sentence, or at the first one in view; or ends what goes on.
pub(crate) fn turn(state: &mut State) -> Vec<Effect> {
    if state.aloud.take().is_some() {
        state.chosen = None;
        state.tell(state.say("不再朗读", "no more reading aloud"));
        return vec![Effect::Hush];
    }
    let Some(article) = state.open_article() else { return Vec::new() };
    let all = passage::sentences_of(article);
    let begin = passage::chosen_or_first(state).first().map(passage::Piece::start);
    let holds = |piece: &passage::Piece| {
        begin.is_some_and(|begin| piece.part == begin.part && piece.bytes.contains(&(begin.byte as usize)))
    };
    let first = all.iter().position(holds).unwrap_or(0);
    let spoken = all.get(first..).unwrap_or_default().iter();
    let sentences = spoken.map(|piece| passage::text_of(article, std::slice::from_ref(piece))).collect();
    let article = article.id.clone();
    state.aloud_ticket += 1;
    let ticket = state.aloud_ticket;
    state.aloud = Some(Aloud { ticket, article });
    let (programs, language) = (programs(&state.settings.aloud), state.language());
    vec![Effect::ReadAloud(Wish { ticket, programs, sentences, first, language })]
}

/// Follows the voice.
pub(crate) fn hear(state: &mut State, ticket: u64, news: &News) {
    if state.aloud.as_ref().is_none_or(|aloud| aloud.ticket != ticket) {
        return;
    }
    let sentence = match news {
        News::At(sentence) => *sentence,
        News::Done | News::BrokeOff(_) => {
            state.aloud = None;
            state.chosen = None;
            state.notice = words_of(state, news);
            return;
        }
    };
    state.chosen = Some(Chosen::Sentences(Stretch { from: sentence, to: sentence, held: false }));
    let place =
        state.open_article().map(passage::sentences_of).and_then(|all| Some(all.get(sentence)?.start()));
    if let Some((reader, place)) = state.reader.as_mut().zip(place) {
        reader.show(place);
    }
}

/// Whoever turns to another article is not read the one before.
pub(crate) fn follow(state: &mut State) -> Vec<Effect> {
    let here = state.open_article().map(|article| &article.id);
    if state.aloud.as_ref().is_none_or(|aloud| Some(&aloud.article) == here) {
        return Vec::new();
    }
    state.aloud = None;
    vec![Effect::Hush]
}

fn words_of(state: &State, news: &News) -> Option<Notice> {
    match news {
        News::At(_) => None,
        News::Done => Some(Notice::news(state.say("读完了", "read to the end"))),
        News::BrokeOff(Some(words)) => {
            Some(Notice::trouble(format!("{}{words}", state.say("朗读程序：", "reading aloud: "))))
        }
        News::BrokeOff(None) => Some(Notice::trouble(state.say(
            "没有朗读程序：装 espeak-ng，或在设置里写 aloud",
            "no program speaks: install espeak-ng, or name one in the settings (aloud)",
        ))),
    }
}

/// The program of the settings, or those that are known.
fn programs(own: &[String]) -> Vec<Vec<String>> {
    const KNOWN: [&[&str]; 2] = [&["espeak-ng", "-v", "cmn", "--stdin"], &["say", "-f", "-"]];
    if !own.is_empty() {
        return vec![own.to_vec()];
    }
    KNOWN.iter().map(|words| words.iter().map(|word| (*word).to_owned()).collect()).collect()
}
