//! Several lines of text.

use super::field::Frame;
use leptos::prelude::*;

/// The inside of a `<textarea>` for a text: escaped here, because Leptos 0.8 writes a text area's children as they are; and
/// after a line feed, because parsers drop the first one.
pub fn text_area_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    html.push('\n');
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            c => html.push(c),
        }
    }
    html
}

/// Several lines of text. The only place that may write a `<textarea>`.
#[component]
pub fn TextAreaField(
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// What is in it.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What somebody else has saved in the meantime.
    #[prop(optional_no_strip, into)]
    stored: Option<String>,
    /// What helps in filling it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// At most so many characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Lines in view; it grows with the text where browsers can.
    #[prop(default = 4)]
    rows: u32,
    /// An example, shown while empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// More classes.
    #[prop(optional, into)]
    class: Option<String>,
    /// An id of its own, where two forms share a page.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let frame = Frame {
        id,
        name,
        label,
        hint,
        error,
        stored,
        required,
        class,
    }
    .compared_with(&value);
    let control = view! {
        <textarea
            id=frame.id()
            name=frame.name.clone()
            class="input"
            rows=rows.to_string()
            required=required
            maxlength=maxlength.map(|most| most.to_string())
            placeholder=placeholder
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            inner_html=text_area_html(&value)
        ></textarea>
    }
    .into_any();
    frame.around(control)
}

/// A text area alone, for islands that name it themselves.
pub fn plain_text_area(id: &str, value: &str, maxlength: usize, rows: u32) -> impl IntoView + use<> {
    let html = text_area_html(value);
    view! { <textarea id=id.to_owned() class="input" maxlength=maxlength rows=rows spellcheck="false" inner_html=html></textarea> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(text_area_html("a & <b>"), "\na &amp; &lt;b&gt;");
        assert_eq!(text_area_html("&lt;"), "\n&amp;lt;");
        assert_eq!(text_area_html("\n\nfirst"), "\n\n\nfirst");
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn nothing_breaks_out_of_the_text_area() {
        let nasty = "\n</textarea><img src=x onerror=alert(1)>\"'&";
        let html = view! { <TextAreaField label="Notes" name="notes" value=nasty/> }.to_html();
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(!html.contains("<img"), "{html}");
        assert!(
            html.contains(">\n\n&lt;/textarea&gt;&lt;img src=x onerror=alert(1)&gt;\"'&amp;</textarea>"),
            "{html}"
        );
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_field_says_what_is_wrong_and_what_is_stored() {
        let html = view! {
            <TextAreaField
                label="Notes"
                name="notes"
                value="mine"
                error="Too long.".to_owned()
                stored=Some("<theirs>".to_owned())
                hint="Shown to the client"
            />
        }
        .to_html();
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(
            html.contains("aria-describedby=\"f-notes-error f-notes-stored f-notes-hint\""),
            "{html}"
        );
        assert!(html.contains("&lt;theirs&gt;"), "{html}");
        let same =
            view! { <TextAreaField label="Notes" name="notes" value="mine" stored=Some("mine".to_owned())/> };
        assert!(!same.to_html().contains("Stored now"));
    }
}
