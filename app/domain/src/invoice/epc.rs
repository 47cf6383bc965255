//! The text of a SEPA payment QR code: European Payments Council, EPC069-12 ("Quick Response Code: Guidelines to Enable
//! Data Capture for the Initiation of a SEPA Credit Transfer"), version 002.

use crate::bank::{Bic, Iban};
use crate::money::{Currency, Money};

/// The largest amount that a SEPA credit transfer carries, in cents: 999,999,999.99 euros.
const MAX_CENTS: i64 = 99_999_999_999;
/// The most characters of the receiver's name.
const MAX_NAME: usize = 70;
/// The most bytes of the receiver's name that always leave room for everything but the text.
const MAX_NAME_BYTES: usize = 250;
/// The most characters of the text for the receiver.
const MAX_TEXT: usize = 140;
/// The most bytes of the whole payload, so that the code stays readable (version 13, error correction M).
const MAX_BYTES: usize = 331;

/// Why there is no QR code for an amount; a page then shows the bank details alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EpcError {
    /// SEPA credit transfers are in euros.
    #[error("QR codes for bank transfers exist for amounts in euros only.")]
    NotEuro,
    /// From 0.01 to 999,999,999.99.
    #[error("This amount can't be put into a QR code for bank transfers.")]
    Amount,
    /// The receiver has no name.
    #[error("Enter the account holder's name to show a QR code for bank transfers.")]
    Name,
}

/// The payload for paying `amount` to an account, with `text` as the unstructured remittance information.
///
/// Over-long names and texts are cut, as the guideline's limits are about the form, not the meaning.
pub fn payload(
    name: &str,
    iban: &Iban,
    bic: Option<&Bic>,
    amount: Money,
    text: &str,
) -> Result<String, EpcError> {
    if amount.currency != Currency::EUR {
        return Err(EpcError::NotEuro);
    }
    if !(1..=MAX_CENTS).contains(&amount.minor) {
        return Err(EpcError::Amount);
    }
    let mut name = one_line(name, MAX_NAME);
    while name.len() > MAX_NAME_BYTES {
        name.pop();
    }
    if name.is_empty() {
        return Err(EpcError::Name);
    }
    let mut text = one_line(text, MAX_TEXT);
    let bic = bic.map_or("", Bic::as_str);
    // Purpose code and structured reference stay empty; what follows the text is left out.
    let head = format!(
        "BCD\n002\n1\nSCT\n{bic}\n{name}\n{iban}\nEUR{}\n\n\n",
        amount.to_plain()
    );
    while !text.is_empty() && head.len() + text.len() > MAX_BYTES {
        text.pop();
    }
    let payload = head + text.trim_end();
    Ok(payload.trim_end_matches('\n').to_owned())
}

/// One line without control characters, cut to so many characters.
fn one_line(text: &str, max: usize) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    clean
        .trim()
        .chars()
        .take(max)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iban() -> Iban {
        "DE89 3704 0044 0532 0130 00".parse().unwrap()
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn the_payload_is_line_for_line_that_of_the_guideline() {
        let bic: Bic = "COBADEFFXXX".parse().unwrap();
        let text = payload(
            "Müller & Söhne",
            &iban(),
            Some(&bic),
            eur(123_450),
            "INV-2026-00042",
        )
        .unwrap();
        assert_eq!(
            text,
            "BCD\n002\n1\nSCT\nCOBADEFFXXX\nMüller & Söhne\nDE89370400440532013000\nEUR1234.50\n\n\nINV-2026-00042"
        );
        assert_eq!(
            payload("A", &iban(), None, eur(1), "").unwrap(),
            "BCD\n002\n1\nSCT\n\nA\nDE89370400440532013000\nEUR0.01"
        );
    }

    #[test]
    fn limits() {
        let pay = |name: &str, amount, text: &str| payload(name, &iban(), None, amount, text);
        assert_eq!(
            pay("A", Money::new(100, Currency::USD), ""),
            Err(EpcError::NotEuro)
        );
        for minor in [0, -1, MAX_CENTS + 1, i64::MAX] {
            assert_eq!(pay("A", eur(minor), ""), Err(EpcError::Amount));
        }
        assert!(pay("A", eur(MAX_CENTS), "").unwrap().ends_with("EUR999999999.99"));
        assert_eq!(pay(" \n ", eur(1), ""), Err(EpcError::Name));
        let injected = pay("Eve\nDE00", eur(1), "x\r\ny").unwrap();
        assert_eq!(
            injected.lines().count(),
            11,
            "a line break in a value adds no line"
        );
        let long = pay(&"é".repeat(100), eur(1), &"株".repeat(200)).unwrap();
        assert!(long.len() <= MAX_BYTES);
        assert_eq!(
            long.lines().nth(5).map(|name| name.chars().count()),
            Some(MAX_NAME)
        );
    }
}
