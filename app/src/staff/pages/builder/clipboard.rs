//! Copy, cut and paste: of blocks between pages, and of text from anywhere.

use super::{Builder, browser};
use domain::page::{StoredBlock, StoredDoc, rich_text::RichDoc};
use leptos::{ev, prelude::*};
use web_sys::{ClipboardEvent, DataTransfer};

/// How blocks are named on the clipboard. Other programs see the page's JSON as text.
const BLOCKS: &str = "application/x-portico-blocks";

impl Builder {
    pub(super) fn listen_to_clipboard(self) {
        window_event_listener(ev::copy, move |event| {
            self.copied(&event, false);
        });
        window_event_listener(ev::cut, move |event| {
            self.copied(&event, true);
        });
        window_event_listener(ev::paste, move |event| self.pasted(&event));
    }

    /// Whether the event is about blocks and not about a text.
    fn is_about_blocks(self, event: &ClipboardEvent) -> Option<DataTransfer> {
        let on = browser::target(event)?;
        let ours = self.is_on_canvas(&on) || on.closest(".outline, .block-tools").ok().flatten().is_some();
        // Without a focus the body is the target.
        let nowhere = on.tag_name() == "BODY" && !self.selected.with_untracked(Vec::is_empty);
        (ours || nowhere).then(|| event.clipboard_data()).flatten()
    }

    fn copied(self, event: &ClipboardEvent, cut: bool) {
        let Some(data) = self.is_about_blocks(event) else {
            return;
        };
        let ids = self.with_doc(|doc| doc.outermost(&self.selected.get_untracked()));
        if ids.is_empty() {
            return;
        }
        let blocks = self.with_doc(|doc| ids.iter().filter_map(|id| doc.stored(id)).collect::<Vec<_>>());
        let many = blocks.len();
        let json = StoredDoc::new(blocks).write();
        // A browser that refuses the one takes the other.
        let _ = data.set_data(BLOCKS, &json);
        let _ = data.set_data("text/plain", &json);
        event.prevent_default();
        if cut {
            self.remove();
        } else {
            self.say(if many == 1 {
                "Copied 1 block.".to_owned()
            } else {
                format!("Copied {many} blocks.")
            });
        }
    }

    fn pasted(self, event: &ClipboardEvent) {
        let Some(data) = self.is_about_blocks(event) else {
            return;
        };
        let get = |kind: &str| data.get_data(kind).unwrap_or_default();
        let (blocks, text, html) = (get(BLOCKS), get("text/plain"), get("text/html"));
        event.prevent_default();
        let json = if blocks.is_empty() { text.clone() } else { blocks };
        if json.trim_start().starts_with('{')
            && let Ok(page) = StoredDoc::read(&json)
        {
            let blocks = page
                .blocks
                .into_iter()
                .map(|block| block.renamed(&mut || browser::random()));
            self.insert_near(blocks.collect());
        } else if !html.is_empty() {
            self.paste_html(html, text);
        } else if !text.trim().is_empty() {
            self.insert_near(self.text_block(&RichDoc::text(&text)));
        }
    }

    /// What was copied from elsewhere becomes a text.
    fn paste_html(self, html: String, text: String) {
        leptos::task::spawn_local(async move {
            let read = super::rich_text::cleaned(html).await;
            let doc = read
                .and_then(|json| RichDoc::from_json(&json))
                .filter(|doc| !doc.is_blank());
            self.insert_near(self.text_block(&doc.unwrap_or_else(|| RichDoc::text(&text))));
        });
    }

    /// A text block; a short line alone is a heading's or a paragraph's just the same.
    fn text_block(self, doc: &RichDoc) -> Vec<StoredBlock> {
        let block = self.new_block("text").map(|mut block| {
            block.props.insert("text".to_owned(), doc.to_json());
            block
        });
        block.into_iter().collect()
    }
}
