mod readers;
mod stored;

use super::*;
use crate::{
    drag::{Place, Rules},
    module::{Module, ModuleSet},
};
use proptest::prelude::*;

fn id(text: &str) -> ItemId {
    ItemId::new(text).unwrap()
}

fn link(name: &str, href: &str) -> MenuItem {
    let kind = Kind::Link {
        href: href.to_owned(),
        new_tab: true,
    };
    MenuItem::new(
        id(name),
        Props {
            label: name.to_owned(),
            ..Props::new(kind)
        },
    )
}

fn group(name: &str, children: Vec<MenuItem>) -> MenuItem {
    let mut item = MenuItem::new(
        id(name),
        Props {
            label: name.to_owned(),
            ..Props::new(Kind::Group)
        },
    );
    item.children = children;
    item
}

fn menu(items: Vec<MenuItem>) -> Menu {
    Menu {
        items,
        ..Menu::default()
    }
}

/// `a g(x y) b`
fn written(menu: &Menu) -> String {
    let one = |item: &MenuItem| {
        let inside: Vec<_> = item.children.iter().map(|child| child.id.to_string()).collect();
        if item.is_group() {
            format!("{}({})", item.id, inside.join(" "))
        } else {
            item.id.to_string()
        }
    };
    menu.items.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn sample() -> Menu {
    menu(vec![
        link("a", "https://a.example"),
        group(
            "g",
            vec![link("x", "https://x.example"), link("y", "https://y.example")],
        ),
        link("b", "https://b.example"),
        group("h", vec![]),
    ])
}

fn moving(name: &str, to: Place<ItemId>) -> Op {
    Op::Move { id: id(name), to }
}

fn errors(menu: Menu, before: &Menu) -> Vec<(String, String)> {
    menu.checked(before).unwrap_err().0.into_iter().collect()
}

fn uuid(nth: u8) -> uuid::Uuid {
    uuid::Uuid::from_bytes([nth; 16])
}

#[test]
fn moves_count_places_without_what_moves() {
    for (name, to, expected) in [
        ("a", Place::root(1), "g(x y) a b h()"),
        ("b", Place::root(0), "b a g(x y) h()"),
        ("b", Place::within(id("g"), 1), "a g(x b y) h()"),
        ("x", Place::root(0), "x a g(y) b h()"),
        ("x", Place::within(id("g"), 1), "a g(y x) b h()"),
        ("y", Place::within(id("h"), 0), "a g(x) b h(y)"),
        ("g", Place::root(3), "a b h() g(x y)"),
    ] {
        let mut menu = sample();
        let inverse = menu.apply(moving(name, to)).unwrap();
        assert_eq!(written(&menu), expected);
        menu.apply(inverse).unwrap();
        assert_eq!(menu, sample(), "{name} back");
    }
}

#[test]
fn impossible_changes_leave_the_menu_as_it_was() {
    let whole = menu(
        (0..MAX_ITEMS)
            .map(|nth| link(&format!("i{nth}"), "https://a.example"))
            .collect(),
    );
    for (menu, op, expected) in [
        (sample(), moving("g", Place::within(id("g"), 0)), MenuError::Cycle),
        (
            sample(),
            moving("h", Place::within(id("g"), 0)),
            MenuError::TooDeep,
        ),
        (
            sample(),
            moving("a", Place::within(id("b"), 0)),
            MenuError::NotAGroup,
        ),
        (
            sample(),
            moving("a", Place::within(id("nowhere"), 0)),
            MenuError::NoSuchPlace,
        ),
        (sample(), moving("a", Place::root(9)), MenuError::NoSuchPlace),
        (
            sample(),
            moving("x", Place::within(id("g"), 2)),
            MenuError::NoSuchPlace,
        ),
        (sample(), moving("nothing", Place::root(0)), MenuError::NotFound),
        (sample(), Op::Remove { id: id("nothing") }, MenuError::NotFound),
        (
            sample(),
            Op::Insert {
                at: Place::root(0),
                item: link("x", "https://x.example"),
            },
            MenuError::DuplicateId,
        ),
        (
            sample(),
            Op::SetProps {
                id: id("g"),
                props: Props::new(Kind::Module(Module::Invoices)),
            },
            MenuError::NotAGroup,
        ),
        (
            whole,
            Op::Insert {
                at: Place::root(0),
                item: link("x", "https://x.example"),
            },
            MenuError::TooMany,
        ),
    ] {
        let mut changed = menu.clone();
        assert_eq!(changed.apply(op.clone()), Err(expected), "{op:?}");
        assert_eq!(changed, menu, "{op:?}");
    }
    let reason = sample().allows(&id("h"), &Place::within(id("g"), 0)).unwrap_err();
    assert_eq!(reason, "A group can't go inside a group.");
}

/// Any op at all: most are possible, some are not.
fn any_op() -> impl Strategy<Value = Op> {
    let name = || prop::sample::select(vec!["a", "b", "g", "h", "x", "y", "n1", "n2", "n3", "n4"]);
    let place = || {
        (prop::option::of(name()), 0_usize..5).prop_map(|(parent, index)| Place {
            parent: parent.map(id),
            index,
        })
    };
    prop_oneof![
        2 => (name(), place(), any::<bool>()).prop_map(|(name, at, is_group)| Op::Insert {
            at,
            item: if is_group { group(name, vec![]) } else { link(name, "https://n.example") },
        }),
        1 => name().prop_map(|name| Op::Remove { id: id(name) }),
        4 => (name(), place()).prop_map(|(name, to)| moving(name, to)),
        1 => (name(), "[a-z]{0,8}", any::<bool>()).prop_map(|(name, label, enabled)| Op::SetProps {
            id: id(name),
            props: Props { label, enabled, ..Props::new(Kind::Group) },
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn random_changes_undone_are_the_start(ops in prop::collection::vec(any_op(), 0..60)) {
        let mut editing = Editing::new(sample());
        let mut done = 0;
        for op in ops {
            let before = editing.menu().clone();
            match editing.apply(op, &[]) {
                Ok(_) => done += usize::from(*editing.menu() != before),
                Err(_) => prop_assert_eq!(editing.menu(), &before),
            }
            // Whatever was done, groups are on one level, ids are unique, and it reads back.
            let now = editing.menu().clone();
            prop_assert_eq!(Menu::read(&now.write()), Ok(now.clone()));
            if let Err(errors) = now.checked(&Menu::default()) {
                prop_assert!(errors.get("doc").is_none(), "{:?}", errors);
            }
        }
        let end = editing.menu().clone();
        for _ in 0..done {
            prop_assert!(editing.undo(&[]).is_some());
        }
        prop_assert!(!editing.can_undo());
        prop_assert_eq!(editing.menu(), &sample());
        prop_assert!(!editing.is_changed());
        while editing.redo(&[]).is_some() {}
        prop_assert_eq!(editing.menu(), &end);
    }
}

#[test]
fn buttons_do_what_they_say() {
    let change = |act: &str, item: &str| MenuChange {
        act: act.into(),
        item: item.into(),
        ..MenuChange::default()
    };
    let after = |change: MenuChange| -> Result<String, String> {
        let mut menu = sample();
        let op = change
            .op(&menu)
            .map_err(|errors| errors.0.into_values().next().unwrap())?;
        menu.apply(op).map_err(|error| error.to_string())?;
        Ok(written(&menu))
    };
    for (act, item, expected) in [
        ("down", "a", "g(a x y) b h()"),
        ("up", "b", "a g(x y b) h()"),
        ("up", "h", "a g(x y) h() b"),
        ("in", "b", "a g(x y b) h()"),
        ("in", "a", "g(a x y) b h()"),
        ("out", "x", "a g(y) x b h()"),
        ("up", "x", "a x g(y) b h()"),
        ("delete", "g", "a b h()"),
    ] {
        assert_eq!(after(change(act, item)).as_deref(), Ok(expected), "{act} {item}");
    }
    let to = |item: &str, place: &str| MenuChange {
        place: place.into(),
        ..change("to", item)
    };
    assert_eq!(after(to("a", "h.0")).as_deref(), Ok("g(x y) b h(a)"));
    assert_eq!(after(to("x", ".0")).as_deref(), Ok("x a g(y) b h()"));
    let add = MenuChange {
        kind: "module:invoices".into(),
        ..change("add", "")
    };
    assert_eq!(after(add).as_deref(), Ok("a g(x y) b h() item-1"));
    for bad in [
        change("up", "a"),
        change("out", "a"),
        change("in", "h"),
        change("up", "nothing"),
        change("explode", "a"),
        to("a", "b.0"),
        to("g", "h.0"),
        to("a", "anywhere"),
        MenuChange {
            kind: "module:hologram".into(),
            ..change("add", "")
        },
        MenuChange {
            audience: "companies".into(),
            companies: vec!["1".into()],
            ..change("edit", "a")
        },
    ] {
        assert!(after(bad.clone()).is_err(), "{bad:?}");
    }
}

#[test]
fn each_change_is_one_sentence() {
    let mut editing = Editing::new(sample());
    let mut say = |op: Op| editing.apply(op, &[]).unwrap().sentence;
    assert_eq!(
        say(moving("a", Place::root(1))),
        "Moved a from position 1 to position 2."
    );
    assert_eq!(
        say(moving("a", Place::within(id("g"), 0))),
        "Moved a from position 2 to position 1 of g."
    );
    assert_eq!(say(Op::Remove { id: id("b") }), "Deleted b.");
    let mut props = sample().item(&id("x")).unwrap().props.clone();
    props.enabled = false;
    assert_eq!(say(Op::SetProps { id: id("x"), props }), "x is hidden.");
    assert_eq!(
        say(Op::Insert {
            at: Place::within(id("h"), 0),
            item: link("help", "https://help.example")
        }),
        "Added help at position 1 of h."
    );
    let mut undone = || editing.undo(&[]).unwrap();
    assert_eq!(undone().sentence, "Undone: deleted help.");
    assert_eq!(undone().sentence, "Undone: x is shown.");
    let back = undone();
    assert_eq!(
        (back.sentence.as_str(), back.item),
        ("Undone: added b at position 2.", Some(id("b")))
    );
    assert_eq!(undone().sentence, "Undone: a is back at position 2.");
    assert_eq!(undone().sentence, "Undone: a is back at position 1.");
    assert!(editing.undo(&[]).is_none());
    assert_eq!(
        editing.redo(&[]).unwrap().sentence,
        "Moved a from position 1 to position 2."
    );
}
