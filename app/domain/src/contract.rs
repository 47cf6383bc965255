//! Contracts: who takes part, whose turn it is, what is typed, and what pages show of it. No I/O.

mod ceremony;
mod form;
mod machine;
mod status;
mod template;
pub mod view;

pub use ceremony::{CONSENT_VERSION, DeclineForm, DelegateDraft, DelegateForm, SignDraft, SignForm};
pub use form::{
    ContractDraft, ContractForm, DEFAULT_EXPIRY_DAYS, ExtendForm, MAX_RECIPIENTS, RecipientDraft,
    RecipientForm, ReplaceForm, VoidForm,
};
pub use machine::{Seat, Signing};
pub use status::{ContractError, ContractStatus, RecipientRole, RecipientStatus, SigningOrder, UnknownKey};
pub use template::{TemplateDraft, TemplateForm};

#[cfg(test)]
mod tests;
