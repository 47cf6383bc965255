//! Taking a page to another installation.

use super::{draft, opened, settings_of};
use crate::{Backend, entity::page, error::Result, scope::StaffScope};
use domain::{ids::PageId, pages::PageFile, role::Permission};

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its name, without ending: small letters, digits and hyphens.
    pub name: String,
    /// The file.
    pub json: String,
}

/// A page's draft and settings as a file.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when there is no such page.
pub async fn export(backend: &Backend, scope: &StaffScope, id: PageId) -> Result<Export> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.read_at_once(scope).await?;
    let row = rows.get::<page::Entity>(id.uuid()).await?;
    let doc = opened(&draft(&rows, id).await?)?;
    rows.commit().await?;
    let file = PageFile::new(&settings_of(&row), doc.to_stored());
    Ok(Export {
        name: format!("page-{}", row.slug),
        json: file.write(),
    })
}
