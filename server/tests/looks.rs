//! A portal's looks through the router: own CSS and where it goes (abuse case 16), the theme, and pictures (abuse case 15).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

use domain::role::Role;
use support::*;

const SHEET: &str = ".p-card { color: #123456 !important; }\n.p-title { letter-spacing: 0 }";

async fn save_css(site: &Site, who: Actor, source: &str, version: i64) -> Reply {
    let form = [
        ("form[source]", source.to_owned()),
        ("form[version]", version.to_string()),
    ];
    site.call(who, "/api/staff/save_css_settings", &fields(&form))
        .await
}

/// The addresses of a page's stylesheets.
fn sheets(html: &str) -> Vec<String> {
    elements(html)
        .into_iter()
        .filter(|element| element.get("rel") == Some("stylesheet"))
        .filter_map(|element| element.get("href").map(str::to_owned))
        .collect()
}

fn own_css(html: &str) -> Option<String> {
    sheets(html).into_iter().find(|href| href.contains("/custom-"))
}

#[tokio::test]
async fn abuse_16_own_css_is_on_the_portals_pages_and_nowhere_else() {
    let site = Site::new().await;
    let version = site.world.version("css");
    assert_eq!(save_css(&site, Actor::OWNER, SHEET, version).await.status, 200);
    let invoice = site.world.a1().invoices["open"];
    let mut address = String::new();
    for path in [
        "/portal".to_owned(),
        "/portal/invoices".to_owned(),
        format!("/portal/invoices/{invoice}"),
        "/portal/statement".to_owned(),
        "/portal/activity".to_owned(),
        "/portal/profile".to_owned(),
        // A client can't switch it off.
        "/portal?nocss=1".to_owned(),
    ] {
        let html = site.get(Actor::A1, &path).await.text();
        address = own_css(&html).unwrap_or_else(|| panic!("{path} has no own CSS"));
        assert!(html.contains("portal-shell p-custom"), "{path}");
    }
    // Neither links, nor signing in, nor staff, nor anybody else's portal.
    let link = site.world.client(Person::A1).link.clone();
    for (actor, path) in [
        (Actor::Anonymous, link.clone()),
        (Actor::Anonymous, format!("{link}/code")),
        (Actor::Anonymous, "/".to_owned()),
        (Actor::Anonymous, "/link-sent".to_owned()),
        (Actor::Anonymous, "/staff/sign-in".to_owned()),
        (Actor::OWNER, "/staff".to_owned()),
        (Actor::OWNER, "/staff/settings/portal".to_owned()),
        (Actor::OWNER, "/staff/settings/portal/css".to_owned()),
        (Actor::OWNER, "/staff/settings/portal/branding".to_owned()),
        (Actor::OWNER, format!("/staff/invoices/{invoice}/preview")),
        (Actor::Client(Person::B1), "/portal".to_owned()),
    ] {
        let reply = site.get(actor, &path).await;
        assert_eq!(reply.status, 200, "{path}");
        let html = reply.text();
        assert_eq!(own_css(&html), None, "{path}");
        assert!(!html.contains("#123456") || path.ends_with("/css"), "{path}");
    }
    // A link's page has the brand, though.
    let html = site.get(Actor::Anonymous, &link).await.text();
    assert!(
        sheets(&html).iter().any(|href| href.starts_with("/theme/")),
        "{html}"
    );

    let served = site.get(Actor::Anonymous, &address).await;
    assert_eq!(served.status, 200);
    assert_eq!(served.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(served.header("x-content-type-options"), "nosniff");
    assert!(served.header("cache-control").contains("immutable"));
    assert!(served.cookies().is_empty());
    let css = served.text();
    assert!(
        css.starts_with("@layer custom {") && css.contains(".p-custom .p-card"),
        "{css}"
    );
    assert!(!css.contains("important"), "{css}");
    // Of another tenant there is nothing at the same name.
    let file = address.rsplit('/').next().unwrap();
    let theirs = format!("/theme/{}/{file}", site.world.b.id);
    assert_eq!(site.get(Actor::Anonymous, &theirs).await.status, 404);
    site.close().await;
}

#[tokio::test]
async fn abuse_16_a_preview_by_staff_can_leave_own_css_out() {
    let site = Site::new().await;
    save_css(&site, Actor::OWNER, SHEET, site.world.version("css")).await;
    let a1 = site.world.client(Person::A1).id;
    let opened = site
        .call(
            Actor::OWNER,
            "/api/staff/preview_as",
            &fields(&[("id", a1.to_string())]),
        )
        .await;
    let cookie = opened
        .cookies()
        .into_iter()
        .find(|cookie| cookie.starts_with("portico-preview="))
        .and_then(|cookie| cookie.split(';').next().map(str::to_owned));
    assert!(cookie.is_some());
    for (path, shown) in [
        ("/portal", true),
        ("/portal?nocss=1", false),
        ("/portal?nocss=2", true),
    ] {
        let html = site.send(Ask::page(path).cookie(cookie.clone())).await.text();
        assert_eq!(own_css(&html).is_some(), shown, "{path}");
    }
    site.close().await;
}

#[tokio::test]
async fn abuse_16_what_breaks_out_is_refused_and_the_former_sheet_stays() {
    let site = Site::new().await;
    let version = site.world.version("css");
    save_css(&site, Actor::OWNER, SHEET, version).await;
    let before = own_css(&site.get(Actor::A1, "/portal").await.text()).unwrap();
    let css = site.get(Actor::Anonymous, &before).await.text();
    let state = site.database.state().await;
    for source in [
        ".p-card { background: url(https://evil.test/x) }",
        r".p-card { background: u\72l(//evil.test/x) }",
        r"@im\70ort '//evil.test/x.css';",
        ".p-card { background: image-set('//evil.test/x' 1x) }",
        ".p-card { background: src('//evil.test/x') }",
        "} body { display: none } .x {",
        "</style><script>alert(1)</script>",
        ".p-card:has(input[value^=a]) { color: red }",
        "html { color: red }",
        ".p-card { position: fixed; z-index: 99 }",
        ".p-card { color: red",
        "\u{0}",
    ] {
        let reply = save_css(&site, Actor::OWNER, source, version + 1).await;
        assert_eq!(reply.status, 422, "{source}: {}", reply.text());
        assert!(
            reply.text().contains("Line 1, column "),
            "{source}: {}",
            reply.text()
        );
    }
    let flood = "{".repeat(300_000);
    assert_eq!(
        save_css(&site, Actor::OWNER, &flood, version + 1).await.status,
        413
    );
    assert_eq!(site.database.state().await, state, "a refused sheet left a trace");
    assert_eq!(
        own_css(&site.get(Actor::A1, "/portal").await.text()),
        Some(before.clone())
    );
    assert_eq!(site.get(Actor::Anonymous, &before).await.text(), css);

    // A browser's form comes back with what was typed and every line that is wrong.
    let form = fields(&[
        (
            "form[source]",
            "/* kept </textarea> */\nbody { color: red }\n.p-card { z-index: 1 }",
        ),
        ("form[version]", &*(version + 1).to_string()),
    ]);
    let reply = site
        .post_form(Actor::OWNER, "/api/staff/save_css_settings", &form)
        .await;
    let html = site.get(Actor::OWNER, &reply.location()).await.text();
    assert!(html.contains("/* kept &lt;/textarea&gt; */"), "{html}");
    assert!(html.contains("Line 1, column 9: ") && html.contains("aria-invalid=\"true\""));
    for role in [Role::Viewer, Role::Staff] {
        let reply = save_css(&site, Actor::Staff(Side::A, role), SHEET, version + 1).await;
        assert_eq!(reply.status, 403, "{role}");
    }
    site.close().await;
}

/// A program's request that sends a picture.
fn picture_form() -> Ask {
    Ask::new("POST", "/staff/settings/portal/logo")
        .header("accept", "application/json")
        .header("sec-fetch-site", "same-origin")
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// The head of a grey PNG of a size; there is no picture behind it.
fn png_head(side: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(side.to_be_bytes());
    head.extend(side.to_be_bytes());
    head.extend([8, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(&head);
    png.extend(crc(&head).to_be_bytes());
    png.extend(b"\0\0\0\x04IDAT\0\0\0\0");
    png
}

#[tokio::test]
async fn abuse_15_no_picture_but_a_picture_is_taken() {
    let site = Site::new().await;
    let state = site.database.state().await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let polyglot = b"GIF89a=1;alert(1)//".to_vec();
    for field in ["logo", "logo_dark", "logo_square", "favicon"] {
        for (what, bytes, word) in [
            ("SVG", svg.clone(), "SVG can't be used"),
            ("nothing", Vec::new(), "Choose a picture."),
            (
                "HTML",
                b"<html><script>alert(1)</script>".to_vec(),
                "no PNG, JPEG or WebP",
            ),
            ("polyglot", polyglot.clone(), "no PNG, JPEG or WebP"),
            ("bomb", png_head(10_000), "too large"),
            ("damaged", png_head(10), "damaged"),
            ("flood", vec![0x89; 3 * 1024 * 1024], "too large"),
        ] {
            let ask = picture_form().upload(field, ("logo.png", "image/png"), &bytes);
            let reply = site.send(ask.cookie(site.cookie(Actor::OWNER))).await;
            assert_eq!(reply.status, 422, "{field} {what}: {}", reply.text());
            assert!(reply.text().contains(word), "{field} {what}: {}", reply.text());
        }
    }
    let ask = picture_form().upload("other", ("x.png", "image/png"), &png_head(10));
    assert_eq!(site.send(ask.cookie(site.cookie(Actor::OWNER))).await.status, 422);
    assert_eq!(
        site.database.state().await,
        state,
        "a refused picture left a trace"
    );
    site.close().await;
}

#[tokio::test]
async fn the_look_reaches_every_page_of_the_portal_at_an_address_of_its_own() {
    let site = Site::new().await;
    let theme = |html: &str| {
        sheets(html)
            .into_iter()
            .find(|href| href.starts_with("/theme/"))
            .unwrap()
    };
    let before = theme(&site.get(Actor::A1, "/portal").await.text());
    let form = fields(&[
        ("form[brand_colour]", "#7c2d12"),
        ("form[accent_colour]", "#1d4ed8"),
        ("form[font]", "source-serif"),
        ("form[corners]", "square"),
        ("form[scheme]", "dark"),
        ("form[version]", &*site.world.version("branding").to_string()),
    ]);
    let saved = site
        .call(Actor::OWNER, "/api/staff/save_branding_settings", &form)
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let html = site.get(Actor::A1, "/portal").await.text();
    let after = theme(&html);
    assert_ne!(before, after);
    let icon = elements(&html)
        .into_iter()
        .filter(|element| element.get("rel") == Some("icon"))
        .map(|element| element.get("href").unwrap().to_owned())
        .collect::<Vec<_>>();
    assert_eq!(icon.len(), 1, "{icon:?}");
    let icon = site.get(Actor::Anonymous, &icon[0]).await;
    assert_eq!(
        (icon.status.as_u16(), icon.header("content-type")),
        (200, "image/svg+xml")
    );
    assert!(icon.header("content-security-policy").contains("sandbox"));

    let css = site.get(Actor::Anonymous, &after).await;
    assert!(css.header("cache-control").contains("immutable"));
    let css = css.text();
    for part in [
        "color-scheme:dark",
        "--brand:#7c2d12",
        "--accent:#1d4ed8",
        "Source Serif 4",
        "--radius:0px",
    ] {
        assert!(css.contains(part), "{part}: {css}");
    }
    // The old address, from a page that was open, gets the new look and is not kept.
    let old = site.get(Actor::Anonymous, &before).await;
    assert_eq!(old.header("cache-control"), "no-store");
    assert_eq!(old.text(), css);
    let link = site.world.client(Person::A1).link.clone();
    assert_eq!(theme(&site.get(Actor::Anonymous, &link).await.text()), after);
    let refused = fields(&[
        ("form[font]", "inter;}body{display:none"),
        ("form[brand_colour]", "#7c2d12"),
    ]);
    let reply = site
        .call(Actor::OWNER, "/api/staff/save_branding_settings", &refused)
        .await;
    assert_eq!(reply.status, 422);
    site.close().await;
}
