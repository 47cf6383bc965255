//! STUB until branch `pages` is merged.
use crate::error::AppError;
use domain::{ids::PageId, page::{Rev, StoredBlock}, pages::editing::{Batch, Kept, News, Section}};
pub async fn keep_page_changes(_: PageId, b: Batch) -> Result<Kept, AppError> { Ok(Kept{rev: Rev(b.base.0+1), others: vec![], by: vec![], landed: domain::page::Landed{ops: b.ops, ..Default::default()}}) }
pub async fn page_news(_: PageId, _: Rev) -> Result<News, AppError> { Err(AppError::NotFound) }
pub async fn save_page_section(_: String, _: Vec<StoredBlock>) -> Result<Section, AppError> { Err(AppError::NotFound) }
