use super::*;
use domain::{
    form::FieldErrors,
    page::{REGISTRY, check_props, rich_text::RichLine},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

mod hostile;
mod tags;

use tags::{Element, elements};

/// Surroundings in which everything has a value.
struct World {
    values: BTreeMap<&'static str, String>,
    data: Option<String>,
    lost: bool,
}

impl Default for World {
    fn default() -> Self {
        let values = [
            ("contact.name", "Ana Ray"),
            ("contact.email", "ana@example.com"),
            ("contact.phone", "+49 30 1"),
        ];
        Self {
            values: values.map(|(path, value)| (path, value.to_owned())).into(),
            data: Some("<p>12 €</p>".to_owned()),
            lost: false,
        }
    }
}

impl Around for World {
    fn value(&self, tag: &MergeTag) -> Option<String> {
        self.values
            .get(tag.path.as_str())
            .cloned()
            .or_else(|| tag.fallback.clone())
    }

    fn page(&self, id: PageId) -> Option<String> {
        (id.uuid() == Uuid::from_u128(1)).then(|| "/portal/p/welcome".to_owned())
    }

    fn image(&self, hash: &str) -> Option<String> {
        (!self.lost).then(|| format!("/image/{hash}"))
    }

    fn data(&self, _: &BlockId) -> Option<&str> {
        self.data.as_deref()
    }

    fn hidden(&self, _: &BlockId, rule: &Rule) -> Option<String> {
        (*rule != Rule::Everyone).then(|| "Hidden: \"Acme\" has no open invoices.".to_owned())
    }

    fn embed(&self, block: &BlockId) -> Option<String> {
        Some(format!("/portal/p/x/embed/{block}"))
    }
}

fn words(text: &str) -> Value {
    RichLine::text(text).to_json()
}

fn rich(blocks: Value) -> Value {
    json!({"type": "doc", "content": blocks})
}

fn doc(blocks: Value) -> Doc {
    Doc::read(&json!({"schema": 1, "blocks": blocks}).to_string()).unwrap()
}

fn one(kind: &str, props: Value) -> Value {
    if let Some(props) = props.as_object() {
        assert_eq!(
            check_props(kind, props),
            FieldErrors::default(),
            "{kind} {props:?}"
        );
    }
    json!([{"id": "b", "type": kind, "v": 1, "props": props}])
}

fn view(kind: &str, props: Value) -> String {
    page(&doc(one(kind, props)), &World::default(), Mode::View)
}

fn edit(kind: &str, props: Value) -> String {
    page(&doc(one(kind, props)), &World::default(), Mode::Edit)
}

fn file() -> String {
    "a".repeat(64)
}

#[test]
fn headings_texts_and_notices() {
    assert_eq!(
        view(
            "heading",
            json!({"text": words("Dear {{contact.name}} & co"), "level": "h3", "align": "center"})
        ),
        "<h3 class=\"pb pb-heading pb-align-center\"><span>Dear Ana Ray &amp; co</span></h3>"
    );
    assert_eq!(
        edit(
            "heading",
            json!({"text": words("Dear {{contact.name}} {{company.name}}")})
        ),
        "<h2 class=\"pb pb-heading pb-align-start\" data-bid=\"b\"><span data-field=\"text\">Dear \
         <span class=\"pb-tag\" data-path=\"contact.name\">Ana Ray</span> \
         <span class=\"pb-tag pb-tag-empty\" data-path=\"company.name\">{{company.name}}</span></span></h2>"
    );
    let text = rich(json!([
        {"type": "paragraph", "content": [
            {"type": "text", "text": "a"}, {"type": "text", "text": "b", "marks": [{"type": "strong"}, {"type": "em"}]},
            {"type": "hard_break"}, {"type": "future", "x": 1},
            {"type": "text", "text": "go ", "marks": [{"type": "link", "attrs": {"href": "https://a.example/{{contact.name}}", "title": null}}]},
            {"type": "text", "text": "there", "marks": [{"type": "link", "attrs": {"href": "https://a.example/{{contact.name}}", "title": null}}, {"type": "strong"}]},
            {"type": "text", "text": "nowhere", "marks": [{"type": "link", "attrs": {"href": "https://a.example/{{company.name}}", "title": null}}]},
        ]},
        {"type": "heading", "attrs": {"level": 4}, "content": [{"type": "text", "text": "H"}]},
        {"type": "bullet_list", "content": [{"type": "list_item", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "i"}]}]}]},
        {"type": "ordered_list", "attrs": {"order": 3}, "content": [{"type": "list_item", "content": [{"type": "paragraph"}]}]},
        {"type": "blockquote", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "q"}]}]},
        {"type": "code_block", "content": [{"type": "text", "text": "<b>"}]},
        {"type": "horizontal_rule"},
        {"type": "hologram"},
    ]));
    assert_eq!(
        view("text", json!({"text": text})),
        "<div class=\"pb pb-text\"><div class=\"pb-rich\"><p>a<strong><em>b</em></strong><br>\
         <a href=\"https://a.example/Ana%20Ray\" rel=\"noopener noreferrer\">go <strong>there</strong></a>nowhere</p>\
         <h4>H</h4><ul><li><p>i</p></li></ul><ol start=\"3\"><li><p><br></p></li></ol><blockquote><p>q</p></blockquote>\
         <pre><code>&lt;b&gt;</code></pre><hr></div></div>"
    );
    let edited = edit("text", json!({"text": text}));
    assert!(
        !edited.contains(" href=") && edited.contains("data-href=\"https://a.example/{{company.name}}\""),
        "{edited}"
    );
    assert_eq!(
        edited.matches("pb-kept").count(),
        2,
        "both unknown nodes are shown to staff"
    );
    let callout = view(
        "callout",
        json!({"tone": "danger", "title": words("Now"), "text": rich(json!([{"type": "paragraph", "content": [{"type": "text", "text": "x"}]}]))}),
    );
    assert!(
        callout.contains("pb-tone-danger")
            && callout.contains("aria-label=\"Important\"")
            && callout.contains("<p>x</p>"),
        "{callout}"
    );
}

#[test]
fn buttons_lead_somewhere_or_are_left_out() {
    let button = |href: &str| json!({"text": words("Book"), "href": href, "new_tab": true, "style": "secondary", "align": "end"});
    assert_eq!(
        view("button", button("mailto:{{contact.email}}")),
        "<div class=\"pb pb-button pb-align-end\"><a class=\"pb-btn pb-btn-secondary\" href=\"mailto:ana@example.com\" target=\"_blank\" \
         rel=\"noopener noreferrer\"><span>Book</span> <span class=\"visually-hidden\">(opens in a new tab)</span></a></div>"
    );
    let page = |n: u128| button(&format!("page:{}", Uuid::from_u128(n)));
    assert!(view("button", page(1)).contains("href=\"/portal/p/welcome\""));
    assert_eq!(view("button", page(2)), "", "a page that readers can't open");
    assert_eq!(
        view("button", button("https://a.example/{{company.name}}")),
        "",
        "no value, no address"
    );
    assert_eq!(view("button", button("")), "");
    let edited = edit("button", page(2));
    assert!(
        edited.contains("<a class=\"pb-btn pb-btn-secondary\" data-href=\"page:")
            && !edited.contains(" href="),
        "{edited}"
    );
}

#[test]
fn tables_and_people() {
    let rows = json!([[words("What"), words("")], [words("{{contact.name}}")]]);
    assert_eq!(
        view(
            "table",
            json!({"caption": "Prices & dates", "header": true, "rows": rows})
        ),
        "<div class=\"pb pb-table\" role=\"region\" aria-label=\"Prices &amp; dates\" tabindex=\"0\"><table><caption>Prices &amp; dates</caption>\
         <thead><tr><th scope=\"col\">What</th><td></td></tr></thead><tbody><tr><td>Ana Ray</td><td></td></tr></tbody></table></div>"
    );
    assert!(!view("table", json!({"header": false, "rows": rows})).contains("<th"));
    assert!(edit("table", json!({"rows": rows})).contains("<td data-field=\"rows.1.0\">"));
    let card = json!({"name": words("{{contact.name}}"), "role": words("Accounts"), "email": "{{contact.email}}", "phone": "+49 30 1"});
    assert_eq!(
        view("contact_card", card.clone()),
        "<div class=\"pb pb-contact_card\"><span class=\"pb-photo pb-initials\" aria-hidden=\"true\">AR</span><div class=\"pb-person\">\
         <p class=\"pb-name\">Ana Ray</p><p class=\"pb-role\">Accounts</p><p class=\"pb-reach\"><a href=\"mailto:ana@example.com\">ana@example.com</a></p>\
         <p class=\"pb-reach\"><a href=\"tel:+49301\">+49 30 1</a></p></div></div>"
    );
    assert!(!edit("contact_card", card).contains(" href="));
    let photo = view("contact_card", json!({"name": words("Ana"), "photo": file()}));
    assert!(
        photo.contains(&format!("src=\"/image/{}\" alt=\"\"", file())),
        "{photo}"
    );
}

#[test]
fn images_videos_and_embeds() {
    let image = json!({"file": file(), "width": 800, "height": 600, "alt": "A \"harbour\"", "caption": "<Cap>", "href": "https://a.example", "size": "half"});
    assert_eq!(
        view("image", image.clone()),
        format!(
            "<figure class=\"pb pb-image pb-size-half\"><a href=\"https://a.example\" rel=\"noopener noreferrer\"><img src=\"/image/{}\" \
                 alt=\"A &quot;harbour&quot;\" width=\"800\" height=\"600\" loading=\"lazy\" decoding=\"async\"></a><figcaption>&lt;Cap&gt;</figcaption></figure>",
            file()
        )
    );
    assert!(view("image", json!({"file": file(), "alt": "x", "decorative": true})).contains("alt=\"\""));
    let gone = World {
        lost: true,
        ..World::default()
    };
    assert_eq!(page(&doc(one("image", image.clone())), &gone, Mode::View), "");
    assert!(page(&doc(one("image", image)), &gone, Mode::Edit).contains("not there any more"));
    let gallery = json!({"columns": 4, "images": [{"file": file(), "alt": "One"}, {"file": ""}]});
    let seen = view("gallery", gallery);
    assert!(
        seen.contains("pb-wide-4") && seen.matches("<li>").count() == 1,
        "{seen}"
    );
    let video = json!({"address": "https://youtu.be/dQw4w9WgXcQ", "title": "How"});
    let seen = view("video", video.clone());
    assert!(
        seen.contains("src=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\" title=\"How\" sandbox="),
        "{seen}"
    );
    assert!(!edit("video", video).contains("iframe"));
    let html = json!({"title": "Form", "html": "<script>alert(1)</script>", "height": 400});
    let seen = view("html", html.clone());
    assert!(seen.contains("src=\"/portal/p/x/embed/b\" title=\"Form\" height=\"400\" sandbox=\"allow-scripts allow-forms allow-popups\""), "{seen}");
    assert!(!seen.contains("alert") && !edit("html", html).contains("iframe"));
}

#[test]
fn layouts_hold_their_blocks_as_direct_children() {
    let heading = |id: &str| json!({"id": id, "type": "heading", "v": 1, "props": {"text": words(id)}});
    let all = doc(json!([
        {"id": "c", "type": "columns", "v": 1, "props": {"layout": "1-1-1", "middle": true}, "slots": {"c1": [heading("h1"), heading("h2")]}},
        {"id": "k", "type": "card", "v": 1, "props": {"title": words("T"), "style": "tinted"}, "slots": {"content": [heading("h3")]}},
        {"id": "a", "type": "accordion", "v": 1, "props": {"one_at_a_time": true}, "slots": {"items": [
            {"id": "i1", "type": "accordion_item", "v": 1, "props": {"title": words("Why?"), "open": true}, "slots": {"content": [heading("h4")]}},
            {"id": "i2", "type": "accordion_item", "v": 1, "slots": {"content": [heading("h5")]}}]}},
        {"id": "d", "type": "divider", "v": 1, "props": {"space": "large"}}, {"id": "s", "type": "spacer", "v": 1},
    ]));
    let edited = page(&all, &World::default(), Mode::Edit);
    let elements = elements(&edited);
    // Each slot's children are its blocks, in order, and nothing else.
    let slots: Vec<(String, Vec<Option<String>>)> = elements
        .iter()
        .enumerate()
        .filter_map(|(at, element)| {
            let name = element.attr("data-slot")?.to_owned();
            let children = elements.iter().filter(|child| child.parent == Some(at));
            Some((
                name,
                children
                    .map(|child| child.attr("data-bid").map(str::to_owned))
                    .collect(),
            ))
        })
        .collect();
    let some = |ids: &[&str]| ids.iter().map(|id| Some((*id).to_owned())).collect::<Vec<_>>();
    let expected = [
        ("c1", some(&["h1", "h2"])),
        ("c2", some(&[])),
        ("c3", some(&[])),
        ("content", some(&["h3"])),
        ("items", some(&["i1", "i2"])),
        ("content", some(&["h4"])),
        ("content", some(&["h5"])),
    ];
    assert_eq!(slots, expected.map(|(name, ids)| (name.to_owned(), ids)));
    assert!(
        edited.contains("<div class=\"pb-slot\" data-slot=\"c2\"></div>"),
        "nothing in it, not even a blank"
    );
    assert_eq!(edited.matches("<details").count(), 2);
    assert_eq!(edited.matches(" open>").count(), 2, "all are open");
    assert!(edited.contains("pb-cols-1-1-1 pb-middle"));

    let seen = page(&all, &World::default(), Mode::View);
    assert!(!seen.contains("data-"), "{seen}");
    assert_eq!(
        seen.matches("<details").count(),
        1,
        "without a heading what is in it is shown"
    );
    assert!(
        seen.contains("name=\"accordion-a\" open><summary><span>Why?</span></summary>")
            && seen.contains(">h5<"),
        "{seen}"
    );
    assert!(seen.contains("<hr class=\"pb pb-divider pb-space-large\"><div class=\"pb pb-spacer pb-space-medium\" aria-hidden=\"true\"></div>"));
    // One block alone is the same as within the page.
    let item = block(&all, &BlockId::new("i1").unwrap(), &World::default(), Mode::Edit);
    assert!(
        edited.contains(&item) && item.starts_with("<details class=\"pb pb-accordion_item\" data-bid=\"i1\"")
    );
    assert_eq!(
        block(
            &all,
            &BlockId::new("none").unwrap(),
            &World::default(),
            Mode::Edit
        ),
        ""
    );
}

#[test]
fn records_are_shown_or_the_block_is_not() {
    for kind in ["invoices", "balance", "payments", "activity", "needs_action"] {
        let all = doc(one(kind, json!({"title": words("For {{contact.name}}")})));
        let seen = page(&all, &World::default(), Mode::View);
        let expected = format!(
            "<div class=\"pb pb-{kind} pb-records\"><h2 class=\"pb-title\">For Ana Ray</h2><div class=\"pb-data\"><p>12 €</p></div></div>"
        );
        assert_eq!(seen, expected);
        let nothing = World {
            data: None,
            ..World::default()
        };
        assert_eq!(page(&all, &nothing, Mode::View), "");
        assert!(page(&all, &nothing, Mode::Edit).contains("pb-empty"));
    }
}

#[test]
fn what_a_reader_does_not_see_is_there_for_staff_alone() {
    let all = doc(json!([
        {"id": "h", "type": "heading", "v": 1, "props": {"text": words("secret")}, "show_if": "has_open_invoices"},
        {"id": "e", "type": "heading", "v": 1, "props": {"text": words("open")}, "show_if": "everyone"},
        {"id": "u", "type": "holo\"><script>", "v": 7, "props": {"x": 1}, "slots": {"s": [{"id": "ui", "type": "spacer", "v": 1}]}},
        {"id": "n", "type": "heading", "v": 99}, {"id": "i", "type": "heading", "v": 1, "props": {"level": "h9"}},
    ]));
    assert_eq!(
        page(&all, &World::default(), Mode::View),
        "<h2 class=\"pb pb-heading pb-align-start\"><span>open</span></h2>"
    );
    let edited = page(&all, &World::default(), Mode::Edit);
    assert!(
        edited.starts_with("<h2 class=\"pb pb-heading is-hidden pb-align-start\" data-bid=\"h\" data-why=\"Hidden: &quot;Acme&quot; has no open invoices.\">"),
        "{edited}"
    );
    for said in ["type is not known here", "from a newer version", "can't be read"] {
        assert!(edited.contains(said), "{said}: {edited}");
    }
    assert!(!edited.contains("holo"), "the name of an unknown type is nowhere");
}

#[test]
fn every_block_is_one_element_in_the_builder_however_empty_it_is() {
    for meta in REGISTRY {
        for props in [
            json!({}),
            Value::Object(domain::page::default_props(meta.kind).unwrap()),
        ] {
            for world in [
                World::default(),
                World {
                    values: BTreeMap::new(),
                    data: None,
                    lost: true,
                },
            ] {
                let all = doc(json!([{"id": "b", "type": meta.kind, "v": meta.version, "props": props}]));
                let edited = page(&all, &world, Mode::Edit);
                let roots: Vec<Element> = elements(&edited)
                    .into_iter()
                    .filter(|element| element.parent.is_none())
                    .collect();
                assert_eq!(roots.len(), 1, "{edited}");
                assert_eq!(roots[0].attr("data-bid"), Some("b"));
                let class = roots[0].attr("class").unwrap();
                assert!(
                    format!("{class} ").starts_with(&format!("pb pb-{} ", meta.kind)),
                    "{class}"
                );
                assert!(
                    !edited.contains(" style=") && !edited.contains("<iframe") && !edited.contains(" href="),
                    "{edited}"
                );
                // A reader gets one element or none.
                let seen = page(&all, &world, Mode::View);
                assert!(
                    elements(&seen)
                        .iter()
                        .filter(|element| element.parent.is_none())
                        .count()
                        <= 1,
                    "{seen}"
                );
                assert!(!seen.contains("pb-empty"), "{seen}");
            }
        }
    }
}
