use super::*;
use crate::invoice::tax::TaxCategory;

fn line(quantity: &str, unit_price: &str, tax: TaxRate) -> LineInput {
    LineInput {
        quantity: quantity.parse().unwrap(),
        unit_price: unit_price.parse().unwrap(),
        discount: Discount::None,
        tax,
    }
}

fn vat(rate: &str) -> TaxRate {
    TaxRate::standard("VAT", rate.parse().unwrap())
}

fn percent(text: &str) -> Discount {
    Discount::Percent(text.parse().unwrap())
}

fn document(lines: Vec<LineInput>) -> Calculation {
    Calculation {
        currency: Currency::EUR,
        prices_include_tax: false,
        rounding: TaxRounding::PerGroup,
        discount: Discount::None,
        cash_rounding: None,
        lines,
    }
}

/// Subtotal, discount, net, tax, total in plain numbers.
fn sums(input: &Calculation) -> [String; 5] {
    let totals = calculate(input).unwrap();
    [
        totals.subtotal,
        totals.discount,
        totals.net,
        totals.tax,
        totals.total,
    ]
    .map(Money::to_plain)
}

#[test]
fn the_example_of_the_design() {
    let input = document(vec![
        line("1", "33.335", vat("19")),
        line("1", "33.335", vat("19")),
        line("1", "33.335", vat("19")),
    ]);
    let totals = calculate(&input).unwrap();
    assert!(totals.lines.iter().all(|net| net.to_plain() == "33.34"));
    assert_eq!(sums(&input), ["100.02", "0.00", "100.02", "19.00", "119.02"]);
    // The same three on one line are rounded once: 3 × 33.335 = 100.005.
    assert_eq!(
        sums(&document(vec![line("3", "33.335", vat("19"))])),
        ["100.01", "0.00", "100.01", "19.00", "119.01"]
    );
}

#[test]
fn a_full_discount_leaves_nothing() {
    // 3 × 0.335 = 1.005 rounds to 1.01; 100 % of the unrounded amount would leave a cent.
    let mut full = line("3", "0.335", vat("19"));
    full.discount = percent("100");
    assert_eq!(
        sums(&document(vec![full])),
        ["0.00", "0.00", "0.00", "0.00", "0.00"]
    );
    let whole = Calculation {
        discount: percent("100"),
        ..document(vec![line("3", "0.335", vat("19")), line("1", "5", vat("7"))])
    };
    assert_eq!(sums(&whole), ["6.01", "6.01", "0.00", "0.00", "0.00"]);
}

#[test]
fn currencies_without_and_with_three_decimals() {
    let yen = Calculation {
        currency: Currency::JPY,
        ..document(vec![line("3", "33.5", vat("10"))])
    };
    assert_eq!(sums(&yen), ["101", "0", "101", "10", "111"]);
    let dinar = Calculation {
        currency: Currency::KWD,
        ..document(vec![line("3", "1.2345", vat("5"))])
    };
    assert_eq!(sums(&dinar), ["3.704", "0.000", "3.704", "0.185", "3.889"]);
}

#[test]
fn prices_that_include_tax() {
    let one = Calculation {
        prices_include_tax: true,
        ..document(vec![line("1", "119", vat("19"))])
    };
    assert_eq!(sums(&one), ["119.00", "0.00", "100.00", "19.00", "119.00"]);
    // 99.99 ÷ 1.19 = 84.0252…
    let odd = Calculation {
        prices_include_tax: true,
        ..document(vec![line("1", "99.99", vat("19"))])
    };
    assert_eq!(sums(&odd), ["99.99", "0.00", "84.03", "15.96", "99.99"]);
    let reduced = Calculation {
        discount: percent("10"),
        ..odd
    };
    assert_eq!(sums(&reduced), ["99.99", "10.00", "75.62", "14.37", "89.99"]);
}

#[test]
fn a_document_discount_is_split_over_the_groups() {
    let lines = vec![
        line("1", "100", vat("19")),
        line("1", "50", vat("7")),
        line("1", "50", TaxRate::none()),
    ];
    let input = Calculation {
        discount: Discount::Amount(1001),
        ..document(lines)
    };
    let totals = calculate(&input).unwrap();
    // Shares 5.01 (5.005 away from zero), 2.50 (2.5025), and the rest, 2.50.
    let bases: Vec<String> = totals
        .tax_groups
        .iter()
        .map(|group| group.base.to_plain())
        .collect();
    assert_eq!(bases, ["94.99", "47.50", "47.50"]);
    assert_eq!(sums(&input), ["200.00", "10.01", "189.99", "21.38", "211.37"]);
}

#[test]
fn tax_per_group_and_per_line_may_differ_by_cents() {
    let lines = || (0..3).map(|_| line("1", "0.13", vat("19"))).collect::<Vec<_>>();
    assert_eq!(sums(&document(lines()))[3], "0.07");
    let per_line = Calculation {
        rounding: TaxRounding::PerLine,
        ..document(lines())
    };
    assert_eq!(sums(&per_line)[3], "0.06");
    let with_discount = Calculation {
        discount: percent("50"),
        ..per_line
    };
    // 0.39 − 0.20 (0.195 away from zero) = 0.19.
    assert_eq!(sums(&with_discount)[1..3], ["0.20", "0.19"]);
}

#[test]
fn groups_keep_the_order_of_the_lines_and_join_only_equal_taxes() {
    let reverse = TaxRate {
        name: "VAT".into(),
        rate: Percent::ZERO,
        category: TaxCategory::ReverseCharge,
    };
    let other_name = TaxRate::standard("City tax", vat("19").rate);
    let input = document(vec![
        line("1", "1", vat("7")),
        line("1", "2", vat("19")),
        line("1", "4", other_name.clone()),
        line("1", "8", vat("7")),
        line("1", "16", reverse.clone()),
    ]);
    let groups = calculate(&input).unwrap().tax_groups;
    let seen: Vec<_> = groups
        .iter()
        .map(|group| (&group.tax, group.base.minor))
        .collect();
    assert_eq!(
        seen,
        [
            (&vat("7"), 900),
            (&vat("19"), 200),
            (&other_name, 400),
            (&reverse, 1600)
        ]
    );
}

#[test]
fn cash_rounding_stays_outside_the_tax_base() {
    let francs = |price: &str| Calculation {
        currency: Currency::CHF,
        cash_rounding: Some(CashRounding { step: 5 }),
        ..document(vec![line("1", price, vat("8.1"))])
    };
    for (price, total, rounding, payable) in [
        ("10", "10.81", "-0.01", "10.80"),
        ("10.02", "10.83", "0.02", "10.85"),
        ("0.01", "0.01", "-0.01", "0.00"),
    ] {
        let totals = calculate(&francs(price)).unwrap();
        assert_eq!(
            [totals.total, totals.rounding, totals.payable].map(Money::to_plain),
            [total, rounding, payable]
        );
    }
    let broken = Calculation {
        cash_rounding: Some(CashRounding { step: 0 }),
        ..francs("1")
    };
    assert_eq!(calculate(&broken), Err(CalculationError::CashRounding));
}

#[test]
fn returns_reduce_the_total_but_not_below_nothing() {
    let input = document(vec![line("2", "10", vat("19")), line("-1", "10", vat("19"))]);
    assert_eq!(sums(&input), ["10.00", "0.00", "10.00", "1.90", "11.90"]);
    let negative = document(vec![line("-1", "10", vat("19"))]);
    assert_eq!(calculate(&negative), Err(CalculationError::NegativeTotal));
}

#[test]
fn an_empty_document_comes_to_nothing() {
    let totals = calculate(&Calculation {
        discount: percent("10"),
        ..document(vec![])
    })
    .unwrap();
    assert!(totals.payable.is_zero() && totals.tax_groups.is_empty());
}

#[test]
fn what_cannot_be_added_up_is_an_error_not_a_panic() {
    let huge = LineInput {
        quantity: Quantity::from_raw(i64::MAX),
        ..line("1", "1", vat("19"))
    };
    let wide = LineInput {
        unit_price: UnitPrice::from_raw(i64::MIN),
        ..line("1", "1", vat("19"))
    };
    let long = line("1000000000", "100000000000", vat("19"));
    for bad in [huge, wide, long] {
        let input = document(vec![line("1", "1", vat("19")), bad]);
        let error = calculate(&input).unwrap_err();
        assert_eq!(
            (error, error.field().as_str()),
            (CalculationError::LineTooLarge(1), "lines.1.unit_price")
        );
    }
    let largest = || line("1", "100000000000", vat("19"));
    assert_eq!(
        calculate(&document(vec![largest()])),
        Err(CalculationError::TotalTooLarge)
    );
    let many = (0..200)
        .map(|_| line("1", "100000000000", TaxRate::none()))
        .collect();
    assert_eq!(calculate(&document(many)), Err(CalculationError::TotalTooLarge));

    for (discount, error) in [
        (percent("100.0001"), CalculationError::Discount),
        (
            Discount::Percent(Percent::from_raw(-1)),
            CalculationError::Discount,
        ),
        (
            Discount::Percent(Percent::from_raw(i64::MAX)),
            CalculationError::Discount,
        ),
        (Discount::Amount(101), CalculationError::Discount),
        (Discount::Amount(-1), CalculationError::Discount),
        (Discount::Amount(i64::MIN), CalculationError::Discount),
    ] {
        let input = Calculation {
            discount,
            ..document(vec![line("1", "1", vat("19"))])
        };
        assert_eq!(calculate(&input), Err(error), "{discount:?}");
        let mut reduced = line("1", "1", vat("19"));
        reduced.discount = discount;
        assert_eq!(
            calculate(&document(vec![reduced])),
            Err(CalculationError::LineDiscount(0)),
            "{discount:?}"
        );
    }
    let wrong = TaxRate {
        category: TaxCategory::Exempt,
        ..vat("19")
    };
    assert_eq!(
        calculate(&document(vec![line("1", "1", wrong)])),
        Err(CalculationError::LineTax(0))
    );
    let zero = TaxRate {
        rate: Percent::ZERO,
        ..vat("19")
    };
    assert_eq!(
        calculate(&document(vec![line("1", "1", zero)])),
        Err(CalculationError::LineTax(0))
    );
}

#[test]
fn what_is_stored_comes_back() {
    for discount in [Discount::None, percent("12.5"), Discount::Amount(250)] {
        assert_eq!(Discount::from_stored(discount.kind(), discount.raw()), discount);
    }
    for rounding in [TaxRounding::PerGroup, TaxRounding::PerLine] {
        assert_eq!(rounding.as_str().parse(), Ok(rounding));
    }
    let totals = calculate(&document(vec![line("1", "1", vat("19"))])).unwrap();
    let json = serde_json::to_string(&totals).unwrap();
    assert_eq!(serde_json::from_str::<Totals>(&json).unwrap(), totals);
}
