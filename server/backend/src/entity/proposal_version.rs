//! A version of a proposal.

use sea_orm::entity::prelude::*;

/// A version of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_version")]
pub struct Model {
    /// Which version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// Of which proposal.
    pub proposal_id: Uuid,
    /// Counted from 1.
    pub no: i32,
    /// Stored status.
    pub status: String,
    /// JSON of what was written, with merge tags.
    pub content: String,
    /// JSON of what was sent; empty for a draft.
    pub frozen: String,
    /// SHA-256 of that, or empty.
    pub hash: String,
    /// `per_group` or `per_line`, fixed when it is sent.
    pub tax_rounding: String,
    /// Last day on which it can be accepted.
    pub valid_until: Option<Date>,
    /// Who sent it.
    pub sent_by: Option<Uuid>,
    /// When it was sent.
    pub sent_at: Option<DateTimeUtc>,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
