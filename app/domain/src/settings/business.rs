//! The business behind the portal: what documents print, and how they are numbered.

use crate::{
    bank::Iban,
    company::{self, Address},
    form::{self, FieldErrors},
    invoice::{
        calculation::TaxRounding,
        number::{NumberPattern, Reset},
    },
    locale::Locale,
    money::Currency,
};
use serde::{Deserialize, Serialize};

/// The business's details, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BusinessForm {
    /// Trading name.
    pub name: String,
    /// Registered name.
    pub legal_name: String,
    /// Address for questions, also the reply address of mails.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// Web address.
    pub website: String,
    /// VAT or other tax number.
    pub tax_id: String,
    /// Number in the commercial register.
    pub registration_number: String,
    /// First address line.
    pub address_line1: String,
    /// Second address line.
    pub address_line2: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// State, province or county.
    pub state: String,
    /// Country.
    pub country: String,
    /// Name of the bank.
    pub bank_name: String,
    /// International bank account number (ISO 13616).
    pub iban: String,
    /// Bank identifier code (ISO 9362).
    pub bic: String,
    /// Currency of new companies.
    pub currency: String,
    /// IANA time zone in which days begin and end.
    pub timezone: String,
    /// Language of clients who chose none.
    pub locale: String,
    /// `per_group` or `per_line`.
    pub tax_rounding: String,
    /// How invoices are numbered.
    pub invoice_pattern: String,
    /// How credit notes are numbered.
    pub credit_note_pattern: String,
    /// `never`, `yearly` or `monthly`.
    pub number_reset: String,
    /// The version that was opened.
    pub version: i64,
}

/// Checked business details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessSettings {
    /// Trading name.
    pub name: String,
    /// Registered name or empty.
    pub legal_name: String,
    /// E-mail address or empty.
    pub email: String,
    /// Telephone number or empty.
    pub phone: String,
    /// Web address or empty.
    pub website: String,
    /// Tax number or empty.
    pub tax_id: String,
    /// Register number or empty.
    pub registration_number: String,
    /// Postal address.
    pub address: Address,
    /// Name of the bank or empty.
    pub bank_name: String,
    /// Bank account, if any.
    pub iban: Option<Iban>,
    /// Bank identifier or empty.
    pub bic: String,
    /// Currency of new companies.
    pub currency: Currency,
    /// IANA time zone; checked against the time zone database by the backend.
    pub timezone: String,
    /// Language of clients who chose none.
    pub locale: Locale,
    /// Where tax is rounded.
    pub tax_rounding: TaxRounding,
    /// How invoices are numbered.
    pub invoice_pattern: NumberPattern,
    /// How credit notes are numbered.
    pub credit_note_pattern: NumberPattern,
    /// When numbers start again at one.
    pub number_reset: Reset,
}

impl BusinessForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<BusinessSettings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors
            .take("name", form::required_line(&self.name, 160))
            .unwrap_or_default();
        let legal_name = errors
            .take("legal_name", form::line(&self.legal_name, 160))
            .unwrap_or_default();
        let email = errors.take("email", form::email(&self.email)).unwrap_or_default();
        let phone = errors
            .take("phone", form::line(&self.phone, 40))
            .unwrap_or_default();
        let website = errors
            .take("website", form::web_address(&self.website))
            .unwrap_or_default();
        let tax_id = errors
            .take("tax_id", form::line(&self.tax_id, 40))
            .unwrap_or_default();
        let registration_number = errors
            .take("registration_number", form::line(&self.registration_number, 80))
            .unwrap_or_default();
        let address = company::check_address(
            &mut errors,
            [
                ("address_line1", &self.address_line1, 160),
                ("address_line2", &self.address_line2, 160),
                ("postal_code", &self.postal_code, 20),
                ("city", &self.city, 80),
                ("state", &self.state, 80),
                ("country", &self.country, 80),
            ],
        );
        let bank_name = errors
            .take("bank_name", form::line(&self.bank_name, 80))
            .unwrap_or_default();
        let iban = match self.iban.trim() {
            "" => None,
            text => errors.take("iban", text.parse::<Iban>()),
        };
        let bic = errors.take("bic", check_bic(&self.bic)).unwrap_or_default();
        let currency = errors.take("currency", self.currency.trim().parse());
        let timezone = errors
            .take("timezone", form::required_line(&self.timezone, 60))
            .unwrap_or_default();
        let locale = errors.take("locale", self.locale.trim().parse());
        let tax_rounding = errors.take("tax_rounding", self.tax_rounding.trim().parse());
        let invoice_pattern = errors.take("invoice_pattern", self.invoice_pattern.trim().parse());
        let credit_note_pattern = errors.take("credit_note_pattern", self.credit_note_pattern.trim().parse());
        let number_reset = errors.take("number_reset", self.number_reset.trim().parse::<Reset>());
        // A count that starts anew needs the period in its numbers, or they would repeat.
        let patterns: [(&str, &Option<NumberPattern>); 2] = [
            ("invoice_pattern", &invoice_pattern),
            ("credit_note_pattern", &credit_note_pattern),
        ];
        for (field, pattern) in patterns {
            if let (Some(pattern), Some(reset)) = (pattern, number_reset) {
                errors.take(field, pattern.check_reset(reset));
            }
        }
        match (
            currency,
            locale,
            tax_rounding,
            invoice_pattern,
            credit_note_pattern,
            number_reset,
        ) {
            (
                Some(currency),
                Some(locale),
                Some(tax_rounding),
                Some(invoice_pattern),
                Some(credit_note_pattern),
                Some(number_reset),
            ) if errors.is_empty() => Ok(BusinessSettings {
                name,
                legal_name,
                email,
                phone,
                website,
                tax_id,
                registration_number,
                address,
                bank_name,
                iban,
                bic,
                currency,
                timezone,
                locale,
                tax_rounding,
                invoice_pattern,
                credit_note_pattern,
                number_reset,
            }),
            _ => Err(errors),
        }
    }
}

/// A BIC has 8 or 11 letters and digits (ISO 9362).
fn check_bic(text: &str) -> Result<String, &'static str> {
    let bic = text.split_whitespace().collect::<String>().to_uppercase();
    let shape = matches!(bic.len(), 8 | 11)
        && bic.chars().all(|c| c.is_ascii_alphanumeric())
        && bic.chars().take(6).all(|c| c.is_ascii_alphabetic());
    if bic.is_empty() || shape {
        Ok(bic)
    } else {
        Err("Please enter a BIC of 8 or 11 letters and digits.")
    }
}

/// The business's settings page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessSettingsView {
    /// The stored values, as the form shows them.
    pub form: BusinessForm,
    /// The number that an invoice issued today would get.
    pub next_invoice: String,
    /// The number that a credit note issued today would get.
    pub next_credit_note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bics() {
        assert_eq!(check_bic("cobadeffxxx"), Ok("COBADEFFXXX".into()));
        assert!(check_bic("COBA").is_err());
        assert!(check_bic("12345678").is_err());
    }
}
