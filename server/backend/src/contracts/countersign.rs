//! The provider's own signature, after everybody else's: by the member of staff who was chosen, with their session as proof.

use super::{Hand, ceremony, log::Who, refused, send, table::Table};
use crate::{
    Backend, activity,
    error::{BackendError, Result},
    idempotency::Attempt,
    scope::StaffScope,
    secret::sha256_hex,
    signature,
};
use domain::{
    activity::Verb,
    contract::{CONSENT_VERSION, ContractError, SignForm},
    ids::ContractId,
    locale::Locale,
    role::Permission,
};
use serde_json::json;

/// Signs for the provider. The same key does it once.
///
/// # Errors
/// [`BackendError::Invalid`] by field; [`BackendError::Conflict`] for whoever was not
/// chosen, when it is not their turn, or the contract is closed.
pub async fn countersign(
    backend: &Backend,
    scope: &StaffScope,
    hand: &Hand,
    id: ContractId,
    form: &SignForm,
    key: &str,
) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let attempt = Attempt::new(key, "contract.countersign", scope.user().uuid(), form);
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    let place = table
        .place_of_user(scope.user().uuid())
        .ok_or_else(|| refused(ContractError::NotTakingPart))?;
    if attempt.earlier(&rows).await?.is_some() {
        return Ok(());
    }
    let draft = form
        .validate(false)
        .map_err(|errors| super::spoken(Locale::En, errors))?;
    let signature = signature::from_field(&form.signature)
        .map_err(|error| BackendError::invalid("signature", error.to_string()))?;
    if draft.hash != table.row.document_hash {
        return Err(refused(ContractError::OtherVersion));
    }
    let asked = table.signing.sign(place).map_err(refused)?;
    let session = scope.session().uuid();
    let who = Who {
        ip: hand.ip.clone(),
        user_agent: hand.user_agent.clone(),
        ..Who::staff(scope)
    };
    table.note(now, "consent_given", &who, json!({ "version": CONSENT_VERSION }));
    let stored = serde_json::to_string(&signature).map_err(BackendError::internal)?;
    let details = json!({ "signature_sha256": sha256_hex(stored.as_bytes()), "place": place + 1 });
    table.note(now, "signed", &who, details);
    table.acted(place, now, hand, session);
    let one = &mut table.recipients[place];
    scope.name().clone_into(&mut one.name);
    scope.email().clone_into(&mut one.email);
    one.opened_at = one.opened_at.or(Some(now));
    one.consent_version = i32::try_from(CONSENT_VERSION).map_err(BackendError::internal)?;
    one.signature = stored;
    let what = send::happening(&table.row, None);
    let verb = Verb::ContractSigned;
    // Of the company's people, those who take part are told by the mail; colleagues are not.
    for contact in table.recipients.clone().iter().filter_map(|one| one.contact_id) {
        let what = activity::Happening {
            contact: Some(contact.into()),
            ..what.clone()
        };
        activity::record(&rows, now, verb, what).await?;
    }
    ceremony::carry_on(&rows, now, table, &asked).await?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Whether the member of staff who asks is to sign now.
pub(super) fn is_asked(
    table: &[crate::entity::contract_recipient::Model],
    open: bool,
    user: uuid::Uuid,
) -> bool {
    open && table
        .iter()
        .any(|one| one.user_id == Some(user) && matches!(one.status.as_str(), "sent" | "opened"))
}
