//! Before anybody is signed in, pages speak the contact's language where it is known, and the browser's otherwise.

use super::support::*;

async fn page(site: &Site, path: &str, language: &str) -> String {
    let reply = site
        .send(Ask::page(path).header("accept-language", language))
        .await;
    assert_eq!(reply.status, 200, "{path}");
    let html = reply.text();
    assert_eq!(html.matches(" lang=").count(), 1, "{path}: one language: {html}");
    html
}

#[tokio::test]
async fn strangers_are_spoken_to_in_their_browsers_language() {
    let site = Site::new().await;
    let unknown = format!("/l/{}.{}", "u".repeat(22), "v".repeat(43));
    for (path, english, german) in [
        ("/", "Open your portal", "Ihr Portal öffnen"),
        ("/link-sent", "Check your mail", "Bitte sehen Sie in Ihre Mails"),
        (
            unknown.as_str(),
            "does not work any more",
            "funktioniert nicht mehr",
        ),
        (
            &format!("{unknown}/code"),
            "does not work any more",
            "funktioniert nicht mehr",
        ),
    ] {
        for (asked, lang, said) in [
            ("de-AT,de;q=0.9,en;q=0.5", "de", german),
            ("fr;q=1, en;q=0.2, de;q=0.8", "de", german),
            ("en-GB", "en", english),
            ("fr", "en", english),
            ("de;q=0", "en", english),
            ("\"><script>", "en", english),
            ("", "en", english),
        ] {
            let html = page(&site, path, asked).await;
            assert!(
                html.contains(&format!("<html lang=\"{lang}\"")),
                "{path} {asked}: {html}"
            );
            assert!(html.contains(said), "{path} {asked}: {html}");
            assert!(!html.contains("\"><script>"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_working_link_speaks_its_contacts_language() {
    let site = Site::new().await;
    let client = site.world.client(Person::A1);
    for (locale, said, other) in [("de", "Portal öffnen", "en"), ("en", "Open the portal", "de")] {
        site.database
            .run(
                "UPDATE contact SET locale = $1 WHERE id = $2",
                vec![locale.into(), client.id.into()],
            )
            .await;
        let html = page(&site, &client.link, other).await;
        assert!(html.contains(&format!("<html lang=\"{locale}\"")), "{html}");
        assert!(html.contains(said), "{html}");
    }
}
