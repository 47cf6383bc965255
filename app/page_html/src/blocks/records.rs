//! The reader's own records.

use crate::{Page, Root};
use domain::page::rich_text::RichLine;
use maud::{Markup, PreEscaped, html};

impl Page<'_> {
    /// A data block: its title, and what the server found for this reader.
    pub(super) fn records(self, root: Root<'_>, title: &RichLine) -> Option<Markup> {
        let content = match self.around.data(root.id) {
            // The server's own templates made it, and escaped what is in it.
            Some(html) => PreEscaped(html.to_owned()),
            None => self.placeholder("This client sees nothing here at the moment.")?,
        };
        let title = self.line(title);
        let root = root.and("records", "");
        Some(html! {
            div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
                @if let Some(title) = title { h2 class="pb-title" data-field=[self.mark("title")] { (title) } }
                div class="pb-data" { (content) }
            }
        })
    }
}
