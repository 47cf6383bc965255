//! Reads a sheet token by token, as a browser would, and says with line and column what in it is not allowed.
//!
//! Names are judged as they are decoded, so that `u\72l(` is `url(`. Escapes are refused besides: nothing that is allowed needs one.

mod selector;

use super::{
    allowed::{self, Bounds},
    value,
};
use cssparser::{Parser, ParserInput, SourceLocation, Token};
use domain::settings::CssProblem;

/// How deep blocks and parentheses may be nested.
const MAX_DEPTH: u32 = 12;
/// How many problems are told at once.
const MAX_PROBLEMS: usize = 20;

/// What reading a sheet brought to light.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// What is refused.
    pub problems: Vec<CssProblem>,
    /// What is left out.
    pub warnings: Vec<CssProblem>,
}

/// Reads a sheet.
pub(super) fn scan(source: &str) -> Findings {
    let mut scanner = Scanner::default();
    scanner.characters(source);
    if scanner.found.problems.is_empty() {
        let mut input = ParserInput::new(source);
        scanner.rules(&mut Parser::new(&mut input), Place::Top, 0);
    }
    scanner
        .found
        .problems
        .sort_by_key(|problem| (problem.line, problem.column));
    scanner.found
}

/// A problem at a place.
pub(super) fn problem(at: SourceLocation, text: impl Into<String>) -> CssProblem {
    CssProblem {
        line: at.line + 1,
        column: at.column,
        text: text.into(),
    }
}

/// Where rules and declarations stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    /// In a style rule, or in a rule like `@media` within one.
    Style,
    Keyframes,
    Frame,
}

/// What a run of tokens is part of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Value { strings: bool },
    Query,
    KeyframesName,
    FrameSelector,
}

#[derive(Debug, Default)]
struct Scanner {
    found: Findings,
}

/// How a run of tokens ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Block,
    Semicolon,
    Input,
}

impl Scanner {
    fn refuse(&mut self, at: SourceLocation, text: impl Into<String>) {
        if self.found.problems.len() < MAX_PROBLEMS {
            self.found.problems.push(problem(at, text));
        }
    }

    /// What no sheet contains, whatever stands around it.
    fn characters(&mut self, source: &str) {
        let (mut line, mut column) = (0, 1);
        for character in source.chars() {
            let at = SourceLocation { line, column };
            match character {
                '<' => self.refuse(
                    at,
                    "“<” is not allowed. In “@media”, write “max-width:” and “min-width:”.",
                ),
                '\n' | '\r' | '\t' | '\x0C' => {}
                '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    self.refuse(at, "There is an invisible character here. Delete it.");
                }
                other if other.is_control() => {
                    self.refuse(at, "There is a control character here. Delete it.");
                }
                _ => {}
            }
            if character == '\n' {
                (line, column) = (line + 1, 1);
            } else {
                column += u32::try_from(character.len_utf16()).unwrap_or(1);
            }
        }
    }

    /// Everything at one level, to its end.
    fn rules(&mut self, input: &mut Parser<'_, '_>, place: Place, depth: u32) {
        loop {
            input.skip_whitespace();
            let (at, state) = (input.current_source_location(), input.state());
            let token = match input.next() {
                Ok(token) => token.clone(),
                Err(_) => return,
            };
            match token {
                Token::Semicolon => {}
                Token::AtKeyword(name) => {
                    self.plain(input, state.position(), at, &name);
                    self.at_rule(input, &name.to_ascii_lowercase(), at, place, depth);
                }
                Token::CDO | Token::CDC => self.refuse(at, "“<!--” and “-->” are not allowed. Delete them."),
                Token::CloseCurlyBracket => {
                    self.refuse(
                        at,
                        "This “}” closes nothing. Delete it, or look for a missing “{” above.",
                    );
                }
                _ => {
                    input.reset(&state);
                    self.rule_or_declaration(input, at, place, depth);
                }
            }
            if self.found.problems.len() >= MAX_PROBLEMS {
                return;
            }
        }
    }

    fn at_rule(
        &mut self,
        input: &mut Parser<'_, '_>,
        name: &str,
        at: SourceLocation,
        place: Place,
        depth: u32,
    ) {
        let allowed = allowed::AT_RULES.contains(&name);
        if !allowed {
            self.refuse(at, allowed::at_rule_hint(name));
        } else if matches!(place, Place::Keyframes | Place::Frame)
            || (name == "keyframes" && place != Place::Top)
        {
            self.refuse(
                at,
                format!("“@{name}” can't stand here. Move it to the top level."),
            );
        }
        let part = if name == "keyframes" {
            Part::KeyframesName
        } else {
            Part::Query
        };
        let inside = match (name, place) {
            ("keyframes", _) => Place::Keyframes,
            (_, place) => place,
        };
        let end = if allowed {
            self.tokens(input, part, depth + 1, true)
        } else {
            skip(input)
        };
        match end {
            End::Block if allowed => self.block(input, at, inside, depth),
            End::Block | End::Semicolon if !allowed => {}
            _ => self.refuse(at, format!("“@{name}” needs a block in braces: “{{ … }}”.")),
        }
    }

    /// The block that was just opened.
    fn block(&mut self, input: &mut Parser<'_, '_>, opened: SourceLocation, place: Place, depth: u32) {
        if depth >= MAX_DEPTH {
            self.refuse(
                opened,
                format!("This is nested too deeply: up to {MAX_DEPTH} levels are allowed."),
            );
            return;
        }
        self.nested(input, opened, "{", |scanner, input| {
            scanner.rules(input, place, depth + 1)
        });
    }

    /// Runs `inside` within the bracket that was just opened, and tells whether it was closed again.
    fn nested(
        &mut self,
        input: &mut Parser<'_, '_>,
        opened: SourceLocation,
        bracket: &str,
        inside: impl FnOnce(&mut Self, &mut Parser<'_, '_>),
    ) {
        let mut end = None;
        // `inside` reads on to the end, so there is no error to be had.
        let _: Result<(), cssparser::ParseError<'_, ()>> = input.parse_nested_block(|input| {
            inside(self, input);
            while input.next().is_ok() {}
            end = Some(input.position());
            Ok(())
        });
        if end.is_none_or(|end| end == input.position()) {
            self.refuse(opened, format!("This “{bracket}” is never closed."));
        }
    }

    /// What begins with neither `@` nor a bracket: by CSS's own rule a declaration if it is `name:` up to a semicolon, or else a rule.
    fn rule_or_declaration(
        &mut self,
        input: &mut Parser<'_, '_>,
        at: SourceLocation,
        place: Place,
        depth: u32,
    ) {
        let start = input.state();
        let name = match (input.next().cloned(), input.next()) {
            (Ok(Token::Ident(name)), Ok(Token::Colon)) => Some(name),
            _ => None,
        };
        let after_colon = input.state();
        let is_declaration = name.as_ref().is_some_and(|name| {
            let end = skip_to_end(input);
            name.starts_with("--") || end != End::Block
        });
        if let (Some(name), true) = (name, is_declaration) {
            input.reset(&after_colon);
            if matches!(place, Place::Style | Place::Frame) {
                self.plain(input, start.position(), at, &name);
                self.declaration(input, &name.to_ascii_lowercase(), at, depth);
            } else {
                self.refuse(
                    at,
                    format!("“{name}:” stands outside of a rule. Write a selector and braces around it."),
                );
                skip(input);
            }
            return;
        }
        input.reset(&start);
        match place {
            Place::Top | Place::Style => {
                if self.selector(input, depth + 1, true) == End::Block {
                    self.block(input, at, Place::Style, depth);
                } else {
                    self.refuse(
                        at,
                        "This can't be read. A declaration is “name: value;”, a rule is “selector { … }”.",
                    );
                }
            }
            Place::Keyframes => {
                if self.tokens(input, Part::FrameSelector, depth + 1, true) == End::Block {
                    self.block(input, at, Place::Frame, depth);
                } else {
                    self.refuse(
                        at,
                        "A step of an animation is “from”, “to” or a percentage, and a block in braces.",
                    );
                }
            }
            Place::Frame => {
                self.refuse(
                    at,
                    "Within a step of an animation there are declarations only: “name: value;”.",
                );
                if skip(input) == End::Block {
                    self.nested(input, at, "{", |_, _| {});
                }
            }
        }
    }

    /// A declaration, from behind its colon to its semicolon.
    fn declaration(&mut self, input: &mut Parser<'_, '_>, name: &str, at: SourceLocation, depth: u32) {
        let Some(bounds) = allowed::property(name) else {
            self.refuse(at, allowed::property_hint(name));
            skip(input);
            return;
        };
        let before = self.found.problems.len();
        input.skip_whitespace();
        let (begin, value_at) = (input.position(), input.current_source_location());
        let (end, importance) = self.value(input, name, depth);
        let text = input.slice(begin..end).trim();
        if text.is_empty() {
            self.refuse(value_at, format!("“{name}” has no value."));
        }
        if let Some(at) = importance {
            self.found.warnings.push(problem(
                at,
                "“!important” is left out: your sheet comes after the portal's anyway.",
            ));
        }
        if self.found.problems.len() == before {
            self.judged(name, text, bounds, value_at);
        }
    }

    fn judged(&mut self, name: &str, text: &str, bounds: Bounds, at: SourceLocation) {
        if let Err(why) = value::judge(name, text, bounds) {
            self.refuse(at, why);
        }
    }

    /// A value up to `!important`, its semicolon or the end. Gives where it ends and where `!` stands.
    fn value(
        &mut self,
        input: &mut Parser<'_, '_>,
        name: &str,
        depth: u32,
    ) -> (cssparser::SourcePosition, Option<SourceLocation>) {
        let part = Part::Value {
            strings: name == "font-family",
        };
        let mut end = input.position();
        let mut importance = None;
        loop {
            let (at, state) = (input.current_source_location(), input.state());
            let Ok(token) = input.next_including_whitespace().cloned() else {
                break;
            };
            match token {
                Token::Semicolon => break,
                Token::WhiteSpace(_) => {}
                Token::Delim('!') if importance.is_none() => importance = Some(at),
                Token::Ident(word) if importance.is_some() && word.eq_ignore_ascii_case("important") => {}
                _ if importance.is_some() => {
                    self.refuse(at, "After “!” only “important” can follow, and then “;”.")
                }
                token => {
                    self.token(input, &token, state.position(), at, part, depth);
                    end = input.position();
                }
            }
        }
        (end, importance)
    }

    /// Tokens up to a block, a semicolon or the end; within brackets to their end.
    fn tokens(&mut self, input: &mut Parser<'_, '_>, part: Part, depth: u32, outer: bool) -> End {
        loop {
            input.skip_whitespace();
            let (at, state) = (input.current_source_location(), input.state());
            let token = match input.next() {
                Ok(token) => token.clone(),
                Err(_) => return End::Input,
            };
            match token {
                Token::CurlyBracketBlock if outer => return End::Block,
                Token::Semicolon if outer => return End::Semicolon,
                token => self.token(input, &token, state.position(), at, part, depth),
            }
        }
    }

    fn token(
        &mut self,
        input: &mut Parser<'_, '_>,
        token: &Token<'_>,
        begin: cssparser::SourcePosition,
        at: SourceLocation,
        part: Part,
        depth: u32,
    ) {
        match token {
            Token::Ident(name) => {
                self.plain(input, begin, at, name);
                let fits = part != Part::FrameSelector
                    || ["from", "to"].iter().any(|word| name.eq_ignore_ascii_case(word));
                if !fits {
                    self.refuse(
                        at,
                        format!("“{name}” can't stand here. A step is “from”, “to” or a percentage."),
                    );
                }
            }
            Token::Function(name) => {
                self.plain(input, begin, at, name);
                let lower = name.to_ascii_lowercase();
                if !allowed::FUNCTIONS.contains(&lower.as_str())
                    || matches!(part, Part::KeyframesName | Part::FrameSelector)
                {
                    self.refuse(at, allowed::function_hint(&lower));
                }
                self.inner(input, at, "(", part, depth);
            }
            Token::ParenthesisBlock => self.inner(input, at, "(", part, depth),
            Token::UnquotedUrl(_) | Token::BadUrl(_) => self.refuse(at, allowed::function_hint("url")),
            Token::QuotedString(text) => match part {
                Part::Value { strings: true } => self.plain(input, begin, at, text),
                Part::KeyframesName => {
                    self.refuse(at, "An animation's name is written without quotation marks.")
                }
                _ => self.refuse(at, "Quotation marks are only allowed around a font's name."),
            },
            Token::BadString(_) => self.refuse(at, "A quotation mark is missing in this line."),
            Token::Dimension { unit, .. } => self.plain(input, begin, at, unit),
            Token::Hash(name) | Token::IDHash(name) => self.plain(input, begin, at, name),
            Token::Number { .. }
            | Token::Percentage { .. }
            | Token::Comma
            | Token::Delim('+' | '-' | '*' | '/') => {}
            Token::Colon | Token::Delim('>' | '=') if part == Part::Query => {}
            Token::AtKeyword(name) => self.refuse(
                at,
                format!("“@{name}” can't stand here. Is a “;” or “}}” missing above?"),
            ),
            Token::CurlyBracketBlock => {
                self.refuse(at, "Braces can't stand in a value. Is a “;” missing above?");
                self.nested(input, at, "{", |_, _| {});
            }
            Token::SquareBracketBlock => {
                self.refuse(at, "“[” can't stand here. Delete it.");
                self.nested(input, at, "[", |_, _| {});
            }
            Token::Colon => self.refuse(at, "This “:” can't stand here. Is a “;” missing above?"),
            other => {
                let text = input.slice_from(begin).trim().to_owned();
                let text = if text.is_empty() {
                    format!("{other:?}")
                } else {
                    text
                };
                self.refuse(at, format!("“{text}” can't stand here."));
            }
        }
    }

    fn inner(
        &mut self,
        input: &mut Parser<'_, '_>,
        at: SourceLocation,
        bracket: &str,
        part: Part,
        depth: u32,
    ) {
        if depth >= MAX_DEPTH {
            self.refuse(
                at,
                format!("This is nested too deeply: up to {MAX_DEPTH} levels are allowed."),
            );
            return;
        }
        // Semicolons within brackets end nothing, and are refused as tokens.
        self.nested(input, at, bracket, |scanner, input| {
            scanner.tokens(input, part, depth + 1, false);
        });
    }

    /// A name in plain letters, written without escapes.
    fn plain(
        &mut self,
        input: &Parser<'_, '_>,
        begin: cssparser::SourcePosition,
        at: SourceLocation,
        name: &str,
    ) {
        let letters = name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-_ ".contains(letter) || letter.is_alphabetic());
        if !letters || input.slice_from(begin).contains('\\') {
            self.refuse(at, "Write this in plain letters, without “\\”.");
        }
    }
}

/// Reads on to a block, a semicolon or the end, without a look at what is there.
fn skip(input: &mut Parser<'_, '_>) -> End {
    skip_to_end(input)
}

fn skip_to_end(input: &mut Parser<'_, '_>) -> End {
    loop {
        match input.next() {
            Ok(Token::CurlyBracketBlock) => return End::Block,
            Ok(Token::Semicolon) => return End::Semicolon,
            Ok(_) => {}
            Err(_) => return End::Input,
        }
    }
}
