//! The portal's settings and the business's details.
