use super::*;
use crate::{
    decimal::{Percent, UnitPrice},
    invoice::tax::TaxRate,
    money::Currency,
    page::rich_text::RichDoc,
    proposal::content::{Range, SectionKind},
};
use proptest::prelude::*;

fn item(key: &str, kind: ItemKind, price: i64) -> Item {
    Item {
        key: key.into(),
        kind,
        group: String::new(),
        name: key.to_uppercase(),
        description: String::new(),
        quantity: Quantity::ONE,
        unit: String::new(),
        unit_price: UnitPrice::whole(price).unwrap(),
        discount: Discount::None,
        tax: TaxRate::standard("VAT", Percent::whole(19).unwrap()),
        period: Period::Once,
        range: None,
    }
}

fn content(items: Vec<Item>) -> Content {
    Content {
        title: "T".into(),
        currency: Currency::EUR,
        prices_include_tax: false,
        sections: vec![Section {
            key: "s1".into(),
            kind: SectionKind::Pricing,
            heading: String::new(),
            body: RichDoc::default(),
            items,
            steps: Vec::new(),
        }],
    }
}

fn whole() -> Content {
    let mut hours = item("i2", ItemKind::Optional, 90);
    hours.range = Some(Range {
        min: Quantity::whole(5).unwrap(),
        max: Quantity::whole(40).unwrap(),
        step: Quantity::whole(5).unwrap(),
    });
    hours.quantity = Quantity::whole(10).unwrap();
    let mut care = item("i5", ItemKind::OptionalOn, 50);
    care.period = Period::Monthly;
    content(vec![
        item("i1", ItemKind::Fixed, 1_000),
        hours,
        item("i3", ItemKind::Choice, 100),
        item("i4", ItemKind::ChoiceOn, 200),
        care,
    ])
}

fn minor(selection: &Selection, content: &Content) -> (i64, Vec<(Period, i64)>) {
    let sums = selection.sums(content, TaxRounding::PerGroup).unwrap();
    let recurring = sums
        .recurring
        .iter()
        .map(|(period, totals)| (*period, totals.payable.minor))
        .collect();
    (sums.once.payable.minor, recurring)
}

#[test]
fn it_opens_with_what_is_preset_and_keeps_recurring_apart() {
    let content = whole();
    let opening = Selection::opening(&content);
    assert_eq!(
        minor(&opening, &content),
        (142_800, vec![(Period::Monthly, 5_950)])
    );
}

#[test]
fn ticking_choosing_and_counting_change_the_total() {
    let content = whole();
    let mut picked = Picked {
        seen: "1".into(),
        ..Picked::default()
    };
    picked.item.insert("i2".into(), "1".into());
    picked.group.insert("i3".into(), "i3".into());
    picked.quantity.insert("i2".into(), "20".into());
    let selection = Selection::read(&picked, &content).unwrap();
    // 1,000 + 20 × 90 + 100, and no care.
    assert_eq!(minor(&selection, &content), (345_100, Vec::new()));
    let fields = selection.fields(&content);
    assert!(fields.contains(&("pick[quantity][i2]".into(), "20".into())));
    assert!(fields.contains(&("pick[group][i3]".into(), "i3".into())));
}

#[test]
fn what_is_not_offered_is_refused() {
    let content = whole();
    let opening = Selection::opening(&content);
    let with = |key: &str| {
        let mut selection = opening.clone();
        selection.chosen.insert(key.into());
        selection.check(&content)
    };
    assert_eq!(with("i9"), Err(SelectionError::Unknown("i9".into())));
    // A fixed item is not to be chosen.
    assert_eq!(with("i1"), Err(SelectionError::Unknown("i1".into())));
    assert_eq!(with("i3"), Err(SelectionError::OneOf("i3".into())));
    let mut none = opening.clone();
    none.chosen.remove("i4");
    assert_eq!(none.check(&content), Err(SelectionError::OneOf("i3".into())));
    for (key, quantity, error) in [
        ("i2", 7, Some(SelectionError::Quantity("i2".into()))),
        ("i2", 45, Some(SelectionError::Quantity("i2".into()))),
        ("i1", 2, Some(SelectionError::Quantity("i1".into()))),
        ("i1", 1, None),
        ("zz", 1, Some(SelectionError::Unknown("zz".into()))),
    ] {
        let mut selection = opening.clone();
        selection
            .quantities
            .insert(key.into(), Quantity::whole(quantity).unwrap());
        assert_eq!(selection.check(&content).err(), error, "{key} {quantity}");
    }
    let mut picked = Picked {
        seen: "1".into(),
        ..Picked::default()
    };
    picked.quantity.insert("i2".into(), "many".into());
    assert!(matches!(
        Selection::read(&picked, &content),
        Err(SelectionError::Number(..))
    ));
}

#[test]
fn discounts_are_taken_off_and_shown() {
    let mut dear = item("i1", ItemKind::Fixed, 1_000);
    dear.discount = Discount::Percent(Percent::whole(10).unwrap());
    let content = content(vec![dear]);
    let sums = Selection::opening(&content)
        .sums(&content, TaxRounding::PerGroup)
        .unwrap();
    assert_eq!((sums.once.net.minor, sums.saved.minor), (90_000, 10_000));
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let kinds = prop::sample::select(ItemKind::ALL.to_vec());
    let periods = prop::sample::select(Period::ALL.to_vec());
    let one = (kinds, periods, 0_i64..5_000, 0_i64..=100, any::<bool>());
    prop::collection::vec(one, 0..12).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(at, (kind, period, price, discount, group))| Item {
                period,
                discount: Discount::Percent(Percent::whole(discount).unwrap()),
                group: if group { "G".into() } else { String::new() },
                ..item(&format!("i{at}"), kind, price)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn what_it_opens_with_is_always_offered(items in items()) {
        let content = content(items);
        let opening = Selection::opening(&content);
        prop_assert_eq!(opening.check(&content), Ok(()));
        // Its fields say the same.
        let mut picked = Picked { seen: "1".into(), ..Picked::default() };
        for (name, value) in opening.fields(&content) {
            let parts: Vec<&str> = name.split(['[', ']']).filter(|part| !part.is_empty()).collect();
            match parts.as_slice() {
                ["pick", "item", key] => { picked.item.insert((*key).into(), value); }
                ["pick", "group", key] => { picked.group.insert((*key).into(), value); }
                _ => {}
            }
        }
        prop_assert_eq!(Selection::read(&picked, &content), Ok(opening));
    }

    #[test]
    fn the_parts_make_the_whole(items in items(), ticks in prop::collection::vec(any::<bool>(), 12)) {
        let content = content(items);
        let mut selection = Selection::opening(&content);
        for ((_, item), tick) in content.items().zip(ticks) {
            if item.kind.is_optional() && tick {
                selection.chosen.insert(item.key.clone());
            } else if item.kind.is_optional() {
                selection.chosen.remove(&item.key);
            }
        }
        let sums = selection.sums(&content, TaxRounding::PerGroup).unwrap();
        let parts: i64 = sums.items.values().map(|money| money.minor).sum();
        let whole: i64 = Period::ALL.iter().filter_map(|period| sums.of(*period)).map(|totals| totals.subtotal.minor).sum();
        prop_assert_eq!(parts, whole);
        for totals in Period::ALL.iter().filter_map(|period| sums.of(*period)) {
            prop_assert_eq!(totals.total.minor, totals.net.minor + totals.tax.minor);
        }
        prop_assert!(sums.saved.minor >= 0);
    }

    #[test]
    fn no_selection_makes_it_panic(keys in prop::collection::btree_set("[a-z0-9]{0,3}", 0..5), raw in any::<i64>()) {
        let content = whole();
        let mut selection = Selection { chosen: keys, ..Selection::default() };
        selection.quantities.insert("i2".into(), Quantity::from_raw(raw));
        let _ = selection.sums(&content, TaxRounding::PerLine);
    }
}
