//! The business's details.

use crate::{
    Backend,
    activity::{self, Happening},
    clock::time_zone,
    entity::{number_counter, tenant},
    error::{BackendError, Result},
    scope::{Scope, StaffScope},
};
use domain::{
    activity::Verb,
    invoice::{NumberPattern, Reset},
    role::Permission,
    settings::{BusinessForm, BusinessSettingsView},
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

fn business_form(row: &tenant::Model) -> BusinessForm {
    let row = row.clone();
    BusinessForm {
        name: row.name,
        legal_name: row.legal_name,
        email: row.email,
        phone: row.phone,
        website: row.website,
        tax_id: row.tax_id,
        registration_number: row.registration_number,
        address_line1: row.address_line1,
        address_line2: row.address_line2,
        postal_code: row.postal_code,
        city: row.city,
        state: row.state,
        country: row.country,
        bank_name: row.bank_name,
        iban: row.iban,
        bic: row.bic,
        currency: row.currency,
        timezone: row.timezone,
        locale: row.locale,
        tax_rounding: row.tax_rounding,
        invoice_pattern: row.invoice_pattern,
        credit_note_pattern: row.credit_note_pattern,
        number_reset: row.number_reset,
        version: row.version,
    }
}

/// The business's details as stored, and the numbers that come next.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn view(backend: &Backend, scope: &StaffScope) -> Result<BusinessSettingsView> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let row = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let today = backend.clock().today(&row.timezone);
    let period = row
        .number_reset
        .parse::<Reset>()
        .unwrap_or_default()
        .period(today);
    let counters = rows
        .find::<number_counter::Entity>()
        .filter(number_counter::Column::Period.eq(period))
        .all()
        .await?;
    let next = |series: &str, pattern: &str| {
        let last = counters.iter().find(|counter| counter.series == series);
        let sequence = last.map_or(1, |counter| counter.last + 1);
        let pattern = pattern.parse::<NumberPattern>();
        pattern
            .and_then(|pattern| pattern.render("", today, sequence))
            .unwrap_or_default()
    };
    Ok(BusinessSettingsView {
        next_invoice: next("invoice", &row.invoice_pattern),
        next_credit_note: next("credit_note", &row.credit_note_pattern),
        form: business_form(&row),
    })
}

/// Saves the business's details. Issued documents keep what they were issued with.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &BusinessForm) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let mut checked = form.validate();
    if time_zone(form.timezone.trim()).is_none() {
        let mut errors = checked.err().unwrap_or_default();
        errors.add("timezone", "Please choose a time zone from the list.");
        checked = Err(errors);
    }
    let new = checked?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = tenant::ActiveModel {
        name: Set(new.name),
        legal_name: Set(new.legal_name),
        email: Set(new.email),
        phone: Set(new.phone),
        website: Set(new.website),
        tax_id: Set(new.tax_id),
        registration_number: Set(new.registration_number),
        address_line1: Set(new.address.line1),
        address_line2: Set(new.address.line2),
        postal_code: Set(new.address.postal_code),
        city: Set(new.address.city),
        state: Set(new.address.state),
        country: Set(new.address.country),
        bank_name: Set(new.bank_name),
        iban: Set(new.iban.map(|iban| iban.to_string()).unwrap_or_default()),
        bic: Set(new.bic),
        currency: Set(new.currency.to_string()),
        timezone: Set(new.timezone),
        locale: Set(new.locale.to_string()),
        tax_rounding: Set(new.tax_rounding.as_str().to_owned()),
        invoice_pattern: Set(new.invoice_pattern.to_string()),
        credit_note_pattern: Set(new.credit_note_pattern.to_string()),
        number_reset: Set(new.number_reset.as_str().to_owned()),
        version: Set(form.version + 1),
        ..Default::default()
    };
    let saved = rows
        .update::<tenant::Entity>()
        .filter(tenant::Column::Version.eq(form.version))
        .set_row(row)
        .exec()
        .await?;
    if saved == 0 {
        let row = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
        return Err(BackendError::Stale(
            serde_json::to_value(business_form(&row)).map_err(BackendError::internal)?,
        ));
    }
    let happening = Happening {
        object: "Business".to_owned(),
        ..Happening::default()
    };
    activity::record(&rows, now, Verb::SettingsChanged, happening).await?;
    rows.commit().await
}
