//! What may be wrong with a logo, through the real router: nothing is kept, and the reason is said.

use super::support::*;
use domain::role::Role;
use image::{DynamicImage, ImageFormat};
use std::io::Cursor;

const ROUTE: &str = "/staff/settings/portal/logo";

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn upload(site: &Site, accept: &str, bytes: &[u8]) -> Ask {
    Ask::new("POST", ROUTE)
        .header("accept", accept)
        .header("sec-fetch-site", "same-origin")
        .cookie(site.cookie(Actor::OWNER))
        .upload("logo", ("logo.png", "image/png"), bytes)
}

/// Whatever a file is called and declared to be, only three kinds of picture of a bounded size are taken.
#[tokio::test]
async fn a_logo_that_is_none_is_refused_with_a_reason() {
    let site = Site::new().await;
    let state = site.database.state().await;
    let png = picture(300, 100, ImageFormat::Png);
    // 100 million pixels in a few kilobytes.
    let mut bomb = Cursor::new(Vec::new());
    DynamicImage::new_luma8(10_000, 10_000)
        .write_to(&mut bomb, ImageFormat::Png)
        .unwrap();
    let bomb = bomb.into_inner();
    assert!(bomb.len() < 512 * 1024, "{}", bomb.len());
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    for (bytes, reason) in [
        (&b""[..], "Choose a picture"),
        (&svg[..], "SVG"),
        (&b"GIF89a\x01\0\x01\0"[..], "no PNG, JPEG or WebP"),
        (&b"%PDF-1.7"[..], "no PNG, JPEG or WebP"),
        (&b"MZ\x90\0"[..], "no PNG, JPEG or WebP"),
        (&b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>"[..], "damaged"),
        (&png[..png.len() / 2], "damaged"),
        (&bomb[..], "4000"),
        (&picture(4001, 1, ImageFormat::Png)[..], "4000"),
        (&vec![0x89; 2 * 1024 * 1024 + 1][..], "too large"),
        (&vec![0x89; 5 * 1024 * 1024][..], "too large"),
    ] {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(12)]).into_owned();
        let reply = site.send(upload(&site, "application/json", bytes)).await;
        assert_eq!(reply.status, 422, "{head:?}: {}", reply.text());
        let said = reply.json()["fields"]["logo"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(said.contains(reason), "{head:?}: {}", reply.text());
        assert_eq!(site.database.state().await, state, "{head:?} changed something");
    }
}

/// A request that stops short, names no file or is no form at all.
#[tokio::test]
async fn an_upload_that_is_none_is_refused() {
    let site = Site::new().await;
    let state = site.database.state().await;
    let whole = upload(&site, "application/json", &picture(300, 100, ImageFormat::Png));
    let mut cut = whole.clone();
    let body = cut.body.as_mut().unwrap();
    body.truncate(body.len() - 60);
    let unknown = Ask::new("POST", ROUTE)
        .header("accept", "application/json")
        .header("sec-fetch-site", "same-origin")
        .cookie(site.cookie(Actor::OWNER))
        .upload("picture", ("logo.png", "image/png"), b"x");
    let no_form = Ask::call(ROUTE, &fields(&[("logo", "x")])).cookie(site.cookie(Actor::OWNER));
    for ask in [cut, unknown, no_form] {
        let reply = site.send(ask).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
        assert!(reply.json()["fields"]["logo"].is_string(), "{}", reply.text());
    }
    // From another site, by too small a role, by a client, by nobody.
    let mut elsewhere = whole.clone().without("sec-fetch-site");
    elsewhere = elsewhere.header("sec-fetch-site", "cross-site");
    for (ask, status) in [
        (elsewhere, 403),
        (
            whole
                .clone()
                .cookie(site.cookie(Actor::Staff(Side::A, Role::Viewer))),
            403,
        ),
        (whole.clone().cookie(site.cookie(Actor::A1)), 401),
        (whole.cookie(None), 401),
    ] {
        let reply = site.send(ask).await;
        assert_eq!(reply.status, status, "{}", reply.text());
    }
    assert_eq!(site.database.state().await, state);
}

/// A browser is led back to its page, which says what was wrong; and what is right is kept as pixels of our own.
#[tokio::test]
async fn a_browser_reads_the_reason_and_a_good_logo_is_written_anew() {
    let site = Site::new().await;
    let html = "text/html,application/xhtml+xml";
    let refused = site.send(upload(&site, html, b"<svg/>")).await;
    assert_eq!(refused.status, 303, "{}", refused.text());
    let back = refused.location();
    assert!(
        back.starts_with("/staff/settings/portal/branding?form="),
        "{back}"
    );
    let page = site.get(Actor::OWNER, back.trim_end_matches("#logo")).await;
    assert!(page.text().contains("SVG can"), "{}", page.text());

    let mut polyglot = picture(300, 100, ImageFormat::Png);
    polyglot.extend_from_slice(b"<script>alert(1)</script>");
    let taken = site.send(upload(&site, html, &polyglot)).await;
    assert_eq!(taken.location(), "/staff/settings/portal/branding?done=saved");
    let hash: String = site
        .database
        .one(
            "SELECT logo_hash FROM portal WHERE tenant_id = $1",
            vec![site.world.a.id.into()],
        )
        .await;
    assert!(!hash.is_empty());
    let path = format!("/logo/{}/{hash}.png", site.world.a.id);
    let served = site.get(Actor::Anonymous, &path).await;
    assert_eq!(served.status, 200, "{path}");
    assert_eq!(served.header("content-type"), "image/png");
    assert!(!served.bytes.windows(7).any(|part| part == b"<script"));
}
