//! The code that is mailed before a signature: whoever has only an open session, because a device was left behind or a link was
//! passed on, can't sign without the mailbox.
//!
//! As with the code at the gate (`access::code`): six digits, ten minutes, five tries, made when its mail is made, and kept only as a
//! keyed hash. One works for one place in one contract, in one session.

use super::{ceremony, refused_to};
use crate::{
    Backend,
    access::{code::six_digits, rate},
    entity::contract_code,
    error::Result,
    scope::{ClientScope, Reads, Rows, Scope, SystemScope},
    secret,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{ContactId, ContractId, RecipientId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, sea_query::Expr};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// How long a code works.
const LASTS: TimeDelta = TimeDelta::minutes(10);
/// How often a code may be tried.
const TRIES: i32 = 5;

/// What a code's mail is made from.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CodeParams {
    /// In which contract.
    pub contract: Uuid,
    /// For which place.
    pub recipient: Uuid,
    /// In which session.
    pub session: Uuid,
    /// On what.
    pub browser: String,
}

/// Mails a code to the contact who asks, for signing or approving this contract in this session.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when the contract is not theirs, [`crate::BackendError::Conflict`] when there is nothing to sign
/// (any more), [`crate::BackendError::TooMany`].
pub async fn request(
    backend: &Backend,
    scope: &ClientScope,
    hand: &super::Hand,
    id: ContractId,
) -> Result<()> {
    hit(backend, scope, id, rate::CONTRACT_CODE_MAIL).await?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let system = SystemScope::new(scope.tenant(), "a contact asks for a code");
    let (mut table, place) = ceremony::seated(&rows, &system, id).await?;
    table
        .signing
        .check_may_act(place)
        .map_err(refused_to(scope.locale()))?;
    let one = table.recipients[place].clone();
    let who = table.who(place, hand, scope.session().uuid());
    table.note(now, "code_requested", &who, json!(null));
    let all = rows.with(&system);
    let table = table.store(&all, now).await?;
    super::mails::code(&all, now, &table.row, &one, scope).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Counts a request for a code, or a try at one. Before the transaction: the count is kept, whatever comes of it.
pub(super) async fn hit(
    backend: &Backend,
    scope: &ClientScope,
    id: ContractId,
    rule: rate::Rule,
) -> Result<()> {
    if scope.only_looks() {
        return Err(crate::BackendError::Preview);
    }
    rate::hit(backend, rule, &format!("{}:{id}", scope.contact())).await
}

fn hash(backend: &Backend, id: Uuid, code: &str) -> [u8; 32] {
    backend
        .key()
        .hash("contract-code", &[id.as_bytes(), code.as_bytes()])
}

/// Makes a code, for its mail; an older one of this place and session stops working.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn mint(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    contact: ContactId,
    params: &CodeParams,
) -> Result<String> {
    let (id, code, now) = (Uuid::now_v7(), six_digits()?, backend.clock().now());
    rows.delete::<contract_code::Entity>(of(params.recipient, params.session))
        .await?;
    rows.insert::<contract_code::Entity>(contract_code::ActiveModel {
        id: Set(id),
        recipient_id: Set(params.recipient),
        contact_id: Set(contact.uuid()),
        session_id: Set(params.session),
        code_hash: Set(hash(backend, id, &code).to_vec()),
        tries: Set(0),
        created_at: Set(now),
        expires_at: Set(now + LASTS),
        used_at: Set(None),
        ..Default::default()
    })
    .await?;
    Ok(code)
}

fn of(recipient: Uuid, session: Uuid) -> sea_orm::sea_query::SimpleExpr {
    contract_code::Column::RecipientId
        .eq(recipient)
        .and(contract_code::Column::SessionId.eq(session))
}

/// Whether a code that still works was made for this place and session.
pub(super) async fn is_out<S: Reads<contract_code::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    recipient: RecipientId,
    session: Uuid,
) -> Result<bool> {
    let found = rows
        .find::<contract_code::Entity>()
        .filter(of(recipient.uuid(), session))
        .filter(contract_code::Column::UsedAt.is_null())
        .filter(contract_code::Column::ExpiresAt.gt(now))
        .filter(contract_code::Column::Tries.lt(TRIES))
        .count_up_to(1)
        .await?;
    Ok(found > 0)
}

/// Tries a code. A try counts, whatever comes of it: the caller commits. A right code is used up.
pub(super) async fn is_right(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    (recipient, contact, session): (Uuid, ContactId, Uuid),
    typed: &str,
) -> Result<bool> {
    let now = backend.clock().now();
    let found = rows
        .find::<contract_code::Entity>()
        .filter(of(recipient, session))
        .filter(contract_code::Column::ContactId.eq(contact.uuid()))
        .one()
        .await?;
    let Some(code) = found else { return Ok(false) };
    let counted = rows
        .update::<contract_code::Entity>()
        .filter(contract_code::Column::Id.eq(code.id))
        .filter(contract_code::Column::UsedAt.is_null())
        .filter(contract_code::Column::ExpiresAt.gt(now))
        .filter(contract_code::Column::Tries.lt(TRIES))
        .set(
            contract_code::Column::Tries,
            Expr::col(contract_code::Column::Tries).add(1),
        )
        .exec()
        .await?;
    if counted != 1 || !secret::equal(&code.code_hash, &hash(backend, code.id, typed)) {
        return Ok(false);
    }
    let used = rows
        .update::<contract_code::Entity>()
        .filter(contract_code::Column::Id.eq(code.id))
        .filter(contract_code::Column::UsedAt.is_null())
        .set(
            contract_code::Column::UsedAt,
            Expr::value(Some::<DateTime<Utc>>(now)),
        )
        .exec()
        .await?;
    Ok(used == 1)
}
