//! What staff's form for a proposal opens with.

use super::{presets, refused, store};
use crate::{
    Backend, company, contact,
    entity::{company as companies, proposal, proposal_version, staff_user, tenant},
    error::{BackendError, Result},
    invoice::editing as invoices,
    scope::{Rows, Scope, StaffScope},
};
use chrono::Days;
use domain::{
    date,
    ids::{CompanyId, ProposalId, ProposalPresetId, UserId},
    proposal::{
        Edit, ProposalForm, SectionKind, TransitionError,
        editing::UnknownEdit,
        view::{PresetRow, ProposalEditing},
    },
    role::Permission,
};
use sea_orm::{ColumnTrait, Order};

/// How long a new proposal is valid.
const VALID_DAYS: Days = Days::new(30);

/// A new proposal's form: a template's content, or the usual sections. Without a company there is only the choice of one.
///
/// # Errors
/// [`BackendError::NotFound`] when company or template are not this tenant's.
pub async fn new(
    backend: &Backend,
    scope: &StaffScope,
    company: Option<CompanyId>,
    template: Option<ProposalPresetId>,
) -> Result<ProposalEditing> {
    scope.require(Permission::ProposalsWrite)?;
    let rows = backend.read(scope);
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let chosen = match company {
        Some(id) => Some(rows.get::<companies::Entity>(id.uuid()).await?),
        None => None,
    };
    let mut form = match template {
        Some(id) => ProposalForm::from(&presets::content(&rows, id).await?),
        None => usual(),
    };
    let today = backend.clock().today(&tenant.timezone);
    form.company_id = chosen.as_ref().map(|row| row.id.to_string()).unwrap_or_default();
    form.currency = chosen.map_or(tenant.currency, |row| row.currency);
    form.owner_id = scope.user().to_string();
    form.valid_until = today
        .checked_add_days(VALID_DAYS)
        .map(date::to_field)
        .unwrap_or_default();
    editor(backend, &rows, form, 1, company).await
}

/// The sections that most proposals have.
fn usual() -> ProposalForm {
    let mut form = ProposalForm::default();
    for kind in [
        SectionKind::Cover,
        SectionKind::Overview,
        SectionKind::Services,
        SectionKind::Pricing,
        SectionKind::Timeline,
        SectionKind::Terms,
        SectionKind::NextSteps,
    ] {
        Edit::AddSection(kind).apply(&mut form);
    }
    form
}

/// The form of what is being written.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's, [`BackendError::Conflict`] when nothing is being written.
pub async fn draft(backend: &Backend, scope: &StaffScope, id: ProposalId) -> Result<ProposalEditing> {
    scope.require(Permission::ProposalsWrite)?;
    let rows = backend.read(scope);
    let row = rows.get::<proposal::Entity>(id.uuid()).await?;
    let no = row.draft.ok_or_else(|| refused(TransitionError::NoDraft))?;
    let version = store::version(&rows, row.id, no).await?;
    let form = stored_form(&row, &version)?;
    editor(backend, &rows, form, no, Some(row.company_id.into())).await
}

/// What can be chosen beside a form that came back with changes.
///
/// # Errors
/// As [`new`].
pub async fn beside(
    backend: &Backend,
    scope: &StaffScope,
    form: ProposalForm,
    version: i32,
) -> Result<ProposalEditing> {
    scope.require(Permission::ProposalsWrite)?;
    let rows = backend.read(scope);
    let company = form.company_id.parse().ok();
    editor(backend, &rows, form, version, company).await
}

/// The form after one of its buttons was pressed: sections, items and steps come, go and move; `insert:` and an id puts a saved section
/// in. Nothing is saved.
///
/// # Errors
/// [`BackendError::Invalid`] for a button that is not known; [`BackendError::NotFound`] when the section is not this tenant's.
pub async fn shape(
    backend: &Backend,
    scope: &StaffScope,
    mut form: ProposalForm,
    button: &str,
) -> Result<ProposalForm> {
    scope.require(Permission::ProposalsWrite)?;
    if let Some(id) = button.strip_prefix("insert:") {
        let id = id.parse().map_err(|_| BackendError::NotFound)?;
        form.sections.extend(presets::sections(backend, scope, id).await?);
        return Ok(form);
    }
    let edit: Edit = button
        .parse()
        .map_err(|error: UnknownEdit| BackendError::invalid("", error.to_string()))?;
    edit.apply(&mut form);
    Ok(form)
}

/// A stored draft as its form.
pub(super) fn stored_form(row: &proposal::Model, version: &proposal_version::Model) -> Result<ProposalForm> {
    Ok(ProposalForm {
        company_id: row.company_id.to_string(),
        contact_id: row.contact_id.map(|id| id.to_string()).unwrap_or_default(),
        owner_id: row.owner_id.map(|id| id.to_string()).unwrap_or_default(),
        valid_until: version.valid_until.map(date::to_field).unwrap_or_default(),
        make_invoice: row.make_invoice,
        internal_notes: row.internal_notes.clone(),
        version: row.version,
        ..ProposalForm::from(&store::written(version)?)
    })
}

async fn editor(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    form: ProposalForm,
    version: i32,
    company: Option<CompanyId>,
) -> Result<ProposalEditing> {
    let scope = rows.scope();
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let (company, contacts) = match company {
        Some(id) => {
            let choices = company::queries::choices(backend, scope, &[id]).await?;
            let contacts = contact::queries::choices(backend, scope, Some(id)).await?;
            (choices.into_iter().find(|choice| choice.id == id), contacts)
        }
        None => (None, Vec::new()),
    };
    let team = rows
        .find::<staff_user::Entity>()
        .filter(staff_user::Column::Active.eq(true))
        .order(staff_user::Column::Name, Order::Asc)
        .all()
        .await?;
    let sections: Vec<PresetRow> = presets::rows(rows).await?;
    Ok(ProposalEditing {
        form,
        version,
        company,
        contacts,
        owners: team
            .into_iter()
            .map(|user| (UserId::from(user.id), user.name))
            .collect(),
        taxes: invoices::taxes(rows).await?,
        rounding: tenant.tax_rounding.parse().map_err(BackendError::internal)?,
        sections: sections.into_iter().filter(|row| row.section).collect(),
    })
}
