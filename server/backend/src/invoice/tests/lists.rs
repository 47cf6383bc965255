//! Lists and documents: what staff see, what a client sees, and what a client never sees.

use super::*;
use crate::{
    entity::{access_event, company, contact, membership, portal},
    fixture::client_scope,
    invoice::{list, visibility},
};
use domain::{
    invoice::{
        DisplayStatus,
        view::InvoiceFilter,
        visibility::{InvoiceObstacle, InvoiceVisibility},
    },
    list::PAGE_SIZE,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

fn filter(change: impl FnOnce(&mut InvoiceFilter)) -> InvoiceFilter {
    let mut filter = InvoiceFilter::default();
    change(&mut filter);
    filter
}

async fn staff_list(w: &World, filter: InvoiceFilter) -> Vec<(String, DisplayStatus)> {
    let page = queries::list(&w.backend, &w.a.owner, &filter).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows
        .iter()
        .map(|row| (row.title().to_owned(), row.display_status))
        .collect()
}

async fn client_list(w: &World, filter: InvoiceFilter) -> Vec<(String, DisplayStatus)> {
    let page = queries::list_for_client(&w.backend, &w.a.client, &filter)
        .await
        .unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows
        .iter()
        .map(|row| (row.title().to_owned(), row.display_status))
        .collect()
}

/// A draft, one late, one partly paid, one viewed, one paid, one void.
async fn scenery(w: &World) -> Vec<InvoiceId> {
    let new = async |due: &str| {
        let form = InvoiceForm {
            due_date: due.into(),
            issue_date: "2026-01-10".into(),
            contact_id: w.a.contact.to_string(),
            reference: format!("Ref 100%_{due}"),
            ..form(w.a.company, "100")
        };
        let id = commands::create(&w.backend, &w.a.owner, &form, "").await.unwrap();
        commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
            .await
            .unwrap();
        id
    };
    let late = new("2026-03-14").await;
    let partial = new("2026-03-15").await;
    pay(&w.backend, &w.a, partial, "1").await.unwrap();
    let viewed = new("2026-03-16").await;
    let rows = w.backend.begin(&w.a.client).await.unwrap();
    rows.insert::<access_event::Entity>(access_event::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        contact_id: Set(w.a.contact.uuid()),
        session_id: Set(None),
        kind: Set("viewed".into()),
        invoice_id: Set(Some(viewed.uuid())),
        object: Set(String::new()),
        browser: Set(String::new()),
        address: Set(String::new()),
        created_at: Set(w.backend.clock().now()),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
    let sent = new("2026-03-17").await;
    let paid = new("2026-03-18").await;
    pay(&w.backend, &w.a, paid, "100").await.unwrap();
    let voided = new("2026-03-19").await;
    void(&w.backend, &w.a, voided).await.unwrap();
    let still = draft(&w.backend, &w.a, "5").await;
    vec![late, partial, viewed, sent, paid, voided, still]
}

#[tokio::test]
async fn staff_filter_by_the_state_they_see() {
    let w = world().await;
    let ids = scenery(&w).await;
    let views = super::super::editing::views(&w.backend, &w.a.owner, ids[2])
        .await
        .unwrap();
    assert_eq!((views.len(), views[0].views, views[0].downloads), (1, 1, 0));
    assert_eq!(views[0].contact_name, "§Anchor-contact");
    assert_eq!(
        super::super::editing::views(&w.backend, &w.a.owner, ids[3])
            .await
            .unwrap(),
        []
    );
    issued(&w.backend, &w.b, "9").await;
    let numbers =
        |list: Vec<(String, DisplayStatus)>| list.into_iter().map(|(number, _)| number).collect::<Vec<_>>();
    let all = staff_list(&w, InvoiceFilter::default()).await;
    assert_eq!(
        all,
        [
            ("Draft".into(), DisplayStatus::Draft),
            ("INV-2026-0006".into(), DisplayStatus::Void),
            ("INV-2026-0005".into(), DisplayStatus::Paid),
            ("INV-2026-0004".into(), DisplayStatus::Sent),
            ("INV-2026-0003".into(), DisplayStatus::Viewed),
            ("INV-2026-0002".into(), DisplayStatus::Partial),
            ("INV-2026-0001".into(), DisplayStatus::Overdue),
        ]
    );
    // Each state's filter shows those that look like it, and every invoice has one.
    let mut found = 0;
    for state in DisplayStatus::ALL {
        let list = staff_list(&w, filter(|f| f.status = state.as_str().into())).await;
        assert!(list.iter().all(|(_, shown)| *shown == state), "{state}: {list:?}");
        found += list.len();
    }
    assert_eq!(found, 7);
    let open = staff_list(&w, filter(|f| f.status = "open".into())).await;
    assert_eq!(
        numbers(open),
        ["INV-2026-0004", "INV-2026-0003", "INV-2026-0002", "INV-2026-0001"]
    );
    let nonsense = staff_list(&w, filter(|f| f.status = "'; drop".into())).await;
    assert_eq!(nonsense.len(), 7);
    let totals = queries::totals(&w.backend, &w.a.owner, &filter(|f| f.status = "open".into()))
        .await
        .unwrap();
    assert_eq!(totals.len(), 1);
    assert_eq!(
        (totals[0].invoices, totals[0].total.minor, totals[0].balance.minor),
        (4, 40_000, 39_900)
    );
}

#[tokio::test]
async fn search_takes_its_text_as_it_is() {
    let w = world().await;
    scenery(&w).await;
    let search = async |text: &str| staff_list(&w, filter(|f| f.search = text.into())).await.len();
    assert_eq!(search("0003").await, 1);
    assert_eq!(search("inv-2026").await, 6);
    assert_eq!(search("ref 100%_2026-03-1").await, 6);
    assert_eq!(search("%").await, 6);
    assert_eq!(search("100_").await, 0);
    assert_eq!(search("ANCHOR-comp").await, 7);
    assert_eq!(search("beacon").await, 0);
    assert_eq!(search("' OR 1=1 --").await, 0);
    assert_eq!(search("\\").await, 0);
}

#[tokio::test]
async fn every_order_and_page_is_stable() {
    let w = world().await;
    for n in 0..30 {
        let company = if n == 0 {
            other_company(&w, &w.a).await
        } else {
            w.a.company
        };
        let form = form(company, &format!("{}", n % 3));
        let id = commands::create(&w.backend, &w.a.owner, &form, "").await.unwrap();
        if n != 7 {
            commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
                .await
                .unwrap();
        }
    }
    for key in [
        "issue_date",
        "number",
        "company",
        "due_date",
        "total",
        "balance",
        "nonsense",
    ] {
        for sort in [key.to_owned(), format!("-{key}")] {
            let page = async |page: &str| {
                let filter = filter(|f| (f.sort, f.page) = (sort.clone(), page.into()));
                queries::list(&w.backend, &w.a.owner, &filter).await.unwrap()
            };
            let (one, two) = (page("1").await, page("2").await);
            assert_eq!((one.rows.len(), two.rows.len(), one.total), (25, 5, 30));
            let ids: std::collections::BTreeSet<_> =
                one.rows.iter().chain(&two.rows).map(|row| row.id).collect();
            assert_eq!(ids.len(), 30, "{sort}");
            let beyond = page("99").await;
            assert_eq!((beyond.page, beyond.rows.len()), (2, 5));
        }
    }
    // Databases differ in where they put a paragraph sign, but it is one end or the other.
    let mut ends = Vec::new();
    for sort in ["company", "-company"] {
        let filter = filter(|f| f.sort = sort.into());
        let first = queries::list(&w.backend, &w.a.owner, &filter)
            .await
            .unwrap()
            .rows
            .remove(0);
        ends.push(first.company_name);
    }
    ends.sort_unstable();
    assert_eq!(ends, ["zz-other", "§Anchor-company"]);
    let page = async |page: &str| {
        let filter = filter(|f| f.page = page.into());
        queries::list_for_client(&w.backend, &w.a.client, &filter)
            .await
            .unwrap()
    };
    let (one, two, beyond) = (page("1").await, page("2").await, page("7").await);
    assert_eq!(
        (one.rows.len(), one.total, one.page_count()),
        (PAGE_SIZE as usize, 28, 2)
    );
    assert_eq!((two.rows.len(), two.total), (3, 28));
    assert_eq!((beyond.page, beyond.rows.len()), (2, 3));
    assert_eq!(one.rows[0].company_name, "§Anchor-company");
}

#[tokio::test]
async fn a_client_never_sees_drafts_or_another_companys_invoices() {
    let w = world().await;
    let ids = scenery(&w).await;
    let foreign = issued(&w.backend, &w.b, "9").await;
    let other = other_company(&w, &w.a).await;
    let elsewhere = commands::create(&w.backend, &w.a.owner, &form(other, "1"), "")
        .await
        .unwrap();
    commands::issue(&w.backend, &w.a.owner, elsewhere, 1, false, "")
        .await
        .unwrap();
    let seen = client_list(&w, InvoiceFilter::default()).await;
    let numbers: Vec<_> = seen.iter().map(|(number, _)| number.as_str()).collect();
    let expected: Vec<_> = (1..=6).rev().map(|n| format!("INV-2026-000{n}")).collect();
    assert_eq!(numbers, expected);
    // To a client, a viewed invoice is simply sent.
    assert!(seen.iter().all(|(_, status)| *status != DisplayStatus::Viewed));
    assert_eq!(
        client_list(&w, filter(|f| f.status = "sent".into())).await.len(),
        2
    );
    for status in ["draft", "nonsense"] {
        let list = client_list(&w, filter(|f| f.status = status.into())).await;
        assert!(list.iter().all(|(number, _)| number != "Draft"));
    }
    for company in [other, w.b.company] {
        assert_eq!(
            client_list(&w, filter(|f| f.company = company.to_string())).await,
            []
        );
    }
    for id in [ids[6], foreign, elsewhere, InvoiceId::new()] {
        let refused = queries::document_for_client(&w.backend, &w.a.client, id).await;
        assert!(matches!(refused, Err(BackendError::NotFound)));
    }
    let nobody = client_scope(w.a.tenant, w.a.contact, Vec::new());
    let none = queries::list_for_client(&w.backend, &nobody, &InvoiceFilter::default())
        .await
        .unwrap();
    assert_eq!(none.rows, []);
}

#[tokio::test]
async fn a_clients_document_keeps_staffs_words_back() {
    let w = world().await;
    let secret = InvoiceForm {
        internal_notes: "§internal".into(),
        ..form(w.a.company, "100")
    };
    let id = commands::create(&w.backend, &w.a.owner, &secret, "")
        .await
        .unwrap();
    commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap();
    let form = PaymentForm {
        amount: "50".into(),
        received_on: "2026-03-15".into(),
        method: "cash".into(),
        note: "§note".into(),
        version: 2,
        ..PaymentForm::default()
    };
    let paid = payments::record(&w.backend, &w.a.owner, id, &form, "")
        .await
        .unwrap()
        .payment;
    refund(&w.backend, &w.a, paid, "10").await.unwrap();
    let client = queries::document_for_client(&w.backend, &w.a.client, id)
        .await
        .unwrap();
    let preview = queries::document(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(client, preview);
    let wire = serde_json::to_string(&client).unwrap();
    assert!(
        !wire.contains('§')
            || !wire.contains("§note") && !wire.contains("§internal") && !wire.contains("Returned")
    );
    assert_eq!((client.paid.minor, client.balance.minor), (4000, 6000));
    let staff = detail(&w.backend, &w.a, id).await;
    assert_eq!(
        (
            staff.document.payments[0].note.as_str(),
            staff.internal_notes.as_str()
        ),
        ("§note", "§internal")
    );
}

#[tokio::test]
async fn the_clients_list_reads_along_an_index() {
    let w = world().await;
    if w.backend.db().is_postgres() {
        return;
    }
    use sea_orm::ConnectionTrait;
    let plan = |sql: String| {
        let backend = w.backend.clone();
        async move {
            let query = format!("EXPLAIN QUERY PLAN {sql}");
            let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, query);
            #[allow(clippy::disallowed_methods)] // no scope explains its own plan
            let rows = backend.db().reader().query_all_raw(statement).await.unwrap();
            rows.iter()
                .map(|row| row.try_get::<String>("", "detail").unwrap())
                .collect::<Vec<_>>()
                .join("; ")
        }
    };
    let scope = "tenant_id = x'00' AND company_id IN (x'01') AND status <> 'draft'";
    let page = plan(format!(
        "SELECT id, number, total_minor FROM invoice WHERE {scope} ORDER BY issue_date DESC, id DESC LIMIT 26"
    ))
    .await;
    assert!(
        page.contains("ix_invoice_tenant_id_company_id_issue_date_id") && !page.contains("TEMP B-TREE"),
        "{page}"
    );
    let count = plan(format!(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM invoice WHERE {scope} LIMIT 525) AS few"
    ))
    .await;
    assert!(count.contains("COVERING INDEX"), "{count}");
    // The cells are in the order of their columns.
    let id = issued(&w.backend, &w.a, "3").await;
    let cells = list::cells(w.backend.read(&w.a.owner).find::<invoice::Entity>())
        .await
        .unwrap();
    assert_eq!(
        (cells[0].0, cells[0].8, cells[0].4.as_str()),
        (id.uuid(), 300, "sent")
    );
}

#[tokio::test]
async fn staff_are_told_why_a_client_sees_nothing() {
    let w = world().await;
    let id = draft(&w.backend, &w.a, "1").await;
    let reasons = async |id| match visibility::of(&w.backend, &w.a.owner, id).await.unwrap() {
        InvoiceVisibility::Yes { .. } => Vec::new(),
        InvoiceVisibility::No(reasons) => reasons,
    };
    assert_eq!(
        reasons(id).await,
        [InvoiceObstacle::Draft, InvoiceObstacle::NotInvited]
    );
    commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap();
    assert_eq!(reasons(id).await, [InvoiceObstacle::NotInvited]);
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let link = crate::fixture::link_row(w.a.contact, w.backend.clock().now());
    rows.insert::<crate::entity::access_link::Entity>(link)
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let by = vec!["§Anchor-contact".to_owned()];
    assert_eq!(
        visibility::of(&w.backend, &w.a.owner, id).await.unwrap(),
        InvoiceVisibility::Yes { by }
    );
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::Enabled, false)
        .set(portal::Column::Modules, "statement")
        .exec()
        .await
        .unwrap();
    rows.update::<company::Entity>()
        .set(company::Column::ArchivedAt, w.backend.clock().now())
        .exec()
        .await
        .unwrap();
    rows.update::<contact::Entity>()
        .set(contact::Column::PortalEnabled, false)
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    use InvoiceObstacle::{CompanyArchived, ModuleOff, NoAccess, NoContact, PortalOff};
    assert_eq!(
        reasons(id).await,
        [PortalOff, ModuleOff, CompanyArchived, NoAccess]
    );
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.delete::<membership::Entity>(membership::Column::ContactId.eq(w.a.contact.uuid()))
        .await
        .unwrap();
    rows.commit().await.unwrap();
    assert_eq!(
        reasons(id).await,
        [PortalOff, ModuleOff, CompanyArchived, NoContact]
    );
}

#[tokio::test]
async fn a_preview_is_in_the_clients_language_and_no_view() {
    let w = world().await;
    let addressed = InvoiceForm {
        contact_id: w.a.contact.to_string(),
        ..form(w.a.company, "1")
    };
    let id = commands::create(&w.backend, &w.a.owner, &addressed, "")
        .await
        .unwrap();
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<contact::Entity>()
        .set(contact::Column::Locale, "de")
        .set(contact::Column::Timezone, "Europe/Zurich")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let preview = super::super::editing::preview(&w.backend, &w.a.owner, id)
        .await
        .unwrap();
    assert_eq!(
        (preview.locale.as_str(), preview.timezone.as_str()),
        ("de", "Europe/Zurich")
    );
    assert_eq!(
        (preview.name.as_str(), preview.frame.name.as_str()),
        ("§Anchor-contact", "Anchor Ltd")
    );
    let views = super::super::editing::views(&w.backend, &w.a.owner, id)
        .await
        .unwrap();
    assert_eq!(views, []);
    let foreign = super::super::editing::preview(&w.backend, &w.b.owner, id).await;
    assert!(matches!(foreign, Err(BackendError::NotFound)));
}
