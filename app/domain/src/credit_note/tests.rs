use super::*;
use crate::invoice::tax::TaxRate;
use crate::money::Currency;
use proptest::prelude::*;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn group(rate: &str, base: i64, tax: i64) -> TaxGroup {
    TaxGroup {
        tax: TaxRate::standard("VAT", rate.parse().unwrap()),
        base: eur(base),
        amount: eur(tax),
    }
}

fn parts(split: &CreditSplit) -> Vec<(i64, i64)> {
    split
        .groups
        .iter()
        .map(|group| (group.base.minor, group.amount.minor))
        .collect()
}

#[test]
fn the_form_asks_for_an_amount_and_a_reason() {
    let form = |amount: &str, full: bool, reason: &str| CreditNoteForm {
        amount: amount.into(),
        full,
        reason: reason.into(),
        version: 2,
    };
    assert_eq!(
        form("", true, "Returned")
            .validate(eur(500))
            .map(|draft| draft.amount),
        Ok(eur(500))
    );
    assert_eq!(
        form("5", false, "Returned")
            .validate(eur(500))
            .map(|draft| draft.amount),
        Ok(eur(500))
    );
    for (amount, full, reason, field) in [
        ("5.01", false, "x", "amount"),
        ("0", false, "x", "amount"),
        ("-1", false, "x", "amount"),
        ("", false, "x", "amount"),
        ("1", false, " ", "reason"),
        ("1", false, "\u{202E}", "reason"),
    ] {
        let errors = form(amount, full, reason).validate(eur(500)).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), [field], "{amount}");
    }
    assert!(
        form("", true, "x").validate(eur(0)).is_err(),
        "nothing is left to credit"
    );
}

#[test]
fn a_credit_is_split_over_taxes() {
    let left = [group("19", 10_000, 1_900), group("7", 5_000, 350)];
    let half = split_credit(eur(8_625), &left, eur(0)).unwrap();
    assert_eq!(parts(&half), [(5_000, 950), (2_500, 175)]);
    assert_eq!(
        (half.net, half.tax, half.rounding),
        (eur(7_500), eur(1_125), eur(0))
    );
    let cent = split_credit(eur(1), &left, eur(0)).unwrap();
    assert_eq!(parts(&cent), [(1, 0), (0, 0)]);
}

#[test]
fn cash_rounding_is_taken_back_last() {
    let left = [group("8.1", 1_000, 81)];
    let all = split_credit(eur(1_080), &left, eur(-1)).unwrap();
    assert_eq!((parts(&all), all.rounding), (vec![(1_000, 81)], eur(-1)));
    let up = split_credit(eur(1_083), &left, eur(4)).unwrap();
    assert_eq!((parts(&up), up.rounding), (vec![(1_000, 81)], eur(2)));
    assert!(split_credit(Money::new(1, Currency::USD), &left, eur(0)).is_err());
}

proptest! {
    #[test]
    fn credit_notes_cancel_an_invoice_to_the_cent(
        bases in prop::collection::vec((0_i64..1_000_000, 0_i64..300_000), 1..5),
        cuts in prop::collection::vec(1_i64..500_000, 0..5),
        rounding in -2_i64..=2,
    ) {
        let invoice: Vec<TaxGroup> =
            bases.iter().enumerate().map(|(at, (base, tax))| group(&(at + 1).to_string(), *base, *tax)).collect();
        let mut left = invoice.clone();
        let mut rounding_left = eur(rounding);
        let gross = |groups: &[TaxGroup]| groups.iter().map(|g| g.base.minor + g.amount.minor).sum::<i64>();
        for cut in cuts {
            let rest = gross(&left) + rounding_left.minor;
            if cut >= rest { break; }
            let split = split_credit(eur(cut), &left, rounding_left).unwrap();
            prop_assert_eq!(split.net.minor + split.tax.minor + split.rounding.minor, cut);
            for (taken, had) in split.groups.iter().zip(&left) {
                prop_assert!((0..=had.base.minor).contains(&taken.base.minor));
                prop_assert!((0..=had.amount.minor).contains(&taken.amount.minor));
            }
            left = remaining_groups(&left, &split.groups).unwrap();
            rounding_left = rounding_left.checked_sub(split.rounding).unwrap();
        }
        let rest = gross(&left) + rounding_left.minor;
        prop_assume!(rest > 0);
        let last = split_credit(eur(rest), &left, rounding_left).unwrap();
        prop_assert_eq!(&last.groups, &left);
        prop_assert_eq!(last.rounding, rounding_left);
    }
}
