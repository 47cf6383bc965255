//! Abuse cases 6 to 9 of the security design: asking for links, guessing, and being led elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

#[path = "gate/languages.rs"]
mod languages;
#[path = "gate/workspaces.rs"]
mod workspaces;

use chrono::TimeDelta;
use domain::role::Role;
use std::{collections::BTreeSet, time::Duration};
use support::*;

#[tokio::test]
async fn abuse_06_the_mailed_link_never_follows_the_request() {
    let site = Site::with(|config| config.public_url = "https://portal.example.org".to_owned()).await;
    let before = site.mailbox().len();
    let email = site.world.client(Person::A1).email.clone();
    let evil = [
        ("host", "evil.test"),
        ("x-forwarded-host", "evil.test"),
        ("x-forwarded-proto", "http"),
        ("x-forwarded-server", "evil.test"),
        ("x-original-host", "evil.test"),
        ("forwarded", "host=evil.test;proto=http"),
        ("x-rewrite-url", "https://evil.test/"),
    ];
    let mut ask = Ask::form("/api/public/new_link", &fields(&[("email", email)]));
    for (name, value) in evil {
        ask = ask.header(name, value);
    }
    let reply = site.send(ask).await;
    assert_eq!(reply.location(), "/link-sent");
    site.settled("SELECT COUNT(*) FROM mail WHERE kind = 'new_link'", 1)
        .await;
    site.drain().await;
    let mails = site.mailbox();
    assert_eq!(mails.len(), before + 1);
    let mail = mails.last().unwrap().replace("=\r\n", "");
    assert!(!mail.contains("evil.test"), "{mail}");
    assert!(mail.contains("https://portal.example.org/l/"), "{mail}");
    assert!(!mail.contains("http://portal.example.org"), "{mail}");
    // Nor does any page or redirect.
    for path in ["/", "/staff/companies", "/staff/sign-in", "/l/unknown"] {
        let mut ask = Ask::page(path);
        for (name, value) in evil {
            ask = ask.header(name, value);
        }
        let reply = site.send(ask).await;
        assert!(
            !reply.text().contains("evil.test") && !reply.location().contains("evil.test"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn abuse_07_asking_for_a_new_link_tells_nothing() {
    let site = Site::new().await;
    let world = &site.world;
    let selector = world
        .client(Person::A2)
        .link
        .trim_start_matches("/l/")
        .split('.')
        .next()
        .unwrap()
        .to_owned();
    let mut replies = BTreeSet::new();
    for form in [
        [("email", world.client(Person::A1).email.clone())],
        [("email", world.client(Person::A1).email.to_uppercase())],
        [("email", world.client(Person::B1).email.clone())],
        [("email", world.a3().contacts[0].email.clone())],
        [("email", world.a.members[&Role::Owner].email.clone())],
        [("email", "nobody@example.com".to_owned())],
        [("email", "not an address".to_owned())],
        [("email", String::new())],
        [("email", "x".repeat(10_000))],
        [("email", "a@b.c' OR '1'='1".to_owned())],
        [("selector", selector)],
        [("selector", "unknown".to_owned())],
        [("selector", "§".repeat(500))],
    ] {
        let form = fields(&form);
        let browser = site
            .post_form(Actor::Anonymous, "/api/public/new_link", &form)
            .await;
        let program = site.call(Actor::Anonymous, "/api/public/new_link", &form).await;
        replies.insert((
            browser.normalised("", &|_| true),
            program.normalised("", &|_| true),
        ));
    }
    assert_eq!(replies.len(), 1, "{replies:#?}");
    let (browser, _) = replies.pop_first().unwrap();
    assert!(browser.contains("location: /link-sent"), "{browser}");
}

#[tokio::test]
async fn abuse_07_a_contact_gets_three_new_links_an_hour_at_most() {
    let site = Site::new().await;
    let email = site.world.client(Person::A1).email.clone();
    let mut answers = BTreeSet::new();
    for _ in 0..6 {
        let form = fields(&[("email", email.as_str())]);
        let reply = site
            .post_form(Actor::Anonymous, "/api/public/new_link", &form)
            .await;
        answers.insert(reply.normalised("", &|_| true));
        // One after the other, as they come in.
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    assert_eq!(answers.len(), 1, "the fourth is answered like the first");
    tokio::time::sleep(Duration::from_millis(100)).await;
    site.settled("SELECT COUNT(*) FROM mail WHERE kind = 'new_link'", 3)
        .await;
    let to: Vec<String> = site
        .database
        .column(
            "SELECT DISTINCT to_address FROM mail WHERE kind = 'new_link'",
            vec![],
        )
        .await;
    assert_eq!(to, [email]);
}

#[tokio::test]
async fn abuse_07_the_same_network_is_slowed_down_whoever_it_asks_for() {
    let site = Site::new().await;
    let mut refused = None;
    for number in 0..40 {
        let form = fields(&[("email", format!("nobody{number}@example.com"))]);
        let reply = site
            .send(Ask::call("/api/public/new_link", &form).from("198.51.100.7"))
            .await;
        if reply.status != 200 {
            assert_eq!(reply.status, 429, "{}", reply.text());
            assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
            refused = Some(number);
            break;
        }
    }
    assert_eq!(refused, Some(20));
    let form = fields(&[("email", "nobody@example.com")]);
    let other = site
        .send(Ask::call("/api/public/new_link", &form).from("198.51.100.8"))
        .await;
    assert_eq!(other.status, 200);
    // What the caller writes into a header is no other network, unless the operator has a proxy.
    let forged = Ask::call("/api/public/new_link", &form)
        .from("198.51.100.7")
        .header("x-forwarded-for", "203.0.113.9");
    assert_eq!(site.send(forged).await.status, 429);
}

#[tokio::test]
async fn abuse_08_there_is_no_code_to_guess_without_a_test() {
    // The code for signing: five tries, one session, ten minutes (`backend::contracts::tests::faults`).
    let tested = ["/api/portal/request_contract_code"];
    for (path, _) in server_fn::axum::server_fn_paths() {
        for word in ["otp", "code", "verify", "step_up"] {
            assert!(
                tested.contains(&path) || !path.contains(word),
                "{path}: abuse case 8 needs its tests now"
            );
        }
    }
    let site = Site::new().await;
    for table in site.database.tables().await {
        for column in site.database.columns(&table).await {
            assert!(
                !column.contains("otp") && column != "code",
                "{table}.{column}: abuse case 8 needs its tests now"
            );
        }
    }
}

/// What stands in for it: guessing passwords and links is slowed down.
#[tokio::test]
async fn abuse_08_guessing_is_slowed_down() {
    let site = Site::new().await;
    let member = site.world.a.members[&Role::Admin].email.clone();
    let guess = |password: &str| fields(&[("form[email]", member.as_str()), ("form[password]", password)]);
    for number in 0..8 {
        let reply = site
            .call(
                Actor::Anonymous,
                "/api/public/sign_in",
                &guess(&format!("wrong password {number}")),
            )
            .await;
        assert_eq!(reply.status, 422, "{number}: {}", reply.text());
    }
    let right = site
        .call(Actor::Anonymous, "/api/public/sign_in", &guess(support::PASSWORD))
        .await;
    assert_eq!(
        right.status, 429,
        "the ninth is refused even with the right password"
    );
    assert_eq!(right.cookies(), [""; 0]);
    site.backend.clock().advance(TimeDelta::minutes(16));
    let later = site
        .call(Actor::Anonymous, "/api/public/sign_in", &guess(support::PASSWORD))
        .await;
    assert_eq!(later.status, 200, "{}", later.text());
    // Links: by network, and by link.
    let unknown = format!("/l/{}.{}", "u".repeat(22), "v".repeat(43));
    let mut last = 0;
    for _ in 0..130 {
        let reply = site
            .send(Ask::form(&unknown, &Fields::new()).from("198.51.100.9"))
            .await;
        last = reply.status.as_u16();
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn abuse_09_next_leads_nowhere_else() {
    let site = Site::new().await;
    let member = site.world.a.members[&Role::Owner].email.clone();
    let sign_in = |next: &str| {
        fields(&[
            ("form[email]", member.as_str()),
            ("form[password]", support::PASSWORD),
            ("form[next]", next),
        ])
    };
    for next in [
        "//evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "https:evil.test",
        "https://evil.test",
        "%2f%2fevil.test",
        "javascript:alert(1)",
        "data:text/html,x",
        " //evil.test",
        "/staff//evil.test",
        "/staff/\\evil.test",
        "/staff@evil.test",
        "/staffevil",
        "/staff/\r\nset-cookie: x=y",
        "/portal",
        "",
    ] {
        let reply = site
            .post_form(Actor::Anonymous, "/api/public/sign_in", &sign_in(next))
            .await;
        assert!(
            reply.status.is_redirection(),
            "{next:?}: {} {}",
            reply.status,
            reply.text()
        );
        assert_eq!(reply.location(), "/staff", "{next:?}");
        assert_eq!(reply.cookies().len(), 1, "{next:?}");
        let page = site
            .send(Ask::page(&format!(
                "/staff/sign-in?{}",
                form_body(&fields(&[("next", next)]))
            )))
            .await;
        assert_eq!(page.status, 200, "{next:?}");
    }
    let reply = site
        .post_form(
            Actor::Anonymous,
            "/api/public/sign_in",
            &sign_in("/staff/companies?page=2"),
        )
        .await;
    assert_eq!(reply.location(), "/staff/companies?page=2");
    // The gate itself only ever sends on to a path of its own.
    for path in [
        "/staff/%2F%2Fevil.test",
        "/staff?next=//evil.test",
        "/staff/companies?x=%0d%0aset-cookie:x=y",
    ] {
        let reply = site.send(Ask::page(path)).await;
        assert!(
            reply.location().starts_with("/staff/sign-in?next=%2Fstaff")
                || reply.location().starts_with("/staff/sign-in?next=/staff"),
            "{path}: {}",
            reply.location()
        );
        assert_eq!(reply.cookies(), [""; 0]);
    }
}
