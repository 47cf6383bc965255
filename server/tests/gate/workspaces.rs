//! One address and one password in two workspaces: a page to choose, which only a right password opens.

use super::support::{self, *};
use domain::role::Role;

/// The owner of workspace B gets the address of A's owner; all members have one password.
async fn site() -> (Site, String) {
    let site = Site::new().await;
    let email = site.world.a.members[&Role::Owner].email.clone();
    let other = site.world.b.members[&Role::Owner].id;
    let sql = "UPDATE staff_user SET email = $1, email_key = $2, password_hash =
        (SELECT password_hash FROM staff_user WHERE id = $3) WHERE id = $4";
    let values = vec![
        email.clone().into(),
        email.to_lowercase().into(),
        site.world.a.members[&Role::Owner].id.into(),
        other.into(),
    ];
    assert_eq!(site.database.run(sql, values).await, 1);
    (site, email)
}

fn sign_in(email: &str, password: &str) -> Fields {
    fields(&[
        ("form[email]", email),
        ("form[password]", password),
        ("form[next]", "/staff/companies?page=2"),
    ])
}

fn pair(cookie: &str) -> String {
    cookie.split(';').next().unwrap().to_owned()
}

const NAMES: [&str; 2] = ["§A0-business§", "§B0-business§"];

#[tokio::test]
async fn a_right_password_leads_to_a_choice_and_the_choice_to_a_session() {
    let (site, email) = site().await;
    let form = sign_in(&email, support::PASSWORD);
    let reply = site
        .post_form(Actor::Anonymous, "/api/public/sign_in", &form)
        .await;
    assert!(
        reply.location().starts_with("/staff/sign-in/workspace?next="),
        "{} {}",
        reply.location(),
        reply.text()
    );
    let cookies = reply.cookies();
    assert_eq!(cookies.len(), 1, "nobody is signed in yet: {cookies:?}");
    for part in ["portico-workspaces=", "HttpOnly", "SameSite=Lax", "Max-Age=300"] {
        assert!(cookies[0].contains(part), "{cookies:?}");
    }
    let proof = pair(&cookies[0]);
    // It opens nothing by itself.
    let inside = site
        .send(Ask::page("/staff").cookie(Some(proof.replace("workspaces", "staff"))))
        .await;
    assert!(
        inside.location().starts_with("/staff/sign-in"),
        "{}",
        inside.location()
    );
    let page = site
        .send(Ask::page(&reply.location()).cookie(Some(proof.clone())))
        .await;
    let html = page.text();
    for name in NAMES {
        assert!(html.contains(name), "{html}");
    }
    for side in [&site.world.a, &site.world.b] {
        let user = side.members[&Role::Owner].id.to_string();
        assert!(html.contains(&user), "a form without JavaScript: {html}");
        let choice = fields(&[("user", user.as_str()), ("next", "/staff/companies?page=2")]);
        let ask = Ask::form("/api/public/choose_workspace", &choice).cookie(Some(proof.clone()));
        // Another site can't choose for somebody.
        let forged = ask
            .clone()
            .without("sec-fetch-site")
            .header("sec-fetch-site", "cross-site");
        assert_eq!(site.send(forged).await.status, 403);
        let chosen = site.send(ask).await;
        assert_eq!(chosen.location(), "/staff/companies?page=2", "{}", chosen.text());
        let cookies = chosen.cookies();
        let session = cookies
            .iter()
            .find(|cookie| cookie.starts_with("portico-staff="))
            .unwrap();
        assert!(
            cookies
                .iter()
                .any(|cookie| cookie.starts_with("portico-workspaces=;")),
            "{cookies:?}"
        );
        let home = site
            .send(Ask::page("/staff").cookie(Some(pair(session))))
            .await
            .text();
        let own = format!("§{}0-business§", side.tag);
        for name in NAMES {
            assert_eq!(home.contains(name), name == own, "{name}: {home}");
        }
    }
    // Where `next` leads elsewhere, the start is the next page.
    let user = site.world.a.members[&Role::Owner].id.to_string();
    let choice = fields(&[("user", user.as_str()), ("next", "//evil.test")]);
    let ask = Ask::form("/api/public/choose_workspace", &choice).cookie(Some(proof));
    assert_eq!(site.send(ask).await.location(), "/staff");
}

#[tokio::test]
async fn without_a_right_password_there_is_nothing_to_see_or_choose() {
    let (site, email) = site().await;
    let wrong = site
        .post_form(
            Actor::Anonymous,
            "/api/public/sign_in",
            &sign_in(&email, "wrong password"),
        )
        .await;
    assert!(
        wrong.location().starts_with("/staff/sign-in?form="),
        "{}",
        wrong.location()
    );
    assert_eq!(wrong.cookies(), [""; 0]);
    let user = site.world.a.members[&Role::Owner].id.to_string();
    let unknown = uuid::Uuid::now_v7().to_string();
    let state = site.database.state().await;
    let mut answers = std::collections::BTreeSet::new();
    for cookie in [
        None,
        Some("portico-workspaces=1.2.3"),
        Some("portico-workspaces=x"),
    ] {
        let cookie = cookie.map(str::to_owned);
        let page = site
            .send(Ask::page("/staff/sign-in/workspace").cookie(cookie.clone()))
            .await;
        assert!(page.text().contains("Please sign in again"), "{}", page.text());
        assert!(
            NAMES.iter().all(|name| !page.text().contains(name)),
            "{}",
            page.text()
        );
        for id in [&user, &unknown] {
            let ask = Ask::call("/api/public/choose_workspace", &fields(&[("user", id.as_str())]))
                .cookie(cookie.clone());
            let reply = site.send(ask).await;
            assert_eq!(reply.status, 422, "{}", reply.text());
            assert_eq!(reply.cookies(), [""; 0]);
            answers.insert(reply.text());
        }
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(site.database.state().await, state);
}
