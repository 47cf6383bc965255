use super::*;
use crate::{
    activity::{Happening, record},
    entity::membership,
    fixture::{Side, World, client_scope, contact_row, invoice_row, world},
};
use domain::role::Role;
use sea_orm::ActiveValue::Set;

async fn happen(w: &World, side: &Side, verb: Verb, what: Happening) {
    let now = w.backend.clock().now();
    let rows = w.backend.begin(&side.owner).await.unwrap();
    record(&rows, now, verb, what).await.unwrap();
    rows.commit().await.unwrap();
    w.backend.clock().advance(chrono::TimeDelta::minutes(1));
}

async fn issued(w: &World, side: &Side) -> InvoiceId {
    let (id, now) = (InvoiceId::new(), w.backend.clock().now());
    let rows = w.backend.begin(&side.owner).await.unwrap();
    let row = invoice_row(id, side.company, ("sent", Some("INV-1")), ("EUR", 100), None, now);
    rows.insert::<invoice::Entity>(row).await.unwrap();
    rows.commit().await.unwrap();
    let what = Happening {
        company: Some(side.company),
        invoice: Some(id),
        object: "INV-1".into(),
        remark: "secret remark".into(),
        ..Happening::default()
    };
    happen(w, side, Verb::InvoiceIssued, what).await;
    id
}

fn about_contact(contact: ContactId) -> Happening {
    Happening {
        contact: Some(contact),
        object: "somebody".into(),
        remark: "secret remark".into(),
        ..Happening::default()
    }
}

fn keys(page: &Page<ActivityLine>) -> Vec<&'static str> {
    page.rows.iter().map(|line| line.verb.key()).collect()
}

#[tokio::test]
async fn each_timeline_shows_its_own_newest_first() {
    let w = world().await;
    let id = issued(&w, &w.a).await;
    issued(&w, &w.b).await;
    happen(&w, &w.a, Verb::PortalInvited, about_contact(w.a.contact)).await;
    happen(&w, &w.a, Verb::SettingsChanged, Happening::default()).await;
    let owner = &w.a.owner;
    let company = for_company(&w.backend, owner, w.a.company, 1).await.unwrap();
    assert_eq!(keys(&company), ["portal.invited", "invoice.issued"]);
    assert_eq!(company.rows[1].remark, "secret remark", "staff read the remark");
    assert_eq!(company.rows[1].invoice, Some(id));
    let contact = for_contact(&w.backend, owner, w.a.contact, 1).await.unwrap();
    assert_eq!(keys(&contact), ["portal.invited"]);
    let invoice = for_invoice(&w.backend, owner, id, 1).await.unwrap();
    assert_eq!(keys(&invoice), ["invoice.issued"]);
    assert!(
        for_invoice(&w.backend, &w.a.staff(Role::Viewer), id, 1)
            .await
            .is_ok()
    );

    let foreign = [
        for_company(&w.backend, &w.b.owner, w.a.company, 1).await,
        for_contact(&w.backend, &w.b.owner, w.a.contact, 1).await,
        for_invoice(&w.backend, &w.b.owner, id, 1).await,
        for_invoice(&w.backend, &w.b.owner, InvoiceId::new(), 1).await,
    ];
    for answer in foreign {
        assert!(matches!(answer, Err(BackendError::NotFound)), "{answer:?}");
    }
}

#[tokio::test]
async fn timelines_have_pages() {
    let w = world().await;
    for _ in 0..27 {
        happen(&w, &w.a, Verb::PortalInvited, about_contact(w.a.contact)).await;
    }
    let first = for_contact(&w.backend, &w.a.owner, w.a.contact, 0).await.unwrap();
    assert_eq!((first.rows.len(), first.total), (25, 27));
    let last = for_client(&w.backend, &w.a.client, &ModuleSet::default(), 9)
        .await
        .unwrap();
    assert_eq!((last.rows.len(), last.page), (2, 2));
}

#[tokio::test]
async fn a_client_reads_the_own_timeline_without_remarks_and_without_staffs_business() {
    let w = world().await;
    issued(&w, &w.a).await;
    issued(&w, &w.b).await;
    let colleague = ContactId::new();
    let now = w.backend.clock().now();
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.insert::<contact::Entity>(contact_row(colleague, "colleague", now))
        .await
        .unwrap();
    rows.insert::<membership::Entity>(membership::ActiveModel {
        contact_id: Set(colleague.uuid()),
        company_id: Set(w.a.company.uuid()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
    happen(&w, &w.a, Verb::PortalInvited, about_contact(w.a.contact)).await;
    happen(&w, &w.a, Verb::PortalInvited, about_contact(colleague)).await;
    happen(&w, &w.a, Verb::LinkRevoked, about_contact(w.a.contact)).await;
    let written_off = Happening {
        company: Some(w.a.company),
        ..Happening::default()
    };
    happen(&w, &w.a, Verb::InvoiceWrittenOff, written_off).await;

    let all = ModuleSet::default();
    let mine = for_client(&w.backend, &w.a.client, &all, 1).await.unwrap();
    assert_eq!(keys(&mine), ["portal.invited", "invoice.issued"]);
    assert!(mine.rows.iter().all(|line| line.remark.is_empty()));
    let no_invoices = ModuleSet::of([Module::Activity]);
    let fewer = for_client(&w.backend, &w.a.client, &no_invoices, 1)
        .await
        .unwrap();
    assert_eq!((keys(&fewer), fewer.total), (vec!["portal.invited"], 1));
    let off = for_client(&w.backend, &w.a.client, &ModuleSet::of([Module::Invoices]), 1).await;
    assert!(matches!(off, Err(BackendError::NotFound)), "{off:?}");
    // What one did for a company stays with the company.
    let about_both = Happening {
        company: Some(w.a.company),
        ..about_contact(w.a.contact)
    };
    happen(&w, &w.a, Verb::InvoiceViewed, about_both).await;
    let left = client_scope(w.a.tenant, w.a.contact, vec![]);
    let lines = for_client(&w.backend, &left, &all, 1).await.unwrap();
    assert_eq!(keys(&lines), ["portal.invited"]);
}
