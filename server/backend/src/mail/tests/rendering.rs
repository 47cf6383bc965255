use crate::mail::{
    letter::{
        ContractLetter, Invitation, InvoiceIssued, Letter, NewDevice, NewLink, SignInCode, StaffInvitation,
        moment,
    },
    template::{Look, MailLink, Written, write},
};
use crate::{
    entity::{portal, tenant},
    fixture,
};
use domain::{locale::Locale, mail::MailKind};

const EVIL: &str = "\"><script>alert(1)</script>&amp;<img src=x onerror=alert(1)> '-- ]]>\r\nBcc: thief@evil.test {{ 7*7 }} {% raw %}";

async fn parts() -> (tenant::Model, portal::Model) {
    let world = fixture::world().await;
    let (system, id) = (world.a.system(), world.a.tenant.uuid());
    let rows = world.backend.read(&system);
    (
        rows.get::<tenant::Entity>(id).await.unwrap(),
        rows.get::<portal::Entity>(id).await.unwrap(),
    )
}

/// One letter of each kind, with this text wherever users put text.
fn letters(user: &str) -> [Letter; 8] {
    let text = user.to_owned();
    [
        Letter::Invitation(Invitation {
            name: text.clone(),
            sender: text.clone(),
            message: vec![text.clone(), String::new(), text.clone()],
            until: "14 April 2026".to_owned(),
        }),
        Letter::NewLink(NewLink {
            name: text.clone(),
            until: "14 April 2026".to_owned(),
        }),
        Letter::SignInCode(SignInCode {
            name: text.clone(),
            browser: text.clone(),
        }),
        Letter::NewDevice(NewDevice {
            name: text.clone(),
            browser: text.clone(),
            time: "15 March 2026, 11:00 CET".to_owned(),
            facts: vec![("mail-new-device-browser", text.clone())],
        }),
        Letter::InvoiceIssued(InvoiceIssued {
            name: text.clone(),
            company: text.clone(),
            number: "INV-2026-0042".to_owned(),
            total: "€1,234.50".to_owned(),
            due: "29 March 2026".to_owned(),
            facts: vec![
                ("mail-invoice-number", "INV-2026-0042".to_owned()),
                ("mail-invoice-reference", text.clone()),
            ],
        }),
        Letter::StaffInvitation(StaffInvitation {
            name: text.clone(),
            inviter: text.clone(),
            role: "Staff".to_owned(),
            until: "22 March 2026, 11:00 CET".to_owned(),
        }),
        Letter::Contract(ContractLetter {
            remark: text.clone(),
            facts: vec![("mail-contract-from", text.clone())],
            personal: true,
            ..ContractLetter::new(MailKind::ContractRequest, user, user)
        }),
        Letter::Contract(ContractLetter {
            message: text.clone(),
            remark: text.clone(),
            ..ContractLetter::new(MailKind::ContractNotice, user, user)
        }),
    ]
}

const LINK: &str = "https://portal.example/l/abc.def";

fn written(locale: Locale, look: &Look, letter: &Letter) -> Written {
    write(locale, look, letter, None, LINK).unwrap()
}

#[tokio::test]
async fn every_mail_is_written_in_every_language() {
    let (tenant, portal) = parts().await;
    let look = Look::new("https://portal.example", &tenant, &portal);
    for letter in letters("Ada Lovelace") {
        for locale in Locale::ALL {
            let mail = written(locale, &look, &letter);
            let greeting =
                ["Hello Ada Lovelace,", "Guten Tag Ada Lovelace,"][usize::from(locale == Locale::De)];
            assert!(mail.text.starts_with(greeting), "{}", mail.text);
            assert!(mail.html.contains(greeting));
            // Button, address, and its link; a code stands there once.
            let times = if matches!(letter, Letter::SignInCode(_)) {
                1
            } else {
                3
            };
            assert!(mail.text.contains(LINK) && mail.html.matches(LINK).count() == times);
            assert!(mail.html.contains(&format!("lang=\"{locale}\"")));
            assert!(!mail.subject.is_empty() && !mail.subject.contains("mail-"));
            for body in [&mail.text, &mail.html] {
                assert!(
                    !body.contains("mail-") || body.contains("e-mail-"),
                    "a text's key in {body}"
                );
                assert!(!body.contains("{{") && !body.contains("{%"));
            }
            assert!(!mail.text.contains("\n\n\n"));
            // Nothing is loaded from anywhere but the portal itself.
            for (at, _) in mail.html.match_indices("http") {
                let address: String = mail.html[at..].chars().take(40).collect();
                assert!(
                    address.starts_with("https://portal.example/")
                        || address.starts_with("http://www.w3.org/")
                        || address.starts_with("http-equiv"),
                    "{address}"
                );
            }
        }
    }
}

#[tokio::test]
async fn abuse_14_text_of_users_stays_text() {
    let (mut tenant, mut portal) = parts().await;
    tenant.name = EVIL.to_owned();
    tenant.email = EVIL.to_owned();
    portal.name = EVIL.to_owned();
    let look = Look::new("https://portal.example", &tenant, &portal);
    for letter in letters(EVIL) {
        for locale in Locale::ALL {
            let mail = written(locale, &look, &letter);
            assert!(
                !mail.html.contains("<script") && !mail.html.contains("<img src=x"),
                "{}",
                mail.html
            );
            assert!(
                mail.html
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"),
                "{}",
                mail.html
            );
            assert!(
                mail.html.contains("{{ 7*7 }}"),
                "not run as a template of its own"
            );
            assert!(!mail.subject.contains(['\r', '\n']), "{:?}", mail.subject);
        }
    }
}

#[tokio::test]
async fn an_invitation_says_what_it_should() {
    let (mut tenant, portal) = parts().await;
    tenant.email = "office@anchor.example".to_owned();
    let look = Look::new("https://portal.example", &tenant, &portal);
    let letter = Letter::Invitation(Invitation {
        name: "Ada Lovelace".to_owned(),
        sender: "Grace Hopper".to_owned(),
        message: vec!["Looking forward".to_owned(), "to it.".to_owned()],
        until: "14 April 2026".to_owned(),
    });
    let mail = written(Locale::En, &look, &letter);
    assert_eq!(mail.subject, "Anchor Ltd invites you to your client portal");
    assert_eq!(
        mail.text,
        "Hello Ada Lovelace,

Grace Hopper has set up a private portal for you. It keeps your invoices in one place, with what is paid, what is due, and how to pay.

Grace Hopper writes:
> Looking forward
> to it.

Open my portal:
https://portal.example/l/abc.def

The button works until 14 April 2026, as often as you like. There is no password to remember.
This link is yours alone, so please don't forward this mail: whoever has the link can open your portal.

Kind regards,
Grace Hopper
Anchor Ltd

-- 
Anchor Ltd
office@anchor.example
You are getting this mail because you are a client of Anchor Ltd.
Questions? Just reply to this mail.
"
    );
}

#[tokio::test]
async fn the_look_is_the_tenants() {
    let (tenant, mut portal) = parts().await;
    portal.brand_colour = "#fde047".to_owned();
    portal.logo_hash = "ab12".to_owned();
    let look = Look::new("https://portal.example", &tenant, &portal);
    let mail = written(Locale::En, &look, &letters("Ada")[1]);
    assert!(
        mail.html
            .contains(&format!("https://portal.example/logo/{}/ab12.png", tenant.id))
    );
    assert!(mail.html.contains("bgcolor=\"#fde047\""), "the button");
    assert!(
        mail.html.contains("color:#000000;font-family"),
        "dark text on a light brand"
    );
    portal.brand_colour = "red;} body{display:none".to_owned();
    let look = Look::new("https://portal.example", &tenant, &portal);
    assert!(
        !written(Locale::En, &look, &letters("Ada")[1])
            .html
            .contains("display:none;}")
    );
}

#[tokio::test]
async fn font_and_corners_are_the_tenants_in_every_mail() {
    let (tenant, mut portal) = parts().await;
    for (font, family) in [
        ("inter", "Roboto"),
        ("source-serif", "Source Serif 4"),
        ("atkinson", "Atkinson Hyperlegible"),
        ("archivo", "Archivo"),
        ("nunito", "Nunito Sans"),
        ("no-such-font;}", "Roboto"),
    ] {
        portal.font = font.to_owned();
        let look = Look::new("https://portal.example", &tenant, &portal);
        for letter in letters("Ada") {
            let html = written(Locale::En, &look, &letter).html;
            assert!(html.contains(family), "{font}: {html}");
            assert!(
                !html.contains("no-such-font") && !html.contains("fonts.googleapis"),
                "{font}"
            );
        }
    }
    let radius = |corners: &str| {
        portal.corners = corners.to_owned();
        let look = Look::new("https://portal.example", &tenant, &portal);
        written(Locale::En, &look, &letters("Ada")[1]).html
    };
    let mut radius = radius;
    assert!(radius("round").contains("border-radius:24px"));
    assert!(radius("rounded").contains("border-radius:8px"));
    let square = radius("square");
    let round = square
        .split("border-radius:")
        .skip(1)
        .find(|rest| !rest.starts_with('0'));
    assert_eq!(round, None, "square mails have no round corner");
}

#[test]
fn a_links_secret_is_blotted_out() {
    for (url, shown) in [
        (
            "https://portal.example/l/abc.def",
            "https://portal.example/l/••••••",
        ),
        (
            "https://portal.example/staff/welcome/xyz",
            "https://portal.example/staff/welcome/••••••",
        ),
        (
            "https://portal.example/staff/welcome?code=xyz",
            "https://portal.example/staff/welcome?code=••••••",
        ),
    ] {
        assert_eq!(MailLink::secret(url.to_owned()).shown, shown);
    }
}

#[test]
fn moments_are_told_in_the_readers_zone() {
    let at = "2026-07-15T22:30:00Z".parse().unwrap();
    assert_eq!(
        moment(Locale::De, "Europe/Berlin", at),
        "16. Juli 2026, 00:30 CEST"
    );
    assert_eq!(moment(Locale::En, "Nowhere/Land", at), "15 July 2026, 22:30 UTC");
}

/// `PORTICO_MAIL_SAMPLES=folder cargo test -p backend mail_samples` writes every mail there, to be looked at.
#[tokio::test]
async fn mail_samples() {
    let Ok(folder) = std::env::var("PORTICO_MAIL_SAMPLES") else {
        return;
    };
    let (mut tenant, mut portal) = parts().await;
    tenant.name = "Kestrel Studio".to_owned();
    tenant.email = "hello@kestrel.example".to_owned();
    tenant.phone = "+49 30 1234567".to_owned();
    tenant.address_line1 = "Lindenstraße 12".to_owned();
    tenant.postal_code = "10969".to_owned();
    tenant.city = "Berlin".to_owned();
    portal.name = "Kestrel Client Portal".to_owned();
    for (brand, logo) in [("#1d4ed8", ""), ("#f59e0b", "logo"), ("#111827", "")] {
        portal.brand_colour = brand.to_owned();
        portal.logo_hash = logo.to_owned();
        let mut look = Look::new("https://portal.example", &tenant, &portal);
        if let (false, Ok(url)) = (logo.is_empty(), std::env::var("PORTICO_MAIL_LOGO")) {
            look = look.with_logo(url);
        }
        for letter in letters("Ada Lovelace") {
            for locale in Locale::ALL {
                let letter = samples(&letter);
                let mail = written(locale, &look, &letter);
                let name = format!("{folder}/{}-{locale}-{}", letter.template(), &brand[1..]);
                std::fs::write(format!("{name}.html"), mail.html).unwrap();
                std::fs::write(
                    format!("{name}.txt"),
                    format!("Subject: {}\n\n{}", mail.subject, mail.text),
                )
                .unwrap();
            }
        }
    }
}

/// The letters with words as people write them.
fn samples(letter: &Letter) -> Letter {
    match letter {
        Letter::Invitation(letter) => Letter::Invitation(Invitation {
            sender: "Jonas Weber".to_owned(),
            message: vec![
                "Dear Ada,".to_owned(),
                String::new(),
                "it was good to meet you on Tuesday. From now on you'll find all our invoices here, and you can tell at a glance which are open.".to_owned(),
            ],
            ..letter.clone()
        }),
        Letter::NewDevice(letter) => Letter::NewDevice(NewDevice {
            browser: "Firefox on Android".to_owned(),
            facts: vec![
                ("mail-new-device-when", letter.time.clone()),
                ("mail-new-device-browser", "Firefox on Android".to_owned()),
                ("mail-new-device-network", "203.0.113.0/24".to_owned()),
            ],
            ..letter.clone()
        }),
        Letter::InvoiceIssued(letter) => Letter::InvoiceIssued(InvoiceIssued {
            company: "Analytical Engines Ltd".to_owned(),
            facts: vec![
                ("mail-invoice-number", letter.number.clone()),
                ("mail-invoice-date", "15 March 2026".to_owned()),
                ("mail-invoice-reference", "PO 4711".to_owned()),
            ],
            ..letter.clone()
        }),
        Letter::StaffInvitation(letter) => Letter::StaffInvitation(StaffInvitation {
            inviter: "Jonas Weber".to_owned(),
            ..letter.clone()
        }),
        Letter::Contract(letter) => Letter::Contract(letter.clone()),
        Letter::NewLink(letter) => Letter::NewLink(letter.clone()),
        Letter::SignInCode(_) => Letter::SignInCode(SignInCode {
            name: "Ada Lovelace".to_owned(),
            browser: "Firefox on Android".to_owned(),
        }),
    }
}
