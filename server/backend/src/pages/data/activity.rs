//! What happened in the reader's portal, newest first.

use super::{Sight, first};
use crate::{activity::queries, error::Result};
use domain::{
    activity::{ActivityLine, Verb},
    module::Module,
    page::Activity,
};
use maud::{Markup, html};

pub(super) async fn html(sight: &Sight<'_>, block: &Activity) -> Result<Option<Markup>> {
    let most = u64::from(block.limit) + 1;
    let found = queries::latest_for_client(sight.backend, sight.scope(), sight.modules, most).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let (found, more) = first(found, block.limit);
    Ok(Some(html! {
        ul role="list" { @for line in &found { (row(sight, line)) } }
        @if more { (sight.more("/portal/activity", "home-activity-all")) }
    }))
}

fn row(sight: &Sight<'_>, line: &ActivityLine) -> Markup {
    let said = sentence(sight, line);
    let invoice = line.invoice.filter(|_| sight.has(Module::Invoices));
    html! {
        li class="pb-entry" {
            div class="pb-entry-text" {
                @match invoice {
                    Some(id) => (sight.link(&format!("/portal/invoices/{id}"), &said)),
                    None => (said),
                }
            }
            time class="pb-entry-note" datetime=(line.at.to_rfc3339()) { (sight.when(line.at)) }
        }
    }
}

/// The event in the reader's words, as on the portal's timeline.
fn sentence(sight: &Sight<'_>, line: &ActivityLine) -> String {
    let mut key = format!("activity-{}", line.verb.key().replace('.', "-"));
    let paid = matches!(line.verb, Verb::PaymentReceived | Verb::PaymentRefunded);
    if paid && line.invoice.is_none() {
        key.push_str("-other");
    }
    sight.text_with(&key, [("object", line.object.clone())])
}
