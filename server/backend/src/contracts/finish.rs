//! The document as a file: as it was sent, and sealed once everybody has done their part. All calls to what draws and seals PDFs
//! are here.

use super::{
    log::{self, Who},
    mails, paper,
    table::{self, Desk, Table},
};
use crate::{
    Backend,
    client_documents::{Looks, in_background},
    clock::date_in,
    contract_chain::hex,
    copy,
    documents::{Certificate, ContractPaper, Proof, Signer, completed_contract_pdf, contract_pdf},
    entity::{contract, contract_file, contract_recipient, staff_user, tenant},
    error::{BackendError, Result},
    scope::{Rows, Scope, StaffScope, SystemScope},
    seal::{self, Sealed},
    secret::sha256_hex,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    contract::ContractStatus,
    ids::{ContractId, TenantId},
    invoice::view::Party,
    locale::Locale,
    page::rich_text::RichDoc,
    signature::Signature,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// How often is looked for what is to be sealed.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Whoever took a contract has so long; then another process tries.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// So many contracts are looked up at once.
const BATCH: u64 = 50;
/// After so many failures in a row it is tried once a day.
const OFTEN: i32 = 8;

/// The document that is sent.
pub(super) struct Original {
    /// Its SHA-256 in hex.
    pub hash: String,
    /// The PDF.
    pdf: Vec<u8>,
}

/// What a contract's pages are made from, owned, so that it can go to another thread.
struct Pages {
    looks: Looks,
    locale: Locale,
    seller: Party,
    buyer: Party,
    id: Uuid,
    number: String,
    title: String,
    date: NaiveDate,
    facts: Vec<(String, String)>,
    body: RichDoc,
}

impl Pages {
    async fn of<S: Desk>(rows: &Rows<'_, S>, row: &contract::Model) -> Result<Self> {
        let tenant = rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?;
        let paper = paper::frozen(row)?;
        let locale: Locale = row.locale.parse().unwrap_or_default();
        let day = |day: Option<NaiveDate>| day.map(|day| locale.format_date(day));
        let facts = [
            ("contract-from", day(paper.start_date)),
            ("contract-to", day(paper.end_date)),
            ("contract-value", paper.value.map(|value| value.format(locale))),
        ];
        let facts = facts
            .into_iter()
            .filter_map(|(key, value)| Some((copy::text(locale, key), value?)))
            .collect();
        Ok(Self {
            looks: Looks::of(rows).await?,
            locale,
            body: paper.text(),
            seller: paper.provider,
            buyer: paper.client,
            id: row.id,
            number: paper.number.unwrap_or_default(),
            title: paper.title,
            date: date_in(row.sent_at.unwrap_or(row.created_at), &tenant.timezone),
            facts,
        })
    }

    fn draw(&self, draw: impl FnOnce(&ContractPaper<'_>) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        draw(&ContractPaper {
            brand: &self.looks.brand(),
            locale: self.locale,
            seller: &self.seller,
            buyer: &self.buyer,
            id: self.id,
            number: &self.number,
            version: 1,
            title: &self.title,
            date: self.date,
            facts: &self.facts,
            body: &self.body,
            draft: false,
        })
    }
}

/// Draws the document that is sent.
pub(super) async fn original(rows: &Rows<'_, StaffScope>, row: &contract::Model) -> Result<Original> {
    let pages = Pages::of(rows, row).await?;
    let pdf = in_background(move || pages.draw(contract_pdf)).await?;
    Ok(Original {
        hash: sha256_hex(&pdf),
        pdf,
    })
}

/// Keeps the document as it was sent.
pub(super) async fn keep_original(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    id: ContractId,
    original: Original,
) -> Result<()> {
    keep(rows, now, id, "original", original.hash, original.pdf).await
}

/// Notes, in the transaction of the last part that was done, that the contract is completed and to be sealed.
pub(super) fn completed(table: &mut Table, now: DateTime<Utc>) {
    table.row.completed_at = Some(now);
    table.row.seal_at = Some(now);
    table.row.remind_at = None;
    table.note(now, "completed", &Who::default(), json!(null));
}

/// Seals what is to be sealed until `stopping` turns true. Several processes may do so at once.
pub async fn run(backend: Backend, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = run_due(&backend).await {
            tracing::error!(%error, "contracts to seal could not be looked up");
        }
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Seals what is to be sealed now; says how many contracts this process sealed.
///
/// # Errors
/// When they can't be looked up. What goes wrong with one of them is logged, and tried again later.
pub async fn run_due(backend: &Backend) -> Result<usize> {
    let mut sealed = 0;
    for (tenant, id) in due(backend).await? {
        match finish(backend, tenant, id).await {
            Ok(true) => sealed += 1,
            Ok(false) => {}
            Err(error) => tracing::error!(%tenant, contract = %id, %error, "a contract could not be sealed"),
        }
    }
    Ok(sealed)
}

fn is_due(now: DateTime<Utc>) -> Condition {
    Condition::all().add(contract::Column::SealAt.lte(now))
}

#[allow(clippy::disallowed_methods)] // the job serves every tenant; a contract once found is handled in its tenant's scope
async fn due(backend: &Backend) -> Result<Vec<(TenantId, ContractId)>> {
    let found: Vec<(Uuid, Uuid)> = contract::Entity::find()
        .select_only()
        .column(contract::Column::TenantId)
        .column(contract::Column::Id)
        .filter(is_due(backend.clock().now()))
        .order_by_asc(contract::Column::SealAt)
        .limit(BATCH)
        .into_tuple()
        .all(backend.db().reader())
        .await?;
    Ok(found
        .into_iter()
        .map(|(tenant, id)| (tenant.into(), id.into()))
        .collect())
}

/// Takes a contract for this process: the conditions stand in the statement that takes it, so of two one changes the row. What is
/// tried often comes back more rarely.
async fn take(backend: &Backend, scope: &SystemScope, id: ContractId) -> Result<bool> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = rows.get::<contract::Entity>(id.uuid()).await?;
    let pause = if row.seal_tries >= OFTEN {
        TimeDelta::days(1)
    } else {
        LEASE
    };
    let taken = rows
        .update::<contract::Entity>()
        .filter(contract::Column::Id.eq(id.uuid()))
        .filter(is_due(now))
        .set(contract::Column::SealAt, Expr::value(Some(now + pause)))
        .set(
            contract::Column::SealTries,
            Expr::value(row.seal_tries.saturating_add(1)),
        )
        .exec()
        .await?;
    rows.commit().await?;
    Ok(taken == 1)
}

async fn finish(backend: &Backend, tenant: TenantId, id: ContractId) -> Result<bool> {
    let scope = SystemScope::new(tenant, "a completed contract is sealed");
    if !take(backend, &scope, id).await? {
        return Ok(false);
    }
    let sealed = make_sealed(backend, &scope, id).await?;
    let now = backend.clock().now();
    let rows = backend.begin(&scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    if table.row.seal_at.is_none() || table.signing.status != ContractStatus::Completed {
        return Ok(false);
    }
    table.row.seal_at = None;
    let hash = hex(&sealed.sha256);
    table.row.sealed_hash.clone_from(&hash);
    table.note(now, "sealed", &Who::default(), json!({ "sha256": hash }));
    let title = paper::called(&table.row);
    let entry = seal::Entry {
        kind: "contract",
        object: id.uuid(),
        title: &title,
    };
    seal::register(&rows, &sealed, entry).await?;
    keep(&rows, now, id, "sealed", hash, sealed.pdf).await?;
    let table = table.store(&rows, now).await?;
    mails::completed(&rows, now, &table.row, &table.recipients).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(true)
}

/// The pages of the contract, the signatures and the certificate, sealed.
async fn make_sealed(backend: &Backend, scope: &SystemScope, id: ContractId) -> Result<Sealed> {
    let rows = backend.begin(scope).await?;
    let row = rows.get::<contract::Entity>(id.uuid()).await?;
    let pages = Pages::of(&rows, &row).await?;
    let zone = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?.timezone;
    let owner = match rows.get::<staff_user::Entity>(row.owner_id).await {
        Ok(owner) => (owner.name, owner.email),
        Err(BackendError::NotFound) => (pages.seller.name.clone(), pages.seller.email.clone()),
        Err(error) => return Err(error),
    };
    let seats = table::of(&rows, row.id).await?;
    let events = log::read(&rows, row.id).await?;
    let frozen = rows
        .find::<contract_file::Entity>()
        .filter(contract_file::Column::ContractId.eq(row.id))
        .filter(contract_file::Column::Kind.eq("original"))
        .one()
        .await?
        .ok_or_else(|| BackendError::internal("a contract without its document"))?;
    // Only read; drawing takes a while, and nobody waits for it.
    rows.commit().await?;
    let signers = seats
        .into_iter()
        .map(|one| Taken::of(one, pages.locale))
        .collect::<Result<Vec<_>>>()?;
    let verify_url = format!("{}/verify", backend.config().public_url);
    let (sent_at, completed_at) = (
        row.sent_at.unwrap_or(row.created_at),
        row.completed_at.unwrap_or(row.updated_at),
    );
    let pdf = in_background(move || {
        let signers: Vec<Signer<'_>> = signers.iter().map(Taken::signer).collect();
        let certificate = Certificate {
            frozen: &frozen.bytes,
            sender: (&owner.0, &owner.1),
            sent_at,
            completed_at,
            zone: &zone,
            signers: &signers,
            events: &events,
            verify_url: &verify_url,
        };
        pages.draw(|paper| completed_contract_pdf(paper, &certificate))
    })
    .await?;
    let tries = u32::try_from(row.seal_tries).unwrap_or_default();
    Ok(seal::seal(backend, pdf, tries).await?)
}

/// One who took part, with what the certificate says of them.
struct Taken {
    row: contract_recipient::Model,
    role: String,
    signature: Option<Signature>,
    signature_id: String,
    consent: String,
}

impl Taken {
    fn of(row: contract_recipient::Model, locale: Locale) -> Result<Self> {
        let signature = match row.signature.as_str() {
            "" => None,
            text => Some(serde_json::from_str(text).map_err(BackendError::internal)?),
        };
        let mut signature_id = match row.signature.as_str() {
            "" => String::new(),
            text => sha256_hex(text.as_bytes()),
        };
        signature_id.truncate(16);
        Ok(Self {
            role: copy::text(locale, &format!("contract-role-{}", row.role)),
            consent: match row.consent_version {
                0 => String::new(),
                version => version.to_string(),
            },
            signature,
            signature_id,
            row,
        })
    }

    fn signer(&self) -> Signer<'_> {
        let row = &self.row;
        Signer {
            name: &row.name,
            role: &self.role,
            email: &row.email,
            signature: self.signature.as_ref(),
            signature_id: &self.signature_id,
            proof: match (row.user_id, row.code_at) {
                (Some(_), _) => Proof::Password,
                (None, Some(_)) => Proof::MailCode,
                (None, None) => Proof::Link,
            },
            ip: &row.ip,
            user_agent: &row.user_agent,
            consent: &self.consent,
            sent_at: row.sent_at,
            viewed_at: row.opened_at,
            consented_at: row.acted_at.filter(|_| row.consent_version > 0),
            signed_at: row.acted_at.filter(|_| row.status == "signed"),
        }
    }
}

/// Keeps a file. One that is there stays: a document does not change.
async fn keep<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    id: ContractId,
    kind: &str,
    hash: String,
    bytes: Vec<u8>,
) -> Result<()> {
    use sea_orm::ActiveValue::Set;
    let row = contract_file::ActiveModel {
        contract_id: Set(id.uuid()),
        kind: Set(kind.to_owned()),
        hash: Set(hash),
        bytes: Set(bytes),
        created_at: Set(now),
        ..Default::default()
    };
    let key = [contract_file::Column::ContractId, contract_file::Column::Kind];
    rows.insert_new::<contract_file::Entity>(row, &key).await?;
    Ok(())
}
