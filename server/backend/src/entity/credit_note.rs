//! A document that reduces an issued invoice.

use sea_orm::entity::prelude::*;

/// A document that reduces an issued invoice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_note")]
pub struct Model {
    /// Which credit note.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose document.
    pub tenant_id: Uuid,
    /// Of which invoice.
    pub invoice_id: Uuid,
    /// To whom.
    pub company_id: Uuid,
    /// Taken at issue, never reused.
    pub number: String,
    /// `issued` or `applied`.
    pub status: String,
    /// ISO 4217 code.
    pub currency: String,
    /// When it was issued.
    pub issue_date: Date,
    /// Net part.
    pub net_minor: i64,
    /// Tax part.
    pub tax_minor: i64,
    /// What it takes off.
    pub total_minor: i64,
    /// JSON of the tax per group.
    pub taxes: String,
    /// Why.
    pub reason: String,
    /// Which member of staff made it.
    pub created_by: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
