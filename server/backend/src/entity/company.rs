//! A client organisation.

use sea_orm::entity::prelude::*;

/// A client organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "company")]
pub struct Model {
    /// Which company.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose client.
    pub tenant_id: Uuid,
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
    /// ISO 4217 code of new invoices.
    pub currency: String,
    /// Days from issue to due.
    pub payment_days: i32,
    /// Staff's notes.
    pub notes: String,
    /// Lower-case text that search looks in.
    pub search_key: String,
    /// When it was archived.
    pub archived_at: Option<DateTimeUtc>,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
