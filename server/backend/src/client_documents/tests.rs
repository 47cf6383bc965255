//! Documents go to whom they belong, and the log tells a look from a glance.

use super::{
    credit_note_for_client, credit_note_for_staff, invoice_for_client, invoice_for_staff, look_at_invoice,
    statement_for_client,
};
use crate::{
    access_log,
    error::BackendError,
    fixture::{World, world},
    invoice::tests::{credit, draft, issued, pay},
};
use chrono::TimeDelta;
use domain::{
    access::{AccessFilter, AccessKind},
    ids::{CreditNoteId, InvoiceId},
};

async fn logged(w: &World) -> Vec<AccessKind> {
    let lines = access_log::list(&w.backend, &w.a.owner, &AccessFilter::default())
        .await
        .unwrap();
    lines.rows.into_iter().map(|line| line.kind).collect()
}

#[tokio::test]
async fn a_look_counts_once_and_a_glance_never() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    look_at_invoice(&w.backend, &w.a.client, id, false).await.unwrap();
    assert!(logged(&w).await.is_empty());
    look_at_invoice(&w.backend, &w.a.client, id, true).await.unwrap();
    look_at_invoice(&w.backend, &w.a.client, id, true).await.unwrap();
    assert_eq!(logged(&w).await, [AccessKind::Viewed]);
    w.backend.clock().advance(TimeDelta::minutes(31));
    look_at_invoice(&w.backend, &w.a.client, id, true).await.unwrap();
    assert_eq!(logged(&w).await.len(), 2);
}

#[tokio::test]
async fn a_clients_download_is_noted_and_a_staff_one_is_not() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    pay(&w.backend, &w.a, id, "40").await.unwrap();
    let staff = invoice_for_staff(&w.backend, &w.a.owner, id).await.unwrap();
    let glance = invoice_for_client(&w.backend, &w.a.client, id, false)
        .await
        .unwrap();
    assert!(logged(&w).await.is_empty());
    let client = invoice_for_client(&w.backend, &w.a.client, id, true)
        .await
        .unwrap();
    let statement = statement_for_client(&w.backend, &w.a.client, (None, None), None, true)
        .await
        .unwrap();
    assert_eq!(logged(&w).await, [AccessKind::Downloaded, AccessKind::Downloaded]);
    assert!(client.name.starts_with("Invoice "), "{}", client.name);
    assert_eq!(statement.name, "Statement of account 2025-04-01 2026-03-15");
    for file in [staff, glance, client, statement] {
        assert!(file.bytes.starts_with(b"%PDF-"), "{}", file.name);
    }
}

#[tokio::test]
async fn a_credit_note_is_a_document_of_its_own_and_only_its_clients() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let note = credit(&w.backend, &w.a, id, "59.50").await.unwrap();
    let foreign = issued(&w.backend, &w.b, "100").await;
    let foreign = credit(&w.backend, &w.b, foreign, "59.50").await.unwrap();
    let staff = credit_note_for_staff(&w.backend, &w.a.owner, note).await.unwrap();
    let glance = credit_note_for_client(&w.backend, &w.a.client, note, false)
        .await
        .unwrap();
    for other in [foreign, CreditNoteId::new()] {
        let taken = credit_note_for_client(&w.backend, &w.a.client, other, true).await;
        assert!(matches!(taken, Err(BackendError::NotFound)), "{taken:?}");
        let taken = credit_note_for_staff(&w.backend, &w.a.owner, other).await;
        assert!(matches!(taken, Err(BackendError::NotFound)), "{taken:?}");
    }
    assert!(logged(&w).await.is_empty());
    let client = credit_note_for_client(&w.backend, &w.a.client, note, true)
        .await
        .unwrap();
    assert_eq!(logged(&w).await, [AccessKind::Downloaded]);
    let lines = access_log::list(&w.backend, &w.a.owner, &AccessFilter::default())
        .await
        .unwrap();
    assert_eq!(lines.rows[0].object, client.name);
    for file in [staff, glance, client] {
        assert!(file.bytes.starts_with(b"%PDF-"), "{}", file.name);
        assert!(file.name.starts_with("Credit note "), "{}", file.name);
    }
}

#[tokio::test]
async fn drafts_and_strangers_documents_are_not_there() {
    let w = world().await;
    let own_draft = draft(&w.backend, &w.a, "100").await;
    let foreign = issued(&w.backend, &w.b, "100").await;
    for id in [own_draft, foreign, InvoiceId::new()] {
        let seen = look_at_invoice(&w.backend, &w.a.client, id, true).await;
        assert!(matches!(seen, Err(BackendError::NotFound)), "{seen:?}");
        let taken = invoice_for_client(&w.backend, &w.a.client, id, true).await;
        assert!(matches!(taken, Err(BackendError::NotFound)), "{taken:?}");
    }
    let other = invoice_for_staff(&w.backend, &w.a.owner, foreign).await;
    assert!(matches!(other, Err(BackendError::NotFound)), "{other:?}");
    let company = statement_for_client(&w.backend, &w.a.client, (None, None), Some(w.b.company), true).await;
    assert!(matches!(company, Err(BackendError::NotFound)), "{company:?}");
    assert!(logged(&w).await.is_empty());
    assert!(invoice_for_staff(&w.backend, &w.a.owner, own_draft).await.is_ok());
}
