//! A text while it is written: how it reads for a chosen contact, and the tags with that contact's values.

use super::{
    check::check,
    engine::{Limits, Prepared, Values},
    house_voice, reading, scope_of,
    value::{is_empty, text_of},
    view::{Occasion, Person, Stage},
    voice_of,
};
use crate::{
    Backend,
    clock::date_in,
    entity::{access_link, contact, portal, tenant},
    error::{BackendError, Result},
    scope::{Rows, Scope, StaffScope},
};
use domain::{
    contact::full_name,
    ids::ContactId,
    mail::MailKind,
    merge::{self, CheckedText, Place, Severity, Shape, TagRow, TagType},
    role::Permission,
};
use minijinja::value::ValueKind;
use sea_orm::{ColumnTrait, Order};

/// Judges a text and shows how it reads for a contact. With `None`, it is only judged.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`] when the contact is not this tenant's.
pub async fn of_text(
    backend: &Backend,
    scope: &StaffScope,
    source: &str,
    place: Place,
    contact: Option<ContactId>,
) -> Result<CheckedText> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let findings = check(backend, &rows, source, place).await?;
    let mut checked = CheckedText {
        findings,
        pieces: Vec::new(),
    };
    let refused = checked
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    if let (Some(contact), false) = (contact, refused)
        && let Ok(text) = Prepared::new(source, place)
    {
        let (voice, values) = values_for(backend, &rows, place, contact, text.reading()).await?;
        checked.pieces = text
            .preview(&voice, &values, Limits::default())
            .map_err(|error| BackendError::Conflict(error.to_string()))?;
    }
    Ok(checked)
}

/// The tags of a place; for a chosen contact with that contact's own values.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`] when the contact is not this tenant's.
pub async fn tags(
    backend: &Backend,
    scope: &StaffScope,
    place: Place,
    contact: Option<ContactId>,
) -> Result<Vec<TagRow>> {
    scope.require(Permission::SettingsManage)?;
    let mut rows = merge::rows(place);
    let Some(contact) = contact else {
        return Ok(rows);
    };
    let all: String = rows.iter().map(|row| row.insert.as_str()).collect();
    let reading = reading::read(&all, place);
    let (_, values) = values_for(backend, &backend.read(scope), place, contact, &reading).await?;
    for (row, path) in rows.iter_mut().zip(paths(place)) {
        row.example = live(&values, &path);
        row.live = true;
    }
    Ok(rows)
}

/// The paths of [`merge::rows`], in the same order.
fn paths(place: Place) -> Vec<String> {
    let mut paths = Vec::new();
    for root in merge::roots().filter(|root| root.places.include(place)) {
        match root.shape {
            Shape::One => {
                let tags = root.tags.iter().filter(|tag| tag.places.include(place));
                paths.extend(tags.map(|tag| format!("{}.{}", root.key, tag.name)));
            }
            Shape::Many => paths.push(root.key.to_owned()),
        }
    }
    paths
}

fn live(values: &Values, path: &str) -> String {
    let (root, name) = path.split_once('.').unwrap_or((path, ""));
    let Some(value) = values.get(root) else {
        return String::new();
    };
    let value = match name {
        "" => value.clone(),
        name => value.get_attr(name).unwrap_or_default(),
    };
    match value.kind() {
        ValueKind::Seq => match value.len().unwrap_or_default() {
            1 => "1 item".to_owned(),
            many => format!("{many} items"),
        },
        _ if is_empty(&value) => String::new(),
        _ => text_of(&value),
    }
}

/// Values of a contact, with what a mail would tell of made up only where nothing real can be known before it is sent.
async fn values_for(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    place: Place,
    id: ContactId,
    reading: &reading::Reading,
) -> Result<(std::sync::Arc<super::Voice>, Values)> {
    let tenant = rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?;
    let portal = rows
        .find::<portal::Entity>()
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    let client = scope_of(rows, id).await?;
    let occasion = occasion(backend, rows, place, id).await?;
    let to_staff = matches!(place, Place::Mail(kind) if kind.is_for_staff());
    let voice = if to_staff {
        house_voice(backend, &tenant)
    } else {
        voice_of(backend, &client, &tenant)
    };
    let stage = Stage {
        backend,
        tenant: &tenant,
        portal: &portal,
        voice,
        occasion: &occasion,
    };
    let values = if to_staff {
        let mut values = stage.for_staff(reading);
        stage.complete(reading, &mut values);
        values
    } else {
        stage.for_client(&rows.with(&client), reading).await?
    };
    Ok((stage.voice.clone(), values))
}

async fn occasion(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    place: Place,
    id: ContactId,
) -> Result<Occasion> {
    let mut occasion = Occasion::page(backend.clock().now());
    occasion.place = place;
    let link = rows
        .find::<access_link::Entity>()
        .filter(access_link::Column::ContactId.eq(id.uuid()))
        .filter(access_link::Column::RevokedAt.is_null())
        .order(access_link::Column::CreatedAt, Order::Desc)
        .one()
        .await?;
    let row = rows.get::<contact::Entity>(id.uuid()).await?;
    let zone = row.timezone.clone().unwrap_or_default();
    occasion.link_until = link.map(|link| date_in(link.expires_at, &zone));
    if let Place::Mail(kind) = place {
        let scope = rows.scope();
        occasion.user = Some(Person {
            name: scope.name().to_owned(),
            email: scope.email().to_owned(),
        });
        occasion.recipient = Some(match kind {
            kind if kind.is_for_staff() => Person {
                name: scope.name().to_owned(),
                email: scope.email().to_owned(),
            },
            _ => Person {
                name: full_name(&row.first_name, &row.last_name),
                email: row.email,
            },
        });
        occasion.event = examples(kind);
    }
    Ok(occasion)
}

/// What a mail would tell of, from the catalogue's examples.
fn examples(kind: MailKind) -> Vec<(&'static str, String)> {
    let tags = merge::root("event").map_or(&[][..], |root| root.tags);
    tags.iter()
        .filter(|tag| tag.kind == TagType::Text && tag.places.include(Place::Mail(kind)))
        .map(|tag| (tag.name, tag.example.to_owned()))
        .collect()
}
