//! A contract's log: only ever added to, each event chained to the one before.

use crate::{
    contract_chain::{self, Event, Hash, Link},
    entity::{contract, contract_event},
    error::{BackendError, Result},
    scope::{Reads, Rows, Writes},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};
use uuid::Uuid;

/// Who did something.
#[derive(Debug, Clone, Default)]
pub(super) struct Who {
    pub name: String,
    pub email: String,
    pub ip: String,
    pub user_agent: String,
    pub session: String,
}

impl Who {
    /// A member of staff.
    pub fn staff(scope: &crate::scope::StaffScope) -> Self {
        Self {
            name: scope.name().to_owned(),
            email: scope.email().to_owned(),
            session: scope.session().to_string(),
            ..Self::default()
        }
    }
}

/// Adds events that were chained to the contract's last one.
pub(super) async fn add<S: Writes<contract_event::Entity>>(
    rows: &Rows<'_, S>,
    contract: Uuid,
    before: &Hash,
    events: &[Link],
) -> Result<()> {
    let mut before = before;
    for link in events {
        let event = &link.event;
        let details = match &event.details {
            serde_json::Value::Null => String::new(),
            details => details.to_string(),
        };
        rows.insert::<contract_event::Entity>(contract_event::ActiveModel {
            contract_id: Set(contract),
            seq: Set(i64::from(event.seq)),
            at: Set(event.at),
            kind: Set(event.kind.clone()),
            actor: Set(event.actor.clone()),
            email: Set(event.email.clone()),
            ip: Set(event.ip.clone()),
            user_agent: Set(event.user_agent.clone()),
            session_id: Set(event.session.clone()),
            document_hash: Set(event.document_hash.clone()),
            details: Set(details),
            prev_hash: Set(contract_chain::hex(before)),
            hash: Set(contract_chain::hex(&link.hash)),
            ..Default::default()
        })
        .await?;
        before = &link.hash;
    }
    Ok(())
}

/// All events of a contract, in order.
pub(super) async fn read<S: Reads<contract_event::Entity>>(
    rows: &Rows<'_, S>,
    contract: Uuid,
) -> Result<Vec<Link>> {
    let found = rows
        .find::<contract_event::Entity>()
        .filter(contract_event::Column::ContractId.eq(contract))
        .order(contract_event::Column::Seq, Order::Asc)
        .all()
        .await?;
    found.into_iter().map(link).collect()
}

fn link(row: contract_event::Model) -> Result<Link> {
    let details = match row.details.as_str() {
        "" => serde_json::Value::Null,
        text => serde_json::from_str(text).map_err(BackendError::internal)?,
    };
    Ok(Link {
        event: Event {
            // A number that is none breaks the chain, which the reader is told.
            seq: u32::try_from(row.seq).unwrap_or_default(),
            at: row.at,
            kind: row.kind,
            actor: row.actor,
            email: row.email,
            ip: row.ip,
            user_agent: row.user_agent,
            session: row.session_id,
            document_hash: row.document_hash,
            details,
        },
        hash: contract_chain::from_hex(&row.hash).unwrap_or_default(),
    })
}

/// Whether a log is whole, up to the end that the contract's row knows.
pub(super) fn is_whole(row: &contract::Model, links: &[Link]) -> bool {
    super::table::head_of(row).is_ok_and(|head| contract_chain::check(row.id, links, Some(&head)).is_ok())
}
