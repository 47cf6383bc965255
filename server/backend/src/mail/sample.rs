//! A mail before anybody gets it: as a preview, and as a test mail to whoever words it.
//!
//! Both show a chosen contact's values and have a link that leads nowhere: no link is made for them.

use super::{
    letter::{self, Letter},
    outbox::{self, NewMail},
    template::{self, Words, look_of},
    words::{self, Wording},
};
use crate::{
    Backend, clock,
    copy::{text, text_with},
    entity::{company, contact, invoice, mail},
    error::{BackendError, Result},
    merge::{
        Voice, check, refuse, scope_of,
        view::{Occasion, Person, Stage},
    },
    scope::{Rows, Scope, StaffScope, SystemScope},
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    contact::full_name,
    ids::{ContactId, InvoiceId, MailId},
    locale::Locale,
    mail::MailKind,
    merge::{Finding, Place, Severity},
    role::{Permission, Role},
    settings::MailWordsForm,
};
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Whose words and values a test mail has, kept with the queued mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TestMail {
    contact: ContactId,
    locale: Locale,
    subject: String,
    body: String,
}

impl TestMail {
    /// The test that a queued mail is, if it is one.
    pub(super) fn of(row: &mail::Model) -> Option<Self> {
        #[derive(Deserialize)]
        struct Params {
            test: TestMail,
        }
        serde_json::from_str::<Params>(&row.params)
            .ok()
            .map(|params| params.test)
    }
}

/// A mail as it would be.
pub(super) struct Made {
    pub(super) locale: Locale,
    pub(super) letter: Letter,
    pub(super) words: Words,
}

/// Where the button leads in a preview or test, or the code that opens nothing.
pub(super) fn no_link(backend: &Backend, kind: MailKind) -> String {
    match kind {
        MailKind::SignInCode | MailKind::ContractCode => "000000".to_owned(),
        _ => format!("{}/", backend.config().public_url),
    }
}

/// A previewed mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What the compiler says of the words.
    pub findings: Vec<Finding>,
    /// The subject; empty when the words can't be used.
    pub subject: String,
    /// The mail as HTML; empty when the words can't be used. It must be shown in a sandbox only.
    pub html: String,
}

fn chosen(form: &MailWordsForm) -> Result<ContactId> {
    match form.contact.trim() {
        "" => Err(BackendError::invalid(
            "contact",
            "Please choose whose values to show.",
        )),
        id => id.parse().map_err(|_| BackendError::NotFound),
    }
}

/// Judges a mail's words and shows the mail as this contact would get it now.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::Invalid`] field by field; [`BackendError::NotFound`] when the contact is not this
/// tenant's; [`BackendError::Conflict`] when there is nothing that such a mail could be about.
pub async fn preview(backend: &Backend, scope: &StaffScope, form: &MailWordsForm) -> Result<Preview> {
    scope.require(Permission::SettingsManage)?;
    let typed = form.validate()?;
    let contact = chosen(form)?;
    let place = Place::Mail(typed.kind);
    let rows = backend.read(scope);
    let mut findings = check(backend, &rows, &typed.subject, place).await?;
    findings.extend(check(backend, &rows, &typed.body, place).await?);
    let mut preview = Preview {
        findings,
        subject: String::new(),
        html: String::new(),
    };
    if preview
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return Ok(preview);
    }
    let system = SystemScope::new(scope.tenant(), "a mail is previewed");
    let rows = rows.with(&system);
    let test = TestMail {
        contact,
        locale: typed.locale,
        subject: typed.subject,
        body: typed.body,
    };
    let me = Person {
        name: scope.name().to_owned(),
        email: scope.email().to_owned(),
    };
    let made = make(backend, &rows, typed.kind, &test, me).await?;
    let (_, _, look) = look_of(backend, &rows).await?;
    let written = template::write(
        made.locale,
        &look,
        &made.letter,
        Some(&made.words),
        &no_link(backend, typed.kind),
    )?;
    preview.subject = written.subject;
    preview.html = written.html;
    Ok(preview)
}

/// Queues a test mail to the member of staff who asks, with the words as typed.
///
/// # Errors
/// As [`preview`]; words that can't be used are [`BackendError::Invalid`].
pub async fn send_test(backend: &Backend, scope: &StaffScope, form: &MailWordsForm) -> Result<MailId> {
    scope.require(Permission::SettingsManage)?;
    let typed = form.validate()?;
    let contact = chosen(form)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    for (field, source) in [("subject", &typed.subject), ("body", &typed.body)] {
        let findings = check(backend, &rows, source, Place::Mail(typed.kind)).await?;
        refuse(field, &findings)?;
    }
    let test = TestMail {
        contact,
        locale: typed.locale,
        subject: typed.subject,
        body: typed.body,
    };
    // Made once here, so that what can't be sent is said now and not in the log later.
    let system = SystemScope::new(scope.tenant(), "a test mail is tried out");
    let me = Person {
        name: scope.name().to_owned(),
        email: scope.email().to_owned(),
    };
    make(backend, &rows.with(&system), typed.kind, &test, me).await?;
    let mail = NewMail {
        kind: typed.kind,
        contact: None,
        user: Some(scope.user()),
        invoice: None,
        proposal: None,
        to_name: scope.name().to_owned(),
        to_address: scope.email().to_owned(),
        params: serde_json::json!({ "test": test }),
        dedupe_key: None,
        created_by: Some(scope.user()),
    };
    let id = outbox::queue(&rows, now, mail)
        .await?
        .ok_or_else(|| BackendError::internal("a test mail without a key was not queued"))?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(id)
}

/// Makes a queued test mail.
pub(super) async fn test(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    row: &mail::Model,
    test: &TestMail,
) -> Result<Made> {
    let kind =
        MailKind::from_key(&row.kind).ok_or_else(|| BackendError::internal("an unknown kind of mail"))?;
    let me = Person {
        name: row.to_name.clone(),
        email: row.to_address.clone(),
    };
    let mut made = make(backend, rows, kind, test, me).await?;
    made.words.subject = format!("[Test] {}", made.words.subject);
    Ok(made)
}

async fn make(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    kind: MailKind,
    test: &TestMail,
    me: Person,
) -> Result<Made> {
    let (tenant, portal, _) = look_of(backend, rows).await?;
    let row = rows.get::<contact::Entity>(test.contact.uuid()).await?;
    let to_staff = kind.is_for_staff();
    let zone = row
        .timezone
        .clone()
        .filter(|_| !to_staff)
        .unwrap_or_else(|| tenant.timezone.clone());
    let now = backend.clock().now();
    let until = clock::date_in(now + TimeDelta::days(i64::from(portal.link_days)), &zone);
    let voice = Arc::new(Voice {
        locale: test.locale,
        zone,
        today: backend.clock().today(&tenant.timezone),
        now,
    });
    let recipient = if to_staff {
        me.clone()
    } else {
        Person {
            name: full_name(&row.first_name, &row.last_name),
            email: row.email,
        }
    };
    let invoice = match kind {
        MailKind::InvoiceIssued => Some(newest_invoice(rows, test.contact).await?),
        _ => None,
    };
    let letter = letter(rows, kind, &voice, invoice, (&recipient.name, &me.name, until)).await?;
    let occasion = Occasion {
        place: Place::Mail(kind),
        invoice,
        contract: None,
        user: Some(me),
        recipient: Some(recipient),
        event: letter.event(),
        occurred_at: now,
        link_until: Some(until),
    };
    let stage = Stage {
        backend,
        tenant: &tenant,
        portal: &portal,
        voice,
        occasion: &occasion,
    };
    let wording = Wording {
        subject: test.subject.clone(),
        body: test.body.clone(),
    };
    let contact = (!to_staff).then_some(test.contact);
    let words = words::put_in(&stage, rows, contact, &wording)
        .await?
        .map_err(|cause| BackendError::Conflict(cause.to_string()))?;
    Ok(Made {
        locale: test.locale,
        letter,
        words,
    })
}

/// The invoice that a sample is about: the contact's newest.
async fn newest_invoice(rows: &Rows<'_, SystemScope>, contact: ContactId) -> Result<InvoiceId> {
    let client = scope_of(rows, contact).await?;
    let newest = rows
        .with(&client)
        .find::<invoice::Entity>()
        .filter(invoice::Column::Status.ne("void"))
        .order(invoice::Column::IssueDate, Order::Desc)
        .order(invoice::Column::Id, Order::Desc)
        .one()
        .await?;
    newest.map(|row| row.id.into()).ok_or_else(|| {
        BackendError::Conflict(
            "This contact has no invoice yet, so there is no such mail. Please choose somebody else."
                .to_owned(),
        )
    })
}

/// What the mail says, with made-up circumstances where only a real one has any.
async fn letter(
    rows: &Rows<'_, SystemScope>,
    kind: MailKind,
    voice: &Voice,
    about: Option<InvoiceId>,
    (name, me, until): (&str, &str, NaiveDate),
) -> Result<Letter> {
    let (name, until) = (name.to_owned(), voice.locale.format_date(until));
    Ok(match kind {
        MailKind::Invitation => Letter::Invitation(letter::Invitation {
            name,
            sender: me.to_owned(),
            message: Vec::new(),
            until,
        }),
        MailKind::NewLink => Letter::NewLink(letter::NewLink { name, until }),
        MailKind::NewDevice => {
            let (browser, network) = ("Firefox on Linux".to_owned(), "203.0.113.0/24".to_owned());
            let time = letter::moment(voice.locale, &voice.zone, voice.now);
            Letter::NewDevice(letter::NewDevice {
                name,
                facts: vec![
                    ("mail-new-device-when", time.clone()),
                    ("mail-new-device-browser", browser.clone()),
                    ("mail-new-device-network", network),
                ],
                browser,
                time,
            })
        }
        MailKind::SignInCode => Letter::SignInCode(letter::SignInCode {
            name,
            browser: "Firefox on Linux".to_owned(),
        }),
        MailKind::InvoiceIssued => {
            let id = about.ok_or_else(|| BackendError::internal("an invoice's mail without an invoice"))?;
            let row = rows.get::<invoice::Entity>(id.uuid()).await?;
            let company = rows.get::<company::Entity>(row.company_id).await?;
            Letter::InvoiceIssued(letter::InvoiceIssued::of(
                &name,
                company.name,
                &row,
                voice.locale,
            )?)
        }
        MailKind::ContractRequest
        | MailKind::ContractReminder
        | MailKind::ContractCode
        | MailKind::ContractNews
        | MailKind::ContractCompleted
        | MailKind::ContractNotice => Letter::Contract(contract(kind, voice, &name, until)),
        MailKind::StaffInvitation => Letter::StaffInvitation(letter::StaffInvitation {
            name,
            inviter: me.to_owned(),
            role: text(voice.locale, &format!("mail-role-{}", Role::Staff.key())),
            until,
        }),
    })
}

/// A contract's mail about a contract that is not there.
fn contract(kind: MailKind, voice: &Voice, name: &str, until: String) -> letter::ContractLetter {
    let title = text(voice.locale, "mail-contract-sample");
    let mut letter = letter::ContractLetter::new(kind, name, &title);
    let by = [("by", "Ada Lovelace".to_owned()), ("title", title)];
    letter.message = match kind {
        MailKind::ContractNews => text_with(voice.locale, "mail-contract-says-expired", &by),
        MailKind::ContractNotice => text_with(voice.locale, "mail-contract-says-signed", &by),
        _ => String::new(),
    };
    if kind == MailKind::ContractCode {
        letter.browser = "Firefox on Linux".to_owned();
    }
    letter
        .facts
        .push(("mail-contract-number", "C-2026-0001".to_owned()));
    if matches!(kind, MailKind::ContractRequest | MailKind::ContractReminder) {
        letter.facts.push(("mail-contract-until", until));
    }
    letter
}
