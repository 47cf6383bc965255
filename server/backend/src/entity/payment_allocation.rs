//! What part of a payment settles which invoice; a refund adds a negative row.

use sea_orm::entity::prelude::*;

/// What part of a payment settles which invoice; a refund adds a negative row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_allocation")]
pub struct Model {
    /// Which allocation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose money.
    pub tenant_id: Uuid,
    /// Of which payment.
    pub payment_id: Uuid,
    /// For which invoice.
    pub invoice_id: Uuid,
    /// How much; negative for a refund.
    pub amount_minor: i64,
    /// When it was allocated.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
