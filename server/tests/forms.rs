//! Bad input: every form answers field by field, keeps what was typed, and saves nothing in part.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

#[path = "forms/edits.rs"]
mod edits;
#[path = "forms/logo.rs"]
mod logo;
#[path = "forms/pages.rs"]
mod pages;
#[path = "forms/tags.rs"]
mod tags;

use domain::role::Role;
use std::sync::Arc;
use support::*;

/// A form with one field replaced.
fn with(mut form: Fields, name: &str, value: &str) -> Fields {
    form.retain(|(known, _)| known != name);
    form.push((name.to_owned(), value.to_owned()));
    form
}

async fn refused(site: &Site, path: &str, form: &[(String, String)], field: &str) {
    let state = site.database.state().await;
    let reply = site.call(Actor::OWNER, path, form).await;
    let shown: String = form
        .iter()
        .find(|(name, _)| name.contains(field.rsplit('.').next().unwrap()))
        .map(|(_, value)| value.chars().take(40).collect())
        .unwrap_or_default();
    assert_eq!(reply.status, 422, "{path} {field}={shown:?}: {}", reply.text());
    let answer = reply.json();
    assert_eq!(answer["code"], "invalid");
    let message = answer["fields"][field].as_str().unwrap_or_default();
    assert!(!message.is_empty(), "{path} {field}={shown:?}: {answer}");
    assert_eq!(
        site.database.state().await,
        state,
        "{path} {field}={shown:?} saved something"
    );
}

const ODD: [&str; 8] = [
    "a\u{0}b",
    "a\u{7}b",
    "inv\u{202E}fdp.exe",
    "a\u{200B}b",
    "x\u{2066}y",
    "tag\u{E0041}",
    "a\u{1B}[31m",
    "\u{FEFF}x\u{FFFA}",
];

#[tokio::test]
async fn odd_and_over_long_text_is_refused_field_by_field() {
    let site = Site::new().await;
    let company = as_fields("form", &company_form(0));
    let contact = as_fields("form", &contact_form(&site.world.a1().id.to_string(), 0));
    let invoice = as_fields("form", &invoice_form(&site.world.a1().id.to_string(), "", 0));
    for (path, form, texts) in [
        (
            "/api/staff/create_company",
            &company,
            &[
                ("name", 160),
                ("legal_name", 160),
                ("phone", 40),
                ("tax_id", 40),
                ("city", 80),
                ("notes", 5000),
            ][..],
        ),
        (
            "/api/staff/create_contact",
            &contact,
            &[
                ("first_name", 80),
                ("last_name", 80),
                ("job_title", 80),
                ("phone", 40),
                ("notes", 5000),
            ][..],
        ),
        (
            "/api/staff/create_invoice",
            &invoice,
            &[
                ("po_number", 60),
                ("reference", 60),
                ("notes", 4000),
                ("internal_notes", 4000),
            ][..],
        ),
    ] {
        for (field, max) in texts {
            let name = format!("form[{field}]");
            for odd in ODD {
                refused(&site, path, &with(form.clone(), &name, odd), field).await;
            }
            refused(
                &site,
                path,
                &with(form.clone(), &name, &"é".repeat(max + 1)),
                field,
            )
            .await;
            refused(
                &site,
                path,
                &with(form.clone(), &name, &"👩‍👩‍👧‍👦".repeat(max + 1)),
                field,
            )
            .await;
        }
    }
    // Text of any honest kind is taken as it is.
    for name in [
        "Müller & Söhne 株式会社",
        "שלום בע״מ",
        "نص عربي",
        "👩‍👩‍👧‍👦 GmbH",
        "O'Brien \"Q\" <x>",
        &"é".repeat(160),
    ] {
        let form = with(company.clone(), "form[name]", name);
        let reply = site.call(Actor::OWNER, "/api/staff/create_company", &form).await;
        assert_eq!(reply.status, 200, "{name}: {}", reply.text());
        let stored: i64 = site
            .database
            .one("SELECT COUNT(*) FROM company WHERE name = $1", vec![name.into()])
            .await;
        assert_eq!(stored, 1, "{name}");
    }
}

#[tokio::test]
async fn amounts_dates_and_currencies_off_the_map_are_refused() {
    let site = Site::new().await;
    let company = as_fields("form", &company_form(0));
    for (field, values) in [
        ("currency", &["", "XXQ", "eur0", "€", "EURO", "US$"][..]),
        ("payment_days", &["-1", "366", "1.5", "many", "99999999999"][..]),
        (
            "email",
            &["nobody", "a@b", "a b@c.de", "a@b.de\r\nBcc: x@y.z", "<a@b.de>"][..],
        ),
        (
            "website",
            &[
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.test",
                "example.com",
                "https://a b",
            ][..],
        ),
    ] {
        for value in values {
            let form = with(company.clone(), &format!("form[{field}]"), value);
            refused(&site, "/api/staff/create_company", &form, field).await;
        }
    }
    let invoice = as_fields("form", &invoice_form(&site.world.a1().id.to_string(), "", 0));
    for (name, field, values) in [
        (
            "form[due_date]",
            "due_date",
            &[
                "2026-02-30",
                "2026-13-01",
                "2025-02-29",
                "30.02.2026",
                "tomorrow",
                "",
                "99999-01-01",
            ][..],
        ),
        (
            "form[issue_date]",
            "issue_date",
            &["2026-02-30", "0000-00-00"][..],
        ),
        ("form[currency]", "currency", &["XXQ", ""][..]),
        (
            "form[lines][0][quantity]",
            "lines.0.quantity",
            &["0", "NaN", "1e9", "∞", "99999999999999999999", "0x10"][..],
        ),
        (
            "form[lines][0][unit_price]",
            "lines.0.unit_price",
            &["", "ten", "99999999999999999999", "1.2.3"][..],
        ),
        (
            "form[lines][0][tax_rate]",
            "lines.0.tax_rate",
            &["-1", "abc", "99999999"][..],
        ),
        (
            "form[lines][0][discount_percent]",
            "lines.0.discount_percent",
            &["101", "-5"][..],
        ),
    ] {
        for value in values {
            let form = with(invoice.clone(), name, value);
            refused(&site, "/api/staff/create_invoice", &form, field).await;
        }
    }
    let open = site.world.a1().invoices["open"].to_string();
    let payment = id_and(&open, as_fields("form", &payment_form(site.world.version(&open))));
    for (field, values) in [
        (
            "amount",
            &["", "0", "-5", "1.005", "abc", "99999999999999999999999"][..],
        ),
        ("received_on", &["2026-02-30", "2026-03-16", "2999-01-01", ""][..]),
        ("method", &["", "bitcoin"][..]),
    ] {
        for value in values {
            let form = with(payment.clone(), &format!("form[{field}]"), value);
            refused(&site, "/api/staff/record_payment", &form, field).await;
        }
    }
}

/// An invoice whose sums would not fit is refused as a whole, however its parts look.
#[tokio::test]
async fn sums_that_do_not_fit_save_nothing() {
    let site = Site::new().await;
    let state = site.database.state().await;
    for (quantity, price) in [
        ("900000000000", "900000000000"),
        ("-900000000000", "900000000000"),
        ("922337203685477", "9223372036854"),
    ] {
        let mut form = as_fields("form", &invoice_form(&site.world.a1().id.to_string(), "", 0));
        form = with(form, "form[lines][0][quantity]", quantity);
        form = with(form, "form[lines][0][unit_price]", price);
        let reply = site.call(Actor::OWNER, "/api/staff/create_invoice", &form).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
    }
    // The second line is wrong: the first one is not saved either.
    let mut form = as_fields("form", &invoice_form(&site.world.a1().id.to_string(), "", 0));
    form.extend(fields(&[
        ("form[lines][1][description]", "Second"),
        ("form[lines][1][unit_price]", "not a price"),
    ]));
    let reply = site.call(Actor::OWNER, "/api/staff/create_invoice", &form).await;
    assert_eq!(reply.status, 422);
    assert!(
        reply.json()["fields"]["lines.1.unit_price"].is_string(),
        "{}",
        reply.text()
    );
    let mut many = as_fields("form", &invoice_form(&site.world.a1().id.to_string(), "", 0));
    for at in 1..=220 {
        many.push((format!("form[lines][{at}][description]"), "Line".to_owned()));
        many.push((format!("form[lines][{at}][unit_price]"), "1".to_owned()));
    }
    let reply = site.call(Actor::OWNER, "/api/staff/create_invoice", &many).await;
    assert!(
        matches!(reply.status.as_u16(), 400 | 422),
        "{} {}",
        reply.status,
        reply.text()
    );
    assert_eq!(site.database.state().await, state);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_unread() {
    let site = Site::new().await;
    let state = site.database.state().await;
    let form = with(
        as_fields("form", &company_form(0)),
        "form[notes]",
        &"x".repeat(600 * 1024),
    );
    for (actor, path) in [
        (Actor::OWNER, "/api/staff/create_company"),
        (Actor::A1, "/api/portal/update_profile"),
        (Actor::Anonymous, "/api/public/sign_in"),
    ] {
        let reply = site.call(actor, path, &form).await;
        assert_eq!(reply.status, 413, "{path}: {}", reply.text());
    }
    assert_eq!(site.database.state().await, state);
}

#[tokio::test]
async fn ids_that_are_none_lead_to_404() {
    let site = Site::new().await;
    for path in [
        "/staff/companies/x",
        "/staff/companies/%00",
        "/staff/contacts/..%2F..%2Fetc%2Fpasswd",
        "/staff/contacts/0195a000000070008000000000000000/edit",
        "/staff/invoices/{0195a000-0000-7000-8000-000000000000}",
        "/staff/invoices/1",
        "/staff/invoices/💥/pdf",
        "/staff/mail/-1",
        "/staff/invoices/0195A000-0000-7000-8000-00000000000G/preview",
    ] {
        let encoded: String = path
            .bytes()
            .map(|byte| match byte {
                b'{' | b'}' => format!("%{byte:02X}"),
                byte if byte.is_ascii() => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect();
        assert_eq!(site.get(Actor::OWNER, &encoded).await.status, 404, "{path}");
    }
    for path in [
        "/portal/invoices/x",
        "/portal/invoices/%FF",
        "/portal/invoices/1/pdf",
    ] {
        assert_eq!(site.get(Actor::A1, path).await.status, 404, "{path}");
    }
}

/// What a query says wrongly is as if it were not there; it never breaks a page.
#[tokio::test]
async fn odd_queries_break_no_page() {
    let site = Site::new().await;
    for query in [
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "page=x",
        "sort=;drop%20table",
        "sort=--name",
        "status=%00",
        "state=%F0%9F%92%A5",
        "search=%27%20OR%201%3D1%20--",
        "search=%25%5F",
        "company=x",
        "contact=x",
        "from=2026-02-30&to=x",
        "form=x",
        "form=0195a000-0000-7000-8000-000000000000",
        "a[b][c][d][e][f][g]=1",
        "%5B%5D=%5B",
        "&&&===",
        "%FF%FE",
    ] {
        for path in [
            "/staff/companies",
            "/staff/contacts",
            "/staff/invoices",
            "/staff/access-log",
            "/staff/mail",
            "/staff",
        ] {
            let reply = site.get(Actor::OWNER, &format!("{path}?{query}")).await;
            assert_eq!(reply.status, 200, "{path}?{query}");
        }
        for path in [
            "/portal",
            "/portal/invoices",
            "/portal/activity",
            "/portal/profile",
        ] {
            let reply = site.get(Actor::A1, &format!("{path}?{query}")).await;
            assert_eq!(reply.status, 200, "{path}?{query}");
        }
        for path in ["/portal/statement", "/portal/statement/pdf"] {
            let reply = site.get(Actor::A1, &format!("{path}?{query}")).await;
            let expected = if query == "company=x" { 404 } else { 200 };
            assert_eq!(reply.status, expected, "{path}?{query}");
        }
    }
}

/// The same form sent twice, one after the other and at once, does its work once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_sent_twice_does_its_work_once() {
    let world = Site::new().await.world;
    let a1 = world.a1();
    let open = a1.invoices["open"].to_string();
    let draft = a1.invoices["draft"].to_string();
    let paid = a1.payments["partial"].to_string();
    let contact = a1.contacts[0].id.to_string();
    let key = ("idempotency".to_owned(), uuid::Uuid::new_v4().to_string());
    let attempts: Vec<(&str, &str, Fields)> = vec![
        (
            "company",
            "/api/staff/create_company",
            as_fields("form", &company_form(0)),
        ),
        (
            "contact",
            "/api/staff/create_contact",
            as_fields("form", &contact_form(&a1.id.to_string(), 0)),
        ),
        (
            "invoice",
            "/api/staff/create_invoice",
            as_fields("form", &invoice_form(&a1.id.to_string(), "", 0)),
        ),
        (
            "invoice",
            "/api/staff/duplicate_invoice",
            fields(&[("id", open.as_str())]),
        ),
        (
            "payment",
            "/api/staff/record_payment",
            id_and(&open, as_fields("form", &payment_form(world.version(&open)))),
        ),
        (
            "mail",
            "/api/staff/send_invitation",
            id_and(
                &contact,
                fields(&[("form[message]", "Hello"), ("form[days]", "14")]),
            ),
        ),
        (
            "number_counter",
            "/api/staff/issue_invoice",
            fields(&[
                ("id", draft.as_str()),
                ("version", &world.version(&draft).to_string()),
            ]),
        ),
        (
            "credit_note",
            "/api/staff/credit_invoice",
            id_and(
                &open,
                fields(&[
                    ("form[amount]", "12.34"),
                    ("form[reason]", "Twice"),
                    ("form[version]", &world.version(&open).to_string()),
                ]),
            ),
        ),
        (
            "refund",
            "/api/staff/refund_payment",
            fields(&[
                ("invoice", a1.invoices["partial"].to_string().as_str()),
                ("id", paid.as_str()),
                ("form[amount]", "12.34"),
                ("form[refunded_on]", "2026-03-14"),
                ("form[reason]", "Twice"),
                ("form[version]", &world.version(&paid).to_string()),
            ]),
        ),
    ];
    for (table, path, mut form) in attempts {
        form.push(key.clone());
        let site = Arc::new(Site::new().await);
        let before = site.database.count(table).await;
        let numbers = "SELECT CAST(COALESCE(SUM(last), 0) AS BIGINT) FROM number_counter";
        let number: i64 = site.database.one(numbers, vec![]).await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (site, form) = (site.clone(), form.clone());
                tokio::spawn(async move { site.call(Actor::OWNER, path, &form).await })
            })
            .collect();
        let mut answers = std::collections::BTreeSet::new();
        for task in tasks {
            let reply = task.await.unwrap();
            assert_eq!(reply.status, 200, "{path}: {}", reply.text());
            answers.insert(reply.text());
        }
        let again = site.call(Actor::OWNER, path, &form).await;
        assert_eq!(again.status, 200, "{path}: {}", again.text());
        answers.insert(again.text());
        assert_eq!(answers.len(), 1, "{path}: {answers:?}");
        let added = site.database.count(table).await - before;
        assert_eq!(added, i64::from(table != "number_counter"), "{path}");
        let used: i64 = site.database.one::<i64>(numbers, vec![]).await - number;
        assert_eq!(
            used,
            i64::from(path.ends_with("issue_invoice") || path.ends_with("credit_invoice")),
            "{path} takes numbers"
        );
        // The same key with something else in the form is a mistake, not a repetition.
        let other = match table {
            "company" => with(form.clone(), "form[name]", "Another"),
            "payment" | "credit_note" | "refund" => with(form.clone(), "form[amount]", "99"),
            _ => continue,
        };
        let reply = site.call(Actor::OWNER, path, &other).await;
        assert_eq!(reply.status, 409, "{path}: {}", reply.text());
    }
}

/// Somebody else's key is somebody else's.
#[tokio::test]
async fn a_key_belongs_to_whoever_sent_it() {
    let site = Site::new().await;
    let mut form = as_fields("form", &company_form(0));
    form.push(("idempotency".to_owned(), "one key".to_owned()));
    let mut ids = std::collections::BTreeSet::new();
    for actor in [
        Actor::OWNER,
        Actor::Staff(Side::A, Role::Staff),
        Actor::Staff(Side::B, Role::Owner),
    ] {
        let reply = site.call(actor, "/api/staff/create_company", &form).await;
        assert_eq!(reply.status, 200, "{actor:?}: {}", reply.text());
        ids.insert(reply.text());
    }
    assert_eq!(ids.len(), 3);
}
