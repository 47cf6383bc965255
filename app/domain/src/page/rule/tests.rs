use super::*;
use crate::module::ModuleSet;
use serde_json::json;

fn acme() -> Facts {
    Facts {
        who: "Acme".to_owned(),
        contact: None,
        companies: vec!["0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b".parse().unwrap()],
        tags: vec!["0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1c".parse().unwrap()],
        modules: ModuleSet::of([Module::Invoices]),
        open_invoices: 0,
        overdue_invoices: 2,
        values: [
            ("company.city".to_owned(), RuleValue::Text("Köln".to_owned())),
            (
                "company.postal_code".to_owned(),
                RuleValue::Text("50667".to_owned()),
            ),
            ("company.balance".to_owned(), RuleValue::Number(1200.0)),
        ]
        .into(),
    }
}

fn rule(json: Value) -> Rule {
    serde_json::from_value(json).unwrap()
}

#[test]
fn hidden_blocks_say_why() {
    for (json, why) in [
        (json!("everyone"), None),
        (
            json!("has_open_invoices"),
            Some("Hidden: Acme has no open invoices."),
        ),
        (json!({"not": "has_open_invoices"}), None),
        (
            json!({"not": "has_overdue_invoices"}),
            Some("Hidden: Acme has 2 overdue invoices."),
        ),
        (
            json!({"companies": ["0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b"]}),
            None,
        ),
        (
            json!({"companies": []}),
            Some("Hidden: Acme is not one of the chosen companies."),
        ),
        (
            json!({"contacts": ["0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b"]}),
            Some("Hidden: Acme is not one of the chosen people."),
        ),
        (json!({"tags": ["0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1c"]}), None),
        (
            json!({"tags": ["0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1d"]}),
            Some("Hidden: Acme has none of the chosen tags."),
        ),
        (
            json!({"module": "activity"}),
            Some("Hidden: the module Activity is off."),
        ),
        (json!({"has_value": "company.city"}), None),
        (
            json!({"has_value": "company.phone"}),
            Some("Hidden: company.phone is empty for Acme."),
        ),
        (
            json!({"cmp": {"path": "company.city", "op": "is", "value": "köln"}}),
            None,
        ),
        (
            json!({"cmp": {"path": "company.balance", "op": "more", "value": 1200}}),
            Some("Hidden: company.balance is 1200 for Acme."),
        ),
        (
            json!({"cmp": {"path": "company.balance", "op": "less", "value": "many"}}),
            Some("Hidden: company.balance is 1200 for Acme."),
        ),
        (
            json!({"cmp": {"path": "company.balance", "op": "more", "value": "1199.50"}}),
            None,
        ),
        (
            json!({"cmp": {"path": "company.postal_code", "op": "is", "value": 50667}}),
            None,
        ),
        (
            json!({"cmp": {"path": "company.postal_code", "op": "contains", "value": 506}}),
            None,
        ),
        (
            json!({"cmp": {"path": "company.postal_code", "op": "less", "value": 50000}}),
            Some("Hidden: company.postal_code is “50667” for Acme."),
        ),
        (
            json!({"cmp": {"path": "company.phone", "op": "is_not", "value": "1"}}),
            None,
        ),
        (
            json!({"all": ["everyone", "has_open_invoices"]}),
            Some("Hidden: Acme has no open invoices."),
        ),
        (
            json!({"any": ["has_open_invoices", {"module": "activity"}]}),
            Some("Hidden: Acme has no open invoices, and the module Activity is off."),
        ),
        (
            json!({"any": ["has_open_invoices", "has_overdue_invoices"]}),
            None,
        ),
    ] {
        assert_eq!(rule(json.clone()).hidden(&acme()).as_deref(), why, "{json}");
    }
}

#[test]
fn what_is_not_known_is_kept_and_hides() {
    for json in [
        json!("hologram"),
        json!({"tag": "vip"}),
        json!({"all": ["everyone", {"tag": "vip"}]}),
        json!({"not": {"tag": "vip"}}),
        json!({"not": {"not": {"any": [{"tag": "vip"}, "has_open_invoices"]}}}),
        json!({"cmp": {"path": "company.balance", "op": "more", "value": 1, "in": "EUR"}}),
        json!({"all": []}),
        json!({"not": {"any": []}}),
        json!({"companies": ["not an id"]}),
        json!({"all": ["everyone"], "and": 1}),
    ] {
        let rule = rule(json.clone());
        assert!(!rule.shows(&acme()), "{json}");
        assert_eq!(serde_json::to_value(&rule).unwrap(), json);
        assert!(rule.check().is_err(), "{json}");
    }
    assert!(
        rule(json!({"any": ["has_overdue_invoices", {"tag": "vip"}]})).shows(&acme()),
        "one that holds is enough"
    );
}

#[test]
fn rules_are_bounded_and_have_words() {
    let deep = (0..7).fold(Rule::Everyone, |rule, _| Rule::Not(Box::new(rule)));
    assert_eq!(deep.check(), Err(RuleError::TooDeep));
    assert_eq!(
        Rule::All(vec![Rule::Everyone; 60]).check(),
        Err(RuleError::TooMany)
    );
    let rule = rule(json!({"all": ["has_open_invoices", {"not": {"module": "activity"}}]}));
    assert_eq!(rule.check(), Ok(()));
    assert_eq!(
        rule.words(),
        "those with open invoices, and not those with the module Activity"
    );
}
