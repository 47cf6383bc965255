//! Names of things within a page.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{borrow::Borrow, fmt};

macro_rules! short_name {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The name of a text: 1 to 40 ASCII letters, digits, hyphens and underscores.
            pub fn new(text: &str) -> Option<Self> {
                let fits = (1..=40).contains(&text.len())
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
                fits.then(|| Self(text.into()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::new(&text).ok_or_else(|| D::Error::custom("not a name of letters, digits, - and _"))
            }
        }
    )+};
}

short_name! {
    /// A block's name within its page, for as long as it lives.
    BlockId,
    /// The name of a place in a block that holds blocks.
    SlotName,
}

impl BlockId {
    /// An id of ten letters and digits. `random` should be 64 random bits: two blocks of one page then never get the same.
    pub fn from_random(mut random: u64) -> Self {
        const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut text = String::with_capacity(10);
        for _ in 0..10 {
            let digit = usize::try_from(random & 31).unwrap_or_default();
            text.push(char::from(DIGITS[digit]));
            random >>= 5;
        }
        Self(text.into())
    }
}

/// How often a page's draft was changed: every accepted change adds one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rev(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_plain() {
        for good in ["a", "t1", "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b", "Left_2"] {
            assert_eq!(BlockId::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "a b", "\"><script>", "ä", &"x".repeat(41)] {
            assert_eq!(BlockId::new(bad), None, "{bad}");
            assert!(serde_json::from_value::<BlockId>(bad.into()).is_err());
        }
        assert_eq!(BlockId::from_random(0).as_str(), "0000000000");
        assert_ne!(BlockId::from_random(1), BlockId::from_random(2));
        assert_eq!(BlockId::from_random(u64::MAX).as_str().len(), 10);
    }
}
