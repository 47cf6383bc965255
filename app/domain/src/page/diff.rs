//! What publishing would change, in words.

use super::{
    blocks::meta,
    doc::{Doc, Inside, Node},
    field::FieldKind,
    id::BlockId,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One difference between two states of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The block.
    pub block: BlockId,
    /// What it is called.
    pub name: String,
    /// What became of it.
    pub what: Changed,
}

/// What became of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// It is new.
    Added,
    /// It is gone, with what was in it.
    Removed,
    /// It is somewhere else: in what, if it is not on the first level.
    Moved(Option<String>),
    /// It stands before or after others than it did.
    Reordered,
    /// Its text is another one.
    Text,
    /// Its settings are.
    Settings,
    /// Others see it: who.
    Rule(String),
}

impl Changed {
    /// In words, after the block's name: `moved into Columns, left`.
    pub fn words(&self) -> String {
        match self {
            Self::Added => "added".to_owned(),
            Self::Removed => "removed".to_owned(),
            Self::Moved(Some(into)) => format!("moved into {into}"),
            Self::Moved(None) => "moved to the first level".to_owned(),
            Self::Reordered => "moved".to_owned(),
            Self::Text => "text changed".to_owned(),
            Self::Settings => "settings changed".to_owned(),
            Self::Rule(who) => format!("now shown to {who}"),
        }
    }
}

/// The differences, in the order of the page as it is after them; what is gone comes last.
pub fn diff(before: &Doc, after: &Doc) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut settled: HashMap<Option<&Inside>, Vec<&BlockId>> = HashMap::new();
    for (_, id) in after.walk() {
        let Some(node) = after.node(id) else { continue };
        let mut add = |what| {
            changes.push(Change {
                block: id.clone(),
                name: after.name(id),
                what,
            });
        };
        let home = node.home();
        let Some(old) = before.node(id) else {
            // What is in something new goes without saying.
            if home.is_none_or(|home| before.node(&home.block).is_some()) {
                add(Changed::Added);
            }
            continue;
        };
        if old.home() == home {
            let unmoved = settled
                .entry(home)
                .or_insert_with(|| in_order(before, after, home));
            if !unmoved.contains(&id) {
                add(Changed::Reordered);
            }
        } else {
            add(Changed::Moved(home.map(|home| after.slot_name(home))));
        }
        if text_changed(old, node) {
            add(Changed::Text);
        }
        if settings_changed(old, node) {
            add(Changed::Settings);
        }
        if old.show_if() != node.show_if() {
            let who = node
                .show_if()
                .map_or_else(|| "everyone".to_owned(), super::rule::Rule::words);
            add(Changed::Rule(who));
        }
    }
    for (_, id) in before.walk() {
        let home = before.node(id).and_then(Node::home);
        let parent_stays = home.is_none_or(|home| after.node(&home.block).is_some());
        if after.node(id).is_none() && parent_stays {
            changes.push(Change {
                block: id.clone(),
                name: before.name(id),
                what: Changed::Removed,
            });
        }
    }
    changes
}

/// The most blocks of a slot that still stand in the order in which they stood; the others were moved.
fn in_order<'a>(before: &Doc, after: &'a Doc, home: Option<&Inside>) -> Vec<&'a BlockId> {
    let place: HashMap<&BlockId, usize> = before
        .children(home)
        .iter()
        .enumerate()
        .map(|(nth, id)| (id, nth))
        .collect();
    let both: Vec<(&BlockId, usize)> = after
        .children(home)
        .iter()
        .filter_map(|id| Some((id, *place.get(id)?)))
        .collect();
    // The longest rising sequence: `ends[n]` is where the one of length n + 1 with the lowest end ends.
    let (mut ends, mut previous): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), vec![None; both.len()]);
    for (at, (_, old)) in both.iter().enumerate() {
        let length = ends.partition_point(|end| both[*end].1 < *old);
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    std::iter::successors(ends.last().copied(), |at| previous[*at])
        .map(|at| both[at].0)
        .collect()
}

fn text_changed(old: &Node, new: &Node) -> bool {
    let is_text = |kind| {
        matches!(
            kind,
            FieldKind::RichLine { .. } | FieldKind::Rich | FieldKind::Line { .. } | FieldKind::Grid { .. }
        )
    };
    fields_differ(old, new, is_text)
}

fn settings_changed(old: &Node, new: &Node) -> bool {
    let is_text = |kind| {
        matches!(
            kind,
            FieldKind::RichLine { .. } | FieldKind::Rich | FieldKind::Line { .. } | FieldKind::Grid { .. }
        )
    };
    let fields = meta(new.kind()).map_or(&[][..], |meta| meta.fields);
    let unnamed = |node: &Node| {
        let text = |key: &str| {
            fields
                .iter()
                .any(|field| field.name == key && is_text(field.kind))
        };
        let rest = node.props().iter().filter(|(key, _)| !text(key));
        rest.map(|(key, value)| (key.clone(), value.clone()))
            .collect::<Vec<_>>()
    };
    old.kind() != new.kind() || unnamed(old) != unnamed(new)
}

fn fields_differ(old: &Node, new: &Node, which: impl Fn(FieldKind) -> bool) -> bool {
    let fields = meta(new.kind()).map_or(&[][..], |meta| meta.fields);
    fields
        .iter()
        .any(|field| which(field.kind) && old.props().get(field.name) != new.props().get(field.name))
}

/// `Moved Pricing into Columns, left; changed 2 texts; added Button ‘Book’.`
pub fn in_words(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "Nothing has changed.".to_owned();
    }
    let moved = changes.iter().filter_map(|change| match &change.what {
        Changed::Moved(Some(into)) => Some(format!("{} into {into}", change.name)),
        Changed::Moved(None) => Some(format!("{} to the first level", change.name)),
        Changed::Reordered => Some(change.name.clone()),
        _ => None,
    });
    let shown = changes.iter().filter_map(|change| match &change.what {
        Changed::Rule(who) => Some(format!("{} to {who}", change.name)),
        _ => None,
    });
    let named = |what: Changed| -> Vec<String> {
        changes
            .iter()
            .filter(|change| change.what == what)
            .map(|change| change.name.clone())
            .collect()
    };
    let parts = [
        part("moved", "blocks", 2, moved.collect()),
        part("changed", "texts", 1, named(Changed::Text)),
        part("changed the settings of", "blocks", 2, named(Changed::Settings)),
        part("now shows", "blocks to others", 2, shown.collect()),
        part("added", "blocks", 2, named(Changed::Added)),
        part("removed", "blocks", 2, named(Changed::Removed)),
    ];
    let said = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let mut chars = said.chars();
    let first = chars
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// Up to `most` by name, more by number.
fn part(verb: &str, many: &str, most: usize, names: Vec<String>) -> Option<String> {
    match names.len() {
        0 => None,
        few if few <= most => Some(format!("{verb} {}", names.join(" and "))),
        number => Some(format!("{verb} {number} {many}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{
        Op, Place, Rule,
        tests::{block, doc, heading, id, place, words},
    };
    use serde_json::{Map, json};
    use std::collections::BTreeSet;

    fn start() -> Doc {
        doc(json!([
            heading("p", "Pricing"),
            heading("a", "A"),
            heading("b", "B"),
            heading("z", "Z"),
            {"id": "c", "type": "columns", "slots": {"c1": [heading("k", "K")]}},
        ]))
    }

    fn said(ops: Vec<Op>) -> String {
        let (before, mut after) = (start(), start());
        for op in ops {
            after.apply(op).unwrap();
        }
        in_words(&diff(&before, &after))
    }

    fn set(name: &str, key: &str, value: serde_json::Value) -> Op {
        Op::SetProps {
            id: id(name),
            set: Map::from_iter([(key.to_owned(), value)]),
            unset: BTreeSet::new(),
        }
    }

    #[test]
    fn differences_are_told_in_words() {
        assert_eq!(said(Vec::new()), "Nothing has changed.");
        assert_eq!(
            said(vec![
                Op::Move {
                    id: id("p"),
                    to: place("c", "c1", 0)
                },
                set("a", "text", words("New")),
                set("b", "text", words("New")),
                Op::Insert {
                    at: Place::root(0),
                    block: block(json!({"id": "n", "type": "button", "props": {"text": words("Book")}})),
                },
            ]),
            "Moved Heading ‘Pricing’ into Columns, left; changed 2 texts; added Button ‘Book’."
        );
        assert_eq!(
            said(vec![Op::Move {
                id: id("z"),
                to: Place::root(0)
            }]),
            "Moved Heading ‘Z’."
        );
        assert_eq!(
            said(vec![Op::Move {
                id: id("p"),
                to: Place::root(3)
            }]),
            "Moved Heading ‘Pricing’."
        );
        assert_eq!(
            said(vec![Op::Remove { id: id("c") }]),
            "Removed Columns.",
            "not what was in it"
        );
        let card = json!({"id": "n", "type": "card", "slots": {"content": [heading("m", "M")]}});
        assert_eq!(
            said(vec![
                Op::Insert {
                    at: Place::root(0),
                    block: block(card)
                },
                Op::Move {
                    id: id("k"),
                    to: place("n", "content", 0)
                },
                Op::Remove { id: id("c") },
            ]),
            "Moved Heading ‘K’ into Card; added Card; removed Columns."
        );
        assert_eq!(
            said(vec![
                set("a", "level", json!("h3")),
                Op::SetRule {
                    id: id("b"),
                    rule: Some(Rule::HasOpenInvoices)
                },
            ]),
            "Changed the settings of Heading ‘A’; now shows Heading ‘B’ to those with open invoices."
        );
    }
}
