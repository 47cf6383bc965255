//! The provider's own words for mails, each kind in each language.

use super::history::{self, Change};
use crate::{
    Backend,
    entity::{mail_template, settings_revision},
    error::{BackendError, Result},
    mail::words::{self, Wording},
    merge,
    scope::{Reads, Rows, Scope, StaffScope},
};
use domain::{
    locale::Locale,
    mail::MailKind,
    merge::Place,
    role::Permission,
    settings::{Area, MailWordsForm, MailWordsRow, MailWordsView},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait};
use std::collections::BTreeMap;

/// The whole area: own words by `<kind>_<language>_subject` and `<kind>_<language>_body`.
type State = BTreeMap<String, String>;

fn keys(kind: MailKind, locale: Locale) -> [String; 2] {
    ["subject", "body"].map(|part| format!("{}_{locale}_{part}", kind.key()))
}

fn known(kind: &str, locale: &str) -> Result<(MailKind, Locale)> {
    let kind = MailKind::from_key(kind).ok_or(BackendError::NotFound)?;
    let locale = locale.parse().map_err(|_| BackendError::NotFound)?;
    Ok((kind, locale))
}

/// Every kind of mail in every language.
fn all() -> impl Iterator<Item = (MailKind, Locale)> {
    MailKind::ALL
        .into_iter()
        .flat_map(|kind| Locale::ALL.into_iter().map(move |locale| (kind, locale)))
}

async fn state<S>(rows: &Rows<'_, S>) -> Result<State>
where
    S: Scope + Reads<mail_template::Entity>,
{
    let mut state = State::new();
    for row in rows.find::<mail_template::Entity>().all().await? {
        state.insert(format!("{}_{}_subject", row.kind, row.locale), row.subject);
        state.insert(format!("{}_{}_body", row.kind, row.locale), row.body);
    }
    Ok(state)
}

async fn stored<S>(rows: &Rows<'_, S>, kind: MailKind, locale: Locale) -> Result<(MailWordsForm, bool)>
where
    S: Scope + Reads<mail_template::Entity> + Reads<settings_revision::Entity>,
{
    let own = words::own(rows, kind, locale).await?;
    let is_own = own.is_some();
    let wording = own.unwrap_or_else(|| words::standard(kind, locale));
    let form = MailWordsForm {
        kind: kind.key().to_owned(),
        locale: locale.to_string(),
        subject: wording.subject,
        body: wording.body,
        contact: String::new(),
        version: history::version(rows, Area::Mails).await?,
    };
    Ok((form, is_own))
}

/// Every kind of mail, and where it has own words.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn list(backend: &Backend, scope: &StaffScope) -> Result<Vec<MailWordsRow>> {
    scope.require(Permission::SettingsManage)?;
    let own = state(&backend.read(scope)).await?;
    let row = |kind: MailKind| MailWordsRow {
        kind,
        own: Locale::ALL
            .into_iter()
            .filter(|locale| keys(kind, *locale).iter().any(|key| own.contains_key(key)))
            .collect(),
    };
    Ok(MailKind::ALL.into_iter().map(row).collect())
}

/// The words of a mail's key in a language: the own ones, or the standard.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`] when there is no such mail or language.
pub async fn view(backend: &Backend, scope: &StaffScope, kind: &str, locale: &str) -> Result<MailWordsView> {
    scope.require(Permission::SettingsManage)?;
    let (kind, locale) = known(kind, locale)?;
    let rows = backend.read(scope);
    let (form, own) = stored(&rows, kind, locale).await?;
    let mut findings = merge::check(backend, &rows, &form.subject, Place::Mail(kind)).await?;
    findings.extend(merge::check(backend, &rows, &form.body, Place::Mail(kind)).await?);
    Ok(MailWordsView { form, own, findings })
}

/// What a mail's button says, if it has one; it belongs to the mail.
pub fn button(kind: MailKind, locale: Locale) -> Option<String> {
    words::button(kind, locale)
}

/// Saves a mail's own words. Words with an unknown tag or a broken one are refused.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &MailWordsForm) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let typed = form.validate()?;
    let (kind, locale) = (typed.kind, typed.locale);
    let rows = backend.begin(scope).await?;
    for (field, source) in [("subject", &typed.subject), ("body", &typed.body)] {
        let findings = merge::check(backend, &rows, source, Place::Mail(kind)).await?;
        merge::refuse(field, &findings)?;
    }
    let (opened, _) = stored(&rows, kind, locale).await?;
    history::require_version(form.version, opened.version, &opened)?;
    let before = state(&rows).await?;
    let wording = Wording {
        subject: typed.subject,
        body: typed.body,
    };
    put(
        backend,
        &rows,
        kind,
        locale,
        (wording != words::standard(kind, locale)).then_some(wording),
    )
    .await?;
    note(backend, rows, opened.version, before, None).await
}

/// Gives a mail back its standard words.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such mail; [`BackendError::Conflict`] when it has no other words;
/// [`BackendError::Stale`] after somebody else's change.
pub async fn reset(backend: &Backend, scope: &StaffScope, form: &MailWordsForm) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let (kind, locale) = known(&form.kind, &form.locale)?;
    let rows = backend.begin(scope).await?;
    let (opened, own) = stored(&rows, kind, locale).await?;
    history::require_version(form.version, opened.version, &opened)?;
    if !own {
        return Err(BackendError::Conflict(
            "This mail has its standard words already.".to_owned(),
        ));
    }
    let before = state(&rows).await?;
    put(backend, &rows, kind, locale, None).await?;
    note(backend, rows, opened.version, before, None).await
}

/// Puts the area back to what it was.
///
/// # Errors
/// As [`save`].
pub(crate) async fn restore(
    backend: &Backend,
    scope: &StaffScope,
    before: serde_json::Value,
    undoes: i64,
) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let text = |key: &str| {
        before
            .get(key)
            .and_then(serde_json::Value::as_str)
            .map(str::to_owned)
    };
    let rows = backend.begin(scope).await?;
    let now = state(&rows).await?;
    for (kind, locale) in all() {
        let [subject, body] = keys(kind, locale);
        let wording = text(&subject)
            .zip(text(&body))
            .map(|(subject, body)| Wording { subject, body });
        for source in wording.iter().flat_map(|words| [&words.subject, &words.body]) {
            let findings = merge::check(backend, &rows, source, Place::Mail(kind)).await?;
            merge::refuse("", &findings)?;
        }
        put(backend, &rows, kind, locale, wording).await?;
    }
    let version = history::version(&rows, Area::Mails).await?;
    note(backend, rows, version, now, Some(undoes)).await
}

/// Replaces a mail's own words.
async fn put(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    kind: MailKind,
    locale: Locale,
    wording: Option<Wording>,
) -> Result<()> {
    let which = mail_template::Column::Kind
        .eq(kind.key())
        .and(mail_template::Column::Locale.eq(locale.as_str()));
    rows.delete::<mail_template::Entity>(which).await?;
    let Some(wording) = wording else {
        return Ok(());
    };
    let row = mail_template::ActiveModel {
        kind: Set(kind.key().to_owned()),
        locale: Set(locale.to_string()),
        subject: Set(wording.subject),
        body: Set(wording.body),
        updated_at: Set(backend.clock().now()),
        ..Default::default()
    };
    rows.insert::<mail_template::Entity>(row).await
}

/// Notes the change and makes it last.
async fn note(
    backend: &Backend,
    rows: Rows<'_, StaffScope>,
    version: i64,
    before: State,
    undoes: Option<i64>,
) -> Result<()> {
    let change = Change {
        area: Area::Mails,
        version,
        before: &before,
        after: &state(&rows).await?,
        undoes,
    };
    history::record(&rows, backend.clock().now(), change).await?;
    rows.commit().await
}
