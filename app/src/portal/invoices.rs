//! Portal: invoices.
