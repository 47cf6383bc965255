//! Writing, sending, revising.

use super::*;
use crate::{
    entity::{activity, proposal_version},
    fixture::world,
    proposal::presets,
};
use domain::{
    proposal::{
        DisplayStatus, ProposalStatus,
        answer::{ExtendForm, ReasonForm},
    },
    role::Role,
};

#[tokio::test]
async fn a_draft_is_made_changed_and_sent_with_its_tags_filled_in() {
    let w = world().await;
    let id = drafted(&w).await;
    let nobody = queries::document_for_client(&w.backend, &w.a.client, id, None).await;
    assert!(
        matches!(nobody, Err(BackendError::NotFound)),
        "no client reads a draft"
    );
    let mut changed = ProposalForm {
        title: "Relaunch {{system.current_year}}".into(),
        version: 1,
        ..form(&w.a)
    };
    draft::update(&w.backend, &w.a.owner, id, &changed).await.unwrap();
    let stale = draft::update(&w.backend, &w.a.owner, id, &changed).await;
    assert!(matches!(stale, Err(BackendError::Stale(_))));
    let sent = send::send(&w.backend, &w.a.owner, id, 2).await.unwrap();
    assert_eq!((sent.number.as_str(), sent.version), ("Q-2026-0001", 1));
    let document = queries::document_for_client(&w.backend, &w.a.client, id, None)
        .await
        .unwrap();
    assert_eq!(document.content.title, "Relaunch 2026");
    let text = document.content.sections[0].body.plain();
    assert!(!text.contains("{{") && text.contains("Anchor"), "{text}");
    assert_eq!(document.hash.len(), 64);
    assert_eq!(document.display_status, DisplayStatus::Sent);
    assert_eq!(document.sums.figure(), "119000,5950,0,0");
    // What is sent can't be written in any more.
    changed.version = 3;
    conflict(draft::update(&w.backend, &w.a.owner, id, &changed).await);
    conflict(send::send(&w.backend, &w.a.owner, id, 3).await);
}

#[tokio::test]
async fn a_text_that_names_an_unknown_tag_is_not_taken() {
    let w = world().await;
    let mut wrong = form(&w.a);
    wrong.sections[0].body = "Dear {{contact.nmae}}".into();
    let refused = draft::create(&w.backend, &w.a.owner, &wrong, "").await;
    let Err(BackendError::Invalid(errors)) = refused else {
        panic!("{refused:?}")
    };
    assert!(errors.get("sections").is_some());
}

#[tokio::test]
async fn a_new_version_takes_the_old_ones_place_only_when_it_is_sent() {
    let w = world().await;
    let id = sent(&w).await;
    let first = acceptance(&w, id, &[]).await;
    let no = draft::revise(&w.backend, &w.a.owner, id, changes(&w, id).await)
        .await
        .unwrap();
    assert_eq!(no, 2);
    conflict(draft::revise(&w.backend, &w.a.owner, id, changes(&w, id).await).await);
    // The client still reads version 1.
    let document = queries::document_for_client(&w.backend, &w.a.client, id, None)
        .await
        .unwrap();
    assert_eq!(document.version, 1);
    let draft = queries::document_for_client(&w.backend, &w.a.client, id, Some(2)).await;
    assert!(matches!(draft, Err(BackendError::NotFound)));
    let mut revised = form(&w.a);
    revised.version = changes(&w, id).await;
    revised.title = "Relaunch, smaller".into();
    draft::update(&w.backend, &w.a.owner, id, &revised).await.unwrap();
    send::send(&w.backend, &w.a.owner, id, changes(&w, id).await)
        .await
        .unwrap();
    let detail = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    let states: Vec<_> = detail.versions.iter().map(|v| (v.no, v.status)).collect();
    assert_eq!(
        states,
        [(2, ProposalStatus::Sent), (1, ProposalStatus::Superseded)]
    );
    assert_eq!(
        detail.document.number.as_deref(),
        Some("Q-2026-0001"),
        "the number stays"
    );
    // The old version can be read, and not accepted.
    let old = queries::document_for_client(&w.backend, &w.a.client, id, Some(1))
        .await
        .unwrap();
    assert_eq!((old.status, old.newest), (ProposalStatus::Superseded, 2));
    conflict(crate::proposal::answer::accept(&w.backend, &w.a.client, id, &first).await);
}

#[tokio::test]
async fn drafts_are_deleted_and_copies_are_made_once() {
    let w = world().await;
    let id = sent(&w).await;
    let one = draft::duplicate(&w.backend, &w.a.owner, id, "k").await.unwrap();
    let two = draft::duplicate(&w.backend, &w.a.owner, id, "k").await.unwrap();
    assert_eq!(one, two);
    let copy = queries::get(&w.backend, &w.a.owner, one).await.unwrap();
    assert_eq!((copy.status, copy.document.number), (ProposalStatus::Draft, None));
    // The tags are tags again.
    assert!(
        copy.document.content.sections[0]
            .body
            .plain()
            .contains("{{contact.name}}")
    );
    draft::delete(&w.backend, &w.a.owner, one, 1).await.unwrap();
    assert!(queries::get(&w.backend, &w.a.owner, one).await.is_err());
    draft::revise(&w.backend, &w.a.owner, id, changes(&w, id).await)
        .await
        .unwrap();
    draft::delete(&w.backend, &w.a.owner, id, changes(&w, id).await)
        .await
        .unwrap();
    let rows = w.backend.read(&w.a.owner);
    assert_eq!(rows.find::<proposal_version::Entity>().count().await.unwrap(), 1);
    conflict(draft::delete(&w.backend, &w.a.owner, id, changes(&w, id).await).await);
}

#[tokio::test]
async fn sending_needs_somebody_and_a_day_that_is_not_over() {
    let w = world().await;
    let mut nobody = form(&w.a);
    nobody.contact_id.clear();
    let id = draft::create(&w.backend, &w.a.owner, &nobody, "").await.unwrap();
    assert!(conflict(send::send(&w.backend, &w.a.owner, id, 1).await).contains("person"));
    let id = drafted(&w).await;
    // The last day itself still counts, where the business is.
    let late = at(&w, "2026-04-01T10:00:00Z");
    conflict(send::send(&late, &w.a.owner, id, 1).await);
    let last = at(&w, "2026-03-31T10:00:00Z");
    send::send(&last, &w.a.owner, id, 1).await.unwrap();
}

#[tokio::test]
async fn withdrawing_and_extending() {
    let w = world().await;
    let id = sent(&w).await;
    let extend = |day: &str, version| ExtendForm {
        valid_until: day.into(),
        version,
    };
    let late = at(&w, "2026-04-20T10:00:00Z");
    let past = send::extend(
        &late,
        &w.a.owner,
        id,
        &extend("2026-04-19", changes(&w, id).await),
    )
    .await;
    assert!(matches!(past, Err(BackendError::Invalid(_))));
    send::extend(
        &late,
        &w.a.owner,
        id,
        &extend("2026-04-30", changes(&w, id).await),
    )
    .await
    .unwrap();
    let document = queries::document_for_client(&late, &w.a.client, id, None)
        .await
        .unwrap();
    assert_eq!(document.display_status, DisplayStatus::Sent);
    let reason = ReasonForm {
        reason: "Wrong prices".into(),
        version: changes(&w, id).await,
    };
    send::withdraw(&late, &w.a.owner, id, &reason).await.unwrap();
    conflict(send::withdraw(&late, &w.a.owner, id, &reason).await);
    let document = queries::document_for_client(&late, &w.a.client, id, None)
        .await
        .unwrap();
    assert_eq!(document.status, ProposalStatus::Withdrawn);
    // It may be written anew.
    draft::revise(&late, &w.a.owner, id, changes(&w, id).await)
        .await
        .unwrap();
    let rows = w.backend.read(&w.a.owner);
    let verbs: Vec<String> = rows
        .find::<activity::Entity>()
        .all()
        .await
        .unwrap()
        .into_iter()
        .map(|l| l.verb)
        .collect();
    for verb in [
        "proposal.created",
        "proposal.sent",
        "proposal.extended",
        "proposal.withdrawn",
    ] {
        assert!(verbs.iter().any(|each| each == verb), "{verb}: {verbs:?}");
    }
}

#[tokio::test]
async fn templates_and_sections_are_kept_by_name_and_used_again() {
    let w = world().await;
    let id = drafted(&w).await;
    let template = presets::save_template(&w.backend, &w.a.owner, id, " Website ")
        .await
        .unwrap();
    let again = presets::save_template(&w.backend, &w.a.owner, id, "website")
        .await
        .unwrap();
    assert_eq!(template, again);
    let section = presets::save_section(&w.backend, &w.a.owner, id, "s2", "Usual prices")
        .await
        .unwrap();
    let editing = crate::proposal::editing::new(&w.backend, &w.a.owner, Some(w.a.company), Some(template))
        .await
        .unwrap();
    assert_eq!(editing.form.title, "Relaunch");
    assert_eq!(editing.sections.len(), 1);
    let sections = presets::sections(&w.backend, &w.a.owner, section).await.unwrap();
    assert_eq!((sections.len(), sections[0].key.as_str()), (1, ""));
    // Nobody else's.
    let foreign = presets::sections(&w.backend, &w.b.owner, section).await;
    assert!(matches!(foreign, Err(BackendError::NotFound)));
    assert!(presets::delete(&w.backend, &w.b.owner, template).await.is_err());
    presets::delete(&w.backend, &w.a.owner, template).await.unwrap();
    assert_eq!(presets::list(&w.backend, &w.a.owner).await.unwrap().len(), 1);
}

#[tokio::test]
async fn roles_are_held_to_what_they_may() {
    let w = world().await;
    let id = sent(&w).await;
    let viewer = w.a.staff(Role::Viewer);
    assert!(queries::get(&w.backend, &viewer, id).await.is_ok());
    let forbidden =
        |result: Result<(), BackendError>| assert!(matches!(result, Err(BackendError::Forbidden)));
    forbidden(
        draft::create(&w.backend, &viewer, &form(&w.a), "")
            .await
            .map(drop),
    );
    forbidden(send::send(&w.backend, &viewer, id, 2).await.map(drop));
    let reason = ReasonForm {
        reason: "x".into(),
        version: 2,
    };
    forbidden(send::withdraw(&w.backend, &viewer, id, &reason).await);
    forbidden(send::reopen(&w.backend, &w.a.staff(Role::Staff), id, &reason).await);
    // Another workspace's is not there.
    assert!(matches!(
        queries::get(&w.backend, &w.b.owner, id).await,
        Err(BackendError::NotFound)
    ));
    let foreign = form(&w.b);
    let refused = draft::create(&w.backend, &w.a.owner, &foreign, "").await;
    assert!(matches!(refused, Err(BackendError::Invalid(_))));
}
