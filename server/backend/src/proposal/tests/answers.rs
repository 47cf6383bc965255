//! Accepting, declining, commenting, and what is made of it.

use super::*;
use crate::{
    entity::{contact, invoice, proposal_answer, proposal_conversion},
    fixture::{client_scope, world},
    invoice::commands as invoices,
    proposal::{
        answer::{accept, decline},
        comment, convert,
    },
};
use domain::{
    proposal::{CommentForm, DeclineForm, ProposalStatus, answer::ReasonForm},
    signature::Signature,
};
use sea_orm::ColumnTrait;

#[tokio::test]
async fn accepting_keeps_what_was_chosen_and_by_whom() {
    let w = world().await;
    let id = sent(&w).await;
    let mut form = acceptance(&w, id, &["Photos"]).await;
    form.signature = Signature::from_field("Ada Lovelace").unwrap().to_field();
    accept(&w.backend, &w.a.client, id, &form).await.unwrap();
    // Sent again after a lost connection, it is the same acceptance.
    accept(&w.backend, &w.a.client, id, &form).await.unwrap();
    let detail = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(detail.status, ProposalStatus::Accepted);
    let answer = detail.document.answer.unwrap();
    assert_eq!(
        (answer.name.as_str(), answer.po_number.as_str()),
        ("Ada Lovelace", "PO-7")
    );
    assert_eq!(answer.hash, form.hash);
    assert!(answer.signature.is_some() && answer.declined.is_none());
    assert!(!answer.browser.is_empty() && !answer.consent.is_empty());
    // 1,000 + 200 and tax; care was not ticked.
    assert_eq!(detail.document.sums.figure(), "142800,0,0,0");
    let read = queries::document_for_client(&w.backend, &w.a.client, id, None)
        .await
        .unwrap();
    assert!(
        read.answer.unwrap().browser.is_empty(),
        "where somebody was is for staff"
    );
    let rows = w.backend.read(&w.a.owner);
    assert_eq!(rows.find::<proposal_answer::Entity>().count().await.unwrap(), 1);
}

#[tokio::test]
async fn of_two_answers_at_once_exactly_one_wins() {
    for declining in [false, true] {
        let w = world().await;
        let id = sent(&w).await;
        let form = acceptance(&w, id, &[]).await;
        let other = acceptance(&w, id, &["Photos"]).await;
        let no = DeclineForm {
            version: form.version,
            hash: form.hash.clone(),
            reason: "price".into(),
            text: String::new(),
        };
        let second = async {
            match declining {
                true => decline(&w.backend, &w.a.client, id, &no).await,
                false => accept(&w.backend, &w.a.client, id, &other).await,
            }
        };
        let (one, two) = tokio::join!(accept(&w.backend, &w.a.client, id, &form), second);
        assert_eq!(
            [one.is_ok(), two.is_ok()].iter().filter(|won| **won).count(),
            1,
            "{one:?} {two:?}"
        );
        let lost = if one.is_ok() { two } else { one };
        assert!(matches!(lost, Err(BackendError::Conflict(_))), "{lost:?}");
        let rows = w.backend.read(&w.a.owner);
        assert_eq!(rows.find::<proposal_answer::Entity>().count().await.unwrap(), 1);
    }
}

#[tokio::test]
async fn accepting_and_withdrawing_at_once_has_one_winner() {
    let w = world().await;
    let id = sent(&w).await;
    let form = acceptance(&w, id, &[]).await;
    let reason = ReasonForm {
        reason: String::new(),
        version: changes(&w, id).await,
    };
    let (one, two) = tokio::join!(
        accept(&w.backend, &w.a.client, id, &form),
        send::withdraw(&w.backend, &w.a.owner, id, &reason)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

#[tokio::test]
async fn what_has_expired_meanwhile_is_not_accepted() {
    let w = world().await;
    let id = sent(&w).await;
    let form = acceptance(&w, id, &[]).await;
    // 31 March in Berlin still runs at 21:59 UTC, and not at 22:01.
    let late = at(&w, "2026-03-31T22:01:00Z");
    assert!(conflict(accept(&late, &w.a.client, id, &form).await).contains("no longer valid"));
    let in_time = at(&w, "2026-03-31T21:59:00Z");
    accept(&in_time, &w.a.client, id, &form).await.unwrap();
}

#[tokio::test]
async fn another_version_hash_amount_or_choice_is_refused() {
    let w = world().await;
    let id = sent(&w).await;
    let good = acceptance(&w, id, &[]).await;
    let tries = [
        AcceptForm {
            version: 2,
            ..good.clone()
        },
        AcceptForm {
            hash: "0".repeat(64),
            ..good.clone()
        },
        AcceptForm {
            hash: String::new(),
            ..good.clone()
        },
        AcceptForm {
            total: "1,0,0,0".into(),
            ..good.clone()
        },
        AcceptForm {
            total: String::new(),
            ..good.clone()
        },
    ];
    for form in tries {
        conflict(accept(&w.backend, &w.a.client, id, &form).await);
    }
    let mut odd = good.clone();
    odd.pick.item.insert("i99".into(), "1".into());
    let refused = accept(&w.backend, &w.a.client, id, &odd).await;
    assert!(matches!(refused, Err(BackendError::Invalid(_))), "{refused:?}");
    let blank = AcceptForm {
        name: " ".into(),
        consent: false,
        ..good.clone()
    };
    let Err(BackendError::Invalid(errors)) = accept(&w.backend, &w.a.client, id, &blank).await else {
        panic!("taken")
    };
    assert!(errors.get("name").is_some() && errors.get("consent").is_some());
    let garbled = AcceptForm {
        signature: "{\"kind\":".into(),
        ..good
    };
    assert!(accept(&w.backend, &w.a.client, id, &garbled).await.is_err());
    let detail = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(detail.status, ProposalStatus::Sent);
}

#[tokio::test]
async fn who_may_not_decide_reads_only_and_strangers_see_nothing() {
    let w = world().await;
    let id = sent(&w).await;
    let form = acceptance(&w, id, &[]).await;
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<contact::Entity>()
        .filter(contact::Column::Id.eq(w.a.contact.uuid()))
        .set(contact::Column::MayAccept, false)
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let refused = accept(&w.backend, &w.a.client, id, &form).await;
    assert!(matches!(refused, Err(BackendError::Forbidden)));
    assert!(!queries::may_answer(&w.backend, &w.a.client).await.unwrap());
    let no = DeclineForm {
        version: 1,
        hash: form.hash.clone(),
        reason: "price".into(),
        text: String::new(),
    };
    assert!(matches!(
        decline(&w.backend, &w.a.client, id, &no).await,
        Err(BackendError::Forbidden)
    ));
    let foreign = accept(&w.backend, &w.b.client, id, &form).await;
    assert!(matches!(foreign, Err(BackendError::NotFound)));
    let elsewhere = client_scope(w.a.tenant, w.a.contact, vec![]);
    let said = comment::by_client(
        &w.backend,
        &elsewhere,
        id,
        &CommentForm {
            body: "Hi".into(),
            ..Default::default()
        },
    )
    .await;
    assert!(matches!(said, Err(BackendError::NotFound)));
    let preview = w.a.client.clone().only_looking();
    assert!(matches!(
        accept(&w.backend, &preview, id, &form).await,
        Err(BackendError::Preview)
    ));
}

#[tokio::test]
async fn declining_says_why_and_a_new_version_may_follow() {
    let w = world().await;
    let id = sent(&w).await;
    let hash = acceptance(&w, id, &[]).await.hash;
    let no = DeclineForm {
        version: 1,
        hash,
        reason: "scope".into(),
        text: "Too much".into(),
    };
    decline(&w.backend, &w.a.client, id, &no).await.unwrap();
    decline(&w.backend, &w.a.client, id, &no).await.unwrap();
    let detail = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(detail.status, ProposalStatus::Declined);
    assert_eq!(detail.document.answer.unwrap().text, "Too much");
    conflict(convert::invoice(&w.backend, &w.a.owner, id, false).await);
    draft::revise(&w.backend, &w.a.owner, id, detail.changes)
        .await
        .unwrap();
    send::send(&w.backend, &w.a.owner, id, changes(&w, id).await)
        .await
        .unwrap();
    let detail = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(
        (detail.status, detail.document.answer),
        (ProposalStatus::Sent, None)
    );
    let states: Vec<_> = detail.versions.iter().map(|version| version.status).collect();
    assert_eq!(states, [ProposalStatus::Sent, ProposalStatus::Declined]);
}

#[tokio::test]
async fn an_acceptance_is_taken_back_unless_something_was_made_of_it() {
    let w = world().await;
    let id = sent(&w).await;
    accept(&w.backend, &w.a.client, id, &acceptance(&w, id, &[]).await)
        .await
        .unwrap();
    conflict(draft::revise(&w.backend, &w.a.owner, id, changes(&w, id).await).await);
    let reason = |version| ReasonForm {
        reason: "A slip".into(),
        version,
    };
    send::reopen(&w.backend, &w.a.owner, id, &reason(changes(&w, id).await))
        .await
        .unwrap();
    let detail = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(
        (detail.status, detail.document.answer),
        (ProposalStatus::Sent, None)
    );
    accept(
        &w.backend,
        &w.a.client,
        id,
        &acceptance(&w, id, &["Photos"]).await,
    )
    .await
    .unwrap();
    convert::invoice(&w.backend, &w.a.owner, id, false).await.unwrap();
    conflict(send::reopen(&w.backend, &w.a.owner, id, &reason(changes(&w, id).await)).await);
}

#[tokio::test]
async fn one_draft_invoice_is_made_of_it_however_often_it_is_asked_for() {
    let w = world().await;
    let id = sent(&w).await;
    conflict(convert::invoice(&w.backend, &w.a.owner, id, false).await);
    accept(
        &w.backend,
        &w.a.client,
        id,
        &acceptance(&w, id, &["Photos", "Care"]).await,
    )
    .await
    .unwrap();
    let (one, two) = tokio::join!(
        convert::invoice(&w.backend, &w.a.owner, id, true),
        convert::invoice(&w.backend, &w.a.owner, id, true)
    );
    let made = one.unwrap();
    assert_eq!(two.unwrap(), made);
    let rows = w.backend.read(&w.a.owner);
    let row = rows.get::<invoice::Entity>(made.uuid()).await.unwrap();
    // 1,000 + 200 + the first month's 50, and tax.
    assert_eq!((row.total_minor, row.status.as_str()), (148_750, "draft"));
    assert_eq!(
        (row.reference.as_str(), row.po_number.as_str()),
        ("Q-2026-0001", "PO-7")
    );
    // A draft that was deleted may be made anew.
    invoices::delete_draft(&w.backend, &w.a.owner, made, 1)
        .await
        .unwrap();
    let again = convert::invoice(&w.backend, &w.a.owner, id, false).await.unwrap();
    assert_ne!(again, made);
    assert_eq!(
        rows.find::<proposal_conversion::Entity>().count().await.unwrap(),
        1
    );
}

#[tokio::test]
async fn what_staff_chose_is_made_as_soon_as_it_is_accepted() {
    let w = world().await;
    let mut chosen = form(&w.a);
    chosen.make_invoice = true;
    let id = draft::create(&w.backend, &w.a.owner, &chosen, "").await.unwrap();
    send::send(&w.backend, &w.a.owner, id, 1).await.unwrap();
    accept(&w.backend, &w.a.client, id, &acceptance(&w, id, &[]).await)
        .await
        .unwrap();
    let detail = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(detail.made.len(), 1);
    assert!(detail.made[0].address.starts_with("/staff/invoices/"));
    let rows = w.backend.read(&w.a.owner);
    assert_eq!(rows.find::<invoice::Entity>().count().await.unwrap(), 1);
}

#[tokio::test]
async fn comments_are_for_both_sides_and_notes_for_staff() {
    let w = world().await;
    let id = sent(&w).await;
    let say = |body: &str, internal, section: &str| CommentForm {
        body: body.into(),
        internal,
        section: section.into(),
    };
    comment::by_client(&w.backend, &w.a.client, id, &say("Can you?", true, "s2"))
        .await
        .unwrap();
    comment::by_staff(&w.backend, &w.a.owner, id, &say("We can.", false, ""))
        .await
        .unwrap();
    comment::by_staff(&w.backend, &w.a.owner, id, &say("Can we?", true, ""))
        .await
        .unwrap();
    let read = queries::document_for_client(&w.backend, &w.a.client, id, None)
        .await
        .unwrap();
    let bodies: Vec<_> = read.comments.iter().map(|each| each.body.as_str()).collect();
    assert_eq!(
        bodies,
        ["Can you?", "We can."],
        "a client's comment is never internal"
    );
    let detail = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(detail.comments.len(), 3);
    assert!(detail.document.comments.iter().all(|each| !each.internal));
    let odd = comment::by_client(&w.backend, &w.a.client, id, &say("x", false, "s77")).await;
    assert!(matches!(odd, Err(BackendError::Invalid(_))));
    // On a draft there is nobody else to talk to.
    let draft = drafted(&w).await;
    comment::by_staff(&w.backend, &w.a.owner, draft, &say("Hm", false, ""))
        .await
        .unwrap();
    let detail = queries::get(&w.backend, &w.a.owner, draft).await.unwrap();
    assert!(detail.comments[0].internal);
}
