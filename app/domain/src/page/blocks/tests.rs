use super::*;
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn the_registry_is_complete() {
    let mut kinds = BTreeSet::new();
    for meta in REGISTRY {
        assert!(kinds.insert(meta.kind), "{} twice", meta.kind);
        assert!(
            !meta.label.is_empty() && !meta.one.is_empty() && !meta.many.is_empty(),
            "{}",
            meta.kind
        );
        assert!(
            meta.description.ends_with('.') && !meta.keywords.is_empty(),
            "{}",
            meta.kind
        );
        assert!(Group::ALL.contains(&meta.group));
        if let Some(parent) = meta.only_in {
            let accepts = Accepts::Only(meta.kind);
            assert!(
                super::meta(parent)
                    .unwrap()
                    .slots
                    .iter()
                    .any(|slot| slot.accepts == accepts)
            );
        }
    }
    assert_eq!(kinds.len(), 21);
}

#[test]
fn defaults_are_valid_and_every_field_is_a_prop() {
    for meta in REGISTRY {
        let mut props = default_props(meta.kind).unwrap();
        for field in meta.fields {
            assert!(props.contains_key(field.name), "{}.{}", meta.kind, field.name);
        }
        assert_eq!(
            check_props(meta.kind, &props),
            FieldErrors::default(),
            "{}",
            meta.kind
        );
        let mut v = meta.version;
        let body = Body::decode(meta.kind, &mut v, &mut props);
        assert_eq!(body.meta(), Some(meta), "{}", meta.kind);
        // No props at all are the same.
        assert_eq!(
            Body::decode(meta.kind, &mut v, &mut Map::new()),
            body,
            "{}",
            meta.kind
        );
    }
    assert_eq!(default_props("hologram"), None);
}

#[test]
fn what_can_not_be_read_is_opaque_and_says_why() {
    let decode = |kind: &str, mut v: u32, props: Value| {
        let mut props = props.as_object().unwrap().clone();
        Body::decode(kind, &mut v, &mut props)
    };
    assert_eq!(decode("hologram", 1, json!({})), Body::Opaque(Issue::UnknownType));
    assert_eq!(decode("heading", 2, json!({})), Body::Opaque(Issue::NewerVersion));
    for (kind, props, field) in [
        ("heading", json!({"level": "h9"}), "level"),
        ("heading", json!({"text": "plain"}), "text"),
        ("button", json!({"href": "javascript:alert(1)"}), "href"),
        ("image", json!({"file": "../../etc/passwd"}), "file"),
        ("image", json!({"width": -1}), "invalid value"),
        ("gallery", json!({"images": [{"alt": 5}]}), "images.0.alt"),
        ("invoices", json!({"limit": 5000}), "limit"),
        ("video", json!({"address": "https://evil.example"}), "address"),
        ("table", json!({"rows": [["x"]]}), "rows.0.0"),
        ("contact_card", json!({"email": "x"}), "email"),
        ("contact_card", json!({"phone": "javascript:\"x"}), "phone"),
        ("html", json!({"html": "x".repeat(20_001)}), "html"),
    ] {
        match decode(kind, 1, props) {
            Body::Opaque(Issue::Invalid { why }) => assert!(why.starts_with(field), "{why}"),
            other => panic!("{kind} {field}: {other:?}"),
        }
    }
}

#[test]
fn names_come_from_the_text() {
    let mut props = default_props("heading").unwrap();
    props.insert(
        "text".into(),
        RichLine::text("Your {{company.name}} invoices").to_json(),
    );
    assert_eq!(
        Body::decode("heading", &mut 1, &mut props).name(),
        "Your {{company.name}} invoices"
    );
    assert_eq!(shortened("  a\n b "), "a b");
    assert_eq!(shortened(&"word ".repeat(20)).chars().count(), 40);
}

use crate::page::rich_text::RichLine;
