//! Currencies of ISO 4217 with their number of decimals.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt, str::FromStr};

/// A currency code that ISO 4217 lists as in use (list one, 2026); metals, test and fund-of-funds codes are left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A code that is no currency in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose a currency by its three-letter code, like EUR.")]
pub struct UnknownCurrency;

/// Codes with no minor unit (ISO 4217, column "Minor unit").
const NO_DECIMALS: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
/// Codes with thousandths.
const THREE_DECIMALS: &str = "BHD IQD JOD KWD LYD OMR TND";
/// Codes with ten-thousandths.
const FOUR_DECIMALS: &str = "CLF UYW";
/// Codes with hundredths.
const TWO_DECIMALS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
    CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD \
    HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU \
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK \
    SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG \
    YER ZAR ZMW ZWG";

const BY_DECIMALS: [(&str, u32); 4] = [
    (TWO_DECIMALS, 2),
    (NO_DECIMALS, 0),
    (THREE_DECIMALS, 3),
    (FOUR_DECIMALS, 4),
];

/// Symbols that no other currency in common use shares. Dollars other than the US one show their code.
const SYMBOLS: [(Currency, &str); 11] = [
    (Currency::EUR, "€"),
    (Currency::USD, "$"),
    (Currency::GBP, "£"),
    (Currency::JPY, "¥"),
    (Currency(*b"INR"), "₹"),
    (Currency(*b"KRW"), "₩"),
    (Currency(*b"ILS"), "₪"),
    (Currency(*b"VND"), "₫"),
    (Currency(*b"UAH"), "₴"),
    (Currency(*b"PHP"), "₱"),
    (Currency(*b"TRY"), "₺"),
];

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");
    /// The United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// The pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// The Swiss franc.
    pub const CHF: Self = Self(*b"CHF");
    /// The yen: no decimals.
    pub const JPY: Self = Self(*b"JPY");
    /// The Kuwaiti dinar: three decimals.
    pub const KWD: Self = Self(*b"KWD");

    /// The code, as in `EUR`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// How many decimals the minor unit has (ISO 4217): JPY 0, EUR 2, KWD 3.
    pub fn exponent(self) -> u32 {
        BY_DECIMALS
            .iter()
            .find(|(codes, _)| lists(codes, self.as_str()))
            .map_or(2, |(_, exponent)| *exponent)
    }

    /// The symbol, for currencies that have one of their own.
    pub fn symbol(self) -> Option<&'static str> {
        SYMBOLS
            .iter()
            .find(|(currency, _)| *currency == self)
            .map(|(_, symbol)| *symbol)
    }

    /// Every currency, by code, for a choice.
    pub fn all() -> Vec<Self> {
        let codes = BY_DECIMALS
            .iter()
            .flat_map(|(codes, _)| codes.split_ascii_whitespace());
        let mut all: Vec<Self> = codes.filter_map(|code| code.parse().ok()).collect();
        all.sort_unstable();
        all
    }
}

/// Whether a list of codes, each followed by a space, contains this one.
fn lists(codes: &str, code: &str) -> bool {
    codes.split_ascii_whitespace().any(|listed| listed == code)
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// Reads a code in upper or lower case.
    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let bytes = <[u8; 3]>::try_from(text.trim().as_bytes()).map_err(|_| UnknownCurrency)?;
        let currency = Self(bytes.map(|byte| byte.to_ascii_uppercase()));
        let code = currency.as_str();
        let known = code.len() == 3 && BY_DECIMALS.iter().any(|(codes, _)| lists(codes, code));
        if known { Ok(currency) } else { Err(UnknownCurrency) }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}
