//! Rules of the calculator and of settlement that hold for every document, found wanting by random ones.

#![allow(clippy::unwrap_used)]

use domain::decimal::{Percent, Quantity, UnitPrice};
use domain::invoice::{
    Calculation, CalculationError, CashRounding, Discount, InvoiceStatus, LineInput, Settlement, TaxCategory,
    TaxRate, TaxRounding, calculate,
};
use domain::money::{Currency, Money};
use proptest::prelude::*;

fn taxes() -> impl Strategy<Value = TaxRate> {
    let rates = [
        ("VAT", 190_000),
        ("VAT", 70_000),
        ("GST", 88_750),
        ("VAT", 10_000_000),
    ];
    prop_oneof![
        prop::sample::select(rates.to_vec())
            .prop_map(|(name, rate)| TaxRate::standard(name, Percent::from_raw(rate))),
        Just(TaxRate::none()),
        Just(TaxRate {
            name: "VAT".into(),
            rate: Percent::ZERO,
            category: TaxCategory::ReverseCharge
        }),
    ]
}

fn percentages() -> impl Strategy<Value = Discount> {
    prop_oneof![
        2 => Just(Discount::None),
        1 => Just(Discount::Percent(Percent::HUNDRED)),
        4 => (0..=Percent::HUNDRED.raw()).prop_map(|raw| Discount::Percent(Percent::from_raw(raw))),
    ]
}

fn lines(least: i64) -> impl Strategy<Value = LineInput> {
    (least..2_000_000, 0_i64..2_000_000_000, percentages(), taxes()).prop_map(
        |(quantity, price, discount, tax)| LineInput {
            quantity: Quantity::from_raw(quantity),
            unit_price: UnitPrice::from_raw(price),
            discount,
            tax,
        },
    )
}

/// Documents whose quantities are at least so much (raw); below zero are returns.
fn documents(least: i64) -> impl Strategy<Value = Calculation> {
    (
        prop::sample::select(vec!["EUR", "JPY", "KWD", "CHF"]),
        any::<bool>(),
        any::<bool>(),
        percentages(),
        prop::option::of(1_i64..200),
        prop::collection::vec(lines(least), 0..12),
    )
        .prop_map(
            |(currency, prices_include_tax, per_line, discount, step, lines)| Calculation {
                currency: currency.parse().unwrap(),
                prices_include_tax,
                rounding: if per_line {
                    TaxRounding::PerLine
                } else {
                    TaxRounding::PerGroup
                },
                discount,
                cash_rounding: step.map(|step| CashRounding { step }),
                lines,
            },
        )
}

fn minor(amounts: impl IntoIterator<Item = Money>) -> i64 {
    amounts.into_iter().map(|money| money.minor).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// EN 16931: BR-CO-10 (lines), BR-CO-14 (tax), BR-CO-15 (total), BR-CO-16 (payable), each to the cent.
    #[test]
    fn the_sums_of_a_document_agree(input in prop_oneof![documents(1), documents(-1_000_000)]) {
        let totals = match calculate(&input) {
            Err(CalculationError::NegativeTotal) if input.lines.iter().any(|line| line.quantity.raw() < 0) => {
                return Ok(());
            }
            other => other.unwrap(),
        };
        prop_assert!(totals.payable.minor >= 0 && totals.discount.minor >= 0);
        prop_assert_eq!(totals.lines.len(), input.lines.len());
        prop_assert_eq!(totals.subtotal.minor, minor(totals.lines.iter().copied()));
        prop_assert_eq!(totals.net.minor, minor(totals.tax_groups.iter().map(|group| group.base)));
        prop_assert_eq!(totals.tax.minor, minor(totals.tax_groups.iter().map(|group| group.amount)));
        prop_assert_eq!(totals.total.minor, totals.net.minor + totals.tax.minor);
        prop_assert_eq!(totals.payable.minor, totals.total.minor + totals.rounding.minor);
        let after_discount = totals.subtotal.minor - totals.discount.minor;
        let same = if input.prices_include_tax { totals.total.minor } else { totals.net.minor };
        prop_assert_eq!(same, after_discount);
        if let Some(CashRounding { step }) = input.cash_rounding {
            prop_assert_eq!(totals.payable.minor % step, 0);
            prop_assert!(totals.rounding.minor.abs() * 2 <= step);
        }
    }

    #[test]
    fn a_discount_never_makes_anything_negative(input in documents(1), fixed in 0_i64..=100) {
        let plain = calculate(&Calculation { discount: Discount::None, ..input.clone() }).unwrap();
        let amount = plain.subtotal.minor * fixed / 100;
        for discount in [input.discount, Discount::Amount(amount)] {
            let totals = calculate(&Calculation { discount, ..input.clone() }).unwrap();
            prop_assert!(totals.lines.iter().all(|net| net.minor >= 0));
            prop_assert!((0..=totals.subtotal.minor).contains(&totals.discount.minor));
            for (group, before) in totals.tax_groups.iter().zip(&plain.tax_groups) {
                prop_assert!(group.base.minor >= 0 && group.amount.minor >= 0, "{:?}", group);
                let gross = |g: &domain::invoice::TaxGroup| g.base.minor + g.amount.minor;
                prop_assert!(input.rounding == TaxRounding::PerLine || gross(group) <= gross(before));
            }
        }
        let nothing = Calculation { discount: Discount::Percent(Percent::HUNDRED), ..input };
        prop_assert!(calculate(&nothing).unwrap().total.is_zero());
    }

    /// BR-CO-17 without tolerance: the group's tax is within half a minor unit of base × rate.
    #[test]
    fn tax_is_the_rate_of_its_base(input in documents(1)) {
        let input = Calculation { rounding: TaxRounding::PerGroup, prices_include_tax: false, ..input };
        for group in calculate(&input).unwrap().tax_groups {
            let scale = i128::from(Percent::HUNDRED.raw());
            let exact = i128::from(group.base.minor) * i128::from(group.tax.rate.raw());
            prop_assert!((i128::from(group.amount.minor) * scale - exact).abs() * 2 <= scale);
        }
    }

    #[test]
    fn no_values_make_the_calculator_panic(
        quantity: i64, price: i64, rate: i64, discount: i64, step: i64, inclusive: bool, per_line: bool,
    ) {
        for currency in ["EUR", "JPY", "CLF"] {
            for discount in [Discount::Amount(discount), Discount::Percent(Percent::from_raw(discount))] {
                let line = LineInput {
                    quantity: Quantity::from_raw(quantity),
                    unit_price: UnitPrice::from_raw(price),
                    discount,
                    tax: TaxRate::standard("VAT", Percent::from_raw(rate)),
                };
                let _ = calculate(&Calculation {
                    currency: currency.parse().unwrap(),
                    prices_include_tax: inclusive,
                    rounding: if per_line { TaxRounding::PerLine } else { TaxRounding::PerGroup },
                    discount,
                    cash_rounding: Some(CashRounding { step }),
                    lines: vec![line.clone(), line],
                });
            }
        }
    }

    /// Any order of payments, refunds and credits keeps: balance − overpaid = total − paid + refunded − credited.
    #[test]
    fn the_balance_is_always_accounted_for(
        total in 1_i64..100_000,
        steps in prop::collection::vec((0_u8..4, 1_i64..60_000), 0..24),
    ) {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let mut status = InvoiceStatus::Draft.issue(eur(total)).unwrap();
        let mut money = Settlement::unpaid(eur(total));
        let mut open = total;
        for (kind, amount) in steps {
            let allowed = match kind {
                0 if status.check_payment(&money, eur(amount)).is_ok() => {
                    money.paid.minor += amount;
                    open -= amount;
                    true
                }
                1 if amount <= money.kept().unwrap().minor => {
                    money.refunded.minor += amount;
                    open += amount;
                    true
                }
                2 if status.check_credit(&money, eur(amount)).is_ok() => {
                    money.credited.minor += amount;
                    open -= amount;
                    true
                }
                3 => {
                    status = status.write_off().unwrap_or(status);
                    true
                }
                _ => false,
            };
            if !allowed { continue; }
            status = status.recomputed(&money).unwrap();
            let (balance, overpaid) = (money.balance().unwrap(), money.overpaid().unwrap());
            prop_assert_eq!(balance.minor - overpaid.minor, open);
            prop_assert!(balance.minor >= 0 && overpaid.minor >= 0 && balance.minor.min(overpaid.minor) == 0);
            prop_assert!(money.credited.minor <= total && money.refunded.minor <= money.paid.minor);
            let expected = match (money.credited.minor == total, open > 0) {
                (true, _) => vec![InvoiceStatus::Credited],
                (false, false) => vec![InvoiceStatus::Paid],
                (false, true) if money.paid == money.refunded => vec![InvoiceStatus::Sent, InvoiceStatus::Uncollectible],
                (false, true) => vec![InvoiceStatus::Partial, InvoiceStatus::Uncollectible],
            };
            prop_assert!(expected.contains(&status), "{} with {:?}", status, money);
            prop_assert_eq!(status.recomputed(&money), Ok(status), "recomputing changes nothing");
        }
    }

    #[test]
    fn decimals_read_back(raw in -Quantity::MAX_RAW..=Quantity::MAX_RAW, price in 0..=UnitPrice::MAX_RAW) {
        let (quantity, price) = (Quantity::from_raw(raw), UnitPrice::from_raw(price));
        prop_assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity));
        prop_assert_eq!(UnitPrice::parse(&price.to_string()), Ok(price));
    }
}
