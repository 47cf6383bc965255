//! Texts with merge tags: refused with the reason beside the field, and shown to each reader as the reader's own.

use crate::support::*;
use domain::settings::{GeneralForm, MailWordsForm};

fn general(site: &Site, welcome: &str, version: i64) -> Fields {
    let form = GeneralForm {
        name: "Portal".into(),
        enabled: true,
        welcome_message: welcome.into(),
        version: site.world.version("general") + version,
        ..GeneralForm::default()
    };
    as_fields("form", &form)
}

fn words(site: &Site, subject: &str, body: &str) -> Fields {
    let form = MailWordsForm {
        kind: "invitation".into(),
        locale: "en".into(),
        subject: subject.into(),
        body: body.into(),
        contact: site.world.a1().contacts[0].id.to_string(),
        version: site.world.version("mails"),
    };
    as_fields("form", &form)
}

#[tokio::test]
async fn a_welcome_message_is_checked_and_each_client_reads_the_own_one() {
    let site = Site::new().await;
    let save = "/api/staff/save_general_settings";
    let list = format!("[{}]", vec!["1"; 100].join(","));
    let endless = format!(
        "{{% for a in {list} %}}{{% for b in {list} %}}{{% for c in {list} %}}x{{% endfor %}}{{% endfor %}}{{% endfor %}}"
    );
    for bad in [
        "Hi {{ contact.frist_name }}",
        "Hi {{ contact.name",
        "{% include 'x' %}",
        "{{ contact.name|safe }}",
        "{{ user.name }}",
        "{{ 'x' * 100000000 }}",
        &endless,
    ] {
        super::refused(&site, save, &general(&site, bad, 0), "welcome_message").await;
    }
    let reply = site
        .call(
            Actor::OWNER,
            save,
            &general(&site, "Hi {{ contact.frist_name }}", 0),
        )
        .await;
    let said = reply.json()["fields"]["welcome_message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        said.contains("Line 1") && said.contains("Did you mean contact.first_name?"),
        "{said}"
    );

    // A browser gets its words back, with the reason.
    let reply = site
        .post_form(
            Actor::OWNER,
            save,
            &general(&site, "Typed {{ nonsense }} words", 0),
        )
        .await;
    let page = site.get(Actor::OWNER, &reply.location()).await.text();
    assert!(
        page.contains("Typed {{ nonsense }} words") && page.contains("There is no tag"),
        "{page}"
    );

    let good = "Hello <b>{{ contact.name }}</b> of {{ contact.company }}.\n\nPhone: {{ contact.phone }}{{ system.company_name }}";
    assert_eq!(
        site.call(Actor::OWNER, save, &general(&site, good, 0))
            .await
            .status,
        200
    );
    let page = site.get(Actor::OWNER, "/staff/settings/portal").await.text();
    assert!(
        page.contains("contacts have no")
            || page.contains("contact has no")
            || !page.contains("tag-findings"),
        "{page}"
    );
    let client = site.get(Actor::A1, "/portal").await.text();
    assert!(client.contains("Hello &lt;b&gt;§"), "{client}");
    assert!(!client.contains("{{") && !client.contains("<b>§"), "{client}");
}

#[tokio::test]
async fn a_mails_words_are_checked_previewed_and_kept_when_refused() {
    let site = Site::new().await;
    let save = "/api/staff/save_mail_words";
    for (subject, body, field) in [
        ("Hi {{ recipient.nmae }}", "x", "subject"),
        ("", "x", "subject"),
        ("a\u{0}b", "x", "subject"),
        ("x", "", "body"),
        ("x", "{{ link }}", "body"),
        ("x", "{% for i in invoices %}", "body"),
    ] {
        super::refused(&site, save, &words(&site, subject, body), field).await;
    }
    super::refused(
        &site,
        save,
        &super::with(words(&site, "x", "y"), "form[kind]", "pigeon"),
        "kind",
    )
    .await;
    super::refused(
        &site,
        save,
        &super::with(words(&site, "x", "y"), "form[locale]", "xx"),
        "locale",
    )
    .await;
    super::refused(
        &site,
        "/api/staff/send_test_mail",
        &words(&site, "x", "{{ nonsense }}"),
        "body",
    )
    .await;

    // The frame shows the mail, or what is wrong; a value in it is text.
    let preview = "/staff/settings/portal/mails/preview";
    let shown = site
        .post_form(
            Actor::OWNER,
            preview,
            &words(
                &site,
                "For {{ recipient.name }}",
                "Dear {{ contact.name }},\n\n<script>x</script>",
            ),
        )
        .await;
    assert_eq!(shown.status, 200);
    let html = shown.text();
    assert!(html.contains("Subject:") && html.contains("Dear §"), "{html}");
    assert!(
        !html.contains("<script") && html.contains("&lt;script&gt;"),
        "{html}"
    );
    let wrong = site
        .post_form(Actor::OWNER, preview, &words(&site, "x", "{{ contcat.name }}"))
        .await
        .text();
    assert!(wrong.contains("Did you mean contact?"), "{wrong}");

    // A browser's refused words come back to the mail's own page.
    let reply = site
        .post_form(
            Actor::OWNER,
            save,
            &words(&site, "Kept subject", "Kept {{ nonsense }}"),
        )
        .await;
    assert!(
        reply
            .location()
            .starts_with("/staff/settings/portal/mails/invitation/en?form="),
        "{}",
        reply.location()
    );
    let page = site.get(Actor::OWNER, &reply.location()).await.text();
    assert!(
        page.contains("Kept subject") && page.contains("Kept {{ nonsense }}"),
        "{page}"
    );

    assert_eq!(
        site.call(
            Actor::OWNER,
            save,
            &words(&site, "Own {{ recipient.name }}", "Own words")
        )
        .await
        .status,
        200
    );
    let page = site
        .get(Actor::OWNER, "/staff/settings/portal/mails")
        .await
        .text();
    assert!(page.contains("own words"), "{page}");
    let stale = site.call(Actor::OWNER, save, &words(&site, "x", "y")).await;
    assert_eq!(stale.status, 409);
}

#[tokio::test]
async fn the_reference_names_every_tag_and_filter() {
    let site = Site::new().await;
    let page = site.get(Actor::OWNER, "/staff/settings/portal/tags").await.text();
    for root in domain::merge::roots() {
        for tag in root.tags {
            assert!(
                page.contains(&format!(".{}", tag.name)),
                "{}.{}",
                root.key,
                tag.name
            );
        }
    }
    for filter in domain::merge::filter::all() {
        assert!(page.contains(&format!("|{}", filter.name)), "{}", filter.name);
    }
}
