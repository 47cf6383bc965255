//! Making a page: blank, from a template, from a file, or as a copy of another.

use super::{allow_embeds, draft, opened, random, revisions, search_key, settings_of, stored_audience};
use crate::{
    Backend,
    entity::{page, page_draft},
    error::{BackendError, Result},
    idempotency::Attempt,
    listing::holds,
    scope::{Rows, StaffScope},
};
use domain::{
    form::FieldErrors,
    ids::PageId,
    page::{Doc, StoredDoc},
    pages::{NewPageForm, PageFile, PageSettings, PageState, Start, free_slug},
    role::Permission,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait};

/// What is said of an address that another page has.
pub(super) const TAKEN: &str = "Another page has this address. Please choose another one.";

/// Makes a page. A second call with the same key answers with the first one's id.
///
/// # Errors
/// [`BackendError::Invalid`] with all that is wrong, by field; [`BackendError::NotFound`] when there is no such page to copy.
pub async fn create(
    backend: &Backend,
    scope: &StaffScope,
    form: &NewPageForm,
    idempotency_key: &str,
) -> Result<PageId> {
    scope.require(Permission::PagesManage)?;
    let start = form.start()?;
    let attempt = Attempt::new(idempotency_key, "page.create", scope.user().uuid(), form);
    make(backend, scope, form, &start, &attempt).await
}

/// Makes a page of a file's text.
///
/// # Errors
/// [`BackendError::Invalid`] under `json` when it is no page; otherwise as [`create`].
pub async fn import(
    backend: &Backend,
    scope: &StaffScope,
    form: &NewPageForm,
    json: &str,
    idempotency_key: &str,
) -> Result<PageId> {
    scope.require(Permission::PagesManage)?;
    let file = PageFile::read(json).map_err(|error| BackendError::invalid("json", error.to_string()))?;
    let attempt = Attempt::new(idempotency_key, "page.import", scope.user().uuid(), &(form, json));
    make(backend, scope, form, &Start::File(Box::new(file)), &attempt).await
}

async fn make(
    backend: &Backend,
    scope: &StaffScope,
    form: &NewPageForm,
    start: &Start,
    attempt: &Attempt,
) -> Result<PageId> {
    match make_once(backend, scope, form, start, attempt).await {
        // Another request with this key, or for this address, was faster: what it did is there now.
        Err(error) if error.is_duplicate() => make_once(backend, scope, form, start, attempt).await,
        done => done,
    }
}

/// What a page begins with.
struct Beginning {
    settings: Option<PageSettings>,
    doc: Doc,
    template: &'static str,
    note: String,
}

async fn beginning(rows: &Rows<'_, StaffScope>, start: &Start) -> Result<Beginning> {
    let built = |doc: StoredDoc| {
        Doc::from_stored(doc).map_err(|error| BackendError::invalid("start", error.to_string()))
    };
    Ok(match start {
        Start::Blank => Beginning {
            settings: None,
            doc: Doc::default(),
            template: "",
            note: "Made as a blank page.".to_owned(),
        },
        Start::Template(template) => Beginning {
            settings: Some(PageSettings {
                title: template.title.to_owned(),
                slug: template.slug.to_owned(),
                description: template.summary.to_owned(),
                noindex: true,
                ..PageSettings::default()
            }),
            doc: built(template.page(random))?,
            template: template.key,
            note: format!("Made from the template {}.", template.name),
        },
        Start::Copy(id) => {
            let row = rows.get::<page::Entity>(id.uuid()).await?;
            let doc = opened(&draft(rows, *id).await?)?;
            allow_embeds(rows.scope(), &doc.to_stored().blocks, None)?;
            let settings = settings_of(&row);
            let title: String = settings.title.chars().take(110).collect();
            Beginning {
                note: format!("Made as a copy of {}.", row.title),
                settings: Some(PageSettings {
                    title: format!("{title} (copy)"),
                    ..settings
                }),
                doc,
                template: "",
            }
        }
        Start::File(file) => {
            allow_embeds(rows.scope(), &file.doc.blocks, None)?;
            Beginning {
                settings: Some(file.settings()),
                doc: built(file.doc.clone())?,
                template: "",
                note: "Made from a file.".to_owned(),
            }
        }
    })
}

async fn make_once(
    backend: &Backend,
    scope: &StaffScope,
    form: &NewPageForm,
    start: &Start,
    attempt: &Attempt,
) -> Result<PageId> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    let Beginning {
        settings,
        doc,
        template,
        note,
    } = beginning(&rows, start).await?;
    let (mut settings, any) = form.settings(settings)?;
    let taken = slugs_like(&rows, &settings.slug).await?;
    let is_taken = |slug: &str| taken.iter().any(|taken| taken == slug);
    if any {
        settings.slug = free_slug(&settings.slug, is_taken);
    } else if is_taken(&settings.slug) {
        return Err(FieldErrors::one("slug", TAKEN).into());
    }
    let id = PageId::new();
    let row = page::Model {
        id: id.uuid(),
        tenant_id: uuid::Uuid::nil(),
        live_slug: Some(settings.slug.clone()),
        audience: stored_audience(settings.audience.as_ref())?,
        state: PageState::Draft.key().to_owned(),
        rev: 1,
        opaque: i32::try_from(doc.opaque()).unwrap_or(i32::MAX),
        published: None,
        published_rev: None,
        published_at: None,
        publish_at: None,
        unpublish_at: None,
        template: template.to_owned(),
        search_key: search_key(&settings),
        version: 1,
        created_at: now,
        created_by: scope.name().to_owned(),
        updated_at: now,
        updated_by: scope.name().to_owned(),
        archived_at: None,
        title: settings.title,
        slug: settings.slug,
        description: settings.description,
        meta_title: settings.meta_title,
        meta_description: settings.meta_description,
        noindex: settings.noindex,
    };
    rows.insert::<page::Entity>(page::ActiveModel::from(row.clone()).reset_all())
        .await?;
    let json = doc.write();
    let first = page_draft::ActiveModel {
        page_id: Set(id.uuid()),
        doc: Set(json.clone()),
        ..Default::default()
    };
    rows.insert::<page_draft::Entity>(first).await?;
    let kept = revisions::Kept {
        doc: &json,
        note: &note,
        published: false,
        by: scope.name(),
    };
    revisions::record(&rows, now, &row, kept).await?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    Ok(id)
}

/// The addresses in use that hold this text.
pub(super) async fn slugs_like(rows: &Rows<'_, StaffScope>, slug: &str) -> Result<Vec<String>> {
    // The number behind one may have cost it its last letters.
    let start: String = slug.chars().take(50).collect();
    let found = rows
        .find::<page::Entity>()
        .filter(page::Column::ArchivedAt.is_null())
        .filter(holds(page::Column::Slug, &start))
        .tuples::<(String,)>(vec![page::Column::Slug.into_expr()], vec![])
        .await?;
    Ok(found.into_iter().map(|(slug,)| slug).collect())
}
