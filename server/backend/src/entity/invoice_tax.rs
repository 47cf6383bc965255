//! The tax of one group of lines of an invoice.

use sea_orm::entity::prelude::*;

/// The tax of one group of lines of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_tax")]
pub struct Model {
    /// Which group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose invoice.
    pub tenant_id: Uuid,
    /// Of which invoice.
    pub invoice_id: Uuid,
    /// Order, from 0.
    pub position: i32,
    /// Tax's name.
    pub name: String,
    /// Percent with 4 decimal places.
    pub rate: i64,
    /// Tax category's key.
    pub category: String,
    /// What is taxed.
    pub base_minor: i64,
    /// The tax.
    pub tax_minor: i64,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
