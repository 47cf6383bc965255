//! Portal: home.
