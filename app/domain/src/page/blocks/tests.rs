use super::*;
use crate::page::{field::FieldKind, rich_text::RichLine};
use serde::Deserialize;
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
        "Your ‹Company: Name› invoices"
    );
    assert_eq!(shortened("  a\n b "), "a b");
    assert_eq!(shortened(&"word ".repeat(20)).chars().count(), 40);
}

/// A type whose second version calls its text something else.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Quote {
    words: String,
}

impl Block for Quote {
    const META: BlockMeta = BlockMeta {
        version: 2,
        fields: &[Field::new("words", "Words", FieldKind::Line { max: 10 })],
        ..BlockMeta::leaf("quote", "Quote", "a quote", "quotes")
    };

    fn migrate(from: u32, props: &mut Map<String, Value>) {
        if let (1, Some(text)) = (from, props.remove("text")) {
            props.insert("words".into(), text);
        }
    }
}

#[test]
fn older_versions_are_brought_up_to_date_or_left_alone() {
    let read = |mut v: u32, json: Value| {
        let mut props = json.as_object().unwrap().clone();
        let block = decoded::<Quote>(&mut v, &mut props);
        (block.ok().map(|quote| quote.words), v, Value::Object(props))
    };
    let (old, new) = (
        json!({"text": "Hm.", "mood": 1}),
        json!({"words": "Hm.", "mood": 1}),
    );
    assert_eq!(read(1, old), (Some("Hm.".to_owned()), 2, new.clone()));
    assert_eq!(read(2, new.clone()), (Some("Hm.".to_owned()), 2, new.clone()));
    assert_eq!(read(3, new.clone()), (None, 3, new));
    let bad = json!({"text": "longer than ten"});
    assert_eq!(read(1, bad.clone()), (None, 1, bad), "as it was written");
}
