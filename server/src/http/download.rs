//! PDFs to take away. The gatekeeper has let the right people in; a document that is not theirs is not there.

use app::platform::is_real;
use axum::{
    Extension,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::{ClientVisit, StaffVisit},
    client_documents::{self, PdfFile},
    contracts,
};
use domain::{
    date,
    ids::{CreditNoteId, InvoiceId},
    module::Module,
};
use serde::Deserialize;

/// An invoice for its client. Fetching it is noted for staff; a browser that fetches ahead is not a reader.
pub async fn client_invoice(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Some(id) = invoice(&id).filter(|_| visit.frame.modules.has(Module::Invoices)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let really = is_real(&method, &headers);
    answer(client_documents::invoice_for_client(&backend, &visit.scope, id, really).await)
}

/// An invoice as its client gets it, for staff. It is never noted.
pub async fn staff_invoice(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    Path(id): Path<String>,
) -> Response {
    match invoice(&id) {
        Some(id) => answer(client_documents::invoice_for_staff(&backend, &visit.scope, id).await),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A credit note for its client. Fetching it is noted for staff.
pub async fn client_credit_note(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let known = id.parse::<CreditNoteId>().ok();
    let Some(id) = known.filter(|_| visit.frame.modules.has(Module::Invoices)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let really = is_real(&method, &headers);
    answer(client_documents::credit_note_for_client(&backend, &visit.scope, id, really).await)
}

/// A credit note as its client gets it, for staff. It is never noted.
pub async fn staff_credit_note(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    Path(id): Path<String>,
) -> Response {
    match id.parse() {
        Ok(id) => answer(client_documents::credit_note_for_staff(&backend, &visit.scope, id).await),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What a statement covers, as its page's address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Period {
    from: String,
    to: String,
    company: String,
}

/// A statement of account for its client.
pub async fn client_statement(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    period: Result<Query<Period>, QueryRejection>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Query(period) = period.unwrap_or_default();
    let company = match period.company.trim() {
        "" => Ok(None),
        id => id.parse().map(Some),
    };
    let (Ok(company), true) = (company, visit.frame.modules.has(Module::Statement)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // A day that is none is as if it were not there, as on the page.
    let day = |text: &str| date::parse_optional(text).unwrap_or_default();
    let days = (day(&period.from), day(&period.to));
    let really = is_real(&method, &headers);
    answer(client_documents::statement_for_client(&backend, &visit.scope, days, company, really).await)
}

/// A contract's document for its reader: the sealed one, or the one that was sent.
pub async fn client_contract(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let (Ok(id), true) = (id.parse(), visit.frame.modules.has(Module::Contracts)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let really = is_real(&method, &headers);
    answer(contracts::queries::file_for_client(&backend, &visit.scope, id, really).await)
}

/// The same for staff. It is never noted.
pub async fn staff_contract(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    Path(id): Path<String>,
) -> Response {
    match id.parse() {
        Ok(id) => answer(contracts::queries::file_for_staff(&backend, &visit.scope, id).await),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn invoice(id: &str) -> Option<InvoiceId> {
    id.parse().ok()
}

pub(super) fn answer(file: Result<PdfFile, BackendError>) -> Response {
    match file {
        Ok(file) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf".to_owned()),
                (header::CONTENT_DISPOSITION, disposition(&file.name)),
                (header::CACHE_CONTROL, "private, no-store".to_owned()),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
                (
                    header::CONTENT_SECURITY_POLICY,
                    "sandbox; default-src 'none'".to_owned(),
                ),
            ];
            (headers, file.bytes).into_response()
        }
        Err(BackendError::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(BackendError::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(error) => {
            tracing::error!(cause = %error, "a PDF could not be made");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "The PDF could not be made. Please try again in a moment.",
            )
                .into_response()
        }
    }
}

/// A download under a name that every file system takes (RFC 6266): plain letters for old programs, UTF-8 for all others.
fn disposition(name: &str) -> String {
    let mut clean = String::new();
    for c in name.chars().take(80) {
        let plain = c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
        clean.push(if plain { c } else { '-' });
    }
    // A leading dot hides a file, a trailing one or a space vanishes on Windows.
    let clean = clean.trim_matches(['.', ' ', '-']).replace(' ', "-");
    let clean = if clean.is_empty() {
        "document".to_owned()
    } else {
        clean
    };
    let plain: String = clean
        .chars()
        .map(|c| if c.is_ascii() { c } else { '_' })
        .collect();
    let encoded: String = clean
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}.pdf\"; filename*=UTF-8''{encoded}.pdf")
}

#[cfg(test)]
mod tests {
    use super::{disposition, is_real};
    use axum::http::{HeaderMap, HeaderValue, Method};

    #[test]
    fn names_are_tame() {
        for (name, plain, encoded) in [
            ("Invoice 2026-0042", "Invoice-2026-0042", "Invoice-2026-0042"),
            ("Rechnung GÜ/7", "Rechnung-G_-7", "Rechnung-G%C3%9C-7"),
            (
                "a\"; filename=x\r\nSet-Cookie: y",
                "a---filename-x--Set-Cookie--y",
                "a---filename-x--Set-Cookie--y",
            ),
            ("../../etc/passwd", "etc-passwd", "etc-passwd"),
            ("...", "document", "document"),
        ] {
            let expected = format!("attachment; filename=\"{plain}.pdf\"; filename*=UTF-8''{encoded}.pdf");
            assert_eq!(disposition(name), expected);
        }
    }

    #[test]
    fn a_prefetch_is_no_reader() {
        let mut headers = HeaderMap::new();
        assert!(is_real(&Method::GET, &headers));
        assert!(!is_real(&Method::HEAD, &headers));
        headers.insert("sec-purpose", HeaderValue::from_static("prefetch;prerender"));
        assert!(!is_real(&Method::GET, &headers));
    }
}
