//! Formatted text in a form: JSON from the editor, or, without JavaScript, plain text as it was typed.

use super::{
    check::RichError,
    node::{RichBlock, RichDoc},
    plain,
};

/// So many bytes of JSON at most in a whole paper, such as a contract: about 60 pages.
pub const MAX_PAPER_BYTES: usize = 512 * 1024;

impl RichDoc {
    /// Reads a form's field. `most` is how many bytes of it are allowed at most.
    ///
    /// # Errors
    /// [`RichError`]; the texts are for the user.
    pub fn from_field(text: &str, most: usize) -> Result<Self, RichError> {
        let text = text.trim();
        if text.len() > most {
            return Err(RichError::TooLong);
        }
        let doc = if text.starts_with("{\"") {
            let json = serde_json::from_str(text).map_err(|_| RichError::Garbled)?;
            Self::from_json(&json).ok_or(RichError::Garbled)?
        } else {
            Self::text(&text.replace("\r\n", "\n"))
        };
        doc.check_nesting_and_links()?;
        Ok(doc)
    }

    /// The form's field of it.
    pub fn to_field(&self) -> String {
        match self.is_blank() {
            true => String::new(),
            false => self.to_json().to_string(),
        }
    }

    /// The text to type it by, if there is nothing else to it: paragraphs of plain text and tags. `None` if a plain field
    /// would lose something.
    pub fn typed(&self) -> Option<String> {
        let paragraph = |block: &RichBlock| match block {
            RichBlock::Paragraph(content) => Some(plain::of(content)),
            _ => None,
        };
        let paragraphs = self.blocks.iter().map(paragraph).collect::<Option<Vec<_>>>()?;
        let text = paragraphs.join("\n\n");
        (Self::text(&text) == *self).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::rich_text::{Inline, Mark};

    #[test]
    fn plain_text_and_json_are_both_read() {
        let typed = RichDoc::from_field("Dear {{contact.name}},\r\nhello.\r\n\r\nBye", 1_000);
        let typed = typed.expect("plain text is a document");
        assert_eq!(
            typed.typed().as_deref(),
            Some("Dear {{contact.name}},\nhello.\n\nBye")
        );
        assert_eq!(RichDoc::from_field(&typed.to_field(), 1_000), Ok(typed));
        assert_eq!(RichDoc::from_field("  ", 10), Ok(RichDoc::default()));
    }

    #[test]
    fn what_a_plain_field_would_lose_is_not_typed() {
        let bold = Inline::Text {
            text: "Now".into(),
            marks: vec![Mark::Strong],
        };
        let doc = RichDoc {
            blocks: vec![RichBlock::Paragraph(vec![bold])],
        };
        assert_eq!(doc.typed(), None);
        let heading = RichDoc {
            blocks: vec![RichBlock::Heading {
                level: 2,
                content: Inline::of("Scope"),
            }],
        };
        assert_eq!(heading.typed(), None);
        assert_eq!(RichDoc::default().typed().as_deref(), Some(""));
    }

    #[test]
    fn long_garbled_and_dangerous_texts_are_refused() {
        assert_eq!(RichDoc::from_field("far too long", 5), Err(RichError::TooLong));
        assert_eq!(RichDoc::from_field("{\"type\":", 100), Err(RichError::Garbled));
        assert_eq!(RichDoc::from_field("{\"type\":1}", 100), Err(RichError::Garbled));
        let link = Inline::Text {
            text: "here".into(),
            marks: vec![Mark::Link {
                href: "javascript:alert(1)".into(),
                title: None,
            }],
        };
        let doc = RichDoc {
            blocks: vec![RichBlock::Paragraph(vec![link])],
        };
        assert!(matches!(
            RichDoc::from_field(&doc.to_field(), 1_000),
            Err(RichError::Link { .. })
        ));
        // Braces alone are text.
        assert!(RichDoc::from_field("{not json}", 100).is_ok());
    }
}
