use super::*;
use crate::page::rich_text::RichLine;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

pub(super) mod random;

pub(super) use random::{numbers, op_of};

pub(super) fn id(text: &str) -> BlockId {
    BlockId::new(text).unwrap()
}

pub(super) fn place(block: &str, slot: &str, index: usize) -> Place {
    Place::within(id(block), SlotName::new(slot).unwrap(), index)
}

pub(super) fn doc(blocks: Value) -> Doc {
    Doc::read(&json!({"schema": 1, "blocks": blocks}).to_string()).unwrap()
}

pub(super) fn words(text: &str) -> Value {
    RichLine::text(text).to_json()
}

pub(super) fn heading(name: &str, text: &str) -> Value {
    json!({"id": name, "type": "heading", "v": 1, "props": {"text": words(text)}})
}

pub(super) fn block(json: Value) -> StoredBlock {
    serde_json::from_value(json).unwrap()
}

/// One of everything that is hard to keep.
pub(super) fn hard() -> Value {
    json!([
        heading("h1", "Your invoices"),
        {"id": "u", "type": "hologram", "v": 7, "props": {"x": 1.5, "n": null}, "mood": "blue",
            "slots": {"odd": [heading("uh", "Inside"), {"id": "ub", "type": "button", "v": 1, "deep": {"er": [1, {}]}}]}},
        {"id": "n", "type": "heading", "v": 99, "props": {"text": "of a newer version", "level": 3}},
        {"id": "i", "type": "columns", "v": 1, "props": {"layout": "9-9"}, "slots": {"c4": [heading("ih", "Kept")]}},
        {"id": "p", "type": "divider", "v": 1, "props": {"space": "small", "glow": [1, 2, {"a": null}]}, "show_if": {"tag": "vip"}},
        {"id": "c", "type": "columns", "v": 1, "props": {"layout": "1-1"}, "slots": {
            "c1": [heading("h2", "Left")], "c2": [heading("h3", "Right"), {"id": "card", "type": "card", "v": 1,
                "slots": {"content": [{"id": "s", "type": "spacer", "v": 1}]}}]}},
        {"id": "a", "type": "accordion", "v": 1, "slots": {"items": [
            {"id": "a1", "type": "accordion_item", "v": 1, "props": {"title": words("Why?")}}]}},
    ])
}

#[test]
fn nothing_is_lost_on_the_way_in_and_out() {
    let stored = json!({"schema": 1, "blocks": hard(), "theme": {"from": "the future"}});
    let mut doc = Doc::read(&stored.to_string()).unwrap();
    let written = |doc: &Doc| serde_json::from_str::<Value>(&doc.write()).unwrap();
    assert_eq!(written(&doc), stored);
    let issues: Vec<String> = doc
        .walk()
        .into_iter()
        .filter_map(|(_, id)| Some(format!("{id}: {:?}", doc.node(id)?.issue()?)))
        .collect();
    assert_eq!(issues.len(), 3, "{issues:?}");
    assert_eq!(doc.opaque(), 3);
    // They are moved and come back.
    let mut inverses = Vec::new();
    for (name, to) in [
        ("u", place("c", "c1", 0)),
        ("n", place("card", "content", 1)),
        ("i", Place::root(0)),
        ("p", place("a1", "content", 0)),
    ] {
        inverses.push(doc.apply(Op::Move { id: id(name), to }).unwrap());
    }
    assert_ne!(written(&doc), stored);
    inverses.push(doc.apply(Op::Remove { id: id("c") }).unwrap());
    for inverse in inverses.into_iter().rev() {
        doc.undo(inverse).unwrap();
    }
    assert_eq!(written(&doc), stored);
}

#[test]
fn blocks_of_a_newer_version_are_left_alone() {
    let mut doc = doc(hard());
    let set = |name: &str| Op::SetProps {
        id: id(name),
        set: Map::new(),
        unset: BTreeSet::new(),
    };
    for op in [
        set("u"),
        set("n"),
        set("uh"),
        Op::Move {
            id: id("uh"),
            to: Place::root(0),
        },
        Op::Move {
            id: id("h1"),
            to: place("u", "odd", 0),
        },
        Op::Remove { id: id("ub") },
        Op::Insert {
            at: place("u", "odd", 0),
            block: block(heading("new", "x")),
        },
        Op::SetRule {
            id: id("n"),
            rule: None,
        },
    ] {
        assert_eq!(doc.apply(op.clone()), Err(OpError::Foreign), "{op:?}");
    }
    // A block that can't be read is repaired by setting what is wrong; what is in it was there all along.
    let layout = json!({"layout": "1-1-1-1"}).as_object().unwrap().clone();
    let fix = Op::SetProps {
        id: id("i"),
        set: layout,
        unset: BTreeSet::new(),
    };
    let inverse = doc.apply(fix).unwrap();
    assert!(doc.node(&id("i")).unwrap().issue().is_none());
    doc.undo(inverse).unwrap();
    assert_eq!(doc, self::doc(hard()));
}

#[test]
fn refused_drops_say_why() {
    let mut doc = doc(hard());
    let columns = |name: &str, inner: Value| json!({"id": name, "type": "columns", "slots": {"c1": [inner]}});
    let insert = |doc: &mut Doc, at: Place, json: Value| {
        doc.apply(Op::Insert {
            at,
            block: block(json),
        })
        .map(drop)
    };
    let said = |result: Result<(), OpError>| result.unwrap_err().to_string();
    let three = columns("x", columns("y", columns("z", heading("w", ""))));
    let why = "A column can't hold columns inside columns inside columns.";
    assert_eq!(said(insert(&mut doc, Place::root(0), three)), why);
    let two = columns("x", columns("y", heading("w", "")));
    assert_eq!(said(insert(&mut doc, place("c", "c1", 0), two.clone())), why);
    assert_eq!(insert(&mut doc, Place::root(0), two), Ok(()));
    for (at, json, why) in [
        (
            place("a", "items", 0),
            heading("k", ""),
            "An accordion holds accordion items only.",
        ),
        (
            Place::root(0),
            json!({"id": "k", "type": "accordion_item"}),
            "An accordion item goes into an accordion only.",
        ),
        (
            place("card", "content", 0),
            json!({"id": "k", "type": "card"}),
            "A card can't go inside a card.",
        ),
        (
            place("h1", "content", 0),
            heading("k", ""),
            "A heading can't hold other blocks.",
        ),
        (
            place("c", "c3", 0),
            heading("k", ""),
            "There is no such place on the page.",
        ),
        (
            Place::root(99),
            heading("k", ""),
            "There is no such place on the page.",
        ),
        (
            Place::root(0),
            heading("h1", ""),
            "This block is on the page already.",
        ),
    ] {
        assert_eq!(said(insert(&mut doc, at, json)), why);
    }
    assert_eq!(
        doc.apply(Op::Move {
            id: id("c"),
            to: place("card", "content", 0)
        }),
        Err(OpError::Cycle)
    );
    assert_eq!(doc.may_move(&id("h1"), &place("c", "c2", 1)), Ok(()));
    assert_eq!(
        doc.may_move(&id("h1"), &Place::root(8)),
        Err(OpError::NoSuchPlace),
        "counted without it"
    );
    assert_eq!(
        doc.may_move(&id("h1"), &place("a", "items", 0))
            .unwrap_err()
            .to_string(),
        "An accordion holds accordion items only."
    );
}

#[test]
fn wrong_props_are_refused_by_field_and_change_nothing() {
    let mut doc = doc(
        json!([{"id": "b", "type": "button"}, {"id": "c", "type": "columns", "props": {"layout": "1-1-1"},
        "slots": {"c3": [heading("h", "")]}}]),
    );
    let before = doc.clone();
    let set = |name: &str, json: Value| Op::SetProps {
        id: id(name),
        set: json.as_object().unwrap().clone(),
        unset: BTreeSet::new(),
    };
    match doc.apply(set(
        "b",
        json!({"href": "javascript:alert(1)", "new_tab": 1, "future": 1}),
    )) {
        Err(OpError::Invalid(errors)) => {
            assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["href", "new_tab"]);
        }
        other => panic!("{other:?}"),
    }
    let error = doc.apply(set("c", json!({"layout": "1-1"}))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "The right column isn't empty. Please move what is in it first."
    );
    assert_eq!(doc, before);
    let batch = Op::Batch(vec![
        Op::Move {
            id: id("h"),
            to: Place::root(0),
        },
        set("c", json!({"layout": "1-1"})),
        set("b", json!({"href": 5})),
    ]);
    assert!(doc.apply(batch).is_err());
    assert_eq!(doc, before, "all or nothing");
    let all = Rule::All(Vec::new());
    assert_eq!(
        doc.apply(Op::SetRule {
            id: id("b"),
            rule: Some(all)
        }),
        Err(OpError::Rule(RuleError::Empty))
    );
}

#[test]
fn limits_say_which_and_what_to_do() {
    let spacers = |number: usize| -> Value {
        (0..number)
            .map(|n| json!({"id": format!("s{n}"), "type": "spacer"}))
            .collect()
    };
    let page = |blocks: Value| Doc::read(&json!({"schema": 1, "blocks": blocks}).to_string());
    let mut full = page(spacers(5_000)).unwrap();
    let error = page(spacers(5_001)).unwrap_err().to_string();
    assert!(
        error.starts_with("A page has at most 5,000 blocks. Split"),
        "{error}"
    );
    let one = Op::Insert {
        at: Place::root(0),
        block: block(heading("h", "")),
    };
    assert_eq!(full.apply(one.clone()), Err(OpError::Limit(Limit::Blocks)));

    let nest = |levels: usize| {
        let wrap = |inner: Value, n: usize| json!([{"id": format!("n{n}"), "type": "hologram", "slots": {"x": inner}}]);
        (0..levels).fold(json!([]), wrap)
    };
    assert!(page(nest(20)).is_ok());
    for levels in [21, 39, 100] {
        assert_eq!(
            page(nest(levels)).unwrap_err(),
            Unreadable::Limit(Limit::Depth),
            "{levels}"
        );
    }
    let hostile = format!("{{\"schema\":1,\"blocks\":{}", "[".repeat(100_000));
    assert_eq!(Doc::read(&hostile).unwrap_err(), Unreadable::Limit(Limit::Depth));
    assert_eq!(
        Doc::read(&" ".repeat(MAX_BYTES + 1)).unwrap_err(),
        Unreadable::Limit(Limit::Size)
    );
    let big = block(json!({"id": "big", "type": "hologram", "props": {"x": "y".repeat(MAX_BYTES - 10)}}));
    assert_eq!(
        doc(json!([])).apply(Op::Insert {
            at: Place::root(0),
            block: big
        }),
        Err(OpError::Limit(Limit::Size))
    );
    assert_eq!(
        Doc::read("{\"schema\":2,\"blocks\":[]}").unwrap_err(),
        Unreadable::Newer
    );
    for bad in [
        "",
        "[]",
        "{}",
        "{\"schema\":1,\"blocks\":[{}]}",
        "{\"schema\":1,\"blocks\":[{\"id\":\"<\",\"type\":\"x\"}]}",
    ] {
        assert!(matches!(Doc::read(bad), Err(Unreadable::NotAPage(_))), "{bad}");
    }
}

#[test]
fn two_blocks_never_have_the_same_id() {
    let twice = json!([heading("h", "One"), heading("h", "Two")]);
    let doc = doc(twice.clone());
    assert_eq!(doc.len(), 2);
    assert_eq!(doc, self::doc(twice), "the same for everybody");
    let mut number = 0;
    let copy = block(hard()[5].clone()).renamed(&mut || {
        number += 1;
        number
    });
    let ids: BTreeSet<_> = copy.walk().into_iter().map(|block| block.id.clone()).collect();
    assert_eq!((ids.len(), copy.levels()), (5, 3));
    assert!(!ids.contains(&id("c")) && !ids.contains(&id("s")));
}

#[test]
fn sentences_have_names_and_positions() {
    let mut doc = doc(hard());
    let mut said = |op: Op| {
        let before = doc.clone();
        let inverse = doc.apply(op.clone()).unwrap();
        let done = doc.said(&before, &op);
        let after = doc.clone();
        doc.undo(inverse.clone()).unwrap();
        let undone = doc.said_undone(&after, &inverse);
        doc.apply(op).unwrap();
        (done, undone)
    };
    let (done, undone) = said(Op::Move {
        id: id("card"),
        to: place("c", "c1", 0),
    });
    assert_eq!(
        done,
        "Moved Card from position 2 of Columns, right to position 1 of Columns, left."
    );
    assert_eq!(undone, "Undone: Card is back at position 2 of Columns, right.");
    let (done, undone) = said(Op::Move {
        id: id("h1"),
        to: Place::root(2),
    });
    assert_eq!(
        done,
        "Moved Heading ‘Your invoices’ from position 1 to position 3."
    );
    assert_eq!(undone, "Undone: Heading ‘Your invoices’ is back at position 1.");
    let (done, undone) = said(Op::Remove { id: id("a1") });
    assert_eq!(
        done,
        "Deleted Accordion item ‘Why?’ from position 1 of Accordion."
    );
    assert_eq!(
        undone,
        "Undone: Accordion item ‘Why?’ is back at position 1 of Accordion."
    );
    let (done, undone) = said(Op::Insert {
        at: Place::root(0),
        block: block(json!({"id": "b", "type": "button"})),
    });
    assert_eq!(done, "Added Button at position 1.");
    assert_eq!(undone, "Undone: Button is not there any more.");
    let set = json!({"level": "h3"}).as_object().unwrap().clone();
    let (done, undone) = said(Op::SetProps {
        id: id("h2"),
        set,
        unset: BTreeSet::new(),
    });
    assert_eq!(done, "Changed rank of Heading ‘Left’.");
    assert_eq!(undone, "Undone: changed rank of Heading ‘Left’.");
    let (done, undone) = said(Op::SetRule {
        id: id("h2"),
        rule: Some(Rule::HasOpenInvoices),
    });
    assert_eq!(done, "Heading ‘Left’ is shown to those with open invoices.");
    assert_eq!(undone, "Undone: Heading ‘Left’ is shown to everyone.");
    let (done, _) = said(Op::Batch(vec![
        Op::Remove { id: id("n") },
        Op::Remove { id: id("p") },
    ]));
    assert_eq!(done, "Deleted 2 blocks.");
}

#[test]
fn html_is_for_those_who_may() {
    let mut doc = doc(json!([{"id": "x", "type": "html"}, heading("h", "")]));
    let card = json!({"id": "k", "type": "card", "slots": {"content": [{"id": "y", "type": "html"}]}});
    let set = |name: &str| Op::SetProps {
        id: id(name),
        set: Map::new(),
        unset: BTreeSet::new(),
    };
    let insert = |json: Value| Op::Insert {
        at: Place::root(0),
        block: block(json),
    };
    for (op, restricted) in [
        (insert(card), true),
        (insert(heading("k", "")), false),
        (set("x"), true),
        (set("h"), false),
        (Op::Remove { id: id("x") }, false),
        (Op::Batch(vec![set("h"), set("x")]), true),
        // Put in and filled in one go, the second part is seen too.
        (
            Op::Batch(vec![insert(json!({"id": "z", "type": "html"})), set("z")]),
            true,
        ),
    ] {
        assert_eq!(doc.is_restricted(&op), restricted, "{op:?}");
        doc.apply(op).unwrap();
        doc = self::doc(json!([{"id": "x", "type": "html"}, heading("h", "")]));
    }
}

#[test]
fn undoing_a_deletion_says_what_is_back() {
    let mut doc = doc(json!([heading("a", "A"), heading("b", "B")]));
    let mut undone = |ids: &[&str]| {
        let removed = ids.iter().map(|of| Op::Remove { id: id(of) });
        let inverse = doc.apply(Op::Batch(removed.collect())).unwrap();
        let after = doc.clone();
        doc.undo(inverse.clone()).unwrap();
        doc.said_undone(&after, &inverse)
    };
    assert_eq!(undone(&["b"]), "Undone: Heading ‘B’ is back at position 2.");
    assert_eq!(undone(&["a", "b"]), "Undone: 2 blocks are back.");
}
