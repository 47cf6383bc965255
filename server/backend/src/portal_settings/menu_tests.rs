//! The menu: saved, refused, taken back, and shown to those it is meant for.

use super::{history, menu, modules};
use crate::{
    BackendError,
    access::sessions,
    entity::{session, settings_revision},
    fixture::{self, World, world},
    secret,
};
use domain::{
    ids::{CompanyId, ContactId},
    menu::{Menu, MenuChange, MenuForm, MenuView, Reader, ShownTarget},
    role::Role,
    settings::{Area, ModulesForm},
};
use sea_orm::ActiveValue::Set;
use serde_json::json;

fn form(items: serde_json::Value, version: i64) -> MenuForm {
    MenuForm {
        doc: json!({ "version": 1, "items": items }).to_string(),
        version,
    }
}

fn link(id: &str, href: &str) -> serde_json::Value {
    json!({ "id": id, "type": "link", "href": href, "new_tab": true, "label": id })
}

async fn opened(w: &World) -> MenuView {
    menu::view(&w.backend, &w.a.owner).await.unwrap()
}

async fn refused(w: &World, items: serde_json::Value) -> Vec<String> {
    let Err(BackendError::Invalid(errors)) = menu::save(&w.backend, &w.a.owner, &form(items, 0)).await else {
        panic!("accepted");
    };
    errors.0.into_keys().collect()
}

/// What A's client gets with a request.
async fn seen_by_client(w: &World) -> Vec<String> {
    let scope = w.a.system();
    let rows = w.backend.begin(&scope).await.unwrap();
    let token = uuid::Uuid::new_v4().to_string();
    let row = session::ActiveModel {
        token_hash: Set(secret::sha256(token.as_bytes()).to_vec()),
        ..fixture::session_row(w.a.contact, w.backend.clock().now())
    };
    rows.insert::<session::Entity>(row).await.unwrap();
    rows.commit().await.unwrap();
    let visit = sessions::client(&w.backend, &token).await.unwrap();
    visit
        .frame
        .menu
        .into_iter()
        .map(|item| match item.target {
            ShownTarget::Module(module) => module.key().to_owned(),
            ShownTarget::Group(inside) => format!("{}({})", item.label, inside.len()),
            _ => item.label,
        })
        .collect()
}

#[tokio::test]
async fn a_saved_menu_is_what_clients_get() {
    let w = world().await;
    assert_eq!(
        seen_by_client(&w).await,
        ["invoices", "proposals", "contracts", "statement", "activity"]
    );
    let items = json!([
        link("help", "https://help.example"),
        { "id": "money", "type": "group", "label": "Money", "children": [
            { "id": "invoices", "type": "module", "module": "invoices" },
            { "id": "statement", "type": "module", "module": "statement" },
        ]},
        { "id": "ours", "type": "link", "href": "https://ours.example", "label": "Ours",
          "audience": { "companies": [w.a.company.to_string()] } },
        { "id": "theirs", "type": "link", "href": "https://theirs.example", "label": "Theirs",
          "audience": { "contacts": [] } },
        { "id": "off", "type": "link", "href": "https://off.example", "label": "Off", "enabled": false },
    ]);
    menu::save(&w.backend, &w.a.owner, &form(items, 0)).await.unwrap();
    assert_eq!(seen_by_client(&w).await, ["help", "Money(2)", "Ours"]);
    let switches = ModulesForm {
        modules: vec!["invoices".to_owned()],
        version: 0,
    };
    modules::save(&w.backend, &w.a.owner, &switches).await.unwrap();
    assert_eq!(seen_by_client(&w).await, ["help", "Money(1)", "Ours"]);
    let view = opened(&w).await;
    assert_eq!((view.version, view.menu.count()), (1, 7));
    let theirs = menu::view(&w.backend, &w.b.owner).await.unwrap();
    assert_eq!((theirs.version, theirs.menu), (0, Menu::standard()));
}

#[tokio::test]
async fn the_preview_is_what_the_client_would_get() {
    let w = world().await;
    let doc = form(
        json!([
            { "id": "ours", "type": "link", "href": "https://ours.example", "label": "Ours",
              "audience": { "companies": [w.a.company.to_string()] } },
            { "id": "me", "type": "link", "href": "https://me.example", "label": "Me",
              "audience": { "contacts": [w.a.contact.to_string()] } },
            { "id": "nobody", "type": "link", "href": "https://no.example", "audience": { "companies": [] } },
        ]),
        0,
    );
    let preview = menu::preview(&w.backend, &w.a.owner, &doc.doc, w.a.contact)
        .await
        .unwrap();
    menu::save(&w.backend, &w.a.owner, &doc).await.unwrap();
    let labels: Vec<_> = preview.items.iter().map(|item| item.label.clone()).collect();
    assert_eq!(labels, seen_by_client(&w).await);
    let reader = Reader {
        contact: w.a.contact,
        companies: vec![w.a.company],
        tags: vec![],
    };
    let view = opened(&w).await;
    assert_eq!(
        preview.items,
        menu::for_reader(&w.backend, &w.a.client, &view.menu.write(), &view.modules)
            .await
            .unwrap()
    );
    assert_eq!(
        view.people
            .into_iter()
            .map(|person| person.reader)
            .collect::<Vec<_>>(),
        [reader]
    );
    for foreign in [w.b.contact, ContactId::new()] {
        let answer = menu::preview(&w.backend, &w.a.owner, "", foreign).await;
        assert!(matches!(answer, Err(BackendError::NotFound)), "{answer:?}");
    }
}

#[tokio::test]
async fn whoever_is_chosen_is_named_though_they_are_not_offered() {
    let w = world().await;
    let items = json!([
        { "id": "ours", "type": "link", "href": "https://ours.example",
          "audience": { "companies": [w.a.company.to_string()] } },
        { "id": "me", "type": "link", "href": "https://me.example",
          "audience": { "contacts": [w.a.contact.to_string()] } },
    ]);
    menu::save(&w.backend, &w.a.owner, &form(items, 0)).await.unwrap();
    assert!(opened(&w).await.others.is_empty());
    crate::company::commands::archive(&w.backend, &w.a.owner, w.a.company)
        .await
        .unwrap();
    let view = opened(&w).await;
    assert!(view.companies.is_empty() && view.people.is_empty());
    let names: Vec<_> = view.others.into_values().collect();
    assert_eq!(names, ["§Anchor-company", "§Anchor-contact"]);
}

#[tokio::test]
async fn bad_menus_are_refused_and_nothing_is_saved() {
    let w = world().await;
    let many: Vec<_> = (0..41)
        .map(|nth| link(&format!("i{nth}"), "https://a.example"))
        .collect();
    let for_company = |id: CompanyId| {
        let mut item = link("x", "https://x.example");
        item["audience"] = json!({ "companies": [id.to_string()] });
        json!([item])
    };
    let mut foreign_contact = link("x", "https://x.example");
    foreign_contact["audience"] = json!({ "contacts": [w.b.contact.to_string()] });
    for (items, field) in [
        (json!([link("x", "javascript:alert(1)")]), "x.href"),
        (json!([link("x", "java\tscript:alert(1)")]), "x.href"),
        (json!(many), "doc"),
        (
            json!([{ "id": "x", "type": "module", "module": "hologram" }]),
            "x.kind",
        ),
        (
            json!([{ "id": "x", "type": "page", "page": "../../etc" }]),
            "x.kind",
        ),
        (
            json!([{ "id": "x", "type": "group", "label": "X", "children": [{ "id": "x", "type": "group", "label": "X" }] }]),
            "doc",
        ),
        (
            json!([{ "id": "x", "type": "module", "module": "invoices", "children": [link("y", "https://y.example")] }]),
            "doc",
        ),
        (
            json!([link("x", "https://x.example"), link("x", "https://y.example")]),
            "doc",
        ),
        (
            json!([{ "id": "x", "type": "link", "href": "https://x.example", "audience": { "companies": ["all"] } }]),
            "x.audience",
        ),
        (for_company(w.b.company), "x.audience"),
        (for_company(CompanyId::new()), "x.audience"),
        (json!([foreign_contact]), "x.audience"),
        (json!([{ "id": "x", "type": "group" }]), "x.label"),
        (json!({ "no": "list" }), "doc"),
    ] {
        assert_eq!(refused(&w, items.clone()).await, [field], "{items}");
    }
    assert_eq!(opened(&w).await.menu, Menu::standard());
    assert_eq!(opened(&w).await.version, 0);
}

#[tokio::test]
async fn a_stale_menu_overwrites_nothing() {
    let w = world().await;
    let one = form(json!([link("one", "https://one.example")]), 0);
    let two = form(json!([link("two", "https://two.example")]), 0);
    menu::save(&w.backend, &w.a.owner, &one).await.unwrap();
    let Err(BackendError::Stale(stored)) = menu::save(&w.backend, &w.a.owner, &two).await else {
        panic!("overwritten");
    };
    let stored: MenuForm = serde_json::from_value(stored).unwrap();
    assert_eq!(stored.version, 1);
    assert_eq!(Menu::read(&stored.doc).unwrap().items[0].id.as_str(), "one");
    let up = MenuChange {
        act: "hide".into(),
        item: "one".into(),
        version: 0,
        ..MenuChange::default()
    };
    let answer = menu::change(&w.backend, &w.a.owner, &up).await;
    assert!(matches!(answer, Err(BackendError::Stale(_))), "{answer:?}");
}

#[tokio::test]
async fn buttons_change_the_stored_menu() {
    let w = world().await;
    let press = async |change: MenuChange| {
        let version = opened(&w).await.version;
        menu::change(&w.backend, &w.a.owner, &MenuChange { version, ..change }).await
    };
    let act = |act: &str, item: &str| MenuChange {
        act: act.into(),
        item: item.into(),
        ..MenuChange::default()
    };
    let add = |kind: &str, label: &str, href: &str| MenuChange {
        kind: kind.into(),
        label: label.into(),
        href: href.into(),
        ..act("add", "")
    };
    press(act("up", "activity")).await.unwrap();
    press(add("group", "More", "")).await.unwrap();
    press(act("in", "statement")).await.unwrap();
    press(add("link", "Help", "https://help.example")).await.unwrap();
    press(act("hide", "invoices")).await.unwrap();
    assert_eq!(
        seen_by_client(&w).await,
        ["proposals", "contracts", "activity", "More(1)", "Help"]
    );
    let Err(BackendError::Invalid(errors)) = press(add("link", "Bad", "javascript:alert(1)")).await else {
        panic!("accepted");
    };
    assert!(errors.get("href").is_some(), "{errors:?}");
    let Err(BackendError::Invalid(errors)) = press(act("up", "invoices")).await else {
        panic!("accepted");
    };
    assert!(errors.get("").is_some(), "{errors:?}");
}

#[tokio::test]
async fn a_menu_is_taken_back_from_the_history() {
    let w = world().await;
    let first = form(json!([link("one", "https://one.example")]), 0);
    let second = form(json!([link("one", "https://changed.example")]), 1);
    menu::save(&w.backend, &w.a.owner, &first).await.unwrap();
    menu::save(&w.backend, &w.a.owner, &second).await.unwrap();
    let list = history::list(&w.backend, &w.a.owner, Some(Area::Menu))
        .await
        .unwrap();
    let told: Vec<_> = list[0]
        .changes
        .iter()
        .map(|change| (&*change.label, &*change.after))
        .collect();
    assert_eq!(told, [("Items", "one (https://changed.example; new tab)")]);
    history::undo(&w.backend, &w.a.owner, list[0].id).await.unwrap();
    let view = opened(&w).await;
    assert_eq!((view.version, view.menu), (3, Menu::read(&first.doc).unwrap()));
    history::undo(&w.backend, &w.a.owner, list[1].id).await.unwrap();
    assert_eq!(opened(&w).await.menu, Menu::standard());
}

#[tokio::test]
async fn abuse_20_viewer_and_staff_see_and_change_no_menu() {
    let w = world().await;
    for role in [Role::Viewer, Role::Staff] {
        let who = w.a.staff(role);
        for answer in [
            menu::view(&w.backend, &who).await.map(|_| ()),
            menu::save(&w.backend, &who, &form(json!([]), 0)).await,
            menu::change(&w.backend, &who, &MenuChange::default()).await,
            menu::preview(&w.backend, &who, "", w.a.contact).await.map(|_| ()),
        ] {
            assert!(
                matches!(answer, Err(BackendError::Forbidden)),
                "{role:?}: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_stored_text_that_is_no_menu_shows_the_standard_one() {
    let w = world().await;
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<crate::entity::portal::Entity>()
        .set(crate::entity::portal::Column::Menu, "{broken")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    assert_eq!(
        seen_by_client(&w).await,
        ["invoices", "proposals", "contracts", "statement", "activity"]
    );
    menu::save(&w.backend, &w.a.owner, &form(json!([]), 0))
        .await
        .unwrap();
    // What was there is in the history all the same.
    let rows = w.backend.read(&w.a.owner);
    let row = rows
        .find::<settings_revision::Entity>()
        .one()
        .await
        .unwrap()
        .unwrap();
    assert!(row.before.contains("{broken"), "{}", row.before);
}
