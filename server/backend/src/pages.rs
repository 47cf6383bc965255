//! STUB until branch pages is merged.
