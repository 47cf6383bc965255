//! Whom it concerns that a tag has no fallback: counted, through the scope of whoever asks.

use crate::{
    entity::{company, contact, contact_tag, credit_note, invoice, membership, payment, tenant},
    error::Result,
    scope::{Reads, Rows, ScopedSelect, StaffScope, is_in},
};
use domain::merge;
use sea_orm::{ColumnTrait, Condition, ExprTrait, sea_query::SimpleExpr};

/// What a missing fallback means, in a sentence; `None` if it concerns nobody today.
pub(super) async fn concern(
    rows: &Rows<'_, StaffScope>,
    tenant: &tenant::Model,
    path: &str,
) -> Result<Option<String>> {
    let Some((root, tag)) = merge::find(path) else {
        return Ok(None);
    };
    let what = tag.label.to_lowercase();
    let remedy = format!("Nothing will stand there. You can write {path}|default(\"…\").");
    if root.key == "system" {
        let empty = is_empty_of(tenant, tag.name);
        return Ok(empty.then(|| format!("Your business details have no {what}. {remedy}")));
    }
    let Some(lacking) = lacking(rows, root.key, tag.name).await? else {
        return Ok(tag.optional.then(|| format!("{path} can be empty. {remedy}")));
    };
    let all = people(rows).count().await?;
    let record = root.label.to_lowercase();
    let has = match (root.key, tag.optional) {
        ("contact", _) => what,
        ("company", true) => format!("company with this: {what}"),
        _ => record,
    };
    let contacts = if all == 1 { "contact has" } else { "contacts have" };
    Ok((lacking > 0).then(|| format!("{lacking} of {all} {contacts} no {has}. {remedy}")))
}

/// Those who may use the portal.
fn people<'r, 'a>(rows: &'r Rows<'a, StaffScope>) -> ScopedSelect<'r, 'a, StaffScope, contact::Entity> {
    rows.find::<contact::Entity>()
        .filter(contact::Column::ArchivedAt.is_null())
        .filter(contact::Column::PortalEnabled.eq(true))
}

/// How many of them lack it; `None` where that is not counted.
async fn lacking(rows: &Rows<'_, StaffScope>, root: &str, name: &str) -> Result<Option<u64>> {
    let companies = || {
        rows.find::<company::Entity>()
            .filter(company::Column::ArchivedAt.is_null())
    };
    let lack: SimpleExpr = match root {
        "contact" => match name {
            "first_name" => contact::Column::FirstName.eq(""),
            "last_name" => contact::Column::LastName.eq(""),
            "email" => contact::Column::Email.eq(""),
            "phone" => contact::Column::Phone.eq(""),
            "job_title" => contact::Column::JobTitle.eq(""),
            "last_portal_access" => contact::Column::LastSeenAt.is_null(),
            "company" => without(rows, companies()),
            "tags" => is_in(
                contact::Column::Id,
                rows.find::<contact_tag::Entity>(),
                contact_tag::Column::ContactId,
            )
            .not(),
            _ => return Ok(None),
        },
        "company" => match filled(name) {
            Some(filled) => without(rows, companies().filter(filled)),
            None => without(rows, companies()),
        },
        "invoice" => {
            let issued = rows
                .find::<invoice::Entity>()
                .filter(invoice::Column::Status.ne("draft"));
            without(
                rows,
                companies().filter(is_in(company::Column::Id, issued, invoice::Column::CompanyId)),
            )
        }
        "payment" => {
            let payments = rows.find::<payment::Entity>();
            without(
                rows,
                companies().filter(is_in(company::Column::Id, payments, payment::Column::CompanyId)),
            )
        }
        "credit_note" => {
            let notes = rows.find::<credit_note::Entity>();
            without(
                rows,
                companies().filter(is_in(company::Column::Id, notes, credit_note::Column::CompanyId)),
            )
        }
        _ => return Ok(None),
    };
    Ok(Some(people(rows).filter(lack).count().await?))
}

/// "Acts for none of these companies."
fn without<S>(rows: &Rows<'_, S>, companies: ScopedSelect<'_, '_, S, company::Entity>) -> SimpleExpr
where
    S: Reads<membership::Entity> + Reads<company::Entity>,
{
    let theirs = rows.find::<membership::Entity>().filter(is_in(
        membership::Column::CompanyId,
        companies,
        company::Column::Id,
    ));
    is_in(contact::Column::Id, theirs, membership::Column::ContactId).not()
}

/// A company that has this value.
fn filled(name: &str) -> Option<Condition> {
    use company::Column;
    let columns = match name {
        "legal_name" => vec![Column::LegalName],
        "email" => vec![Column::Email],
        "phone" => vec![Column::Phone],
        "website" => vec![Column::Website],
        "tax_id" => vec![Column::TaxId],
        "address_line1" => vec![Column::AddressLine1],
        "address_line2" => vec![Column::AddressLine2],
        "postal_code" => vec![Column::PostalCode],
        "city" => vec![Column::City],
        "state" => vec![Column::State],
        "country" => vec![Column::Country],
        "address" => vec![
            Column::AddressLine1,
            Column::AddressLine2,
            Column::City,
            Column::Country,
        ],
        _ => return None,
    };
    let mut any = Condition::any();
    for column in columns {
        any = any.add(column.ne(""));
    }
    Some(any)
}

fn is_empty_of(row: &tenant::Model, name: &str) -> bool {
    match name {
        "legal_name" => row.legal_name.is_empty(),
        "email" => row.email.is_empty(),
        "phone" => row.phone.is_empty(),
        "website" => row.website.is_empty(),
        "address" => row.address_line1.is_empty() && row.city.is_empty() && row.country.is_empty(),
        "address_line1" => row.address_line1.is_empty(),
        "address_line2" => row.address_line2.is_empty(),
        "postal_code" => row.postal_code.is_empty(),
        "city" => row.city.is_empty(),
        "state" => row.state.is_empty(),
        "country" => row.country.is_empty(),
        "tax_id" => row.tax_id.is_empty(),
        "registration_number" => row.registration_number.is_empty(),
        "bank_name" => row.bank_name.is_empty(),
        "iban" => row.iban.is_empty(),
        "bic" => row.bic.is_empty(),
        _ => false,
    }
}
