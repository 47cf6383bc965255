//! One line of the timelines; only ever added.

use sea_orm::entity::prelude::*;

/// One line of the timelines; only ever added.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    /// Which line.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose timeline.
    pub tenant_id: Uuid,
    /// About which company.
    pub company_id: Option<Uuid>,
    /// About which contact.
    pub contact_id: Option<Uuid>,
    /// About which invoice.
    pub invoice_id: Option<Uuid>,
    /// About which proposal.
    pub proposal_id: Option<Uuid>,
    /// About which contract.
    pub contract_id: Option<Uuid>,
    /// `staff`, `contact` or `system`.
    pub actor_kind: String,
    /// Who did it.
    pub actor_id: Option<Uuid>,
    /// Who did it, by name.
    pub actor_name: String,
    /// Verb's key.
    pub verb: String,
    /// What it was called then, or empty.
    pub object: String,
    /// A reason; never shown to clients.
    pub remark: String,
    /// Whether the client's timeline shows it.
    pub client_visible: bool,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
