//! The compiler: what is wrong with a text, before anybody reads it.

use super::{
    engine::{Escape, Limits, Prepared, RenderError},
    fallback, house_voice,
    reading::{self, Unguarded},
    sample,
    syntax::error,
};
use crate::{
    Backend,
    entity::tenant,
    error::{BackendError, Result},
    scope::{Rows, Scope, StaffScope},
};
use domain::merge::{Finding, Place, Severity};

/// As many findings are worth reading at once.
const MOST: usize = 50;

/// Judges a text: syntax, unknown tags with "did you mean", tags that are not known in this place, filters that don't fit,
/// and tags that may be empty without a fallback, with how many contacts that concerns. The worst comes first.
///
/// # Errors
/// When the database fails.
pub(crate) async fn check(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    source: &str,
    place: Place,
) -> Result<Vec<Finding>> {
    let tenant = rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?;
    let reading = reading::read(source, place);
    let mut findings = reading.fatal.clone();
    findings.extend(reading.findings.iter().cloned());
    if findings
        .iter()
        .all(|finding| finding.severity == Severity::Warning)
    {
        findings.extend(tried_out(backend, &tenant, source, place));
        for Unguarded { path, line } in reading.unguarded.iter().take(MOST) {
            if let Some(message) = fallback::concern(rows, &tenant, path).await? {
                let mut finding = error(*line, path, message);
                finding.severity = Severity::Warning;
                findings.push(finding);
            }
        }
    }
    findings.sort_by_key(|finding| (finding.severity, finding.line));
    findings.truncate(MOST);
    Ok(findings)
}

/// Whether a text can be put together at all, with made-up values.
fn tried_out(backend: &Backend, tenant: &tenant::Model, source: &str, place: Place) -> Option<Finding> {
    let voice = house_voice(backend, tenant);
    let outcome = Prepared::new(source, place).and_then(|text| {
        let values = sample::values(&voice, text.reading());
        text.render(&voice, &values, Escape::Text, Limits::default())
    });
    match outcome {
        Ok(_) => None,
        Err(RenderError::Refused(finding)) => Some(finding),
        Err(RenderError::Failed { line, message }) => Some(error(line, "", format!("{message}."))),
        Err(other) => Some(error(1, "", other.to_string())),
    }
}

/// Goes on only if nothing is wrong with a text; the error names the first thing that is.
///
/// # Errors
/// [`BackendError::Invalid`] for this field.
pub(crate) fn refuse(field: &str, findings: &[Finding]) -> Result<()> {
    match findings
        .iter()
        .find(|finding| finding.severity == Severity::Error)
    {
        Some(finding) => Err(BackendError::invalid(field, finding.sentence())),
        None => Ok(()),
    }
}
