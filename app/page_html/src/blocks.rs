//! The kinds of blocks, by the palette's headings. The compiler names the place for a new one.

use crate::{Page, Root};
use domain::page::{Align, Body, Issue, Space};
use maud::{Markup, html};

mod layout;
mod media;
mod records;
mod writing;

/// A block's element; `None` if a reader would see nothing of it.
pub(crate) fn write(page: Page<'_>, root: Root<'_>) -> Option<Markup> {
    match root.node.body() {
        Body::Heading(heading) => page.heading(root, heading),
        Body::Text(text) => page.text(&root, text),
        Body::Button(button) => page.button(root, button),
        Body::Callout(callout) => page.callout(root, callout),
        Body::Table(table) => page.table(&root, table),
        Body::ContactCard(card) => page.contact_card(&root, card),
        Body::Columns(columns) => page.columns(root, columns),
        Body::Card(card) => page.card(root, card),
        Body::Accordion(_) => page.accordion(&root),
        Body::AccordionItem(item) => page.accordion_item(root, item),
        Body::Divider(divider) => Some(Page::divider(root, divider.space)),
        Body::Spacer(spacer) => Some(Page::spacer(root, spacer.size)),
        Body::Image(image) => page.image(root, image),
        Body::Gallery(gallery) => page.gallery(root, gallery),
        Body::Video(video) => page.video(&root, video),
        Body::Invoices(block) => page.records(root, &block.title),
        Body::Balance(block) => page.records(root, &block.title),
        Body::Payments(block) => page.records(root, &block.title),
        Body::Activity(block) => page.records(root, &block.title),
        Body::NeedsAction(block) => page.records(root, &block.title),
        Body::Html(embed) => page.embed(&root, embed),
        Body::Opaque(issue) => Some(opaque(&root, issue)),
    }
}

/// In the builder only: what this version can't show says so, and can still be moved.
fn opaque(root: &Root<'_>, issue: &Issue) -> Markup {
    html! {
        div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
            p class="pb-empty" { (issue) }
        }
    }
}

const fn align(align: Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Center => "center",
        Align::End => "end",
    }
}

const fn space(space: Space) -> &'static str {
    match space {
        Space::Small => "small",
        Space::Medium => "medium",
        Space::Large => "large",
    }
}
