//! What is stored, what may be, and what is kept.

use super::*;
use serde_json::json;

#[test]
fn the_standard_menu_is_the_modules_in_order() {
    let menu = Menu::read("").unwrap();
    assert_eq!(written(&menu), "invoices proposals contracts statement activity");
    assert_eq!(Menu::read(&menu.write()).unwrap(), menu);
    assert_eq!(menu.clone().checked(&menu).unwrap(), menu);
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
        tags: vec![],
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
