//! Expressions: paths, filters, tests, comparisons.

use super::{super::syntax::line_of, Reader, shape::Form};
use domain::{
    mail::MailKind,
    merge::{
        self, Place, Root, Shape, Tag, TagType, filter,
        suggest::{nearest, translated},
    },
};
use minijinja::{
    machinery::ast::{BinOp, BinOpKind, CallArg, Compare, CompareOpKind, Expr, Filter},
    value::Value,
};

/// The tests that `is` knows.
const TESTS: [&str; 3] = ["defined", "undefined", "empty"];
/// A list that is written out has at most so many items.
const MAX_LITERAL: usize = merge::MAX_ITEMS;

impl Reader {
    pub(super) fn expression(&mut self, expression: &Expr<'_>) -> Form {
        let line = line_of(expression.span());
        match expression {
            Expr::Var(name) => self.variable(name.id, line),
            Expr::Const(value) => literal(&value.value),
            Expr::GetAttr(attribute) => {
                let of = self.expression(&attribute.expr);
                self.member(of, attribute.name, line)
            }
            Expr::GetItem(item) => {
                let of = self.expression(&item.expr);
                match (&item.subscript_expr, of) {
                    (Expr::Const(name), of) if name.value.as_str().is_some() => {
                        let name = name.value.as_str().unwrap_or_default().to_owned();
                        self.member(of, &name, line)
                    }
                    (index, Form::Many { path, tags }) => {
                        self.expression(index);
                        Form::One {
                            path,
                            tags,
                            of_list: false,
                        }
                    }
                    (index, Form::Unknown) => {
                        self.expression(index);
                        Form::Unknown
                    }
                    _ => {
                        self.fatal(line, "", "Please name the value with a dot, as in contact.name.");
                        Form::Unknown
                    }
                }
            }
            Expr::Slice(slice) => {
                for bound in [&slice.start, &slice.stop, &slice.step].into_iter().flatten() {
                    self.expression(bound);
                }
                self.expression(&slice.expr)
            }
            Expr::Filter(filter) => self.filtered(filter, line),
            Expr::Test(test) => {
                if !TESTS.contains(&test.name) {
                    let known = nearest(test.name, TESTS).map(str::to_owned);
                    let message = format!(
                        "\"is {}\" is not known. There are: {}.",
                        test.name,
                        TESTS.join(", ")
                    );
                    self.fatal(line, test.name, message);
                    if let (Some(known), Some(finding)) = (known, self.reading.fatal.last_mut()) {
                        finding.suggestion = Some(known);
                    }
                }
                self.expression(&test.expr);
                Form::Figure
            }
            Expr::Call(call) => match &call.expr {
                Expr::Var(name) if name.id == "now" && call.args.is_empty() => Form::Value {
                    kind: TagType::Moment,
                    path: None,
                    optional: false,
                },
                other => {
                    let name = match other {
                        Expr::Var(name) => name.id,
                        Expr::GetAttr(method) => method.name,
                        _ => "this",
                    };
                    self.fatal(
                        line,
                        name,
                        format!("{name}() can't be called here; only now() can."),
                    );
                    Form::Unknown
                }
            },
            Expr::UnaryOp(operation) => {
                self.expression(&operation.expr);
                Form::Figure
            }
            Expr::BinOp(operation) => self.operation(operation, line),
            Expr::Compare(comparison) => self.comparison(comparison, line),
            Expr::IfExpr(choice) => {
                self.expression(&choice.test_expr);
                let guards = self.asked_for(&choice.test_expr);
                let before = self.guards.len();
                self.guards.extend(guards);
                let yes = self.expression(&choice.true_expr);
                let yes = self.settled(yes);
                self.guards.truncate(before);
                if let Some(no) = &choice.false_expr {
                    self.expression(no);
                }
                yes
            }
            Expr::List(list) => {
                if list.items.len() > MAX_LITERAL {
                    self.fatal(line, "", format!("A list has at most {MAX_LITERAL} items."));
                }
                for item in &list.items {
                    self.expression(item);
                }
                Form::Many {
                    path: "list".to_owned(),
                    tags: &[],
                }
            }
            Expr::Tuple(_) | Expr::Map(_) => {
                self.fatal(line, "", "Tables of values can't be written here.");
                Form::Unknown
            }
        }
    }

    /// A value that an `if` beside it has asked for needs no fallback.
    fn settled(&self, form: Form) -> Form {
        match form {
            Form::Value {
                kind,
                path: Some(path),
                optional: true,
            } if self.is_guarded(&path) => Form::Value {
                kind,
                path: None,
                optional: false,
            },
            other => other,
        }
    }

    fn variable(&mut self, name: &str, line: u32) -> Form {
        if let Some(local) = self.local(name) {
            return local;
        }
        let Some(root) = merge::root(name) else {
            let meant = translated(name).or_else(|| nearest(name, merge::roots().map(|root| root.key)));
            self.wrong(
                line,
                name,
                format!("There is no tag \"{name}\"."),
                meant.map(str::to_owned),
            );
            return Form::Unknown;
        };
        if !root.places.include(self.place) {
            let message = format!("\"{name}\" can't be used here: {}", where_else(root, self.place));
            self.wrong(line, name, message, None);
            return Form::Unknown;
        }
        if let Some(part) = root.arrives_with {
            let message = format!("\"{name}\" arrives with {part}. Until then its tags are empty.");
            self.doubtful(line, name, message);
        }
        self.reading.named.insert(root.key.to_owned());
        let (path, tags) = (root.key.to_owned(), root.tags);
        match root.shape {
            Shape::One => Form::One {
                path,
                tags,
                of_list: false,
            },
            Shape::Many => Form::Many { path, tags },
        }
    }

    fn member(&mut self, of: Form, name: &str, line: u32) -> Form {
        match of {
            Form::One { path, tags, of_list } => self.tag(&path, tags, of_list, name, line),
            Form::Many { path, .. } => {
                let message = format!(
                    "\"{path}\" is a list. Please go through it with {{% for item in {path} %}} and use item.{name}."
                );
                self.wrong(line, &format!("{path}.{name}"), message, None);
                Form::Unknown
            }
            Form::Value { path, .. } => {
                let path = path.unwrap_or_else(|| "this".to_owned());
                let message = format!("\"{path}\" is a single value and has no \"{name}\".");
                self.wrong(line, &format!("{path}.{name}"), message, None);
                Form::Unknown
            }
            Form::Figure | Form::Words | Form::Unknown => Form::Unknown,
        }
    }

    fn tag(&mut self, path: &str, tags: &'static [Tag], of_list: bool, name: &str, line: u32) -> Form {
        let full = format!("{path}.{name}");
        let find = |name: &str| tags.iter().find(|tag| tag.name == name);
        let twin = name
            .strip_suffix("_raw")
            .and_then(find)
            .filter(|tag| tag.kind.raw().is_some());
        let Some(tag) = find(name).or(twin) else {
            if !tags.is_empty() {
                let meant = meant(path, tags, name);
                self.wrong(line, &full, format!("There is no tag \"{full}\"."), meant);
            }
            return Form::Unknown;
        };
        if !tag.places.include(self.place) {
            let message = format!("\"{full}\" is not known where this text is used.");
            self.wrong(line, &full, message, None);
            return Form::Unknown;
        }
        // The whole group was noted when its name was read; this says more exactly what of it is wanted.
        self.reading.named.remove(path);
        self.reading.named.insert(full.clone());
        if twin.is_some() {
            return match tag.kind {
                TagType::Money | TagType::Percent | TagType::Number => Form::Figure,
                _ => Form::Words,
            };
        }
        if tag.kind == TagType::List {
            return Form::Many {
                path: full,
                tags: tag.items,
            };
        }
        // An invoice's mail has its invoice.
        let bound =
            self.place == Place::Mail(MailKind::InvoiceIssued) && ["invoice", "company"].contains(&path);
        let missing = !of_list && !bound && merge::root(path).is_some_and(|root| root.may_be_missing);
        let later = merge::root(path).is_some_and(|root| root.arrives_with.is_some());
        Form::Value {
            kind: tag.kind,
            path: Some(full),
            optional: !later && (tag.optional || missing) && merge::root(path).is_some(),
        }
    }

    fn filtered(&mut self, used: &Filter<'_>, line: u32) -> Form {
        let of = match &used.expr {
            Some(expression) => self.expression(expression),
            None => Form::Unknown,
        };
        for argument in &used.args {
            match argument {
                CallArg::Pos(value) | CallArg::Kwarg(_, value) => {
                    self.expression(value);
                }
                CallArg::PosSplat(value) | CallArg::KwargSplat(value) => {
                    self.fatal(
                        line_of(value.span()),
                        used.name,
                        "Arguments can't be unpacked here.",
                    );
                }
            }
        }
        let Some(filter) = filter::find(used.name) else {
            let known = nearest(used.name, filter::all().map(|filter| filter.name));
            self.fatal(line, used.name, format!("There is no filter \"{}\".", used.name));
            if let (Some(known), Some(finding)) = (known, self.reading.fatal.last_mut()) {
                finding.suggestion = Some(known.to_owned());
            }
            return Form::Unknown;
        };
        if let Some(kind) = of.kind().filter(|kind| !filter.fits(*kind)) {
            let what = match &of {
                Form::Value { path: Some(path), .. } | Form::Many { path, .. } => format!("\"{path}\""),
                _ => "this value".to_owned(),
            };
            let message = format!(
                "The filter \"{}\" doesn't fit {what}, which is of the type {}.",
                filter.name,
                kind.label()
            );
            self.wrong(line, filter.name, message, None);
        }
        self.attribute(used, &of, line);
        match (filter.name, of) {
            ("default", Form::Value { kind, .. }) => Form::Value {
                kind,
                path: None,
                optional: false,
            },
            ("first" | "last", Form::Many { path, tags }) => Form::One {
                path,
                tags,
                of_list: false,
            },
            ("length", _) => Form::Figure,
            ("default" | "sort", of) => of,
            ("sum", _) => Form::Value {
                kind: TagType::Money,
                path: None,
                optional: false,
            },
            // A gap stays a gap: the fallback is still missing.
            (
                _,
                Form::Value {
                    path: Some(path),
                    optional: true,
                    ..
                },
            ) => Form::Value {
                kind: filter.gives.unwrap_or(TagType::Text),
                path: Some(path).filter(|_| filter.name != "yesno"),
                optional: filter.name != "yesno",
            },
            (_, Form::Unknown) => Form::Unknown,
            _ => Form::Words,
        }
    }

    /// The value of each item that a filter looks at.
    fn attribute(&mut self, used: &Filter<'_>, of: &Form, line: u32) {
        let (Form::Many { path, tags }, true) = (of, ["sum", "sort", "join"].contains(&used.name)) else {
            return;
        };
        let named = used.args.iter().find_map(|argument| match argument {
            CallArg::Kwarg("attribute", Expr::Const(name)) => name.value.as_str(),
            _ => None,
        });
        match named {
            Some(name) => {
                self.tag(path, tags, true, name, line);
            }
            None if tags.is_empty() => {}
            None => {
                let first = tags.first().map_or("name", |tag| tag.name);
                let message = format!(
                    "Please say which value of each item: {}(attribute=\"{first}\").",
                    used.name
                );
                self.wrong(line, used.name, message, None);
            }
        }
    }

    fn operation(&mut self, operation: &BinOp<'_>, line: u32) -> Form {
        let (left, right) = (
            self.expression(&operation.left),
            self.expression(&operation.right),
        );
        match operation.op {
            BinOpKind::ScAnd => right,
            // `contact.first_name or "there"` is a fallback.
            BinOpKind::ScOr => match left {
                Form::Value { kind, .. } => Form::Value {
                    kind,
                    path: None,
                    optional: false,
                },
                left => left,
            },
            BinOpKind::Concat => Form::Words,
            BinOpKind::Eq
            | BinOpKind::Ne
            | BinOpKind::Lt
            | BinOpKind::Lte
            | BinOpKind::Gt
            | BinOpKind::Gte => {
                self.compared(&left, &right, line);
                Form::Figure
            }
            BinOpKind::In => Form::Figure,
            BinOpKind::Add
            | BinOpKind::Sub
            | BinOpKind::Mul
            | BinOpKind::Div
            | BinOpKind::FloorDiv
            | BinOpKind::Rem
            | BinOpKind::Pow => {
                for side in [&left, &right] {
                    self.calculated(side, line);
                }
                Form::Figure
            }
        }
    }

    /// Only plain numbers can be calculated with: a list or a text times a million would be a flood.
    fn calculated(&mut self, side: &Form, line: u32) {
        match side {
            Form::Figure | Form::Unknown => {}
            Form::Value { path: Some(path), .. } if side.has_twin() => {
                let message =
                    format!("\"{path}\" is written for reading. Please calculate with \"{path}_raw\".");
                self.fatal(line, path, message);
            }
            _ => self.fatal(line, "", "Only numbers can be calculated with."),
        }
    }

    fn comparison(&mut self, comparison: &Compare<'_>, line: u32) -> Form {
        let mut left = self.expression(&comparison.expr);
        for step in &comparison.ops {
            let right = self.expression(&step.expr);
            if !matches!(step.op, CompareOpKind::In | CompareOpKind::NotIn) {
                self.compared(&left, &right, line);
            }
            left = right;
        }
        Form::Figure
    }

    /// A value that is written for the reader is not what a number or a key can be compared with.
    fn compared(&mut self, left: &Form, right: &Form, line: u32) {
        for (one, other) in [(left, right), (right, left)] {
            let (Form::Value { path: Some(path), .. }, Form::Figure | Form::Words) = (one, other) else {
                continue;
            };
            if one.has_twin() {
                let message = format!(
                    "\"{path}\" is written in the reader's language. Please compare \"{path}_raw\", which is {}.",
                    one.kind().and_then(TagType::raw).unwrap_or("plain")
                );
                self.wrong(line, path, message, Some(format!("{path}_raw")));
            }
        }
    }
}

fn literal(value: &Value) -> Form {
    if value.is_number() || value.as_str().is_none() {
        Form::Figure
    } else {
        Form::Words
    }
}

/// The tag that was probably meant: of the same group first, then of any.
fn meant(path: &str, tags: &'static [Tag], name: &str) -> Option<String> {
    let bare = name.strip_suffix("_raw").unwrap_or(name);
    if let Some(near) = nearest(bare, tags.iter().map(|tag| tag.name)) {
        return Some(format!("{path}.{near}"));
    }
    let everywhere = merge::roots().filter(|root| root.shape == Shape::One);
    everywhere
        .flat_map(|root| root.tags.iter().map(move |tag| (root.key, tag.name)))
        .find(|(_, tag)| *tag == bare)
        .map(|(root, tag)| format!("{root}.{tag}"))
}

fn where_else(root: &Root, place: Place) -> &'static str {
    match place {
        Place::Page => "it belongs to mails.",
        Place::Mail(_) if root.places.include(Place::Page) => "this mail does not go to a client.",
        Place::Mail(_) => "this mail does not know it.",
    }
}
