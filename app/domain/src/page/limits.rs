//! How large a page can be.

/// So many blocks at most, counted on all levels.
pub const MAX_BLOCKS: usize = 5_000;
/// So many blocks at most, one in another.
pub const MAX_DEPTH: usize = 20;
/// So many bytes at most, as JSON.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Deeper nested JSON is not parsed: the parser itself stops at 128. A block takes three levels (a list, the block, its slots).
const MAX_NESTING: usize = 120;

/// Which limit a page would be over, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// [`MAX_BLOCKS`].
    #[error(
        "A page has at most 5,000 blocks. Split it into two pages, or remove blocks that are not needed."
    )]
    Blocks,
    /// [`MAX_DEPTH`].
    #[error("Blocks can be nested 20 levels deep. Move the innermost ones a few levels out.")]
    Depth,
    /// [`MAX_BYTES`].
    #[error("A page has at most 2 MB of text and settings. Split it into two pages, or shorten long texts.")]
    Size,
}

/// Whether a JSON text is nested so that it can be parsed.
pub(super) fn parsable(json: &str) -> bool {
    let (mut level, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                level += 1;
                if level > MAX_NESTING {
                    return false;
                }
            }
            b']' | b'}' => level = level.saturating_sub(1),
            _ => {}
        }
    }
    true
}

/// How many bytes something takes as JSON.
pub(super) fn json_size(value: &impl serde::Serialize) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    match serde_json::to_writer(&mut count, value) {
        Ok(()) => count.0,
        Err(_) => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_seen_before_parsing() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parsable(&deep(MAX_NESTING)));
        assert!(!parsable(&deep(MAX_NESTING + 1)));
        assert!(!parsable(&deep(1_000_000)));
        assert!(parsable(&format!("[\"{}\\\"[\"]", "[".repeat(500))), "in a text");
        assert!(parsable(&"[],".repeat(500)), "beside one another");
    }

    #[test]
    fn size_is_the_size_of_the_text() {
        let value = serde_json::json!({"a": ["ü", 1, null]});
        assert_eq!(json_size(&value), value.to_string().len());
    }
}
