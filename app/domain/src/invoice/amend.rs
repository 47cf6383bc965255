//! What may still change on an issued invoice: whom it is addressed to, when it is due, and its notes. Amounts never.

use crate::date;
use crate::form::{self, FieldErrors};
use crate::ids::ContactId;
use crate::invoice::form::MAX_NOTES;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Changes to an issued invoice, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AmendForm {
    /// The person it is addressed to; may be empty.
    pub contact_id: String,
    /// `2026-03-19`.
    pub due_date: String,
    /// For the client, of several lines.
    pub notes: String,
    /// For staff only, of several lines.
    pub internal_notes: String,
    /// The invoice's version that the form was opened with.
    pub version: i64,
}

/// The checked changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendDraft {
    /// The person it is addressed to.
    pub contact_id: Option<ContactId>,
    /// The last day to pay, not before the invoice's date.
    pub due_date: NaiveDate,
    /// For the client, or empty.
    pub notes: String,
    /// For staff only, or empty.
    pub internal_notes: String,
    /// The version that the form was opened with.
    pub version: i64,
}

impl AmendForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self, issued: Option<NaiveDate>) -> Result<AmendDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let contact_id = match self.contact_id.trim() {
            "" => Ok(None),
            id => id
                .parse()
                .map(Some)
                .map_err(|_| "Please choose a contact from the list."),
        };
        let contact_id = errors.take("contact_id", contact_id);
        let due_date = errors.take("due_date", date::parse(&self.due_date));
        if let (Some(issued), Some(due)) = (issued, due_date)
            && due < issued
        {
            errors.add("due_date", "The due date can't be before the invoice date.");
        }
        let notes = errors.take("notes", form::paragraph(&self.notes, MAX_NOTES));
        let internal_notes = errors.take("internal_notes", form::paragraph(&self.internal_notes, MAX_NOTES));
        match (contact_id, due_date, notes, internal_notes) {
            (Some(contact_id), Some(due_date), Some(notes), Some(internal_notes)) if errors.is_empty() => {
                Ok(AmendDraft {
                    contact_id,
                    due_date,
                    notes,
                    internal_notes,
                    version: self.version,
                })
            }
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_checked_field_by_field() {
        let issued = NaiveDate::from_ymd_opt(2026, 3, 5);
        let form = AmendForm {
            due_date: "2026-03-05".into(),
            ..AmendForm::default()
        };
        assert!(form.validate(issued).is_ok());
        let bad = AmendForm {
            contact_id: "nobody".into(),
            due_date: "2026-03-04".into(),
            notes: "a\u{7}".into(),
            ..AmendForm::default()
        };
        let errors = bad.validate(issued).unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["contact_id", "due_date", "notes"]);
    }
}
