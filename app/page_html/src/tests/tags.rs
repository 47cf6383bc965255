//! Reads HTML as strictly as it is written here: anything that a template would not write fails the test.

/// An element of a piece of HTML.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tests) struct Element {
    pub name: String,
    /// In order; `None` for one without a value.
    pub attrs: Vec<(String, Option<String>)>,
    /// The position of the one around it.
    pub parent: Option<usize>,
}

impl Element {
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|(other, _)| other == name)?.1.as_deref()
    }
}

const VOID: [&str; 3] = ["br", "hr", "img"];

/// Every element, in order.
pub(in crate::tests) fn elements(html: &str) -> Vec<Element> {
    let (mut all, mut open, mut rest) = (Vec::<Element>::new(), Vec::<usize>::new(), html);
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a bare > in {html}");
        rest = &rest[at + 1..];
        if let Some(closing) = rest.strip_prefix('/') {
            let end = closing.find('>').unwrap();
            let last = open.pop().expect("closed more than was opened");
            assert_eq!(all[last].name, closing[..end], "closed in order: {html}");
            rest = &closing[end + 1..];
            continue;
        }
        let name = word(&mut rest, html);
        let mut attrs = Vec::new();
        while let Some(after) = rest.strip_prefix(' ') {
            rest = after;
            let attr = word(&mut rest, html);
            let value = rest.strip_prefix("=\"").map(|after| {
                let end = after.find('"').unwrap();
                rest = &after[end + 1..];
                after[..end].to_owned()
            });
            attrs.push((attr, value));
        }
        rest = rest
            .strip_prefix('>')
            .unwrap_or_else(|| panic!("no end of a tag in {html}"));
        all.push(Element {
            name: name.clone(),
            attrs,
            parent: open.last().copied(),
        });
        if !VOID.contains(&name.as_str()) {
            open.push(all.len() - 1);
        }
    }
    assert!(open.is_empty() && !rest.contains('>'), "left open in {html}");
    all
}

fn word(rest: &mut &str, html: &str) -> String {
    let end = rest
        .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        .unwrap_or(rest.len());
    assert!(end > 0, "no name at {rest:.20} in {html}");
    let word = rest[..end].to_owned();
    *rest = &rest[end..];
    word
}
