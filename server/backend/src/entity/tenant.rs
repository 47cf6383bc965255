//! A provider's workspace, with the business details that documents print.

use sea_orm::entity::prelude::*;

/// A provider's workspace, with the business details that documents print.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tenant")]
pub struct Model {
    /// Which tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Trading name.
    pub name: String,
    /// Registered name or empty.
    pub legal_name: String,
    /// Address for questions or empty.
    pub email: String,
    /// Telephone number or empty.
    pub phone: String,
    /// Web address or empty.
    pub website: String,
    /// Tax number or empty.
    pub tax_id: String,
    /// Register number or empty.
    pub registration_number: String,
    /// First address line.
    pub address_line1: String,
    /// Second address line.
    pub address_line2: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// State or province.
    pub state: String,
    /// Country.
    pub country: String,
    /// Bank's name.
    pub bank_name: String,
    /// IBAN without spaces, or empty.
    pub iban: String,
    /// BIC or empty.
    pub bic: String,
    /// ISO 4217 code of new companies.
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
    /// When the operator suspended it.
    pub suspended_at: Option<DateTimeUtc>,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column, Id);
