//! Random changes, and what must hold after any of them.

use super::*;
use proptest::prelude::*;

/// A random op, out of numbers: most are possible on most pages.
pub(in crate::page) fn op_of(doc: &Doc, (kind, a, b, c): (u8, usize, usize, u64)) -> Op {
    let ids: Vec<BlockId> = doc.walk().into_iter().map(|(_, id)| id.clone()).collect();
    let pick = |n: usize| {
        ids.get(n % ids.len().max(1))
            .cloned()
            .unwrap_or_else(|| id("none"))
    };
    let to = || {
        let inside = (b % 3 > 0).then(|| {
            let block = pick(b / 3);
            let slots = doc
                .node(&block)
                .and_then(|node| meta(node.kind()))
                .map_or(&[][..], |meta| meta.slots);
            let slot = slots.get(b % slots.len().max(1)).map_or("odd", |slot| slot.name);
            Inside {
                block,
                slot: SlotName::new(slot).unwrap(),
            }
        });
        let inside = inside.filter(|inside| {
            doc.node(&inside.block)
                .is_some_and(|n| meta(n.kind()).is_some_and(|m| !m.slots.is_empty()))
        });
        let index = usize::try_from(c % 97).unwrap() % (doc.children(inside.as_ref()).len() + 1);
        Place { inside, index }
    };
    let text = |n: u64| {
        json!({"text": words(&format!("text {n}"))})
            .as_object()
            .unwrap()
            .clone()
    };
    match kind % 8 {
        0 => {
            let kinds = [
                "heading",
                "columns",
                "card",
                "accordion",
                "accordion_item",
                "hologram",
                "button",
            ];
            let kind = kinds[a % kinds.len()];
            let mut block = StoredBlock::new(BlockId::from_random(c), kind, 1, Map::new());
            if a % 5 == 0 && kind == "columns" {
                let inner = StoredBlock::new(BlockId::from_random(c ^ 0xFFFF_FFFF), "heading", 1, text(c));
                block.slots.insert(SlotName::new("c1").unwrap(), vec![inner]);
            }
            Op::Insert { at: to(), block }
        }
        1 => Op::Remove { id: pick(a) },
        2..=4 => Op::Move {
            id: pick(a),
            to: to(),
        },
        5 => Op::SetProps {
            id: pick(a),
            set: if a % 2 == 0 {
                text(c)
            } else {
                json!({"future": c}).as_object().unwrap().clone()
            },
            unset: ["level".to_owned(), "glow".to_owned()]
                .into_iter()
                .take(b % 3)
                .collect(),
        },
        6 => Op::SetRule {
            id: pick(a),
            rule: (b % 2 == 0).then_some(Rule::HasOpenInvoices),
        },
        _ => Op::Batch(vec![
            op_of(doc, (kind / 8, a, b, c)),
            op_of(doc, (kind / 16, b, a, c / 2)),
        ]),
    }
}

pub(in crate::page) fn numbers(most: usize) -> impl Strategy<Value = Vec<(u8, usize, usize, u64)>> {
    prop::collection::vec(
        (any::<u8>(), 0..10_000_usize, 0..10_000_usize, any::<u64>()),
        1..most,
    )
}

proptest! {
    #[test]
    fn random_changes_undone_are_the_start(numbers in numbers(60)) {
        let start = doc(hard());
        let mut doc = start.clone();
        let mut inverses = Vec::new();
        for numbers in numbers {
            let before = doc.clone();
            match doc.apply(op_of(&before, numbers)) {
                Ok(inverse) => inverses.push(inverse),
                Err(_) => prop_assert_eq!(&doc, &before, "a refused change changes nothing"),
            }
            // Stored and read it is the same, so every state can be saved.
            prop_assert_eq!(&Doc::read(&doc.write()).unwrap(), &doc);
        }
        // Each inverse survives being stored, and undoing is undone by what it gives.
        for inverse in inverses.into_iter().rev() {
            let inverse = serde_json::from_str::<Op>(&serde_json::to_string(&inverse).unwrap()).unwrap();
            let before = doc.clone();
            let redo = doc.undo(inverse.clone()).unwrap();
            let after = doc.clone();
            doc.undo(redo).unwrap();
            prop_assert_eq!(&doc, &before);
            doc.undo(inverse).unwrap();
            prop_assert_eq!(&doc, &after);
        }
        prop_assert_eq!(doc, start);
    }
}

/// Numbers for the notes: `cargo test --release -p domain page::tests::measure -- --ignored --nocapture`.
#[test]
#[ignore = "prints times, decides nothing"]
fn measure() {
    let blocks: Value = (0..250)
        .map(|n| {
            json!({"id": format!("c{n}"), "type": "columns", "v": 1, "props": {"layout": "1-1"}, "slots": {
                "c1": [heading(&format!("h{n}"), "A heading of some length"), {"id": format!("b{n}"), "type": "button", "v": 1,
                    "props": {"text": words("Book a call"), "href": "https://example.com/book"}}],
                "c2": [{"id": format!("t{n}"), "type": "text", "v": 1, "props": {"text": rich_text::RichDoc::text(
                    "Dear {{contact.name}}, this is a paragraph of the usual length, with a tag in it.")}}]}})
        })
        .collect();
    let json = json!({"schema": 1, "blocks": blocks}).to_string();
    let mut doc = Doc::read(&json).unwrap();
    assert_eq!(doc.len(), 1_000);
    let took = |times: u32, mut run: Box<dyn FnMut(u32) + '_>| {
        let start = std::time::Instant::now();
        (0..times).for_each(&mut run);
        start.elapsed() / times
    };
    let read = took(50, Box::new(|_| drop(Doc::read(&json).unwrap())));
    let write = took(50, Box::new(|_| drop(doc.write())));
    let step = |n: u32| Op::Move {
        id: id(&format!("h{}", n % 250)),
        to: place(&format!("c{}", (n + 7) % 250), "c2", 0),
    };
    let moved = took(10_000, Box::new(|n| drop(doc.apply(step(n)).unwrap())));
    println!(
        "1,000 blocks, {} KB: read {read:?}, write {write:?}, one move {moved:?}",
        json.len() / 1024
    );
}
