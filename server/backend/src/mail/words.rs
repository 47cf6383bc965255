//! The words of a mail: the standard ones, and the provider's own with merge tags.
//!
//! What can be worded is the subject and the text above the button. The rest, such as until when a link works and that it must
//! not be passed on, belongs to the mail. The link itself is no tag: only the button has it.

use super::template::Words;
use crate::{
    copy::{text, text_with},
    entity::mail_template,
    error::Result,
    merge::{
        engine::{Escape, Limits, Prepared, RenderError},
        greeting::paragraphs,
        scope_of,
        view::Stage,
    },
    scope::{Reads, Rows, SystemScope},
};
use domain::{ids::ContactId, locale::Locale, mail::MailKind, merge::Place};
use sea_orm::ColumnTrait;

/// Subject and text, as they are written: with tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wording {
    pub(crate) subject: String,
    pub(crate) body: String,
}

/// The provider's own words for a mail in a language, if there are any.
///
/// # Errors
/// When the database fails.
pub(crate) async fn own<S: Reads<mail_template::Entity>>(
    rows: &Rows<'_, S>,
    kind: MailKind,
    locale: Locale,
) -> Result<Option<Wording>> {
    let row = rows
        .find::<mail_template::Entity>()
        .filter(mail_template::Column::Kind.eq(kind.key()))
        .filter(mail_template::Column::Locale.eq(locale.as_str()))
        .one()
        .await?;
    Ok(row.map(|row| Wording {
        subject: row.subject,
        body: row.body,
    }))
}

/// The standard words with tags in place of values: the very texts that a mail without own words has.
pub(crate) fn standard(kind: MailKind, locale: Locale) -> Wording {
    const NAMES: [(&str, &str); 11] = [
        ("name", "{{ recipient.name }}"),
        ("sender", "{{ user.name }}"),
        ("inviter", "{{ user.name }}"),
        ("business", "{{ system.company_name }}"),
        ("portal", "{{ portal.name }}"),
        ("role", "{{ event.role }}"),
        ("number", "{{ invoice.number }}"),
        ("total", "{{ invoice.total }}"),
        ("company", "{{ invoice.company }}"),
        ("title", "{{ event.title }}"),
        ("message", "{{ event.what }}"),
    ];
    let tags = NAMES.map(|(name, tag)| (name, tag.to_owned()));
    let stem = stem(kind);
    let line = |key: &str| text_with(locale, key, &tags);
    Wording {
        subject: line(&format!("{stem}-subject")),
        body: format!("{}\n\n{}", line("mail-greeting"), line(&format!("{stem}-intro"))),
    }
}

/// The first part of the keys of a mail's texts.
pub(crate) const fn stem(kind: MailKind) -> &'static str {
    match kind {
        MailKind::Invitation => "mail-invitation",
        MailKind::NewLink => "mail-new-link",
        MailKind::NewDevice => "mail-new-device",
        MailKind::SignInCode => "mail-code",
        MailKind::InvoiceIssued => "mail-invoice",
        MailKind::StaffInvitation => "mail-team",
        MailKind::ContractRequest => "mail-contract-request",
        MailKind::ContractReminder => "mail-contract-reminder",
        MailKind::ContractCode => "mail-contract-code",
        MailKind::ContractNews => "mail-contract-news",
        MailKind::ContractCompleted => "mail-contract-completed",
        MailKind::ContractNotice => "mail-contract-notice",
    }
}

/// What the button of a mail says; a code's mail has none.
pub(crate) fn button(kind: MailKind, locale: Locale) -> Option<String> {
    let key = match kind {
        MailKind::Invitation => "mail-invitation-button",
        MailKind::NewLink => "mail-new-link-button",
        MailKind::NewDevice => "mail-new-device-button",
        MailKind::SignInCode | MailKind::ContractCode => return None,
        MailKind::InvoiceIssued => "mail-invoice-button",
        MailKind::StaffInvitation => "mail-team-button",
        MailKind::ContractRequest | MailKind::ContractReminder => "mail-contract-button",
        MailKind::ContractNews | MailKind::ContractCompleted | MailKind::ContractNotice => {
            "mail-contract-button-read"
        }
    };
    Some(text(locale, key))
}

/// The provider's own words for the mail of this occasion, ready to be sent. None where there are none, and where they can't
/// be put together: the mail matters more than its wording, and the log has the reason.
///
/// # Errors
/// When the database fails.
pub(crate) async fn ready(
    stage: &Stage<'_>,
    rows: &Rows<'_, SystemScope>,
    contact: Option<ContactId>,
) -> Result<Option<Words>> {
    let Place::Mail(kind) = stage.occasion.place else {
        return Ok(None);
    };
    let Some(own) = own(rows, kind, stage.voice.locale).await? else {
        return Ok(None);
    };
    match put_in(stage, rows, contact, &own).await? {
        Ok(words) => Ok(Some(words)),
        Err(cause) => {
            tracing::error!(kind = kind.key(), %cause, "a mail's own words could not be put together");
            Ok(None)
        }
    }
}

/// Puts the values in, those of a contact through the contact's own reach.
///
/// # Errors
/// When the database fails; the inner error when the words can't be put together.
pub(crate) async fn put_in(
    stage: &Stage<'_>,
    rows: &Rows<'_, SystemScope>,
    contact: Option<ContactId>,
    wording: &Wording,
) -> Result<Result<Words, RenderError>> {
    let place = stage.occasion.place;
    let prepared = Prepared::new(&wording.subject, place)
        .and_then(|subject| Ok((subject, Prepared::new(&wording.body, place)?)));
    let (subject, body) = match prepared {
        Ok(prepared) => prepared,
        Err(cause) => return Ok(Err(cause)),
    };
    let client = match contact {
        Some(contact) => Some(scope_of(rows, contact).await?),
        None => None,
    };
    let mut texts = Vec::new();
    for (text, escape) in [(subject, Escape::Subject), (body, Escape::Text)] {
        let values = match &client {
            Some(client) => stage.for_client(&rows.with(client), text.reading()).await?,
            None => {
                let mut values = stage.for_staff(text.reading());
                stage.complete(text.reading(), &mut values);
                values
            }
        };
        match text.render(&stage.voice, &values, escape, Limits::default()) {
            Ok(text) => texts.push(text),
            Err(cause) => return Ok(Err(cause)),
        }
    }
    let body = texts.pop().unwrap_or_default();
    Ok(Ok(Words {
        subject: texts.pop().unwrap_or_default(),
        paragraphs: paragraphs(&body)
            .into_iter()
            .map(|paragraph| paragraph.lines().map(str::to_owned).collect())
            .collect(),
    }))
}
