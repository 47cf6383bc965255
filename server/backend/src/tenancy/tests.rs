//! The business's details: saved, stale, refused, and never another tenant's.

use super::business::{save, view};
use crate::{BackendError, fixture::world};
use domain::{role::Role, settings::BusinessForm};

#[tokio::test]
async fn a_stale_edit_gets_what_is_stored_and_overwrites_nothing() {
    let w = world().await;
    let opened = view(&w.backend, &w.a.owner).await.unwrap().form;
    let first = BusinessForm {
        city: "Kiel".to_owned(),
        ..opened.clone()
    };
    save(&w.backend, &w.a.owner, &first).await.unwrap();
    let second = BusinessForm {
        city: "Husum".to_owned(),
        ..opened
    };
    let Err(BackendError::Stale(stored)) = save(&w.backend, &w.a.owner, &second).await else {
        panic!("overwritten");
    };
    assert_eq!(
        serde_json::from_value::<BusinessForm>(stored).unwrap().city,
        "Kiel"
    );
}

#[tokio::test]
async fn abuse_20_viewer_and_staff_see_and_change_no_business_details() {
    let w = world().await;
    let form = view(&w.backend, &w.a.owner).await.unwrap().form;
    for role in [Role::Viewer, Role::Staff] {
        let who = w.a.staff(role);
        assert!(matches!(
            view(&w.backend, &who).await,
            Err(BackendError::Forbidden)
        ));
        let answer = save(&w.backend, &who, &form).await;
        assert!(
            matches!(answer, Err(BackendError::Forbidden)),
            "{role}: {answer:?}"
        );
    }
    let admin = w.a.staff(Role::Admin);
    assert!(save(&w.backend, &admin, &form).await.is_ok());
}

#[tokio::test]
async fn numbers_must_hold_the_period_in_which_they_count() {
    let w = world().await;
    let stored = view(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!(
        (&*stored.next_invoice, &*stored.next_credit_note),
        ("INV-2026-0001", "CN-2026-0001")
    );
    for (invoice, credit_note, reset, fields) in [
        ("INV-{SEQ}", "CN-{YYYY}-{SEQ}", "yearly", vec!["invoice_pattern"]),
        (
            "INV-{YYYY}-{SEQ}",
            "CN-{YYYY}-{SEQ}",
            "monthly",
            vec!["credit_note_pattern", "invoice_pattern"],
        ),
        (
            "INV",
            "{SEQ}{SEQ}",
            "sometimes",
            vec!["credit_note_pattern", "invoice_pattern", "number_reset"],
        ),
    ] {
        let form = BusinessForm {
            invoice_pattern: invoice.to_owned(),
            credit_note_pattern: credit_note.to_owned(),
            number_reset: reset.to_owned(),
            ..stored.form.clone()
        };
        let Err(BackendError::Invalid(errors)) = save(&w.backend, &w.a.owner, &form).await else {
            panic!("{invoice}");
        };
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), fields, "{invoice}");
    }
    let form = BusinessForm {
        invoice_pattern: "{PREFIX}{YY}{MM}/{SEQ:3}".to_owned(),
        credit_note_pattern: "C{SEQ}".to_owned(),
        number_reset: "never".to_owned(),
        ..stored.form
    };
    save(&w.backend, &w.a.owner, &form).await.unwrap();
    let saved = view(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!(
        (&*saved.next_invoice, &*saved.next_credit_note),
        ("2603/001", "C1")
    );
}

#[tokio::test]
async fn a_time_zone_must_exist_and_other_fields_are_checked_with_it() {
    let w = world().await;
    let stored = view(&w.backend, &w.a.owner).await.unwrap();
    let form = BusinessForm {
        timezone: "Mars/Olympus".to_owned(),
        iban: "DE00 0000".to_owned(),
        currency: "BTC".to_owned(),
        website: "javascript:alert(1)".to_owned(),
        ..stored.form.clone()
    };
    let Err(BackendError::Invalid(errors)) = save(&w.backend, &w.a.owner, &form).await else {
        panic!("accepted");
    };
    assert_eq!(
        errors.0.keys().collect::<Vec<_>>(),
        ["currency", "iban", "timezone", "website"]
    );
    assert_eq!(view(&w.backend, &w.a.owner).await.unwrap(), stored);
}
