//! Selectors, name by name.

use super::{End, MAX_DEPTH, Scanner, allowed};
use cssparser::{BasicParseError, Parser, SourceLocation, SourcePosition, Token};

impl Scanner {
    /// A list of selectors up to its block.
    pub(super) fn selector(&mut self, input: &mut Parser<'_, '_>, depth: u32, outer: bool) -> End {
        let mut before = Token::Comma;
        loop {
            let (at, state) = (input.current_source_location(), input.state());
            let token = match input.next_including_whitespace() {
                Ok(token) => token.clone(),
                Err(_) => return End::Input,
            };
            match &token {
                Token::CurlyBracketBlock if outer => return End::Block,
                Token::Semicolon if outer => return End::Semicolon,
                Token::Ident(name) => {
                    self.plain(input, state.position(), at, name);
                    self.selector_name(name, &before, at);
                }
                Token::Function(name) => {
                    self.selector_function(input, name, state.position(), at, &before, depth)
                }
                Token::Hash(name) | Token::IDHash(name) => {
                    self.refuse(
                        at,
                        format!("“#{name}” is not allowed: use a class from the list instead of an id."),
                    );
                }
                Token::SquareBracketBlock => {
                    self.refuse(
                        at,
                        "Selectors by attribute “[…]” are not allowed: use a class from the list.",
                    );
                    self.nested(input, at, "[", |_, _| {});
                }
                Token::Delim('*') => {
                    self.refuse(at, "“*” is not allowed: name the class or the element.");
                }
                Token::Colon if before == Token::Colon => {
                    self.refuse(
                        at,
                        "Pseudo-elements like “::before” are not allowed: use a background or a border.",
                    );
                }
                Token::WhiteSpace(_)
                | Token::Comma
                | Token::Colon
                | Token::Delim('.' | '>' | '+' | '~' | '&') => {}
                Token::Dimension { .. } | Token::Percentage { .. } | Token::Number { .. } => {
                    self.refuse(at, "A selector can't begin with a number.");
                }
                Token::AtKeyword(name) => {
                    self.refuse(
                        at,
                        format!("“@{name}” can't stand here. Is a “;” or “}}” missing above?"),
                    );
                }
                Token::UnquotedUrl(_) | Token::BadUrl(_) => self.refuse(at, allowed::function_hint("url")),
                _ => {
                    let text = input.slice_from(state.position()).trim().to_owned();
                    self.refuse(at, format!("“{text}” can't stand in a selector."));
                    if matches!(token, Token::ParenthesisBlock | Token::CurlyBracketBlock) {
                        self.nested(input, at, "(", |_, _| {});
                    }
                }
            }
            before = token;
        }
    }

    fn selector_name(&mut self, name: &str, before: &Token<'_>, at: SourceLocation) {
        match before {
            Token::Delim('.') => {
                if !allowed::class(name) {
                    self.refuse(
                        at,
                        format!("“.{name}” is not one of the portal's classes: see the list."),
                    );
                }
            }
            Token::Colon => {
                if name.eq_ignore_ascii_case("root") {
                    self.refuse(at, "“:root” is not allowed: write “.p-custom”.");
                } else if !allowed::PSEUDO_CLASSES.contains(&name.to_ascii_lowercase().as_str()) {
                    self.refuse(at, format!("“:{name}” is not allowed in a selector."));
                }
            }
            _ => {
                let lower = name.to_ascii_lowercase();
                if ["html", "body"].contains(&lower.as_str()) {
                    self.refuse(
                        at,
                        format!("“{name}” is not allowed: write “.p-custom” for the whole portal."),
                    );
                } else if !allowed::ELEMENTS.contains(&lower.as_str()) {
                    self.refuse(at, format!("“{name}” can't be styled: see the list of classes."));
                }
            }
        }
    }

    fn selector_function(
        &mut self,
        input: &mut Parser<'_, '_>,
        name: &str,
        begin: SourcePosition,
        at: SourceLocation,
        before: &Token<'_>,
        depth: u32,
    ) {
        self.plain(input, begin, at, name);
        let lower = name.to_ascii_lowercase();
        let lists = allowed::SELECTOR_FUNCTIONS.contains(&lower.as_str());
        let counts = allowed::COUNTING_FUNCTIONS.contains(&lower.as_str());
        if *before != Token::Colon || !(lists || counts) {
            self.refuse(at, format!("“{name}(” is not allowed in a selector."));
            self.nested(input, at, "(", |_, _| {});
        } else if depth >= MAX_DEPTH {
            self.refuse(
                at,
                format!("This is nested too deeply: up to {MAX_DEPTH} levels are allowed."),
            );
        } else if lists {
            self.nested(input, at, "(", |scanner, input| {
                scanner.selector(input, depth + 1, false);
            });
        } else {
            self.nested(input, at, "(", |scanner, input| scanner.counting(input));
        }
    }

    /// `2n+1`, `odd`: no selector in it.
    fn counting(&mut self, input: &mut Parser<'_, '_>) {
        loop {
            input.skip_whitespace();
            let at = input.current_source_location();
            match input.next().cloned() {
                Err(BasicParseError { .. }) => return,
                Ok(Token::Number { .. } | Token::Delim('+' | '-')) => {}
                Ok(Token::Ident(word)) if counts(&word) => {}
                Ok(Token::Dimension { unit, .. }) if counts(&unit) => {}
                Ok(_) => self.refuse(at, "Write a count here, like “odd” or “3n+1”."),
            }
        }
    }
}

/// The words and units within `:nth-child()`.
fn counts(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ["odd", "even"].contains(&word.as_str())
        || word
            .trim_start_matches('-')
            .strip_prefix('n')
            .is_some_and(|rest| rest.chars().all(|c| c == '-' || c.is_ascii_digit()))
}
