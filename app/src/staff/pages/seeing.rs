//! STUB until branch `render` is merged.
use crate::error::AppError;
use domain::{ids::{ContactId, PageId}, page::{Rule, StoredDoc}, pages::editing::{Audience, Seen}};
pub async fn see_page(_: PageId, _: Option<ContactId>, _: Option<StoredDoc>) -> Result<Seen, AppError> { Err(AppError::NotFound) }
pub async fn count_audience(_: Option<Rule>) -> Result<Audience, AppError> { Err(AppError::NotFound) }
pub async fn clean_pasted_html(_: String) -> Result<serde_json::Value, AppError> { Err(AppError::NotFound) }
