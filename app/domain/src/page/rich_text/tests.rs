use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn everything() -> Value {
    json!({"type": "doc", "content": [
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Hello"}]},
        {"type": "paragraph"},
        {"type": "paragraph", "content": [
            {"type": "text", "text": "Dear ", "marks": [{"type": "strong"}, {"type": "em"}]},
            {"type": "merge_tag", "attrs": {"path": "contact.first_name", "fallback": "you", "format": null}},
            {"type": "hard_break"},
            {"type": "text", "text": "site", "marks": [
                {"type": "underline"}, {"type": "code"},
                {"type": "link", "attrs": {"href": "https://example.com", "title": null}}]},
        ]},
        {"type": "bullet_list", "content": [{"type": "list_item", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "one"}]},
            {"type": "ordered_list", "attrs": {"order": 3}, "content": [{"type": "list_item", "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "two"}]}]}]}]}]},
        {"type": "blockquote", "content": [{"type": "paragraph"}]},
        {"type": "code_block", "content": [{"type": "text", "text": "a < b"}]},
        {"type": "horizontal_rule"},
    ]})
}

fn unknown() -> Value {
    json!({"type": "doc", "content": [
        {"type": "hologram", "attrs": {"x": 1.5}, "content": [{"type": "text", "text": "deep"}]},
        {"type": "paragraph", "attrs": {"align": "center"}, "content": [{"type": "text", "text": "aligned"}]},
        {"type": "heading", "attrs": {"level": 7}},
        {"type": "paragraph", "content": [
            {"type": "future_chip", "attrs": {"a": null}},
            {"type": "text", "text": "shiny", "marks": [{"type": "strong"}, {"type": "glow", "attrs": {"n": 3}}]},
            {"type": "merge_tag", "attrs": {"path": "not a path"}},
            {"type": "opaque_inline", "attrs": {"raw": 1, "mine": true}},
        ]},
        {"type": "bullet_list", "content": [{"type": "task_item"}]},
        "not even a node",
        null,
    ]})
}

#[test]
fn what_prosemirror_writes_comes_back_as_it_is() {
    let doc = RichDoc::from_json(&everything()).unwrap();
    assert!(
        doc.blocks
            .iter()
            .all(|block| !matches!(block, RichBlock::Opaque(_)))
    );
    assert_eq!(doc.to_json(), everything());
    assert_eq!(editor::open(&doc), everything(), "nothing to wrap");
    assert_eq!(doc.check(), Ok(()));
    assert_eq!(
        doc.plain(),
        "Hello\n\nDear {{contact.first_name | default(\"you\")}}\nsite\none\ntwo\n\na < b"
    );
}

#[test]
fn unknown_nodes_and_marks_are_kept_and_never_reach_the_editor() {
    let doc = RichDoc::from_json(&unknown()).unwrap();
    assert_eq!(doc.to_json(), unknown());
    let opened = editor::open(&doc);
    let text = opened.to_string();
    for hidden in [
        "\"type\":\"hologram\"",
        "\"type\":\"glow\"",
        "\"type\":\"future_chip\"",
    ] {
        let whole = text.matches(hidden).count();
        let raw = text.matches("\"raw\":{").count();
        assert!(whole == 1 && raw >= 3, "{hidden} only within raw");
    }
    assert!(RichDoc::from_json(&opened).unwrap().blocks.len() == 7);
    assert_eq!(editor::close(&opened).unwrap(), doc);
    assert_eq!(editor::close(&opened).unwrap().to_json(), unknown());
}

#[test]
fn a_document_is_a_document() {
    for bad in [
        json!(null),
        json!([]),
        json!({"type": "page"}),
        json!({"type": "doc", "content": 1}),
    ] {
        assert_eq!(RichDoc::from_json(&bad), None, "{bad}");
    }
    assert_eq!(RichLine::from_json(&json!({})), None);
    assert_eq!(
        RichDoc::from_json(&json!({"type": "doc"})),
        Some(RichDoc::default())
    );
}

#[test]
fn hostile_links_deep_lists_and_long_texts_are_refused() {
    let linked = |href: &str| {
        json!({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "here",
            "marks": [{"type": "link", "attrs": {"href": href, "title": null}}]}]}]})
    };
    let error = serde_json::from_value::<RichDoc>(linked("javascript:alert(1)")).unwrap_err();
    assert!(
        error.to_string().contains("The link on “here” can't be used."),
        "{error}"
    );
    assert!(serde_json::from_value::<RichDoc>(linked("mailto:{{system.email}}")).is_ok());

    let nested = |levels: usize| {
        let quote = |inner: RichBlock, _| RichBlock::Quote(vec![inner]);
        RichDoc {
            blocks: vec![(0..levels).fold(RichBlock::Rule, quote)],
        }
    };
    assert_eq!(nested(8).check(), Ok(()));
    assert_eq!(nested(9).check(), Err(RichError::TooDeep));
    assert_eq!(
        RichDoc::text(&"x".repeat(70_000)).check(),
        Err(RichError::TooLong)
    );
}

#[test]
fn plain_text_becomes_paragraphs_and_tags() {
    let doc = RichDoc::text("Dear {{contact.name}},\nhello.\n\n\n\nBye {{x}}");
    assert_eq!(doc.blocks.len(), 2);
    assert_eq!(doc.plain(), "Dear {{contact.name}},\nhello.\nBye {{x}}");
    assert!(RichDoc::text(" \n\n ").is_blank());
    assert!(!RichLine::text("{{contact.name}}").is_blank());
    assert!(RichLine::text("  ").is_blank());
}

/// Any JSON, with the words of formatted text in it often enough to get far.
fn anything() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "type",
        "attrs",
        "content",
        "marks",
        "text",
        "paragraph",
        "heading",
        "level",
        "bullet_list",
        "list_item",
        "merge_tag",
        "path",
        "contact.name",
        "strong",
        "link",
        "href",
        "raw",
        "opaque_inline",
        "opaque_block",
        "opaque_mark",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..5_u32).prop_map(Value::from),
        word.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 48, 4, move |inner| {
        let kind = prop::sample::select(vec![
            "paragraph",
            "text",
            "bullet_list",
            "list_item",
            "blockquote",
            "strong",
            "merge_tag",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(word.clone().prop_map(str::to_owned), inner.clone(), 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
            (kind, prop::collection::vec(inner, 1..4))
                .prop_map(|(kind, content)| json!({"type": kind, "content": content})),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_is_lost(content in prop::collection::vec(anything(), 1..5)) {
        let json = json!({"type": "doc", "content": content});
        let doc = RichDoc::from_json(&json).unwrap();
        let again = RichDoc::from_json(&doc.to_json()).unwrap();
        prop_assert_eq!(&again, &doc);
        // Through the editor too, unless the text itself looks like what the editor gets.
        if !json.to_string().contains("opaque_") {
            prop_assert_eq!(editor::close(&editor::open(&doc)).unwrap(), doc);
        }
    }
}
