use super::*;
use crate::proposal::content::{ItemKind, Period};

pub(crate) fn item(name: &str, kind: ItemKind, price: &str) -> ItemForm {
    ItemForm {
        kind: kind.as_str().into(),
        name: name.into(),
        quantity: "1".into(),
        unit_price: price.into(),
        tax_name: "VAT".into(),
        tax_rate: "19".into(),
        ..ItemForm::default()
    }
}

fn form(items: Vec<ItemForm>) -> ProposalForm {
    ProposalForm {
        company_id: "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b".into(),
        title: "Relaunch".into(),
        currency: "EUR".into(),
        valid_until: "2026-03-31".into(),
        sections: vec![
            SectionForm {
                kind: "overview".into(),
                heading: "Overview".into(),
                body: "Dear {{contact.first_name}}".into(),
                ..SectionForm::default()
            },
            SectionForm {
                kind: "pricing".into(),
                items,
                ..SectionForm::default()
            },
        ],
        ..ProposalForm::default()
    }
}

#[test]
fn a_form_becomes_a_draft_and_comes_back() {
    let mut range = item("Hours", ItemKind::Optional, "90");
    (range.quantity, range.min, range.max, range.step) = ("10".into(), "5".into(), "40".into(), "5".into());
    let mut care = item("Care", ItemKind::OptionalOn, "49.90");
    care.period = "monthly".into();
    let form = form(vec![item("Design", ItemKind::Fixed, "1200"), range, care]);
    let draft = form.validate().unwrap();
    let keys: Vec<&str> = draft.content.items().map(|(_, item)| item.key.as_str()).collect();
    assert_eq!(keys.len(), 3);
    let again = ProposalForm {
        company_id: form.company_id.clone(),
        valid_until: form.valid_until.clone(),
        ..ProposalForm::from(&draft.content)
    };
    assert_eq!(again.validate().unwrap().content, draft.content);
    assert_eq!(draft.content.items().nth(2).unwrap().1.period, Period::Monthly);
}

#[test]
fn keys_stay_and_doubles_get_new_ones() {
    let mut first = item("A", ItemKind::Fixed, "1");
    first.key = "i7".into();
    let mut double = item("B", ItemKind::Fixed, "1");
    double.key = "i7".into();
    let mut odd = item("C", ItemKind::Fixed, "1");
    odd.key = "x\"><".into();
    let draft = form(vec![first, double, odd]).validate().unwrap();
    let keys: Vec<String> = draft.content.items().map(|(_, item)| item.key.clone()).collect();
    assert_eq!(keys[0], "i7");
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 3);
    assert!(keys.iter().all(|key| key.starts_with('i')), "{keys:?}");
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let mut wrong = item("", ItemKind::Fixed, "x");
    wrong.description = "Something".into();
    let mut range = item("Hours", ItemKind::Fixed, "90");
    (range.quantity, range.min, range.max) = ("2".into(), "5".into(), "4".into());
    let mut outside = item("Days", ItemKind::Fixed, "90");
    (outside.quantity, outside.min, outside.max) = ("2".into(), "5".into(), "9".into());
    let mut form = form(vec![wrong, range, outside]);
    form.title = " ".into();
    form.valid_until = "soon".into();
    let errors = form.validate().unwrap_err();
    for field in [
        "title",
        "valid_until",
        "sections.1.items.0.name",
        "sections.1.items.0.unit_price",
        "sections.1.items.1.max",
        "sections.1.items.2.quantity",
    ] {
        assert!(errors.get(field).is_some(), "{field}: {errors:?}");
    }
}

#[test]
fn blank_items_and_steps_are_dropped() {
    let mut form = form(vec![ItemForm::new(UsualTax::default())]);
    form.sections.push(SectionForm {
        kind: "timeline".into(),
        steps: vec![
            StepForm::default(),
            StepForm {
                when: "May".into(),
                what: "Launch".into(),
            },
        ],
        ..SectionForm::default()
    });
    let content = form.validate().unwrap().content;
    assert_eq!(content.items().count(), 0);
    assert_eq!(content.sections[2].steps.len(), 1);
    form.sections[2].steps[1].what.clear();
    assert!(
        form.validate()
            .unwrap_err()
            .get("sections.2.steps.1.what")
            .is_some()
    );
}

#[test]
fn too_much_is_refused() {
    let many = form(vec![item("A", ItemKind::Fixed, "1"); MAX_ITEMS + 1]);
    assert!(many.validate().unwrap_err().get("sections").is_some());
    let mut none = form(Vec::new());
    none.sections.clear();
    assert!(none.validate().unwrap_err().get("sections").is_some());
    let mut sections = form(Vec::new());
    sections.sections = vec![SectionForm::new(SectionKind::Terms, UsualTax::default()); MAX_SECTIONS + 1];
    assert!(sections.validate().is_err());
    let huge = form(vec![item("A", ItemKind::Fixed, "99999999999"); 3]);
    assert!(huge.validate().is_err());
}

#[test]
fn the_preview_adds_up_what_can_be_read() {
    let mut unfinished = item("B", ItemKind::Fixed, "");
    unfinished.name = "B".into();
    let form_now = form(vec![item("A", ItemKind::Fixed, "100"), unfinished.clone()]);
    let preview = form_now.preview(TaxRounding::PerGroup);
    assert_eq!(preview.items[1][0], Some(Money::new(10_000, Currency::EUR)));
    assert_eq!((preview.items[1][1], &preview.sums), (None, &None));
    let form_then = form(vec![
        item("A", ItemKind::Fixed, "100"),
        item("B", ItemKind::Optional, "50"),
    ]);
    let sums = form_then.preview(TaxRounding::PerGroup).sums.unwrap();
    assert_eq!(sums.once.total.minor, 11_900);
}
