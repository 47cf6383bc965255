//! HTML that somebody pastes, from Word, Google Docs or a website, as formatted text.
//!
//! Cleaned first: scripts, styles and whatever is not on the list are gone before it is read. Then read element by element into the
//! typed text, in which nothing can be that is no text, mark or link.

mod inline;
mod tree;

use crate::{
    error::{BackendError, Result},
    scope::StaffScope,
};
use ammonia::Builder;
use domain::{
    page::rich_text::{Inline, MAX_DEPTH, Mark, RichBlock, RichDoc},
    role::Permission,
};
use inline::Line;
use std::collections::{HashMap, HashSet};
use tree::{Element, Node};

/// The longest HTML that is looked at, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// The formatted text of pasted HTML. Tables become a paragraph for each row; `{{contact.name}}` becomes a merge tag.
///
/// # Errors
/// [`BackendError::Conflict`] when it is longer than [`MAX_BYTES`], or becomes a text that is too long for a block.
pub fn rich_text(html: &str) -> Result<RichDoc> {
    if html.len() > MAX_BYTES {
        return Err(BackendError::Conflict(
            "What you pasted is longer than 1 MB. Please paste it in several parts.".to_owned(),
        ));
    }
    let doc = RichDoc {
        blocks: flow(&tree::read(&clean(html)), &[], 0),
    };
    doc.check()
        .map_err(|error| BackendError::Conflict(error.to_string()))?;
    Ok(doc)
}

/// The same for a member of staff who makes pages.
///
/// # Errors
/// [`BackendError::Forbidden`]; as [`rich_text`].
pub fn for_staff(scope: &StaffScope, html: &str) -> Result<RichDoc> {
    scope.require(Permission::PagesManage)?;
    rich_text(html)
}

/// Only elements and attributes that are read below; of styles only those that say bold, italic, underlined, or a list of Word's.
fn clean(html: &str) -> String {
    let tags = [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "hr",
        "br",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "ins",
        "code",
        "tt",
        "kbd",
        "samp",
        "a",
        "span",
        "font",
    ];
    let hidden = [
        "script", "style", "title", "head", "template", "noscript", "textarea", "select", "svg", "math",
        "object", "iframe", "button", "video", "audio", "canvas",
    ];
    Builder::empty()
        .tags(HashSet::from(tags))
        .clean_content_tags(HashSet::from(hidden))
        .generic_attributes(HashSet::from(["style", "class"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .filter_style_properties(HashSet::from([
            "font-weight",
            "font-style",
            "text-decoration",
            "text-decoration-line",
            "mso-list",
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None)
        .clean(html)
        .to_string()
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "hr"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "dl"
            | "dt"
            | "dd"
    )
}

fn holds_blocks(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(_) => false,
        Node::Element(element) => is_block(&element.name) || holds_blocks(&element.children),
    })
}

/// What stands one under another. `marks` are those of the elements around; `depth` counts lists and quotations.
fn flow(nodes: &[Node], marks: &[Mark], depth: usize) -> Vec<RichBlock> {
    let (mut blocks, mut line) = (Vec::new(), Line::default());
    for node in nodes {
        match node {
            Node::Element(element) if is_block(&element.name) => {
                flush(&mut line, &mut blocks);
                block(element, marks, depth, &mut blocks);
            }
            // As Google Docs wraps a whole document into one <b>.
            Node::Element(element) if holds_blocks(&element.children) => {
                flush(&mut line, &mut blocks);
                let marks = inline::with_marks_of(element, marks);
                blocks.extend(flow(&element.children, &marks, depth));
            }
            inline => line.add(inline, marks),
        }
    }
    flush(&mut line, &mut blocks);
    blocks
}

fn flush(line: &mut Line, blocks: &mut Vec<RichBlock>) {
    let content = std::mem::take(line).done();
    if !content.is_empty() {
        blocks.push(RichBlock::Paragraph(content));
    }
}

fn block(element: &Element, marks: &[Mark], depth: usize, into: &mut Vec<RichBlock>) {
    let within = || flow(&element.children, marks, depth);
    match element.name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            // The page has its own title, so the first level is the second here.
            let level = match element.name.as_str() {
                "h1" | "h2" => 2,
                "h3" => 3,
                _ => 4,
            };
            // A heading is bold as it is.
            let content = Line::of(&element.children, marks).done();
            let content = inline::without(content, &Mark::Strong);
            if !content.is_empty() {
                into.push(RichBlock::Heading { level, content });
            }
        }
        "ul" | "ol" | "blockquote" if depth >= MAX_DEPTH => into.extend(within()),
        "ul" => {
            let items = items(&element.children, marks, depth + 1);
            into.extend((!items.is_empty()).then_some(RichBlock::BulletList(items)));
        }
        "ol" => {
            let start = element
                .attr("start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(1);
            let items = items(&element.children, marks, depth + 1);
            into.extend((!items.is_empty()).then_some(RichBlock::OrderedList { start, items }));
        }
        "blockquote" => {
            let content = flow(&element.children, marks, depth + 1);
            into.extend((!content.is_empty()).then_some(RichBlock::Quote(content)));
        }
        "pre" => {
            let text = tree::text(&element.children);
            let text = text.trim_matches('\n');
            into.extend((!text.trim().is_empty()).then(|| RichBlock::Code(text.to_owned())));
        }
        "hr" => into.push(RichBlock::Rule),
        "tr" => into.extend(row(element, marks)),
        "p" if inline::is_word_item(element) && depth < MAX_DEPTH => word_item(element, marks, into),
        _ => into.extend(within()),
    }
}

/// The items of a list. A list between the items, as Google Docs writes it, belongs to the item before.
fn items(nodes: &[Node], marks: &[Mark], depth: usize) -> Vec<Vec<RichBlock>> {
    let mut items: Vec<Vec<RichBlock>> = Vec::new();
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if element.name == "li" {
            items.push(flow(&element.children, marks, depth));
        } else {
            let more = flow(std::slice::from_ref(node), marks, depth);
            match items.last_mut() {
                Some(last) => last.extend(more),
                None if more.is_empty() => {}
                None => items.push(more),
            }
        }
    }
    items.retain(|item| !item.is_empty());
    items.into_iter().map(beginning_with_a_paragraph).collect()
}

/// An item begins with a paragraph, as the editor wants it.
fn beginning_with_a_paragraph(mut item: Vec<RichBlock>) -> Vec<RichBlock> {
    if !matches!(item.first(), Some(RichBlock::Paragraph(_))) {
        item.insert(0, RichBlock::Paragraph(Vec::new()));
    }
    item
}

/// Word writes an item of a list as a paragraph with its bullet or number in it.
fn word_item(element: &Element, marks: &[Mark], into: &mut Vec<RichBlock>) {
    let (content, ordered) = inline::word_item(element, marks);
    if content.is_empty() {
        return;
    }
    let item = vec![RichBlock::Paragraph(content)];
    match (into.last_mut(), ordered) {
        (Some(RichBlock::OrderedList { items, .. }), true) | (Some(RichBlock::BulletList(items)), false) => {
            items.push(item);
        }
        (_, true) => into.push(RichBlock::OrderedList {
            start: 1,
            items: vec![item],
        }),
        (_, false) => into.push(RichBlock::BulletList(vec![item])),
    }
}

/// A row of a table in one paragraph.
fn row(element: &Element, marks: &[Mark]) -> Option<RichBlock> {
    let mut content = Vec::new();
    for node in &element.children {
        let Node::Element(cell) = node else { continue };
        let cell = Line::of(&cell.children, marks).done();
        if !cell.is_empty() {
            if !content.is_empty() {
                content.push(Inline::plain(" | "));
            }
            content.extend(cell);
        }
    }
    (!content.is_empty()).then_some(RichBlock::Paragraph(content))
}

#[cfg(test)]
mod tests;
