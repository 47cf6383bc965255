//! What staff do with the tags of companies and contacts.

use crate::error::AppError;
use domain::{
    client_tag::{TagChoice, TagDetail, TagForm, TagRow},
    ids::TagId,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::client_tag::{commands, queries},
};

/// Every tag with how many have it.
#[server(prefix = "/api/staff", endpoint = "list_tags")]
pub async fn list_tags() -> Result<Vec<TagRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::list(&backend, &staff).await?)
}

/// The tags to choose from.
#[server(prefix = "/api/staff", endpoint = "tag_choices")]
pub async fn tag_choices() -> Result<Vec<TagChoice>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::choices(&backend, &staff).await?)
}

/// One tag: who has it, and what is shown by it.
#[server(prefix = "/api/staff", endpoint = "get_tag")]
pub async fn get_tag(id: TagId) -> Result<TagDetail, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::get(&backend, &staff, id).await?)
}

/// Gives a tag another name.
#[server(prefix = "/api/staff", endpoint = "rename_tag")]
pub async fn rename_tag(id: TagId, #[server(default)] form: TagForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::rename(&backend, &staff, id, &form).await;
    let refused = Answer::new("tag", &form, format!("/staff/tags/{id}"));
    platform::answer(refused, done, |()| format!("/staff/tags/{id}?done=saved")).await
}

/// The tag that another is merged into, as chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MergeForm {
    /// Its id.
    pub into: String,
}

/// Turns a tag into another.
#[server(prefix = "/api/staff", endpoint = "merge_tag")]
pub async fn merge_tag(id: TagId, #[server(default)] into: String) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::merge(&backend, &staff, id, &into).await;
    let form = MergeForm { into };
    let refused = Answer::new("tag_merge", &form, format!("/staff/tags/{id}"));
    let into = form.into.clone();
    platform::answer(refused, done, |()| format!("/staff/tags/{into}?done=merged")).await
}

/// Takes a tag away from everybody.
#[server(prefix = "/api/staff", endpoint = "delete_tag")]
pub async fn delete_tag(id: TagId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::delete(&backend, &staff, id).await;
    let refused = Answer::new("tag_action", &(), format!("/staff/tags/{id}"));
    platform::answer(refused, done, |()| "/staff/tags?done=deleted".to_owned()).await
}
