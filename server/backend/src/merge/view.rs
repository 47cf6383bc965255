//! What a template may see: a view made for one reader, through the reader's own scope, of only those groups that it names.
//!
//! Nothing here hands on a row: each value is named in the catalogue and written by [`super::value::RecordOf`]. Drafts, internal
//! notes and other companies are out of reach because [`ClientScope`] is.

mod client;
pub(super) mod crowd;
mod invoices;
mod payments;
mod provider;

use super::{engine::Values, reading::Reading, value::RecordOf, voice::Voice};
use crate::{
    Backend,
    entity::{portal, tenant},
    error::Result,
    scope::{ClientScope, Rows},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{ContractId, InvoiceId},
    merge::{self, Place, Shape},
    module::{Module, ModuleSet},
};
use minijinja::value::Value;
use std::sync::Arc;

/// Somebody by name and address.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    pub name: String,
    pub email: String,
}

/// What a template is put together for.
#[derive(Debug, Clone)]
pub(crate) struct Occasion {
    /// Where it is used.
    pub place: Place,
    /// The invoice that the page or mail is about.
    pub invoice: Option<InvoiceId>,
    /// The contract that the page or mail is about.
    #[expect(dead_code, reason = "its tags will be filled")]
    pub contract: Option<ContractId>,
    /// The member of staff behind it.
    pub user: Option<Person>,
    /// Whom a mail goes to.
    pub recipient: Option<Person>,
    /// What a mail tells of: names of the group `event` and their texts.
    pub event: Vec<(&'static str, String)>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// Until when the reader's link is good.
    pub link_until: Option<NaiveDate>,
}

impl Occasion {
    /// A page of the portal that is about nothing in particular.
    pub(crate) fn page(now: DateTime<Utc>) -> Self {
        Self {
            place: Place::Page,
            invoice: None,
            contract: None,
            user: None,
            recipient: None,
            event: Vec::new(),
            occurred_at: now,
            link_until: None,
        }
    }
}

/// What every view is made from.
pub(crate) struct Stage<'s> {
    pub backend: &'s Backend,
    pub tenant: &'s tenant::Model,
    pub portal: &'s portal::Model,
    pub voice: Arc<Voice>,
    pub occasion: &'s Occasion,
}

impl Stage<'_> {
    /// The values that a template names, for a contact.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn for_client(&self, rows: &Rows<'_, ClientScope>, reading: &Reading) -> Result<Values> {
        let mut values = self.for_staff(reading);
        client::fill(self, rows, reading, &mut values).await?;
        if ModuleSet::from_keys(&self.portal.modules).has(Module::Invoices) {
            invoices::fill(self, rows, reading, &mut values).await?;
            payments::fill(self, rows, reading, &mut values).await?;
        }
        self.complete(reading, &mut values);
        Ok(values)
    }

    /// The values that a template names, for somebody who is no contact.
    pub(crate) fn for_staff(&self, reading: &Reading) -> Values {
        let mut values = Values::new();
        provider::fill(self, reading, &mut values);
        values
    }

    /// What is named and not there is empty in the way of the catalogue, not unknown.
    pub(crate) fn complete(&self, reading: &Reading, values: &mut Values) {
        for root in merge::roots().filter(|root| reading.names(root.key)) {
            values
                .entry(root.key.to_owned())
                .or_insert_with(|| match root.shape {
                    Shape::One => RecordOf::new(&self.voice, root.key, root.tags).missing(),
                    Shape::Many => Value::from(Vec::<Value>::new()),
                });
        }
    }

    fn record(&self, root: &'static str) -> RecordOf<'_> {
        let tags = merge::root(root).map_or(&[][..], |root| root.tags);
        RecordOf::new(&self.voice, root, tags)
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.backend.config().public_url)
    }
}
