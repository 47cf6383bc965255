//! Two at the same time: exactly one wins, and the other is told why.

use super::*;
use crate::contracts::{countersign::countersign, steps};
use domain::contract::{ContractStatus, DeclineForm, RecipientStatus, VoidForm};

async fn all_at_once<F>(work: impl IntoIterator<Item = F>) -> Vec<Result<()>>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let mut set = tokio::task::JoinSet::new();
    for one in work {
        set.spawn(one);
    }
    let mut done = Vec::new();
    while let Some(one) = set.join_next().await {
        done.push(one.unwrap());
    }
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_click_many_times_is_one_signature() {
    let world = fixture::world().await;
    let id = sent(&world, &[(world.a.contact, "signer")], "", true).await;
    let form = form_to_sign(&world, &world.a.client, id).await;
    let again = |key: &'static str| {
        let (backend, client, form) = (world.backend.clone(), world.a.client.clone(), form.clone());
        async move { ceremony::sign(&backend, &client, &hand(), id, &form, key).await }
    };
    let done = all_at_once((0..8).map(|_| again("one-key"))).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    // Without its key a second click learns that it is done.
    assert!(conflict(again("").await).contains("already signed"));
    let detail = detail(&world, id).await;
    assert_eq!(detail.status, ContractStatus::PartiallySigned);
    let signed = detail
        .events
        .iter()
        .filter(|event| event.kind == "signed")
        .count();
    assert_eq!(signed, 1);
    assert!(detail.chain_whole);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_clicks_without_a_key_one_wins() {
    let world = fixture::world().await;
    let id = sent(&world, &[(world.a.contact, "signer")], "", true).await;
    let form = form_to_sign(&world, &world.a.client, id).await;
    let click = || {
        let (backend, client, form) = (world.backend.clone(), world.a.client.clone(), form.clone());
        async move { ceremony::sign(&backend, &client, &hand(), id, &form, "").await }
    };
    let done = all_at_once((0..6).map(|_| click())).await;
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
    assert!(
        done.iter()
            .all(|one| matches!(one, Ok(()) | Err(BackendError::Conflict(_)))),
        "{done:?}"
    );
    assert!(detail(&world, id).await.chain_whole);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_signers_at_once_both_sign_and_the_contract_is_completed_once() {
    let world = fixture::world().await;
    let other = colleague(&world, "Other").await;
    let who = [(world.a.contact, "signer"), (other.contact(), "signer")];
    let id = sent(&world, &who, "parallel", false).await;
    let mut work = Vec::new();
    for client in [world.a.client.clone(), other] {
        let form = form_to_sign(&world, &client, id).await;
        let backend = world.backend.clone();
        work.push(async move { ceremony::sign(&backend, &client, &hand(), id, &form, "k").await });
    }
    let done = all_at_once(work).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    let detail = detail(&world, id).await;
    assert_eq!(detail.status, ContractStatus::Completed);
    assert!(
        detail
            .recipients
            .iter()
            .all(|one| one.status == RecipientStatus::Signed)
    );
    assert_eq!(
        detail
            .events
            .iter()
            .filter(|event| event.kind == "completed")
            .count(),
        1
    );
    assert!(detail.chain_whole);
    // Several processes seal it once.
    let runs = (0..4).map(|_| {
        let backend = world.backend.clone();
        async move { crate::contracts::finish_due(&backend).await.map(drop) }
    });
    assert!(all_at_once(runs).await.iter().all(Result::is_ok));
    let completed = mails(&world)
        .await
        .into_iter()
        .filter(|(kind, _)| kind == "contract_completed");
    assert_eq!(completed.count(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn signing_declining_and_voiding_at_once_have_one_winner() {
    for _ in 0..4 {
        let world = fixture::world().await;
        let id = sent(&world, &[(world.a.contact, "signer")], "", false).await;
        let form = form_to_sign(&world, &world.a.client, id).await;
        let version = row(&world, id).await.version;
        let mut set = tokio::task::JoinSet::new();
        let (backend, client) = (world.backend.clone(), world.a.client.clone());
        set.spawn(async move { ceremony::sign(&backend, &client, &hand(), id, &form, "").await });
        let (backend, client) = (world.backend.clone(), world.a.client.clone());
        set.spawn(async move {
            let form = DeclineForm {
                reason: "Too dear".to_owned(),
            };
            ceremony::decline(&backend, &client, &hand(), id, &form).await
        });
        let (backend, owner) = (world.backend.clone(), world.a.owner.clone());
        set.spawn(async move {
            let form = VoidForm {
                reason: "Wrong text".to_owned(),
                version,
            };
            steps::void(&backend, &owner, id, &form).await
        });
        let mut winners = 0;
        while let Some(done) = set.join_next().await {
            match done.unwrap() {
                Ok(()) => winners += 1,
                Err(BackendError::Conflict(_)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(winners, 1);
        let detail = detail(&world, id).await;
        assert!(detail.status.is_closed() && detail.chain_whole);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_draft_is_sent_once_and_a_countersignature_comes_last() {
    let world = fixture::world().await;
    let mut form = form(&world.a, &[(world.a.contact, "signer")], "");
    form.countersigner = world.a.owner.user().to_string();
    let id = draft::create(&world.backend, &world.a.owner, &form, "")
        .await
        .unwrap();
    let runs = (0..4).map(|_| {
        let (backend, owner) = (world.backend.clone(), world.a.owner.clone());
        async move { send(&backend, &owner, id, 1, "").await }
    });
    let done = all_at_once(runs).await;
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
    let hash = row(&world, id).await.document_hash;
    let mine = SignForm {
        hash,
        consent: true,
        consent_version: CONSENT_VERSION,
        signature: "Anchor Owner".to_owned(),
        code: String::new(),
    };
    let (backend, owner) = (&world.backend, &world.a.owner);
    assert!(conflict(countersign(backend, owner, &hand(), id, &mine, "").await).contains("not your turn"));
    sign(&world, &world.a.client, id).await.unwrap();
    assert!(detail(&world, id).await.your_turn);
    countersign(backend, owner, &hand(), id, &mine, "k")
        .await
        .unwrap();
    countersign(backend, owner, &hand(), id, &mine, "k")
        .await
        .unwrap();
    assert_eq!(detail(&world, id).await.status, ContractStatus::Completed);
}
