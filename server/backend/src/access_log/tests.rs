use super::*;
use crate::{
    error::BackendError,
    fixture::{Side, World, client_scope, invoice_row, world},
};
use domain::role::Role;

async fn invoice_of(w: &World, side: &Side, status: &str) -> InvoiceId {
    let (id, now) = (InvoiceId::new(), w.backend.clock().now());
    let number = format!("INV-{id}");
    let rows = w.backend.begin(&side.owner).await.unwrap();
    let row = invoice_row(id, side.company, (status, Some(&number)), ("EUR", 100), None, now);
    rows.insert::<invoice::Entity>(row).await.unwrap();
    rows.commit().await.unwrap();
    id
}

async fn act(w: &World, scope: &ClientScope, kind: AccessKind, invoice: Option<InvoiceId>) -> Result<()> {
    let rows = w.backend.begin(scope).await?;
    record(
        &rows,
        w.backend.clock().now(),
        kind,
        invoice.map(Document::Invoice),
        "INV-1",
    )
    .await?;
    rows.commit().await
}

async fn log(w: &World, side: &Side, filter: &AccessFilter) -> Vec<AccessLine> {
    list(&w.backend, &side.owner, filter).await.unwrap().rows
}

async fn verbs(w: &World) -> Vec<String> {
    let rows = w.backend.read(&w.a.owner);
    let lines = rows
        .find::<timeline::Entity>()
        .order(timeline::Column::Id, Order::Asc)
        .all()
        .await
        .unwrap();
    lines.into_iter().map(|line| line.verb).collect()
}

#[tokio::test]
async fn a_second_look_within_half_an_hour_is_the_same_look() {
    let w = world().await;
    let id = Some(invoice_of(&w, &w.a, "sent").await);
    let everything = AccessFilter::default();
    act(&w, &w.a.client, AccessKind::Viewed, id).await.unwrap();
    w.backend.clock().advance(TimeDelta::minutes(29));
    act(&w, &w.a.client, AccessKind::Viewed, id).await.unwrap();
    assert_eq!(log(&w, &w.a, &everything).await.len(), 1);
    w.backend.clock().advance(TimeDelta::minutes(2));
    act(&w, &w.a.client, AccessKind::Viewed, id).await.unwrap();
    assert_eq!(log(&w, &w.a, &everything).await.len(), 2);
    // Another session is another look, another invoice too, and each download counts.
    let elsewhere = client_scope(w.a.tenant, w.a.contact, vec![w.a.company]);
    act(&w, &elsewhere, AccessKind::Viewed, id).await.unwrap();
    let other = Some(invoice_of(&w, &w.a, "paid").await);
    act(&w, &w.a.client, AccessKind::Viewed, other).await.unwrap();
    act(&w, &w.a.client, AccessKind::Downloaded, id).await.unwrap();
    act(&w, &w.a.client, AccessKind::Downloaded, id).await.unwrap();
    act(&w, &w.a.client, AccessKind::SignedOut, None).await.unwrap();
    let lines = log(&w, &w.a, &everything).await;
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[0].kind, AccessKind::SignedOut, "newest first");
    assert_eq!(lines[1].browser, "Firefox on Linux");
    assert_eq!(lines[1].address, "203.0.113.0/24");
    assert_eq!(lines[1].contact_name, "§Anchor-contact");
    assert_eq!((lines[1].object.as_str(), lines[1].invoice), ("INV-1", id));
    assert_eq!(
        verbs(&w).await,
        ["invoice.viewed", "invoice.viewed", "invoice.downloaded"],
        "the timeline has firsts only"
    );
}

#[tokio::test]
async fn drafts_and_other_peoples_invoices_are_not_to_be_seen() {
    let w = world().await;
    let foreign = invoice_of(&w, &w.b, "sent").await;
    let draft = invoice_of(&w, &w.a, "draft").await;
    let mine = invoice_of(&w, &w.a, "sent").await;
    let nobody = client_scope(w.a.tenant, w.a.contact, vec![]);
    for (scope, id) in [
        (&w.a.client, foreign),
        (&w.a.client, draft),
        (&w.a.client, InvoiceId::new()),
        (&nobody, mine),
    ] {
        let answer = act(&w, scope, AccessKind::Viewed, Some(id)).await;
        assert!(matches!(answer, Err(BackendError::NotFound)), "{answer:?}");
    }
    assert!(log(&w, &w.a, &AccessFilter::default()).await.is_empty());
    assert!(verbs(&w).await.is_empty());
}

#[tokio::test]
async fn the_log_is_filtered_and_stays_in_its_tenant() {
    let w = world().await;
    act(&w, &w.a.client, AccessKind::SignedOut, None).await.unwrap();
    act(&w, &w.a.client, AccessKind::LinkRequested, None)
        .await
        .unwrap();
    act(&w, &w.b.client, AccessKind::SignedOut, None).await.unwrap();
    let of_kind = AccessFilter {
        kind: "signed_out".into(),
        ..AccessFilter::default()
    };
    let lines = log(&w, &w.a, &of_kind).await;
    assert_eq!(
        lines.iter().map(|line| line.contact).collect::<Vec<_>>(),
        [w.a.contact]
    );
    assert_eq!(log(&w, &w.a, &AccessFilter::of(w.a.contact, 1)).await.len(), 2);
    assert!(log(&w, &w.a, &AccessFilter::of(w.b.contact, 1)).await.is_empty());
    let nonsense = AccessFilter {
        contact: "../etc".into(),
        ..AccessFilter::default()
    };
    assert!(log(&w, &w.a, &nonsense).await.is_empty());
    let viewer = w.a.staff(Role::Viewer);
    assert!(list(&w.backend, &viewer, &of_kind).await.is_ok());
}
