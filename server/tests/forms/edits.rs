//! What a browser gets back: the form with what was typed, and after a stale edit both versions.

use crate::support::*;
use domain::role::Role;

/// The form's page that a browser is sent back to.
async fn sent_back(site: &Site, actor: Actor, path: &str, form: &[(String, String)], page: &str) -> String {
    let reply = site.post_form(actor, path, form).await;
    assert!(
        reply.status.is_redirection(),
        "{path}: {} {}",
        reply.status,
        reply.text()
    );
    let to = reply.location();
    assert!(
        to.starts_with(page) && to.contains("form="),
        "{path} leads to {to}"
    );
    let shown = site.get(actor, &to).await;
    assert_eq!(shown.status, 200, "{to}");
    shown.text()
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed() {
    let site = Site::new().await;
    let state = site.database.state().await;
    let a1 = site.world.a1();
    let company = a1.id.to_string();
    let mut typed = company_form(0);
    (typed.name, typed.city, typed.currency) =
        (String::new(), "Typed <town> & \"more\"".into(), "XXQ".into());
    typed.notes = "Typed notes\nof two lines".into();
    let html = sent_back(
        &site,
        Actor::OWNER,
        "/api/staff/create_company",
        &as_fields("form", &typed),
        "/staff/companies/new",
    )
    .await;
    for kept in [
        "Typed &lt;town&gt; &amp; &quot;more&quot;",
        "Typed notes\nof two lines",
        "Please fill this in.",
        "aria-invalid=\"true\"",
    ] {
        assert!(html.contains(kept), "{kept} is not in {html}");
    }
    let mut typed = contact_form(&company, 0);
    (typed.first_name, typed.last_name, typed.email) = (String::new(), String::new(), "typed@nowhere".into());
    typed.job_title = "Typed job".into();
    let html = sent_back(
        &site,
        Actor::OWNER,
        "/api/staff/create_contact",
        &as_fields("form", &typed),
        "/staff/contacts/new",
    )
    .await;
    for kept in ["typed@nowhere", "Typed job", "Please enter an e-mail address"] {
        assert!(html.contains(kept), "{kept}");
    }
    let mut typed = invoice_form(&company, "", 0);
    typed.due_date = "2026-02-30".into();
    typed.lines[0].description = "Typed line".into();
    typed.lines[0].unit_price = "typed price".into();
    let html = sent_back(
        &site,
        Actor::OWNER,
        "/api/staff/create_invoice",
        &as_fields("form", &typed),
        "/staff/invoices/new",
    )
    .await;
    for kept in ["2026-02-30", "Typed line", "typed price"] {
        assert!(html.contains(kept), "{kept}");
    }
    let profile = fields(&[
        ("form[phone]", "x".repeat(41).as_str()),
        ("form[locale]", "en"),
        ("form[version]", "1"),
    ]);
    let html = sent_back(
        &site,
        Actor::A1,
        "/api/portal/update_profile",
        &profile,
        "/portal/profile",
    )
    .await;
    assert!(html.contains(&"x".repeat(41)));
    assert_eq!(site.database.state().await, state, "nothing was saved in part");
}

/// Tags: what can't be one comes back as it was typed; so does a name that is taken, and a merge into nothing.
#[tokio::test]
async fn refused_tags_come_back() {
    let site = Site::new().await;
    let state = site.database.state().await;
    let mut typed = company_form(0);
    typed.tags = format!("Typed <tag>, {}", "x".repeat(41));
    let form = as_fields("form", &typed);
    let html = sent_back(
        &site,
        Actor::OWNER,
        "/api/staff/create_company",
        &form,
        "/staff/companies/new",
    )
    .await;
    for kept in [
        "Typed &lt;tag&gt;, xxx",
        "Please use at most 40 characters.",
        "Changed company",
    ] {
        assert!(html.contains(kept), "{kept} is not in {html}");
    }
    let id = site.world.a.client_tag.to_string();
    let page = format!("/staff/tags/{id}");
    let name = |name: &str| {
        fields(&[
            ("id", id.as_str()),
            ("form[name]", name),
            ("form[seen]", "§A0-internal-tag§"),
        ])
    };
    for (name_typed, said) in [
        (
            "§a0-INTERNAL-other-tag§",
            "already. You can merge this one into it.",
        ),
        ("one, two", "no commas"),
        ("", "Please fill this in."),
    ] {
        let html = sent_back(
            &site,
            Actor::OWNER,
            "/api/staff/rename_tag",
            &name(name_typed),
            &page,
        )
        .await;
        assert!(
            html.contains(said) && html.contains(name_typed),
            "{name_typed}: {html}"
        );
    }
    let nothing = fields(&[("id", id.as_str()), ("into", "")]);
    let html = sent_back(&site, Actor::OWNER, "/api/staff/merge_tag", &nothing, &page).await;
    assert!(html.contains("Please choose another tag from the list."));
    assert_eq!(site.database.state().await, state, "nothing was saved in part");
}

/// A returned form is its sender's only, and never holds a password.
#[tokio::test]
async fn a_returned_form_is_private() {
    let site = Site::new().await;
    let mut typed = company_form(0);
    (typed.name, typed.city) = (String::new(), "Typed town".into());
    let reply = site
        .post_form(
            Actor::OWNER,
            "/api/staff/create_company",
            &as_fields("form", &typed),
        )
        .await;
    let to = reply.location();
    assert!(site.get(Actor::OWNER, &to).await.text().contains("Typed town"));
    for actor in [
        Actor::Staff(Side::A, Role::Admin),
        Actor::Staff(Side::B, Role::Owner),
    ] {
        assert!(
            !site.get(actor, &to).await.text().contains("Typed town"),
            "{actor:?}"
        );
    }
    let email = site.world.a.members[&Role::Owner].email.clone();
    let form = fields(&[
        ("form[email]", email.as_str()),
        ("form[password]", "typed secret"),
    ]);
    let reply = site
        .post_form(Actor::Anonymous, "/api/public/sign_in", &form)
        .await;
    let html = site.send(Ask::page(&reply.location())).await.text();
    assert!(html.contains(&email) && !html.contains("typed secret"));
    let kept: Vec<String> = site
        .database
        .column("SELECT payload FROM form_return", vec![])
        .await;
    assert!(kept.iter().all(|payload| !payload.contains("typed secret")));
}

#[tokio::test]
async fn a_stale_edit_shows_both_versions_and_overwrites_nothing() {
    let site = Site::new().await;
    let a1 = site.world.a1();
    let (company, contact) = (a1.id.to_string(), a1.contacts[0].id.to_string());
    let draft = a1.invoices["draft"].to_string();
    let edits = |text: &str| {
        let (mut c, mut p) = (
            company_form(site.world.version(&company)),
            contact_form(&company, site.world.version(&contact)),
        );
        let mut i = invoice_form(&company, "", site.world.version(&draft));
        (c.city, p.job_title, i.reference) = (text.to_owned(), text.to_owned(), text.to_owned());
        [
            (
                "/api/staff/update_company",
                company.clone(),
                as_fields("form", &c),
                format!("/staff/companies/{company}/edit"),
            ),
            (
                "/api/staff/update_contact",
                contact.clone(),
                as_fields("form", &p),
                format!("/staff/contacts/{contact}/edit"),
            ),
            (
                "/api/staff/update_invoice",
                draft.clone(),
                as_fields("form", &i),
                format!("/staff/invoices/{draft}/edit"),
            ),
        ]
    };
    for ((path, id, first, page), (_, _, second, _)) in
        edits("First town").into_iter().zip(edits("Second town"))
    {
        let admin = Actor::Staff(Side::A, Role::Admin);
        let saved = site.call(admin, path, &id_and(&id, first)).await;
        assert_eq!(saved.status, 200, "{path}: {}", saved.text());
        let state = site.database.state().await;
        let stale = site.call(Actor::OWNER, path, &id_and(&id, second.clone())).await;
        assert_eq!(stale.status, 409, "{path}: {}", stale.text());
        let answer = stale.json();
        assert_eq!(answer["code"], "stale", "{path}");
        assert!(
            answer["stored"].to_string().contains("First town"),
            "{path}: {answer}"
        );
        let html = sent_back(&site, Actor::OWNER, path, &id_and(&id, second.clone()), &page).await;
        assert!(html.contains("Second town"), "{path} keeps what was typed");
        assert!(html.contains("First town"), "{path} shows what is stored");
        assert_eq!(site.database.state().await, state, "{path} overwrote something");
        // Sent again from that page, with the version it now carries, it is saved.
        let version = html
            .split("name=\"form[version]\"")
            .nth(1)
            .and_then(|rest| rest.split("value=\"").nth(1)?.split('"').next())
            .unwrap_or_else(|| panic!("{path}: no version in the form"));
        let mut again = second;
        again.retain(|(name, _)| name != "form[version]");
        again.push(("form[version]".to_owned(), version.to_owned()));
        let reply = site.call(Actor::OWNER, path, &id_and(&id, again)).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    }
}

/// The team's small form too: a role that somebody else chose meanwhile is shown, and stays.
#[tokio::test]
async fn a_stale_role_is_shown_and_not_overwritten() {
    let site = Site::new().await;
    let id = site.world.a.members[&Role::Viewer].id.to_string();
    let path = "/api/staff/change_member_role";
    let choose = |role: &str, seen: &str| fields(&[("id", id.as_str()), ("role", role), ("seen", seen)]);
    let page = site.get(Actor::OWNER, "/staff/settings/team").await.text();
    assert!(
        page.contains("name=\"seen\" value=\"viewer\""),
        "the form says what it saw"
    );
    let admin = Actor::Staff(Side::A, Role::Admin);
    assert_eq!(
        site.call(admin, path, &choose("admin", "viewer")).await.status,
        200
    );
    let state = site.database.state().await;
    let stale = site.call(Actor::OWNER, path, &choose("staff", "viewer")).await;
    assert_eq!(stale.status, 409, "{}", stale.text());
    assert_eq!(stale.json()["code"], "stale");
    assert_eq!(stale.json()["stored"]["role"], "admin");
    let html = sent_back(
        &site,
        Actor::OWNER,
        path,
        &choose("staff", "viewer"),
        "/staff/settings/team",
    )
    .await;
    assert!(
        html.contains("This role has changed since you opened the page"),
        "{html}"
    );
    for seen in ["", "root"] {
        let reply = site.call(Actor::OWNER, path, &choose("staff", seen)).await;
        assert_eq!(reply.status, 422, "{seen}: {}", reply.text());
    }
    assert_eq!(site.database.state().await, state, "nothing was overwritten");
    // Chosen again with the stored role seen, it is saved.
    assert_eq!(
        site.call(Actor::OWNER, path, &choose("staff", "admin"))
            .await
            .status,
        200
    );
}
