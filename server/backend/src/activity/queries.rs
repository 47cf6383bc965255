//! Reading the timelines.
