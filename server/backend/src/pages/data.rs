//! What data blocks show: the reader's own records, as HTML. Each block has a file of its own; the list below is their registry.
//!
//! All of it is read through the reader's own [`ClientScope`], written in the reader's language and escaped by the template. A block
//! whose module is off shows nothing. Another section of the portal adds its block's file and its line.

mod activity;
mod balance;
mod invoices;
mod needs_action;
mod payments;

use crate::{
    Backend,
    clock::time_zone,
    copy,
    error::Result,
    scope::{ClientScope, Rows},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    locale::Locale,
    module::{Module, ModuleSet},
    money::Money,
    page::Body,
};
use maud::{Markup, html};
use page_html::Mode;

/// From where a reader's records are looked at.
pub(super) struct Sight<'s> {
    pub backend: &'s Backend,
    pub rows: &'s Rows<'s, ClientScope>,
    /// The modules of the portal that are on.
    pub modules: &'s ModuleSet,
    /// Today, where the business is.
    pub today: NaiveDate,
    /// For whom it is written: in the builder links lead nowhere.
    pub mode: Mode,
}

/// Whether a block shows records.
pub(super) fn is_one(body: &Body) -> bool {
    matches!(
        body,
        Body::Invoices(_) | Body::Balance(_) | Body::Payments(_) | Body::Activity(_) | Body::NeedsAction(_)
    )
}

/// What a data block shows; `None` if there is nothing to show.
///
/// # Errors
/// When the database fails.
pub(super) async fn of(sight: &Sight<'_>, body: &Body) -> Result<Option<String>> {
    let module = body.meta().and_then(|meta| meta.module);
    if module.is_some_and(|module| !sight.has(module)) {
        return Ok(None);
    }
    let html = match body {
        Body::Invoices(block) => invoices::html(sight, block).await?,
        Body::Balance(block) => balance::html(sight, block).await?,
        Body::Payments(block) => payments::html(sight, block).await?,
        Body::Activity(block) => activity::html(sight, block).await?,
        Body::NeedsAction(block) => needs_action::html(sight, block).await?,
        _ => None,
    };
    Ok(html.map(Markup::into_string))
}

impl Sight<'_> {
    fn scope(&self) -> &ClientScope {
        self.rows.scope()
    }

    fn locale(&self) -> Locale {
        self.scope().locale()
    }

    fn has(&self, module: Module) -> bool {
        self.modules.has(module)
    }

    fn text(&self, key: &str) -> String {
        copy::text(self.locale(), key)
    }

    fn text_with<const N: usize>(&self, key: &str, arguments: [(&str, String); N]) -> String {
        copy::text_with(self.locale(), key, &arguments)
    }

    fn money(&self, money: Money) -> String {
        money.format(self.locale())
    }

    fn day(&self, day: NaiveDate) -> Markup {
        html! { time datetime=(day) { (self.locale().format_date_short(day)) } }
    }

    /// An instant by the reader's clock, as on the portal's timeline.
    fn when(&self, at: DateTime<Utc>) -> String {
        let zone = time_zone(self.scope().timezone()).unwrap_or(chrono_tz::UTC);
        let local = at.with_timezone(&zone);
        let day = self.locale().format_date_short(local.date_naive());
        match self.locale() {
            Locale::En => format!("{day}, {}", local.format("%H:%M")),
            Locale::De => format!("{day}, {} Uhr", local.format("%H:%M")),
        }
    }

    /// How far away a due day is, as on the start page.
    fn due(&self, days: i64) -> String {
        match days {
            0 => self.text("due-today"),
            1 => self.text("due-tomorrow"),
            2.. => self.text_with("due-in", [("days", days.to_string())]),
            _ => self.text_with("due-since", [("days", days.unsigned_abs().to_string())]),
        }
    }

    /// A link within the portal; on the builder's canvas one that leads nowhere.
    fn link(&self, address: &str, text: &str) -> Markup {
        match self.mode {
            Mode::View => html! { a href=(address) { (text) } },
            Mode::Edit => html! { a data-href=(address) { (text) } },
        }
    }

    /// A link to the whole, under the first lines of it.
    fn more(&self, address: &str, key: &str) -> Markup {
        html! { p class="pb-more" { (self.link(address, &self.text(key))) } }
    }
}

/// What stands in place of records of which there are none: the provider's sentence, or nothing at all.
fn none(said: &str) -> Option<Markup> {
    let said = said.trim();
    (!said.is_empty()).then(|| html! { p class="pb-none" { (said) } })
}

/// The first so many, and whether there are more.
fn first<T>(mut all: Vec<T>, most: u32) -> (Vec<T>, bool) {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let more = all.len() > most;
    all.truncate(most);
    (all, more)
}
