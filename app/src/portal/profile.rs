//! Portal: profile.
