use super::*;
use crate::{
    drag::{Place, Rules},
    ids::{CompanyId, ContactId, PageId},
    module::{Module, ModuleSet},
};
use proptest::prelude::*;
use serde_json::json;

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

#[test]
fn the_standard_menu_is_the_modules_in_order() {
    let menu = Menu::read("").unwrap();
    assert_eq!(written(&menu), "invoices statement activity");
    assert_eq!(Menu::read(&menu.write()).unwrap(), menu);
    assert_eq!(menu.clone().checked(&menu).unwrap(), menu);
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
fn what_a_newer_version_wrote_is_kept() {
    let newer = json!({
        "version": 3,
        "theme": {"dense": true},
        "items": [
            {"id": "invoices", "type": "module", "module": "invoices", "label": "", "icon": "", "enabled": true,
             "audience": "everyone", "badge": {"count": "open"}},
            {"id": "holo", "type": "module", "module": "hologram", "label": "Hologram", "glow": 3},
            {"id": "poll", "type": "poll", "question": ["a", "b"], "children": [{"deep": [1, 2]}], "enabled": true},
            {"id": "odd", "type": "link", "href": {"en": "https://a.example"}},
            {"id": "some", "type": "group", "label": "Some", "icon": "", "enabled": true,
             "audience": {"tag": "vip"}, "children": [
                {"id": "inner", "type": "link", "href": "https://b.example", "new_tab": false, "label": "", "icon": "",
                 "enabled": true, "audience": "everyone", "utm": "x"}
            ]}
        ]
    });
    let mut menu = Menu::read(&newer.to_string()).unwrap();
    let back: serde_json::Value = serde_json::from_str(&menu.write()).unwrap();
    assert_eq!(back, newer);
    // Moved, saved and read again, everything is still there.
    menu.apply(moving("poll", Place::root(0))).unwrap();
    menu.apply(moving("inner", Place::root(0))).unwrap();
    let menu = menu.clone().checked(&menu).unwrap();
    let back: serde_json::Value = serde_json::from_str(&menu.write()).unwrap();
    assert_eq!(back["items"][0]["utm"], "x");
    assert_eq!(back["items"][1]["question"], json!(["a", "b"]));
    assert_eq!(back["theme"], newer["theme"]);
    // Nobody is shown what is not understood.
    let reader = Reader {
        contact: uuid(1).into(),
        companies: vec![],
    };
    let seen = shown(&menu, &ModuleSet::default(), &[], &reader);
    assert_eq!(seen.len(), 2, "{seen:?}");
    let kinds: Vec<_> = warnings(&menu, &Facts::default())
        .into_iter()
        .filter(|warning| warning.kind == WarningKind::Unknown)
        .map(|warning| warning.item.unwrap().to_string())
        .collect();
    assert_eq!(kinds, ["poll", "holo", "odd", "some"]);
    // It can't be smuggled in by a form, though.
    let refused = errors(menu, &Menu::default());
    assert!(
        refused.iter().any(|(field, _)| field == "holo.kind"),
        "{refused:?}"
    );
}

#[test]
fn texts_that_are_no_menu() {
    for bad in [
        "{",
        "[]",
        "{}",
        "null",
        "{\"items\": {}}",
        "{\"items\": [{\"type\": \"group\"}]}",
        "{\"items\": [{\"id\": \"../x\", \"type\": \"group\"}]}",
        "{\"items\": [7]}",
    ] {
        assert_eq!(Menu::read(bad), Err(Unreadable), "{bad}");
    }
}

#[test]
fn a_menu_that_may_not_be_saved_says_why() {
    let none = Menu::default();
    let one = |item: MenuItem| errors(menu(vec![item]), &none);
    for bad in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/portal",
        "https:\\\\evil.example",
        "https://",
        "",
        "evil.example",
        "file:///etc/passwd",
        "mailto:nobody",
        "mailto:",
        "tel:call-me",
        "https://a.example/ b",
    ] {
        let found = one(link("a", bad));
        assert_eq!(found[0].0, "a.href", "{bad}");
    }
    let long = "x".repeat(41);
    assert_eq!(
        one(MenuItem::new(
            id("a"),
            Props {
                label: long,
                ..Props::new(Kind::Module(Module::Invoices))
            }
        ))[0]
            .0,
        "a.label"
    );
    assert_eq!(
        one(MenuItem::new(id("a"), Props::new(Kind::Group)))[0].0,
        "a.label"
    );
    let icon = Props {
        icon: "\"><script>".into(),
        ..Props::new(Kind::Module(Module::Invoices))
    };
    assert_eq!(one(MenuItem::new(id("a"), icon))[0].0, "a.icon");
    let many = menu(
        (0..=MAX_ITEMS)
            .map(|nth| link(&format!("i{nth}"), "https://a.example"))
            .collect(),
    );
    assert_eq!(
        errors(many, &none)[0],
        ("doc".into(), MenuError::TooMany.to_string())
    );
    let twice = menu(vec![
        link("a", "https://a.example"),
        group("g", vec![link("a", "https://a.example")]),
    ]);
    assert_eq!(
        errors(twice, &none)[0],
        ("doc".into(), MenuError::DuplicateId.to_string())
    );
    // A cycle can only come as a group that holds itself, which is two of one id.
    let cycle = menu(vec![group("g", vec![group("g", vec![])])]);
    assert_eq!(errors(cycle, &none)[0].0, "doc");
    let deep = menu(vec![group(
        "g",
        vec![group("h", vec![link("a", "https://a.example")])],
    )]);
    assert_eq!(
        errors(deep, &none)[0],
        ("doc".into(), MenuError::TooDeep.to_string())
    );
}

#[test]
fn good_links() {
    for (typed, kept) in [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        (" HTTPS://example.com ", "https://example.com"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("mailto:help@example.com", "mailto:help@example.com"),
        ("tel:+49 30 1234-567", "tel:+49301234-567"),
    ] {
        assert_eq!(link_address(typed).as_deref(), Ok(kept));
    }
}

fn uuid(nth: u8) -> uuid::Uuid {
    uuid::Uuid::from_bytes([nth; 16])
}

#[test]
fn a_reader_sees_what_is_meant_for_them() {
    let (acme, other): (CompanyId, CompanyId) = (uuid(1).into(), uuid(2).into());
    let (ann, bob): (ContactId, ContactId) = (uuid(11).into(), uuid(12).into());
    let page: PageId = uuid(21).into();
    let for_whom = |name: &str, audience| {
        let mut item = link(name, "https://a.example");
        item.props.audience = audience;
        item
    };
    let mut off = link("off", "https://a.example");
    off.props.enabled = false;
    let mut acme_group = group("acme-only", vec![link("inner", "https://a.example")]);
    acme_group.props.audience = Audience::Companies(vec![acme]);
    let mut menu = Menu::standard();
    menu.items.extend([
        for_whom("acme", Audience::Companies(vec![acme])),
        for_whom("bob", Audience::Contacts(vec![bob])),
        for_whom("nobody", Audience::Companies(vec![])),
        off,
        acme_group,
        group("empty", vec![for_whom("hidden", Audience::Contacts(vec![]))]),
        MenuItem::new(id("page"), Props::new(Kind::Page(page))),
    ]);
    let modules = ModuleSet::of([Module::Statement]);
    let fact = |published, audience| PageFact {
        id: page,
        title: "Welcome".into(),
        address: "/portal/pages/welcome".into(),
        published,
        audience,
    };
    let seen = |pages: &[PageFact], contact, companies: &[CompanyId]| -> Vec<String> {
        let reader = Reader {
            contact,
            companies: companies.to_vec(),
        };
        shown(&menu, &modules, pages, &reader)
            .into_iter()
            .map(|item| match item.target {
                ShownTarget::Module(module) => module.key().to_owned(),
                ShownTarget::Group(inside) => format!("{}({})", item.label, inside.len()),
                _ => item.label,
            })
            .collect()
    };
    assert_eq!(seen(&[], ann, &[acme]), ["statement", "acme", "acme-only(1)"]);
    assert_eq!(seen(&[], bob, &[other]), ["statement", "bob"]);
    assert_eq!(
        seen(&[fact(true, Audience::Everyone)], bob, &[other]),
        ["statement", "bob", "Welcome"]
    );
    assert_eq!(
        seen(&[fact(false, Audience::Everyone)], bob, &[other]),
        ["statement", "bob"]
    );
    assert_eq!(
        seen(&[fact(true, Audience::Companies(vec![acme]))], bob, &[other]),
        ["statement", "bob"]
    );
}

#[test]
fn oddities_are_found_and_are_no_errors() {
    let (acme, page, draft): (CompanyId, PageId, PageId) = (uuid(1).into(), uuid(21).into(), uuid(22).into());
    let reader = |nth: u8, companies: &[CompanyId]| Reader {
        contact: uuid(nth).into(),
        companies: companies.to_vec(),
    };
    let fact = |id, title: &str, published, audience| PageFact {
        id,
        title: title.into(),
        address: String::new(),
        published,
        audience,
    };
    let facts = Facts {
        modules: ModuleSet::of([Module::Invoices, Module::Activity]),
        pages: vec![
            fact(page, "Handbook", true, Audience::Companies(vec![acme])),
            fact(draft, "Draft", false, Audience::Everyone),
            fact(uuid(23).into(), "Lost", true, Audience::Everyone),
        ],
        readers: vec![reader(11, &[acme]), reader(12, &[]), reader(13, &[])],
    };
    let leads = |name: &str, kind| MenuItem::new(id(name), Props::new(kind));
    let mut for_acme = leads("for-acme", Kind::Page(page));
    for_acme.props.audience = Audience::Companies(vec![acme]);
    let mut nobody = link("nobody", "https://n.example");
    nobody.props.audience = Audience::Contacts(vec![]);
    let mut hidden = leads("hidden", Kind::Page(uuid(99).into()));
    hidden.props.enabled = false;
    let menu = menu(vec![
        leads("on", Kind::Module(Module::Invoices)),
        leads("off", Kind::Module(Module::Statement)),
        leads("gone", Kind::Page(uuid(98).into())),
        leads("draft", Kind::Page(draft)),
        leads("part", Kind::Page(page)),
        for_acme,
        group("empty", vec![leads("again", Kind::Module(Module::Statement))]),
        link("twice", "https://x.example/"),
        link("twice-2", "HTTPS://x.example"),
        nobody,
        hidden,
    ]);
    let found: Vec<(String, String)> = warnings(&menu, &facts)
        .into_iter()
        .map(|warning| {
            (
                warning.item.map(|id| id.to_string()).unwrap_or_default(),
                format!("{:?}", warning.kind),
            )
        })
        .collect();
    let expected = [
        ("off", "ModuleOff(Statement)"),
        ("gone", "PageMissing"),
        ("draft", "PageUnpublished"),
        ("part", "PageHidden(2)"),
        ("for-acme", "Duplicate"),
        ("empty", "EmptyGroup"),
        ("again", "ModuleOff(Statement)"),
        ("again", "Duplicate"),
        ("twice-2", "Duplicate"),
        ("nobody", "NobodySees"),
        ("", "ModuleNowhere(Activity)"),
        ("", "PageNowhere(\"Lost\")"),
    ];
    assert_eq!(
        found,
        expected.map(|(item, kind)| (item.to_owned(), kind.to_owned()))
    );
    assert_eq!(
        WarningKind::ModuleNowhere(Module::Invoices).to_string(),
        "Invoices is on, but in no menu."
    );
    assert!(
        menu.clone().checked(&menu).is_ok(),
        "warnings don't keep anybody from saving"
    );
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
