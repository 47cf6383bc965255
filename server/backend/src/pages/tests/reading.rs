//! A page as its readers see it: each their own records and values, and nobody else's.

use super::{super::*, *};
use crate::{
    entity::{company, contact, invoice, membership, portal},
    fixture,
    scope::ClientScope,
};
use domain::{
    ids::{CompanyId, ContactId, InvoiceId},
    page::StoredDoc,
    pages::{PageForm, ReaderPage},
};
use sea_orm::ActiveValue::Set;

/// A page of A's with everything that depends on the reader, published.
async fn published(w: &World) -> PageId {
    let blocks = [
        json!({ "id": "h", "type": "heading", "v": 1, "props": { "text": [
            { "type": "text", "text": "For " },
            { "type": "merge_tag", "attrs": { "path": "contact.last_name", "fallback": null, "format": "upper" } },
            { "type": "merge_tag", "attrs": { "path": "contact.phone", "fallback": "no phone", "format": null } }] } }),
        json!({ "id": "i", "type": "invoices", "v": 1, "props": { "show": "all", "limit": 1, "empty": "No invoices" } }),
        json!({ "id": "s", "type": "balance", "v": 1 }),
        json!({ "id": "n", "type": "needs_action", "v": 1, "props": { "empty": "" } }),
        json!({ "id": "late", "type": "heading", "v": 1, "props": { "text": text("You are late") }, "show_if": "has_overdue_invoices" }),
        json!({ "id": "rich", "type": "heading", "v": 1, "props": { "text": text("A large sum") },
            "show_if": { "cmp": { "path": "company.balance", "op": "more", "value": 100 } } }),
        json!({ "id": "e", "type": "html", "v": 1, "props": { "html": "<script>widget()</script>", "title": "Widget" } }),
        json!({ "id": "secret", "type": "card", "v": 1, "show_if": { "companies": ["0195a000-0000-7000-8000-000000000000"] }, "slots": { "content": [
            { "id": "e2", "type": "html", "v": 1, "props": { "html": "<p>hidden</p>" } }] } }),
    ];
    let id = create::create(&w.backend, &w.a.owner, &new("blank", "Welcome", ""), "")
        .await
        .unwrap();
    let ops = blocks
        .into_iter()
        .enumerate()
        .map(|(nth, value)| insert(nth, block(value)))
        .collect();
    kept(w, &w.a.owner, id, 1, ops).await.unwrap();
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    id
}

/// Another client of A's, of another company.
async fn second(w: &World) -> ClientScope {
    let now = w.backend.clock().now();
    let (company, contact) = (CompanyId::new(), ContactId::new());
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.insert::<company::Entity>(fixture::company_row(company, "§Second-company", now))
        .await
        .unwrap();
    rows.insert::<contact::Entity>(fixture::contact_row(contact, "§Second-contact", now))
        .await
        .unwrap();
    rows.insert::<membership::Entity>(membership::ActiveModel {
        contact_id: Set(contact.uuid()),
        company_id: Set(company.uuid()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
    fixture::client_scope(w.a.tenant, contact, vec![company])
}

async fn owes(w: &World, scope: &StaffScope, company: CompanyId, number: &str, (minor, due): (i64, &str)) {
    let row = fixture::invoice_row(
        InvoiceId::new(),
        company,
        ("sent", Some(number)),
        ("EUR", minor),
        Some(due),
        w.backend.clock().now(),
    );
    let rows = w.backend.begin(scope).await.unwrap();
    rows.insert::<invoice::Entity>(row).await.unwrap();
    rows.commit().await.unwrap();
}

async fn seen(w: &World, scope: &ClientScope) -> Result<ReaderPage> {
    reader::page(&w.backend, scope, "welcome", false).await
}

async fn for_companies(w: &World, id: PageId, ids: &[CompanyId]) {
    let mut form: PageForm = detail_of(w, id).await.form;
    form.audience = "companies".to_owned();
    form.companies = ids.iter().map(ToString::to_string).collect();
    settings::save(&w.backend, &w.a.owner, id, &form).await.unwrap();
}

#[tokio::test]
async fn each_reader_sees_their_own_and_nobody_elses() {
    let w = world().await;
    let id = published(&w).await;
    let other = second(&w).await;
    owes(&w, &w.a.owner, w.a.company, "A-1", (20_050, "2026-03-01")).await;
    owes(&w, &w.a.owner, w.a.company, "A-2", (1_000, "2026-04-30")).await;
    owes(&w, &w.b.owner, w.b.company, "B-1", (99_900, "2026-03-01")).await;

    let first = seen(&w, &w.a.client).await.unwrap();
    assert_eq!((first.title.as_str(), first.videos), ("Welcome", false));
    for there in [
        "§ANCHOR-CONTACT",
        "no phone",
        "€210.50",
        "200.50",
        "You are late",
        "A large sum",
        "14 days overdue",
        "All invoices",
    ] {
        assert!(first.html.contains(there), "{there}: {}", first.html);
    }
    for not_there in [
        "B-1", "999", "§Second", "§Beacon", "widget()", "hidden", "pb-empty", "data-",
    ] {
        assert!(!first.html.contains(not_there), "{not_there}: {}", first.html);
    }
    assert!(
        first.html.contains("src=\"/portal/p/welcome/embed/e\""),
        "{}",
        first.html
    );

    let second = seen(&w, &other).await.unwrap();
    assert!(
        second.html.contains("§SECOND-CONTACT") && second.html.contains("No invoices"),
        "{}",
        second.html
    );
    for not_there in ["A-1", "A-2", "late", "large sum", "pb-needs_action", "§ANCHOR"] {
        assert!(!second.html.contains(not_there), "{not_there}: {}", second.html);
    }

    // Another workspace's clients, and those of this one whom it is not for, find nothing.
    assert!(matches!(seen(&w, &w.b.client).await, Err(BackendError::NotFound)));
    for_companies(&w, id, &[w.a.company]).await;
    assert!(seen(&w, &w.a.client).await.is_ok());
    assert!(matches!(seen(&w, &other).await, Err(BackendError::NotFound)));
    let embed = |scope: &ClientScope, block: &'static str| {
        let scope = scope.clone();
        let backend = w.backend.clone();
        async move { reader::embed(&backend, &scope, "welcome", block).await }
    };
    assert_eq!(
        embed(&w.a.client, "e").await.unwrap(),
        "<script>widget()</script>"
    );
    for block in ["e2", "h", "none", "../x"] {
        assert!(
            matches!(embed(&w.a.client, block).await, Err(BackendError::NotFound)),
            "{block}"
        );
    }
    assert!(matches!(embed(&other, "e").await, Err(BackendError::NotFound)));
    publish::unpublish(&w.backend, &w.a.owner, id).await.unwrap();
    assert!(matches!(seen(&w, &w.a.client).await, Err(BackendError::NotFound)));
    assert!(matches!(
        embed(&w.a.client, "e").await,
        Err(BackendError::NotFound)
    ));
}

#[tokio::test]
async fn a_module_that_is_off_shows_nothing() {
    let w = world().await;
    published(&w).await;
    owes(&w, &w.a.owner, w.a.company, "A-1", (20_050, "2026-03-01")).await;
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::Modules, "statement,activity")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let html = seen(&w, &w.a.client).await.unwrap().html;
    for not_there in ["A-1", "200.50", "pb-invoices", "pb-balance", "pb-needs_action"] {
        assert!(!html.contains(not_there), "{not_there}: {html}");
    }
}

#[tokio::test]
async fn the_builder_sees_what_the_client_would_and_why_not() {
    let w = world().await;
    let id = published(&w).await;
    let other = second(&w).await;
    owes(&w, &w.a.owner, w.a.company, "A-1", (20_050, "2026-03-01")).await;
    let look = |contact| seeing::page(&w.backend, &w.a.owner, id, contact, None);
    let first = look(Some(w.a.contact)).await.unwrap();
    assert_eq!(first.values["{{contact.last_name | upper}}"], "§ANCHOR-CONTACT");
    let typed = r#"{{contact.phone | default("no phone")}}"#;
    assert_eq!(first.values[typed], "no phone");
    let key = |text: &str| domain::page::BlockId::new(text).unwrap();
    assert!(
        first.data[&key("i")].contains("A-1") && !first.data[&key("i")].contains(" href="),
        "{:?}",
        first.data
    );
    assert_eq!(first.hidden.keys().collect::<Vec<_>>(), [&key("secret")]);
    let second = look(Some(other.contact())).await.unwrap();
    assert_eq!(
        second.hidden[&key("late")],
        "Hidden: §Second-company has no overdue invoices."
    );
    assert!(second.hidden.contains_key(&key("rich")) && !second.data[&key("i")].contains("A-1"));
    assert_eq!(look(None).await.unwrap(), domain::pages::editing::Seen::default());
    // What the builder has, rather than what is stored.
    let doc = StoredDoc::new(vec![block(json!({ "id": "x", "type": "balance", "v": 1 }))]);
    let now = seeing::page(&w.backend, &w.a.owner, id, Some(w.a.contact), Some(doc))
        .await
        .unwrap();
    assert!(now.data[&key("x")].contains("200.50") && now.values.is_empty());
    // Somebody else's contact and page are not there, and a viewer may not look.
    assert!(matches!(
        look(Some(w.b.contact)).await,
        Err(BackendError::NotFound)
    ));
    let foreign = seeing::page(&w.backend, &w.b.owner, id, Some(w.b.contact), None).await;
    assert!(matches!(foreign, Err(BackendError::NotFound)));
    let viewer = w.a.staff(domain::role::Role::Viewer);
    let refused = seeing::page(&w.backend, &viewer, id, None, None).await;
    assert!(matches!(refused, Err(BackendError::Forbidden)));
}

#[tokio::test]
async fn a_rules_readers_are_counted() {
    let w = world().await;
    let other = second(&w).await;
    owes(&w, &w.a.owner, w.a.company, "A-1", (20_050, "2026-03-01")).await;
    let count = async |rule: Option<Value>| {
        let rule: Option<Rule> = rule.map(|rule| serde_json::from_value(rule).unwrap());
        seeing::audience(&w.backend, &w.a.owner, rule.as_ref())
            .await
            .map(|seen| (seen.shown, seen.all))
    };
    assert_eq!(count(None).await.unwrap(), (2, 2));
    for (rule, shown) in [
        (json!("has_open_invoices"), 1),
        (json!({ "not": "has_overdue_invoices" }), 1),
        (json!({ "contacts": [other.contact()] }), 1),
        (json!({ "module": "invoices" }), 2),
        (json!({ "has_value": "contact.phone" }), 0),
        (json!({ "has_value": "contact.last_name" }), 2),
        (
            json!({ "cmp": { "path": "company.balance", "op": "more", "value": 200 } }),
            1,
        ),
        (
            json!({ "cmp": { "path": "contact.last_name", "op": "contains", "value": "second" } }),
            1,
        ),
    ] {
        assert_eq!(count(Some(rule.clone())).await.unwrap(), (shown, 2), "{rule}");
    }
    assert!(matches!(
        count(Some(json!({ "future": 1 }))).await,
        Err(BackendError::Conflict(_))
    ));
    assert!(matches!(
        count(Some(json!({ "all": [] }))).await,
        Err(BackendError::Conflict(_))
    ));
}

#[tokio::test]
async fn looking_at_a_page_is_noted_once_and_a_preview_never() {
    let w = world().await;
    published(&w).await;
    let noted = async || {
        let rows = w.backend.read(&w.a.owner);
        let found = rows
            .find::<crate::entity::access_event::Entity>()
            .all()
            .await
            .unwrap();
        found
            .into_iter()
            .map(|event| (event.kind, event.object))
            .collect::<Vec<_>>()
    };
    let scope = w.a.client.clone();
    reader::page(&w.backend, &scope.clone().only_looking(), "welcome", true)
        .await
        .unwrap();
    reader::page(&w.backend, &scope, "welcome", false).await.unwrap();
    assert_eq!(noted().await, []);
    reader::page(&w.backend, &scope, "welcome", true).await.unwrap();
    reader::page(&w.backend, &scope, "welcome", true).await.unwrap();
    assert_eq!(noted().await, [("viewed".to_owned(), "Welcome".to_owned())]);
}

#[tokio::test]
async fn images_are_their_workspaces_own() {
    let w = world().await;
    let png = || {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(20, 10)
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    };
    let kept = images::upload(&w.backend, &w.a.owner, png()).await.unwrap();
    assert_eq!((kept.width, kept.height), (20, 10));
    assert_eq!(
        images::upload(&w.backend, &w.a.owner, png()).await.unwrap(),
        kept,
        "the same is the same"
    );
    let viewer = w.a.staff(domain::role::Role::Viewer);
    assert!(matches!(
        images::upload(&w.backend, &viewer, png()).await,
        Err(BackendError::Forbidden)
    ));
    let picture = images::for_client(&w.backend, &w.a.client, &kept.hash)
        .await
        .unwrap();
    assert_eq!(picture.media_type, "image/png");
    assert!(matches!(
        images::for_client(&w.backend, &w.b.client, &kept.hash).await,
        Err(BackendError::NotFound)
    ));
    assert!(matches!(
        images::for_staff(&w.backend, &w.b.owner, &kept.hash).await,
        Err(BackendError::NotFound)
    ));

    // On a page: one that is there is shown, one that is not leaves nothing.
    let id = create::create(&w.backend, &w.a.owner, &new("blank", "Welcome", ""), "")
        .await
        .unwrap();
    let picture = |id: &str, file: &str| {
        block(json!({ "id": id, "type": "image", "v": 1, "props": { "file": file, "alt": "Harbour" } }))
    };
    let ops = vec![
        insert(0, picture("a", &kept.hash)),
        insert(1, picture("b", &"0".repeat(64))),
    ];
    super::kept(&w, &w.a.owner, id, 1, ops).await.unwrap();
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    let html = seen(&w, &w.a.client).await.unwrap().html;
    assert!(
        html.contains(&format!("src=\"/portal/images/{}\"", kept.hash)) && html.matches("<img").count() == 1,
        "{html}"
    );
}

#[tokio::test]
async fn links_lead_only_to_pages_that_this_reader_can_open() {
    let w = world().await;
    let other = second(&w).await;
    let target = page(&w).await;
    publish::publish(&w.backend, &w.a.owner, target, Rev(2))
        .await
        .unwrap();
    for_companies(&w, target, &[w.a.company]).await;
    let id = create::create(&w.backend, &w.a.owner, &new("blank", "Welcome", ""), "")
        .await
        .unwrap();
    let button = block(
        json!({ "id": "x", "type": "button", "v": 1, "props": { "text": text("Go on"), "href": format!("page:{target}") } }),
    );
    kept(&w, &w.a.owner, id, 1, vec![insert(0, button)])
        .await
        .unwrap();
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    let html = seen(&w, &w.a.client).await.unwrap().html;
    assert!(html.contains("href=\"/portal/p/page\""), "{html}");
    assert_eq!(seen(&w, &other).await.unwrap().html, "");
}
