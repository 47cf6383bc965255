//! Abuse cases 11 to 14 and 17 of the security design: what comes in with a form, and where it comes out again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

#[path = "abuse_data/texts.rs"]
mod texts;

use std::collections::BTreeSet;
use support::*;

/// A dump in which ids and secrets, which differ from run to run, are all alike.
fn without_ids(dump: &Dump) -> Vec<String> {
    let mut lines = Vec::new();
    for (table, rows) in dump {
        for row in rows {
            let words: Vec<String> = row
                .split(' ')
                .map(|word| {
                    let (name, value) = word.split_once('=').unwrap_or(("", word));
                    let inside = value.trim_matches('\'');
                    let random = matches!(
                        name,
                        "selector" | "password_hash" | "message_id" | "delivered_file" | "token_hash"
                    ) || value.starts_with("X'")
                        || inside.starts_with("\\x")
                        || uuid::Uuid::try_parse(inside).is_ok();
                    if random && value != "NULL" {
                        format!("{name}=?")
                    } else {
                        blotted(word)
                    }
                })
                .collect();
            lines.push(format!("{table}: {}", words.join(" ")));
        }
    }
    lines.sort();
    lines
}

/// A text without the ids in it, such as the key that a mail is queued under.
fn blotted(text: &str) -> String {
    let mut left = text;
    let mut found = String::new();
    while let Some(next) = left.chars().next() {
        match left.get(..36).filter(|id| uuid::Uuid::try_parse(id).is_ok()) {
            Some(_) => {
                found.push('?');
                left = &left[36..];
            }
            None => {
                found.push(next);
                left = &left[next.len_utf8()..];
            }
        }
    }
    found
}

/// The rows of one workspace.
async fn rows_of(site: &Site, tenant: uuid::Uuid) -> Vec<String> {
    let id = if site.database.postgres {
        tenant.to_string()
    } else {
        tenant.simple().to_string()
    };
    let dump = site.database.state().await;
    let mut rows: Vec<_> = dump
        .into_values()
        .flatten()
        .filter(|row| row.to_lowercase().contains(&id))
        .collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn abuse_11_fields_that_no_form_has_change_nothing() {
    let mut findings = Vec::new();
    for case in cases()
        .iter()
        .filter(|case| case.method == "POST" && !case.reads && case.who != Who::Anybody)
    {
        let actor = if case.who.is_client() {
            Actor::A1
        } else {
            Actor::OWNER
        };
        let probe = &case.probes[0];
        let (plain, loaded) = (Site::new().await, Site::new().await);
        let id = id_of(&plain.world, probe.thing, Whose::Own, actor).unwrap_or_default();
        let mut fields = (probe.build)(&plain.world, &id);
        if case.path == "/api/staff/change_password" {
            // The hash differs with its salt anyway; the rest is compared.
        }
        let honest = plain.call(actor, case.path, &fields).await;
        let foreign = plain.world.b.id.to_string();
        for (name, value) in [
            ("tenant_id", foreign.as_str()),
            ("tenant", foreign.as_str()),
            ("status", "paid"),
            ("state", "sent"),
            ("paid_minor", "987654321"),
            ("total_minor", "987654321"),
            ("balance_minor", "0"),
            ("number", "EVIL-1"),
            ("role", "owner"),
            ("created_by", foreign.as_str()),
            ("client_visible", "true"),
            ("portal_enabled", "true"),
            ("email_key", "evil@evil.test"),
            ("password_hash", "evil"),
            ("max_uses", "1000"),
            ("user", foreign.as_str()),
            ("contact", foreign.as_str()),
        ] {
            for name in [
                name.to_owned(),
                format!("form[{name}]"),
                format!("form[lines][0][{name}]"),
                format!("scope[{name}]"),
            ] {
                let known = fields.iter().any(|(field, _)| *field == name);
                let is_invoice = case.path.contains("invoice") || name.contains("lines");
                if !known && (is_invoice || !name.contains("lines")) {
                    fields.push((name, value.to_owned()));
                }
            }
        }
        let before = rows_of(&loaded, loaded.world.b.id).await;
        let reply = loaded.call(actor, case.path, &fields).await;
        let after = rows_of(&loaded, loaded.world.b.id).await;
        if before != after {
            findings.push(format!("{}: rows of the other workspace changed", case.key()));
        }
        if reply.status.is_client_error() {
            continue;
        }
        if reply.status != honest.status {
            findings.push(format!(
                "{}: {} instead of {}",
                case.key(),
                reply.status,
                honest.status
            ));
        }
        let (expected, found) = (
            without_ids(&plain.database.state().await),
            without_ids(&loaded.database.state().await),
        );
        if expected != found {
            let new: Vec<_> = found
                .iter()
                .filter(|row| !expected.contains(row))
                .take(2)
                .collect();
            findings.push(format!("{}: stored otherwise: {new:#?}", case.key()));
        }
        plain.close().await;
        loaded.close().await;
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// A contact's form has a switch for the portal, a member's a role: those of the form count, and only for whoever may set them.
#[tokio::test]
async fn abuse_11_nobody_makes_themselves_more_than_they_are() {
    use domain::role::Role;
    let site = Site::new().await;
    let admin = Actor::Staff(Side::A, Role::Admin);
    let id = |role| site.world.a.members[&role].id.to_string();
    let state = site.database.state().await;
    for (path, form) in [
        (
            "/api/staff/change_member_role",
            fields(&[
                ("id", id(Role::Admin)),
                ("role", "owner".to_owned()),
                ("seen", "admin".to_owned()),
            ]),
        ),
        (
            "/api/staff/change_member_role",
            fields(&[
                ("id", id(Role::Owner)),
                ("role", "viewer".to_owned()),
                ("seen", "owner".to_owned()),
            ]),
        ),
        (
            "/api/staff/switch_member",
            fields(&[("id", id(Role::Owner)), ("active", "false".to_owned())]),
        ),
        (
            "/api/staff/add_member",
            fields(&[
                ("form[name]", "Mallory"),
                ("form[email]", "m@example.com"),
                ("form[role]", "owner"),
            ]),
        ),
        (
            "/api/staff/change_member_role",
            fields(&[
                ("id", id(Role::Viewer)),
                ("role", "root".to_owned()),
                ("seen", "viewer".to_owned()),
            ]),
        ),
    ] {
        let reply = site.call(admin, path, &form).await;
        assert!(
            matches!(reply.status.as_u16(), 403 | 409 | 422),
            "{path}: {} {}",
            reply.status,
            reply.text()
        );
    }
    // Nor does the last owner lock everybody out.
    for form in [fields(&[
        ("id", id(Role::Owner)),
        ("role", "admin".to_owned()),
        ("seen", "owner".to_owned()),
    ])] {
        let reply = site
            .call(Actor::OWNER, "/api/staff/change_member_role", &form)
            .await;
        assert_eq!(reply.status, 409, "{}", reply.text());
    }
    assert_eq!(site.database.state().await, state);
}

#[tokio::test]
async fn abuse_12_drafts_and_internal_notes_never_reach_a_client() {
    let site = Site::new().await;
    let mut seen = BTreeSet::new();
    for person in [Person::A1, Person::A1b, Person::A2, Person::B1] {
        let actor = Actor::Client(person);
        let (owners, _) = actor.may_see();
        let company = match person {
            Person::A1 | Person::A1b => site.world.a1(),
            Person::A2 => site.world.a2(),
            Person::B1 => site.world.b1(),
        };
        let mut paths = vec![
            "/portal".to_owned(),
            "/portal/activity".to_owned(),
            "/portal/invoices".to_owned(),
            "/portal/statement".to_owned(),
            "/portal/profile".to_owned(),
        ];
        for search in ["draft", "internal", company.tag] {
            paths.push(format!("/portal/invoices?search={search}"));
        }
        for status in ["draft", "all", "open", "paid", "overdue", "void"] {
            paths.push(format!("/portal/invoices?status={status}"));
        }
        for (state, id) in &company.invoices {
            paths.push(format!("/portal/invoices/{id}"));
            let reply = site.get(actor, &format!("/portal/invoices/{id}")).await;
            assert_eq!(
                reply.status == 200,
                *state != "draft",
                "{person:?}: {state} → {}",
                reply.status
            );
            let pdf = site.get(actor, &format!("/portal/invoices/{id}/pdf")).await;
            assert_eq!(
                pdf.status == 200,
                *state != "draft",
                "{person:?}: {state} → {}",
                pdf.status
            );
            if *state != "draft" {
                let text = pdf_text(&site, &pdf.bytes);
                assert_eq!(
                    foreign_canaries(&text, owners, false),
                    [""; 0],
                    "{state}'s PDF: {text}"
                );
                assert!(
                    text.contains(&format!("§{}-line§", company.tag)),
                    "{state}'s PDF can be read: {text}"
                );
            }
        }
        let note = format!("/portal/credit-notes/{}/pdf", company.credit_note);
        let note = site.get(actor, &note).await;
        assert_eq!(note.header("content-type"), "application/pdf");
        assert_eq!(note.header("cache-control"), "private, no-store");
        assert!(
            note.header("content-disposition")
                .starts_with("attachment; filename=\"Credit-note-"),
            "{:?}",
            note.headers
        );
        let text = pdf_text(&site, &note.bytes);
        assert_eq!(foreign_canaries(&text, owners, false), [""; 0], "{text}");
        assert!(text.contains(&format!("§{}-reason§", company.tag)), "{text}");
        let statement = site.get(actor, "/portal/statement/pdf").await;
        let text = pdf_text(&site, &statement.bytes);
        assert_eq!(foreign_canaries(&text, owners, false), [""; 0], "{text}");
        for path in paths {
            let reply = site.get(actor, &path).await;
            let found = foreign_canaries(&reply.text(), owners, false);
            assert_eq!(found, [""; 0], "{person:?} sees them at {path}");
            seen.extend(canaries(&reply.text()));
            for (_, id) in company.invoices.iter().filter(|(state, _)| **state == "draft") {
                assert!(
                    !reply.text().contains(&id.to_string()) || path.contains(&id.to_string()),
                    "{path} names a draft"
                );
            }
        }
        // Counts and sums leave them out too.
        let list = site
            .call(actor, "/api/portal/list_invoices", &Fields::new())
            .await
            .json();
        assert_eq!(list["total"], company.invoices.len() - 1, "{list}");
    }
    assert!(
        seen.iter().any(|text| text == "A1-company") && seen.len() > 15,
        "{seen:?}"
    );
    for mail in site.mailbox() {
        let (head, _) = mail.split_once("\r\n\r\n").unwrap();
        let text = mail.replace("=\r\n", "").replace("=C2=A7", "§");
        if head.to_lowercase().contains("@client.") {
            // Who invites is named to whom it concerns; nothing else of the staff's is.
            let internal: Vec<_> = canaries(&text)
                .into_iter()
                .filter(|c| (c.contains("-internal") && !c.ends_with("-owner")) || c.contains("-draft"))
                .collect();
            assert_eq!(internal, [""; 0], "a mail to a client: {text}");
        }
    }
    let sitemap = site.send(Ask::page("/sitemap.xml")).await;
    assert_eq!(sitemap.status, 404);
}

/// The text of a PDF, by poppler's tool.
fn pdf_text(site: &Site, pdf: &[u8]) -> String {
    assert!(pdf.starts_with(b"%PDF-"));
    let file = site.folder().join("look.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = std::process::Command::new("pdftotext")
        .arg("-layout")
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext of poppler-utils reads the PDFs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What refers to something of another client of the same workspace is refused as well where it makes no sense.
#[tokio::test]
async fn abuse_13_references_stay_within_one_client() {
    let site = Site::new().await;
    let (a1, a2, b1) = (site.world.a1(), site.world.a2(), site.world.b1());
    let state = site.database.state().await;
    let open = a1.invoices["open"].to_string();
    for other in [a2.contacts[0].id, b1.contacts[0].id] {
        let form = as_fields("form", &invoice_form(&a1.id.to_string(), &other.to_string(), 0));
        let reply = site.call(Actor::OWNER, "/api/staff/create_invoice", &form).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
        let form = fields(&[
            ("id", open.as_str()),
            ("form[contact_id]", &other.to_string()),
            ("form[due_date]", "2026-05-01"),
            ("form[version]", &site.world.version(&open).to_string()),
        ]);
        let reply = site.call(Actor::OWNER, "/api/staff/amend_invoice", &form).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
    }
    // A contact of two companies, one of them another workspace's.
    let mut contact = contact_form(&a1.id.to_string(), 0);
    contact.companies.push(b1.id.to_string());
    let reply = site
        .call(
            Actor::OWNER,
            "/api/staff/create_contact",
            &as_fields("form", &contact),
        )
        .await;
    assert_eq!(reply.status, 422, "{}", reply.text());
    assert_eq!(site.database.state().await, state);
}

/// Where the scope is bypassed, the database itself refuses what crosses workspaces.
#[tokio::test]
async fn abuse_13_the_database_refuses_references_across_workspaces() {
    let site = Site::new().await;
    let (a, b) = (&site.world.a, &site.world.b);
    let (a1, b1) = (site.world.a1(), site.world.b1());
    let mut checked = 0;
    for (table, column, row, foreign) in [
        ("invoice", "company_id", a1.invoices["open"], b1.id),
        ("invoice", "contact_id", a1.invoices["open"], b1.contacts[0].id),
        ("payment", "company_id", a1.payments["paid"], b1.id),
        (
            "payment_allocation",
            "invoice_id",
            a1.invoices["paid"],
            b1.invoices["paid"],
        ),
        (
            "payment_allocation",
            "payment_id",
            a1.invoices["paid"],
            b1.payments["paid"],
        ),
        (
            "invoice_line",
            "invoice_id",
            a1.invoices["open"],
            b1.invoices["open"],
        ),
        (
            "credit_note",
            "invoice_id",
            a1.invoices["credited"],
            b1.invoices["credited"],
        ),
        ("credit_note", "company_id", a1.invoices["credited"], b1.id),
        (
            "refund",
            "payment_id",
            a1.payments["refunded"],
            b1.payments["refunded"],
        ),
        ("membership", "company_id", a1.contacts[0].id, b1.id),
        ("access_link", "contact_id", a1.contacts[0].id, b1.contacts[0].id),
        (
            "session",
            "contact_id",
            a1.contacts[0].session_id,
            b1.contacts[0].id,
        ),
        ("access_event", "contact_id", a1.contacts[0].id, b1.contacts[0].id),
        ("mail", "contact_id", a.sent_mail, b1.contacts[0].id),
        ("activity", "company_id", a1.id, b1.id),
    ] {
        let by = match table {
            "payment_allocation" | "invoice_line" | "credit_note" => "invoice_id",
            "refund" => "payment_id",
            "membership" | "access_link" | "access_event" => "contact_id",
            "activity" => "company_id",
            _ => "id",
        };
        let count: i64 = site
            .database
            .one(
                &format!("SELECT COUNT(*) FROM {table} WHERE {by} = $1"),
                vec![row.into()],
            )
            .await;
        assert!(count > 0, "{table} has such a row");
        let statement = format!("UPDATE {table} SET {column} = $2 WHERE {by} = $1");
        let refused = site
            .database
            .try_run(&statement, vec![row.into(), foreign.into()])
            .await;
        assert!(
            refused.is_err(),
            "{table}.{column} may refer to another workspace's row"
        );
        let statement = format!("UPDATE {table} SET tenant_id = $2 WHERE {by} = $1");
        let refused = site
            .database
            .try_run(&statement, vec![row.into(), b.id.into()])
            .await;
        assert!(
            refused.is_err(),
            "{table}: a row may be moved into another workspace"
        );
        checked += 1;
    }
    assert_eq!(checked, 15);
}
