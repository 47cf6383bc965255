//! Proposals: what they are composed of, how a client's choice adds up, and which states they go through.

pub mod answer;
pub mod content;
pub mod conversion;
pub mod editing;
pub mod form;
pub mod selection;
pub mod status;
pub mod view;

pub use answer::{AcceptForm, Acceptance, CommentForm, DeclineForm, DeclineReason};
pub use content::{Content, Item, ItemKind, Period, Range, Section, SectionKind, Step};
pub use conversion::Kind;
pub use editing::Edit;
pub use form::{ItemForm, ProposalDraft, ProposalForm, SectionForm, StepForm};
pub use selection::{Selection, SelectionError, Sums};
pub use status::{DisplayStatus, ProposalStatus, TransitionError};
