//! Texts that want to be more than texts: markup, scripts, template tags, line ends.

use crate::support::*;
use backend::{access::sessions, mail::invitations};
use domain::{access::InvitationForm, role::Role};

/// Every column that holds text of users. That a form would refuse some of these texts is no protection: here they are stored.
const TEXTS: [(&str, &[&str]); 17] = [
    (
        "tenant",
        &[
            "name",
            "legal_name",
            "email",
            "phone",
            "website",
            "tax_id",
            "registration_number",
            "address_line1",
            "address_line2",
            "postal_code",
            "city",
            "state",
            "country",
            "bank_name",
            "bic",
        ],
    ),
    ("portal", &["name", "welcome_message"]),
    ("staff_user", &["name", "email"]),
    (
        "company",
        &[
            "name",
            "legal_name",
            "email",
            "phone",
            "website",
            "tax_id",
            "address_line1",
            "address_line2",
            "postal_code",
            "city",
            "state",
            "country",
            "notes",
        ],
    ),
    (
        "contact",
        &["first_name", "last_name", "email", "phone", "job_title", "notes"],
    ),
    (
        "invoice",
        &[
            "po_number",
            "reference",
            "notes",
            "terms",
            "internal_notes",
            "reason",
        ],
    ),
    ("invoice_line", &["description", "unit", "tax_name"]),
    ("payment", &["reference", "note"]),
    ("refund", &["reason"]),
    ("credit_note", &["reason"]),
    ("activity", &["actor_name", "object", "remark"]),
    ("access_event", &["object", "browser", "address"]),
    ("session", &["browser", "address"]),
    (
        "mail",
        &["to_name", "to_address", "subject", "text_body", "error"],
    ),
    (
        "page",
        &[
            "title",
            "description",
            "meta_title",
            "meta_description",
            "created_by",
            "updated_by",
        ],
    ),
    ("page_revision", &["note", "user_name"]),
    ("page_section", &["name", "user_name"]),
];

const PAYLOADS: [&str; 6] = [
    "</textarea></title></script><svg onload=alert(1)><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus=alert(1) autofocus x='\" onmouseover=alert(1) y=\"",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}<!--<script>",
    "a\u{202E}txt.exe\u{200B}\u{2066}<b>",
];

#[tokio::test]
async fn abuse_14_stored_markup_stays_text_on_every_page() {
    let mut findings = Vec::new();
    for payload in PAYLOADS {
        let site = Site::new().await;
        for (table, columns) in TEXTS {
            let set: Vec<_> = columns.iter().map(|column| format!("{column} = $1")).collect();
            site.database
                .run(
                    &format!("UPDATE {table} SET {}", set.join(", ")),
                    vec![payload.into()],
                )
                .await;
        }
        // The parties as printed on an invoice are kept as JSON.
        let inside = serde_json::to_string(payload).unwrap();
        let inside = &inside[1..inside.len() - 1];
        for column in ["seller", "buyer"] {
            for canary in [
                "company", "legal", "street", "city", "business", "taxid", "phone", "bank", "state",
            ] {
                for owner in ["A0", "A1"] {
                    site.database
                        .run(
                            &format!("UPDATE invoice SET {column} = replace({column}, $1, $2)"),
                            vec![format!("§{owner}-{canary}§").into(), inside.into()],
                        )
                        .await;
                }
            }
        }
        let mut pages = vec![
            (Actor::Anonymous, site.world.client(Person::A1).link.clone()),
            (Actor::Anonymous, site.world.a.welcome.clone()),
        ];
        let mut html_pages = 0;
        for case in cases()
            .iter()
            .filter(|case| case.method == "GET" && case.who != Who::Anybody)
        {
            let actor = if case.who.is_client() {
                Actor::A1
            } else {
                Actor::OWNER
            };
            for probe in case.probes.iter().filter(|probe| probe.own == 200) {
                let id = id_of(&site.world, probe.thing, Whose::Own, actor).unwrap_or_default();
                pages.push((actor, case.ask(probe, &site.world, &id).path));
            }
        }
        for state in ["partial", "paid", "refunded", "void", "written_off", "credited"] {
            let id = site.world.a1().invoices[state];
            pages.push((Actor::OWNER, format!("/staff/invoices/{id}")));
            pages.push((Actor::A1, format!("/portal/invoices/{id}")));
        }
        for (actor, path) in pages {
            let reply = site.get(actor, &path).await;
            if reply.status != 200 {
                findings.push(format!("{path} with {payload:?}: {}", reply.status));
            }
            if !reply.is_html() {
                continue;
            }
            html_pages += 1;
            let html = reply.text();
            // A mail as it was sent has styles of its own; its policy is a sandbox.
            let is_mail = path.contains("/html") || path.contains("/preview?");
            let live = alive(&html)
                .into_iter()
                .filter(|found| !(is_mail && found.contains("style")));
            findings.extend(live.map(|found| format!("{path}: {found} is alive")));
        }
        assert!(html_pages > 30, "{html_pages}");
        site.close().await;
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// What was typed wrongly comes back into its form as text, too.
#[tokio::test]
async fn abuse_14_typed_markup_comes_back_as_text() {
    let site = Site::new().await;
    for payload in PAYLOADS {
        let mut form = company_form(0);
        (form.name, form.notes, form.email) = (String::new(), payload.to_owned(), payload.to_owned());
        let reply = site
            .post_form(
                Actor::OWNER,
                "/api/staff/create_company",
                &as_fields("form", &form),
            )
            .await;
        let html = site.get(Actor::OWNER, &reply.location()).await.text();
        assert_eq!(alive(&html), [""; 0]);
        for path in [
            "/staff/companies?search=",
            "/staff/invoices?search=",
            "/staff/sign-in?next=",
        ] {
            let query = form_body(&fields(&[("q", payload)]));
            let html = site
                .get(Actor::OWNER, &format!("{path}{}", query.trim_start_matches("q=")))
                .await
                .text();
            assert_eq!(alive(&html), [""; 0], "{path}");
        }
    }
}

/// Sends an invitation to A1 after changing the names in it, and gives the mail as it left.
async fn invited(site: &Site, name: &str, message: &str) -> String {
    let contact = site.world.client(Person::A1).id;
    site.database
        .run(
            "UPDATE contact SET first_name = $1, last_name = $1 WHERE id = $2",
            vec![name.into(), contact.into()],
        )
        .await;
    site.database
        .run("UPDATE portal SET name = $1", vec![name.into()])
        .await;
    site.database
        .run("UPDATE tenant SET name = $1", vec![name.into()])
        .await;
    let owner = sessions::staff(&site.backend, site.world.a.staff_token(Role::Owner))
        .await
        .unwrap();
    let form = InvitationForm {
        message: message.to_owned(),
        days: "14".to_owned(),
    };
    invitations::send(&site.backend, &owner.scope, contact.into(), &form, "")
        .await
        .unwrap();
    site.drain().await;
    let sql = "SELECT text_body || '§§' || html_body FROM mail WHERE contact_id = $1 AND state = 'sent' ORDER BY created_at DESC, id DESC LIMIT 1";
    let text: String = site.database.one(sql, vec![contact.into()]).await;
    format!("{}\r\n\r\n{text}", site.mailbox().last().unwrap())
}

#[tokio::test]
async fn abuse_17_template_tags_stay_as_they_were_typed() {
    let site = Site::new().await;
    for tag in [
        "{{invoice.total}}",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "{# gone #}",
        "{{ contact.email }}",
        "{ $name }",
        "%7B%7Bx%7D%7D",
    ] {
        let mail = invited(&site, tag, tag).await;
        let escaped = tag.replace('&', "&amp;");
        assert!(mail.matches(&escaped).count() >= 3, "{tag} in {mail}");
        for expanded in ["49", "314159", "3,141.59"] {
            let (_, texts) = mail.rsplit_once("§§").unwrap();
            let (_, shown) = texts.split_once("<body").unwrap_or(("", texts));
            let words = shown.split(|c: char| !c.is_ascii_alphanumeric() && c != ',' && c != '.');
            assert!(
                !words.into_iter().any(|word| word == expanded && expanded != "49"),
                "{tag} became {expanded}"
            );
        }
    }
    // Nor on pages and in PDFs' names.
    for path in ["/portal", "/portal/profile"] {
        assert!(!site.get(Actor::A1, path).await.text().contains("{{}}"));
    }
}

#[tokio::test]
async fn abuse_17_line_ends_in_names_add_no_header() {
    let site = Site::new().await;
    for name in [
        "Eve\r\nBcc: x@evil.test",
        "Eve\nX-Evil: 1",
        "Eve\rBcc: x@evil.test",
        "Eve\u{2028}Bcc: x@evil.test",
        "Eve\" <x@evil.test>, \"",
        "=?utf-8?q?Bcc:_x?=",
    ] {
        let mail = invited(&site, name, "Hello\r\n.\r\nMAIL FROM:<x@evil.test>").await;
        let (head, _) = mail.split_once("\r\n\r\n").unwrap();
        for line in head
            .replace("\r\n ", " ")
            .replace("\r\n\t", " ")
            .split(['\r', '\n'])
        {
            let lower = line.to_lowercase();
            assert!(
                !lower.starts_with("bcc:") && !lower.starts_with("x-evil:"),
                "{name:?}: {line}"
            );
            if lower.starts_with("to:") {
                let addresses = lower.matches('@').count();
                assert!(
                    addresses == 1 || !lower.contains("<x@evil.test>"),
                    "{name:?}: {line}"
                );
                assert!(lower.ends_with("<person@client.a1.example>"), "{name:?}: {line}");
            }
        }
    }
    // The forms do not take them in the first place.
    let mut form = contact_form(&site.world.a1().id.to_string(), 0);
    form.last_name = "Eve\r\nBcc: x@evil.test".to_owned();
    let reply = site
        .call(
            Actor::OWNER,
            "/api/staff/create_contact",
            &as_fields("form", &form),
        )
        .await;
    assert_eq!(reply.status, 422, "{}", reply.text());
}
