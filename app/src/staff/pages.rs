//! Pages of the provider's own.

pub mod api;
pub mod builder;
pub mod seeing;

#[cfg(feature = "ssr")]
pub mod build;
#[cfg(feature = "ssr")]
pub mod compare;
#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod new;
#[cfg(feature = "ssr")]
mod publish;
