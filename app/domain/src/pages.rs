//! Pages of the provider's own: what is known of them beside their content ([`crate::page`]).

pub mod editing;
