//! What users type can't become anything but text.

use super::*;
use proptest::prelude::*;

const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</title></style></iframe><svg/onload=alert(1)>",
    "{{contact.name}}",
    "<!-- --!> ]]> <![CDATA[",
    "&lt;script&gt; &#x3c;b&#x3e;",
    "＜b＞ <b\u{e9}> \\\" `x`",
];

/// Every block with a text in each field that takes one.
fn every(text: &str, href: &str) -> Value {
    let line = || {
        json!([{"type": "text", "text": text}, {"type": "text", "text": text, "marks": [
        {"type": "link", "attrs": {"href": href, "title": text}}, {"type": "code"}, {"type": text, "attrs": {"onload": text}}]},
        {"type": "merge_tag", "attrs": {"path": "contact.name", "fallback": text, "format": null}}, {"type": text, "attrs": {"raw": text}}])
    };
    // Within what the shortest fields take.
    let short = || json!([{"type": "text", "text": text, "marks": [{"type": "link", "attrs": {"href": href, "title": text}}]}]);
    let rich = || {
        json!({"type": "doc", "content": [
        {"type": "paragraph", "content": line()}, {"type": "heading", "attrs": {"level": 2}, "content": line()},
        {"type": "code_block", "content": [{"type": "text", "text": text}]},
        {"type": "bullet_list", "content": [{"type": "list_item", "content": [{"type": "paragraph", "content": line()}]}]},
        {"type": text, "content": [{"type": "text", "text": text}]}]})
    };
    let file = "b".repeat(64);
    let b = |id: &str, kind: &str, props: Value| json!({"id": id, "type": kind, "v": 1, "props": props});
    json!([
        b("b1", "heading", json!({"text": line()})),
        b("b2", "text", json!({"text": rich()})),
        b("b3", "button", json!({"text": short(), "href": href, "new_tab": true})),
        b("b4", "callout", json!({"title": short(), "text": rich()})),
        b("b5", "table", json!({"caption": text, "rows": [[line(), line()], [line()]]})),
        b("b6", "contact_card", json!({"name": short(), "role": short(), "email": "{{contact.name}}", "phone": "{{contact.name}}"})),
        b("b7", "image", json!({"file": file, "alt": text, "caption": text, "href": href})),
        b("b8", "gallery", json!({"images": [{"file": file, "alt": text}]})),
        b("b9", "video", json!({"address": "https://youtu.be/dQw4w9WgXcQ", "title": text})),
        b("c1", "html", json!({"title": text, "html": text})),
        b("c2", "invoices", json!({"title": short(), "empty": text})),
        {"id": "c3", "type": "card", "v": 1, "props": {"title": short()}, "slots": {"content": [b("c4", "needs_action", json!({"title": short(), "empty": text}))]}},
        {"id": "c5", "type": "accordion", "v": 1, "slots": {"items": [b("c6", "accordion_item", json!({"title": short()}))]}},
        b("c7", text, json!({text: text})),
        {"id": "c8", "type": "spacer", "v": 1, "props": {text: text}, "show_if": {text: text}, text: text},
    ])
}

/// Elements and attributes without the values that a user's text may stand in.
fn skeleton(html: &str) -> Vec<(String, Vec<String>)> {
    let attrs = |element: &Element| element.attrs.iter().map(|(name, _)| name.clone()).collect();
    elements(html)
        .iter()
        .map(|element| (element.name.clone(), attrs(element)))
        .collect()
}

fn world(value: &str) -> World {
    World {
        values: [("contact.name", value.to_owned())].into(),
        ..World::default()
    }
}

/// What no element of a page may have, whatever was typed.
fn assert_dead(html: &str) {
    for element in elements(html) {
        assert!(
            ![
                "script", "style", "object", "embed", "base", "form", "svg", "link", "meta"
            ]
            .contains(&element.name.as_str()),
            "{html}"
        );
        for (name, value) in &element.attrs {
            assert!(
                !name.starts_with("on") && name != "style" && name != "srcdoc",
                "{name} in {html}"
            );
            let value = value.as_deref().unwrap_or_default();
            if name == "href" || name == "src" {
                let good = ["https://", "http://", "mailto:", "tel:", "/portal/", "/image/"];
                assert!(
                    good.iter().any(|start| value.starts_with(start)),
                    "{name}={value}"
                );
            }
        }
    }
}

#[test]
fn hostile_texts_are_texts_in_every_field() {
    let around = world("x");
    for mode in [Mode::View, Mode::Edit] {
        let harmless = skeleton(&page(
            &doc(every("x", "https://a.example/{{contact.name}}")),
            &around,
            mode,
        ));
        assert!(harmless.len() > 50, "{harmless:?}");
        for text in HOSTILE {
            let all = doc(every(text, "https://a.example/{{contact.name}}"));
            let html = page(&all, &around, mode);
            assert_eq!(skeleton(&html), harmless, "{text}");
            assert_dead(&html);
        }
    }
}

#[test]
fn hostile_values_are_texts_and_are_not_evaluated() {
    let all = doc(every("x", "https://a.example/{{contact.name}}"));
    for mode in [Mode::View, Mode::Edit] {
        let harmless = skeleton(&page(&all, &world("x"), mode));
        for value in HOSTILE {
            let html = page(&all, &world(value), mode);
            assert_dead(&html);
            // A telephone number is no link if it is none, so only the builder's elements are the same.
            if mode == Mode::Edit {
                assert_eq!(skeleton(&html), harmless, "{value}");
            }
        }
    }
    let html = page(&all, &world("{{contact.email}}"), Mode::View);
    assert!(
        html.contains("{{contact.email}}") && !html.contains("ana@example.com"),
        "a value is the end of it"
    );
}

#[test]
fn hostile_addresses_make_a_block_opaque() {
    for href in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://a.example/\"onclick=\"alert(1)",
    ] {
        let html = page(&doc(every("x", href)), &world("x"), Mode::View);
        assert_dead(&html);
        assert!(!html.contains("evil") && !html.contains("alert"), "{html}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_texts_are_texts(parts in prop::collection::vec(prop::sample::select(HOSTILE.to_vec()), 1..4), noise in "[ -~\\u{a0}-\\u{2ff}]{0,12}", value in "\\PC{0,30}") {
                    let text: String = format!("x{}{noise}", parts.concat()).chars().take(45).collect();
        let filled = world(&format!("x{value}"));
        for mode in [Mode::View, Mode::Edit] {
            let html = page(&doc(every(&text, "mailto:{{contact.name}}")), &filled, mode);
            assert_dead(&html);
            prop_assert!(!html.contains("<script") && !html.contains("href=\"javascript:"));
            if mode == Mode::Edit {
                let harmless = page(&doc(every("x", "mailto:{{contact.name}}")), &world("x"), mode);
                prop_assert_eq!(skeleton(&html), skeleton(&harmless));
            }
        }
    }
}
