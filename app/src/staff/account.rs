//! Own account: password and sessions.
