//! A page's blocks as HTML: one renderer for what readers get and for what the builder shows on its canvas.
//!
//! **One element for each block**, `class="pb pb-<kind>"`, so that a change replaces one element and nothing wraps another block's
//! layout. Looks are classes, never styles: a portal's pages allow styles from files only. All text is escaped by the templates; what
//! stands for a merge tag is filled in once, as text or as an encoded part of an address, and is never looked at again.
//!
//! **In the builder** ([`Mode::Edit`]) the elements carry what a canvas with delegated events needs, and nothing on them acts:
//!
//! | attribute | on | what |
//! |---|---|---|
//! | `data-bid` | a block's element | the block's id |
//! | `data-slot` | the element of a slot | the slot's name; its children are the slot's blocks, in order, and nothing else |
//! | `data-field` | the element of a formatted text | the prop, like `text` or `rows.0.1`: what an editor in place can take over |
//! | `data-path` | a merge tag | its path |
//! | `data-href` | a link | where it would lead |
//! | `data-why` | a block that the reader does not see | why |

use domain::{
    ids::PageId,
    page::{
        BlockId, Doc, Inside, Node, Rule, SlotName,
        rich_text::{MergeTag, RichDoc},
    },
};
use maud::{Markup, html};
use std::fmt::Write;

mod blocks;
mod link;
mod text;
mod words;

pub use words::Words;

/// For whom a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// For its reader: what they do not see is not in it.
    View,
    /// For the builder's canvas: everything is in it, and nothing acts.
    Edit,
}

/// What a page asks of its surroundings.
pub trait Around {
    /// What a merge tag stands for, as plain text; `None` if it is empty.
    fn value(&self, tag: &MergeTag) -> Option<String>;

    /// The address of a page of this portal; `None` if readers can't open it.
    fn page(&self, id: PageId) -> Option<String>;

    /// The address of an uploaded image by its hash; `None` if it is not there any more.
    fn image(&self, hash: &str) -> Option<String>;

    /// What a data block shows, as HTML that the server made; `None` if there is nothing to show.
    fn data(&self, block: &BlockId) -> Option<&str>;

    /// Why a reader does not see a block with this rule; `None` if they do.
    fn hidden(&self, block: &BlockId, rule: &Rule) -> Option<String>;

    /// The address where the frame of an HTML embed finds it; `None` leaves it out. The builder frames nothing.
    fn embed(&self, block: &BlockId) -> Option<String>;

    /// The few words that are the page's own, in the reader's language.
    fn words(&self) -> &Words {
        &Words::ENGLISH
    }
}

/// All blocks of a page, one after another. What they stand in is the caller's; the styles expect `class="pb-page"`.
pub fn page(doc: &Doc, around: &dyn Around, mode: Mode) -> String {
    let page = Page { doc, around, mode };
    page.blocks(doc.children(None)).into_string()
}

/// One block with all in it; empty if nothing of it is shown.
pub fn block(doc: &Doc, id: &BlockId, around: &dyn Around, mode: Mode) -> String {
    let page = Page { doc, around, mode };
    page.block(id).map(Markup::into_string).unwrap_or_default()
}

/// A formatted text by itself, such as a contract's. For a reader it has no tags any more; while it is written they stand there by name.
pub fn rich_text(doc: &RichDoc, mode: Mode) -> String {
    let page = Page {
        doc: &Doc::default(),
        around: &Alone,
        mode,
    };
    page.rich(doc, "", "")
        .map(Markup::into_string)
        .unwrap_or_default()
}

/// Nothing is around a text by itself.
struct Alone;

impl Around for Alone {
    fn value(&self, _: &MergeTag) -> Option<String> {
        None
    }

    fn page(&self, _: PageId) -> Option<String> {
        None
    }

    fn image(&self, _: &str) -> Option<String> {
        None
    }

    fn data(&self, _: &BlockId) -> Option<&str> {
        None
    }

    fn hidden(&self, _: &BlockId, _: &Rule) -> Option<String> {
        None
    }

    fn embed(&self, _: &BlockId) -> Option<String> {
        None
    }
}

/// A page that is written.
#[derive(Clone, Copy)]
struct Page<'a> {
    doc: &'a Doc,
    around: &'a dyn Around,
    mode: Mode,
}

/// A block that is written, and what its element says of it.
struct Root<'a> {
    id: &'a BlockId,
    node: &'a Node,
    class: String,
    /// The id, in the builder.
    bid: Option<&'a str>,
    /// Why the reader does not see it, in the builder.
    why: Option<String>,
}

impl Root<'_> {
    /// With another class: `pb-` and the two parts.
    fn and(mut self, what: &str, which: &str) -> Self {
        // Writing to a text can't fail.
        let _ = write!(self.class, " pb-{what}{which}");
        self
    }

    fn and_if(self, holds: bool, what: &str) -> Self {
        if holds { self.and(what, "") } else { self }
    }
}

impl<'a> Page<'a> {
    fn editing(self) -> bool {
        self.mode == Mode::Edit
    }

    fn blocks(self, ids: &[BlockId]) -> Markup {
        html! { @for block in ids.iter().filter_map(|id| self.block(id)) { (block) } }
    }

    /// `None` if nothing of it is shown.
    fn block(self, id: &BlockId) -> Option<Markup> {
        let node = self.doc.node(id)?;
        let why = node.show_if().and_then(|rule| self.around.hidden(id, rule));
        if !self.editing() && (why.is_some() || node.issue().is_some()) {
            return None;
        }
        // Of what this version does not know the name is not known either.
        let kind = node.body().meta().map_or("opaque", |meta| meta.kind);
        let root = Root {
            id,
            node,
            class: format!("pb pb-{kind}"),
            bid: self.editing().then_some(id.as_str()),
            why,
        };
        let root = match &root.why {
            Some(_) => Root {
                class: format!("{} is-hidden", root.class),
                ..root
            },
            None => root,
        };
        blocks::write(self, root)
    }

    /// The blocks of a slot.
    fn slot(self, id: &BlockId, slot: &str) -> Markup {
        let inside = SlotName::new(slot).map(|slot| Inside {
            block: id.clone(),
            slot,
        });
        inside.map_or_else(Markup::default, |inside| {
            self.blocks(self.doc.children(Some(&inside)))
        })
    }

    /// A name for an attribute that only the builder's elements carry.
    fn mark(self, name: &str) -> Option<&str> {
        self.editing().then_some(name)
    }

    /// What stands where nothing is yet, in the builder.
    fn placeholder(self, said: &str) -> Option<Markup> {
        self.editing().then(|| html! { p class="pb-empty" { (said) } })
    }
}

#[cfg(test)]
mod tests;
