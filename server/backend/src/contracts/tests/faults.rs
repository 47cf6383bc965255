//! Bad input, and what was changed in the meantime: a clear message each, and nothing lost.

use super::*;
use crate::{contracts::steps, entity::contract_event};
use domain::{
    contract::{ContractStatus, VoidForm},
    signature::Signature,
};

#[tokio::test]
async fn what_is_sent_is_frozen_and_read_by_nobody_else() {
    let world = fixture::world().await;
    let other = colleague(&world, "Other").await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    let id = draft::create(
        backend,
        owner,
        &form(&world.a, &[(world.a.contact, "signer")], ""),
        "",
    )
    .await
    .unwrap();
    let unseen = queries::for_client(backend, &world.a.client, id).await;
    assert!(matches!(unseen, Err(BackendError::NotFound)), "a draft");
    send(backend, owner, id, 1, "").await.unwrap();
    let read = queries::for_client(backend, &world.a.client, id).await.unwrap();
    let text = read.paper.text().plain();
    assert!(text.contains("§Anchor-company, number C-2026-0001."), "{text}");
    assert!(!text.contains("{{"), "{text}");
    for stranger in [&other, &world.b.client] {
        let read = queries::for_client(backend, stranger, id).await;
        assert!(matches!(read, Err(BackendError::NotFound)), "{read:?}");
    }
    let edit = draft::update(backend, owner, id, &form(&world.a, &[], "")).await;
    assert!(conflict(edit).contains("already sent"));
    assert!(conflict(draft::delete(backend, owner, id, 2).await).contains("already sent"));
}

#[tokio::test]
async fn a_contract_with_a_hole_in_it_is_not_sent() {
    let world = fixture::world().await;
    let mut holed = form(&world.a, &[(world.a.contact, "signer")], "");
    holed.body = "Tax number {{company.tax_id}}, phone {{contact.phone | default(\"none\")}}".to_owned();
    let (backend, owner) = (&world.backend, &world.a.owner);
    let id = draft::create(backend, owner, &holed, "").await.unwrap();
    let text = conflict(send(backend, owner, id, 1, "").await);
    assert!(text.contains("Company: Tax") && !text.contains("hone"), "{text}");
    assert_eq!(row(&world, id).await.number, None, "no number was used");
    let mut unknown = holed.clone();
    unknown.body = "{{company.tax_idd}}".to_owned();
    let refused = draft::create(backend, owner, &unknown, "").await;
    assert!(matches!(refused, Err(BackendError::Invalid(errors)) if errors.get("body").is_some()));
}

#[tokio::test]
async fn nobody_signs_early_late_or_something_else() {
    let world = fixture::world().await;
    let other = colleague(&world, "Other").await;
    let who = [(world.a.contact, "signer"), (other.contact(), "signer")];
    let id = sent(&world, &who, "sequential", false).await;
    // The second does not even see it.
    let early = ceremony::sign(
        &world.backend,
        &other,
        &hand(),
        id,
        &form_to_sign(&world, &other, id).await,
        "",
    )
    .await;
    assert!(matches!(early, Err(BackendError::NotFound)), "{early:?}");
    let mut stale = form_to_sign(&world, &world.a.client, id).await;
    stale.hash = "0".repeat(64);
    let read = ceremony::sign(&world.backend, &world.a.client, &hand(), id, &stale, "").await;
    assert!(conflict(read).contains("not the version"));
    sign(&world, &world.a.client, id).await.unwrap();
    sign(&world, &other, id).await.unwrap();
    assert_eq!(detail(&world, id).await.status, ContractStatus::Completed);
}

#[tokio::test]
async fn a_contract_that_was_voided_meanwhile_says_so() {
    let world = fixture::world().await;
    let id = sent(&world, &[(world.a.contact, "signer")], "", false).await;
    let open = form_to_sign(&world, &world.a.client, id).await;
    let version = row(&world, id).await.version;
    let void = VoidForm {
        reason: "Wrong price".to_owned(),
        version,
    };
    steps::void(&world.backend, &world.a.owner, id, &void)
        .await
        .unwrap();
    let late = ceremony::sign(&world.backend, &world.a.client, &hand(), id, &open, "").await;
    assert!(conflict(late).contains("taken back"));
    let read = queries::for_client(&world.backend, &world.a.client, id)
        .await
        .unwrap();
    assert_eq!(
        (read.status, read.reason.as_str()),
        (ContractStatus::Void, "Wrong price")
    );
    assert!(
        mails(&world)
            .await
            .iter()
            .any(|(kind, _)| kind == "contract_news")
    );
}

#[tokio::test]
async fn empty_and_huge_signatures_and_wrong_codes_sign_nothing() {
    let world = fixture::world().await;
    let id = sent(&world, &[(world.a.contact, "signer")], "", false).await;
    let (backend, client) = (&world.backend, &world.a.client);
    let fine = form_to_sign(&world, client, id).await;
    let huge = Signature::Uploaded {
        image: "A".repeat(2_000_000),
    }
    .to_field();
    for (signature, words) in [
        (String::new(), "sign first"),
        (huge, "too much"),
        ("{\"kind\":\"x\"}".to_owned(), "arrive whole"),
    ] {
        let form = SignForm {
            signature,
            ..fine.clone()
        };
        match ceremony::sign(backend, client, &hand(), id, &form, "").await {
            Err(BackendError::Invalid(errors)) => {
                let text = errors.get("signature").unwrap();
                assert!(text.contains(words), "{text}");
            }
            other => panic!("{other:?}"),
        }
    }
    // Five tries, and then even the right one is refused.
    let wrong = SignForm {
        code: if fine.code == "000000" { "000001" } else { "000000" }.to_owned(),
        ..fine.clone()
    };
    for _ in 0..5 {
        let tried = ceremony::sign(backend, client, &hand(), id, &wrong, "").await;
        assert!(matches!(tried, Err(BackendError::Invalid(errors)) if errors.get("code").is_some()));
    }
    let tried = ceremony::sign(backend, client, &hand(), id, &fine, "").await;
    assert!(matches!(tried, Err(BackendError::Invalid(_))), "{tried:?}");
    // The code of another session is none of ours.
    let elsewhere = fixture::client_scope(world.a.tenant, world.a.contact, vec![world.a.company]);
    let theirs = form_to_sign(&world, &elsewhere, id).await;
    let tried = ceremony::sign(backend, client, &hand(), id, &theirs, "").await;
    assert!(matches!(tried, Err(BackendError::Invalid(_))), "{tried:?}");
    ceremony::sign(backend, &elsewhere, &hand(), id, &theirs, "")
        .await
        .unwrap();
    let kinds: Vec<_> = detail(&world, id)
        .await
        .events
        .into_iter()
        .map(|event| event.kind)
        .collect();
    assert_eq!(
        kinds.iter().filter(|kind| *kind == "code_failed").count(),
        7,
        "{kinds:?}"
    );
}

#[tokio::test]
async fn the_log_is_never_changed() {
    let world = fixture::world().await;
    let id = sent(&world, &[(world.a.contact, "signer")], "", false).await;
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    let of = || contract_event::Column::ContractId.eq(id.uuid());
    let changed = rows
        .update::<contract_event::Entity>()
        .filter(of())
        .set(contract_event::Column::Actor, "X")
        .exec()
        .await;
    assert!(changed.is_err());
    drop(rows);
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    assert!(rows.delete::<contract_event::Entity>(of()).await.is_err());
    drop(rows);
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    assert!(
        rows.delete::<contract::Entity>(contract::Column::Id.eq(id.uuid()))
            .await
            .is_err()
    );
    drop(rows);
    assert!(detail(&world, id).await.chain_whole);
}
