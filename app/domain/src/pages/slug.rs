//! The last part of a page's address.

/// The longest one, in characters.
pub const MAX_SLUG: usize = 60;

/// Why a text can't be the last part of an address. The texts are for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Nothing in it.
    #[error("Please fill in the address.")]
    Empty,
    /// Longer than [`MAX_SLUG`].
    #[error("Please use at most {MAX_SLUG} characters.")]
    TooLong,
    /// Other characters, or hyphens in a place where they are not read.
    #[error("Please use small letters, digits and single hyphens only, like price-list.")]
    Characters,
}

/// Checks what was typed: small letters, digits, and single hyphens between them. Capitals are made small.
///
/// # Errors
/// [`SlugError`].
pub fn slug(text: &str) -> Result<String, SlugError> {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        return Err(SlugError::Empty);
    }
    if text.chars().count() > MAX_SLUG {
        return Err(SlugError::TooLong);
    }
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if text.split('-').all(word) {
        Ok(text)
    } else {
        Err(SlugError::Characters)
    }
}

/// The one that a title suggests: `Preise & Leistungen für Ärzte` is `preise-leistungen-fuer-aerzte`. `page` if nothing is left.
pub fn slug_of(title: &str) -> String {
    let mut text = String::new();
    for c in title.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => text.push(c),
            'ä' | 'æ' => text.push_str("ae"),
            'ö' | 'œ' | 'ø' => text.push_str("oe"),
            'ü' => text.push_str("ue"),
            'ß' => text.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => text.push('a'),
            'ç' | 'č' | 'ć' => text.push('c'),
            'è' | 'é' | 'ê' | 'ë' => text.push('e'),
            'ì' | 'í' | 'î' | 'ï' => text.push('i'),
            'ñ' => text.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' => text.push('o'),
            'ù' | 'ú' | 'û' => text.push('u'),
            // Within a word, as in "it's".
            '\'' | '’' => {}
            _ if text.ends_with('-') || text.is_empty() => {}
            _ => text.push('-'),
        }
    }
    let text = cut(&text, MAX_SLUG);
    if text.is_empty() { "page".to_owned() } else { text }
}

fn cut(text: &str, most: usize) -> String {
    let short: String = text.chars().take(most).collect();
    short.trim_matches('-').to_owned()
}

/// The wanted one, or with a number behind it the first that is not taken.
pub fn free_slug(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wanted) {
        return wanted.to_owned();
    }
    let numbered = |number: u32| {
        let end = format!("-{number}");
        format!("{}{end}", cut(wanted, MAX_SLUG.saturating_sub(end.len())))
    };
    (2..)
        .map(numbered)
        .find(|slug| !taken(slug))
        .unwrap_or_else(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain() {
        for (typed, slug_) in [
            ("faq", "faq"),
            (" Price-List-2026 ", "price-list-2026"),
            ("7", "7"),
        ] {
            assert_eq!(slug(typed), Ok(slug_.to_owned()));
        }
        for (typed, error) in [
            ("", SlugError::Empty),
            ("  ", SlugError::Empty),
            ("a b", SlugError::Characters),
            ("-a", SlugError::Characters),
            ("a--b", SlugError::Characters),
            ("a/b", SlugError::Characters),
            ("..", SlugError::Characters),
            ("ä", SlugError::Characters),
            ("a\r\nb", SlugError::Characters),
            ("%2e", SlugError::Characters),
        ] {
            assert_eq!(slug(typed), Err(error), "{typed:?}");
        }
        assert_eq!(slug(&"a".repeat(61)), Err(SlugError::TooLong));
        assert!(slug(&"a".repeat(60)).is_ok());
    }

    #[test]
    fn titles_suggest_addresses_that_may_be_used() {
        for (title, expected) in [
            ("Preise & Leistungen für Ärzte", "preise-leistungen-fuer-aerzte"),
            ("What's new?", "whats-new"),
            ("  FAQ  ", "faq"),
            ("株式会社", "page"),
            ("", "page"),
            ("Élodie – été", "elodie-ete"),
        ] {
            assert_eq!(slug_of(title), expected);
            assert_eq!(slug(&slug_of(title)), Ok(expected.to_owned()));
        }
        let long = slug_of(&"word ".repeat(40));
        assert_eq!(slug(&long), Ok(long.clone()));
    }

    #[test]
    fn a_taken_one_gets_a_number() {
        let taken = ["faq", "faq-2"];
        assert_eq!(free_slug("faq", |slug| taken.contains(&slug)), "faq-3");
        assert_eq!(free_slug("new", |slug| taken.contains(&slug)), "new");
        let long = "a".repeat(60);
        let free = free_slug(&long, |slug| slug == long);
        assert_eq!(slug(&free), Ok(free.clone()));
    }
}
