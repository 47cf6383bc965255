//! Proposals from the first draft to what is made of them, with two people at once where it matters.

mod answers;
mod drafts;
mod lists;

use super::{draft, queries, send};
use crate::{
    Backend,
    clock::Clock,
    error::BackendError,
    fixture::{Side, World},
};
use domain::{
    ids::ProposalId,
    proposal::{AcceptForm, ItemForm, ItemKind, ProposalForm, SectionForm, Selection, selection::Picked},
};

/// An item of a price.
pub(crate) fn item(name: &str, kind: ItemKind, price: &str) -> ItemForm {
    ItemForm {
        kind: kind.as_str().into(),
        name: name.into(),
        quantity: "1".into(),
        unit_price: price.into(),
        tax_name: "VAT".into(),
        tax_rate: "19".into(),
        ..ItemForm::default()
    }
}

/// A proposal to a side's company with something to choose.
pub(crate) fn form(side: &Side) -> ProposalForm {
    let mut care = item("Care", ItemKind::OptionalOn, "50");
    care.period = "monthly".into();
    ProposalForm {
        company_id: side.company.to_string(),
        contact_id: side.contact.to_string(),
        title: "Relaunch".into(),
        currency: "EUR".into(),
        valid_until: "2026-03-31".into(),
        internal_notes: "Secret".into(),
        sections: vec![
            SectionForm {
                kind: "overview".into(),
                heading: "Overview".into(),
                body: "Dear {{contact.name}}, an offer by {{system.company_name}}.".into(),
                ..SectionForm::default()
            },
            SectionForm {
                kind: "pricing".into(),
                heading: "Prices".into(),
                items: vec![
                    item("Design", ItemKind::Fixed, "1000"),
                    item("Photos", ItemKind::Optional, "200"),
                    care,
                ],
                ..SectionForm::default()
            },
        ],
        ..ProposalForm::default()
    }
}

pub(crate) async fn changes(w: &World, id: ProposalId) -> i64 {
    queries::get(&w.backend, &w.a.owner, id).await.unwrap().changes
}

/// A draft of side A.
pub(crate) async fn drafted(w: &World) -> ProposalId {
    draft::create(&w.backend, &w.a.owner, &form(&w.a), "")
        .await
        .unwrap()
}

/// A sent proposal of side A.
pub(crate) async fn sent(w: &World) -> ProposalId {
    let id = drafted(w).await;
    send::send(&w.backend, &w.a.owner, id, 1).await.unwrap();
    id
}

/// The form that accepts what a client reads now, with the items of these names ticked.
pub(crate) async fn acceptance(w: &World, id: ProposalId, ticked: &[&str]) -> AcceptForm {
    let document = queries::document_for_client(&w.backend, &w.a.client, id, None)
        .await
        .unwrap();
    let mut pick = Picked {
        seen: "1".into(),
        ..Picked::default()
    };
    for (_, item) in document.content.items() {
        if ticked.contains(&item.name.as_str()) {
            pick.item.insert(item.key.clone(), "1".into());
        }
    }
    let sums = Selection::read(&pick, &document.content)
        .unwrap()
        .sums(&document.content, document.rounding)
        .unwrap();
    AcceptForm {
        version: document.version,
        hash: document.hash,
        total: sums.figure(),
        name: "Ada Lovelace".into(),
        consent: true,
        signature: String::new(),
        po_number: "PO-7".into(),
        pick,
    }
}

/// The same world at another time.
pub(crate) fn at(w: &World, time: &str) -> Backend {
    w.backend.with_clock(Clock::fixed(time.parse().unwrap()))
}

pub(crate) fn conflict<T: std::fmt::Debug>(result: Result<T, BackendError>) -> String {
    match result {
        Err(BackendError::Conflict(text)) => text,
        other => panic!("no conflict: {other:?}"),
    }
}
