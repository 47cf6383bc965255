//! Counting whom a rule means among thousands.

use super::{super::*, *};
use crate::{
    entity::{company, contact, membership},
    fixture::{company_row, contact_row},
};
use domain::{
    ids::{CompanyId, ContactId},
    page::Rule,
};
use sea_orm::ActiveValue::Set;

const COMPANIES: usize = 500;
const CONTACTS: usize = 5_000;

/// A's workspace with so many that asking them one by one takes half a minute.
async fn crowded(w: &World) {
    let now = w.backend.clock().now();
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let companies: Vec<CompanyId> = (0..COMPANIES).map(|_| CompanyId::new()).collect();
    let company = |(nth, id): (usize, &CompanyId)| company_row(*id, &format!("Company {nth}"), now);
    rows.insert_all::<company::Entity, _>(companies.iter().enumerate().map(company))
        .await
        .unwrap();
    let contacts: Vec<ContactId> = (0..CONTACTS).map(|_| ContactId::new()).collect();
    for (part, some) in contacts.chunks(1_000).enumerate() {
        let person = |(nth, id): (usize, &ContactId)| contact::ActiveModel {
            phone: Set(if nth % 4 == 0 { "+49 30 1" } else { "" }.to_owned()),
            ..contact_row(*id, &format!("Person {part} {nth}"), now)
        };
        rows.insert_all::<contact::Entity, _>(some.iter().enumerate().map(person))
            .await
            .unwrap();
        let member = |(nth, id): (usize, &ContactId)| membership::ActiveModel {
            contact_id: Set(id.uuid()),
            company_id: Set(companies[nth % COMPANIES].uuid()),
            created_at: Set(now),
            ..Default::default()
        };
        rows.insert_all::<membership::Entity, _>(some.iter().enumerate().map(member))
            .await
            .unwrap();
    }
    rows.commit().await.unwrap();
}

#[tokio::test]
async fn thousands_are_counted_at_once() {
    let w = world().await;
    crowded(&w).await;
    let rule: Rule = serde_json::from_value(json!({ "all": [
        { "has_value": "contact.phone" },
        { "cmp": { "path": "company.open_invoices", "op": "is", "value": 0 } },
        { "cmp": { "path": "company.name", "op": "contains", "value": "company" } },
    ] }))
    .unwrap();
    let began = std::time::Instant::now();
    let counted = seeing::audience(&w.backend, &w.a.owner, Some(&rule))
        .await
        .unwrap();
    let took = began.elapsed();
    println!("{CONTACTS} readers were counted in {took:.2?}");
    assert_eq!((counted.shown, counted.all), (1_250, 5_001));
    // Unoptimised, and beside other tests; one by one it would be several times as much.
    assert!(took.as_secs() < 8, "{took:?}");
}
