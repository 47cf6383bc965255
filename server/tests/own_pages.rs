//! The provider's own pages through the router: what their readers get, with what policy, and without any script.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

use domain::{
    page::{Op, Place, Rev},
    pages::NewPageForm,
};
use serde_json::{Value, json};
use support::*;

/// What Leptos leaves on every page: empty lists, without a reference to anything and with nothing to do.
const EMPTY: [&str; 2] = [
    "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];",
    "__INCOMPLETE_CHUNKS=[];",
];
const EMBED: &str = "<script>document.title = 'mine'</script>";

/// A published page of workspace A with everything on it, made through the builder's own addresses.
async fn published(site: &Site, blocks: Vec<Value>) -> String {
    let form = NewPageForm {
        start: "blank".into(),
        title: "Own <page>".into(),
        slug: "own".into(),
    };
    let made = site
        .call(Actor::OWNER, "/api/staff/create_page", &as_fields("form", &form))
        .await;
    assert_eq!(made.status, 200, "{}", made.text());
    let id = made.json().as_str().unwrap().to_owned();
    let insert = |(index, block): (usize, Value)| Op::Insert {
        at: Place::root(index),
        block: serde_json::from_value(block).unwrap(),
    };
    let ops: Vec<Op> = blocks.into_iter().enumerate().map(insert).collect();
    let batch = json!({ "id": uuid::Uuid::new_v4(), "base": Rev(1), "ops": ops });
    let kept = post(
        site,
        "/api/staff/keep_page_changes",
        &json!({ "id": id, "batch": batch }),
    )
    .await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    let published = site
        .call(
            Actor::OWNER,
            "/api/staff/publish_page",
            &fields(&[("id", id.as_str()), ("rev", "2")]),
        )
        .await;
    assert_eq!(published.status, 200, "{}", published.text());
    id
}

async fn post(site: &Site, path: &str, json: &Value) -> Reply {
    site.send(Ask::json(path, &json.to_string()).cookie(site.cookie(Actor::OWNER)))
        .await
}

fn everything() -> Vec<Value> {
    let tag = json!([{ "type": "merge_tag", "attrs": { "path": "contact.email", "fallback": null, "format": null } }]);
    vec![
        json!({ "id": "h", "type": "heading", "v": 1, "props": { "text": tag } }),
        json!({ "id": "i", "type": "invoices", "v": 1, "props": { "show": "all", "limit": 50 } }),
        json!({ "id": "b", "type": "balance", "v": 1 }),
        json!({ "id": "p", "type": "payments", "v": 1 }),
        json!({ "id": "a", "type": "activity", "v": 1 }),
        json!({ "id": "n", "type": "needs_action", "v": 1 }),
        json!({ "id": "e", "type": "html", "v": 1, "props": { "html": EMBED } }),
    ]
}

fn policy(reply: &Reply) -> String {
    String::from_utf8_lossy(reply.headers["content-security-policy"].as_bytes()).into_owned()
}

#[tokio::test]
async fn readers_see_their_own_records_and_strangers_nothing() {
    let site = Site::new().await;
    published(&site, everything()).await;
    for (actor, person, foreign) in [
        (Actor::A1, Person::A1, ["\u{a7}A2", "\u{a7}B"]),
        (Actor::Client(Person::A2), Person::A2, ["\u{a7}A1", "\u{a7}B"]),
    ] {
        let reply = site.get(actor, "/portal/p/own").await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let html = reply.text();
        assert!(
            html.contains(&site.world.client(person).email) && html.contains("pb-invoices"),
            "{html}"
        );
        assert!(
            html.contains("<title>Own &lt;page&gt; · ")
                && html.contains("name=\"robots\" content=\"noindex\"")
        );
        for mark in foreign {
            assert!(!html.contains(mark), "{actor:?} sees {mark}");
        }
        let draft = "internal";
        assert!(!html.contains(draft), "{actor:?} sees what is for staff");
    }
    // Unknown, not published, put away and another workspace's: one and the same answer.
    let unknown = site.get(Actor::A1, "/portal/p/nowhere").await;
    assert_eq!(unknown.status, 404);
    for (actor, path) in [
        (Actor::A1, "/portal/p/draft-page"),
        (Actor::A1, "/portal/p/archived-page"),
        (Actor::A1, "/portal/p/scheduled-page"),
        (Actor::Client(Person::B1), "/portal/p/own"),
        (Actor::Client(Person::B1), "/portal/p/own/embed/e"),
        (Actor::A1, "/portal/p/own/embed/h"),
        (Actor::A1, "/portal/p/own/embed/none"),
    ] {
        assert_eq!(site.get(actor, path).await.status, 404, "{actor:?} {path}");
    }
    assert_eq!(site.get(Actor::Anonymous, "/portal/p/own").await.status, 303);
    assert_eq!(
        site.get(Actor::OWNER, "/portal/p/own").await.status,
        303,
        "staff have the preview"
    );
    site.close().await;
}

#[tokio::test]
async fn a_published_page_loads_no_script_and_no_wasm() {
    let site = Site::new().await;
    published(&site, everything()).await;
    for path in ["/portal/p/own", "/portal/p/nowhere"] {
        let html = site.get(Actor::A1, path).await.text();
        for element in elements(&html) {
            if element.name == "script" {
                // Rules for fetching ahead are data: nothing runs.
                let rules = element.get("type") == Some("speculationrules");
                let empty = EMPTY.contains(&element.text.as_str());
                assert!(
                    element.get("src").is_none() && (rules || empty),
                    "{path}: {element:?}"
                );
            }
            assert!(
                !matches!(element.get("rel"), Some("modulepreload" | "preload")),
                "{path}: {element:?}"
            );
            assert!(
                !element.name.starts_with("leptos-"),
                "{path} has an island: {element:?}"
            );
        }
        for word in [".js\"", ".wasm", "import(", "__LEPTOS"] {
            assert!(!html.contains(word), "{path} names {word}");
        }
        assert!(alive(&html).is_empty(), "{path}: {:?}", alive(&html));
    }
    // Elsewhere in the portal the islands are woken, so the test can fail.
    let invoice = site.world.a1().invoices["open"];
    let other = site
        .get(Actor::A1, &format!("/portal/invoices/{invoice}"))
        .await
        .text();
    assert!(other.contains(".wasm") || other.contains("import("), "{other}");
    site.close().await;
}

#[tokio::test]
async fn an_embed_runs_apart_and_only_videos_are_framed_from_elsewhere() {
    let site = Site::new().await;
    published(&site, everything()).await;
    let page = site.get(Actor::A1, "/portal/p/own").await;
    assert!(policy(&page).contains("frame-src 'self';"), "{}", policy(&page));
    let html = page.text();
    assert!(
        !html.contains("document.title"),
        "the embed's HTML is not in the page"
    );
    let frames: Vec<Element> = elements(&html)
        .into_iter()
        .filter(|element| element.name == "iframe")
        .collect();
    assert_eq!(frames.len(), 1);
    assert_eq!(frames[0].get("src"), Some("/portal/p/own/embed/e"));
    assert_eq!(
        frames[0].get("sandbox"),
        Some("allow-scripts allow-forms allow-popups")
    );
    let embed = site.get(Actor::A1, "/portal/p/own/embed/e").await;
    assert!(embed.text().ends_with(EMBED), "{}", embed.text());
    assert!(
        policy(&embed).starts_with("sandbox allow-scripts allow-forms allow-popups;"),
        "{}",
        policy(&embed)
    );
    assert!(
        !policy(&embed).contains("allow-same-origin"),
        "{}",
        policy(&embed)
    );
    site.close().await;

    let site = Site::new().await;
    let video = json!({ "id": "v", "type": "video", "v": 1, "props": { "address": "https://youtu.be/dQw4w9WgXcQ", "title": "How" } });
    published(&site, vec![video]).await;
    let page = site.get(Actor::A1, "/portal/p/own").await;
    let frames =
        "frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com https://www.loom.com;";
    assert!(policy(&page).contains(frames), "{}", policy(&page));
    assert!(
        policy(&page).contains("default-src 'none'; script-src 'nonce-"),
        "{}",
        policy(&page)
    );
    let other = site.get(Actor::A1, "/portal/p/published-page").await;
    assert!(policy(&other).contains("frame-src 'self';"), "on that page only");
    site.close().await;
}

#[tokio::test]
async fn images_are_taken_written_anew_and_given_to_their_own_workspace() {
    let site = Site::new().await;
    let send = async |actor: Actor, name: &str, bytes: &[u8]| {
        let ask = Ask::new("POST", "/staff/pages/images")
            .header("accept", "application/json")
            .header("sec-fetch-site", "same-origin")
            .upload("file", (name, "image/png"), bytes)
            .cookie(site.cookie(actor));
        site.send(ask).await
    };
    let picture = |side: u32| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_luma8(side, side)
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    };
    let kept = send(Actor::OWNER, "a.png", &picture(3_000)).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    let answer = kept.json();
    assert_eq!(
        (&answer["width"], &answer["height"]),
        (&json!(2_560), &json!(2_560))
    );
    let hash = answer["hash"].as_str().unwrap().to_owned();
    for (bytes, said) in [
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec(),
            "SVG",
        ),
        (vec![0x89; 40 * 1024 * 1024], "10 MB"),
        (picture(10_000), "9,000 pixels"),
        (b"GIF89a".to_vec(), "no PNG, JPEG or WebP"),
    ] {
        let refused = send(Actor::OWNER, "a.png", &bytes).await;
        assert_eq!(refused.status, 422, "{said}");
        assert!(
            refused.json()["message"].as_str().unwrap().contains(said),
            "{}",
            refused.text()
        );
    }
    let viewer = Actor::Staff(Side::A, domain::role::Role::Viewer);
    assert_eq!(send(viewer, "a.png", &picture(10)).await.status, 403);
    for (actor, path, status) in [
        (Actor::OWNER, format!("/staff/pages/images/{hash}"), 200),
        (Actor::A1, format!("/portal/images/{hash}"), 200),
        (Actor::Client(Person::B1), format!("/portal/images/{hash}"), 404),
        (Actor::Anonymous, format!("/portal/images/{hash}"), 303),
        (Actor::A1, "/portal/images/..%2F..%2Fetc".to_owned(), 404),
    ] {
        let reply = site.get(actor, &path).await;
        assert_eq!(reply.status, status, "{actor:?} {path}");
        if status == 200 {
            assert_eq!(reply.headers["content-type"], "image/png");
            assert_eq!(
                reply.headers["cache-control"],
                "private, max-age=31536000, immutable"
            );
        }
    }
    site.close().await;
}
