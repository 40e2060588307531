//! The query line: typed text → [`Query`], with the places of all terms and of every mistake.
//!
//! ```text
//! query  = any
//! any    = all { ( "OR" | "或" | "|" ) all }
//! all    = item { item }                           all of them; AND may be written and changes nothing
//! item   = [ "-" ] atom                            "-" leaves out what fits
//! atom   = "(" any ")" | term
//! term   = word                                    fuzzy, ranked: headline, kicker, authors, section, province
//!        | quoted                                  exactly this text, anywhere in the story
//!        | slashed                                 a regular expression: headline, kicker, authors
//!        | key ":" ( value | quoted )              a filter; see keys.rs for the list
//!        | ( "text" | "title" ) ":" slashed        a regular expression: in the body, or in headline and kicker
//! value  = anything up to a blank or a bracket; several parted by "," mean any of them where names are asked
//! quoted = “…”, "…", 「…」
//! slashed = /…/; a slash of the text itself is written \/
//! ```
//!
//! All marks may be full width. There is no wrong query: a term that cannot be understood is left out and told
//! about in [`Query::mistakes`], and the rest works. What is still being typed (an open quote, an open bracket,
//! `省:`) is no mistake worth stopping for.
//!
//! It does not know the stories: what a name stands for is found in `plan.rs`, when the query is run.

mod line;
mod print;
mod tokens;
mod tree;
mod values;

pub use self::line::{has_words, turn_words, without};
use self::tokens::{Token, TokenKind, read_tokens};
pub use self::tree::{Ask, Name, Node, NumberRange, Query, Scope, Term};
use super::mistake::{Mistake, MistakeKind};

/// Understands what was typed.
pub fn parse(typed: &str) -> Query {
    let mut mistakes = Vec::new();
    let tokens = read_tokens(typed, &mut mistakes);
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0, mistakes };
    let mut nodes = vec![reader.any()];
    while let Some(token) = reader.take() {
        // Only a closing bracket that nothing opened stops the reader before the end.
        reader.mistakes.push(Mistake { span: token.span.clone(), kind: MistakeKind::StrayBracket });
        nodes.push(reader.any());
    }
    let mut mistakes = reader.mistakes;
    mistakes.sort_by_key(|mistake| mistake.span.start);
    Query { root: gather(nodes, Node::All), mistakes }
}

/// How deep brackets may stand in each other.
const DEEPEST: usize = 32;

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<&'a Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    fn any(&mut self) -> Node {
        let mut alternatives = vec![self.all()];
        let mut said_nothing = matches!(alternatives.last(), Some(Node::All(nodes)) if nodes.is_empty());
        while let Some(Token { span, kind: TokenKind::Or }) = self.peek() {
            self.at += 1;
            let before = self.at;
            let next = self.all();
            let ends = self.at == before;
            if said_nothing || ends {
                self.mistakes.push(Mistake { span: span.clone(), kind: MistakeKind::LonelyOr });
            }
            said_nothing = matches!(&next, Node::All(nodes) if nodes.is_empty());
            alternatives.push(next);
        }
        // "麦 OR" is on its way to be "麦 OR 稻" and must not show everything meanwhile.
        alternatives.retain(|node| !matches!(node, Node::All(nodes) if nodes.is_empty()));
        match alternatives.len() {
            0 => Node::default(),
            _ => gather(alternatives, Node::Any),
        }
    }

    fn all(&mut self) -> Node {
        let mut nodes = Vec::new();
        while let Some(token) = self.peek() {
            if matches!(token.kind, TokenKind::Or | TokenKind::Close) {
                break;
            }
            nodes.extend(self.item());
        }
        gather(nodes, Node::All)
    }

    fn item(&mut self) -> Option<Node> {
        let token = self.take()?;
        match &token.kind {
            TokenKind::Minus => {
                let next = self.peek().map(|next| &next.kind);
                if matches!(next, Some(TokenKind::Open | TokenKind::Term(_) | TokenKind::Nothing)) {
                    let node = self.item()?;
                    let says_nothing = matches!(&node, Node::All(nodes) if nodes.is_empty());
                    return (!says_nothing).then(|| Node::Not(Box::new(node)));
                }
                self.mistakes.push(Mistake { span: token.span.clone(), kind: MistakeKind::LonelyMinus });
                None
            }
            TokenKind::Open if self.depth >= DEEPEST => {
                self.mistakes.push(Mistake { span: token.span.clone(), kind: MistakeKind::StrayBracket });
                None
            }
            TokenKind::Open => {
                self.depth += 1;
                let node = self.any();
                self.depth -= 1;
                if matches!(self.peek(), Some(Token { kind: TokenKind::Close, .. })) {
                    self.at += 1;
                }
                Some(node)
            }
            TokenKind::Term(ask) => Some(Node::Term(Term { span: token.span.clone(), ask: ask.clone() })),
            TokenKind::Nothing | TokenKind::Close | TokenKind::Or => None,
        }
    }
}

/// Several nodes as one; a node of the same sort gives up its own children.
fn gather(nodes: Vec<Node>, kind: fn(Vec<Node>) -> Node) -> Node {
    let all = matches!(kind(Vec::new()), Node::All(_));
    let mut flat = Vec::new();
    for node in nodes {
        match node {
            Node::All(children) if all => flat.extend(children),
            Node::Any(children) if !all => flat.extend(children),
            other => flat.push(other),
        }
    }
    match flat.len() {
        1 => flat.pop().unwrap_or_default(),
        _ => kind(flat),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, printed: &str) {
        let query = parse(typed);
        assert_eq!(query.to_string(), printed, "{typed}");
        assert_eq!(query.mistakes, [], "{typed}");
        assert_eq!(parse(printed).root, query.root, "{printed}");
    }

    #[test]
    fn what_is_left_out_twice_is_written_so_that_it_is_read_back() {
        check("-(-小麦)", "-(-小麦)");
        check("-(-(-“小麦”))", "-(-(-\"小麦\"))");
        check("-(--)", "-(--)");
        check("-(－－小麦)", "-(－－小麦)");
    }

    #[test]
    fn typed_queries_are_understood() {
        let cases = [
            ("", ""),
            ("麦收 henan", "麦收 henan"),
            ("“高标准农田”", "\"高标准农田\""),
            ("「引号」", "\"引号\""),
            ("麦 OR 稻", "麦 OR 稻"),
            ("麦 或 稻 | 油菜", "麦 OR 稻 OR 油菜"),
            ("(麦 OR 稻) 收", "(麦 OR 稻) 收"),
            ("（麦 OR 稻） AND 收", "(麦 OR 稻) 收"),
            ("麦 -稻", "麦 -稻"),
            ("-(麦 稻)", "-(麦 稻)"),
            ("－省：河南", "-province:河南"),
            ("省:河南", "province:河南"),
            ("ｐ：ｈｎ", "province:ｈｎ"),
            ("about:henan mentions:西藏", "province:henan mentions:西藏"),
            ("地:漯河 栏:地方动态 作者:张三 报:样报", "place:漯河 section:地方动态 author:张三 paper:样报"),
            ("seam:>1", "seam:>1.00"),
            ("seam:>0.99", "seam:>=1.00"),
            ("s:\"地方 动态\"", "section:\"地方 动态\""),
            ("版:7", "page:7"),
            ("版：１－４", "page:1..4"),
            ("日期:2024-11", "date:2024-11"),
            ("日期:2024-11..2024-12", "date:2024-11..2024-12"),
            ("after:2024-11 before:2025", "after:2024-11 before:2025"),
            ("近:7天 newer:1w", "newer:7d newer:1w"),
            ("是:未读 is:starred", "is:unread is:starred"),
            ("tag:待查 tag:\"两 字\"", "tag:待查 tag:\"两 字\""),
            ("长:>1500 长:<=200 字数:500-900", "length:>=1501 length:<=200 length:500..900"),
            ("seam:<0.8 缝:>=50%", "seam:<=0.79 seam:>=0.50"),
            ("长:》1500", "length:>=1501"),
            ("text:减税 -正文:加税", "text:减税 -text:加税"),
            ("题:fengshou", "title:fengshou"),
            ("/麦.*收/ 稻", "/麦.*收/ 稻"),
            ("-／(麦|稻)收 多／", "-/(麦|稻)收 多/"),
            (r"/每亩\/公斤/", r"/每亩\/公斤/"),
            ("/没有写完", "/没有写完/"),
            ("正文:/\\d+亩/ 题:/^麦/", "text:/\\d+亩/ title:/^麦/"),
            ("麦/稻", "麦/稻"),
            ("12:30 http://x.cn", "12:30 http://x.cn"),
            ("\"没有写完", "\"没有写完\""),
            ("(没有写完", "没有写完"),
            ("a-b", "a-b"),
        ];
        for (typed, printed) in cases {
            check(typed, printed);
        }
    }

    #[test]
    fn a_mistake_is_pointed_at_and_the_rest_works() {
        let cases = [
            ("麦 升:河南", "升", "麦"),
            ("麦 prvince:河南", "prvince", "麦"),
            ("麦 省:河难", "河难", "麦"),
            ("麦 日期:2024-13", "2024-13", "麦"),
            ("麦 版:七", "七", "麦"),
            ("麦 是:没读", "没读", "麦"),
            ("麦 近:很久", "很久", "麦"),
            ("麦 省:", "省:", "麦"),
            ("麦 )稻", ")", "麦 稻"),
            ("OR 麦", "OR", "麦"),
            ("麦 OR", "OR", "麦"),
            ("麦 长:>", ">", "麦"),
            ("麦 -", "-", "麦"),
            ("麦 /收[/", "[", "麦"),
            ("麦 题:/*/", "*", "麦"),
            ("麦 text:/a(b/ 稻", "(", "麦 稻"),
        ];
        for (typed, wrong, printed) in cases {
            let query = parse(typed);
            assert_eq!(query.to_string(), printed, "{typed}");
            let spans: Vec<&str> =
                query.mistakes.iter().map(|mistake| &typed[mistake.span.clone()]).collect();
            assert_eq!(spans, [wrong], "{typed}");
        }
    }

    #[test]
    fn chips_are_taken_off_one_by_one() {
        let typed = "麦 -省:河南 (稻 OR 油菜) 长:>100";
        let chips: Vec<String> = parse(typed).chips().iter().map(|(_, node)| node.to_string()).collect();
        assert_eq!(chips, ["麦", "-province:河南", "稻 OR 油菜", "length:>=101"]);
        let rest: Vec<String> = parse(typed).chips().iter().map(|(span, _)| without(typed, span)).collect();
        assert_eq!(
            rest,
            [
                "-省:河南 (稻 OR 油菜) 长:>100",
                "麦 (稻 OR 油菜) 长:>100",
                "麦 -省:河南 长:>100",
                "麦 -省:河南 (稻 OR 油菜)",
            ]
        );
    }
}
