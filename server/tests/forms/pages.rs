//! Pages of the provider's own, through the router: their forms, the builder's batches, and files in and out.

use super::support::*;
use domain::role::Role;
use serde_json::{Value, json};

const IMPORT: &str = "/staff/settings/portal/pages/import";

fn page(site: &Site) -> String {
    format!("/staff/settings/portal/pages/{}", site.world.a.pages["draft"])
}

/// Where a browser's form led, followed.
async fn followed(site: &Site, reply: &Reply) -> String {
    assert_eq!(reply.status, 302, "{}", reply.text());
    let to = reply.location();
    let to = to.split('#').next().unwrap().to_owned();
    site.get(Actor::OWNER, &to).await.text()
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_saves_nothing() {
    let site = Site::new().await;
    let id = site.world.a.pages["draft"].to_string();
    let before = site.database.state().await;
    let form = fields(&[
        ("id", id.as_str()),
        ("form[title]", "Typed title"),
        ("form[slug]", "not a slug"),
        ("form[audience]", "companies"),
        ("form[version]", "1"),
    ]);
    let reply = site
        .post_form(Actor::OWNER, "/api/staff/save_page_settings", &form)
        .await;
    let html = followed(&site, &reply).await;
    assert!(
        html.contains("value=\"Typed title\"") && html.contains("value=\"not a slug\""),
        "{html}"
    );
    assert!(
        html.contains("small letters, digits and single hyphens"),
        "{html}"
    );
    assert!(html.contains("Please choose companies"), "{html}");
    assert_eq!(site.database.state().await, before);
    let new = fields(&[("form[start]", "template:nope"), ("form[slug]", "draft-page")]);
    let reply = site.post_form(Actor::OWNER, "/api/staff/create_page", &new).await;
    let html = followed(&site, &reply).await;
    assert!(
        html.contains("choose what to start from") && html.contains("value=\"draft-page\""),
        "{html}"
    );
    let times = fields(&[("id", id.as_str()), ("form[publish_at]", "2020-01-01T09:00")]);
    let reply = site
        .post_form(Actor::OWNER, "/api/staff/schedule_page", &times)
        .await;
    let html = followed(&site, &reply).await;
    assert!(
        html.contains("This time is over") && html.contains("2020-01-01T09:00"),
        "{html}"
    );
    assert_eq!(site.database.state().await, before);
}

#[tokio::test]
async fn a_page_goes_its_way_without_javascript() {
    let site = Site::new().await;
    let id = site.world.a.pages["draft"].to_string();
    let html = site.get(Actor::OWNER, &page(&site)).await.text();
    assert!(
        html.contains("Please look") || html.contains("never published"),
        "{html}"
    );
    for (path, more, said) in [
        (
            "publish_page",
            ("rev", "2"),
            "Clients who may open this page see it now",
        ),
        (
            "unpublish_page",
            ("rev", "2"),
            "Clients do not see this page any more",
        ),
        ("archive_page", ("rev", "2"), "put away"),
        ("restore_page", ("rev", "2"), "Restored"),
    ] {
        let form = fields(&[("id", id.as_str()), more]);
        let reply = site
            .post_form(Actor::OWNER, &format!("/api/staff/{path}"), &form)
            .await;
        let html = followed(&site, &reply).await;
        assert!(html.contains(said), "{path}: {html}");
    }
    let stale = fields(&[("id", id.as_str()), ("rev", "1")]);
    let reply = site
        .post_form(Actor::OWNER, "/api/staff/publish_page", &stale)
        .await;
    let html = followed(&site, &reply).await;
    assert!(html.contains("has changed since you looked"), "{html}");
}

fn batch(site: &Site, block: &Value) -> String {
    let insert = json!({ "insert": { "at": { "index": 0 }, "block": block } });
    let batch = json!({ "id": "0195a000-0000-7000-8000-000000000001", "base": 2, "ops": [insert] });
    json!({ "id": site.world.a.pages["draft"], "batch": batch }).to_string()
}

async fn keep(site: &Site, json: &str) -> Reply {
    let ask = Ask::json("/api/staff/keep_page_changes", json);
    site.send(ask.cookie(site.cookie(Actor::OWNER))).await
}

#[tokio::test]
async fn a_batch_may_be_as_large_as_a_page_and_no_larger() {
    let site = Site::new().await;
    let unknown =
        |bytes: usize| json!({ "id": "u", "type": "hologram", "v": 1, "props": { "x": "x".repeat(bytes) } });
    let before = site.database.state().await;
    let reply = keep(&site, &batch(&site, &unknown(5 * 1024 * 1024))).await;
    assert_eq!(reply.status, 413);
    let reply = keep(&site, &batch(&site, &unknown(2 * 1024 * 1024))).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let conflicts = &reply.json()["landed"]["conflicts"];
    assert!(
        conflicts[0]["clash"]["refused"]
            .as_str()
            .unwrap()
            .contains("2 MB"),
        "{conflicts}"
    );
    for nonsense in ["", "{", "[]", "{\"id\":1}", "{\"id\":null,\"batch\":{}}"] {
        let reply = keep(&site, nonsense).await;
        assert_eq!(
            (reply.status.as_u16(), reply.json()["code"].clone()),
            (400, json!("malformed")),
            "{nonsense}"
        );
    }
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(keep(&site, &deep).await.status, 400);
    assert_eq!(site.database.state().await, before);
    let reply = keep(&site, &batch(&site, &unknown(1_500_000))).await;
    assert_eq!(
        (reply.status.as_u16(), reply.json()["rev"].clone()),
        (200, json!(3))
    );
    // Other forms stay small.
    let form = fields(&[("form[title]", "x".repeat(600 * 1024))]);
    assert_eq!(
        site.call(Actor::OWNER, "/api/staff/create_page", &form)
            .await
            .status,
        413
    );
}

fn upload(site: &Site, accept: &str, bytes: &[u8]) -> Ask {
    Ask::new("POST", IMPORT)
        .header("accept", accept)
        .header("sec-fetch-site", "same-origin")
        .cookie(site.cookie(Actor::OWNER))
        .upload("file", ("page.json", "application/json"), bytes)
}

#[tokio::test]
async fn an_exported_file_is_taken_in_again() {
    let site = Site::new().await;
    let id = site.world.a.pages["draft"];
    let file = site.get(Actor::OWNER, &format!("/staff/pages/{id}/export")).await;
    assert_eq!(file.status, 200);
    let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"page-draft-page.json\""
    );
    assert_eq!(header("x-content-type-options"), "nosniff");
    let reply = site.send(upload(&site, "text/html", &file.bytes)).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let html = site.get(Actor::OWNER, &reply.location()).await.text();
    assert!(html.contains("/portal/p/draft-page-2"), "{html}");
}

#[tokio::test]
async fn a_file_that_is_no_page_is_refused_with_a_reason() {
    let site = Site::new().await;
    let before = site.database.state().await;
    let many: Vec<_> = (0..5001)
        .map(|nth| json!({ "id": format!("b{nth}"), "type": "divider" }))
        .collect();
    let many = json!({ "schema": 1, "blocks": many }).to_string();
    for (bytes, reason) in [
        (&b""[..], "choose a file"),
        (&b"nonsense"[..], "not a page of Portico"),
        (&b"\xff\xfe\x00"[..], "no text"),
        (&b"PK\x03\x04"[..], "not a page of Portico"),
        (&"[".repeat(100_000).into_bytes()[..], "20 levels"),
        (many.as_bytes(), "5,000 blocks"),
        (&vec![b' '; 5 * 1024 * 1024][..], "2 MB"),
    ] {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(12)]).into_owned();
        let reply = site.send(upload(&site, "application/json", bytes)).await;
        assert_eq!(reply.status, 422, "{head:?}: {}", reply.text());
        let said = reply.json()["fields"]["file"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(said.contains(reason), "{head:?}: {said}");
        let reply = site.send(upload(&site, "text/html", bytes)).await;
        assert_eq!(reply.status, 303);
        let to = reply.location().split('#').next().unwrap().to_owned();
        let html = site.get(Actor::OWNER, &to).await.text();
        assert!(html.contains(reason), "{head:?}");
    }
    assert_eq!(site.database.state().await, before);
}

#[tokio::test]
async fn staff_without_the_settings_still_find_their_pages() {
    let site = Site::new().await;
    let html = site
        .get(Actor::Staff(Side::A, Role::Staff), "/staff/settings/portal/pages")
        .await
        .text();
    assert!(
        html.contains("Portal pages") && html.contains("§A0-internal-page§"),
        "{html}"
    );
    assert!(
        !html.contains("/staff/settings/portal/branding"),
        "tabs that lead nowhere: {html}"
    );
}
