//! Money given back from a payment.

use sea_orm::entity::prelude::*;

/// Money given back from a payment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refund")]
pub struct Model {
    /// Which refund.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose money.
    pub tenant_id: Uuid,
    /// From which payment.
    pub payment_id: Uuid,
    /// How much.
    pub amount_minor: i64,
    /// Which day.
    pub refunded_on: Date,
    /// Why.
    pub reason: String,
    /// Which member of staff recorded it.
    pub created_by: Option<Uuid>,
    /// When it was recorded.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
