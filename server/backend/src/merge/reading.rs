//! Going through a template with the catalogue in hand: which tags it names, of which types, and what is wrong with it.

mod expression;
mod shape;

use super::syntax::{self, error, line_of};
use domain::merge::{self, Finding, Place, Severity};
use minijinja::machinery::ast::{Expr, ForLoop, IfCond, Stmt, UnaryOpKind};
use shape::Form;
use std::collections::BTreeSet;

/// A tag that is put out where it may be empty and nothing takes its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unguarded {
    pub(super) path: String,
    pub(super) line: u32,
}

/// What a template names and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// What keeps it from being rendered at all.
    pub(super) fatal: Vec<Finding>,
    /// What else is wrong: unknown names, filters that don't fit.
    pub(super) findings: Vec<Finding>,
    /// The tags it names, as `invoice.total`; a list's as `invoices.total`; a group as a whole as `invoice`.
    pub(super) named: BTreeSet<String>,
    /// Tags without a fallback.
    pub(super) unguarded: BTreeSet<Unguarded>,
}

impl Reading {
    /// Whether anything of a group is named.
    pub(super) fn names(&self, root: &str) -> bool {
        self.named.iter().any(|path| path.split('.').next() == Some(root))
    }

    /// Whether a value of a group is named, or the group as a whole.
    pub(super) fn names_tag(&self, root: &str, tag: &str) -> bool {
        self.named.iter().any(|path| {
            let mut parts = path.split('.');
            parts.next() == Some(root) && parts.next().is_none_or(|name| name == tag)
        })
    }
}

/// Reads a template for a place.
pub(super) fn read(source: &str, place: Place) -> Reading {
    let mut reader = Reader {
        place,
        reading: Reading::default(),
        locals: vec![Vec::new()],
        guards: Vec::new(),
    };
    match syntax::tree(source) {
        Ok(tree) => reader.statement(&tree),
        Err(finding) => reader.reading.fatal.push(finding),
    }
    reader.reading
}

struct Reader {
    place: Place,
    reading: Reading,
    /// Names that the template itself gives, innermost last.
    locals: Vec<Vec<(String, Form)>>,
    /// Paths that an `if` around has asked for.
    guards: Vec<String>,
}

impl Reader {
    fn fatal(&mut self, line: u32, about: &str, message: impl Into<String>) {
        self.reading.fatal.push(error(line, about, message));
    }

    fn wrong(&mut self, line: u32, about: &str, message: impl Into<String>, suggestion: Option<String>) {
        let mut finding = error(line, about, message);
        finding.suggestion = suggestion;
        self.note(finding);
    }

    fn doubtful(&mut self, line: u32, about: &str, message: impl Into<String>) {
        let mut finding = error(line, about, message);
        finding.severity = Severity::Warning;
        self.note(finding);
    }

    fn note(&mut self, finding: Finding) {
        if !self.reading.findings.contains(&finding) {
            self.reading.findings.push(finding);
        }
    }

    fn name(&mut self, name: &str, form: Form) {
        if let Some(names) = self.locals.last_mut() {
            names.push((name.to_owned(), form));
        }
    }

    fn local(&self, name: &str) -> Option<Form> {
        self.locals
            .iter()
            .rev()
            .flat_map(|names| names.iter().rev())
            .find(|(local, _)| local == name)
            .map(|(_, form)| form.clone())
    }

    fn statements(&mut self, statements: &[Stmt<'_>]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn within(&mut self, statements: &[Stmt<'_>]) {
        self.locals.push(Vec::new());
        self.statements(statements);
        self.locals.pop();
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        if let Some((name, span)) = syntax::forbidden(statement) {
            let message = format!("{{% {name} %}} can't be used here. There are if, for, set and with.");
            return self.fatal(line_of(span), name, message);
        }
        match statement {
            Stmt::Template(template) => self.statements(&template.children),
            Stmt::EmitExpr(emit) => self.emit(&emit.expr),
            Stmt::ForLoop(lap) => self.lap(lap, line_of(lap.span())),
            Stmt::IfCond(condition) => self.condition(condition),
            Stmt::WithBlock(block) => {
                self.locals.push(Vec::new());
                for (target, value) in &block.assignments {
                    self.assign(target, value);
                }
                self.statements(&block.body);
                self.locals.pop();
            }
            Stmt::Set(set) => self.assign(&set.target, &set.expr),
            Stmt::SetBlock(block) => {
                if block.filter.is_some() {
                    self.fatal(
                        line_of(block.span()),
                        "set",
                        "A set block can't have a filter here.",
                    );
                }
                self.within(&block.body);
                self.target(&block.target, Form::Words);
            }
            _ => {}
        }
    }

    fn assign(&mut self, target: &Expr<'_>, value: &Expr<'_>) {
        let form = self.expression(value);
        self.target(target, form);
    }

    fn target(&mut self, target: &Expr<'_>, form: Form) {
        match target {
            Expr::Var(name) if merge::root(name.id).is_some() => {
                let message = format!(
                    "\"{}\" is a group of tags and can't be set to something else.",
                    name.id
                );
                self.fatal(line_of(name.span()), name.id, message);
            }
            Expr::Var(name) => self.name(name.id, form),
            other => self.fatal(line_of(other.span()), "", "Only one plain name can be set here."),
        }
    }

    fn emit(&mut self, expression: &Expr<'_>) {
        let line = line_of(expression.span());
        match self.expression(expression) {
            Form::One { path, tags, .. } => {
                let first = tags.first().map_or("name", |tag| tag.name);
                let message = format!("\"{path}\" is a whole record. Please name one of its values.");
                self.wrong(line, &path, message, Some(format!("{path}.{first}")));
            }
            Form::Many { path, .. } => {
                let message = format!(
                    "\"{path}\" is a list. Please go through it with {{% for %}}, or count it with |length."
                );
                self.wrong(line, &path, message, None);
            }
            Form::Value {
                path: Some(path),
                optional: true,
                ..
            } if !self.is_guarded(&path) => {
                self.reading.unguarded.insert(Unguarded { path, line });
            }
            _ => {}
        }
    }

    /// Whether an `if` around has made sure that there is something.
    fn is_guarded(&self, path: &str) -> bool {
        let root = path.split('.').next().unwrap_or_default();
        let optional = merge::find(path).is_some_and(|(_, tag)| tag.optional);
        self.guards.iter().any(|guard| {
            let about_record = guard.split('.').next() == Some(root);
            guard == path || (about_record && !optional)
        })
    }

    fn lap(&mut self, lap: &ForLoop<'_>, line: u32) {
        if lap.recursive {
            self.fatal(line, "recursive", "A loop can't call itself here.");
        }
        let item = match self.expression(&lap.iter) {
            Form::Many { path, tags } => Form::One {
                path,
                tags,
                of_list: true,
            },
            Form::Unknown => Form::Unknown,
            _ => {
                self.fatal(
                    line,
                    "for",
                    "A loop can only go through a list, such as invoices or invoice.items.",
                );
                Form::Unknown
            }
        };
        self.locals.push(Vec::new());
        self.name("loop", Form::Unknown);
        self.target(&lap.target, item);
        if let Some(filter) = &lap.filter_expr {
            self.expression(filter);
        }
        self.statements(&lap.body);
        self.locals.pop();
        self.within(&lap.else_body);
    }

    fn condition(&mut self, condition: &IfCond<'_>) {
        let (asked, negated) = match &condition.expr {
            Expr::UnaryOp(not) if matches!(not.op, UnaryOpKind::Not) => (&not.expr, true),
            other => (other, false),
        };
        self.expression(&condition.expr);
        let guards = self.asked_for(asked);
        for (body, guarded) in [(&condition.true_body, !negated), (&condition.false_body, negated)] {
            let before = self.guards.len();
            if guarded {
                self.guards.extend(guards.iter().cloned());
            }
            self.within(body);
            self.guards.truncate(before);
        }
    }

    /// The paths that an expression names.
    fn asked_for(&self, expression: &Expr<'_>) -> Vec<String> {
        let mut probe = Reader {
            place: self.place,
            reading: Reading::default(),
            locals: self.locals.clone(),
            guards: Vec::new(),
        };
        probe.expression(expression);
        let named = probe.reading.named.into_iter();
        named
            .map(|path| path.strip_suffix("_raw").map(str::to_owned).unwrap_or(path))
            .collect()
    }
}
