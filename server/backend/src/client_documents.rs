//! Documents as files: what a client takes away and what staff print. A client's download is noted, a staff one never is.

#[cfg(test)]
mod tests;

use crate::{
    Backend, access_log, copy,
    documents::{self, Brand},
    entity::{company, contact, invoice, portal, portal_image, tenant},
    error::{BackendError, Result},
    invoice::{commands, queries},
    proposal,
    scope::{ClientScope, Reads, Rows, Scope, StaffScope},
    statement,
};
use chrono::NaiveDate;
use domain::{
    branding::Colour,
    contact::full_name,
    ids::{CompanyId, CreditNoteId, InvoiceId, ProposalId},
    invoice::view::{CreditNoteRow, InvoiceDocument, Party},
    locale::Locale,
    proposal::view::ProposalDocument,
    statement::Statement,
    theme::Font,
};
use sea_orm::ColumnTrait;

/// A finished PDF.
#[derive(Debug)]
pub struct PdfFile {
    /// What to call it, without an extension.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An invoice on its client's screen. A look is noted only if somebody really looks.
///
/// # Errors
/// [`BackendError::NotFound`] when it is a draft, or not one of the client's companies'.
pub async fn look_at_invoice(
    backend: &Backend,
    scope: &ClientScope,
    id: InvoiceId,
    really: bool,
) -> Result<InvoiceDocument> {
    let document = queries::document_for_client(backend, scope, id).await?;
    if really
        && let Err(error) = access_log::saw(
            backend,
            scope,
            access_log::Document::Invoice(id),
            document.title(),
        )
        .await
    {
        // The client came for the invoice; it must not stay away because the log can't be written.
        tracing::error!(cause = %error, "a view could not be noted");
    }
    Ok(document)
}

/// An invoice for its client, in the client's language.
///
/// # Errors
/// [`BackendError::NotFound`] when it is a draft, or not one of the client's companies'.
pub async fn invoice_for_client(
    backend: &Backend,
    scope: &ClientScope,
    id: InvoiceId,
    really: bool,
) -> Result<PdfFile> {
    let document = queries::document_for_client(backend, scope, id).await?;
    let number = document.title().to_owned();
    let looks = Looks::of(&backend.read(scope)).await?;
    let file = invoice_file(document, looks, scope.locale()).await?;
    if really {
        access_log::took(backend, scope, Some(access_log::Document::Invoice(id)), &number).await?;
    }
    Ok(file)
}

/// An invoice for staff, as its client gets it: in the language of the contact it is addressed to.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn invoice_for_staff(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<PdfFile> {
    let document = queries::document(backend, scope, id).await?;
    let rows = backend.read(scope);
    let locale = language_of(&rows, id).await?;
    let looks = Looks::of(&rows).await?;
    invoice_file(document, looks, locale).await
}

/// A proposal on its client's screen, the newest version where none is named. A look is noted only if somebody really looks.
///
/// # Errors
/// [`BackendError::NotFound`] when it was never sent, or is not one of the client's companies'.
pub async fn look_at_proposal(
    backend: &Backend,
    scope: &ClientScope,
    id: ProposalId,
    version: Option<i32>,
    really: bool,
) -> Result<ProposalDocument> {
    let document = proposal::queries::document_for_client(backend, scope, id, version).await?;
    let seen = access_log::Document::Proposal(id);
    if really && let Err(error) = access_log::saw(backend, scope, seen, document.title()).await {
        // The client came for the proposal; it must not stay away because the log can't be written.
        tracing::error!(cause = %error, "a view could not be noted");
    }
    Ok(document)
}

/// A version of a proposal for its client, in the client's language.
///
/// # Errors
/// [`BackendError::NotFound`] when it was never sent, or is not one of the client's companies'.
pub async fn proposal_for_client(
    backend: &Backend,
    scope: &ClientScope,
    id: ProposalId,
    version: Option<i32>,
    really: bool,
) -> Result<PdfFile> {
    let document = proposal::queries::document_for_client(backend, scope, id, version).await?;
    let number = document.title().to_owned();
    let looks = Looks::of(&backend.read(scope)).await?;
    let file = proposal_file(document, looks, scope.locale()).await?;
    if really {
        let taken = access_log::Document::Proposal(id);
        access_log::took(backend, scope, Some(taken), &number).await?;
    }
    Ok(file)
}

/// A version of a proposal for staff, as its client gets it: in the language of the contact it is addressed to.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn proposal_for_staff(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    version: Option<i32>,
) -> Result<PdfFile> {
    let shown = proposal::queries::preview(backend, scope, id, version).await?;
    let looks = Looks::of(&backend.read(scope)).await?;
    proposal_file(shown.document, looks, shown.locale).await
}

async fn proposal_file(document: ProposalDocument, looks: Looks, locale: Locale) -> Result<PdfFile> {
    let name = match &document.number {
        Some(number) => format!(
            "{} {number} v{}",
            copy::text(locale, "proposal-word"),
            document.version
        ),
        None => copy::text(locale, "proposal-word"),
    };
    let bytes = in_background(move || documents::proposal_pdf(&document, &looks.brand(), locale)).await?;
    Ok(PdfFile { name, bytes })
}

/// A credit note for its client, in the client's language.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not one of the client's companies'.
pub async fn credit_note_for_client(
    backend: &Backend,
    scope: &ClientScope,
    id: CreditNoteId,
    really: bool,
) -> Result<PdfFile> {
    let (document, note) = queries::credit_note_for_client(backend, scope, id).await?;
    let number = note.number.clone();
    let looks = Looks::of(&backend.read(scope)).await?;
    let file = credit_note_file(document, note, looks, scope.locale()).await?;
    if really {
        access_log::took(backend, scope, None, &format!("Credit note {number}")).await?;
    }
    Ok(file)
}

/// A credit note for staff, as its client gets it: in the language of the contact its invoice is addressed to.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn credit_note_for_staff(
    backend: &Backend,
    scope: &StaffScope,
    id: CreditNoteId,
) -> Result<PdfFile> {
    let (document, note) = queries::credit_note(backend, scope, id).await?;
    let rows = backend.read(scope);
    let locale = language_of(&rows, document.id).await?;
    let looks = Looks::of(&rows).await?;
    credit_note_file(document, note, looks, locale).await
}

/// The language of the contact that an invoice is addressed to, or the workspace's.
async fn language_of(rows: &Rows<'_, StaffScope>, id: InvoiceId) -> Result<Locale> {
    let invoice = rows.get::<invoice::Entity>(id.uuid()).await?;
    let chosen = match invoice.contact_id {
        Some(contact) => rows.get::<contact::Entity>(contact).await?.locale,
        None => None,
    };
    let locale = match chosen {
        Some(locale) => locale,
        None => {
            rows.get::<tenant::Entity>(rows.scope().tenant().uuid())
                .await?
                .locale
        }
    };
    Ok(locale.parse().unwrap_or_default())
}

/// A client's statement of account, in the client's language.
///
/// # Errors
/// [`BackendError::NotFound`] when the company is not one of the client's.
pub async fn statement_for_client(
    backend: &Backend,
    scope: &ClientScope,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    company: Option<CompanyId>,
    really: bool,
) -> Result<PdfFile> {
    let statement = statement::for_client(backend, scope, from, to, company).await?;
    let rows = backend.read(scope);
    let seller = commands::seller(&rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?);
    let buyer = whose(&rows, &statement).await?;
    let looks = Looks::of(&rows).await?;
    let locale = scope.locale();
    let name = format!(
        "{} {} {}",
        copy::text(locale, "document-statement"),
        domain::date::to_field(statement.from),
        domain::date::to_field(statement.to)
    );
    let bytes =
        in_background(move || documents::statement_pdf(&statement, &seller, &buyer, &looks.brand(), locale))
            .await?;
    if really {
        access_log::took(backend, scope, None, "Statement of account").await?;
    }
    Ok(PdfFile { name, bytes })
}

/// Whom a statement is addressed to: the company, or the person where it covers several.
async fn whose(rows: &Rows<'_, ClientScope>, statement: &Statement) -> Result<Party> {
    let person = rows.get::<contact::Entity>(rows.scope().contact().uuid()).await?;
    let only = match statement.companies.as_slice() {
        [(id, _)] => Some(*id),
        _ => statement.company,
    };
    Ok(match only {
        Some(id) => commands::buyer(&rows.get::<company::Entity>(id.uuid()).await?, Some(&person)),
        None => Party {
            name: full_name(&person.first_name, &person.last_name),
            ..Party::default()
        },
    })
}

/// The tenant's looks, owned, so that they can go to another thread.
pub(crate) struct Looks {
    name: String,
    colour: Colour,
    font: Font,
    logo: Option<Vec<u8>>,
}

impl Looks {
    /// The looks of the scope's tenant.
    pub(crate) async fn of<S>(rows: &Rows<'_, S>) -> Result<Self>
    where
        S: Reads<portal::Entity> + Reads<portal_image::Entity>,
    {
        let portal = rows.get::<portal::Entity>(rows.scope().tenant().uuid()).await?;
        let logo = match portal.logo_hash.as_str() {
            "" => None,
            hash => {
                let image = rows.find::<portal_image::Entity>();
                image.filter(portal_image::Column::Hash.eq(hash)).one().await?
            }
        };
        Ok(Self {
            font: portal.font.parse().unwrap_or_default(),
            name: portal.name,
            colour: portal.brand_colour.parse().map_err(BackendError::internal)?,
            logo: logo.map(|logo| logo.png),
        })
    }

    /// What makes a document the tenant's own.
    pub(crate) fn brand(&self) -> Brand<'_> {
        Brand {
            name: &self.name,
            colour: self.colour,
            font: self.font,
            logo_png: self.logo.as_deref(),
        }
    }
}

async fn invoice_file(document: InvoiceDocument, looks: Looks, locale: Locale) -> Result<PdfFile> {
    let name = match &document.number {
        Some(number) => copy::text_with(locale, "document-invoice-number", &[("number", number.clone())]),
        None => copy::text(locale, "document-invoice-draft"),
    };
    let bytes = in_background(move || documents::invoice_pdf(&document, &looks.brand(), locale)).await?;
    Ok(PdfFile { name, bytes })
}

async fn credit_note_file(
    document: InvoiceDocument,
    note: CreditNoteRow,
    looks: Looks,
    locale: Locale,
) -> Result<PdfFile> {
    let number = [("number", note.number.clone())];
    let name = copy::text_with(locale, "document-credit-note-number", &number);
    let make = move || documents::credit_note_pdf(&document, &note, &looks.brand(), locale);
    let bytes = in_background(make).await?;
    Ok(PdfFile { name, bytes })
}

/// Setting a document is work for the processor, which must not hold up other requests.
pub(crate) async fn in_background(
    make: impl FnOnce() -> Result<Vec<u8>> + Send + 'static,
) -> Result<Vec<u8>> {
    tokio::task::spawn_blocking(make)
        .await
        .map_err(BackendError::internal)?
}
