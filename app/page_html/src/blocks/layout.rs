//! What arranges other blocks.

use super::space;
use crate::{Page, Root};
use domain::page::{AccordionItem, Body, Card, CardStyle, Columns, Layout, Space};
use maud::{Markup, html};

impl Page<'_> {
    pub(super) fn columns(self, root: Root<'_>, columns: &Columns) -> Option<Markup> {
        let layout = match columns.layout {
            Layout::Two => "1-1",
            Layout::NarrowWide => "1-2",
            Layout::WideNarrow => "2-1",
            Layout::Three => "1-1-1",
            Layout::Four => "1-1-1-1",
        };
        let root = root.and("cols-", layout).and_if(columns.middle, "middle");
        let slots: Vec<(&str, Markup)> = root
            .node
            .body()
            .slots()
            .iter()
            .map(|slot| (slot.name, self.slot(root.id, slot.name)))
            .collect();
        // An empty column keeps its place beside others.
        if !self.editing() && slots.iter().all(|(_, blocks)| blocks.0.is_empty()) {
            return None;
        }
        Some(html! {
            div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
                @for (name, blocks) in slots {
                    div class="pb-slot" data-slot=[self.mark(name)] { (blocks) }
                }
            }
        })
    }

    pub(super) fn card(self, root: Root<'_>, card: &Card) -> Option<Markup> {
        let style = match card.style {
            CardStyle::Outlined => "outlined",
            CardStyle::Raised => "raised",
            CardStyle::Tinted => "tinted",
        };
        let root = root.and("card-", style);
        let title = self.line(&card.title);
        let blocks = self.slot(root.id, "content");
        if !self.editing() && title.is_none() && blocks.0.is_empty() {
            return None;
        }
        Some(html! {
            div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
                // Not a heading: its rank would depend on where the card stands.
                @if let Some(title) = title { p class="pb-title" data-field=[self.mark("title")] { (title) } }
                div class="pb-slot" data-slot=[self.mark("content")] { (blocks) }
            }
        })
    }

    pub(super) fn accordion(self, root: &Root<'_>) -> Option<Markup> {
        let items = self.slot(root.id, "items");
        if !self.editing() && items.0.is_empty() {
            return None;
        }
        Some(html! {
            div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
                div class="pb-slot" data-slot=[self.mark("items")] { (items) }
            }
        })
    }

    /// In the builder all are open. What has no heading can't be opened, so a reader gets what is in it.
    pub(super) fn accordion_item(self, root: Root<'_>, item: &AccordionItem) -> Option<Markup> {
        let title = self.line(&item.title);
        let blocks = self.slot(root.id, "content");
        let empty = title.is_none();
        let (bid, why) = (root.bid, root.why.as_deref());
        let slot = html! { div class="pb-slot" data-slot=[self.mark("content")] { (blocks) } };
        let title = match title {
            Some(title) => title,
            None if self.editing() => html! { "Write the question" },
            None if blocks.0.is_empty() => return None,
            None => return Some(html! { div class=(root.class) { (slot) } }),
        };
        let group = self.group(&root);
        Some(html! {
            details class=(root.class) data-bid=[bid] data-why=[why] name=[group] open[item.open || self.editing()] {
                summary class=[empty.then_some("pb-empty")] { span data-field=[self.mark("title")] { (title) } }
                (slot)
            }
        })
    }

    /// The name that items share of which one is open at a time.
    fn group(self, root: &Root<'_>) -> Option<String> {
        let accordion = &root.node.home()?.block;
        let one = match self.doc.node(accordion)?.body() {
            Body::Accordion(accordion) => accordion.one_at_a_time,
            _ => false,
        };
        (one && !self.editing()).then(|| format!("accordion-{accordion}"))
    }

    pub(super) fn divider(root: Root<'_>, around: Space) -> Markup {
        let root = root.and("space-", space(around));
        html! { hr class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()]; }
    }

    pub(super) fn spacer(root: Root<'_>, size: Space) -> Markup {
        let root = root.and("space-", space(size));
        html! { div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] aria-hidden="true" {} }
    }
}
