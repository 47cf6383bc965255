//! The reader and the reader's companies.

use super::{
    super::{
        engine::Values,
        filters::initials,
        reading::Reading,
        value::{Typed, list},
    },
    Stage, provider,
};
use crate::{
    client_tag,
    clock::date_in,
    entity::{company, contact, contact_tag, invoice},
    error::Result,
    invoice::{currency, list as invoices},
    scope::{ClientScope, Reads, Rows, sum},
};
use chrono::Days;
use domain::{
    company::Address,
    contact::full_name,
    merge::MAX_ITEMS,
    module::{Module, ModuleSet},
    money::Money,
};
use minijinja::Value;
use sea_orm::{ColumnTrait, Condition, IntoSimpleExpr, Order};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An invoice needs action this many days before it is due, as on the start page.
const SOON: u64 = 14;

/// It is counted no further than this.
pub(super) const MOST_ACTIONS: u64 = 1_000;

/// An invoice that is to be paid soon.
pub(super) fn pressing(stage: &Stage<'_>) -> Condition {
    let soon = stage.voice.today.checked_add_days(Days::new(SOON));
    invoices::open().add_option(soon.map(|soon| invoice::Column::DueDate.lte(soon)))
}

pub(super) async fn fill(
    stage: &Stage<'_>,
    rows: &Rows<'_, ClientScope>,
    reading: &Reading,
    values: &mut Values,
) -> Result<()> {
    let named = |root: &str| reading.names(root);
    let with_money = ModuleSet::from_keys(&stage.portal.modules).has(Module::Invoices);
    if with_money && reading.names_tag("portal", "actions_count") {
        let count = rows
            .find::<invoice::Entity>()
            .filter(pressing(stage))
            .count_up_to(MOST_ACTIONS)
            .await?;
        values.insert("portal".to_owned(), provider::portal(stage, Some(count)));
    }
    if !named("contact") && !named("company") && !named("companies") {
        return Ok(());
    }
    let companies = rows
        .find::<company::Entity>()
        .order(company::Column::Name, Order::Asc)
        .order(company::Column::Id, Order::Asc)
        .limit(MAX_ITEMS as u64)
        .all()
        .await?;
    let meant = meant(stage, rows, &companies).await?;
    if named("contact") {
        let row = rows.get::<contact::Entity>(rows.scope().contact().uuid()).await?;
        let tags = if reading.names_tag("contact", "tags") {
            let tags = client_tag::of::<contact_tag::Entity, _>(rows, &[row.id]).await?;
            client_tag::in_form(&tags.into_values().next().unwrap_or_default())
        } else {
            String::new()
        };
        values.insert("contact".to_owned(), person(stage, &row, tags, meant));
    }
    if named("company") || named("companies") {
        let sums = if with_money {
            balances(stage, rows, &Condition::all()).await?
        } else {
            BTreeMap::new()
        };
        let record = |row: &company::Model, root| {
            one(
                stage,
                root,
                row,
                sums.get(&row.id).filter(|_| with_money),
                with_money,
            )
        };
        if let Some(row) = meant.filter(|_| named("company")) {
            values.insert("company".to_owned(), record(row, "company"));
        }
        if named("companies") {
            let all = companies.iter().map(|row| record(row, "companies"));
            values.insert("companies".to_owned(), list(all.collect()));
        }
    }
    Ok(())
}

/// The company of the record that is bound; otherwise the first.
async fn meant<'c>(
    stage: &Stage<'_>,
    rows: &Rows<'_, ClientScope>,
    companies: &'c [company::Model],
) -> Result<Option<&'c company::Model>> {
    if let (Some(id), true) = (stage.occasion.invoice, companies.len() > 1) {
        let bound = rows.get::<invoice::Entity>(id.uuid()).await?;
        if let Some(company) = companies.iter().find(|row| row.id == bound.company_id) {
            return Ok(Some(company));
        }
    }
    Ok(companies.first())
}

pub(super) fn person(
    stage: &Stage<'_>,
    row: &contact::Model,
    tags: String,
    company: Option<&company::Model>,
) -> Value {
    let name = full_name(&row.first_name, &row.last_name);
    let since = date_in(row.created_at, &stage.voice.zone);
    stage
        .record("contact")
        .text("initials", initials(&name))
        .text("name", name)
        .text("first_name", &row.first_name)
        .text("last_name", &row.last_name)
        .text("email", &row.email)
        .text("phone", &row.phone)
        .text("job_title", &row.job_title)
        .text("tags", tags)
        .text("company", company.map(|row| row.name.clone()).unwrap_or_default())
        .text("language", stage.voice.locale.own_name())
        .text("timezone", &stage.voice.zone)
        .set("portal_url", Typed::Url(stage.address("/portal")))
        .maybe("last_portal_access", row.last_seen_at.map(Typed::Moment))
        .set("created_at", Typed::Date(since))
        .done()
}

/// What a company owes, by currency code.
#[derive(Debug, Default)]
pub(super) struct Balances {
    open: Vec<Money>,
    overdue: Vec<Money>,
    invoiced: Vec<Money>,
    paid: Vec<Money>,
    count: i64,
}

/// By company, of the invoices in reach that meet a condition.
pub(super) async fn balances<S: Reads<invoice::Entity>>(
    stage: &Stage<'_>,
    rows: &Rows<'_, S>,
    which: &Condition,
) -> Result<BTreeMap<Uuid, Balances>> {
    let mut all: BTreeMap<Uuid, Balances> = BTreeMap::new();
    for (company, code, count, _, _, balance) in sums(rows, which, invoices::open()).await? {
        let of = all.entry(company).or_default();
        of.count += count;
        of.open.push(Money::new(balance, currency(&code)?));
    }
    for (company, code, _, _, _, balance) in sums(rows, which, invoices::overdue(stage.voice.today)).await? {
        all.entry(company)
            .or_default()
            .overdue
            .push(Money::new(balance, currency(&code)?));
    }
    let claims = Condition::all().add(invoice::Column::Status.ne("void"));
    for (company, code, _, total, paid, _) in sums(rows, which, claims).await? {
        let of = all.entry(company).or_default();
        of.invoiced.push(Money::new(total, currency(&code)?));
        of.paid.push(Money::new(paid, currency(&code)?));
    }
    Ok(all)
}

/// By company and currency: how many, total, paid and what is left to pay.
async fn sums<S: Reads<invoice::Entity>>(
    rows: &Rows<'_, S>,
    which: &Condition,
    and: Condition,
) -> Result<Vec<(Uuid, String, i64, i64, i64, i64)>> {
    rows.find::<invoice::Entity>()
        .filter(which.clone())
        .filter(and)
        .tuples(
            vec![
                invoice::Column::CompanyId.into_simple_expr(),
                invoice::Column::Currency.into_simple_expr(),
                invoice::Column::Id.count(),
                sum(invoice::Column::TotalMinor),
                sum(invoice::Column::PaidMinor),
                sum(invoice::Column::BalanceMinor),
            ],
            vec![invoice::Column::CompanyId, invoice::Column::Currency],
        )
        .await
}

pub(super) fn one(
    stage: &Stage<'_>,
    root: &'static str,
    row: &company::Model,
    sums: Option<&Balances>,
    with_money: bool,
) -> Value {
    let address = Address {
        line1: row.address_line1.clone(),
        line2: row.address_line2.clone(),
        postal_code: row.postal_code.clone(),
        city: row.city.clone(),
        state: row.state.clone(),
        country: row.country.clone(),
    };
    let record = stage
        .record(root)
        .text("name", &row.name)
        .text("legal_name", &row.legal_name)
        .text("email", &row.email)
        .text("phone", &row.phone)
        .set("website", Typed::Url(row.website.clone()))
        .text("tax_id", &row.tax_id)
        .set("address", Typed::Address(address.lines()))
        .text("address_line1", &row.address_line1)
        .text("address_line2", &row.address_line2)
        .text("postal_code", &row.postal_code)
        .text("city", &row.city)
        .text("state", &row.state)
        .text("country", &row.country)
        .text("currency", &row.currency)
        .set("payment_days", Typed::Number(f64::from(row.payment_days)));
    let (true, Ok(own)) = (with_money, currency(&row.currency)) else {
        return record.done();
    };
    let none = Balances::default();
    let sums = sums.unwrap_or(&none);
    // The company's own currency first: it is the one that the `_raw` twin gives.
    let money = |sums: &[Money]| {
        let mut sums: Vec<Money> = sums.iter().copied().filter(|sum| !sum.is_zero()).collect();
        sums.sort_by_key(|sum| (sum.currency != own, sum.currency.to_string()));
        match sums.as_slice() {
            [] => Typed::Money(Money::zero(own)),
            [one] => Typed::Money(*one),
            _ => Typed::Sums(sums),
        }
    };
    #[allow(clippy::cast_precision_loss)] // a count
    let count = sums.count as f64;
    record
        .set("balance", money(&sums.open))
        .set("overdue_balance", money(&sums.overdue))
        .set("open_invoices", Typed::Number(count))
        .set("total_invoiced", money(&sums.invoiced))
        .set("total_paid", money(&sums.paid))
        .set(
            "is_overdue",
            Typed::Flag(sums.overdue.iter().any(|sum| sum.is_positive())),
        )
        .done()
}
