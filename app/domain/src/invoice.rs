//! Invoices: what they hold, how they are added up, which states they go through and how they are numbered.

pub mod amend;
pub mod calculation;
pub mod closing;
pub mod editor;
pub mod epc;
pub mod form;
pub mod number;
pub mod status;
pub mod tax;
pub mod view;
pub mod visibility;

pub use amend::{AmendDraft, AmendForm};
pub use calculation::{
    Calculation, CalculationError, CashRounding, Discount, LineInput, TaxGroup, TaxRounding, Totals,
    calculate,
};
pub use closing::{ClosingDraft, VoidForm, WriteOffForm};
pub use form::{InvoiceDraft, InvoiceForm, InvoiceLineDraft, InvoiceLineForm, InvoicePreview};
pub use number::{NumberPattern, Reset};
pub use status::{DisplayStatus, InvoiceStatus, Settlement, TransitionError};
pub use tax::{TaxCategory, TaxRate};
