//! Portal: the page of the statement of account.

use super::{account::account, api::client_statement};
use crate::{
    platform,
    portal::{
        frame::portal_page,
        reader::{Reader, address},
    },
    ui::{
        Button, DateField, EmptyState, FilterChips, IconName, LinkButton, NavLink, PageHeader, PrintButton,
        SelectField,
    },
};
use chrono::{Datelike, NaiveDate};
use domain::{
    date::{parse_optional, to_field},
    statement::Statement,
};
use leptos::prelude::*;

const PATH: &str = "/portal/statement";

/// The period and the company as the address names them.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    from: String,
    to: String,
    company: String,
}

/// Everything that moved the account in a period.
#[component]
pub fn StatementPage() -> impl IntoView {
    let query: Query = platform::query();
    portal_page("nav-statement", async move {
        let reader = Reader::here()?;
        let (from, to) = (parse_optional(&query.from), parse_optional(&query.to));
        // A company that is not one of theirs is not there, like any other address.
        let company = match query.company.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| crate::error::AppError::NotFound)?),
        };
        let errors = (from.is_err(), to.is_err());
        let statement = client_statement(from.unwrap_or_default(), to.unwrap_or_default(), company).await?;
        let file = link("/portal/statement/pdf", &statement, statement.from, statement.to);
        let download = reader.text("statement-pdf");
        let accounts = statement
            .accounts
            .iter()
            .map(|one| account(&reader, &statement, one))
            .collect_view();
        let empty = statement.accounts.is_empty().then(|| empty(&reader, &statement));
        let period = reader.text_with(
            "document-statement-period",
            [
                ("from", reader.date(statement.from)),
                ("to", reader.date(statement.to)),
            ],
        );
        let print = reader.text("invoice-print");
        Ok(view! {
            <div class="page">
                <PageHeader title=reader.text("document-statement") text=period>
                    <PrintButton label=print.clone()/>
                    <LinkButton href=file icon=IconName::Download download=true>{download.clone()}</LinkButton>
                </PageHeader>
                {picker(&reader, &statement, &query, errors)}
                {accounts}
                {empty}
            </div>
        }
        .into_any())
    })
}

fn link(path: &str, statement: &Statement, from: NaiveDate, to: NaiveDate) -> String {
    let company = statement.company.map(|id| id.to_string()).unwrap_or_default();
    address(
        path,
        &[
            ("from", &to_field(from)),
            ("to", &to_field(to)),
            ("company", &company),
        ],
    )
}

fn empty(reader: &Reader, statement: &Statement) -> impl IntoView + use<> {
    let text = reader.text_with(
        "statement-none-text",
        [
            ("from", reader.date(statement.from)),
            ("to", reader.date(statement.to)),
        ],
    );
    view! {
        <section class="card p-card">
            <EmptyState icon=IconName::Statement title=reader.text("statement-none") text=text/>
        </section>
    }
}

/// The period at a click, or day by day.
fn picker(
    reader: &Reader,
    statement: &Statement,
    query: &Query,
    errors: (bool, bool),
) -> impl IntoView + use<> {
    let chips = periods(statement.as_of)
        .map(|(key, from, to)| {
            let current = (statement.from, statement.to) == (from, to);
            NavLink::new(reader.text(key), link(PATH, statement, from, to)).current(current)
        })
        .to_vec();
    let error = |wrong: bool| wrong.then(|| reader.text("statement-date-error"));
    let typed =
        |wrong: bool, typed: &str, day: NaiveDate| if wrong { typed.to_owned() } else { to_field(day) };
    let companies = reader.several_companies.then(|| {
        let options = statement
            .companies
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect();
        let value = statement.company.map(|id| id.to_string()).unwrap_or_default();
        view! {
            <SelectField
                label=reader.text("statement-company")
                name="company"
                options=options
                value=value
                empty=reader.text("statement-all-companies")
            />
        }
    });
    let show = reader.text("statement-show");
    view! {
        <section class="card statement-picker no-print p-card" aria-label=reader.text("statement-period")>
            <FilterChips label=reader.text("statement-period") chips=chips/>
            <form method="get" action=PATH class="statement-form">
                <DateField
                    label=reader.text("statement-from")
                    name="from"
                    value=typed(errors.0, &query.from, statement.from)
                    error=error(errors.0)
                />
                <DateField
                    label=reader.text("statement-to")
                    name="to"
                    value=typed(errors.1, &query.to, statement.to)
                    error=error(errors.1)
                />
                {companies}
                <Button>{show}</Button>
            </form>
        </section>
    }
}

/// Periods that are often asked for: text, first and last day.
fn periods(today: NaiveDate) -> [(&'static str, NaiveDate, NaiveDate); 3] {
    let month = today.with_day(1).unwrap_or(today);
    let months = month.checked_sub_months(chrono::Months::new(11)).unwrap_or(month);
    let january = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(today);
    let december = NaiveDate::from_ymd_opt(today.year() - 1, 12, 31).unwrap_or(today);
    [
        ("statement-twelve-months", months, today),
        ("statement-this-year", january(today.year()), today),
        ("statement-last-year", january(today.year() - 1), december),
    ]
}
