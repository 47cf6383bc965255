//! A declaration's value: whether it is one that its property can have, and whether its sizes are within bounds.

use super::allowed::{self, Bounds};
use cssparser::{Parser, ParserInput, Token};
use lightningcss::{
    printer::PrinterOptions,
    properties::{Property, PropertyId},
    stylesheet::ParserOptions,
};

/// The longest time of an animation or transition, in seconds.
const MOST_SECONDS: f32 = 30.0;
/// The greatest factor in a calculation.
const MOST_FACTOR: f32 = 10.0;

/// Judges a value; the answer says what to do.
///
/// # Errors
/// When it is none, or out of bounds.
pub(super) fn judge(name: &str, text: &str, bounds: Bounds) -> Result<(), String> {
    let no_value = || format!("“{text}” is no value that “{name}” can have.");
    let parsed = Property::parse_string(PropertyId::from(name), text, ParserOptions::default())
        .map_err(|_| no_value())?;
    let has_variable = has_variable(text);
    match parsed {
        Property::Unparsed(_) if !has_variable => return Err(no_value()),
        Property::Unparsed(_) if name.starts_with("animation") => {
            return Err(format!("“{name}” can't have a variable. Write the value itself."));
        }
        _ => {}
    }
    // As it will be printed: sums are summed up there.
    let printed = parsed
        .value_to_css_string(PrinterOptions::default())
        .map_err(|_| no_value())?;
    let mut input = ParserInput::new(&printed);
    let sizes = Sizes { name, bounds };
    sizes.check(&mut Parser::new(&mut input), Within::Value)
}

fn has_variable(text: &str) -> bool {
    let mut input = ParserInput::new(text);
    let mut parser = Parser::new(&mut input);
    names_variable(&mut parser)
}

fn names_variable(parser: &mut Parser<'_, '_>) -> bool {
    while let Ok(token) = parser.next().cloned() {
        let inside = match token {
            Token::Function(name) if name.eq_ignore_ascii_case("var") => return true,
            Token::Function(_) | Token::ParenthesisBlock => true,
            _ => false,
        };
        if inside {
            let found: Result<bool, cssparser::ParseError<'_, ()>> =
                parser.parse_nested_block(|inner| Ok(names_variable(inner)));
            if found.unwrap_or(true) {
                return true;
            }
        }
    }
    false
}

/// What numbers mean at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Value,
    Calculation,
    /// A colour, a gradient or a curve: its numbers are no sizes.
    NoSize,
}

struct Sizes<'a> {
    name: &'a str,
    bounds: Bounds,
}

impl Sizes<'_> {
    fn check(&self, input: &mut Parser<'_, '_>, within: Within) -> Result<(), String> {
        while let Ok(token) = input.next().cloned() {
            match token {
                Token::Dimension { value, unit, .. } => self.dimension(value, &unit, within)?,
                Token::Percentage { unit_value, .. } if within != Within::NoSize => self.share(unit_value)?,
                Token::Number { value, .. } => self.number(value, within)?,
                Token::Delim('-')
                    if within == Within::Calculation && self.bounds.strict && self.bounds.least >= 0.0 =>
                {
                    return Err(format!(
                        "“{}” can't have a difference. Write the result.",
                        self.name
                    ));
                }
                Token::Function(function) => {
                    let function = function.to_ascii_lowercase();
                    let inner = if within == Within::NoSize || allowed::NOT_SIZES.contains(&function.as_str())
                    {
                        Within::NoSize
                    } else if function == "var" {
                        self.variable(input, within)?;
                        within
                    } else {
                        Within::Calculation
                    };
                    self.nested(input, inner)?;
                }
                Token::ParenthesisBlock => self.nested(input, within)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn nested(&self, input: &mut Parser<'_, '_>, within: Within) -> Result<(), String> {
        let mut result = Ok(());
        let _: Result<(), cssparser::ParseError<'_, ()>> = input.parse_nested_block(|inner| {
            result = self.check(inner, within);
            while inner.next().is_ok() {}
            Ok(())
        });
        result
    }

    /// Where a size must be known, only the portal's own sizes can stand for it, and as they are.
    fn variable(&self, input: &mut Parser<'_, '_>, within: Within) -> Result<(), String> {
        if !self.bounds.strict {
            return Ok(());
        }
        let state = input.state();
        let mut name = String::new();
        let _: Result<(), cssparser::ParseError<'_, ()>> = input.parse_nested_block(|inner| {
            if let Ok(found) = inner.expect_ident() {
                name = found.to_string();
            }
            while inner.next().is_ok() {}
            Ok(())
        });
        input.reset(&state);
        if within == Within::Calculation || name.starts_with("--p-") {
            return Err(format!(
                "“{}” can't be calculated from a variable. Write the size itself.",
                self.name
            ));
        }
        Ok(())
    }

    fn dimension(&self, value: f32, unit: &str, within: Within) -> Result<(), String> {
        let pixels = match unit.to_ascii_lowercase().as_str() {
            "px" => value,
            "rem" | "em" => value * 16.0,
            "ch" | "ex" => value * 8.0,
            "pt" => value * 4.0 / 3.0,
            "s" | "ms" => {
                let seconds = if unit.eq_ignore_ascii_case("ms") {
                    value / 1000.0
                } else {
                    value
                };
                return if seconds.abs() <= MOST_SECONDS {
                    Ok(())
                } else {
                    Err(format!(
                        "This takes too long: up to {MOST_SECONDS} seconds are allowed."
                    ))
                };
            }
            "deg" | "turn" | "rad" if within == Within::NoSize => return Ok(()),
            _ => {
                return Err(format!(
                    "“{unit}” is not allowed here. Use “px”, “rem”, “em”, “ch” or “%”."
                ));
            }
        };
        let Bounds { least, most, .. } = self.bounds;
        if pixels.is_finite() && (least..=most).contains(&pixels) {
            Ok(())
        } else {
            Err(format!(
                "“{value}{unit}” is out of bounds: “{}” can have {least}px to {most}px.",
                self.name
            ))
        }
    }

    fn share(&self, share: f32) -> Result<(), String> {
        let Bounds {
            least_share,
            most_share,
            ..
        } = self.bounds;
        if (least_share..=most_share).contains(&share) {
            Ok(())
        } else {
            Err(format!(
                "“{}%” is out of bounds: “{}” can have {}% to {}%.",
                share * 100.0,
                self.name,
                least_share * 100.0,
                most_share * 100.0
            ))
        }
    }

    fn number(&self, value: f32, within: Within) -> Result<(), String> {
        match within {
            Within::Calculation if value.abs() > MOST_FACTOR || (value < 0.0 && self.bounds.strict) => Err(
                format!("“{value}” is out of bounds: a calculation can have factors up to {MOST_FACTOR}."),
            ),
            Within::Value if self.name == "line-height" => self.share(value),
            Within::Value if !value.is_finite() || value.abs() > 1000.0 => {
                Err(format!("“{value}” is out of bounds."))
            }
            _ => Ok(()),
        }
    }
}
