//! Changing invoices. Each change is one transaction with its line in the timeline.

mod amend;
mod closing;
mod credit;
pub(crate) mod draft;
mod issue;

pub use amend::amend;
pub use closing::{void, write_off};
pub use credit::credit;
pub use draft::{create, delete_draft, duplicate, update};
pub use issue::{Issued, issue};

use crate::{
    activity::Happening,
    entity::{company, contact, invoice, membership, tenant},
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope},
};
use domain::{
    company::Address,
    contact::full_name,
    ids::{CompanyId, InvoiceId},
    invoice::view::Party,
};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

/// The workspace that the caller belongs to.
pub(crate) async fn own_tenant(rows: &Rows<'_, StaffScope>) -> Result<tenant::Model> {
    rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await
}

/// A line for the timelines of an invoice and its company.
pub(crate) fn happening(invoice: &invoice::Model, remark: &str) -> Happening {
    Happening {
        company: Some(CompanyId::from(invoice.company_id)),
        contact: None,
        invoice: Some(InvoiceId::from(invoice.id)),
        proposal: None,
        contract: None,
        object: invoice.number.clone().unwrap_or_else(|| "Draft".to_owned()),
        remark: remark.to_owned(),
    }
}

/// The contact that an invoice may be addressed to: one of the company's.
pub(crate) async fn addressee<S: Reads<membership::Entity> + Reads<contact::Entity>>(
    rows: &Rows<'_, S>,
    company: Uuid,
    contact: Option<Uuid>,
) -> Result<Option<contact::Model>> {
    let Some(id) = contact else { return Ok(None) };
    let unknown = || BackendError::invalid("contact_id", "Please choose one of the company's contacts.");
    let member = Condition::all()
        .add(membership::Column::ContactId.eq(id))
        .add(membership::Column::CompanyId.eq(company));
    if rows
        .find::<membership::Entity>()
        .filter(member)
        .one()
        .await?
        .is_none()
    {
        return Err(unknown());
    }
    match rows.get::<contact::Entity>(id).await {
        Err(BackendError::NotFound) => Err(unknown()),
        found => found.map(Some),
    }
}

/// The seller's block as it stands today.
pub(crate) fn seller(tenant: &tenant::Model) -> Party {
    let address = Address {
        line1: tenant.address_line1.clone(),
        line2: tenant.address_line2.clone(),
        postal_code: tenant.postal_code.clone(),
        city: tenant.city.clone(),
        state: tenant.state.clone(),
        country: tenant.country.clone(),
    };
    Party {
        name: first_of(&tenant.legal_name, &tenant.name),
        attention: String::new(),
        address: address.lines(),
        tax_id: tenant.tax_id.clone(),
        registration: tenant.registration_number.clone(),
        email: tenant.email.clone(),
        phone: tenant.phone.clone(),
        website: tenant.website.clone(),
    }
}

/// The buyer's block as it stands today.
pub(crate) fn buyer(company: &company::Model, contact: Option<&contact::Model>) -> Party {
    let address = Address {
        line1: company.address_line1.clone(),
        line2: company.address_line2.clone(),
        postal_code: company.postal_code.clone(),
        city: company.city.clone(),
        state: company.state.clone(),
        country: company.country.clone(),
    };
    Party {
        name: first_of(&company.legal_name, &company.name),
        attention: contact.map(name_of).unwrap_or_default(),
        address: address.lines(),
        tax_id: company.tax_id.clone(),
        registration: String::new(),
        email: company.email.clone(),
        phone: company.phone.clone(),
        website: company.website.clone(),
    }
}

/// A contact's full name.
pub(crate) fn name_of(contact: &contact::Model) -> String {
    full_name(&contact.first_name, &contact.last_name)
}

/// The first text that is not empty.
pub(super) fn first_of(one: &str, other: &str) -> String {
    if one.is_empty() { other } else { one }.to_owned()
}

/// The lower-case text that a search looks in.
fn search_key(number: Option<&str>, reference: &str, po_number: &str) -> String {
    format!("{} {reference} {po_number}", number.unwrap_or_default())
        .trim()
        .to_lowercase()
}
