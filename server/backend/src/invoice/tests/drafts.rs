//! Drafts: made, changed, copied, deleted.

use super::*;
use crate::entity::{activity, company, idempotency, invoice_line, invoice_tax};
use domain::role::Role;
use sea_orm::ColumnTrait;

#[tokio::test]
async fn a_draft_is_stored_as_calculated() {
    let w = world().await;
    let new = InvoiceForm {
        contact_id: w.a.contact.to_string(),
        lines: vec![
            line("33.335", "19"),
            line("33.335", "19"),
            line("33.335", "19"),
            line("10", "7"),
            InvoiceLineForm::default(),
        ],
        discount_kind: "amount".into(),
        discount_value: "10".into(),
        notes: "Thank you".into(),
        ..form(w.a.company, "1")
    };
    let id = commands::create(&w.backend, &w.a.owner, &new, "").await.unwrap();
    let detail = detail(&w.backend, &w.a, id).await;
    let document = &detail.document;
    assert_eq!(
        (document.number.as_deref(), document.status.as_str()),
        (None, "draft")
    );
    assert_eq!(
        document
            .lines
            .iter()
            .map(|line| line.net.minor)
            .collect::<Vec<_>>(),
        [3334, 3334, 3334, 1000]
    );
    assert_eq!(document.subtotal.minor, 11_002);
    assert_eq!(document.discount_amount.minor, 1000);
    assert_eq!(document.net.minor, 10_002);
    let tax: i64 = document.tax_groups.iter().map(|group| group.amount.minor).sum();
    assert_eq!((document.tax.minor, document.total.minor), (tax, 10_002 + tax));
    assert_eq!(
        (document.payable, document.balance, document.rounding.minor),
        (document.total, document.total, 0)
    );
    assert_eq!(document.buyer.name, "§Anchor-company");
    assert_eq!(document.buyer.attention, "§Anchor-contact");
    assert_eq!(document.seller.name, "Anchor Ltd");
    // The form opens with what was typed.
    let stored = queries::form(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(
        (stored.version, stored.lines.len(), stored.notes.as_str()),
        (1, 4, "Thank you")
    );
    assert_eq!(
        (stored.discount_kind.as_str(), stored.discount_value.as_str()),
        ("amount", "10.00")
    );
    assert_eq!(stored.lines[0].unit_price, "33.335");
}

#[tokio::test]
async fn a_wrong_form_answers_by_field_and_saves_nothing() {
    let w = world().await;
    let bad = InvoiceForm {
        company_id: "x".into(),
        currency: "XXQ".into(),
        due_date: "2026-02-30".into(),
        lines: vec![line("-1", "19")],
        ..InvoiceForm::default()
    };
    let fields = fields(commands::create(&w.backend, &w.a.owner, &bad, "k").await);
    assert_eq!(
        fields,
        ["company_id", "currency", "due_date", "lines.0.unit_price"]
    );
    let huge = form(w.a.company, "99999999999999999999");
    assert_eq!(
        super::fields(commands::create(&w.backend, &w.a.owner, &huge, "k").await),
        ["lines.0.unit_price"]
    );
    let rows = w.backend.read(&w.a.owner);
    assert_eq!(rows.find::<invoice::Entity>().count().await.unwrap(), 0);
    assert_eq!(rows.find::<invoice_line::Entity>().count().await.unwrap(), 0);
    assert_eq!(rows.find::<idempotency::Entity>().count().await.unwrap(), 0);
    assert_eq!(rows.find::<activity::Entity>().count().await.unwrap(), 0);
}

#[tokio::test]
async fn foreign_ids_are_refused_by_field() {
    let w = world().await;
    for company in [w.b.company, CompanyId::new()] {
        let refused = commands::create(&w.backend, &w.a.owner, &form(company, "1"), "").await;
        assert_eq!(fields(refused), ["company_id"]);
    }
    let stranger = stranger(&w, &w.a).await;
    for contact in [w.b.contact, stranger, ContactId::new()] {
        let form = InvoiceForm {
            contact_id: contact.to_string(),
            ..form(w.a.company, "1")
        };
        assert_eq!(
            fields(commands::create(&w.backend, &w.a.owner, &form, "").await),
            ["contact_id"]
        );
    }
    let id = draft(&w.backend, &w.a, "1").await;
    let moved = InvoiceForm {
        version: 1,
        ..form(w.b.company, "1")
    };
    assert_eq!(
        fields(commands::update(&w.backend, &w.a.owner, id, &moved).await),
        ["company_id"]
    );
    // Another tenant's invoice is not there.
    for result in [
        commands::update(
            &w.backend,
            &w.b.owner,
            id,
            &InvoiceForm {
                version: 1,
                ..form(w.b.company, "1")
            },
        )
        .await,
        commands::delete_draft(&w.backend, &w.b.owner, id, 1).await,
        commands::issue(&w.backend, &w.b.owner, id, 1, false, "")
            .await
            .map(|_| ()),
        commands::duplicate(&w.backend, &w.b.owner, id, "")
            .await
            .map(|_| ()),
        queries::get(&w.backend, &w.b.owner, id).await.map(|_| ()),
        queries::form(&w.backend, &w.b.owner, id).await.map(|_| ()),
        queries::document(&w.backend, &w.b.owner, id).await.map(|_| ()),
        super::super::visibility::of(&w.backend, &w.b.owner, id)
            .await
            .map(|_| ()),
    ] {
        assert!(matches!(result, Err(BackendError::NotFound)), "{result:?}");
    }
}

#[tokio::test]
async fn a_stale_edit_gets_what_is_stored() {
    let w = world().await;
    let id = draft(&w.backend, &w.a, "1").await;
    let edit = |price: &str, version| InvoiceForm {
        version,
        ..form(w.a.company, price)
    };
    commands::update(&w.backend, &w.a.owner, id, &edit("2", 1))
        .await
        .unwrap();
    let Err(BackendError::Stale(stored)) = commands::update(&w.backend, &w.a.owner, id, &edit("3", 1)).await
    else {
        panic!("not stale");
    };
    let stored: InvoiceForm = serde_json::from_value(stored).unwrap();
    assert_eq!((stored.version, stored.lines[0].unit_price.as_str()), (2, "2"));
    assert_eq!(detail(&w.backend, &w.a, id).await.document.payable.minor, 200);
    commands::update(&w.backend, &w.a.owner, id, &edit("3", 2))
        .await
        .unwrap();
    assert_eq!(detail(&w.backend, &w.a, id).await.document.lines.len(), 1);
    let stale = commands::delete_draft(&w.backend, &w.a.owner, id, 1).await;
    assert!(conflict(stale).contains("in the meantime"));
}

#[tokio::test]
async fn a_draft_goes_without_a_trace_but_in_the_timeline() {
    let w = world().await;
    let id = draft(&w.backend, &w.a, "1").await;
    commands::delete_draft(&w.backend, &w.a.owner, id, 1)
        .await
        .unwrap();
    let rows = w.backend.read(&w.a.owner);
    assert_eq!(rows.find::<invoice::Entity>().count().await.unwrap(), 0);
    assert_eq!(rows.find::<invoice_line::Entity>().count().await.unwrap(), 0);
    assert_eq!(rows.find::<invoice_tax::Entity>().count().await.unwrap(), 0);
    let verbs = rows
        .find::<activity::Entity>()
        .filter(activity::Column::InvoiceId.eq(id.uuid()))
        .all()
        .await
        .unwrap();
    assert_eq!(
        verbs.iter().map(|row| row.verb.as_str()).collect::<Vec<_>>(),
        ["invoice.created", "invoice.deleted"]
    );
    let id = issued(&w.backend, &w.a, "1").await;
    let refused = commands::delete_draft(&w.backend, &w.a.owner, id, 2).await;
    assert!(conflict(refused).contains("already been issued"));
    let refused = commands::update(&w.backend, &w.a.owner, id, &form(w.a.company, "2")).await;
    assert!(conflict(refused).contains("already been issued"));
}

#[tokio::test]
async fn a_copy_is_a_draft_for_today() {
    let w = world().await;
    let new = InvoiceForm {
        contact_id: w.a.contact.to_string(),
        issue_date: "2026-03-01".into(),
        lines: vec![line("10", "19"), line("5", "7")],
        ..form(w.a.company, "1")
    };
    let id = commands::create(&w.backend, &w.a.owner, &new, "").await.unwrap();
    commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap();
    let copy = commands::duplicate(&w.backend, &w.a.owner, id, "k")
        .await
        .unwrap();
    assert_eq!(
        commands::duplicate(&w.backend, &w.a.owner, id, "k")
            .await
            .unwrap(),
        copy
    );
    let (old, new) = (
        detail(&w.backend, &w.a, id).await,
        detail(&w.backend, &w.a, copy).await,
    );
    assert_eq!(new.document.lines, old.document.lines);
    assert_eq!(
        (new.document.payable, new.document.balance),
        (old.document.payable, old.document.payable)
    );
    assert_eq!((new.document.number, new.document.issue_date), (None, None));
    assert_eq!(new.document.due_date, "2026-03-29".parse().ok());
    assert_eq!(new.contact_id, Some(w.a.contact));

    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<company::Entity>()
        .set(company::Column::ArchivedAt, w.backend.clock().now())
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    assert!(conflict(commands::duplicate(&w.backend, &w.a.owner, id, "").await).contains("archived"));
    assert_eq!(
        fields(commands::create(&w.backend, &w.a.owner, &form(w.a.company, "1"), "").await),
        ["company_id"]
    );
}

#[tokio::test]
async fn a_double_submission_makes_one_draft() {
    let w = world().await;
    let form = form(w.a.company, "1");
    let (one, two) = tokio::join!(
        commands::create(&w.backend, &w.a.owner, &form, "same"),
        commands::create(&w.backend, &w.a.owner, &form, "same"),
    );
    assert_eq!(one.unwrap(), two.unwrap());
    let rows = w.backend.read(&w.a.owner);
    assert_eq!(rows.find::<invoice::Entity>().count().await.unwrap(), 1);
    let other = InvoiceForm {
        notes: "other".into(),
        ..form
    };
    assert!(
        conflict(commands::create(&w.backend, &w.a.owner, &other, "same").await).contains("other values")
    );
}

#[tokio::test]
async fn roles_are_kept_apart() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "10").await;
    let (viewer, staff) = (w.a.staff(Role::Viewer), w.a.staff(Role::Staff));
    assert!(queries::get(&w.backend, &viewer, id).await.is_ok());
    assert!(
        queries::list(&w.backend, &viewer, &Default::default())
            .await
            .is_ok()
    );
    let forbidden =
        |result: Result<()>| assert!(matches!(result, Err(BackendError::Forbidden)), "{result:?}");
    forbidden(
        commands::create(&w.backend, &viewer, &form(w.a.company, "1"), "")
            .await
            .map(|_| ()),
    );
    forbidden(commands::update(&w.backend, &viewer, id, &form(w.a.company, "1")).await);
    forbidden(commands::duplicate(&w.backend, &viewer, id, "").await.map(|_| ()));
    forbidden(commands::delete_draft(&w.backend, &viewer, id, 1).await);
    forbidden(
        commands::issue(&w.backend, &viewer, id, 1, false, "")
            .await
            .map(|_| ()),
    );
    forbidden(commands::amend(&w.backend, &viewer, id, &Default::default()).await);
    forbidden(
        payments::record(&w.backend, &viewer, id, &Default::default(), "")
            .await
            .map(|_| ()),
    );
    forbidden(
        payments::correct(&w.backend, &viewer, PaymentId::new(), &Default::default())
            .await
            .map(|_| ()),
    );
    forbidden(
        payments::refund(&w.backend, &viewer, PaymentId::new(), &Default::default(), "")
            .await
            .map(|_| ()),
    );
    forbidden(
        payments::apply_credit(&w.backend, &viewer, id, 1)
            .await
            .map(|_| ()),
    );
    forbidden(commands::void(&w.backend, &staff, id, &Default::default()).await);
    forbidden(commands::write_off(&w.backend, &staff, id, &Default::default()).await);
    forbidden(
        commands::credit(&w.backend, &staff, id, &Default::default(), "")
            .await
            .map(|_| ()),
    );
    forbidden(payments::cancel(&w.backend, &staff, PaymentId::new(), &Default::default()).await);
    assert!(
        commands::create(&w.backend, &staff, &form(w.a.company, "1"), "")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_new_form_opens_with_what_was_usual() {
    let w = world().await;
    let editor = super::super::editing::new(&w.backend, &w.a.owner, Some(w.a.company))
        .await
        .unwrap();
    assert_eq!(
        (editor.form.lines.len(), editor.form.lines[0].tax_name.as_str()),
        (1, "VAT")
    );
    assert_eq!(
        (editor.form.currency.as_str(), editor.form.due_date.as_str()),
        ("EUR", "2026-03-29")
    );
    assert!(editor.form.lines[0].is_blank());
    assert_eq!(
        editor.contacts.iter().map(|choice| choice.id).collect::<Vec<_>>(),
        [w.a.contact]
    );
    let last = InvoiceForm {
        terms: "Net".into(),
        lines: vec![line("1", "19"), line("1", "7")],
        ..form(w.a.company, "1")
    };
    let id = commands::create(&w.backend, &w.a.owner, &last, "").await.unwrap();
    let other = other_company(&w, &w.a).await;
    let editor = super::super::editing::new(&w.backend, &w.a.owner, Some(other))
        .await
        .unwrap();
    assert_eq!(
        (editor.form.terms.as_str(), editor.form.lines[0].tax_rate.as_str()),
        ("Net", "19")
    );
    assert_eq!(
        editor
            .taxes
            .iter()
            .map(|tax| tax.rate.to_string())
            .collect::<Vec<_>>(),
        ["19", "7"]
    );
    let editor = super::super::editing::new(&w.backend, &w.a.owner, None)
        .await
        .unwrap();
    assert_eq!((editor.company, editor.form.company_id.as_str()), (None, ""));
    let editor = super::super::editing::draft(&w.backend, &w.a.owner, id)
        .await
        .unwrap();
    assert_eq!(editor.company.map(|company| company.id), Some(w.a.company));
    let foreign = super::super::editing::new(&w.backend, &w.a.owner, Some(w.b.company)).await;
    assert!(matches!(foreign, Err(BackendError::NotFound)));
}
