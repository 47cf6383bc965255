//! A comment on a proposal.

use sea_orm::entity::prelude::*;

/// A comment on a proposal.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_comment")]
pub struct Model {
    /// Which comment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// On which proposal.
    pub proposal_id: Uuid,
    /// About which version.
    pub no: i32,
    /// Section's key or empty.
    pub section: String,
    /// Whether only staff read it.
    pub internal: bool,
    /// `staff` or `contact`.
    pub author_kind: String,
    /// Who.
    pub author_id: Option<Uuid>,
    /// Who, by name.
    pub author_name: String,
    /// What was said.
    pub body: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
