//! The business, its portal, and what a mail is about.

use super::{
    super::{engine::Values, reading::Reading, value::Typed},
    Stage,
};
use domain::{bank::Iban, company::Address};

pub(super) fn fill(stage: &Stage<'_>, reading: &Reading, values: &mut Values) {
    if reading.names("system") {
        values.insert("system".to_owned(), system(stage));
    }
    if reading.names("portal") {
        values.insert("portal".to_owned(), portal(stage, None));
    }
    let occasion = stage.occasion;
    if let (true, Some(user)) = (reading.names("user"), &occasion.user) {
        let first = user.name.split_whitespace().next().unwrap_or_default();
        let user = stage
            .record("user")
            .text("name", &user.name)
            .text("first_name", first)
            .text("email", &user.email);
        values.insert("user".to_owned(), user.done());
    }
    if let (true, Some(recipient)) = (reading.names("recipient"), &occasion.recipient) {
        let recipient = stage
            .record("recipient")
            .text("name", &recipient.name)
            .text("email", &recipient.email);
        values.insert("recipient".to_owned(), recipient.done());
    }
    if reading.names("event") {
        let mut event = stage
            .record("event")
            .set("occurred_at", Typed::Moment(occasion.occurred_at));
        for (name, text) in &occasion.event {
            event = event.text(name, text);
        }
        values.insert("event".to_owned(), event.done());
    }
}

/// The portal's own, or the business's.
fn first_of<'t>(own: &'t str, other: &'t str) -> &'t str {
    if own.is_empty() { other } else { own }
}

fn system(stage: &Stage<'_>) -> minijinja::Value {
    let (row, portal, voice) = (stage.tenant, stage.portal, &stage.voice);
    let address = Address {
        line1: row.address_line1.clone(),
        line2: row.address_line2.clone(),
        postal_code: row.postal_code.clone(),
        city: row.city.clone(),
        state: row.state.clone(),
        country: row.country.clone(),
    };
    let iban = row.iban.parse::<Iban>().map(|iban| iban.grouped());
    let now = voice
        .now
        .with_timezone(&crate::clock::time_zone(&row.timezone).unwrap_or(chrono_tz::UTC));
    stage
        .record("system")
        .text("company_name", &row.name)
        .text("legal_name", &row.legal_name)
        .set("current_date", Typed::Date(voice.today))
        .text("current_time", now.format("%H:%M").to_string())
        .text("current_year", voice.today.format("%Y").to_string())
        .text("email", &row.email)
        .text("phone", &row.phone)
        .text("support_email", first_of(&portal.support_email, &row.email))
        .text("support_phone", first_of(&portal.support_phone, &row.phone))
        .text("support_hours", &portal.support_hours)
        .set("website", Typed::Url(row.website.clone()))
        .set("address", Typed::Address(address.lines()))
        .text("address_line1", &row.address_line1)
        .text("address_line2", &row.address_line2)
        .text("postal_code", &row.postal_code)
        .text("city", &row.city)
        .text("state", &row.state)
        .text("country", &row.country)
        .text("tax_id", &row.tax_id)
        .text("registration_number", &row.registration_number)
        .text("bank_name", &row.bank_name)
        .text("iban", iban.unwrap_or_default())
        .text("bic", &row.bic)
        .text("currency", &row.currency)
        .text("timezone", &row.timezone)
        .done()
}

/// The portal; `actions` is how much there is for the reader to do.
pub(super) fn portal(stage: &Stage<'_>, actions: Option<u64>) -> minijinja::Value {
    let until = stage.occasion.link_until;
    #[allow(clippy::cast_precision_loss)] // days and counts
    let number = |number: i64| Typed::Number(number as f64);
    let days = until.map(|until| until.signed_duration_since(stage.voice.today).num_days().max(0));
    stage
        .record("portal")
        .text("name", &stage.portal.name)
        .set("url", Typed::Url(stage.address("/portal")))
        .set("login_url", Typed::Url(stage.address("/")))
        .text("primary_color", &stage.portal.brand_colour)
        .maybe("link_expires_at", until.map(Typed::Date))
        .maybe("link_expires_in_days", days.map(number))
        .maybe(
            "actions_count",
            actions.map(|count| number(i64::try_from(count).unwrap_or(i64::MAX))),
        )
        .done()
}
