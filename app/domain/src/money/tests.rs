use super::*;
use proptest::prelude::*;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

#[test]
fn currencies_are_those_of_iso_4217() {
    for (code, exponent) in [
        ("EUR", 2),
        ("JPY", 0),
        ("KWD", 3),
        ("CLF", 4),
        ("HUF", 2),
        ("ISK", 0),
        ("TND", 3),
    ] {
        let currency: Currency = code.parse().unwrap();
        assert_eq!((currency.as_str(), currency.exponent()), (code, exponent));
    }
    assert_eq!("eur".parse(), Ok(Currency::EUR));
    for bad in [
        "", "EU", "EURO", "XXX", "XAU", "DEM", "E R", "€", "ÄÖ", "EU\0", "R E",
    ] {
        assert_eq!(bad.parse::<Currency>(), Err(UnknownCurrency), "{bad:?}");
    }
    let all = Currency::all();
    assert!(
        all.len() > 150 && all.windows(2).all(|pair| pair[0] < pair[1]),
        "sorted, and none listed twice"
    );
    assert_eq!(
        serde_json::to_string(&eur(5)).unwrap(),
        r#"{"minor":5,"currency":"EUR"}"#
    );
    assert!(serde_json::from_str::<Money>(r#"{"minor":5,"currency":"ZZZ"}"#).is_err());
}

#[test]
fn currencies_never_mix_and_sums_never_wrap() {
    let yen = Money::new(1, Currency::JPY);
    assert_eq!(
        eur(1).checked_add(yen),
        Err(MoneyError::CurrencyMismatch(Currency::EUR, Currency::JPY))
    );
    assert!(eur(1).checked_sub(yen).is_err() && eur(1).compare(yen).is_err() && eur(1).smaller(yen).is_err());
    assert_eq!(eur(i64::MAX).checked_add(eur(1)), Err(MoneyError::Overflow));
    assert_eq!(eur(i64::MIN).checked_sub(eur(1)), Err(MoneyError::Overflow));
    assert_eq!(eur(i64::MIN).checked_neg(), Err(MoneyError::Overflow));
    assert_eq!(eur(3).checked_sub(eur(5)), Ok(eur(-2)));
    assert_eq!(Money::sum(Currency::EUR, [eur(1), eur(2)]), Ok(eur(3)));
    assert!(!eur(i64::MIN).in_bounds() && eur(MAX_MINOR).in_bounds() && !eur(MAX_MINOR + 1).in_bounds());
}

#[test]
fn amounts_are_read_as_typed() {
    for (text, minor) in [
        ("1,234.50", 123_450),
        ("1.234,50", 123_450),
        ("1234.5", 123_450),
        ("€ 12", 1_200),
        ("12 EUR", 1_200),
        ("-5", -500),
    ] {
        assert_eq!(Money::parse(text, Currency::EUR), Ok(eur(minor)), "{text}");
    }
    assert_eq!(Money::parse("1,234", Currency::EUR), Err(NumberError::Ambiguous));
    assert_eq!(
        Money::parse("1.005", Currency::EUR),
        Err(NumberError::TooManyDecimals(2))
    );
    assert_eq!(Money::parse("$5", Currency::EUR), Err(NumberError::NotANumber));
    assert_eq!(
        Money::parse("1.5", Currency::JPY),
        Err(NumberError::TooManyDecimals(0))
    );
    assert_eq!(Money::parse("1,234", Currency::JPY).map(|m| m.minor), Ok(1234));
    assert_eq!(Money::parse("1.234", Currency::KWD).map(|m| m.minor), Ok(1234));
    assert_eq!(
        Money::parse("100000000000.01", Currency::EUR),
        Err(NumberError::TooLarge)
    );
}

#[test]
fn amounts_are_written_for_their_reader() {
    let cad = Money::new(123_450, "CAD".parse().unwrap());
    for (money, en, de) in [
        (eur(123_450), "€1,234.50", "1.234,50\u{A0}€"),
        (eur(-5), "-€0.05", "-0,05\u{A0}€"),
        (cad, "CAD\u{A0}1,234.50", "1.234,50\u{A0}CAD"),
        (Money::new(1_234, Currency::JPY), "¥1,234", "1.234\u{A0}¥"),
        (
            Money::new(1_234, Currency::KWD),
            "KWD\u{A0}1.234",
            "1,234\u{A0}KWD",
        ),
    ] {
        assert_eq!(
            (
                money.format(Locale::En).as_str(),
                money.format(Locale::De).as_str()
            ),
            (en, de)
        );
    }
    assert_eq!(eur(123_450).format_in(NumberFormat::FR), "1\u{202F}234,50\u{A0}€");
    assert_eq!(
        (
            eur(-5).to_plain().as_str(),
            Money::new(7, Currency::JPY).to_plain().as_str()
        ),
        ("-0.05", "7")
    );
    assert_eq!(eur(i64::MIN).to_plain(), "-92233720368547758.08");
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        minor in -MAX_MINOR..=MAX_MINOR,
        code in prop::sample::select(vec!["EUR", "USD", "JPY", "KWD", "CLF", "CAD"]),
        numbers in prop::sample::select(vec![NumberFormat::EN, NumberFormat::DE, NumberFormat::FR, NumberFormat::ES]),
    ) {
        let money = Money::new(minor, code.parse().unwrap());
        let text = money.format_in(numbers);
        prop_assert_eq!(Money::parse_in(&text, money.currency, numbers), Ok(money), "{}", text);
        prop_assert_eq!(Money::parse(&money.to_plain(), money.currency), Ok(money));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,40}") {
        let _ = Money::parse(&text, Currency::EUR);
        let _ = Money::parse_in(&text, Currency::JPY, NumberFormat::FR);
    }
}
