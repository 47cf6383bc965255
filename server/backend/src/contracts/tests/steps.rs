//! Naming another person, reminders, the end of the time, more time, another person by staff.

use super::*;
use crate::{
    contracts::{due, steps},
    entity::contract_event,
};
use chrono::TimeDelta;
use domain::contract::{ContractStatus, DeclineForm, DelegateForm, ExtendForm, RecipientStatus, ReplaceForm};

#[tokio::test]
async fn whoever_is_named_signs_and_sees_nothing_else() {
    let world = fixture::world().await;
    let id = sent(&world, &[(world.a.contact, "signer")], "", false).await;
    let (backend, client) = (&world.backend, &world.a.client);
    let named = DelegateForm {
        name: "Ada Lovelace".to_owned(),
        email: "ada@example.com".to_owned(),
    };
    ceremony::delegate(backend, client, &hand(), id, &named)
        .await
        .unwrap();
    let gone = queries::for_client(backend, client, id).await;
    assert!(
        matches!(gone, Err(BackendError::NotFound)),
        "until the copy at the end"
    );
    let rows = backend.read(&world.a.owner);
    let ada = rows
        .find::<contact::Entity>()
        .filter(contact::Column::EmailKey.eq("ada@example.com"))
        .one()
        .await
        .unwrap()
        .unwrap();
    assert!(ada.guest);
    let scope = crate::merge::scope_of(&rows, ada.id.into()).await.unwrap();
    assert!(scope.companies().is_empty());
    assert!(
        crate::invoice::queries::list_for_client(backend, &scope, &Default::default())
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    let guest = fixture::client_scope(world.a.tenant, ada.id.into(), Vec::new());
    sign(&world, &guest, id).await.unwrap();
    let detail = detail(&world, id).await;
    assert_eq!(detail.status, ContractStatus::Completed);
    assert_eq!(detail.recipients[0].named_by, "§Anchor-contact");
    assert!(queries::for_client(backend, client, id).await.is_ok(), "the copy");
    assert!(detail.chain_whole);
}

#[tokio::test]
async fn time_reminds_and_ends_and_staff_give_more() {
    let world = fixture::world().await;
    let other = colleague(&world, "Other").await;
    let who = [(world.a.contact, "signer"), (other.contact(), "signer")];
    let id = sent(&world, &who, "parallel", false).await;
    sign(&world, &world.a.client, id).await.unwrap();
    let backend = &world.backend;
    assert_eq!(due::run_due(backend).await.unwrap(), 0);
    backend.clock().advance(TimeDelta::days(5));
    assert_eq!(due::run_due(backend).await.unwrap(), 1);
    assert_eq!(due::run_due(backend).await.unwrap(), 0);
    let reminded: Vec<_> = mails(&world)
        .await
        .into_iter()
        .filter(|(kind, _)| kind == "contract_reminder")
        .collect();
    assert_eq!(reminded.len(), 1, "only who has not signed: {reminded:?}");
    backend.clock().advance(TimeDelta::days(40));
    assert_eq!(due::run_due(backend).await.unwrap(), 1);
    let expired = detail(&world, id).await;
    assert_eq!(expired.status, ContractStatus::Expired);
    assert!(conflict(sign(&world, &other, id).await).contains("time to sign"));
    let news: Vec<_> = mails(&world)
        .await
        .into_iter()
        .filter(|(kind, _)| kind == "contract_news")
        .collect();
    assert_eq!(news.len(), 1, "who had signed: {news:?}");
    let more = ExtendForm {
        days: "14".to_owned(),
        version: expired.version,
    };
    steps::extend(backend, &world.a.owner, id, &more).await.unwrap();
    sign(&world, &other, id).await.unwrap();
    assert_eq!(detail(&world, id).await.status, ContractStatus::Completed);
}

#[tokio::test]
async fn declining_stops_everyone_and_tells_who_has_signed() {
    let world = fixture::world().await;
    let other = colleague(&world, "Other").await;
    let who = [(world.a.contact, "signer"), (other.contact(), "signer")];
    let id = sent(&world, &who, "sequential", false).await;
    sign(&world, &world.a.client, id).await.unwrap();
    let reason = DeclineForm {
        reason: "The price".to_owned(),
    };
    ceremony::decline(&world.backend, &other, &hand(), id, &reason)
        .await
        .unwrap();
    assert!(
        conflict(ceremony::decline(&world.backend, &other, &hand(), id, &reason).await).contains("declined")
    );
    let kinds: Vec<_> = mails(&world)
        .await
        .into_iter()
        .map(|(kind, to)| format!("{kind} {to}"))
        .collect();
    assert!(
        kinds.contains(&"contract_news §Anchor-contact".to_owned()),
        "{kinds:?}"
    );
    assert!(
        kinds
            .iter()
            .any(|kind| kind.starts_with("contract_notice Anchor Owner")),
        "{kinds:?}"
    );
}

#[tokio::test]
async fn another_person_takes_the_place_and_the_first_is_out() {
    let world = fixture::world().await;
    let other = colleague(&world, "Other").await;
    let id = sent(&world, &[(world.a.contact, "signer")], "", false).await;
    let before = detail(&world, id).await;
    let replace = ReplaceForm {
        recipient: before.recipients[0].id.to_string(),
        contact_id: other.contact().to_string(),
        version: before.version,
    };
    steps::replace(&world.backend, &world.a.owner, id, &replace)
        .await
        .unwrap();
    assert!(matches!(
        queries::for_client(&world.backend, &world.a.client, id).await,
        Err(BackendError::NotFound)
    ));
    ceremony::opened(&world.backend, &other, &hand(), id)
        .await
        .unwrap();
    let after = detail(&world, id).await;
    assert_eq!(after.recipients[0].status, RecipientStatus::Opened);
    let rows = world.backend.read(&world.a.owner);
    let events = rows
        .find::<contract_event::Entity>()
        .filter(contract_event::Column::ContractId.eq(id.uuid()))
        .all()
        .await
        .unwrap();
    let chained = events.windows(2).all(|pair| pair[0].hash == pair[1].prev_hash);
    assert!(chained && after.chain_whole);
    assert!(conflict(steps::remind(&world.backend, &world.a.owner, id).await).contains("ten minutes"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_completed_contract_is_sealed_once_and_the_file_verifies() {
    let world = fixture::world().await;
    let id = sent(&world, &[(world.a.contact, "signer")], "", false).await;
    let (backend, client) = (&world.backend, &world.a.client);
    let original = queries::file_for_client(backend, client, id, false)
        .await
        .unwrap();
    assert_eq!(
        crate::secret::sha256_hex(&original.bytes),
        row(&world, id).await.document_hash
    );
    sign(&world, client, id).await.unwrap();
    assert_eq!(crate::contracts::finish_due(backend).await.unwrap(), 1);
    assert_eq!(crate::contracts::finish_due(backend).await.unwrap(), 0);
    let detail = detail(&world, id).await;
    assert!(detail.sealed && detail.chain_whole);
    let sealed = queries::file_for_client(backend, client, id, false)
        .await
        .unwrap();
    assert_eq!(crate::secret::sha256_hex(&sealed.bytes), detail.sealed_hash);
    let verified = crate::seal::verify(backend, sealed.bytes.clone(), None)
        .await
        .unwrap();
    assert!(verified.holds() && verified.registered.is_some());
    let mut changed = sealed.bytes;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert!(!crate::seal::verify(backend, changed, None).await.unwrap().holds());
    // It goes along with the mail.
    crate::mail::worker::drain(backend).await.unwrap();
    let all = backend
        .read(&world.a.owner)
        .find::<mail::Entity>()
        .all()
        .await
        .unwrap();
    let completed = all.iter().find(|mail| mail.kind == "contract_completed").unwrap();
    assert_eq!(completed.state, "sent", "{}", completed.error);
    // What asked for a signature is no use any more.
    let asked = all.iter().find(|mail| mail.kind == "contract_request").unwrap();
    assert_eq!(asked.state, "failed");
    let eml =
        std::fs::read_to_string(backend.config().mailbox_dir().join(&completed.delivered_file)).unwrap();
    assert!(eml.contains("application/pdf") && eml.contains("C-2026-0001.pdf"));
}
