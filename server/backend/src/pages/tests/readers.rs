//! What clients see of pages: what they may read, and what is in their menu.

use super::{super::*, *};
use crate::{
    entity::{invoice, page as row},
    fixture,
    portal_settings::menu as portal_menu,
    scope::ClientScope,
};
use domain::{
    ids::InvoiceId,
    menu::{MenuForm, ShownTarget, WarningKind, warnings},
    module::ModuleSet,
    pages::PageForm,
};

/// The addresses in a client's menu.
async fn menu_of(w: &World, scope: &ClientScope) -> Vec<String> {
    let view = portal_menu::view(&w.backend, &w.a.owner).await.unwrap();
    let items = portal_menu::for_reader(&w.backend, scope, &view.menu.write(), &ModuleSet::default())
        .await
        .unwrap();
    let address = |target| match target {
        ShownTarget::Page(address) => Some(address),
        _ => None,
    };
    items
        .into_iter()
        .filter_map(|item| address(item.target))
        .collect()
}

/// Puts a page into A's menu.
async fn link(w: &World, id: PageId) {
    let doc = json!({ "version": 1, "items": [
        { "id": "invoices", "type": "module", "module": "invoices" },
        { "id": "proposals", "type": "module", "module": "proposals" },
        { "id": "contracts", "type": "module", "module": "contracts" },
        { "id": "statement", "type": "module", "module": "statement" },
        { "id": "activity", "type": "module", "module": "activity" },
        { "id": "p", "type": "page", "page": id.to_string() },
    ] });
    let version = portal_menu::view(&w.backend, &w.a.owner).await.unwrap().version;
    let form = MenuForm {
        doc: doc.to_string(),
        version,
    };
    portal_menu::save(&w.backend, &w.a.owner, &form).await.unwrap();
}

async fn odd(w: &World) -> Vec<WarningKind> {
    let view = portal_menu::view(&w.backend, &w.a.owner).await.unwrap();
    let found = warnings(&view.menu, &view.facts());
    found.into_iter().map(|warning| warning.kind).collect()
}

async fn audience(w: &World, id: PageId, change: impl FnOnce(&mut PageForm)) {
    let mut form = detail_of(w, id).await.form;
    change(&mut form);
    settings::save(&w.backend, &w.a.owner, id, &form).await.unwrap();
}

#[tokio::test]
async fn clients_read_published_pages_of_their_own_workspace_only() {
    let w = world().await;
    let id = page(&w).await;
    let seen = async |scope: &ClientScope| {
        let found = w.backend.read(scope).find::<row::Entity>().all().await.unwrap();
        found.len()
    };
    assert_eq!(seen(&w.a.client).await, 0, "a draft");
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    kept(&w, &w.a.owner, id, 2, vec![set("a", "Secret")])
        .await
        .unwrap();
    let rows = w.backend.read(&w.a.client);
    let page = rows.get::<row::Entity>(id.uuid()).await.unwrap();
    assert!(
        !format!("{page:?}").contains("Secret"),
        "the draft stays with staff"
    );
    assert_eq!(seen(&w.b.client).await, 0, "another workspace's");
    publish::unpublish(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(seen(&w.a.client).await, 0, "taken back");
    publish::publish(&w.backend, &w.a.owner, id, Rev(3))
        .await
        .unwrap();
    publish::archive(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(seen(&w.a.client).await, 0, "put away");
}

#[tokio::test]
async fn a_menu_leads_to_a_page_while_the_reader_may_open_it() {
    let w = world().await;
    let id = page(&w).await;
    link(&w, id).await;
    assert!(menu_of(&w, &w.a.client).await.is_empty());
    assert_eq!(odd(&w).await, [WarningKind::PageUnpublished]);
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    assert_eq!(menu_of(&w, &w.a.client).await, ["/portal/p/page"]);
    assert!(odd(&w).await.is_empty());
    assert_eq!(detail_of(&w, id).await.menu, ["Page"]);
    let preview = portal_menu::preview(&w.backend, &w.a.owner, "", w.a.contact)
        .await
        .unwrap();
    assert!(
        preview
            .items
            .iter()
            .any(|item| item.target == ShownTarget::Page("/portal/p/page".into()))
    );
    let other = fixture::client_scope(w.a.tenant, domain::ids::ContactId::new(), Vec::new());
    audience(&w, id, |form| {
        form.audience = "companies".into();
        form.companies = vec![w.a.company.to_string()];
    })
    .await;
    assert_eq!(menu_of(&w, &w.a.client).await.len(), 1);
    assert!(menu_of(&w, &other).await.is_empty());
    audience(&w, id, |form| {
        form.audience = "module".into();
        form.module = "invoices".into();
        form.slug = "moved".into();
    })
    .await;
    assert_eq!(menu_of(&w, &other).await, ["/portal/p/moved"]);
    publish::archive(&w.backend, &w.a.owner, id).await.unwrap();
    assert!(menu_of(&w, &w.a.client).await.is_empty());
    assert_eq!(odd(&w).await, [WarningKind::PageMissing]);
}

#[tokio::test]
async fn a_page_for_those_with_open_invoices_is_hidden_from_the_others() {
    let w = world().await;
    let id = page(&w).await;
    link(&w, id).await;
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    audience(&w, id, |form| form.audience = "overdue_invoices".into()).await;
    assert!(menu_of(&w, &w.a.client).await.is_empty());
    assert_eq!(odd(&w).await, [WarningKind::PageHidden(1)]);
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let due = fixture::invoice_row(
        InvoiceId::new(),
        w.a.company,
        ("sent", Some("1")),
        ("EUR", 100),
        Some("2026-03-14"),
        w.backend.clock().now(),
    );
    rows.insert::<invoice::Entity>(due).await.unwrap();
    rows.commit().await.unwrap();
    assert_eq!(menu_of(&w, &w.a.client).await.len(), 1);
    assert!(odd(&w).await.is_empty());
    let rule = domain::page::Rule::HasOverdueInvoices;
    let facts = facts::facts(&w.backend, &w.a.client, &[&rule]).await.unwrap();
    assert_eq!((facts.open_invoices, facts.overdue_invoices), (1, 1));
    assert_eq!(facts.who, "§Anchor-company");
    assert!(facts.modules.has(domain::module::Module::Invoices));
}

#[tokio::test]
async fn a_published_page_in_no_menu_is_told() {
    let w = world().await;
    let id = page(&w).await;
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    assert_eq!(odd(&w).await, [WarningKind::PageNowhere("Page".into())]);
    assert!(detail_of(&w, id).await.menu.is_empty());
}
