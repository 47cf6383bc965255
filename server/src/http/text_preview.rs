//! Previews of texts with merge tags, as typed and not yet saved, for the `<iframe>` beside the form.

use super::mail_view::{refused, with_policy};
use axum::{
    Extension, Form,
    extract::{State, rejection::FormRejection},
    response::{Html, IntoResponse, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::StaffVisit,
    mail::sample::{self, Preview},
    merge::preview,
};
use domain::{
    merge::{CheckedText, Finding, Piece, Place, Severity},
    settings::MailWordsForm,
};

type Fields = Result<Form<Vec<(String, String)>>, FormRejection>;

fn field(fields: &[(String, String)], name: &str) -> String {
    let found = fields.iter().find(|(field, _)| field == name);
    found
        .map(|(_, value)| value.replace("\r\n", "\n"))
        .unwrap_or_default()
}

/// The welcome message as a contact would read it.
pub async fn greeting(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    fields: Fields,
) -> Response {
    let Ok(Form(fields)) = fields else {
        return refused(&BackendError::NotFound);
    };
    let text = field(&fields, "form[welcome_message]");
    let contact = match field(&fields, "preview_contact").as_str() {
        "" => None,
        id => match id.parse() {
            Ok(id) => Some(id),
            Err(_) => return refused(&BackendError::NotFound),
        },
    };
    match preview::of_text(&backend, &visit.scope, &text, Place::Page, contact).await {
        Ok(checked) => document("Preview of the welcome message", &greeting_body(&checked)),
        Err(error) => refused(&error),
    }
}

/// A mail as a contact would get it.
pub async fn mail(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    fields: Fields,
) -> Response {
    let Ok(Form(fields)) = fields else {
        return refused(&BackendError::NotFound);
    };
    let form = MailWordsForm {
        kind: field(&fields, "form[kind]"),
        locale: field(&fields, "form[locale]"),
        subject: field(&fields, "form[subject]"),
        body: field(&fields, "form[body]"),
        contact: field(&fields, "form[contact]"),
        version: 0,
    };
    match sample::preview(&backend, &visit.scope, &form).await {
        Ok(preview) => mail_document(preview),
        Err(BackendError::Conflict(sentence)) => document("Preview", &paragraph(&sentence)),
        Err(BackendError::Invalid(fields)) => {
            let sentences: String = fields.0.values().map(|sentence| paragraph(sentence)).collect();
            document("Preview", &sentences)
        }
        Err(error) => refused(&error),
    }
}

/// The mail under what was found in its words. The mail is a document of its own, made and escaped by the mailer: the findings go
/// right behind the start of its body.
fn mail_document(preview: Preview) -> Response {
    let above = format!(
        "{}<p><strong>Subject:</strong> {}</p>",
        list(&preview.findings),
        escaped(&preview.subject)
    );
    if preview.html.is_empty() {
        return document("Preview", &list(&preview.findings));
    }
    let start = preview.html.find("<body").and_then(|body| {
        let rest = preview.html.get(body..)?;
        Some(body + rest.find('>')? + 1)
    });
    let (head, body) = preview.html.split_at(start.unwrap_or_default());
    let above = format!(
        "<div style=\"font:15px/1.5 system-ui,sans-serif;padding:12px 20px;background:#ffffff;color:#111827;\
         border-bottom:1px solid #d1d5db\">{above}</div>"
    );
    with_policy(Html(format!("{head}{above}{body}")).into_response())
}

fn greeting_body(checked: &CheckedText) -> String {
    let mut text = String::new();
    for piece in &checked.pieces {
        match piece {
            Piece::Text(words) => text.push_str(&escaped(words)),
            Piece::Gap(path) => text.push_str(&format!(
                "<span class=\"gap\" title=\"empty for this contact\">{}</span>",
                escaped(path)
            )),
        }
    }
    format!("{}<div class=\"text\">{text}</div>", list(&checked.findings))
}

fn list(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let items: String = findings
        .iter()
        .map(|finding| {
            let word = match finding.severity {
                Severity::Error => "Error",
                Severity::Warning => "Note",
            };
            format!(
                "<li><strong>{word}.</strong> {}</li>",
                escaped(&finding.sentence())
            )
        })
        .collect();
    format!("<ul>{items}</ul>")
}

fn paragraph(sentence: &str) -> String {
    format!("<p>{}</p>", escaped(sentence))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn document(title: &str, body: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><title>{title}</title><style>:root{{color-scheme:light dark}}\
         body{{background:Canvas;color:CanvasText;font:16px/1.6 system-ui,sans-serif;padding:1.25rem;margin:0}}.text{{white-space:pre-line}}\
         .gap{{padding:0 .4em;border:1px dashed currentColor;border-radius:6px;font:.85em ui-monospace,monospace;opacity:.75}}\
         ul{{padding-left:1.2rem}}</style></head><body>{body}</body></html>"
    );
    with_policy(Html(page).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_preview_shows_is_escaped() {
        let checked = CheckedText {
            findings: vec![Finding {
                severity: Severity::Error,
                line: 1,
                about: String::new(),
                message: "<img src=x>".to_owned(),
                suggestion: None,
            }],
            pieces: vec![
                Piece::Text("<script>&\"".to_owned()),
                Piece::Gap("<b>".to_owned()),
            ],
        };
        let body = greeting_body(&checked);
        assert!(
            !body.contains("<script") && !body.contains("<img") && !body.contains("<b>"),
            "{body}"
        );
        assert!(body.contains("&lt;script&gt;&amp;&quot;"), "{body}");
    }

    #[test]
    fn findings_stand_at_the_start_of_the_mail() {
        let preview = Preview {
            findings: Vec::new(),
            subject: "Hi <you>".to_owned(),
            html: "<html><body style=\"x\"><p>mail</p></body></html>".to_owned(),
        };
        assert_eq!(mail_document(preview).status(), axum::http::StatusCode::OK);
    }
}
