//! Abuse case 20 of the security design, and what every answer tells the browser: policy, cookies, headers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

use app::platform::cookie::Kind;
use domain::role::Role;
use support::*;

/// Who may use a case with own things.
fn guest(case: &Case) -> Actor {
    if case.who.is_client() {
        Actor::A1
    } else if case.who.is_staff() {
        Actor::OWNER
    } else {
        Actor::Anonymous
    }
}

/// Requests that change something and come from elsewhere, or hide where they come from.
fn forged(ask: &Ask, signed_in: bool) -> Vec<(&'static str, Ask)> {
    let bare = ask.clone().without("sec-fetch-site").without("origin");
    let mut all = vec![
        ("cross-site", bare.clone().header("sec-fetch-site", "cross-site")),
        ("same-site", bare.clone().header("sec-fetch-site", "same-site")),
        (
            "cross-site with our origin",
            bare.clone()
                .header("sec-fetch-site", "cross-site")
                .header("origin", "http://evil.test"),
        ),
        (
            "foreign origin",
            bare.clone().header("origin", "https://evil.test"),
        ),
        (
            "origin that begins like ours",
            bare.clone().header("origin", "http://localhost:3000.evil.test"),
        ),
        (
            "other port",
            bare.clone().header("origin", "http://localhost:3001"),
        ),
        ("null origin", bare.clone().header("origin", "null")),
    ];
    if signed_in {
        all.push(("no sign of where it comes from", bare));
    }
    all
}

#[tokio::test]
async fn abuse_20_forged_requests_change_nothing() {
    let site = Site::new().await;
    let state = site.database.state().await;
    let mut findings = Vec::new();
    for case in cases().iter().filter(|case| case.method == "POST") {
        let actor = guest(case);
        let probe = &case.probes[0];
        let id = id_of(&site.world, probe.thing, Whose::Own, actor).unwrap_or_default();
        let mut ask = case.ask(probe, &site.world, &id).cookie(site.cookie(actor));
        if case.path.starts_with("/l/{token}") {
            ask.path = case
                .path
                .replace("/l/{token}", &site.world.client(Person::A1).link);
        }
        for (what, ask) in forged(&ask, actor != Actor::Anonymous) {
            let reply = site.send(ask).await;
            if reply.status != 403 || !reply.cookies().is_empty() {
                findings.push(format!(
                    "{} with {what}: {} {:?}",
                    case.key(),
                    reply.status,
                    reply.cookies()
                ));
            }
        }
        if site.database.state().await != state {
            findings.push(format!("{} changed something", case.key()));
            break;
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// The counter-check: what a browser sends from our own pages passes, in its new and its old way.
#[tokio::test]
async fn abuse_20_own_requests_pass() {
    for (name, value) in [
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-site", "none"),
        ("origin", "http://localhost:3000"),
    ] {
        let site = Site::new().await;
        let ask = Ask::call("/api/portal/sign_out", &Fields::new())
            .without("sec-fetch-site")
            .header(name, value)
            .cookie(site.cookie(Actor::A1));
        let reply = site.send(ask).await;
        assert_eq!(reply.status, 200, "{name}: {value}: {}", reply.text());
        site.close().await;
    }
}

/// A form with the method GET, an image, a link: none of them changes anything.
#[tokio::test]
async fn abuse_20_a_get_changes_nothing() {
    let site = Site::new().await;
    let state = site.database.state().await;
    for case in cases().iter().filter(|case| case.is_call()) {
        let actor = guest(case);
        let probe = &case.probes[0];
        let id = id_of(&site.world, probe.thing, Whose::Own, actor).unwrap_or_default();
        let query = form_body(&(probe.build)(&site.world, &id));
        for method in ["GET", "HEAD"] {
            for accept in ["text/html", "application/json"] {
                let ask = Ask::new(method, &format!("{}?{query}", case.path))
                    .header("accept", accept)
                    .header("sec-fetch-site", "cross-site")
                    .cookie(site.cookie(actor));
                let reply = site.send(ask).await;
                assert!(
                    !reply.status.is_success(),
                    "{method} {}: {}",
                    case.path,
                    reply.status
                );
                assert_eq!(reply.cookies(), [""; 0], "{method} {}", case.path);
            }
        }
        assert_eq!(site.database.state().await, state, "GET {}", case.path);
    }
}

#[tokio::test]
async fn abuse_20_an_ended_session_is_over_in_every_tab() {
    let site = Site::new().await;
    for (actor, page, sign_out) in [
        (Actor::A1, "/portal", "/api/portal/sign_out"),
        (Actor::OWNER, "/staff", "/api/staff/sign_out"),
    ] {
        assert_eq!(site.get(actor, page).await.status, 200);
        let reply = site.post_form(actor, sign_out, &Fields::new()).await;
        assert!(reply.status.is_redirection());
        let cookie = &reply.cookies()[0];
        assert!(cookie.contains("Max-Age=0"), "{cookie}");
        assert_eq!(
            site.get(actor, page).await.status,
            303,
            "the old cookie opens nothing"
        );
    }
    // Withdrawing a contact's access ends the sessions of that contact, and of no other.
    let site = Site::new().await;
    let contact = site.world.client(Person::A1).id.to_string();
    site.call(
        Actor::OWNER,
        "/api/staff/revoke_access",
        &fields(&[("id", contact)]),
    )
    .await;
    assert_eq!(site.get(Actor::A1, "/portal").await.status, 303);
    assert_eq!(site.get(Actor::Client(Person::A1b), "/portal").await.status, 200);
    // A member who is switched off, or whose role shrinks, feels it at the next request.
    let staff = Actor::Staff(Side::A, Role::Staff);
    let id = site.world.a.members[&Role::Staff].id.to_string();
    let form = fields(&[("id", id.as_str()), ("role", "viewer"), ("seen", "staff")]);
    assert_eq!(
        site.call(Actor::OWNER, "/api/staff/change_member_role", &form)
            .await
            .status,
        200
    );
    assert_eq!(site.get(staff, "/staff/companies/new").await.status, 403);
    let form = fields(&[("id", id.as_str()), ("active", "false")]);
    assert_eq!(
        site.call(Actor::OWNER, "/api/staff/switch_member", &form)
            .await
            .status,
        200
    );
    assert_eq!(site.get(staff, "/staff").await.status, 303);
}

/// A session's cookie: its name and flags.
fn flags(cookie: &str) -> (String, Vec<String>) {
    let mut parts = cookie.split("; ");
    let name = parts.next().unwrap().split('=').next().unwrap().to_owned();
    let mut rest: Vec<_> = parts.map(str::to_owned).collect();
    rest.sort();
    (name, rest)
}

#[tokio::test]
async fn abuse_20_cookies_are_out_of_reach() {
    for (url, secure) in [
        ("http://localhost:3000", false),
        ("https://portal.example.org", true),
    ] {
        let site = Site::with(|config| config.public_url = url.to_owned()).await;
        let host = url.split("//").nth(1).unwrap();
        let link = Ask::form(&site.world.client(Person::A1).link, &Fields::new()).header("host", host);
        let client = site.send(link).await.cookies()[0].clone();
        let email = site.world.a.members[&Role::Owner].email.clone();
        let form = fields(&[("form[email]", email.as_str()), ("form[password]", PASSWORD)]);
        let staff = site
            .post_form(Actor::Anonymous, "/api/public/sign_in", &form)
            .await
            .cookies()[0]
            .clone();
        for (cookie, plain) in [(&client, "portico-portal"), (&staff, "portico-staff")] {
            let (name, flags) = flags(cookie);
            let mut expected = vec!["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Lax"];
            if secure {
                expected.push("Secure");
            }
            assert_eq!(flags, expected, "{cookie}");
            let prefix = if secure { "__Host-" } else { "" };
            assert_eq!(name, format!("{prefix}{plain}"));
            assert!(!cookie.to_lowercase().contains("domain"), "{cookie}");
        }
        // Over TLS a cookie without the prefix, which another host could have planted, is no session.
        if secure {
            let token = site.world.client(Person::A1).session.clone();
            let planted = Ask::page("/portal").cookie(Some(format!("portico-portal={token}")));
            assert_eq!(site.send(planted).await.status, 303);
            let real = Ask::page("/portal").cookie(Some(site.session_cookie(Kind::Client, &token)));
            let reply = site.send(real).await;
            assert_eq!(reply.status, 200);
            assert!(
                reply
                    .header("strict-transport-security")
                    .contains("max-age=63072000")
            );
        }
        site.close().await;
    }
}

/// Fixation: a session that is opened has a token of its own, whatever cookie was there before.
#[tokio::test]
async fn abuse_20_a_planted_cookie_is_not_taken_over() {
    let site = Site::new().await;
    let planted = site.session_cookie(Kind::Client, "planted");
    let ask = Ask::form(&site.world.client(Person::A1).link, &Fields::new()).cookie(Some(planted.clone()));
    let cookie = site.send(ask).await.cookies()[0].clone();
    assert!(!cookie.starts_with(&planted));
    let reply = site.send(Ask::page("/portal").cookie(Some(planted))).await;
    assert_eq!(reply.status, 303);
}

/// Every tag of a kind, with its attributes.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let begins = format!("<{name}");
    html.match_indices(&begins)
        .map(|(at, _)| &html[at..])
        .filter(|rest| {
            rest[begins.len()..]
                .chars()
                .next()
                .is_some_and(|next| next == ' ' || next == '>')
        })
        .map(|rest| &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)])
        .collect()
}

fn check_page(label: &str, reply: &Reply, findings: &mut Vec<String>) {
    let html = reply.text();
    let mut add = |what: String| findings.push(format!("{label}: {what}"));
    let policy = reply.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "object-src 'none'",
        "style-src 'self'",
    ] {
        if !policy.contains(part) {
            add(format!("the policy lacks {part}"));
        }
    }
    if policy.contains("unsafe-inline") || policy.contains("'unsafe-eval'") {
        add(format!("a lax policy: {policy}"));
    }
    let nonce = reply.nonce();
    if nonce.len() < 20 {
        add(format!("nonce {nonce:?}"));
    }
    for script in tags(&html, "script") {
        if !script.contains(&format!("nonce=\"{nonce}\"")) {
            add(format!("a script without the page's nonce: {script}"));
        }
    }
    if !tags(&html, "style").is_empty() {
        add("an inline style sheet".to_owned());
    }
    for trick in [
        " style=\"",
        " onclick=",
        " onload=",
        " onerror=",
        " onsubmit=",
        "href=\"javascript:",
    ] {
        if html.contains(trick) {
            add(format!("has{trick}"));
        }
    }
    for (at, _) in html
        .match_indices("src=\"")
        .chain(html.match_indices("action=\""))
    {
        let target = html[at..].split('"').nth(1).unwrap_or_default();
        if !(target.starts_with('/') && !target.starts_with("//") || target.starts_with("data:image/")) {
            add(format!("refers elsewhere: {target}"));
        }
    }
}

#[tokio::test]
async fn every_page_has_its_headers_and_its_own_nonce() {
    let site = Site::new().await;
    let (mut findings, mut nonces) = (Vec::new(), std::collections::BTreeSet::new());
    for case in cases().iter().filter(|case| case.method == "GET") {
        for probe in &case.probes {
            let actor = guest(case);
            let id = id_of(&site.world, probe.thing, Whose::Own, actor).unwrap_or_default();
            for reply in [
                site.send(case.ask(probe, &site.world, &id).cookie(site.cookie(actor)))
                    .await,
                // Also where it refuses.
                site.send(case.ask(probe, &site.world, "x").cookie(site.cookie(actor)))
                    .await,
            ] {
                let label = format!("{} ({})", case.key(), reply.status);
                for (name, expected) in [
                    ("x-content-type-options", "nosniff"),
                    ("cross-origin-opener-policy", "same-origin"),
                    ("x-robots-tag", "noindex"),
                    ("cache-control", "private, no-store"),
                ] {
                    if reply.header(name) != expected {
                        findings.push(format!("{label}: {name} is {:?}", reply.header(name)));
                    }
                }
                let referrer = reply.header("referrer-policy");
                if !matches!(referrer, "same-origin" | "strict-origin") {
                    findings.push(format!("{label}: referrer-policy is {referrer:?}"));
                }
                if reply.header("x-request-id").len() != 32 {
                    findings.push(format!("{label}: no request id"));
                }
                let is_mail = matches!(
                    case.path,
                    "/staff/mail/{id}/html" | "/staff/contacts/{id}/invite/preview"
                );
                let is_html = reply.header("content-type").starts_with("text/html");
                let html = reply.text();
                let root = html
                    .split_once("<html")
                    .and_then(|(_, rest)| rest.split_once('>'));
                let languages = root.map_or(0, |(root, _)| root.matches("lang=").count());
                if is_html && !is_mail && languages != 1 {
                    findings.push(format!("{label}: the page names {languages} languages"));
                }
                if is_mail {
                    let policy = reply.header("content-security-policy");
                    if !(policy.starts_with("sandbox;") && policy.contains("default-src 'none'"))
                        || policy.contains("allow-")
                    {
                        findings.push(format!("{label}: {policy}"));
                    }
                } else if reply.is_html() {
                    check_page(&label, &reply, &mut findings);
                    if !nonces.insert(reply.nonce()) {
                        findings.push(format!("{label}: a nonce twice"));
                    }
                }
                if reply.header("content-type").starts_with("application/pdf") {
                    let disposition = reply.header("content-disposition");
                    if !disposition.starts_with("attachment") || !reply.bytes.starts_with(b"%PDF-") {
                        findings.push(format!("{label}: {disposition}"));
                    }
                }
            }
        }
    }
    let lost = site.send(Ask::page("/nowhere")).await;
    check_page("/nowhere", &lost, &mut findings);
    assert_eq!(lost.status, 404);
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
