//! Bank account numbers.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// An IBAN (ISO 13616) with a valid check number, kept without spaces and in upper case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Iban(String);

/// A BIC (ISO 9362) of 8 or 11 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bic(String);

/// Why an account number was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BankError {
    /// Not shaped like an IBAN.
    #[error("Please enter an IBAN, like DE89 3704 0044 0532 0130 00.")]
    NotAnIban,
    /// The wrong length for its country.
    #[error("An IBAN of this country has {0} characters.")]
    Length(usize),
    /// Mistyped: the check number (mod 97) does not fit.
    #[error("This IBAN contains a typing mistake: its check number does not fit.")]
    Checksum,
    /// Not shaped like a BIC.
    #[error("Please enter a BIC of 8 or 11 characters, like COBADEFFXXX.")]
    NotABic,
}

/// Lengths by country (SWIFT IBAN registry).
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 \
    DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 \
    JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 \
    PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 \
    VA22 VG24 XK20 YE30";

fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

impl Iban {
    /// Without spaces, as machines want it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as people read it.
    pub fn grouped(&self) -> String {
        let mut text = String::with_capacity(self.0.len() * 5 / 4);
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push(' ');
            }
            text.push(c);
        }
        text
    }
}

impl FromStr for Iban {
    type Err = BankError;

    fn from_str(text: &str) -> Result<Self, BankError> {
        let iban = compact(text);
        let bytes = iban.as_bytes();
        let shaped = (15..=34).contains(&bytes.len())
            && bytes.iter().all(u8::is_ascii_alphanumeric)
            && bytes.iter().take(2).all(u8::is_ascii_alphabetic)
            && bytes.iter().skip(2).take(2).all(u8::is_ascii_digit);
        if !shaped {
            return Err(BankError::NotAnIban);
        }
        let country = LENGTHS
            .split_ascii_whitespace()
            .find_map(|entry| entry.strip_prefix(iban.get(..2)?));
        if let Some(length) = country.and_then(|length| length.parse::<usize>().ok())
            && length != bytes.len()
        {
            return Err(BankError::Length(length));
        }
        // ISO 7064 MOD 97-10 over the number with its first four characters moved to the end.
        let rest = bytes
            .iter()
            .skip(4)
            .chain(bytes.iter().take(4))
            .fold(0_u32, |rest, byte| match byte {
                b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
                _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
            });
        if rest == 1 {
            Ok(Self(iban))
        } else {
            Err(BankError::Checksum)
        }
    }
}

impl Bic {
    /// As machines want it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Bic {
    type Err = BankError;

    fn from_str(text: &str) -> Result<Self, BankError> {
        let bic = compact(text);
        let bytes = bic.as_bytes();
        let shaped = matches!(bytes.len(), 8 | 11)
            && bytes.iter().all(u8::is_ascii_alphanumeric)
            && bytes.iter().skip(4).take(2).all(u8::is_ascii_alphabetic);
        if shaped {
            Ok(Self(bic))
        } else {
            Err(BankError::NotABic)
        }
    }
}

macro_rules! text_on_the_wire {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )+};
}

text_on_the_wire!(Iban, Bic);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans_are_checked() {
        let iban: Iban = " de89 3704 0044 0532 0130 00 ".parse().unwrap();
        assert_eq!(
            (iban.as_str(), iban.grouped().as_str()),
            ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00")
        );
        for good in [
            "GB82 WEST 1234 5698 7654 32",
            "FR14 2004 1010 0505 0001 3M02 606",
            "NO93 8601 1117 947",
        ] {
            assert!(good.parse::<Iban>().is_ok(), "{good}");
        }
        for (bad, error) in [
            ("DE89370400440532013001", BankError::Checksum),
            ("DE98370400440532013000", BankError::Checksum),
            ("DE8937040044053201300", BankError::Length(22)),
            ("", BankError::NotAnIban),
            ("1234567890123456", BankError::NotAnIban),
            ("DE89 3704 0044 0532 0130 0Ö", BankError::NotAnIban),
            ("ÄÖ89370400440532013000", BankError::NotAnIban),
        ] {
            assert_eq!(bad.parse::<Iban>(), Err(error), "{bad}");
        }
    }

    #[test]
    fn bics_are_checked() {
        assert_eq!("cobadeffxxx".parse::<Bic>().unwrap().as_str(), "COBADEFFXXX");
        for bad in ["", "COBADEF", "COBADEFFXX", "COBA1EFF", "COBADEFF\n1"] {
            assert_eq!(bad.parse::<Bic>(), Err(BankError::NotABic), "{bad}");
        }
    }
}
