use super::*;
use crate::page::tests::{block, doc, hard, heading, id, numbers, op_of, place, words};
use proptest::prelude::*;
use serde_json::json;

fn set(name: &str, json: Value) -> Op {
    Op::SetProps {
        id: id(name),
        set: json.as_object().unwrap().clone(),
        unset: BTreeSet::new(),
    }
}

/// `theirs` is made first; answers what becomes of `mine`, and the page.
fn both(theirs: Vec<Op>, mine: Vec<Op>) -> (Landed, Doc) {
    let base = doc(hard());
    let mut current = base.clone();
    for op in theirs {
        current.apply(op).unwrap();
    }
    let landed = rebase(&base, &mut current, mine);
    (landed, current)
}

#[test]
fn changes_of_different_things_land_side_by_side() {
    let (landed, doc) = both(
        vec![
            set("h2", json!({"text": words("Theirs")})),
            Op::Insert {
                at: Place::root(0),
                block: block(heading("t", "Top")),
            },
        ],
        vec![
            set("h2", json!({"level": "h3"})),
            Op::Move {
                id: id("h3"),
                to: Place::root(1),
            },
            Op::Insert {
                at: Place::root(2),
                block: block(heading("m", "Mine")),
            },
        ],
    );
    assert_eq!(
        (landed.conflicts.len(), landed.notes.len(), landed.ops.len()),
        (0, 0, 3)
    );
    assert_eq!(doc.name(&id("h2")), "Heading ‘Theirs’");
    assert_eq!(doc.node(&id("h2")).unwrap().props()["level"], "h3");
    let order: Vec<&str> = doc.roots.iter().take(4).map(BlockId::as_str).collect();
    assert_eq!(order, ["t", "h1", "h3", "m"], "beside the neighbours that I saw");
}

#[test]
fn the_same_prop_is_mine_or_theirs_and_the_others_land() {
    let (landed, doc) = both(
        vec![set("h2", json!({"text": words("Theirs"), "align": "end"}))],
        vec![
            set(
                "h2",
                json!({"text": words("Mine"), "level": "h4", "align": "end"}),
            ),
            set("h2", json!({"text": words("Mine, later")})),
        ],
    );
    let [conflict] = landed.conflicts.as_slice() else {
        panic!("{landed:?}")
    };
    let sides = Sides {
        mine: Some(words("Mine, later")),
        theirs: Some(words("Theirs")),
    };
    assert_eq!(conflict.clash, Clash::Props([("text".to_owned(), sides)].into()));
    assert_eq!(conflict.mine.len(), 2);
    assert!(
        conflict
            .said()
            .contains("was changed by you and by somebody else")
    );
    assert_eq!(doc.name(&id("h2")), "Heading ‘Theirs’");
    assert_eq!(doc.node(&id("h2")).unwrap().props()["level"], "h4");
}

#[test]
fn what_is_gone_keeps_what_i_wrote() {
    let (landed, _) = both(
        vec![Op::Remove { id: id("card") }],
        vec![
            Op::Insert {
                at: place("card", "content", 0),
                block: block(heading("m", "")),
            },
            set("m", json!({"text": words("Kept")})),
            Op::Remove { id: id("s") },
            Op::Move {
                id: id("card"),
                to: Place::root(0),
            },
        ],
    );
    assert!(landed.ops.is_empty());
    let seen: Vec<_> = landed
        .conflicts
        .iter()
        .map(|c| (c.block.as_str(), &c.clash, c.mine.len()))
        .collect();
    assert_eq!(seen, [("m", &Clash::Removed, 2), ("card", &Clash::Removed, 1)]);
    assert_eq!(
        landed.conflicts[1].said(),
        "Card was deleted by somebody else. Your change is kept here."
    );
}

#[test]
fn moves_into_one_another_conflict_and_double_moves_are_told() {
    let (landed, doc) = both(
        vec![Op::Move {
            id: id("a"),
            to: place("card", "content", 0),
        }],
        vec![
            Op::Move {
                id: id("card"),
                to: place("a1", "content", 0),
            },
            Op::Move {
                id: id("a"),
                to: Place::root(0),
            },
        ],
    );
    assert_eq!(landed.conflicts[0].clash, Clash::Cycle);
    assert_eq!(
        landed.notes,
        ["Accordion was moved by two people. The later move counts."]
    );
    assert_eq!(doc.roots[0], id("a"));
    let (landed, _) = both(
        vec![set("h2", json!({"level": "h3"}))],
        vec![Op::Remove { id: id("h2") }],
    );
    assert!(landed.conflicts.is_empty() && landed.notes[0].contains("Undo brings it back"));
}

/// An editor: the page as the server had it, the page with what was typed since, and that.
struct Editor {
    base: Doc,
    doc: Doc,
    pending: Vec<Op>,
    conflicts: usize,
}

impl Editor {
    fn edit(&mut self, numbers: (u8, usize, usize, u64)) {
        let op = op_of(&self.doc, numbers);
        if self.doc.apply(op.clone()).is_ok() {
            self.pending.push(op);
        }
    }

    /// Takes in what the server has, and keeps what was typed.
    fn receive(&mut self, server: &Doc) {
        let mut doc = server.clone();
        let landed = rebase(&self.base, &mut doc, std::mem::take(&mut self.pending));
        self.conflicts += landed.conflicts.len();
        self.pending = landed.ops;
        self.base = server.clone();
        self.doc = doc;
    }

    fn send(&mut self, server: &mut Doc) {
        let landed = rebase(&self.base, server, std::mem::take(&mut self.pending));
        self.conflicts += landed.conflicts.len();
        self.base = server.clone();
        self.doc = server.clone();
    }
}

proptest! {
    #[test]
    fn two_editors_end_with_the_same_page(steps in prop::collection::vec((any::<bool>(), 0..5_u8), 1..60), numbers in numbers(61)) {
        let mut server = doc(hard());
        let new = || Editor { base: doc(hard()), doc: doc(hard()), pending: Vec::new(), conflicts: 0 };
        let mut editors = [new(), new()];
        let mut numbers = numbers.into_iter().cycle();
        for (who, what) in steps {
            let editor = &mut editors[usize::from(who)];
            match what {
                0 => editor.send(&mut server),
                1 => {
                    // What an editor shows after receiving is exactly what the server makes of it.
                    editor.receive(&server);
                    let (shown, conflicts) = (editor.doc.clone(), editor.conflicts);
                    editor.send(&mut server);
                    prop_assert_eq!(&server, &shown);
                    prop_assert_eq!(editor.conflicts, conflicts, "a conflict is told once");
                }
                2 => editor.receive(&server),
                _ => editor.edit(numbers.next().unwrap()),
            }
        }
        for nth in [0, 1, 0] {
            editors[nth].send(&mut server);
        }
        editors[1].receive(&server);
        prop_assert_eq!(&editors[0].doc, &editors[1].doc);
        prop_assert_eq!(&editors[0].doc, &server);
        prop_assert_eq!(&Doc::read(&server.write()).unwrap(), &server);
    }

    #[test]
    fn without_a_conflict_the_order_does_not_matter(texts in numbers(12), moves in numbers(12)) {
        let base = doc(hard());
        let make = |numbers: Vec<(u8, usize, usize, u64)>, kinds: &[u8]| {
            let mut doc = base.clone();
            let mut ops = Vec::new();
            for (kind, a, b, c) in numbers {
                let op = op_of(&doc, (kinds[usize::from(kind) % kinds.len()], a, b, c));
                if doc.apply(op.clone()).is_ok() {
                    ops.push(op);
                }
            }
            ops
        };
        let (texts, moves) = (make(texts, &[5, 6]), make(moves, &[0, 1, 2]));
        let run = |first: &[Op], second: &[Op]| {
            let mut doc = base.clone();
            let first = rebase(&base, &mut doc, first.to_vec());
            let second = rebase(&base, &mut doc, second.to_vec());
            (doc, first.conflicts.len() + second.conflicts.len())
        };
        let (one, conflicts) = run(&texts, &moves);
        let (other, more) = run(&moves, &texts);
        if conflicts + more == 0 {
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn landed_changes_can_be_undone(theirs in numbers(15), mine in numbers(15)) {
        let base = doc(hard());
        let (mut current, mut ops, mut seen) = (base.clone(), Vec::new(), base.clone());
        for numbers in theirs {
            let _ = current.apply(op_of(&current.clone(), numbers));
        }
        for numbers in mine {
            let op = op_of(&seen, numbers);
            if seen.apply(op.clone()).is_ok() {
                ops.push(op);
            }
        }
        let before = current.clone();
        let landed = rebase(&base, &mut current, ops.clone());
        for inverse in landed.inverses.into_iter().rev() {
            current.undo(inverse).unwrap();
        }
        prop_assert_eq!(current, before);
        // With nobody else there it is as if there had been no rebase.
        let mut alone = base.clone();
        let landed = rebase(&base, &mut alone, ops.clone());
        prop_assert_eq!(landed.ops, ops);
        prop_assert_eq!(alone, seen);
    }
}
