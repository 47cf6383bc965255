//! Inviting a contact into the portal: the checks, the queued mail, and how it will look.

use super::{
    compose::InvitationParams,
    letter::{self, Letter},
    outbox::{self, NewMail},
    template::{self, look_of},
    words,
};
use crate::{
    Backend,
    activity::{self, Happening},
    clock,
    entity::{company, contact, membership, portal},
    error::{BackendError, Result},
    idempotency::Attempt,
    merge::{
        Voice,
        view::{Occasion, Person, Stage},
    },
    scope::{Reads, Rows, Scope, StaffScope, SystemScope, is_in},
};
use chrono::TimeDelta;
use domain::{
    access::{InvitationForm, Obstacle, VisibilityFacts},
    activity::Verb,
    contact::full_name,
    ids::{ContactId, MailId},
    locale::Locale,
    mail::MailKind,
    merge::Place,
    role::Permission,
};
use sea_orm::ColumnTrait;
use std::sync::Arc;

/// Queues an invitation for a contact. Its link is made when the mail is sent; it takes the place of an older one.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`]; [`BackendError::Invalid`] field by field;
/// [`BackendError::Conflict`] with the reason why this contact can't be invited.
pub async fn send(
    backend: &Backend,
    scope: &StaffScope,
    contact: ContactId,
    form: &InvitationForm,
    idempotency_key: &str,
) -> Result<MailId> {
    scope.require(Permission::AccessManage)?;
    let invitation = form.validate()?;
    let now = backend.clock().now();
    let attempt = Attempt::new(idempotency_key, "invite", scope.user().uuid(), &(contact, form));
    let rows = backend.begin(scope).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    let row = invitable(&rows, contact).await?;
    let name = full_name(&row.first_name, &row.last_name);
    let params = InvitationParams {
        message: invitation.message,
        days: invitation.days,
    };
    let mail = NewMail {
        kind: MailKind::Invitation,
        contact: Some(contact),
        user: None,
        invoice: None,
        proposal: None,
        to_name: name.clone(),
        to_address: row.email,
        params: serde_json::to_value(params).map_err(BackendError::internal)?,
        dedupe_key: None,
        created_by: Some(scope.user()),
    };
    let id = outbox::queue(&rows, now, mail)
        .await?
        .ok_or_else(|| BackendError::internal("an invitation without a key was not queued"))?;
    let happening = Happening {
        contact: Some(contact),
        object: name,
        ..Happening::default()
    };
    activity::record(&rows, now, Verb::PortalInvited, happening).await?;
    match attempt.remember(&rows, now, &id).await {
        Err(error) if error.is_duplicate() => {
            // The same form came twice at once, and the other one was faster: its answer counts, and this work is dropped.
            drop(rows);
            let earlier = attempt.earlier(&backend.begin(scope).await?).await?;
            let earlier =
                earlier.ok_or_else(|| BackendError::internal("an invitation's first answer is gone"))?;
            return earlier.parse().map_err(BackendError::internal);
        }
        other => other?,
    }
    rows.commit().await?;
    backend.wake_mailer();
    Ok(id)
}

/// The invitation as HTML, as it would go out now, with a link that does not work.
///
/// # Errors
/// As [`send`], except that a contact who can't be invited has a preview too.
pub async fn preview_html(
    backend: &Backend,
    scope: &StaffScope,
    contact: ContactId,
    form: &InvitationForm,
) -> Result<String> {
    scope.require(Permission::AccessManage)?;
    let invitation = form.validate()?;
    let rows = backend.read(scope);
    let row = rows.get::<contact::Entity>(contact.uuid()).await?;
    let (tenant, portal, look) = look_of(backend, &rows).await?;
    let locale: Locale = row
        .locale
        .as_deref()
        .unwrap_or(&tenant.locale)
        .parse()
        .unwrap_or_default();
    let zone = row.timezone.as_deref().unwrap_or(&tenant.timezone);
    let now = backend.clock().now();
    let until = clock::date_in(now + TimeDelta::days(i64::from(invitation.days)), zone);
    let letter = Letter::Invitation(letter::Invitation {
        name: full_name(&row.first_name, &row.last_name),
        sender: scope.name().to_owned(),
        message: invitation.message.lines().map(str::to_owned).collect(),
        until: locale.format_date(until),
    });
    let occasion = Occasion {
        place: Place::Mail(MailKind::Invitation),
        invoice: None,
        contract: None,
        user: Some(Person {
            name: scope.name().to_owned(),
            email: scope.email().to_owned(),
        }),
        recipient: Some(Person {
            name: full_name(&row.first_name, &row.last_name),
            email: row.email.clone(),
        }),
        event: letter.event(),
        occurred_at: now,
        link_until: Some(until),
    };
    let system = SystemScope::new(scope.tenant(), "an invitation is previewed");
    let stage = Stage {
        backend,
        tenant: &tenant,
        portal: &portal,
        voice: Arc::new(Voice {
            locale,
            zone: zone.to_owned(),
            today: backend.clock().today(&tenant.timezone),
            now,
        }),
        occasion: &occasion,
    };
    let words = words::ready(&stage, &rows.with(&system), Some(contact)).await?;
    let link = format!("{}/l/…preview", backend.config().public_url);
    Ok(template::write(locale, &look, &letter, words.as_ref(), &link)?.html)
}

/// The contact, if an invitation may be sent to it.
async fn invitable(rows: &Rows<'_, StaffScope>, contact: ContactId) -> Result<contact::Model> {
    let row = rows.get::<contact::Entity>(contact.uuid()).await?;
    match facts_of(rows, &row).await?.invitation_obstacle() {
        Some(why) => Err(BackendError::Conflict(obstacle(why))),
        None => Ok(row),
    }
}

/// Why an invitation can't be sent, as a sentence.
pub(super) fn obstacle(why: Obstacle) -> String {
    format!("This can't be sent: {}.", why.sentence())
}

/// What decides whether a contact can be invited. The link is left out: an old or missing one is no obstacle.
pub(super) async fn facts_of<S>(rows: &Rows<'_, S>, contact: &contact::Model) -> Result<VisibilityFacts>
where
    S: Reads<portal::Entity> + Reads<membership::Entity> + Reads<company::Entity>,
{
    let portal = rows.get::<portal::Entity>(rows.scope().tenant().uuid()).await?;
    let memberships = rows
        .find::<membership::Entity>()
        .filter(membership::Column::ContactId.eq(contact.id));
    let companies = rows
        .find::<company::Entity>()
        .filter(company::Column::ArchivedAt.is_null())
        .filter(is_in(
            company::Column::Id,
            memberships,
            membership::Column::CompanyId,
        ))
        .count()
        .await?;
    Ok(VisibilityFacts {
        portal_on: portal.enabled,
        archived: contact.archived_at.is_some(),
        access_on: contact.portal_enabled,
        has_email: !contact.email.is_empty(),
        has_company: companies > 0,
        link: None,
    })
}
