//! What each kind of mail says, as values for its template. All of them are text that is ready to be read.

use crate::{entity::invoice, error::Result, invoice::currency};
use chrono::NaiveDate;
use domain::{locale::Locale, mail::MailKind, money::Money};
use minijinja::value::Serde;
use serde::Serialize;

/// A mail's content.
#[derive(Debug, Clone)]
pub(crate) enum Letter {
    /// A contact is invited.
    Invitation(Invitation),
    /// A contact gets the link that was asked for.
    NewLink(NewLink),
    /// A contact's portal was opened in a new browser.
    NewDevice(NewDevice),
    /// A code for a device not seen before. The code itself stands where other mails have their link, so that the log blots it out.
    SignInCode(SignInCode),
    /// An invoice was issued.
    InvoiceIssued(InvoiceIssued),
    /// A member of staff is invited.
    StaffInvitation(StaffInvitation),
    /// Something about a contract.
    Contract(ContractLetter),
}

/// A row of a small table: the label's key and the value.
pub(crate) type Fact = (&'static str, String);

/// See [`Letter::Invitation`].
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Invitation {
    pub(crate) name: String,
    pub(crate) sender: String,
    /// The sender's own words, line by line; may be none.
    pub(crate) message: Vec<String>,
    pub(crate) until: String,
}

/// See [`Letter::NewLink`].
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewLink {
    pub(crate) name: String,
    pub(crate) until: String,
}

/// See [`Letter::NewDevice`].
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewDevice {
    pub(crate) name: String,
    pub(crate) browser: String,
    pub(crate) time: String,
    pub(crate) facts: Vec<Fact>,
}

/// See [`Letter::SignInCode`].
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SignInCode {
    pub(crate) name: String,
    pub(crate) browser: String,
}

/// See [`Letter::InvoiceIssued`].
#[derive(Debug, Clone, Serialize)]
pub(crate) struct InvoiceIssued {
    pub(crate) name: String,
    pub(crate) company: String,
    pub(crate) number: String,
    pub(crate) total: String,
    /// Empty when nothing is due.
    pub(crate) due: String,
    pub(crate) facts: Vec<Fact>,
}

impl InvoiceIssued {
    /// What an invoice's mail says.
    ///
    /// # Errors
    /// When the stored currency is none.
    pub(crate) fn of(
        reader: &str,
        company: String,
        invoice: &invoice::Model,
        locale: Locale,
    ) -> Result<Self> {
        let day = |date: Option<NaiveDate>| date.map(|date| locale.format_date(date)).unwrap_or_default();
        let number = invoice.number.clone().unwrap_or_default();
        let mut facts = vec![("mail-invoice-number", number.clone())];
        for (key, value) in [
            ("mail-invoice-date", day(invoice.issue_date)),
            ("mail-invoice-reference", invoice.po_number.clone()),
        ] {
            if !value.is_empty() {
                facts.push((key, value));
            }
        }
        Ok(Self {
            name: reader.to_owned(),
            company,
            number,
            total: Money::new(invoice.total_minor, currency(&invoice.currency)?).format(locale),
            due: day(invoice.due_date.filter(|_| invoice.balance_minor > 0)),
            facts,
        })
    }
}

/// See [`Letter::StaffInvitation`].
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StaffInvitation {
    pub(crate) name: String,
    pub(crate) inviter: String,
    pub(crate) role: String,
    pub(crate) until: String,
}

/// See [`Letter::Contract`].
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ContractLetter {
    /// Which of the contract's mails.
    #[serde(skip)]
    pub(crate) kind: MailKind,
    pub(crate) name: String,
    pub(crate) title: String,
    /// What happened, in a sentence; empty where the kind says it.
    pub(crate) message: String,
    /// Why, or whom somebody named, or empty.
    pub(crate) remark: String,
    /// The key of the introduction.
    pub(crate) intro: &'static str,
    /// The key of the button's text; empty for a code, which stands there instead.
    pub(crate) button: &'static str,
    /// On what the code was asked for, or empty.
    pub(crate) browser: String,
    /// Whether the reader is a member of staff.
    pub(crate) staff: bool,
    /// Whether the link opens the portal by itself.
    pub(crate) personal: bool,
    pub(crate) facts: Vec<Fact>,
}

impl ContractLetter {
    /// A letter of a kind, with nothing in it but who and which contract.
    pub(crate) fn new(kind: MailKind, name: &str, title: &str) -> Self {
        let (intro, button) = match kind {
            MailKind::ContractReminder => ("mail-contract-reminder-intro", "mail-contract-button"),
            MailKind::ContractCode => ("mail-contract-code-intro", ""),
            MailKind::ContractNews => ("mail-contract-news-intro", "mail-contract-button-read"),
            MailKind::ContractCompleted => ("mail-contract-completed-intro", "mail-contract-button-read"),
            MailKind::ContractNotice => ("mail-contract-notice-intro", "mail-contract-button-read"),
            _ => ("mail-contract-request-intro", "mail-contract-button"),
        };
        Self {
            kind,
            name: name.to_owned(),
            title: title.to_owned(),
            message: String::new(),
            remark: String::new(),
            intro,
            button,
            browser: String::new(),
            staff: kind.is_for_staff(),
            personal: false,
            facts: Vec::new(),
        }
    }
}

impl Letter {
    /// The templates' name.
    pub(crate) fn template(&self) -> &'static str {
        match self {
            Self::Contract(_) => "contract",
            other => other.kind().key(),
        }
    }

    /// Which kind of mail it is.
    pub(crate) fn kind(&self) -> MailKind {
        match self {
            Self::Invitation(_) => MailKind::Invitation,
            Self::NewLink(_) => MailKind::NewLink,
            Self::NewDevice(_) => MailKind::NewDevice,
            Self::SignInCode(_) => MailKind::SignInCode,
            Self::InvoiceIssued(_) => MailKind::InvoiceIssued,
            Self::StaffInvitation(_) => MailKind::StaffInvitation,
            Self::Contract(letter) => letter.kind,
        }
    }

    /// What it tells of, by the names of the tags in the group `event`.
    pub(crate) fn event(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Invitation(letter) => vec![("message", letter.message.join("\n"))],
            Self::NewDevice(letter) => {
                let network = letter
                    .facts
                    .iter()
                    .find(|(key, _)| *key == "mail-new-device-network");
                let network = network.map(|(_, text)| text.clone()).unwrap_or_default();
                vec![("browser", letter.browser.clone()), ("network", network)]
            }
            Self::SignInCode(letter) => vec![("browser", letter.browser.clone())],
            Self::StaffInvitation(letter) => vec![("role", letter.role.clone())],
            Self::Contract(letter) => {
                vec![
                    ("title", letter.title.clone()),
                    ("what", letter.message.clone()),
                    ("browser", letter.browser.clone()),
                ]
            }
            Self::NewLink(_) | Self::InvoiceIssued(_) => Vec::new(),
        }
    }

    /// The values that the template puts in.
    pub(crate) fn values(&self) -> minijinja::Value {
        match self {
            Self::Invitation(letter) => Serde(letter).into(),
            Self::NewLink(letter) => Serde(letter).into(),
            Self::NewDevice(letter) => Serde(letter).into(),
            Self::SignInCode(letter) => Serde(letter).into(),
            Self::InvoiceIssued(letter) => Serde(letter).into(),
            Self::StaffInvitation(letter) => Serde(letter).into(),
            Self::Contract(letter) => Serde(letter).into(),
        }
    }

    /// The first part of the subject's, the preview's and the headline's keys, and their arguments.
    pub(crate) fn headline(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::Invitation(_) => ("mail-invitation", vec![]),
            Self::NewLink(_) => ("mail-new-link", vec![]),
            Self::NewDevice(letter) => (
                "mail-new-device",
                vec![("browser", letter.browser.clone()), ("time", letter.time.clone())],
            ),
            Self::SignInCode(_) => ("mail-code", vec![]),
            Self::InvoiceIssued(letter) => (
                "mail-invoice",
                vec![
                    ("number", letter.number.clone()),
                    ("total", letter.total.clone()),
                    ("date", letter.due.clone()),
                ],
            ),
            Self::StaffInvitation(letter) => ("mail-team", vec![("inviter", letter.inviter.clone())]),
            Self::Contract(letter) => (
                super::words::stem(letter.kind),
                vec![
                    ("title", letter.title.clone()),
                    ("message", letter.message.clone()),
                ],
            ),
        }
    }
}

/// An instant in a zone: date, time and the zone's own abbreviation.
pub(crate) fn moment(locale: Locale, zone: &str, at: chrono::DateTime<chrono::Utc>) -> String {
    let local = at.with_timezone(&crate::clock::time_zone(zone).unwrap_or(chrono_tz::UTC));
    format!(
        "{}, {}",
        locale.format_date(local.date_naive()),
        local.format("%H:%M %Z")
    )
}
