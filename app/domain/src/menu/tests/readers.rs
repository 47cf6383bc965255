//! What a reader sees, and what is odd about a menu.

use super::*;
use crate::ids::{CompanyId, ContactId, PageId};

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
            tags: vec![],
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
        tags: vec![],
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
fn whoever_a_newer_version_means_is_nobody_for_this_one() {
    let mut item = link("vip", "https://vip.example");
    item.props.audience = Audience::Unknown(serde_json::json!({ "moon": "full" }));
    let reader = Reader {
        contact: uuid(1).into(),
        companies: vec![uuid(2).into()],
        tags: vec![],
    };
    assert_eq!(shown(&menu(vec![item]), &ModuleSet::default(), &[], &reader), []);
}
