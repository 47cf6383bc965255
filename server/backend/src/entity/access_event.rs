//! What a contact did in the portal, for staff.

use sea_orm::entity::prelude::*;

/// What a contact did in the portal, for staff.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_event")]
pub struct Model {
    /// Which event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose portal.
    pub tenant_id: Uuid,
    /// Who.
    pub contact_id: Uuid,
    /// In which session.
    pub session_id: Option<Uuid>,
    /// Kind's key.
    pub kind: String,
    /// Which invoice.
    pub invoice_id: Option<Uuid>,
    /// Which proposal.
    pub proposal_id: Option<Uuid>,
    /// What it was called then, or empty.
    pub object: String,
    /// Browser and system.
    pub browser: String,
    /// Shortened network address.
    pub address: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
