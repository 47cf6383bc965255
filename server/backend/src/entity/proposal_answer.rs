//! A client's answer to a proposal; only ever added.

use sea_orm::entity::prelude::*;

/// A client's answer to a proposal; only ever added.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_answer")]
pub struct Model {
    /// Which answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// To which proposal.
    pub proposal_id: Uuid,
    /// To which version.
    pub no: i32,
    /// `accepted` or `declined`.
    pub kind: String,
    /// Who.
    pub contact_id: Uuid,
    /// The name as typed.
    pub name: String,
    /// The address as it was then.
    pub email: String,
    /// JSON of what was chosen, or empty.
    pub selection: String,
    /// What is paid once for it.
    pub total_minor: i64,
    /// The client's order number or empty.
    pub po_number: String,
    /// JSON of the signature or empty.
    pub signature: String,
    /// Which consent text.
    pub consent_version: String,
    /// That text as it was shown.
    pub consent: String,
    /// SHA-256 of what was answered.
    pub hash: String,
    /// Reason's key or empty.
    pub decline_reason: String,
    /// More about why.
    pub text: String,
    /// Browser and system.
    pub browser: String,
    /// Shortened network address.
    pub address: String,
    /// When.
    pub created_at: DateTimeUtc,
    /// When it was taken back by staff.
    pub reopened_at: Option<DateTimeUtc>,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
