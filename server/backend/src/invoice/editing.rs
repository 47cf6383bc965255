//! What staff's form for an invoice opens with, and who has looked at an invoice.

use super::{commands, document, list, queries};
use crate::{
    Backend,
    access::sessions,
    company, contact,
    entity::{access_event, company as companies, contact as contacts, invoice, invoice_tax, portal},
    error::{BackendError, Result},
    portal_settings::looks::Looks,
    scope::{Rows, Scope, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    access::AccessKind,
    company::due_after,
    date,
    decimal::Percent,
    ids::{CompanyId, ContactId, InvoiceId},
    invoice::{
        InvoiceForm, InvoiceLineForm, TaxRate,
        editor::{ClientPreview, InvoiceEditing, InvoiceView},
    },
    locale::Locale,
    module::ModuleSet,
    role::Permission,
    settings::PortalFrame,
};
use sea_orm::{ColumnTrait, IntoSimpleExpr, Order};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Taxes offered at most.
const MOST_TAXES: usize = 12;
/// What a tax is called until somebody says otherwise.
const USUAL_TAX: &str = "VAT";

/// A new invoice's form, with the company's currency and terms, and the taxes and terms of its last invoice, or of the last
/// one at all. Without a company there is only the choice of one.
///
/// # Errors
/// [`BackendError::NotFound`] when the company is not this tenant's.
pub async fn new(
    backend: &Backend,
    scope: &StaffScope,
    company: Option<CompanyId>,
) -> Result<InvoiceEditing> {
    scope.require(Permission::InvoicesWrite)?;
    let rows = backend.read(scope);
    let chosen = match company {
        Some(id) => Some(rows.get::<companies::Entity>(id.uuid()).await?),
        None => None,
    };
    let form = new_form(backend, &rows, chosen.as_ref()).await?;
    editor(backend, scope, form, company).await
}

/// A draft's form.
///
/// # Errors
/// As [`queries::form`].
pub async fn draft(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<InvoiceEditing> {
    let form = queries::form(backend, scope, id).await?;
    let company = form.company_id.parse().ok();
    editor(backend, scope, form, company).await
}

async fn editor(
    backend: &Backend,
    scope: &StaffScope,
    form: InvoiceForm,
    company: Option<CompanyId>,
) -> Result<InvoiceEditing> {
    let rows = backend.read(scope);
    let rounding = document::tenant_of(&rows)
        .await?
        .tax_rounding
        .parse()
        .map_err(BackendError::internal)?;
    let (company, contacts) = match company {
        Some(id) => {
            let choices = company::queries::choices(backend, scope, &[id]).await?;
            let contacts = contact::queries::choices(backend, scope, Some(id)).await?;
            (choices.into_iter().find(|choice| choice.id == id), contacts)
        }
        None => (None, Vec::new()),
    };
    Ok(InvoiceEditing {
        form,
        company,
        contacts,
        taxes: taxes(&rows).await?,
        rounding,
    })
}

async fn new_form(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    company: Option<&companies::Model>,
) -> Result<InvoiceForm> {
    let tenant = document::tenant_of(rows).await?;
    let latest = async |of: Option<Uuid>| {
        rows.find::<invoice::Entity>()
            .filter_if(of.map(|id| invoice::Column::CompanyId.eq(id)))
            .order(invoice::Column::CreatedAt, Order::Desc)
            .limit(1)
            .one()
            .await
    };
    let last = match latest(company.map(|company| company.id)).await? {
        None => latest(None).await?,
        own => own,
    };
    let mut line = InvoiceLineForm {
        quantity: "1".to_owned(),
        tax_name: USUAL_TAX.to_owned(),
        ..InvoiceLineForm::default()
    };
    if let Some(last) = &last
        && let Some(first) = queries::stored_form(rows, last).await?.lines.into_iter().next()
    {
        line = InvoiceLineForm {
            tax_name: if first.tax_name.is_empty() {
                line.tax_name
            } else {
                first.tax_name
            },
            tax_rate: first.tax_rate,
            tax_category: first.tax_category,
            quantity: line.quantity,
            ..InvoiceLineForm::default()
        };
    }
    let days = company.map_or(14, |company| company.payment_days);
    let today = backend.clock().today(&tenant.timezone);
    Ok(InvoiceForm {
        company_id: company.map(|company| company.id.to_string()).unwrap_or_default(),
        currency: company.map_or(tenant.currency, |company| company.currency.clone()),
        due_date: date::to_field(due_after(today, days)),
        terms: last.as_ref().map(|last| last.terms.clone()).unwrap_or_default(),
        prices_include_tax: last.is_some_and(|last| last.prices_include_tax),
        discount_kind: "none".to_owned(),
        lines: vec![line],
        ..InvoiceForm::default()
    })
}

/// The taxes on invoices so far, the highest rate first.
pub(crate) async fn taxes(rows: &Rows<'_, StaffScope>) -> Result<Vec<TaxRate>> {
    let columns = [
        invoice_tax::Column::Name,
        invoice_tax::Column::Rate,
        invoice_tax::Column::Category,
    ];
    let found = rows
        .find::<invoice_tax::Entity>()
        .tuples::<(String, i64, String)>(
            columns.map(|column| column.into_simple_expr()).to_vec(),
            columns.to_vec(),
        )
        .await?;
    let mut taxes = Vec::new();
    for (name, rate, category) in found {
        let tax = TaxRate {
            name,
            rate: Percent::from_raw(rate),
            category: category.parse().map_err(BackendError::internal)?,
        };
        if !tax.is_none() {
            taxes.push(tax);
        }
    }
    taxes.sort_by_key(|tax| (std::cmp::Reverse(tax.rate.raw()), tax.name.clone()));
    taxes.truncate(MOST_TAXES);
    Ok(taxes)
}

/// An invoice as its client sees it: in the portal's colours and the client's language. It is no view of theirs.
///
/// # Errors
/// [`BackendError::NotFound`] when the invoice is not this tenant's.
pub async fn preview(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<ClientPreview> {
    let document = queries::document(backend, scope, id).await?;
    let rows = backend.read(scope);
    let invoice = rows.get::<invoice::Entity>(id.uuid()).await?;
    let tenant = document::tenant_of(&rows).await?;
    let portal = rows.get::<portal::Entity>(tenant.id).await?;
    let reader = match invoice.contact_id {
        Some(id) => Some(rows.get::<contacts::Entity>(id).await?),
        None => None,
    };
    let locale = reader
        .as_ref()
        .and_then(|reader| reader.locale.clone())
        .unwrap_or(tenant.locale);
    let timezone = reader
        .as_ref()
        .and_then(|reader| reader.timezone.clone())
        .unwrap_or(tenant.timezone);
    let looks = Looks::from(&portal);
    Ok(ClientPreview {
        frame: PortalFrame {
            theme_url: looks.theme_url(scope.tenant()),
            logo_url: looks.logo_url(scope.tenant()),
            logo: looks.logo(scope.tenant()),
            icon_url: looks.icon_url(scope.tenant()),
            css_url: looks.css_url(scope.tenant()),
            name: portal.name,
            modules: ModuleSet::from_keys(&portal.modules),
            // Shown is the document alone.
            menu: Vec::new(),
            business_name: tenant.name,
            support_email: sessions::or(portal.support_email, tenant.email),
            support_phone: sessions::or(portal.support_phone, tenant.phone),
            support_hours: portal.support_hours,
        },
        locale: locale.parse().unwrap_or(Locale::En),
        timezone,
        name: reader
            .as_ref()
            .map_or_else(|| document.buyer.name.clone(), commands::name_of),
        document,
    })
}

/// Who has looked at an invoice, and how often. A preview by staff is none of it.
///
/// # Errors
/// [`BackendError::NotFound`] when the invoice is not this tenant's.
pub async fn views(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<Vec<InvoiceView>> {
    scope.require(Permission::AccessLogRead)?;
    let rows = backend.read(scope);
    rows.get::<invoice::Entity>(id.uuid()).await?;
    use access_event::Column as C;
    let found = list::views(&rows)
        .filter(C::InvoiceId.eq(id.uuid()))
        .tuples::<(Uuid, String, i64, DateTime<Utc>, DateTime<Utc>)>(
            vec![
                C::ContactId.into_simple_expr(),
                C::Kind.into_simple_expr(),
                C::Id.count(),
                C::CreatedAt.min(),
                C::CreatedAt.max(),
            ],
            vec![C::ContactId, C::Kind],
        )
        .await?;
    let mut names = crate::access_log::names(&rows, found.iter().map(|row| row.0)).await?;
    let mut views: BTreeMap<Uuid, InvoiceView> = BTreeMap::new();
    for (contact, kind, count, first, last) in found {
        let view = views.entry(contact).or_insert_with(|| InvoiceView {
            contact: ContactId::from(contact),
            contact_name: names.remove(&contact).unwrap_or_default(),
            first_at: first,
            last_at: last,
            views: 0,
            downloads: 0,
        });
        view.first_at = view.first_at.min(first);
        view.last_at = view.last_at.max(last);
        match AccessKind::from_key(&kind) {
            Some(AccessKind::Downloaded) => view.downloads += count.unsigned_abs(),
            _ => view.views += count.unsigned_abs(),
        }
    }
    let mut views: Vec<InvoiceView> = views.into_values().collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.last_at));
    Ok(views)
}
