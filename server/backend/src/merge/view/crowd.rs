//! The values of single tags for everybody at once, for counting whom a rule means: a fixed number of statements, however many
//! readers there are.
//!
//! Staff count here, through their own scope; so whatever [`ClientScope`](crate::scope::ClientScope) keeps from a client is left out by
//! hand: drafts, and other companies' records. A test holds every value of the catalogue against what the reader's own scope gives.

use super::{
    super::{engine::Values, reading::Reading, voice::Voice},
    Occasion, Stage,
    client::{self, Balances},
    invoices, payments, provider,
};
use crate::{
    Backend, client_tag,
    entity::{company, contact, contact_tag, credit_note, invoice, payment, portal, tenant},
    error::Result,
    invoice::list as invoice_list,
    scope::{Rows, ScopedSelect, StaffScope, TenantOwned},
};
use domain::{
    ids::{CompanyId, ContactId},
    locale::Locale,
    merge::MAX_ITEMS,
    module::{Module, ModuleSet},
};
use minijinja::value::Value;
use sea_orm::{ColumnTrait, Condition, Order, sea_query::SimpleExpr};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};
use uuid::Uuid;

/// So many ids are asked for in one statement; databases take some ten thousands.
const AT_ONCE: usize = 10_000;

/// Whose values are wanted: the companies, archived ones left out, that each contact acts for.
pub(crate) type Readers = BTreeMap<ContactId, Vec<CompanyId>>;

/// What all readers share.
pub(crate) struct House<'h> {
    pub backend: &'h Backend,
    pub tenant: &'h tenant::Model,
    pub portal: &'h portal::Model,
}

impl House<'_> {
    /// How a contact is spoken to.
    fn voice(&self, row: &contact::Model) -> Arc<Voice> {
        let locale = row.locale.as_ref().unwrap_or(&self.tenant.locale);
        let zone = row.timezone.as_ref().unwrap_or(&self.tenant.timezone);
        Arc::new(Voice {
            locale: locale.parse().unwrap_or_default(),
            zone: zone.clone(),
            today: self.backend.clock().today(&self.tenant.timezone),
            now: self.backend.clock().now(),
        })
    }
}

/// Tells the values that are named of each reader who is there.
///
/// # Errors
/// When the database fails.
pub(crate) async fn each(
    house: &House<'_>,
    rows: &Rows<'_, StaffScope>,
    reading: &Reading,
    readers: &Readers,
    mut tell: impl FnMut(ContactId, &Values),
) -> Result<()> {
    let occasion = Occasion::page(house.backend.clock().now());
    let people: Vec<contact::Model> = rows
        .find::<contact::Entity>()
        .filter(contact::Column::ArchivedAt.is_null())
        .all()
        .await?
        .into_iter()
        .filter(|row| readers.contains_key(&row.id.into()))
        .collect();
    let stage = |voice: &Arc<Voice>| Stage {
        backend: house.backend,
        tenant: house.tenant,
        portal: house.portal,
        voice: voice.clone(),
        occasion: &occasion,
    };
    // One voice of each language: enough for what has no time of day.
    let mut voices: BTreeMap<&'static str, Arc<Voice>> = BTreeMap::new();
    for row in &people {
        let voice = house.voice(row);
        voices.entry(voice.locale.as_str()).or_insert(voice);
    }
    let stages: Vec<Stage<'_>> = voices.values().map(stage).collect();
    let Some(first) = stages.first() else {
        return Ok(());
    };
    let known = Known::read(first, rows, reading, readers, &people, &stages).await?;
    let mut records: HashMap<(Uuid, Locale), Value> = HashMap::new();
    for row in &people {
        let id = ContactId::from(row.id);
        let (voice, companies) = (house.voice(row), &readers[&id]);
        let stage = stage(&voice);
        let mut values = stage.for_staff(reading);
        if known.with_actions {
            let count = companies.iter().filter_map(|id| known.actions.get(&id.uuid()));
            let count = count.sum::<u64>().min(client::MOST_ACTIONS);
            values.insert("portal".to_owned(), provider::portal(&stage, Some(count)));
        }
        let own = known.companies_of(companies);
        let meant = own.first().copied();
        if reading.names("contact") {
            let tags = known.tags.get(&row.id).cloned().unwrap_or_default();
            values.insert("contact".to_owned(), client::person(&stage, row, tags, meant));
        }
        if let Some(company) = meant.filter(|_| reading.names("company")) {
            let record = records.entry((company.id, voice.locale)).or_insert_with(|| {
                let sums = known.balances.get(&company.id).filter(|_| known.with_money);
                client::one(&stage, "company", company, sums, known.with_money)
            });
            values.insert("company".to_owned(), record.clone());
        }
        for (root, choice) in &known.documents {
            if let Some(record) = choice.record(companies, voice.locale) {
                values.insert((*root).to_owned(), record);
            }
        }
        stage.complete(reading, &mut values);
        tell(id, &values);
    }
    Ok(())
}

/// What was read for all of them.
#[derive(Default)]
struct Known {
    with_money: bool,
    companies: Vec<company::Model>,
    places: HashMap<Uuid, usize>,
    balances: BTreeMap<Uuid, Balances>,
    with_actions: bool,
    actions: HashMap<Uuid, u64>,
    tags: HashMap<Uuid, String>,
    documents: Vec<(&'static str, Choice)>,
}

impl Known {
    async fn read(
        stage: &Stage<'_>,
        rows: &Rows<'_, StaffScope>,
        reading: &Reading,
        readers: &Readers,
        people: &[contact::Model],
        stages: &[Stage<'_>],
    ) -> Result<Self> {
        let with_money = ModuleSet::from_keys(&stage.portal.modules).has(Module::Invoices);
        let mut known = Self {
            with_money,
            with_actions: with_money && reading.names_tag("portal", "actions_count"),
            ..Self::default()
        };
        let issued = Condition::all().add(invoice::Column::Status.ne("draft"));
        if known.with_actions {
            let counts = rows
                .find::<invoice::Entity>()
                .filter(client::pressing(stage))
                .tuples::<(Uuid, i64)>(
                    vec![
                        invoice::Column::CompanyId.into_expr(),
                        invoice::Column::Id.count(),
                    ],
                    vec![invoice::Column::CompanyId],
                )
                .await?;
            known.actions = counts
                .into_iter()
                .map(|(id, count)| (id, count.unsigned_abs()))
                .collect();
        }
        if reading.names("company") || reading.names("contact") {
            known.companies = rows
                .find::<company::Entity>()
                .filter(company::Column::ArchivedAt.is_null())
                .order(company::Column::Name, Order::Asc)
                .order(company::Column::Id, Order::Asc)
                .all()
                .await?;
            let places = known.companies.iter().enumerate();
            known.places = places.map(|(place, row)| (row.id, place)).collect();
        }
        if with_money && reading.names("company") {
            known.balances = client::balances(stage, rows, &issued).await?;
        }
        if reading.names_tag("contact", "tags") {
            let ids: Vec<Uuid> = people.iter().map(|row| row.id).collect();
            for some in ids.chunks(AT_ONCE) {
                let tags = client_tag::of::<contact_tag::Entity, _>(rows, some).await?;
                let named = tags
                    .into_iter()
                    .map(|(id, tags)| (id, client_tag::in_form(&tags)));
                known.tags.extend(named);
            }
        }
        for root in ["invoice", "payment", "credit_note"] {
            if with_money && reading.names(root) {
                let choice = documents(rows, reading, readers, stages, root).await?;
                known.documents.push((root, choice));
            }
        }
        Ok(known)
    }

    /// A reader's companies by name, as many as a text may go through.
    fn companies_of(&self, ids: &[CompanyId]) -> Vec<&company::Model> {
        let mut places: Vec<usize> = ids
            .iter()
            .filter_map(|id| self.places.get(&id.uuid()).copied())
            .collect();
        places.sort_unstable();
        places.truncate(MAX_ITEMS);
        places
            .into_iter()
            .filter_map(|place| self.companies.get(place))
            .collect()
    }
}

/// Which of some records is a reader's: of several companies, the one that comes first in the order in which they were read.
#[derive(Default)]
struct First {
    of: HashMap<Uuid, (usize, Uuid)>,
}

impl First {
    /// Of rows as (id, company).
    fn new(rows: Vec<(Uuid, Uuid)>) -> Self {
        let mut first = Self::default();
        for (place, (id, company)) in rows.into_iter().enumerate() {
            first.of.entry(company).or_insert((place, id));
        }
        first
    }

    fn of(&self, companies: &[CompanyId]) -> Option<Uuid> {
        let own = companies.iter().filter_map(|id| self.of.get(&id.uuid()));
        own.min().map(|(_, id)| *id)
    }
}

/// The record of each reader, written in each language.
#[derive(Default)]
struct Choice {
    /// The first list in which a company of the reader's is found decides.
    lists: Vec<First>,
    records: HashMap<(Uuid, Locale), Value>,
}

impl Choice {
    fn id(&self, companies: &[CompanyId]) -> Option<Uuid> {
        self.lists.iter().find_map(|list| list.of(companies))
    }

    fn record(&self, companies: &[CompanyId], locale: Locale) -> Option<Value> {
        self.records.get(&(self.id(companies)?, locale)).cloned()
    }
}

async fn documents(
    rows: &Rows<'_, StaffScope>,
    reading: &Reading,
    readers: &Readers,
    stages: &[Stage<'_>],
    root: &'static str,
) -> Result<Choice> {
    let mut choice = Choice {
        lists: lists(rows, root).await?,
        ..Choice::default()
    };
    let chosen: BTreeSet<Uuid> = readers
        .values()
        .filter_map(|companies| choice.id(companies))
        .collect();
    let chosen: Vec<Uuid> = chosen.into_iter().collect();
    for some in chosen.chunks(AT_ONCE) {
        let some = some.iter().copied();
        let (mut ids, mut written): (Vec<Uuid>, Vec<(Locale, Vec<Value>)>) = (Vec::new(), Vec::new());
        match root {
            "invoice" => {
                let found = of_ids(rows.find::<invoice::Entity>(), invoice::Column::Id.is_in(some)).await?;
                ids.extend(found.iter().map(|row| row.id));
                for stage in stages {
                    let records = invoices::records(stage, rows, reading, root, found.clone()).await?;
                    written.push((stage.voice.locale, records));
                }
            }
            "payment" => {
                let found = of_ids(rows.find::<payment::Entity>(), payment::Column::Id.is_in(some)).await?;
                ids.extend(found.iter().map(|row| row.id));
                for stage in stages {
                    let records = payments::payment_records(stage, rows, reading, root, &found).await?;
                    written.push((stage.voice.locale, records));
                }
            }
            _ => {
                let found = of_ids(
                    rows.find::<credit_note::Entity>(),
                    credit_note::Column::Id.is_in(some),
                )
                .await?;
                ids.extend(found.iter().map(|row| row.id));
                for stage in stages {
                    let records = payments::credit_note_records(stage, rows, root, &found).await?;
                    written.push((stage.voice.locale, records));
                }
            }
        }
        for (locale, records) in written {
            let named = ids.iter().zip(records);
            choice
                .records
                .extend(named.map(|(id, record)| ((*id, locale), record)));
        }
    }
    Ok(choice)
}

async fn of_ids<E: TenantOwned>(
    select: ScopedSelect<'_, '_, StaffScope, E>,
    ids: SimpleExpr,
) -> Result<Vec<E::Model>> {
    select.filter(ids).all().await
}

/// What [`super::invoices`] and [`super::payments`] choose from, in their order.
async fn lists(rows: &Rows<'_, StaffScope>, root: &str) -> Result<Vec<First>> {
    let columns = |id: SimpleExpr, company: SimpleExpr| vec![id, company];
    Ok(match root {
        "invoice" => {
            let cells = || {
                columns(
                    invoice::Column::Id.into_expr(),
                    invoice::Column::CompanyId.into_expr(),
                )
            };
            let urgent = rows
                .find::<invoice::Entity>()
                .filter(invoice_list::open())
                .order(invoice::Column::DueDate, Order::Asc)
                .order(invoice::Column::Id, Order::Asc)
                .tuples::<(Uuid, Uuid)>(cells(), vec![])
                .await?;
            let newest = rows
                .find::<invoice::Entity>()
                .filter(invoice::Column::Status.is_not_in(["draft", "void"]))
                .order(invoice::Column::IssueDate, Order::Desc)
                .order(invoice::Column::Id, Order::Desc)
                .tuples::<(Uuid, Uuid)>(cells(), vec![])
                .await?;
            vec![First::new(urgent), First::new(newest)]
        }
        "payment" => {
            let newest = rows
                .find::<payment::Entity>()
                .filter(payments::is_made())
                .order(payment::Column::ReceivedOn, Order::Desc)
                .order(payment::Column::Id, Order::Desc)
                .tuples::<(Uuid, Uuid)>(
                    columns(
                        payment::Column::Id.into_expr(),
                        payment::Column::CompanyId.into_expr(),
                    ),
                    vec![],
                )
                .await?;
            vec![First::new(newest)]
        }
        _ => {
            let newest = rows
                .find::<credit_note::Entity>()
                .order(credit_note::Column::IssueDate, Order::Desc)
                .order(credit_note::Column::Id, Order::Desc)
                .tuples::<(Uuid, Uuid)>(
                    columns(
                        credit_note::Column::Id.into_expr(),
                        credit_note::Column::CompanyId.into_expr(),
                    ),
                    vec![],
                )
                .await?;
            vec![First::new(newest)]
        }
    })
}
