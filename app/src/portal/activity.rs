//! Portal: activity.
