//! The provider's own words for mails.

use crate::{
    form::{self, FieldErrors},
    locale::Locale,
    mail::MailKind,
    merge::Finding,
};
use serde::{Deserialize, Serialize};

/// A mail's words in one language, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailWordsForm {
    /// Key of the kind of mail.
    pub kind: String,
    /// In which language.
    pub locale: String,
    /// The subject, with merge tags.
    pub subject: String,
    /// The text above the button, with merge tags; an empty line begins a paragraph.
    pub body: String,
    /// Whose values the preview and the test mail show: a contact's id.
    pub contact: String,
    /// The version that was opened.
    pub version: i64,
}

/// A mail's words, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailWords {
    /// Which kind of mail.
    pub kind: MailKind,
    /// In which language.
    pub locale: Locale,
    /// The subject, with merge tags; never empty.
    pub subject: String,
    /// The text, with merge tags; never empty.
    pub body: String,
}

impl MailWordsForm {
    /// The longest subject with its tags, in characters.
    pub const MAX_SUBJECT: u32 = 300;
    /// The longest text with its tags, in characters.
    pub const MAX_BODY: u32 = 10_000;

    /// Checks every field. Whether the tags are right is for the backend to check.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<MailWords, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = MailKind::from_key(&self.kind).ok_or("There is no such mail.");
        let body = match form::paragraph(&self.body, Self::MAX_BODY as usize) {
            Ok(text) if text.is_empty() => Err(form::TextError::Empty),
            other => other,
        };
        let kind = errors.take("kind", kind);
        let locale = errors.take("locale", self.locale.parse::<Locale>());
        let subject = errors.take(
            "subject",
            form::required_line(&self.subject, Self::MAX_SUBJECT as usize),
        );
        let body = errors.take("body", body);
        match (kind, locale, subject, body) {
            (Some(kind), Some(locale), Some(subject), Some(body)) => Ok(MailWords {
                kind,
                locale,
                subject,
                body,
            }),
            _ => Err(errors),
        }
    }
}

/// A mail's words as its page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailWordsView {
    /// What is stored, or the standard words.
    pub form: MailWordsForm,
    /// Whether these are the provider's own.
    pub own: bool,
    /// What the compiler says of them.
    pub findings: Vec<Finding>,
}

/// A kind of mail in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailWordsRow {
    /// Which kind of mail.
    pub kind: MailKind,
    /// The languages in which it has the provider's own words.
    pub own: Vec<Locale>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_needs_a_subject_and_a_text() {
        let form = MailWordsForm {
            kind: "carrier_pigeon".into(),
            locale: "xx".into(),
            subject: "a\nBcc: b@example.com".into(),
            body: "  \n ".into(),
            ..MailWordsForm::default()
        };
        let errors = form.validate().unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["body", "kind", "locale", "subject"]);
        let good = MailWordsForm {
            kind: "invitation".into(),
            locale: "de".into(),
            subject: " Hallo {{ recipient.name }} ".into(),
            body: "Text".into(),
            ..form
        };
        assert_eq!(good.validate().unwrap().subject, "Hallo {{ recipient.name }}");
    }
}
