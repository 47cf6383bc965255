mod faults;
mod races;
mod steps;

use super::{Hand, ceremony, code, draft, queries, send::send};
use crate::{
    entity::{contact, contract, contract_recipient, mail, membership},
    error::{BackendError, Result},
    fixture::{self, Side, World},
    scope::ClientScope,
};
use domain::{
    contract::{CONSENT_VERSION, ContractForm, RecipientForm, SignForm, view::ContractDetail},
    ids::{ContactId, ContractId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

const TEXT: &str =
    "Agreement with {{company.name}}, number {{contract.number}}.\n\nSigned by {{contact.last_name}}.";

/// A second contact of side A's company, with a session of their own.
async fn colleague(world: &World, name: &str) -> ClientScope {
    let (id, now) = (ContactId::new(), world.backend.clock().now());
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    rows.insert::<contact::Entity>(fixture::contact_row(id, name, now))
        .await
        .unwrap();
    rows.insert::<membership::Entity>(membership::ActiveModel {
        contact_id: Set(id.uuid()),
        company_id: Set(world.a.company.uuid()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
    fixture::client_scope(world.a.tenant, id, vec![world.a.company])
}

fn hand() -> Hand {
    Hand::new("203.0.113.77", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
}

fn form(side: &Side, who: &[(ContactId, &str)], order: &str) -> ContractForm {
    ContractForm {
        company_id: side.company.to_string(),
        title: "Maintenance".to_owned(),
        order: order.to_owned(),
        delegation: true,
        body: TEXT.to_owned(),
        recipients: who
            .iter()
            .map(|(id, role)| RecipientForm {
                contact_id: id.to_string(),
                role: (*role).to_owned(),
            })
            .collect(),
        ..ContractForm::default()
    }
}

/// A contract of side A that was sent to these.
async fn sent(world: &World, who: &[(ContactId, &str)], order: &str, countersigned: bool) -> ContractId {
    let mut form = form(&world.a, who, order);
    if countersigned {
        form.countersigner = world.a.owner.user().to_string();
    }
    let id = draft::create(&world.backend, &world.a.owner, &form, "")
        .await
        .unwrap();
    send(&world.backend, &world.a.owner, id, 1, "").await.unwrap();
    id
}

async fn row(world: &World, id: ContractId) -> contract::Model {
    world
        .backend
        .read(&world.a.owner)
        .get::<contract::Entity>(id.uuid())
        .await
        .unwrap()
}

async fn detail(world: &World, id: ContractId) -> ContractDetail {
    queries::get(&world.backend, &world.a.owner, id).await.unwrap()
}

/// A code for a contact's session, as its mail would make it.
async fn mint(world: &World, client: &ClientScope, id: ContractId) -> String {
    let system = world.a.system();
    let rows = world.backend.begin(&system).await.unwrap();
    let seat = rows
        .find::<contract_recipient::Entity>()
        .filter(contract_recipient::Column::ContractId.eq(id.uuid()))
        .filter(contract_recipient::Column::ContactId.eq(client.contact().uuid()))
        .one()
        .await
        .unwrap()
        .unwrap();
    let params = code::CodeParams {
        contract: id.uuid(),
        recipient: seat.id,
        session: client.session().uuid(),
        browser: String::new(),
    };
    let code = code::mint(&world.backend, &rows, client.contact(), &params)
        .await
        .unwrap();
    rows.commit().await.unwrap();
    code
}

async fn form_to_sign(world: &World, client: &ClientScope, id: ContractId) -> SignForm {
    SignForm {
        hash: row(world, id).await.document_hash,
        consent: true,
        consent_version: CONSENT_VERSION,
        signature: "Niamh Brennan".to_owned(),
        code: mint(world, client, id).await,
    }
}

async fn sign(world: &World, client: &ClientScope, id: ContractId) -> Result<()> {
    let form = form_to_sign(world, client, id).await;
    ceremony::sign(&world.backend, client, &hand(), id, &form, "").await
}

/// The kinds of mail that wait, with whom each goes to.
async fn mails(world: &World) -> Vec<(String, String)> {
    let all = world
        .backend
        .read(&world.a.owner)
        .find::<mail::Entity>()
        .all()
        .await
        .unwrap();
    all.into_iter().map(|mail| (mail.kind, mail.to_name)).collect()
}

fn conflict(outcome: Result<()>) -> String {
    match outcome {
        Err(BackendError::Conflict(text)) => text,
        other => panic!("{other:?}"),
    }
}
