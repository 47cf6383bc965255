//! Settings: saved, stale, refused, and never another tenant's.

use super::settings::{
    business, link_days, portal, public_brand, public_logo, save_business, save_logo, save_portal,
};
use crate::{BackendError, fixture::world};
use domain::{
    role::Role,
    settings::{BusinessForm, PortalForm},
};

#[tokio::test]
async fn the_portals_settings_are_saved_and_stay_with_their_tenant() {
    let w = world().await;
    let stored = portal(&w.backend, &w.a.owner).await.unwrap().form;
    let theirs = portal(&w.backend, &w.b.owner).await.unwrap();
    let form = PortalForm {
        name: " Anchor Portal ".to_owned(),
        enabled: false,
        welcome_message: "Hello\r\nthere".to_owned(),
        brand_colour: "#0A5".to_owned(),
        accent_colour: "#123456".to_owned(),
        link_days: "7".to_owned(),
        modules: vec!["invoices".to_owned()],
        version: stored.version,
    };
    save_portal(&w.backend, &w.a.owner, &form).await.unwrap();
    let saved = portal(&w.backend, &w.a.owner).await.unwrap().form;
    let expected = PortalForm {
        name: "Anchor Portal".to_owned(),
        welcome_message: "Hello\nthere".to_owned(),
        brand_colour: "#00aa55".to_owned(),
        version: stored.version + 1,
        ..form
    };
    assert_eq!(saved, expected);
    assert_eq!(link_days(&w.backend, &w.a.owner).await.unwrap(), 7);
    assert_eq!(portal(&w.backend, &w.b.owner).await.unwrap(), theirs);
    let brand = public_brand(&w.backend, w.a.tenant).await.unwrap();
    assert_eq!((&*brand.brand, &*brand.accent), ("#00aa55", "#123456"));
}

#[tokio::test]
async fn a_stale_edit_gets_what_is_stored_and_overwrites_nothing() {
    let w = world().await;
    let opened = portal(&w.backend, &w.a.owner).await.unwrap().form;
    let first = PortalForm {
        name: "First".to_owned(),
        ..opened.clone()
    };
    save_portal(&w.backend, &w.a.owner, &first).await.unwrap();
    let second = PortalForm {
        name: "Second".to_owned(),
        ..opened.clone()
    };
    let Err(BackendError::Stale(stored)) = save_portal(&w.backend, &w.a.owner, &second).await else {
        panic!("overwritten");
    };
    let stored: PortalForm = serde_json::from_value(stored).unwrap();
    assert_eq!((&*stored.name, stored.version), ("First", opened.version + 1));
    // With the version that is stored now, it is a decision.
    let again = PortalForm {
        version: stored.version,
        ..second
    };
    save_portal(&w.backend, &w.a.owner, &again).await.unwrap();

    let opened = business(&w.backend, &w.a.owner).await.unwrap().form;
    let first = BusinessForm {
        city: "Kiel".to_owned(),
        ..opened.clone()
    };
    save_business(&w.backend, &w.a.owner, &first).await.unwrap();
    let second = BusinessForm {
        city: "Husum".to_owned(),
        ..opened
    };
    let Err(BackendError::Stale(stored)) = save_business(&w.backend, &w.a.owner, &second).await else {
        panic!("overwritten");
    };
    assert_eq!(
        serde_json::from_value::<BusinessForm>(stored).unwrap().city,
        "Kiel"
    );
}

#[tokio::test]
async fn a_refused_form_saves_nothing_in_part() {
    let w = world().await;
    let stored = portal(&w.backend, &w.a.owner).await.unwrap();
    let bad = PortalForm {
        name: "Would be fine".to_owned(),
        link_days: "0".to_owned(),
        brand_colour: "#ffffff".to_owned(),
        ..stored.form.clone()
    };
    let Err(BackendError::Invalid(errors)) = save_portal(&w.backend, &w.a.owner, &bad).await else {
        panic!("accepted");
    };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["brand_colour", "link_days"]);
    assert_eq!(portal(&w.backend, &w.a.owner).await.unwrap(), stored);
}

#[tokio::test]
async fn abuse_20_viewer_and_staff_see_and_change_no_settings() {
    let w = world().await;
    let (portal_form, business_form) = (
        portal(&w.backend, &w.a.owner).await.unwrap().form,
        business(&w.backend, &w.a.owner).await.unwrap().form,
    );
    for role in [Role::Viewer, Role::Staff] {
        let who = w.a.staff(role);
        assert!(matches!(
            portal(&w.backend, &who).await,
            Err(BackendError::Forbidden)
        ));
        assert!(matches!(
            business(&w.backend, &who).await,
            Err(BackendError::Forbidden)
        ));
        for answer in [
            save_portal(&w.backend, &who, &portal_form).await,
            save_business(&w.backend, &who, &business_form).await,
            save_logo(&w.backend, &who, Some(vec![1])).await,
            save_logo(&w.backend, &who, None).await,
        ] {
            assert!(
                matches!(answer, Err(BackendError::Forbidden)),
                "{role}: {answer:?}"
            );
        }
    }
    let admin = w.a.staff(Role::Admin);
    assert!(save_portal(&w.backend, &admin, &portal_form).await.is_ok());
    assert!(save_business(&w.backend, &admin, &business_form).await.is_ok());
}

#[tokio::test]
async fn the_logo_has_an_address_of_its_content_and_can_go_again() {
    let w = world().await;
    assert!(matches!(
        public_logo(&w.backend, w.a.tenant).await,
        Err(BackendError::NotFound)
    ));
    save_logo(&w.backend, &w.a.owner, Some(b"one".to_vec()))
        .await
        .unwrap();
    let first = portal(&w.backend, &w.a.owner).await.unwrap().logo_url.unwrap();
    save_logo(&w.backend, &w.a.owner, Some(b"two".to_vec()))
        .await
        .unwrap();
    let second = portal(&w.backend, &w.a.owner).await.unwrap().logo_url.unwrap();
    assert_ne!(first, second);
    assert!(second.starts_with(&format!("/logo/{}/", w.a.tenant)));
    assert_eq!(public_logo(&w.backend, w.a.tenant).await.unwrap().1, b"two");
    assert!(matches!(
        public_logo(&w.backend, w.b.tenant).await,
        Err(BackendError::NotFound)
    ));
    save_logo(&w.backend, &w.a.owner, None).await.unwrap();
    assert_eq!(portal(&w.backend, &w.a.owner).await.unwrap().logo_url, None);
    assert!(public_logo(&w.backend, w.a.tenant).await.is_err());
}

#[tokio::test]
async fn numbers_must_hold_the_period_in_which_they_count() {
    let w = world().await;
    let stored = business(&w.backend, &w.a.owner).await.unwrap();
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
        let Err(BackendError::Invalid(errors)) = save_business(&w.backend, &w.a.owner, &form).await else {
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
    save_business(&w.backend, &w.a.owner, &form).await.unwrap();
    let saved = business(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!(
        (&*saved.next_invoice, &*saved.next_credit_note),
        ("2603/001", "C1")
    );
}

#[tokio::test]
async fn a_time_zone_must_exist_and_other_fields_are_checked_with_it() {
    let w = world().await;
    let stored = business(&w.backend, &w.a.owner).await.unwrap();
    let form = BusinessForm {
        timezone: "Mars/Olympus".to_owned(),
        iban: "DE00 0000".to_owned(),
        currency: "BTC".to_owned(),
        website: "javascript:alert(1)".to_owned(),
        ..stored.form.clone()
    };
    let Err(BackendError::Invalid(errors)) = save_business(&w.backend, &w.a.owner, &form).await else {
        panic!("accepted");
    };
    assert_eq!(
        errors.0.keys().collect::<Vec<_>>(),
        ["currency", "iban", "timezone", "website"]
    );
    assert_eq!(business(&w.backend, &w.a.owner).await.unwrap(), stored);
}
