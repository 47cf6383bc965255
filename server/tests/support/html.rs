//! A page read as a browser reads it, as far as tests need: which elements are there, with which attributes.

/// An element's start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The raw text inside, for those elements whose content is no markup.
    pub text: String,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Every element of a page, in order (HTML standard, 13.2.5, without its finer points).
pub fn elements(html: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            // `<!-->` ends at once.
            let from = if comment.starts_with('>') {
                0
            } else {
                comment.find("-->").map_or(comment.len(), |end| end + 2)
            };
            rest = comment.get(from + 1..).unwrap_or_default();
        } else if rest.starts_with(['!', '?', '/']) {
            rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (mut element, after) = start_tag(rest);
            rest = after;
            if ["script", "style", "title", "textarea", "noscript", "iframe"].contains(&element.name.as_str())
            {
                let end = format!("</{}", element.name);
                let lower = rest.to_ascii_lowercase();
                let at = lower.find(&end).unwrap_or(rest.len());
                element.text = rest[..at].to_owned();
                rest = &rest[at..];
            }
            found.push(element);
        }
    }
    found
}

fn start_tag(tag: &str) -> (Element, &str) {
    let end = tag
        .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .unwrap_or(tag.len());
    let mut element = Element {
        name: tag[..end].to_ascii_lowercase(),
        attributes: Vec::new(),
        text: String::new(),
    };
    let mut rest = &tag[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (element, after);
        }
        if rest.is_empty() {
            return (element, rest);
        }
        let end = rest[1..]
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '=' | '/'))
            .map_or(rest.len(), |end| end + 1);
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => {
                    let end = after
                        .find(|c: char| c.is_whitespace() || c == '>')
                        .unwrap_or(after.len());
                    after.split_at(end)
                }
            };
        }
        element.attributes.push((name, value.to_owned()));
    }
}

/// What in a page could run, or load what is not ours, beyond the program's own scripts.
pub fn alive(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for element in elements(html) {
        for (name, value) in &element.attributes {
            let value: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect();
            let value = value.to_lowercase();
            let link = matches!(
                name.as_str(),
                "href" | "src" | "action" | "formaction" | "xlink:href" | "srcdoc" | "data"
            );
            let runs = value.starts_with("javascript:")
                || value.starts_with("vbscript:")
                || value.starts_with("data:text");
            if name.starts_with("on") || name == "srcdoc" || name == "style" || (link && runs) {
                found.push(format!("<{} {name}={value:?}>", element.name));
            }
        }
        if element.name == "script" && element.get("nonce").is_none() {
            found.push(format!(
                "<script>{}",
                element.text.chars().take(60).collect::<String>()
            ));
        }
        let ours = ["base", "object", "embed", "applet", "marquee", "b", "style"];
        if ours.contains(&element.name.as_str()) || (element.name == "img" && element.get("src") == Some("x"))
        {
            found.push(format!("<{}>", element.name));
        }
    }
    found
}

#[test]
fn live_markup_is_found_and_text_is_not() {
    for live in [
        "<svg onload=alert(1)>",
        "<p title=\"\" onmouseover=alert(1) y=\"\">",
        "<a href=\" java\nscript:alert(1)\">",
        "<!--><img src=x>-->",
        "<title></title><script>alert(1)</script>",
        "<textarea></textarea><b>",
        "<x/onclick=1>",
    ] {
        assert!(!alive(live).is_empty(), "{live}");
    }
    for text in [
        "&lt;svg onload=alert(1)>",
        "<p title=\"' onmouseover=alert(1)\">\" onmouseover=alert(1)</p>",
        "<textarea><svg onload=alert(1)></textarea>",
        "<!-- <svg onload=alert(1)> --><p>",
        "<script nonce=\"n\">if (a<b) {}</script>",
    ] {
        assert_eq!(alive(text), [""; 0], "{text}");
    }
}
