//! Texts with tags: what they become, what they may not do, and whose values they see.

mod checking;
mod limits;
mod rendering;
mod views;

use super::{
    Voice,
    engine::{Escape, Limits, Prepared, RenderError, Values},
    value::{RecordOf, Typed},
};
use chrono::NaiveDate;
use domain::{
    locale::Locale,
    merge::{self, Place},
    money::{Currency, Money},
};
use minijinja::Value;
use std::sync::Arc;

/// A Sunday in March.
const TODAY: &str = "2026-03-15";

fn voice(locale: Locale) -> Arc<Voice> {
    Arc::new(Voice {
        locale,
        zone: "Europe/Berlin".to_owned(),
        today: TODAY.parse().unwrap(),
        now: "2026-03-15T10:00:00Z".parse().unwrap(),
    })
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tags(root: &str) -> &'static [merge::Tag] {
    merge::root(root).unwrap().tags
}

fn euro(minor: i64) -> Typed {
    Typed::Money(Money::new(minor, Currency::EUR))
}

/// A contact of this name, and an invoice.
fn values(voice: &Voice, name: &str) -> Values {
    let contact = RecordOf::new(voice, "contact", tags("contact"))
        .text("name", name)
        .set(
            "last_portal_access",
            Typed::Moment("2026-03-14T23:30:00Z".parse().unwrap()),
        )
        .text("job_title", "head of FINANCE");
    let invoice = |root: &str, number: &str, due: &str, minor: i64| {
        RecordOf::new(voice, root, tags("invoice"))
            .text("number", number)
            .set(
                "status",
                Typed::Status {
                    key: "overdue".into(),
                    word: "Overdue".into(),
                },
            )
            .set("due_date", Typed::Date(day(due)))
            .set("total", euro(minor))
            .set("balance", euro(minor))
            .text("notes", "first\nsecond <b>")
    };
    let items = (1..=2)
        .map(|at| {
            RecordOf::new(
                voice,
                "invoice.items",
                tags("invoice")
                    .iter()
                    .find(|tag| tag.name == "items")
                    .unwrap()
                    .items,
            )
            .text("description", format!("Line {at}"))
            .set("quantity", Typed::Number(2.5))
            .done()
        })
        .collect();
    let invoices = vec![
        invoice("invoices", "B-2", "2026-03-20", 50_000).done(),
        invoice("invoices", "A-1", "2026-03-10", 123_450).done(),
    ];
    let company = RecordOf::new(voice, "company", tags("company"))
        .text("name", "Hofmann GmbH")
        .set(
            "address",
            Typed::Address(vec!["Am Ring 1".into(), "50667 Köln".into()]),
        )
        .set("is_overdue", Typed::Flag(true))
        .set("website", Typed::Url("https://hofmann.example".into()));
    Values::from([
        ("contact".to_owned(), contact.done()),
        ("company".to_owned(), company.done()),
        (
            "invoice".to_owned(),
            invoice("invoice", "2026-0042", "2026-03-18", 123_450)
                .list("items", items)
                .done(),
        ),
        ("invoices".to_owned(), Value::from(invoices)),
    ])
}

fn rendered(locale: Locale, source: &str, name: &str, escape: Escape) -> Result<String, RenderError> {
    let voice = voice(locale);
    let values = values(&voice, name);
    Prepared::new(source, Place::Page)?.render(&voice, &values, escape, Limits::default())
}

/// For an English reader, in plain text.
fn text(source: &str) -> String {
    rendered(Locale::En, source, "ana okafor", Escape::Text).unwrap()
}
