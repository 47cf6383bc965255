//! One who takes part in a contract.

use sea_orm::entity::prelude::*;

/// One who takes part in a contract.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_recipient")]
pub struct Model {
    /// Which place.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose contract.
    pub tenant_id: Uuid,
    /// Of which contract.
    pub contract_id: Uuid,
    /// The place in the order, from 0.
    pub position: i32,
    /// Role's key.
    pub role: String,
    /// Status's key.
    pub status: String,
    /// Signs for the provider, after everybody else.
    pub countersigns: bool,
    /// The contact, if it is one.
    pub contact_id: Option<Uuid>,
    /// The member of staff, if it is one.
    pub user_id: Option<Uuid>,
    /// The name; from the contact until something is signed.
    pub name: String,
    /// The address, likewise.
    pub email: String,
    /// Who named them in their place, or empty.
    pub named_by: String,
    /// When it became their turn.
    pub sent_at: Option<DateTimeUtc>,
    /// When they first opened it.
    pub opened_at: Option<DateTimeUtc>,
    /// When they signed, approved or declined.
    pub acted_at: Option<DateTimeUtc>,
    /// When the mailed code was given.
    pub code_at: Option<DateTimeUtc>,
    /// Which consent text they agreed to; 0 for none.
    pub consent_version: i32,
    /// What they signed with, as JSON, or empty.
    pub signature: String,
    /// Why they declined, or empty.
    pub reason: String,
    /// From which network address they acted, or empty.
    pub ip: String,
    /// With which browser, or empty.
    pub user_agent: String,
    /// In which session they acted.
    pub session_id: Option<Uuid>,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
