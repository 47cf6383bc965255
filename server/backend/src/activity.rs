//! The timelines: what happened is noted in the transaction in which it happens.

pub mod queries;

use crate::{
    entity::activity,
    error::Result,
    scope::{ClientScope, Rows, StaffScope, SystemScope, Writes},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::{ActorKind, Verb},
    ids::{ActivityId, CompanyId, ContactId, ContractId, InvoiceId, ProposalId},
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

/// Whoever can be named as the one who did something.
pub trait Actor {
    /// What kind, which id, and the name.
    fn actor(&self) -> (ActorKind, Option<Uuid>, String);
}

impl Actor for StaffScope {
    fn actor(&self) -> (ActorKind, Option<Uuid>, String) {
        (ActorKind::Staff, Some(self.user().uuid()), self.name().to_owned())
    }
}

impl Actor for ClientScope {
    fn actor(&self) -> (ActorKind, Option<Uuid>, String) {
        (
            ActorKind::Contact,
            Some(self.contact().uuid()),
            self.name().to_owned(),
        )
    }
}

impl Actor for SystemScope {
    fn actor(&self) -> (ActorKind, Option<Uuid>, String) {
        (ActorKind::System, None, "Portico".to_owned())
    }
}

/// Something that happened.
#[derive(Debug, Clone, Default)]
pub struct Happening {
    /// About which company.
    pub company: Option<CompanyId>,
    /// About which contact. Where one is named, only that contact's timeline shows the line to a client.
    pub contact: Option<ContactId>,
    /// About which invoice.
    pub invoice: Option<InvoiceId>,
    /// About which proposal.
    pub proposal: Option<ProposalId>,
    /// About which contract.
    pub contract: Option<ContractId>,
    /// What the object is called.
    pub object: String,
    /// A reason; never shown to clients.
    pub remark: String,
}

/// Adds a line to the timelines, in the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub async fn record<S: Actor + Writes<activity::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    verb: Verb,
    what: Happening,
) -> Result<()> {
    record_as(rows, now, rows.scope().actor(), verb, what).await
}

/// Adds a line in somebody else's name: a contact who is just signing in has no scope yet.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn record_as<S: Writes<activity::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    (kind, actor, name): (ActorKind, Option<Uuid>, String),
    verb: Verb,
    what: Happening,
) -> Result<()> {
    rows.insert::<activity::Entity>(activity::ActiveModel {
        id: Set(ActivityId::new().uuid()),
        company_id: Set(what.company.map(Uuid::from)),
        contact_id: Set(what.contact.map(Uuid::from)),
        invoice_id: Set(what.invoice.map(Uuid::from)),
        proposal_id: Set(what.proposal.map(Uuid::from)),
        contract_id: Set(what.contract.map(Uuid::from)),
        actor_kind: Set(kind.key().to_owned()),
        actor_id: Set(actor),
        actor_name: Set(name),
        verb: Set(verb.key().to_owned()),
        object: Set(what.object),
        remark: Set(what.remark),
        client_visible: Set(verb.client_sees()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
}
