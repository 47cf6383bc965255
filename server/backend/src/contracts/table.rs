//! A contract on the table: its row locked, all who take part, and what happens to them in one transaction.

use super::{
    Hand, changed_meanwhile,
    log::{self, Who},
    status,
};
use crate::{
    contract_chain::{Event, Head, Link, from_hex},
    entity::{
        activity, contact, contract, contract_event, contract_file, contract_recipient, idempotency, mail,
        portal, portal_image, staff_user, tenant,
    },
    error::{BackendError, Result},
    scope::{Reads, Rows, StaffScope, SystemScope, Writes},
};
use chrono::{DateTime, Utc};
use domain::{
    contract::{Seat, Signing},
    ids::ContractId,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, Order};
use uuid::Uuid;

/// Whoever may change contracts: staff, and the system for a client who was found to take part.
pub(super) trait Desk:
    Writes<contract::Entity>
    + Writes<contract_recipient::Entity>
    + Writes<contract_event::Entity>
    + Writes<contract_file::Entity>
    + Writes<idempotency::Entity>
    + Writes<activity::Entity>
    + Writes<mail::Entity>
    + Reads<contact::Entity>
    + Reads<portal::Entity>
    + Reads<staff_user::Entity>
    + Reads<portal_image::Entity>
    + Reads<tenant::Entity>
{
}

impl Desk for StaffScope {}
impl Desk for SystemScope {}

/// A contract that is being changed.
pub(super) struct Table {
    /// The row as it was read.
    before: contract::Model,
    /// The row as it will be stored.
    pub row: contract::Model,
    recipients_before: Vec<contract_recipient::Model>,
    /// Those who take part, in order.
    pub recipients: Vec<contract_recipient::Model>,
    /// The rules.
    pub signing: Signing,
    head: Head,
    events: Vec<Link>,
}

impl Table {
    /// Locks a contract and reads all who take part.
    ///
    /// # Errors
    /// [`BackendError::NotFound`] when there is none in reach.
    pub async fn lock<S: Desk>(rows: &Rows<'_, S>, id: ContractId) -> Result<Self> {
        let row = rows
            .find::<contract::Entity>()
            .filter(contract::Column::Id.eq(id.uuid()))
            .locked()
            .one()
            .await?
            .ok_or(BackendError::NotFound)?;
        let recipients = of(rows, row.id).await?;
        let signing = Signing {
            status: status(&row.status)?,
            order: row.signing_order.parse().map_err(BackendError::internal)?,
            seats: recipients.iter().map(seat).collect::<Result<_>>()?,
        };
        Ok(Self {
            head: head_of(&row)?,
            before: row.clone(),
            row,
            recipients_before: recipients.clone(),
            recipients,
            signing,
            events: Vec::new(),
        })
    }

    /// Goes on only if nothing has changed since that version.
    ///
    /// # Errors
    /// [`BackendError::Conflict`].
    pub fn check_version(&self, version: i64) -> Result<()> {
        if self.before.version == version {
            Ok(())
        } else {
            Err(changed_meanwhile())
        }
    }

    /// The place of a contact.
    pub fn place_of_contact(&self, contact: Uuid) -> Option<usize> {
        self.recipients
            .iter()
            .position(|one| one.contact_id == Some(contact))
    }

    /// The place of a member of staff.
    pub fn place_of_user(&self, user: Uuid) -> Option<usize> {
        self.recipients.iter().position(|one| one.user_id == Some(user))
    }

    /// Adds an event to the log.
    pub fn note(&mut self, now: DateTime<Utc>, kind: &str, who: &Who, details: serde_json::Value) {
        let event = Event {
            seq: 0,
            at: now,
            kind: kind.to_owned(),
            actor: who.name.clone(),
            email: who.email.clone(),
            ip: who.ip.clone(),
            user_agent: who.user_agent.clone(),
            session: who.session.clone(),
            document_hash: self.row.document_hash.clone(),
            details,
        };
        let (head, link) = self.head.append(event);
        self.head = head;
        self.events.push(link);
    }

    /// The one at a place as an actor of the log.
    pub fn who(&self, place: usize, hand: &Hand, session: Uuid) -> Who {
        let one = &self.recipients[place];
        Who {
            name: one.name.clone(),
            email: one.email.clone(),
            ip: hand.ip.clone(),
            user_agent: hand.user_agent.clone(),
            session: session.to_string(),
        }
    }

    /// Notes on somebody's place what they did, and from where.
    pub fn acted(&mut self, place: usize, now: DateTime<Utc>, hand: &Hand, session: Uuid) {
        let one = &mut self.recipients[place];
        one.acted_at = Some(now);
        one.ip = hand.ip.clone();
        one.user_agent = hand.user_agent.clone();
        one.session_id = Some(session);
    }

    /// Stores everything. The UPDATE carries the state and the version that were read.
    ///
    /// # Errors
    /// [`BackendError::Conflict`] when somebody else was faster; nothing is stored then.
    pub async fn store<S: Desk>(mut self, rows: &Rows<'_, S>, now: DateTime<Utc>) -> Result<Self> {
        for (one, seat) in self.recipients.iter_mut().zip(&self.signing.seats) {
            if one.sent_at.is_none() && seat.is_asked() {
                one.sent_at = Some(now);
            }
            one.status = seat.status.as_str().to_owned();
        }
        self.row.status = self.signing.status.as_str().to_owned();
        if self.row.closed_at.is_none() && self.signing.status.is_closed() {
            self.row.closed_at = Some(now);
        }
        self.row.event_count = i32::try_from(self.head.count).map_err(BackendError::internal)?;
        self.row.event_hash = crate::contract_chain::hex(&self.head.hash);
        self.row.version = self.before.version + 1;
        self.row.updated_at = now;
        let changed = rows
            .update::<contract::Entity>()
            .filter(contract::Column::Id.eq(self.before.id))
            .filter(contract::Column::Version.eq(self.before.version))
            .filter(contract::Column::Status.eq(self.before.status.as_str()))
            .set_row(contract::ActiveModel::from(self.row.clone()).reset_all())
            .exec()
            .await?;
        if changed != 1 {
            return Err(changed_meanwhile());
        }
        let pairs = self.recipients.iter().zip(&self.recipients_before);
        for (one, before) in pairs.filter(|(one, before)| one != before) {
            let changed = rows
                .update::<contract_recipient::Entity>()
                .filter(contract_recipient::Column::Id.eq(before.id))
                .filter(contract_recipient::Column::Status.eq(before.status.as_str()))
                .set_row(contract_recipient::ActiveModel::from(one.clone()).reset_all())
                .exec()
                .await?;
            if changed != 1 {
                return Err(changed_meanwhile());
            }
        }
        // Somebody who was added.
        for one in self.recipients.iter().skip(self.recipients_before.len()) {
            let row = contract_recipient::ActiveModel::from(one.clone()).reset_all();
            rows.insert::<contract_recipient::Entity>(row).await?;
        }
        let before = head_of(&self.before)?;
        log::add(rows, self.row.id, &before.hash, &self.events).await?;
        self.before = self.row.clone();
        self.recipients_before.clone_from(&self.recipients);
        self.events.clear();
        Ok(self)
    }
}

/// Where the log ends, as the contract's row says.
pub(super) fn head_of(row: &contract::Model) -> Result<Head> {
    if row.event_count == 0 {
        return Ok(Head::start(row.id));
    }
    Ok(Head {
        count: u32::try_from(row.event_count).map_err(BackendError::internal)?,
        hash: from_hex(&row.event_hash)
            .ok_or_else(|| BackendError::internal("a chain's end that is no hash"))?,
    })
}

/// Those who take part, in order.
pub(super) async fn of<S: Reads<contract_recipient::Entity>>(
    rows: &Rows<'_, S>,
    contract: Uuid,
) -> Result<Vec<contract_recipient::Model>> {
    rows.find::<contract_recipient::Entity>()
        .filter(contract_recipient::Column::ContractId.eq(contract))
        .order(contract_recipient::Column::Position, Order::Asc)
        .order(contract_recipient::Column::Id, Order::Asc)
        .all()
        .await
}

/// One who takes part, as the rules see them.
pub(super) fn seat(row: &contract_recipient::Model) -> Result<Seat> {
    Ok(Seat {
        role: row.role.parse().map_err(BackendError::internal)?,
        status: row.status.parse().map_err(BackendError::internal)?,
        countersigns: row.countersigns,
    })
}
