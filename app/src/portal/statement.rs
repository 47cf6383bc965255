//! Portal: statement.
