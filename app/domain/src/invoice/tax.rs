//! A tax as it stands on a line: name, rate and category.

use crate::decimal::Percent;
use crate::locale::Locale;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Why a line is taxed as it is: the VAT category codes of EN 16931 (UNTDID 5305).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TaxCategory {
    /// Taxed at the rate given.
    #[serde(rename = "S")]
    Standard,
    /// Taxed at zero per cent.
    #[serde(rename = "Z")]
    ZeroRated,
    /// Exempt from tax.
    #[serde(rename = "E")]
    Exempt,
    /// The buyer owes the tax.
    #[serde(rename = "AE")]
    ReverseCharge,
    /// Delivered to a business in another country of the European Union.
    #[serde(rename = "K")]
    IntraCommunity,
    /// Delivered outside the European Union.
    #[serde(rename = "G")]
    Export,
    /// Not subject to tax; also what a seller without tax uses.
    #[default]
    #[serde(rename = "O")]
    OutOfScope,
}

/// A category code that EN 16931 does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of the tax categories offered.")]
pub struct UnknownTaxCategory;

impl TaxCategory {
    /// Every category, in the order in which a choice offers them.
    pub const ALL: [Self; 7] = [
        Self::Standard,
        Self::ZeroRated,
        Self::Exempt,
        Self::ReverseCharge,
        Self::IntraCommunity,
        Self::Export,
        Self::OutOfScope,
    ];

    /// The code of UNTDID 5305, as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::ZeroRated => "Z",
            Self::Exempt => "E",
            Self::ReverseCharge => "AE",
            Self::IntraCommunity => "K",
            Self::Export => "G",
            Self::OutOfScope => "O",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Standard => "Taxed",
            Self::ZeroRated => "Zero-rated",
            Self::Exempt => "Exempt",
            Self::ReverseCharge => "Reverse charge",
            Self::IntraCommunity => "Intra-community supply",
            Self::Export => "Export",
            Self::OutOfScope => "No tax",
        }
    }

    /// The sentence that the invoice must carry when no tax is charged (EU VAT Directive, article 226).
    pub const fn reason(self, locale: Locale) -> Option<&'static str> {
        match (self, locale) {
            (Self::Standard | Self::OutOfScope, _) => None,
            (Self::ZeroRated, Locale::En) => Some("Zero-rated supply."),
            (Self::ZeroRated, Locale::De) => Some("Umsatz zum Steuersatz von 0 %."),
            (Self::Exempt, Locale::En) => Some("Exempt from VAT."),
            (Self::Exempt, Locale::De) => Some("Von der Umsatzsteuer befreit."),
            (Self::ReverseCharge, Locale::En) => Some("Reverse charge: the recipient is liable for the VAT."),
            (Self::ReverseCharge, Locale::De) => Some("Steuerschuldnerschaft des Leistungsempfängers."),
            (Self::IntraCommunity, Locale::En) => Some("Exempt intra-community supply."),
            (Self::IntraCommunity, Locale::De) => Some("Steuerfreie innergemeinschaftliche Lieferung."),
            (Self::Export, Locale::En) => Some("Exempt export supply."),
            (Self::Export, Locale::De) => Some("Steuerfreie Ausfuhrlieferung."),
        }
    }
}

impl fmt::Display for TaxCategory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for TaxCategory {
    type Err = UnknownTaxCategory;

    fn from_str(text: &str) -> Result<Self, UnknownTaxCategory> {
        Self::ALL
            .into_iter()
            .find(|category| category.as_str() == text)
            .ok_or(UnknownTaxCategory)
    }
}

/// A tax on a line. Lines whose three values agree form one tax group (EN 16931, BG-23).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaxRate {
    /// What the tax is called, as in `VAT`; empty only where there is no tax.
    pub name: String,
    /// How much of the base it is.
    pub rate: Percent,
    /// Why.
    pub category: TaxCategory,
}

impl TaxRate {
    /// No tax at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// A tax at a rate.
    pub fn standard(name: impl Into<String>, rate: Percent) -> Self {
        Self {
            name: name.into(),
            rate,
            category: TaxCategory::Standard,
        }
    }

    /// Whether a document need not mention it.
    pub fn is_none(&self) -> bool {
        self.rate.is_zero() && self.category == TaxCategory::OutOfScope
    }

    /// Whether rate and category fit: taxed means more than zero, everything else zero (BR-S-05, BR-Z-05, BR-E-05,
    /// BR-AE-05, BR-IC-05, BR-G-05, BR-O-05).
    pub const fn is_consistent(&self) -> bool {
        self.rate.in_bounds() && matches!(self.category, TaxCategory::Standard) != self.rate.is_zero()
    }
}
