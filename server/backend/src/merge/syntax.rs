//! Reading a template: its size, its syntax, and what it may not do.
//!
//! The language is minijinja's, cut down: values, filters, conditions, loops and `set`. Whatever could reach outside, run
//! another template or grow without end is refused here, before anything is rendered.

use domain::merge::{Finding, MAX_TEMPLATE, Severity};
use minijinja::{
    machinery::{Span, Token, ast::Stmt, parse, tokenize},
    syntax::SyntaxConfig,
};

/// A value or a block has at most so many parts. A chain of filters nests as deep as it is long.
const MAX_PARTS: usize = 300;
/// A template has at most so many blocks.
const MAX_BLOCKS: usize = 2_000;
/// And so many branches with `elif`, which nest in each other.
const MAX_BRANCHES: usize = 50;

/// Loops and conditions on lines of their own leave no empty lines behind.
pub(super) fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .unwrap_or_default()
}

pub(super) fn line_of(span: Span) -> u32 {
    u32::from(span.start_line).max(1)
}

pub(super) fn error(line: u32, about: &str, message: impl Into<String>) -> Finding {
    Finding {
        severity: Severity::Error,
        line,
        about: about.to_owned(),
        message: message.into(),
        suggestion: None,
    }
}

/// Parses a template within the limits.
///
/// # Errors
/// What is wrong, with its line.
pub(super) fn tree(source: &str) -> Result<Stmt<'_>, Finding> {
    if source.len() > MAX_TEMPLATE {
        return Err(error(
            1,
            "",
            format!(
                "This text is too long: {} of at most {MAX_TEMPLATE} bytes.",
                source.len()
            ),
        ));
    }
    measure(source)?;
    parse(source, "text", syntax()).map_err(|cause| unreadable(&cause))
}

fn unreadable(cause: &minijinja::Error) -> Finding {
    let line = u32::try_from(cause.line().unwrap_or(1)).unwrap_or(1);
    let detail = cause.detail().unwrap_or("this can't be read");
    error(line, "", format!("This is not a valid tag: {detail}."))
}

/// Counts before anything is built: a tree that is too deep could not even be thrown away.
fn measure(source: &str) -> Result<(), Finding> {
    let (mut parts, mut blocks, mut branches) = (0, 0, 0);
    for token in tokenize(source, false, syntax()) {
        let (token, span) = token.map_err(|cause| unreadable(&cause))?;
        parts += 1;
        match token {
            Token::TemplateData(_) | Token::VariableEnd | Token::BlockEnd => parts = 0,
            Token::BlockStart => blocks += 1,
            Token::Ident("elif") => branches += 1,
            _ => {}
        }
        if parts > MAX_PARTS {
            return Err(error(
                line_of(span),
                "",
                "This tag is too long. Please split it up.",
            ));
        }
        if blocks > MAX_BLOCKS || branches > MAX_BRANCHES {
            return Err(error(
                line_of(span),
                "",
                "This text has too many conditions and loops. Please make it simpler.",
            ));
        }
    }
    Ok(())
}

/// What a statement is called, where it is one that texts may not use.
pub(super) fn forbidden(statement: &Stmt<'_>) -> Option<(&'static str, Span)> {
    Some(match statement {
        Stmt::AutoEscape(block) => ("autoescape", block.span()),
        Stmt::FilterBlock(block) => ("filter", block.span()),
        Stmt::Block(block) => ("block", block.span()),
        Stmt::Import(block) => ("import", block.span()),
        Stmt::FromImport(block) => ("from", block.span()),
        Stmt::Extends(block) => ("extends", block.span()),
        Stmt::Include(block) => ("include", block.span()),
        Stmt::Macro(block) => ("macro", block.span()),
        Stmt::CallBlock(block) => ("call", block.span()),
        Stmt::Do(block) => ("do", block.span()),
        Stmt::Template(_)
        | Stmt::EmitExpr(_)
        | Stmt::EmitRaw(_)
        | Stmt::ForLoop(_)
        | Stmt::IfCond(_)
        | Stmt::WithBlock(_)
        | Stmt::Set(_)
        | Stmt::SetBlock(_) => return None,
    })
}
