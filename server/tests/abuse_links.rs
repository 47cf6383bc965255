//! Abuse cases 1 to 5 of the security design: links from mails, and what is kept of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

use app::platform::cookie::Kind;
use backend::{access::sessions, mail::invitations};
use chrono::TimeDelta;
use domain::{access::InvitationForm, role::Role};
use std::{
    collections::BTreeSet,
    io::Write,
    sync::{Arc, Mutex, OnceLock},
};
use support::*;

/// A link that was just mailed and never used.
async fn fresh_link(site: &Site, contact: uuid::Uuid) -> String {
    let before = site.mailbox().len();
    let owner = sessions::staff(&site.backend, site.world.a.staff_token(Role::Owner))
        .await
        .unwrap();
    let form = InvitationForm {
        message: String::new(),
        days: "30".to_owned(),
    };
    invitations::send(&site.backend, &owner.scope, contact.into(), &form, "")
        .await
        .unwrap();
    site.drain().await;
    let mails = site.mailbox();
    assert_eq!(mails.len(), before + 1);
    link_in(mails.last().unwrap()).unwrap()
}

/// The path of the link in a mail as it left, soft line ends taken out.
fn link_in(mail: &str) -> Option<String> {
    let text = mail.replace("=\r\n", "").replace("=3D", "=");
    let from = text.find("/l/")?;
    Some(
        text[from..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_'))
            .collect(),
    )
}

async fn uses(site: &Site) -> i64 {
    site.database
        .one(
            "SELECT CAST(COALESCE(SUM(use_count), 0) AS BIGINT) FROM access_link",
            vec![],
        )
        .await
}

async fn opened(site: &Site) -> i64 {
    site.database
        .one(
            "SELECT COUNT(*) FROM access_event WHERE kind = 'link_opened'",
            vec![],
        )
        .await
}

#[tokio::test]
async fn abuse_01_a_scanner_neither_uses_a_link_nor_gets_a_session() {
    let site = Site::new().await;
    let link = fresh_link(&site, site.world.client(Person::A1).id).await;
    let (state, used) = (site.database.state().await, uses(&site).await);
    let ask = |method: &str| Ask::new(method, &link);
    for (what, ask) in [
        ("HEAD", ask("HEAD")),
        ("GET", ask("GET")),
        ("GET as a browser", Ask::page(&link)),
        ("GET again", ask("GET")),
        ("prefetch", Ask::page(&link).header("sec-purpose", "prefetch")),
        (
            "prerender",
            Ask::page(&link).header("sec-purpose", "prefetch;prerender"),
        ),
        ("old prefetch", Ask::page(&link).header("purpose", "prefetch")),
    ] {
        let logged = opened(&site).await;
        let reply = site.send(ask).await;
        assert_eq!(reply.status, 200, "{what}");
        assert_eq!(reply.cookies(), [""; 0], "{what} sets no cookie");
        assert_eq!(uses(&site).await, used, "{what} uses nothing");
        assert_eq!(site.database.state().await, state, "{what} changes nothing");
        assert_eq!(reply.header("cache-control"), "private, no-store", "{what}");
        assert_eq!(reply.header("referrer-policy"), "strict-origin", "{what}");
        let silent = what == "HEAD" || what.contains("pre");
        assert_eq!(
            opened(&site).await - logged,
            i64::from(!silent),
            "{what} in the access log"
        );
        if what == "HEAD" {
            assert!(reply.bytes.is_empty());
        }
        let shown = canaries(&reply.text());
        let address = &site.world.client(Person::A1).email;
        assert!(!reply.text().contains(address), "{what} shows the whole address");
        assert!(
            shown
                .iter()
                .all(|text| text.starts_with("A0-") || text == "a1-email"),
            "{what} shows {shown:?}"
        );
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        let reply = site.send(ask(method)).await;
        assert!(reply.status.is_client_error(), "{method}: {}", reply.status);
        assert_eq!(reply.cookies(), [""; 0], "{method}");
    }
    assert_eq!(uses(&site).await, used);
    let human = site.send(Ask::form(&link, &Fields::new())).await;
    assert_eq!(
        (human.status.as_u16(), human.location().as_str()),
        (303, "/portal")
    );
    assert_eq!(human.cookies().len(), 1);
    assert_eq!(uses(&site).await, used + 1);
}

/// The page has a form with a button, and nothing that presses it.
#[tokio::test]
async fn abuse_01_nothing_on_the_link_page_submits_itself() {
    let site = Site::new().await;
    let page = site
        .send(Ask::page(&site.world.client(Person::A1).link))
        .await
        .text();
    assert!(page.contains(r#"method="post""#));
    for trick in ["http-equiv=\"refresh\"", ".submit()", "requestSubmit", "onload="] {
        assert!(!page.contains(trick), "{trick}");
    }
    let speculation = page.split("speculationrules").nth(1).unwrap();
    assert!(
        speculation.contains(r#""not":{"href_matches":"/l/*"}"#),
        "links are never fetched ahead"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn abuse_02_fifty_at_once_on_a_link_for_one_use_open_one_session() {
    let site = Arc::new(Site::new().await);
    let contact = site.world.client(Person::A1).id;
    let link = fresh_link(&site, contact).await;
    let newest = "SELECT id FROM access_link WHERE contact_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1";
    let id: uuid::Uuid = site.database.one(newest, vec![contact.into()]).await;
    site.database
        .run(
            "UPDATE access_link SET max_uses = 1 WHERE id = $1",
            vec![id.into()],
        )
        .await;
    let before = site.database.count("session").await;
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let (site, link) = (site.clone(), link.clone());
            tokio::spawn(async move { site.send(Ask::form(&link, &Fields::new())).await })
        })
        .collect();
    let mut sessions = 0;
    for task in tasks {
        let reply = task.await.unwrap();
        assert_eq!(reply.status, 303, "{}", reply.text());
        if reply.location() == "/portal" {
            sessions += 1;
            assert_eq!(reply.cookies().len(), 1);
        } else {
            assert_eq!(reply.location(), link);
            assert_eq!(reply.cookies(), [""; 0]);
        }
    }
    assert_eq!(sessions, 1);
    assert_eq!(site.database.count("session").await, before + 1);
    let used: i32 = site
        .database
        .one("SELECT use_count FROM access_link WHERE id = $1", vec![id.into()])
        .await;
    assert_eq!(used, 1);
}

/// What a link that does not work is answered, without what belongs to the one asking.
async fn answers(site: &Site, link: &str) -> [String; 2] {
    let selector = link
        .trim_start_matches("/l/")
        .split('.')
        .next()
        .unwrap_or_default();
    let page = site.send(Ask::page(link)).await;
    assert_eq!(page.cookies(), [""; 0], "{link}");
    let post = site.send(Ask::form(link, &Fields::new())).await;
    assert_eq!(post.cookies(), [""; 0], "{link}");
    let plain = |reply: &Reply| {
        reply
            .normalised("", &|_| true)
            .replace(link, "{link}")
            .replace(&format!("value=\"{selector}\""), "{selector}")
    };
    [plain(&page), plain(&post)]
}

#[tokio::test]
async fn abuse_03_dead_links_of_every_kind_get_one_answer() {
    let unknown = format!("/l/{}.{}", "u".repeat(22), "v".repeat(43));
    let site = Site::new().await;
    let reference = answers(&site, &unknown).await;
    assert!(reference[0].contains("does not work any more"));
    // In a world of its own each, since several of these last.
    for (what, statement) in [
        ("revoked", "UPDATE access_link SET revoked_at = created_at"),
        ("replaced", "UPDATE access_link SET superseded_at = created_at"),
        ("used up", "UPDATE access_link SET max_uses = use_count"),
        ("contact archived", "UPDATE contact SET archived_at = created_at"),
        (
            "contact without portal",
            "UPDATE contact SET portal_enabled = false",
        ),
        ("company archived", "UPDATE company SET archived_at = created_at"),
        ("contact without company", "DELETE FROM membership"),
        ("portal off", "UPDATE portal SET enabled = false"),
        (
            "workspace suspended",
            "UPDATE tenant SET suspended_at = created_at",
        ),
    ] {
        let site = Site::new().await;
        let link = site.world.client(Person::A1).link.clone();
        assert!(
            site.send(Ask::page(&link))
                .await
                .text()
                .contains("Open the portal"),
            "{what}: alive before"
        );
        site.database.run(statement, vec![]).await;
        let (state, found) = (site.database.state().await, answers(&site, &link).await);
        for (expected, found) in reference.iter().zip(&found) {
            alike(expected, found).unwrap_or_else(|difference| panic!("{what}: {difference}"));
        }
        assert_eq!(site.database.state().await, state, "{what} changes nothing");
        site.close().await;
    }
}

#[tokio::test]
async fn abuse_03_a_link_ends_to_the_second() {
    let site = Site::new().await;
    let link = site.world.client(Person::A1).link.clone();
    let unknown = format!("/l/{}.{}", "u".repeat(22), "v".repeat(43));
    site.backend
        .clock()
        .advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    assert!(
        site.send(Ask::page(&link))
            .await
            .text()
            .contains("Open the portal")
    );
    site.backend.clock().advance(TimeDelta::seconds(1));
    let (dead, never) = (answers(&site, &link).await, answers(&site, &unknown).await);
    for (expected, found) in never.iter().zip(&dead) {
        alike(expected, found).unwrap();
    }
    // The session that it opened earlier ends with it.
    let reply = site.get(Actor::A1, "/portal").await;
    assert_eq!((reply.status.as_u16(), reply.location().as_str()), (303, "/"));
}

/// No shape of a token gets another answer than an unknown one.
#[tokio::test]
async fn abuse_03_tokens_of_any_shape_get_one_answer() {
    let site = Site::new().await;
    let reference = answers(&site, &format!("/l/{}.{}", "u".repeat(22), "v".repeat(43))).await;
    for token in [
        "x",
        "..%2F..%2Fetc",
        "%00",
        "a.b",
        "%3Cscript%3E",
        "'%20OR%201=1",
        "💥",
        &"a".repeat(3000),
    ] {
        let path: String = format!("/l/{token}")
            .chars()
            .map(|c| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    "%F0%9F%92%A5".to_owned()
                }
            })
            .collect();
        let page = site.send(Ask::page(&path)).await;
        assert_eq!(page.status, 200, "{token}");
        let found = page.normalised("", &|_| true);
        let reference = reference[0].replace("{selector}", "value=\"unknown\"");
        alike(&reference, &found).unwrap_or_else(|difference| panic!("{token}: {difference}"));
        let post = site.send(Ask::form(&path, &Fields::new())).await;
        assert_eq!(
            (post.status.as_u16(), post.location().as_str()),
            (303, "/l/unknown"),
            "{token}"
        );
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything that any test of this file logs, at the highest level.
fn log() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .init();
        log
    })
    .clone()
}

/// A secret in the shapes that it could be stored or logged in.
fn shapes(secret: &str) -> Vec<String> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    vec![secret.to_lowercase(), hex(secret.as_bytes())]
}

#[tokio::test]
async fn abuse_04_no_secret_is_in_the_database_or_the_log() {
    let log = log();
    let site = Site::new().await;
    let mut secrets = BTreeSet::new();
    let mut links = vec![fresh_link(&site, site.world.client(Person::A1).id).await];
    // Asking for a new link, using one, being refused, and failing to sign in all leave traces.
    let asked = fields(&[("email", site.world.client(Person::A2).email.as_str())]);
    site.post_form(Actor::Anonymous, "/api/public/new_link", &asked)
        .await;
    site.settled("SELECT COUNT(*) FROM mail WHERE kind = 'new_link'", 1)
        .await;
    site.drain().await;
    links.extend(link_in(site.mailbox().last().unwrap()));
    for link in &links {
        site.send(Ask::page(link)).await;
        let opened = site.send(Ask::form(link, &Fields::new())).await;
        let cookie = opened.cookies()[0].clone();
        let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
        let with_cookie = Ask::page("/portal").cookie(Some(site.session_cookie(Kind::Client, &token)));
        site.send(with_cookie).await;
        secrets.insert(token);
        secrets.insert(link.split('.').nth(1).unwrap().to_owned());
        let selector = link.trim_start_matches("/l/").split('.').next().unwrap();
        let wrong = format!("/l/{selector}.{}", "w".repeat(43));
        site.send(Ask::page(&wrong)).await;
        secrets.insert("w".repeat(43));
    }
    let member = &site.world.a.members[&Role::Staff];
    let typed = "a wrong password that was typed";
    for password in [typed, support::PASSWORD] {
        let form = fields(&[
            ("form[email]", member.email.as_str()),
            ("form[password]", password),
        ]);
        let reply = site
            .post_form(Actor::Anonymous, "/api/public/sign_in", &form)
            .await;
        for cookie in reply.cookies() {
            secrets.insert(cookie.split(['=', ';']).nth(1).unwrap().to_owned());
        }
        secrets.insert(password.to_owned());
    }
    assert!(secrets.len() >= 8, "{secrets:?}");
    secrets.insert(site.world.a.welcome.rsplit('/').next().unwrap().to_owned());
    let dump: String = site
        .database
        .everything()
        .await
        .into_values()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n");
    let dump = dump.to_lowercase();
    assert!(dump.contains("§a1-first§"), "the dump holds what is stored");
    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).to_lowercase();
    assert!(logged.contains("request"), "the log holds what is logged");
    for secret in &secrets {
        for shape in shapes(secret) {
            assert!(!dump.contains(&shape), "{secret} is in the database");
            assert!(!logged.contains(&shape), "{secret} is in the log");
        }
    }
}

#[tokio::test]
async fn abuse_05_halves_of_two_links_make_no_third() {
    let site = Site::new().await;
    let halves = |person| {
        let link = site
            .world
            .client(person)
            .link
            .trim_start_matches("/l/")
            .to_owned();
        let (selector, verifier) = link.split_once('.').unwrap();
        (selector.to_owned(), verifier.to_owned())
    };
    let people = [Person::A1, Person::A1b, Person::A2, Person::B1];
    let unknown = answers(&site, &format!("/l/{}.{}", "u".repeat(22), "v".repeat(43))).await;
    let (state, used) = (site.database.state().await, uses(&site).await);
    for first in people {
        for second in people.into_iter().filter(|second| *second != first) {
            let mixed = format!("/l/{}.{}", halves(first).0, halves(second).1);
            for (expected, found) in unknown.iter().zip(&answers(&site, &mixed).await) {
                alike(expected, found)
                    .unwrap_or_else(|difference| panic!("{first:?}.{second:?}: {difference}"));
            }
        }
        let (selector, verifier) = halves(first);
        for wrong in [
            format!("{selector}.{}", verifier.to_uppercase()),
            format!("{selector}.{verifier}A"),
            format!("{verifier}.{selector}"),
            format!("{selector}."),
        ] {
            let reply = site.send(Ask::form(&format!("/l/{wrong}"), &Fields::new())).await;
            assert_ne!(reply.location(), "/portal", "{wrong}");
        }
    }
    assert_eq!(uses(&site).await, used);
    assert_eq!(site.database.state().await, state);
}
