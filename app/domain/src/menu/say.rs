//! What is said of a change, in one sentence.

use super::{
    integrity::PageFact,
    item::{ItemId, Menu},
    ops::Op,
};
use crate::drag::{self, Place, Spot};

impl Menu {
    /// A place in words.
    pub fn spot(&self, place: &Place<ItemId>, pages: &[PageFact]) -> Spot {
        let name = |id: &ItemId| self.item(id).map(|item| item.props.name(pages));
        Spot {
            position: place.index + 1,
            of: place.parent.as_ref().and_then(name),
        }
    }

    /// What a change that was just made did: `before` is the menu before it, `self` after it.
    pub(super) fn said(&self, before: &Self, op: &Op, pages: &[PageFact]) -> String {
        let name = |menu: &Self, id: &ItemId| {
            menu.item(id)
                .map(|item| item.props.name(pages))
                .unwrap_or_default()
        };
        match op {
            Op::Insert { at, item } => {
                let spot = self.spot(at, pages);
                let group = spot.of.map(|of| format!(" of {of}")).unwrap_or_default();
                format!(
                    "Added {} at position {}{group}.",
                    item.props.name(pages),
                    spot.position
                )
            }
            Op::Remove { id } => format!("Deleted {}.", name(before, id)),
            Op::Move { id, to } => {
                let from = before.place_of(id).unwrap_or(Place::root(0));
                let (from, to) = (before.spot(&from, pages), self.spot(to, pages));
                drag::moved(&name(self, id), &from, &to)
            }
            Op::SetProps { id, .. } => {
                let (old, new) = (before.item(id), self.item(id));
                let shown = |item: Option<&super::MenuItem>| item.is_some_and(|item| item.props.enabled);
                match (shown(old), shown(new)) {
                    (true, false) => format!("{} is hidden.", name(self, id)),
                    (false, true) => format!("{} is shown.", name(self, id)),
                    _ => format!("Changed {}.", name(self, id)),
                }
            }
        }
    }

    /// What undoing did: `self` is the menu after it, `op` what was carried out.
    pub(super) fn said_undone(&self, before: &Self, op: &Op, pages: &[PageFact]) -> String {
        match op {
            Op::Move { id, to } => {
                let name = self
                    .item(id)
                    .map(|item| item.props.name(pages))
                    .unwrap_or_default();
                drag::undone(&name, &self.spot(to, pages))
            }
            other => format!("Undone: {}", lower(&self.said(before, other, pages))),
        }
    }
}

impl Menu {
    /// Every item in words, for the history: `Money › Invoices (hidden)`.
    pub fn in_words(&self, pages: &[PageFact]) -> Vec<String> {
        let one = |(_, item): (usize, &super::MenuItem)| {
            let props = &item.props;
            let mut notes = Vec::new();
            if let super::Kind::Link { href, new_tab } = &props.kind {
                notes.push(href.clone());
                notes.extend(new_tab.then(|| "new tab".to_owned()));
            }
            notes.extend((!props.icon.is_empty()).then(|| format!("icon {}", props.icon)));
            notes.extend(match &props.audience {
                super::Audience::Everyone => None,
                super::Audience::Companies(ids) => Some(format!("for {} companies", ids.len())),
                super::Audience::Contacts(ids) => Some(format!("for {} people", ids.len())),
                super::Audience::Tags(ids) => Some(format!("for those with {} tags", ids.len())),
                super::Audience::Unknown(_) => Some("for nobody".to_owned()),
            });
            notes.extend((!props.enabled).then(|| "hidden".to_owned()));
            let parent = self.place_of(&item.id).and_then(|place| place.parent);
            let parent = parent
                .and_then(|id| self.item(&id))
                .map(|item| item.props.name(pages));
            let parent = parent.map(|name| format!("{name} › ")).unwrap_or_default();
            let notes = if notes.is_empty() {
                String::new()
            } else {
                format!(" ({})", notes.join("; "))
            };
            format!("{parent}{}{notes}", props.name(pages))
        };
        self.walk().into_iter().map(one).collect()
    }
}

/// The sentence after a colon; names keep their first letter.
fn lower(sentence: &str) -> String {
    for word in ["Added", "Deleted", "Changed"] {
        if let Some(rest) = sentence.strip_prefix(word) {
            return format!("{}{rest}", word.to_lowercase());
        }
    }
    sentence.to_owned()
}
