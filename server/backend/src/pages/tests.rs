//! Pages, on a database.

mod conflicts;
mod crowd;
mod making;
mod readers;
mod reading;
mod showing;
mod tags;

use super::{create, detail, editor, keep};
use crate::{
    BackendError,
    error::Result,
    fixture::{World, world},
    scope::StaffScope,
};
use domain::{
    ids::PageId,
    page::{Op, Place, Rev, StoredBlock},
    pages::{
        NewPageForm,
        editing::{Batch, Kept},
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

fn new(start: &str, title: &str, slug: &str) -> NewPageForm {
    NewPageForm {
        start: start.to_owned(),
        title: title.to_owned(),
        slug: slug.to_owned(),
    }
}

/// A page of A's with two headings, `a` and `b`.
async fn page(w: &World) -> PageId {
    let id = create::create(&w.backend, &w.a.owner, &new("blank", "Page", ""), "")
        .await
        .unwrap();
    let ops = vec![insert(0, heading("a", "A")), insert(1, heading("b", "B"))];
    kept(w, &w.a.owner, id, 1, ops).await.unwrap();
    id
}

fn block(value: Value) -> StoredBlock {
    serde_json::from_value(value).unwrap()
}

fn text(text: &str) -> Value {
    json!([{ "type": "text", "text": text }])
}

fn heading(id: &str, words: &str) -> StoredBlock {
    block(json!({ "id": id, "type": "heading", "v": 1, "props": { "text": text(words) } }))
}

fn html(id: &str) -> StoredBlock {
    block(json!({ "id": id, "type": "html", "v": 1, "props": {} }))
}

fn insert(index: usize, block: StoredBlock) -> Op {
    Op::Insert {
        at: Place::root(index),
        block,
    }
}

fn set(id: &str, words: &str) -> Op {
    serde_json::from_value(json!({ "set_props": { "id": id, "set": { "text": text(words) } } })).unwrap()
}

fn remove(id: &str) -> Op {
    serde_json::from_value(json!({ "remove": { "id": id } })).unwrap()
}

async fn kept(w: &World, scope: &StaffScope, id: PageId, base: i64, ops: Vec<Op>) -> Result<Kept> {
    let batch = Batch {
        id: Uuid::new_v4(),
        base: Rev(base),
        ops,
    };
    keep::keep(&w.backend, scope, id, batch).await
}

/// The draft's blocks of the first level, by id and text.
async fn blocks(w: &World, id: PageId) -> Vec<String> {
    let opened = editor::open_editor(&w.backend, &w.a.owner, id).await.unwrap();
    let doc = domain::page::Doc::from_stored(opened.doc).unwrap();
    doc.children(None).iter().map(|id| doc.name(id)).collect()
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Err(BackendError::Invalid(errors)) => errors.0.into_keys().collect(),
        other => panic!("{other:?}"),
    }
}

fn conflict<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(BackendError::Conflict(message)) => message,
        other => panic!("{other:?}"),
    }
}

fn is_missing<T>(result: Result<T>) -> bool {
    matches!(result, Err(BackendError::NotFound))
}

async fn detail_of(w: &World, id: PageId) -> domain::pages::PageDetail {
    detail::get(&w.backend, &w.a.owner, id).await.unwrap()
}
