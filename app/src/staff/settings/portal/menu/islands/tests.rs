#![allow(clippy::unwrap_used)] // a test, though clippy does not see it behind two conditions

use super::*;
use domain::{
    menu::{CompanyChoice, Menu, Person, Reader},
    module::{Module, ModuleSet},
};
use serde_json::json;

fn editor(open: Option<&str>) -> String {
    let company = "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b".parse().unwrap();
    let menu = json!({ "items": [
        { "id": "invoices", "type": "module", "module": "invoices" },
        { "id": "more", "type": "group", "label": "More <b>", "children": [
            { "id": "help", "type": "link", "href": "https://help.example/?a=1&b=2", "label": "Help \"us\"", "new_tab": true },
        ]},
        { "id": "poll", "type": "poll" },
    ]});
    let view = MenuView {
        menu: Menu::read(&menu.to_string()).unwrap(),
        version: 7,
        modules: ModuleSet::of([Module::Invoices, Module::Activity]),
        pages: Vec::new(),
        companies: vec![CompanyChoice {
            id: company,
            name: "Müller & <Söhne>".into(),
        }],
        people: vec![Person {
            reader: Reader {
                contact: "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1c".parse().unwrap(),
                companies: vec![company],
                tags: vec![],
            },
            name: "Ann".into(),
            detail: "Müller & <Söhne>".into(),
        }],
        tags: vec![],
        more: false,
        others: Default::default(),
    };
    let owner = Owner::new();
    owner.with(|| {
        let open = open.and_then(ItemId::new);
        view! {
            <MenuEditor view typed=MenuChange::default() errors=FieldErrors::default() open seen=None/>
        }
        .to_html()
    })
}

#[test]
fn without_javascript_every_row_has_its_buttons() {
    let html = editor(None);
    for part in [
        "name=\"form[act]\" value=\"down\"",
        "name=\"form[act]\" value=\"in\"",
        "name=\"form[act]\" value=\"out\"",
        "name=\"form[act]\" value=\"delete\"",
        "name=\"form[place]\"",
        "value=\"more.0\"",
        "name=\"form[version]\" value=\"7\"",
        "href=\"/staff/settings/portal/menu?item=help\"",
        "Activity is on, but in no menu.",
        "from a newer version of Portico",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(
        html.contains("More &lt;b&gt;") && !html.contains("More <b>"),
        "{html}"
    );
}

#[test]
fn an_open_item_has_a_form_with_its_values() {
    let html = editor(Some("help"));
    for part in [
        "value=\"https://help.example/?a=1&amp;b=2\"",
        "value=\"Help &quot;us&quot;\"",
        "name=\"form[companies][]\"",
        "name=\"form[icon]\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("<Söhne>"), "{html}");
}
