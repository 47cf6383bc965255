//! Lists, on both sides, and their files.

use super::*;
use crate::{
    access_log::{self, Document},
    entity::company,
    fixture::world,
    proposal::answer::accept,
};
use domain::proposal::{DisplayStatus, view::ProposalFilter};
use sea_orm::ColumnTrait;

fn only(status: &str) -> ProposalFilter {
    ProposalFilter {
        status: status.into(),
        ..ProposalFilter::default()
    }
}

async fn count(w: &World, status: &str) -> u64 {
    queries::list(&w.backend, &w.a.owner, &only(status))
        .await
        .unwrap()
        .total
}

#[tokio::test]
async fn lists_are_cut_by_state_and_by_words() {
    let w = world().await;
    drafted(&w).await;
    let waiting = sent(&w).await;
    let accepted = sent(&w).await;
    accept(
        &w.backend,
        &w.a.client,
        accepted,
        &acceptance(&w, accepted, &[]).await,
    )
    .await
    .unwrap();
    for (status, expected) in [
        ("", 3),
        ("draft", 1),
        ("open", 1),
        ("sent", 1),
        ("viewed", 0),
        ("accepted", 1),
        ("expired", 0),
        ("nonsense", 3),
    ] {
        assert_eq!(count(&w, status).await, expected, "{status}");
    }
    access_log::saw(&w.backend, &w.a.client, Document::Proposal(waiting), "Q")
        .await
        .unwrap();
    assert_eq!((count(&w, "sent").await, count(&w, "viewed").await), (0, 1));
    let detail = queries::get(&w.backend, &w.a.owner, waiting).await.unwrap();
    assert_eq!(detail.document.display_status, DisplayStatus::Viewed);
    assert_eq!(detail.seen.len(), 1);
    let late = at(&w, "2026-05-01T10:00:00Z");
    let expired = queries::list(&late, &w.a.owner, &only("expired")).await.unwrap();
    assert_eq!((expired.total, expired.rows[0].id), (1, waiting));
    for (search, expected) in [
        ("relaunch", 3),
        ("q-2026-0001 RELAUNCH", 1),
        ("anchor", 3),
        ("zebra", 0),
        ("100%", 0),
    ] {
        let filter = ProposalFilter {
            search: search.into(),
            ..ProposalFilter::default()
        };
        let found = queries::list(&w.backend, &w.a.owner, &filter).await.unwrap();
        assert_eq!(found.total, expected, "{search}");
    }
    for sort in ["sent", "-number", "title", "company", "-valid_until", "total"] {
        let filter = ProposalFilter {
            sort: sort.into(),
            ..ProposalFilter::default()
        };
        assert_eq!(
            queries::list(&w.backend, &w.a.owner, &filter)
                .await
                .unwrap()
                .rows
                .len(),
            3,
            "{sort}"
        );
    }
}

#[tokio::test]
async fn clients_list_what_was_sent_to_them() {
    let w = world().await;
    drafted(&w).await;
    let id = sent(&w).await;
    let mine = queries::list_for_client(&w.backend, &w.a.client, &ProposalFilter::default())
        .await
        .unwrap();
    assert_eq!(
        (mine.total, mine.rows[0].id, mine.rows[0].has_draft),
        (1, id, false)
    );
    // Whether they have looked is for staff.
    access_log::saw(&w.backend, &w.a.client, Document::Proposal(id), "Q")
        .await
        .unwrap();
    let mine = queries::list_for_client(&w.backend, &w.a.client, &only("viewed"))
        .await
        .unwrap();
    assert_eq!(mine.rows[0].display_status, DisplayStatus::Sent);
    let theirs = queries::list_for_client(&w.backend, &w.b.client, &ProposalFilter::default())
        .await
        .unwrap();
    assert_eq!(theirs.total, 0);
    let foreign = access_log::saw(&w.backend, &w.b.client, Document::Proposal(id), "Q").await;
    assert!(matches!(foreign, Err(BackendError::NotFound)));
}

#[tokio::test]
async fn a_lists_file_holds_no_formula() {
    let w = world().await;
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<company::Entity>()
        .filter(company::Column::Id.eq(w.a.company.uuid()))
        .set(company::Column::Name, "=HYPERLINK(\"http://evil\")")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let mut evil = form(&w.a);
    evil.title = "@SUM(A1:A9)".into();
    let id = draft::create(&w.backend, &w.a.owner, &evil, "").await.unwrap();
    send::send(&w.backend, &w.a.owner, id, 1).await.unwrap();
    let staff = queries::export(&w.backend, &w.a.owner, &ProposalFilter::default())
        .await
        .unwrap();
    let client = queries::export_for_client(&w.backend, &w.a.client, &ProposalFilter::default())
        .await
        .unwrap();
    for csv in [staff, client] {
        let lines: Vec<&str> = csv.trim_start_matches('\u{FEFF}').lines().collect();
        assert_eq!(lines.len(), 2, "{csv}");
        assert!(
            lines[1].starts_with("Q-2026-0001,\"'@SUM(A1:A9)\",\"'=HYPERLINK"),
            "{csv}"
        );
        assert!(lines[1].contains("1190.00"), "{csv}");
    }
}
