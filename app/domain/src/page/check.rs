//! What should be put right before a page is published: what readers who listen would miss, and what leads nowhere.
//!
//! Colours are the portal's, so their contrast is checked where they are chosen.

use super::{
    blocks::Body,
    doc::{Doc, Inside, Node},
    id::{BlockId, SlotName},
    rich_text::{Inline, RichDoc, RichLine},
};
use serde::{Deserialize, Serialize};

/// Something to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The block.
    pub block: BlockId,
    /// The field, like `images.0.alt`; or empty.
    pub field: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it is and what to do, for the user.
    pub message: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It could be better.
    Hint,
    /// Some readers miss something.
    Warning,
}

struct Check {
    found: Vec<Finding>,
    /// The rank of the last heading; the page's title has the first.
    rank: u8,
}

/// Texts of links that say nothing of where they lead (WCAG 2.2, 2.4.4).
const VAGUE: [&str; 7] = ["here", "click here", "click", "link", "more", "read more", "this"];

impl Doc {
    /// What should be put right, in the order of the page.
    pub fn check(&self) -> Vec<Finding> {
        let mut check = Check {
            found: Vec::new(),
            rank: 1,
        };
        let shown = |id: &BlockId| self.node(id).is_some_and(|node| node.issue().is_none());
        for (_, id) in self.walk() {
            // What is in a block that can't be shown isn't either; the finding on the block says so.
            if let Some(node) = self.node(id).filter(|_| self.ancestors(id).all(shown)) {
                check.block(self, id, node);
            }
        }
        check.found
    }
}

impl Check {
    fn add(&mut self, id: &BlockId, field: &str, severity: Severity, message: impl Into<String>) {
        self.found.push(Finding {
            block: id.clone(),
            field: field.to_owned(),
            severity,
            message: message.into(),
        });
    }

    fn warn(&mut self, id: &BlockId, field: &str, message: impl Into<String>) {
        self.add(id, field, Severity::Warning, message);
    }

    fn block(&mut self, doc: &Doc, id: &BlockId, node: &Node) {
        match &node.body {
            Body::Heading(heading) => {
                if heading.text.is_blank() {
                    self.warn(id, "text", "This heading is empty. Write it, or delete it.");
                }
                self.heading(id, "level", heading.level.number());
                self.links(id, "text", &heading.text.inlines);
            }
            Body::Text(text) => self.text(id, "text", &text.text),
            Body::Callout(callout) => {
                self.links(id, "title", &callout.title.inlines);
                self.text(id, "text", &callout.text);
            }
            Body::Button(button) => {
                if button.text.is_blank() {
                    self.warn(id, "text", "This button has no text. Say where it leads.");
                } else if is_vague(&button.text.plain()) {
                    self.add(id, "text", Severity::Hint, "Say where this button leads.");
                }
                if button.href.is_empty() {
                    self.warn(
                        id,
                        "href",
                        "This button leads nowhere. Choose a page or an address.",
                    );
                }
            }
            Body::Image(image) => {
                if image.file.is_empty() {
                    self.warn(id, "file", "No image is chosen yet.");
                } else if image.alt.trim().is_empty() && (!image.decorative || !image.href.is_empty()) {
                    self.warn(
                        id,
                        "alt",
                        "Say what is to be seen, for those who don't see it, or mark it as decoration.",
                    );
                }
            }
            Body::Gallery(gallery) => {
                if gallery.images.is_empty() {
                    self.warn(id, "images", "This gallery has no images yet.");
                }
                for (nth, image) in gallery.images.iter().enumerate() {
                    if image.file.is_empty() {
                        self.warn(id, &format!("images.{nth}.file"), "No image is chosen yet.");
                    } else if image.alt.trim().is_empty() {
                        let field = format!("images.{nth}.alt");
                        self.warn(
                            id,
                            &field,
                            format!("Say what is to be seen on image {}.", nth + 1),
                        );
                    }
                }
            }
            Body::Video(video) => {
                if video.address.is_empty() {
                    self.warn(id, "address", "No video is chosen yet.");
                }
                if video.title.trim().is_empty() {
                    self.warn(
                        id,
                        "title",
                        "Say what this video shows, for those who don't see it.",
                    );
                }
            }
            Body::Html(html) => {
                if html.html.trim().is_empty() {
                    self.warn(id, "html", "There is no HTML yet.");
                }
                if html.title.trim().is_empty() {
                    self.warn(id, "title", "Say what this is, for those who don't see it.");
                }
            }
            Body::Table(table) => {
                let cells = || table.rows.iter().flatten();
                if cells().all(RichLine::is_blank) {
                    self.warn(id, "rows", "This table is empty.");
                }
                for cell in cells() {
                    self.links(id, "rows", &cell.inlines);
                }
            }
            Body::ContactCard(card) => {
                if card.name.is_blank() {
                    self.warn(id, "name", "This contact card has no name.");
                }
            }
            Body::AccordionItem(item) => {
                if item.title.is_blank() {
                    self.warn(id, "title", "This accordion item has no heading.");
                }
                self.holds(doc, id, "content", "Nothing is in this accordion item yet.");
            }
            Body::Accordion(_) => self.holds(doc, id, "items", "Nothing is in this accordion yet."),
            Body::Card(card) => {
                self.links(id, "title", &card.title.inlines);
                self.holds(doc, id, "content", "Nothing is in this card yet.");
            }
            Body::Columns(_) => {
                if node.slots().next().is_none() {
                    self.add(id, "", Severity::Hint, "Nothing is in these columns yet.");
                }
                let closed =
                    |name: &SlotName| !node.body.slots().iter().any(|slot| slot.name == name.as_str());
                if node.slots().any(|(name, _)| closed(name)) {
                    self.warn(
                        id,
                        "layout",
                        "Some blocks are in a column that this layout does not show.",
                    );
                }
            }
            Body::Opaque(issue) => self.warn(id, "", format!("{issue} Readers don't see it.")),
            Body::Divider(_) | Body::Spacer(_) => {}
            Body::Invoices(_)
            | Body::Balance(_)
            | Body::Payments(_)
            | Body::Activity(_)
            | Body::NeedsAction(_) => {}
        }
    }

    fn holds(&mut self, doc: &Doc, id: &BlockId, slot: &str, message: &str) {
        let inside = SlotName::new(slot).map(|slot| Inside {
            block: id.clone(),
            slot,
        });
        if doc.children(inside.as_ref()).is_empty() {
            self.add(id, "", Severity::Hint, message);
        }
    }

    /// Headings go down one rank at a time (WCAG 2.2, 1.3.1).
    fn heading(&mut self, id: &BlockId, field: &str, rank: u8) {
        if rank > self.rank + 1 {
            let message = match self.rank {
                1 => "The first heading of a page should be a section.".to_owned(),
                above => format!(
                    "A heading of rank {rank} follows one of rank {above}. Use rank {}.",
                    above + 1
                ),
            };
            self.warn(id, field, message);
        }
        self.rank = rank;
    }

    fn text(&mut self, id: &BlockId, field: &str, text: &RichDoc) {
        if text.is_blank() {
            self.warn(id, field, "There is no text yet. Write it, or delete the block.");
        }
        for (level, line) in text.lines() {
            if let Some(level) = level {
                self.heading(id, field, level);
            }
            self.links(id, field, line);
        }
    }

    /// Each link, which may be of several pieces, should say where it leads.
    fn links(&mut self, id: &BlockId, field: &str, line: &[Inline]) {
        let linked = line
            .chunk_by(|a, b| a.href() == b.href())
            .filter(|pieces| pieces[0].href().is_some());
        for pieces in linked {
            let text = RichLine {
                inlines: pieces.to_vec(),
            }
            .plain();
            if text.trim().is_empty() {
                self.warn(id, field, "A link has no text.");
            } else if is_vague(&text) {
                let message = format!("The link “{}” does not say where it leads.", text.trim());
                self.add(id, field, Severity::Hint, message);
            }
        }
    }
}

fn is_vague(text: &str) -> bool {
    let text = text
        .trim()
        .trim_end_matches(['.', '…', '!', '>', '»', '→'])
        .trim()
        .to_lowercase();
    VAGUE.contains(&text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::{doc, hard, heading, words};
    use serde_json::{Value, json};

    fn found(blocks: Value) -> Vec<String> {
        let finding = |finding: Finding| format!("{} {}", finding.block, finding.field);
        doc(blocks).check().into_iter().map(finding).collect()
    }

    #[test]
    fn what_readers_would_miss_is_found() {
        let file = "a".repeat(64);
        let rank = |id: &str, level: &str| json!({"id": id, "type": "heading", "props": {"text": words("x"), "level": level}});
        for (blocks, expected) in [
            (
                json!([
                    heading("a", "Fine"),
                    rank("b", "h3"),
                    rank("c", "h4"),
                    rank("d", "h2")
                ]),
                vec![],
            ),
            (json!([rank("a", "h3")]), vec!["a level"]),
            (json!([rank("a", "h2"), rank("b", "h4")]), vec!["b level"]),
            (json!([heading("a", " ")]), vec!["a text"]),
            (json!([{"id": "b", "type": "button"}]), vec!["b text", "b href"]),
            (
                json!([{"id": "b", "type": "button", "props": {"text": words("Click here!"), "href": "https://a.example"}}]),
                vec!["b text"],
            ),
            (json!([{"id": "i", "type": "image"}]), vec!["i file"]),
            (
                json!([{"id": "i", "type": "image", "props": {"file": file}}]),
                vec!["i alt"],
            ),
            (
                json!([{"id": "i", "type": "image", "props": {"file": file, "decorative": true}}]),
                vec![],
            ),
            (
                json!([{"id": "i", "type": "image", "props": {"file": file, "decorative": true, "href": "https://a.example"}}]),
                vec!["i alt"],
            ),
            (
                json!([{"id": "g", "type": "gallery", "props": {"images": [{"file": file, "alt": "A harbour"}, {"file": file}]}}]),
                vec!["g images.1.alt"],
            ),
            (
                json!([{"id": "v", "type": "video"}]),
                vec!["v address", "v title"],
            ),
            (
                json!([{"id": "a", "type": "accordion"}, {"id": "c", "type": "columns"}]),
                vec!["a ", "c "],
            ),
        ] {
            assert_eq!(found(blocks.clone()), expected, "{blocks}");
        }
        let kept: Vec<String> = found(hard())
            .into_iter()
            .filter(|finding| "uni".contains(&finding[..1]))
            .collect();
        assert_eq!(kept, ["u ", "n ", "i "], "what can't be shown");
    }

    #[test]
    fn links_within_text_say_where_they_lead() {
        let link = |text: &str| json!({"type": "text", "text": text, "marks": [{"type": "link", "attrs": {"href": "https://a.example", "title": null}}]});
        let text = |content: Value| json!([{"id": "t", "type": "text", "props": {"text": {"type": "doc", "content": [{"type": "paragraph", "content": content}]}}}]);
        assert_eq!(found(text(json!([link("our terms")]))), Vec::<String>::new());
        assert_eq!(found(text(json!([link("Read more …")]))), ["t text"]);
        assert_eq!(
            found(text(json!([{"type": "text", "text": "x"}, link(" ")]))),
            ["t text"]
        );
    }
}
