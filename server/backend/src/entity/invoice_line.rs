//! A line of an invoice.

use sea_orm::entity::prelude::*;

/// A line of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_line")]
pub struct Model {
    /// Which line.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose invoice.
    pub tenant_id: Uuid,
    /// Of which invoice.
    pub invoice_id: Uuid,
    /// Order, from 0.
    pub position: i32,
    /// What is sold.
    pub description: String,
    /// Quantity, 4 decimal places.
    pub quantity: i64,
    /// Unit's name or empty.
    pub unit: String,
    /// Price of one, 6 decimal places.
    pub unit_price: i64,
    /// Discount, percent with 4 decimal places.
    pub discount_percent: i64,
    /// Tax's name or empty.
    pub tax_name: String,
    /// Percent with 4 decimal places.
    pub tax_rate: i64,
    /// Tax category's key.
    pub tax_category: String,
    /// The line's net (gross where prices include tax).
    pub net_minor: i64,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
