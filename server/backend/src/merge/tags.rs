//! The values of single tags, for what is no text of its own: the blocks of a page, and the rules about who sees them.

use super::{
    engine::{Escape, Limits, Prepared, Values},
    reading,
    value::{is_empty, text_of},
    view::{
        Occasion, Stage,
        crowd::{self, House, Readers},
    },
    voice_of,
};
use crate::{
    Backend,
    clock::date_in,
    entity::{portal, session, tenant},
    error::{BackendError, Result},
    scope::{ClientScope, Rows, StaffScope},
};
use domain::{
    ids::ContactId,
    merge::Place,
    page::{RuleValue, rich_text::MergeTag},
};
use minijinja::value::{Value, ValueKind};
use sea_orm::ColumnTrait;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many different tags of a page are filled in; each is a text of its own for the engine.
const MOST: usize = 500;

/// What is filled in for one reader.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    /// What a tag stands for, by the tag as it is typed; what is empty and has no fallback is not in it.
    pub texts: BTreeMap<String, String>,
    /// What a rule compares with, by path; what is empty is not in it.
    pub facts: BTreeMap<String, RuleValue>,
}

/// Fills in tags and the paths of rules, through the reader's own scope. A tag that can't be read, or whose filter can't do what it is
/// asked to, is empty: the reader came for the page, and staff were told when they published it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn fill<'t>(
    backend: &Backend,
    rows: &Rows<'_, ClientScope>,
    tags: impl IntoIterator<Item = &'t MergeTag>,
    paths: &BTreeSet<String>,
) -> Result<Filled> {
    let typed: BTreeSet<String> = tags.into_iter().map(MergeTag::typed).collect();
    // A rule's path may be anything; in a template only what is one may stand.
    let paths: Vec<&String> = paths
        .iter()
        .filter(|path| MergeTag::new(path).is_some())
        .collect();
    let mut filled = Filled::default();
    if typed.is_empty() && paths.is_empty() {
        return Ok(filled);
    }
    let scope = rows.scope();
    let portal = rows
        .find::<portal::Entity>()
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    let tenant = rows.get::<tenant::Entity>(portal.tenant_id).await?;
    let texts: Vec<Prepared<'_>> = typed
        .iter()
        .take(MOST)
        .filter_map(|tag| Prepared::new(tag, Place::Page).ok())
        .collect();
    // One view for all of them: what several name is looked up once.
    let all: String = texts
        .iter()
        .map(|text| text.source().to_owned())
        .chain(paths.iter().map(|path| format!("{{{{{path}}}}}")))
        .collect();
    let reading = reading::read(&all, Place::Page);
    let mut occasion = Occasion::page(backend.clock().now());
    if reading.names("portal") {
        // A client's session never outlives its link; a look from the builder has neither.
        let own = rows
            .find::<session::Entity>()
            .filter(session::Column::Id.eq(scope.session().uuid()))
            .one()
            .await?;
        occasion.link_until = own.map(|own| date_in(own.expires_at, scope.timezone()));
    }
    let stage = Stage {
        backend,
        tenant: &tenant,
        portal: &portal,
        voice: voice_of(backend, scope, &tenant),
        occasion: &occasion,
    };
    let values = stage.for_client(rows, &reading).await?;
    for text in texts {
        match text.render(&stage.voice, &values, Escape::Text, Limits::default()) {
            Ok(value) if value.trim().is_empty() => {}
            Ok(value) => {
                filled.texts.insert(text.source().to_owned(), value);
            }
            Err(error) => tracing::warn!(tag = text.source(), %error, "a page's tag was left empty"),
        }
    }
    for path in paths {
        filled
            .facts
            .extend(fact(&values, path).map(|fact| (path.clone(), fact)));
    }
    Ok(filled)
}

/// What the paths of rules stand for, for everybody at once; what is empty is not in it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn facts_of_all(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    readers: &Readers,
    paths: &BTreeSet<String>,
) -> Result<HashMap<ContactId, BTreeMap<String, RuleValue>>> {
    let paths: Vec<&String> = paths
        .iter()
        .filter(|path| MergeTag::new(path).is_some())
        .collect();
    let mut facts = HashMap::new();
    if paths.is_empty() {
        return Ok(facts);
    }
    let portal = rows
        .find::<portal::Entity>()
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    let tenant = rows.get::<tenant::Entity>(portal.tenant_id).await?;
    let all: String = paths.iter().map(|path| format!("{{{{{path}}}}}")).collect();
    let reading = reading::read(&all, Place::Page);
    let house = House {
        backend,
        tenant: &tenant,
        portal: &portal,
    };
    crowd::each(&house, rows, &reading, readers, |contact, values| {
        let own = paths
            .iter()
            .filter_map(|path| Some(((*path).clone(), fact(values, path)?)));
        facts.insert(contact, own.collect());
    })
    .await?;
    Ok(facts)
}

/// A value for comparing: amounts and numbers as numbers, days as `2026-03-31`, states by their key, all else as it reads.
fn fact(values: &Values, path: &str) -> Option<RuleValue> {
    let (record, name) = path.rsplit_once('.')?;
    let mut parts = record.split('.');
    let mut value = values.get(parts.next()?)?.clone();
    for part in parts {
        value = value.get_attr(part).ok()?;
    }
    let shown = value.get_attr(name).ok()?;
    if is_empty(&shown) {
        return None;
    }
    let raw = value.get_attr(&format!("{name}_raw")).unwrap_or_default();
    let plain = if raw.is_undefined() { shown } else { raw };
    Some(match plain.kind() {
        ValueKind::Number => RuleValue::Number(number(&plain)?),
        ValueKind::Seq if plain.len() == Some(0) => return None,
        ValueKind::Seq => {
            #[allow(clippy::cast_precision_loss)] // a handful of items
            let count = plain.len().unwrap_or_default() as f64;
            RuleValue::Number(count)
        }
        _ => RuleValue::Text(text_of(&plain)),
    })
}

fn number(value: &Value) -> Option<f64> {
    f64::try_from(value.clone()).ok()
}
