//! Money received from a company.

use sea_orm::entity::prelude::*;

/// Money received from a company.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment")]
pub struct Model {
    /// Which payment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose money.
    pub tenant_id: Uuid,
    /// From whom.
    pub company_id: Uuid,
    /// ISO 4217 code.
    pub currency: String,
    /// How much.
    pub amount_minor: i64,
    /// How much of it was given back.
    pub refunded_minor: i64,
    /// Method's key.
    pub method: String,
    /// Bank's or gateway's reference, or empty.
    pub reference: String,
    /// Staff's note.
    pub note: String,
    /// Which day.
    pub received_on: Date,
    /// `completed`, `partially_refunded` or `refunded`.
    pub status: String,
    /// Which member of staff recorded it.
    pub created_by: Option<Uuid>,
    /// Counts changes.
    pub version: i64,
    /// When it was recorded.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
