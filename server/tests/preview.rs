//! Staff look through a client's eyes: the client's own pages, and nothing changes, counts or outlives the right to look.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

use app::platform::cookie::Kind;
use chrono::TimeDelta;
use domain::role::Role;
use support::*;

/// The cookie that a preview as a contact opens, alone.
async fn preview(site: &Site, who: Actor, contact: uuid::Uuid) -> Option<String> {
    let reply = site
        .call(
            who,
            "/api/staff/preview_as",
            &fields(&[("id", contact.to_string())]),
        )
        .await;
    let cookie = reply
        .cookies()
        .into_iter()
        .find(|cookie| cookie.starts_with("portico-preview="))?;
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    cookie.split(';').next().map(str::to_owned)
}

async fn page(site: &Site, cookie: &str, path: &str) -> Reply {
    site.send(Ask::page(path).cookie(Some(cookie.to_owned()))).await
}

#[tokio::test]
async fn every_page_shows_what_that_client_sees_and_says_that_it_is_a_preview() {
    let site = Site::new().await;
    let a1 = site.world.client(Person::A1).id;
    let cookie = preview(&site, Actor::OWNER, a1).await.unwrap();
    let invoice = site.world.a1().invoices["open"];
    for path in [
        "/portal".to_owned(),
        "/portal/invoices".to_owned(),
        "/portal/statement".to_owned(),
        "/portal/activity".to_owned(),
        "/portal/profile".to_owned(),
        "/portal/p/published-page".to_owned(),
        format!("/portal/invoices/{invoice}"),
    ] {
        let shown = page(&site, &cookie, &path).await;
        assert_eq!(shown.status, 200, "{path}");
        let html = shown.text();
        assert!(html.contains("Preview: the portal as"), "{path}");
        assert!(!html.contains("/api/portal/sign_out"), "{path}");
        for foreign in ["§A2", "§B0", "§B1"] {
            assert!(!html.contains(foreign), "{path} shows {foreign}");
        }
        let own = site.get(Actor::A1, &path).await.text();
        assert!(!own.contains("Preview: the portal as"), "{path}");
    }
    // Not theirs is not there, as for the client.
    let foreign = site.world.a2().invoices["open"];
    assert_eq!(
        page(&site, &cookie, &format!("/portal/invoices/{foreign}"))
            .await
            .status,
        404
    );
    // The preview opens no staff page.
    assert_eq!(page(&site, &cookie, "/staff").await.status, 303);
    site.close().await;
}

#[tokio::test]
async fn nothing_changes_and_nothing_counts_as_a_view() {
    let site = Site::new().await;
    let a1 = site.world.client(Person::A1).id;
    let cookie = preview(&site, Actor::OWNER, a1).await.unwrap();
    let state = site.database.state().await;
    let invoice = site.world.a1().invoices["open"];
    for path in [
        "/portal".to_owned(),
        "/portal/p/published-page".to_owned(),
        format!("/portal/invoices/{invoice}"),
        format!("/portal/invoices/{invoice}/pdf"),
        format!("/portal/credit-notes/{}/pdf", site.world.a1().credit_note),
        "/portal/statement/pdf".to_owned(),
    ] {
        assert_eq!(page(&site, &cookie, &path).await.status, 200, "{path}");
    }
    assert_eq!(site.database.state().await, state, "looking left a trace");
    for case in cases()
        .iter()
        .filter(|case| case.who.is_client() && case.is_call())
    {
        let probe = &case.probes[0];
        let id = id_of(&site.world, probe.thing, Whose::Own, Actor::A1).unwrap_or_default();
        let ask = case.ask(probe, &site.world, &id).cookie(Some(cookie.clone()));
        let reply = site.send(ask).await;
        assert_eq!(reply.status, 403, "{}: {}", case.path, reply.text());
        let form = Ask::form(case.path, &(probe.build)(&site.world, &id))
            .header("referer", "http://localhost:3000/portal/profile")
            .cookie(Some(cookie.clone()));
        let reply = site.send(form).await;
        assert_eq!(reply.location(), "/portal/profile?done=preview", "{}", case.path);
        assert_eq!(
            site.database.state().await,
            state,
            "{} changed something",
            case.path
        );
    }
    let said = page(&site, &cookie, "/portal/profile?done=preview").await.text();
    assert!(said.contains("nothing was changed"));
    site.close().await;
}

/// The second wall: the reach itself opens no transaction, whatever the gate lets through.
#[tokio::test]
async fn the_way_back_leads_nowhere_else() {
    let site = Site::new().await;
    let cookie = preview(&site, Actor::OWNER, site.world.client(Person::A1).id)
        .await
        .unwrap();
    for from in [
        "https://evil.test/portal-evil",
        "http://localhost:3000/staff",
        "javascript:alert(1)",
        "http://localhost:3000/api/portal/sign_out",
    ] {
        let ask = Ask::form("/api/portal/sign_out", &Fields::new())
            .header("referer", from)
            .cookie(Some(cookie.clone()));
        assert_eq!(site.send(ask).await.location(), "/portal?done=preview", "{from}");
    }
    site.close().await;
}

#[tokio::test]
async fn a_preview_is_noted_and_can_be_ended() {
    let site = Site::new().await;
    let a1 = site.world.client(Person::A1).id;
    let noted = "SELECT count(*) FROM activity WHERE verb = 'portal.previewed' AND contact_id = $1";
    let id = fields(&[("id", a1.to_string())]);
    let listed = |asker: Actor, path: &'static str| {
        let (site, id) = (&site, &id);
        async move { site.call(asker, path, id).await.json().as_array().unwrap().len() }
    };
    let before = listed(Actor::OWNER, "/api/staff/contact_sessions").await;
    let cookie = preview(&site, Actor::Staff(Side::A, Role::Viewer), a1)
        .await
        .unwrap();
    let count: i64 = site.database.one(noted, vec![a1.into()]).await;
    assert_eq!(count, 1);
    // The client does not read of it.
    let feed = site.get(Actor::A1, "/portal/activity").await.text();
    assert!(!feed.contains("previewed"));
    // It is no session of the client's.
    let open =
        "SELECT count(*) FROM session WHERE contact_id = $1 AND kind = 'preview' AND revoked_at IS NULL";
    let count: i64 = site.database.one(open, vec![a1.into()]).await;
    assert_eq!(count, 1);
    assert_eq!(listed(Actor::OWNER, "/api/staff/contact_sessions").await, before);
    let staff = listed(Actor::Staff(Side::A, Role::Viewer), "/api/staff/own_sessions").await;
    assert_eq!(staff, 2, "a preview is no session of the account's list");
    let viewer = site.cookie(Actor::Staff(Side::A, Role::Viewer)).unwrap();
    let ask = Ask::form("/api/staff/end_preview", &Fields::new()).cookie(Some(format!("{viewer}; {cookie}")));
    let reply = site.send(ask).await;
    assert_eq!(reply.location(), format!("/staff/contacts/{a1}"));
    assert_eq!(page(&site, &cookie, "/portal").await.status, 303);
    site.close().await;
}

#[tokio::test]
async fn it_ends_with_the_hour_the_session_and_the_right_to_look() {
    let site = Site::new().await;
    let a1 = site.world.client(Person::A1).id;
    let viewer = Actor::Staff(Side::A, Role::Viewer);
    // Signing out ends it.
    let cookie = preview(&site, viewer, a1).await.unwrap();
    assert_eq!(page(&site, &cookie, "/portal").await.status, 200);
    let own = site.cookie(viewer).unwrap();
    site.send(Ask::form("/api/staff/sign_out", &Fields::new()).cookie(Some(own)))
        .await;
    assert_eq!(page(&site, &cookie, "/portal").await.status, 303);
    // So does being switched off.
    let staff = Actor::Staff(Side::A, Role::Staff);
    let cookie = preview(&site, staff, a1).await.unwrap();
    let id = site.world.a.members[&Role::Staff].id.to_string();
    let off = fields(&[("id", id.as_str()), ("active", "false")]);
    assert_eq!(
        site.call(Actor::OWNER, "/api/staff/switch_member", &off)
            .await
            .status,
        200
    );
    assert_eq!(page(&site, &cookie, "/portal").await.status, 303);
    // And an hour.
    let cookie = preview(&site, Actor::OWNER, a1).await.unwrap();
    let token = cookie.split_once('=').unwrap().1;
    let now = site.backend.clock().now();
    for (minutes, live) in [(59, true), (61, false)] {
        let then = site
            .backend
            .with_clock(backend::clock::Clock::fixed(now + TimeDelta::minutes(minutes)));
        assert_eq!(
            backend::access::preview::visit(&then, token).await.is_ok(),
            live,
            "{minutes}"
        );
    }
    // A second preview ends the first.
    let second = preview(&site, Actor::OWNER, site.world.client(Person::A2).id)
        .await
        .unwrap();
    assert_eq!(page(&site, &cookie, "/portal").await.status, 303);
    assert_eq!(page(&site, &second, "/portal").await.status, 200);
    // In the other cookies it opens nothing.
    let token = second.split_once('=').unwrap().1;
    for kind in [Kind::Client, Kind::Staff] {
        let cookie = site.session_cookie(kind, token);
        assert_eq!(page(&site, &cookie, "/portal").await.status, 303);
        assert_eq!(page(&site, &cookie, "/staff").await.status, 303);
    }
    site.close().await;
}

#[tokio::test]
async fn nobody_looks_through_the_eyes_of_another_workspaces_client() {
    let site = Site::new().await;
    let b1 = site.world.client(Person::B1).id;
    assert_eq!(preview(&site, Actor::OWNER, b1).await, None);
    assert_eq!(
        preview(&site, Actor::A1, site.world.client(Person::A1).id).await,
        None
    );
    assert_eq!(
        preview(&site, Actor::Anonymous, site.world.client(Person::A1).id).await,
        None
    );
    let archived = site.world.a3().contacts[0].id;
    assert_eq!(preview(&site, Actor::OWNER, archived).await, None);
    site.close().await;
}

#[tokio::test]
async fn the_portal_can_be_shaped_before_it_is_opened() {
    let site = Site::new().await;
    let cookie = preview(&site, Actor::OWNER, site.world.client(Person::A1).id)
        .await
        .unwrap();
    site.database
        .run("UPDATE portal SET enabled = false", vec![])
        .await;
    assert_eq!(site.get(Actor::A1, "/portal").await.status, 303);
    let shown = page(&site, &cookie, "/portal").await;
    assert_eq!(shown.status, 200);
    assert!(shown.text().contains("the portal is switched off"));
    site.close().await;
}
