//! Contracts to begin with.

use super::{
    form::{NO_DAYS, expiry, kind, title},
    status::SigningOrder,
};
use crate::{
    form::{self, FieldErrors},
    page::rich_text::{MAX_PAPER_BYTES, RichDoc},
};
use serde::{Deserialize, Serialize};

/// A template, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateForm {
    /// What staff find it by.
    pub name: String,
    /// What contracts made from it are called.
    pub title: String,
    /// What kind of contract; may be empty.
    pub kind: String,
    /// A key of [`SigningOrder`].
    pub order: String,
    /// How long there is time to sign, in days.
    pub expires_days: String,
    /// Whether a signer may name another person.
    pub delegation: bool,
    /// Whether whoever makes the contract countersigns it.
    pub countersign: bool,
    /// The text: `RichDoc`'s field.
    pub body: String,
    /// The version that the form was opened with.
    pub version: i64,
}

/// A checked [`TemplateForm`].
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateDraft {
    /// What staff find it by.
    pub name: String,
    /// What contracts made from it are called.
    pub title: String,
    /// What kind of contract, or empty.
    pub kind: String,
    /// Whether one waits for another.
    pub order: SigningOrder,
    /// Days to sign.
    pub expires_days: u32,
    /// Whether a signer may name another person.
    pub delegation: bool,
    /// Whether whoever makes the contract countersigns it.
    pub countersign: bool,
    /// The text.
    pub body: RichDoc,
    /// The version that the form was opened with.
    pub version: i64,
}

impl TemplateForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<TemplateDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", form::required_line(&self.name, 120));
        let title = errors.take("title", title(&self.title));
        let kind = errors.take("kind", kind(&self.kind));
        let order = match self.order.trim() {
            "" => Some(SigningOrder::Parallel),
            key => errors.take("order", key.parse()),
        };
        let expires_days = expiry(&self.expires_days).ok();
        if expires_days.is_none() {
            errors.add("expires_days", NO_DAYS);
        }
        let body = errors.take("body", RichDoc::from_field(&self.body, MAX_PAPER_BYTES));
        if body.as_ref().is_some_and(RichDoc::is_blank) {
            errors.add("body", "Please write the contract's text.");
        }
        let draft = (|| {
            Some(TemplateDraft {
                name: name?,
                title: title?,
                kind: kind?,
                order: order?,
                expires_days: expires_days?,
                delegation: self.delegation,
                countersign: self.countersign,
                body: body?,
                version: self.version,
            })
        })();
        match draft {
            Some(draft) => errors.into_result(draft),
            None => Err(errors),
        }
    }
}
