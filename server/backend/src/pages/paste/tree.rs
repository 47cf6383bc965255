//! Cleaned HTML as a tree.

use html5ever::{
    Attribute,
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use std::cell::RefCell;

/// Elements deeper than this are left out; what is in them stays.
const DEEPEST: usize = 100;

pub(super) enum Node {
    Text(String),
    Element(Element),
}

pub(super) struct Element {
    pub(super) name: String,
    attrs: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

impl Element {
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        let found = self.attrs.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The nodes of HTML in which every element is closed, as the cleaner writes it.
pub(super) fn read(html: &str) -> Vec<Node> {
    let tokenizer = Tokenizer::new(Builder::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut open = tokenizer.sink.open.into_inner();
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|root| root.children).unwrap_or_default()
}

/// All text in nodes, with their line breaks.
pub(super) fn text(nodes: &[Node]) -> String {
    let mut all = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => all.push_str(text),
            Node::Element(element) if element.name == "br" => all.push('\n'),
            Node::Element(element) => all.push_str(&self::text(&element.children)),
        }
    }
    all
}

/// The elements that are open, the root first.
struct Builder {
    open: RefCell<Vec<Element>>,
    /// How many elements that are too deep are open.
    beyond: RefCell<usize>,
}

impl Default for Builder {
    fn default() -> Self {
        let root = Element {
            name: String::new(),
            attrs: Vec::new(),
            children: Vec::new(),
        };
        Self {
            open: RefCell::new(vec![root]),
            beyond: RefCell::new(0),
        }
    }
}

fn close(open: &mut Vec<Element>) {
    if let Some(element) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(element));
    }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr")
}

impl Builder {
    fn tag(&self, tag: Tag) {
        let (mut open, mut beyond) = (self.open.borrow_mut(), self.beyond.borrow_mut());
        let name = tag.name.to_string();
        match tag.kind {
            TagKind::StartTag if is_void(&name) || open.len() < DEEPEST => {
                let attr = |attr: Attribute| (attr.name.local.to_string(), attr.value.to_string());
                open.push(Element {
                    attrs: tag.attrs.into_iter().map(attr).collect(),
                    children: Vec::new(),
                    name,
                });
                if open.last().is_some_and(|element| is_void(&element.name)) {
                    close(&mut open);
                }
            }
            TagKind::StartTag => *beyond += 1,
            TagKind::EndTag if *beyond > 0 => *beyond -= 1,
            TagKind::EndTag if open.len() > 1 && open.last().is_some_and(|element| element.name == name) => {
                close(&mut open);
            }
            TagKind::EndTag => {}
        }
    }
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.tag(tag),
            Token::CharacterTokens(text) => {
                if let Some(parent) = self.open.borrow_mut().last_mut() {
                    match parent.children.last_mut() {
                        Some(Node::Text(before)) => before.push_str(&text),
                        _ => parent.children.push(Node::Text(text.to_string())),
                    }
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
