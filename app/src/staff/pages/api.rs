//! What staff do with the portal's own pages.

use crate::error::AppError;
use domain::{
    ids::PageId,
    list::Page,
    page::{Rev, StoredBlock},
    pages::{
        Compared, NewPageForm, PageDetail, PageFilter, PageForm, PageRow, ScheduleForm, SectionRow,
        editing::{Batch, Kept, News, Opened, Section},
    },
};
use leptos::prelude::*;
use server_fn::codec::Json;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::pages::{create, detail, editor, keep, list, publish, revisions, schedule, sections, settings},
    domain::page::BlockId,
};

/// The list of pages.
pub const PAGES_PAGE: &str = "/staff/settings/portal/pages";

/// Where a new page is made.
pub const NEW_PAGE: &str = "/staff/settings/portal/pages/new";

/// A page's own page.
pub fn page_of(id: PageId) -> String {
    format!("{PAGES_PAGE}/{id}")
}

/// The builder of a page.
pub fn builder_of(id: PageId) -> String {
    format!("{PAGES_PAGE}/{id}/edit")
}

/// One page of the pages.
#[server(prefix = "/api/staff", endpoint = "list_pages")]
pub async fn list_pages(#[server(default)] filter: PageFilter) -> Result<Page<PageRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(list::list(&backend, &staff, &filter).await?)
}

/// The pages to choose from.
#[server(prefix = "/api/staff", endpoint = "page_choices")]
pub async fn page_choices() -> Result<Vec<(PageId, String)>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(list::choices(&backend, &staff).await?)
}

/// One page.
#[server(prefix = "/api/staff", endpoint = "get_page")]
pub async fn get_page(id: PageId) -> Result<PageDetail, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(detail::get(&backend, &staff, id).await?)
}

/// Makes a page.
#[server(prefix = "/api/staff", endpoint = "create_page")]
pub async fn create_page(
    #[server(default)] form: NewPageForm,
    #[server(default)] idempotency: String,
) -> Result<PageId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = create::create(&backend, &staff, &form, &idempotency).await;
    let refused = Answer::new("new_page", &form, NEW_PAGE);
    platform::answer(refused, made, |id| format!("{}?done=created", page_of(*id))).await
}

/// Saves a page's settings.
#[server(prefix = "/api/staff", endpoint = "save_page_settings")]
pub async fn save_page_settings(id: PageId, #[server(default)] form: PageForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = settings::save(&backend, &staff, id, &form).await;
    let refused = Answer::new("page_settings", &form, page_of(id));
    platform::answer(refused, saved, |()| format!("{}?done=saved", page_of(id))).await
}

/// Shows a page's draft to readers; `rev` is the state that was looked at.
#[server(prefix = "/api/staff", endpoint = "publish_page")]
pub async fn publish_page(id: PageId, rev: Rev) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = publish::publish(&backend, &staff, id, rev).await;
    pressed(id, done, "published").await
}

/// Takes a page back from readers.
#[server(prefix = "/api/staff", endpoint = "unpublish_page")]
pub async fn unpublish_page(id: PageId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = publish::unpublish(&backend, &staff, id).await;
    pressed(id, done, "unpublished").await
}

/// Puts a page away.
#[server(prefix = "/api/staff", endpoint = "archive_page")]
pub async fn archive_page(id: PageId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = publish::archive(&backend, &staff, id).await;
    pressed(id, done, "archived").await
}

/// Takes a page out of the archive.
#[server(prefix = "/api/staff", endpoint = "restore_page")]
pub async fn restore_page(id: PageId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = publish::restore(&backend, &staff, id).await;
    pressed(id, done, "restored").await
}

/// Sets when a page is published and taken back.
#[server(prefix = "/api/staff", endpoint = "schedule_page")]
pub async fn schedule_page(id: PageId, #[server(default)] form: ScheduleForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = schedule::schedule(&backend, &staff, id, &form).await;
    let refused = Answer::new("page_schedule", &form, page_of(id));
    platform::answer(refused, done, |()| format!("{}?done=scheduled", page_of(id))).await
}

/// Gives up what was scheduled.
#[server(prefix = "/api/staff", endpoint = "cancel_page_schedule")]
pub async fn cancel_page_schedule(id: PageId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = schedule::cancel(&backend, &staff, id).await;
    pressed(id, done, "unscheduled").await
}

/// Brings a revision's content back into the draft.
#[server(prefix = "/api/staff", endpoint = "restore_page_revision")]
pub async fn restore_page_revision(id: PageId, revision: Uuid) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = revisions::restore(&backend, &staff, id, revision).await.map(drop);
    pressed(id, done, "brought-back").await
}

/// The draft held against an earlier state of a page.
#[server(prefix = "/api/staff", endpoint = "compare_page_revision")]
pub async fn compare_page_revision(id: PageId, revision: Uuid) -> Result<Compared, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(revisions::compare(&backend, &staff, id, revision).await?)
}

/// Brings one block of a revision back into the draft; says what it did.
#[server(prefix = "/api/staff", endpoint = "restore_page_block")]
pub async fn restore_page_block(
    id: PageId,
    revision: Uuid,
    #[server(default)] block: String,
) -> Result<String, AppError> {
    let (backend, staff) = platform::staff()?;
    let done = match BlockId::new(&block) {
        Some(block) => revisions::restore_block(&backend, &staff, id, revision, &block).await,
        None => Err(backend::BackendError::NotFound),
    };
    let page = format!("{}/compare?revision={revision}", page_of(id));
    let refused = Answer::new("page_action", &(), page.clone());
    let said = done.map(|(_, said)| said);
    platform::answer(refused, said, |_| format!("{page}&done=block-back")).await
}

/// A button on a page's own page.
#[cfg(feature = "ssr")]
async fn pressed(id: PageId, done: Result<(), backend::BackendError>, said: &str) -> Result<(), AppError> {
    let refused = Answer::new("page_action", &(), page_of(id));
    platform::answer(refused, done, |()| format!("{}?done={said}", page_of(id))).await
}

/// The list of reusable sections.
#[server(prefix = "/api/staff", endpoint = "page_sections")]
pub async fn page_sections() -> Result<Vec<SectionRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(sections::list(&backend, &staff).await?)
}

/// Gives a section another name.
#[server(prefix = "/api/staff", endpoint = "rename_page_section")]
pub async fn rename_page_section(id: Uuid, #[server(default)] name: String) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = sections::rename(&backend, &staff, id, &name).await;
    let typed = (id, name);
    let refused = Answer::new("page_section", &typed, PAGES_PAGE);
    platform::answer(refused, done, |()| format!("{PAGES_PAGE}?done=saved")).await
}

/// Deletes a section.
#[server(prefix = "/api/staff", endpoint = "delete_page_section")]
pub async fn delete_page_section(id: Uuid) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = sections::delete(&backend, &staff, id).await;
    let refused = Answer::new("page_section", &(), PAGES_PAGE);
    platform::answer(refused, done, |()| format!("{PAGES_PAGE}?done=deleted")).await
}

/// A page for the builder.
#[server(prefix = "/api/staff", endpoint = "open_page")]
pub async fn open_page(id: PageId) -> Result<Opened, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(editor::open_editor(&backend, &staff, id).await?)
}

/// Keeps what the builder changed. Its body may be as large as a page ([`LARGE`]).
#[server(prefix = "/api/staff", endpoint = "keep_page_changes", input = Json)]
pub async fn keep_page_changes(id: PageId, batch: Batch) -> Result<Kept, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(keep::keep(&backend, &staff, id, batch).await?)
}

/// Server functions whose arguments hold blocks, and may be larger than a form.
pub const LARGE: [&str; 4] = [
    "keep_page_changes",
    "save_page_section",
    "see_page",
    "clean_pasted_html",
];

/// What was changed since a state.
#[server(prefix = "/api/staff", endpoint = "page_news")]
pub async fn page_news(id: PageId, since: Rev) -> Result<News, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(editor::news(&backend, &staff, id, since).await?)
}

/// Keeps blocks for reuse.
#[server(prefix = "/api/staff", endpoint = "save_page_section", input = Json)]
pub async fn save_page_section(name: String, blocks: Vec<StoredBlock>) -> Result<Section, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(sections::save(&backend, &staff, &name, blocks).await?)
}
