//! What is known of a reader, for rules about who sees a page or a block.

use crate::{
    Backend,
    client_tag::{self, Everybodys},
    entity::{company, invoice, portal, tenant},
    error::Result,
    invoice::list,
    merge,
    scope::{ClientScope, Reads, Rows, Scope, StaffScope},
};
use chrono::NaiveDate;
use domain::{
    ids::{CompanyId, ContactId},
    module::ModuleSet,
    page::{Facts, Rule},
};
use sea_orm::{
    ColumnTrait, ExprTrait, Order,
    sea_query::{Expr, SimpleExpr},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What the rules ask of a reader, looked up within the reader's own scope. What none asks for is not looked up.
///
/// # Errors
/// When the database fails.
#[cfg_attr(not(test), allow(dead_code))] // the reader's page asks
pub(crate) async fn facts(backend: &Backend, scope: &ClientScope, rules: &[&Rule]) -> Result<Facts> {
    let rows = backend.read(scope);
    let portal = rows.find::<portal::Entity>().one().await?;
    let modules = portal.map_or_else(
        || ModuleSet::of([]),
        |portal| ModuleSet::from_keys(&portal.modules),
    );
    let mut facts = for_modules(backend, scope, modules, rules).await?;
    if let [only] = scope.companies() {
        let company = rows
            .find::<company::Entity>()
            .filter(company::Column::Id.eq(only.uuid()))
            .order(company::Column::Name, Order::Asc)
            .one()
            .await?;
        facts.who = company.map_or(facts.who, |company| company.name);
    }
    Ok(facts)
}

/// The same where the portal's modules are known already; sentences then name the person.
///
/// # Errors
/// When the database fails.
pub(crate) async fn for_modules(
    backend: &Backend,
    scope: &ClientScope,
    modules: ModuleSet,
    rules: &[&Rule],
) -> Result<Facts> {
    let mut facts = Facts {
        who: scope.name().to_owned(),
        contact: Some(scope.contact()),
        companies: scope.companies().to_vec(),
        tags: Vec::new(),
        modules,
        open_invoices: 0,
        overdue_invoices: 0,
        values: BTreeMap::new(),
    };
    if rules.iter().any(|rule| asks_for_invoices(rule)) {
        let today = backend.clock().today(scope.business_timezone());
        for Counts { open, overdue } in counts(&backend.read(scope), today).await?.into_values() {
            facts.open_invoices = facts.open_invoices.saturating_add(open);
            facts.overdue_invoices = facts.overdue_invoices.saturating_add(overdue);
        }
    }
    if rules.iter().any(|rule| !rule.tags().is_empty()) {
        facts.tags = client_tag::of_reader(&backend.read(scope)).await?;
    }
    let paths: BTreeSet<String> = rules.iter().flat_map(|rule| rule.paths()).collect();
    if !paths.is_empty() {
        let rows = backend.read(scope);
        facts.values = merge::tags::fill(backend, &rows, [], &paths).await?.facts;
    }
    Ok(facts)
}

/// The same of everybody at once, for counting. A fixed number of statements, however many they are.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_all(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    modules: &ModuleSet,
    readers: &BTreeMap<ContactId, Vec<CompanyId>>,
    rules: &[&Rule],
) -> Result<Vec<Facts>> {
    let counts = if rules.iter().any(|rule| asks_for_invoices(rule)) {
        let tenant = rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?;
        counts(rows, backend.clock().today(&tenant.timezone)).await?
    } else {
        HashMap::new()
    };
    let everybodys = if rules.iter().any(|rule| !rule.tags().is_empty()) {
        Everybodys::read(rows).await?
    } else {
        Everybodys::default()
    };
    let paths: BTreeSet<String> = rules.iter().flat_map(|rule| rule.paths()).collect();
    let mut values = merge::tags::facts_of_all(backend, rows, readers, &paths).await?;
    let facts = |(contact, companies): (&ContactId, &Vec<CompanyId>)| {
        let of = |read: fn(&Counts) -> u32| {
            let counts = companies.iter().filter_map(|id| counts.get(&id.uuid()));
            counts.map(read).fold(0, u32::saturating_add)
        };
        Facts {
            who: String::new(),
            contact: Some(*contact),
            tags: everybodys.of(*contact, companies),
            companies: companies.clone(),
            modules: modules.clone(),
            open_invoices: of(|counts| counts.open),
            overdue_invoices: of(|counts| counts.overdue),
            values: values.remove(contact).unwrap_or_default(),
        }
    };
    Ok(readers.iter().map(facts).collect())
}

/// How many invoices of a company are still to be paid, and how many of them are late.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) open: u32,
    pub(super) overdue: u32,
}

/// The counts of every company in reach that has any.
pub(super) async fn counts<S: Scope + Reads<invoice::Entity>>(
    rows: &Rows<'_, S>,
    today: NaiveDate,
) -> Result<HashMap<Uuid, Counts>> {
    let late = Expr::case(list::overdue(today), Expr::value(1_i64)).finally(0_i64);
    let found = rows
        .find::<invoice::Entity>()
        .filter(list::open())
        .tuples::<(Uuid, i64, i64)>(
            vec![
                invoice::Column::CompanyId.into_expr(),
                invoice::Column::Id.into_expr().count(),
                crate::scope::sum_of(SimpleExpr::Case(Box::new(late))),
            ],
            vec![invoice::Column::CompanyId],
        )
        .await?;
    let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let count = |(company, open, overdue)| {
        let counts = Counts {
            open: small(open),
            overdue: small(overdue),
        };
        (company, counts)
    };
    Ok(found.into_iter().map(count).collect())
}

/// Whether a rule can't be judged without the reader's invoices.
pub(super) fn asks_for_invoices(rule: &Rule) -> bool {
    match rule {
        Rule::HasOpenInvoices | Rule::HasOverdueInvoices => true,
        Rule::All(rules) | Rule::Any(rules) => rules.iter().any(asks_for_invoices),
        Rule::Not(rule) => asks_for_invoices(rule),
        _ => false,
    }
}
