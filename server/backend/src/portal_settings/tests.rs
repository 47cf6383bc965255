//! Settings: saved, stale, refused, taken back, and never another tenant's.

use super::{access, branding, css, general, history, looks, modules};
use crate::{BackendError, fixture::world};
use domain::{
    role::Role,
    settings::{AccessForm, Area, BrandingForm, CssForm, GeneralForm, ModulesForm},
    theme::Picture,
};

#[tokio::test]
async fn settings_are_saved_and_stay_with_their_tenant() {
    let w = world().await;
    let stored = general::form(&w.backend, &w.a.owner).await.unwrap();
    let theirs = general::form(&w.backend, &w.b.owner).await.unwrap();
    let form = GeneralForm {
        name: " Anchor Portal ".to_owned(),
        enabled: false,
        welcome_message: "Hello\r\nthere".to_owned(),
        support_email: "help@anchor.example".to_owned(),
        support_phone: "+49 40 1".to_owned(),
        support_hours: "Mon–Fri".to_owned(),
        version: stored.version,
    };
    general::save(&w.backend, &w.a.owner, &form).await.unwrap();
    let expected = GeneralForm {
        name: "Anchor Portal".to_owned(),
        welcome_message: "Hello\nthere".to_owned(),
        version: stored.version + 1,
        ..form
    };
    assert_eq!(general::form(&w.backend, &w.a.owner).await.unwrap(), expected);
    assert_eq!(general::form(&w.backend, &w.b.owner).await.unwrap(), theirs);

    let looks = BrandingForm {
        brand_colour: "#0A5".to_owned(),
        accent_colour: "#123456".to_owned(),
        ..branding::view(&w.backend, &w.a.owner).await.unwrap().form
    };
    branding::save(&w.backend, &w.a.owner, &looks).await.unwrap();
    let brand = looks::public(&w.backend, w.a.tenant).await.unwrap();
    let colours = (brand.theme.brand.to_string(), brand.theme.accent.to_string());
    assert_eq!(colours, ("#00aa55".to_owned(), "#123456".to_owned()));

    let ways = AccessForm {
        link_days: "7".to_owned(),
        single_use: true,
        new_device_code: true,
        version: 0,
    };
    access::save(&w.backend, &w.a.owner, &ways).await.unwrap();
    assert_eq!(access::link_days(&w.backend, &w.a.owner).await.unwrap(), 7);
    assert_eq!(access::link_days(&w.backend, &w.b.owner).await.unwrap(), 30);
}

#[tokio::test]
async fn a_stale_edit_gets_what_is_stored_and_other_areas_are_no_conflict() {
    let w = world().await;
    let opened = general::form(&w.backend, &w.a.owner).await.unwrap();
    let first = GeneralForm {
        name: "First".to_owned(),
        ..opened.clone()
    };
    general::save(&w.backend, &w.a.owner, &first).await.unwrap();
    let second = GeneralForm {
        name: "Second".to_owned(),
        ..opened.clone()
    };
    let Err(BackendError::Stale(stored)) = general::save(&w.backend, &w.a.owner, &second).await else {
        panic!("overwritten");
    };
    let stored: GeneralForm = serde_json::from_value(stored).unwrap();
    assert_eq!((&*stored.name, stored.version), ("First", opened.version + 1));
    // With the version that is stored now, it is a decision.
    let again = GeneralForm {
        version: stored.version,
        ..second
    };
    general::save(&w.backend, &w.a.owner, &again).await.unwrap();
    // Whoever had another tab open meanwhile is not held up.
    let switches = ModulesForm {
        modules: vec!["invoices".to_owned()],
        version: 0,
    };
    modules::save(&w.backend, &w.a.owner, &switches).await.unwrap();
}

#[tokio::test]
async fn of_two_saves_at_once_one_wins() {
    let w = world().await;
    let opened = general::form(&w.backend, &w.a.owner).await.unwrap();
    let named = |name: &str| GeneralForm {
        name: name.to_owned(),
        ..opened.clone()
    };
    let (one, two) = (named("One"), named("Two"));
    let (first, second) = tokio::join!(
        general::save(&w.backend, &w.a.owner, &one),
        general::save(&w.backend, &w.a.owner, &two),
    );
    let won = [&first, &second]
        .into_iter()
        .filter(|answer| answer.is_ok())
        .count();
    assert_eq!(won, 1, "{first:?} {second:?}");
    let lost = first.err().or(second.err()).unwrap();
    assert!(matches!(lost, BackendError::Stale(_)), "{lost:?}");
}

#[tokio::test]
async fn a_refused_form_saves_nothing_in_part() {
    let w = world().await;
    let stored = branding::view(&w.backend, &w.a.owner).await.unwrap();
    let bad = BrandingForm {
        accent_colour: "#123456".to_owned(),
        brand_colour: "#ffffff".to_owned(),
        ..stored.form.clone()
    };
    let Err(BackendError::Invalid(errors)) = branding::save(&w.backend, &w.a.owner, &bad).await else {
        panic!("accepted");
    };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["brand_colour"]);
    assert_eq!(branding::view(&w.backend, &w.a.owner).await.unwrap(), stored);
    assert!(
        history::list(&w.backend, &w.a.owner, None)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn abuse_20_viewer_and_staff_see_and_change_no_settings() {
    let w = world().await;
    let general = general::form(&w.backend, &w.a.owner).await.unwrap();
    let looks = branding::view(&w.backend, &w.a.owner).await.unwrap().form;
    let renamed = GeneralForm {
        name: "Renamed".to_owned(),
        ..general.clone()
    };
    general::save(&w.backend, &w.a.owner, &renamed).await.unwrap();
    let change = history::list(&w.backend, &w.a.owner, None).await.unwrap()[0].id;
    for role in [Role::Viewer, Role::Staff] {
        let who = w.a.staff(role);
        for answer in [
            general::form(&w.backend, &who).await.map(|_| ()),
            branding::view(&w.backend, &who).await.map(|_| ()),
            modules::form(&w.backend, &who).await.map(|_| ()),
            access::form(&w.backend, &who).await.map(|_| ()),
            history::list(&w.backend, &who, None).await.map(|_| ()),
            general::save(&w.backend, &who, &general).await,
            branding::save(&w.backend, &who, &looks).await,
            branding::save_picture(&w.backend, &who, Picture::Logo, Some(vec![1])).await,
            branding::save_picture(&w.backend, &who, Picture::Logo, None).await,
            modules::save(&w.backend, &who, &ModulesForm::default()).await,
            access::save(&w.backend, &who, &AccessForm::default()).await,
            history::undo(&w.backend, &who, change).await,
        ] {
            assert!(
                matches!(answer, Err(BackendError::Forbidden)),
                "{role}: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_picture_has_an_address_of_its_content_and_stays_for_mails_sent_long_ago() {
    let w = world().await;
    let logo = |png: &[u8]| Some(png.to_vec());
    branding::save_picture(&w.backend, &w.a.owner, Picture::Logo, logo(b"one"))
        .await
        .unwrap();
    let first = branding::view(&w.backend, &w.a.owner).await.unwrap();
    branding::save_picture(&w.backend, &w.a.owner, Picture::Logo, logo(b"two"))
        .await
        .unwrap();
    let second = branding::view(&w.backend, &w.a.owner).await.unwrap();
    assert_ne!(first.logo, second.logo);
    let address = second.logo.unwrap().url;
    assert!(address.starts_with(&format!("/logo/{}/", w.a.tenant)));
    for (view, png) in [(&first.form, b"one"), (&second.form, b"two")] {
        let hash = view.logo_hash.get(..16).unwrap();
        assert_eq!(
            branding::public_image(&w.backend, w.a.tenant, hash)
                .await
                .unwrap(),
            png
        );
        let theirs = branding::public_image(&w.backend, w.b.tenant, hash).await;
        assert!(matches!(theirs, Err(BackendError::NotFound)));
    }
    for hash in ["", "0", "%", "________________", "0123456789abcdef"] {
        assert!(
            branding::public_image(&w.backend, w.a.tenant, hash)
                .await
                .is_err(),
            "{hash}"
        );
    }
    // A form can't choose a picture by its hash.
    let sly = BrandingForm {
        logo_hash: first.form.logo_hash.clone(),
        ..second.form.clone()
    };
    branding::save(&w.backend, &w.a.owner, &sly).await.unwrap();
    let stored = branding::view(&w.backend, &w.a.owner).await.unwrap().form;
    assert_eq!(stored.logo_hash, second.form.logo_hash);
    branding::save_picture(&w.backend, &w.a.owner, Picture::Logo, None)
        .await
        .unwrap();
    assert_eq!(branding::view(&w.backend, &w.a.owner).await.unwrap().logo, None);
}

#[tokio::test]
async fn a_change_can_be_taken_back_and_that_too() {
    let w = world().await;
    let opened = general::form(&w.backend, &w.a.owner).await.unwrap();
    let renamed = GeneralForm {
        name: "Renamed".to_owned(),
        ..opened.clone()
    };
    general::save(&w.backend, &w.a.owner, &renamed).await.unwrap();
    branding::save_picture(&w.backend, &w.a.owner, Picture::Logo, Some(b"png".to_vec()))
        .await
        .unwrap();
    let list = history::list(&w.backend, &w.a.owner, Some(Area::General))
        .await
        .unwrap();
    assert_eq!(list.len(), 1);
    assert!(list[0].undoable);
    assert_eq!(list[0].changes[0].after, "Renamed");
    history::undo(&w.backend, &w.a.owner, list[0].id).await.unwrap();
    let back = general::form(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!((back.name, back.version), (opened.name.clone(), 2));
    let list = history::list(&w.backend, &w.a.owner, Some(Area::General))
        .await
        .unwrap();
    assert_eq!(
        (list[0].undoes, list[0].undoable, list[1].undoable),
        (Some(1), true, false)
    );
    history::undo(&w.backend, &w.a.owner, list[0].id).await.unwrap();
    assert_eq!(
        general::form(&w.backend, &w.a.owner).await.unwrap().name,
        "Renamed"
    );
    // A logo's removal brings the picture back with it.
    branding::save_picture(&w.backend, &w.a.owner, Picture::Logo, None)
        .await
        .unwrap();
    let list = history::list(&w.backend, &w.a.owner, Some(Area::Branding))
        .await
        .unwrap();
    history::undo(&w.backend, &w.a.owner, list[0].id).await.unwrap();
    assert!(
        branding::view(&w.backend, &w.a.owner)
            .await
            .unwrap()
            .logo
            .is_some()
    );
    // Nobody else's.
    let theirs = history::undo(&w.backend, &w.b.owner, list[0].id).await;
    assert!(matches!(theirs, Err(BackendError::NotFound)));
    assert!(
        history::list(&w.backend, &w.b.owner, None)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn own_css_that_is_refused_leaves_the_former_live_and_can_be_taken_back() {
    let w = world().await;
    let form = |source: &str, version| CssForm {
        source: source.to_owned(),
        version,
    };
    let good = ".p-card { color: #123456 }";
    css::save(&w.backend, &w.a.owner, &form(good, 0)).await.unwrap();
    let view = css::view(&w.backend, &w.a.owner).await.unwrap();
    let url = view.url.clone().unwrap();
    let file = url.rsplit('/').next().unwrap();
    let (served, current) = css::public(&w.backend, w.a.tenant, file).await.unwrap();
    assert!(served.contains(".p-custom .p-card") && current, "{served}");

    let bad = "\r\nbody { display: none }";
    let Err(BackendError::Invalid(errors)) = css::save(&w.backend, &w.a.owner, &form(bad, 1)).await else {
        panic!("accepted");
    };
    assert!(errors.get("source").unwrap().starts_with("Line 2, column 1: "));
    assert_eq!(css::view(&w.backend, &w.a.owner).await.unwrap(), view);
    let problems = css::check(&w.backend, &w.a.owner, bad).await.unwrap();
    assert_eq!((problems[0].line, problems.len()), (2, 2));

    let stale = css::save(&w.backend, &w.a.owner, &form(".p-card { color: red }", 0)).await;
    assert!(matches!(stale, Err(BackendError::Stale(_))), "{stale:?}");

    // An address of before gets today's sheet, and is not to be kept.
    css::save(&w.backend, &w.a.owner, &form(".p-card { color: red }", 1))
        .await
        .unwrap();
    let (served, current) = css::public(&w.backend, w.a.tenant, file).await.unwrap();
    assert!(served.contains("red") && !current);
    let list = history::list(&w.backend, &w.a.owner, Some(Area::Css))
        .await
        .unwrap();
    history::undo(&w.backend, &w.a.owner, list[0].id).await.unwrap();
    assert_eq!(css::view(&w.backend, &w.a.owner).await.unwrap().form.source, good);

    css::save(&w.backend, &w.a.owner, &form("", 3)).await.unwrap();
    assert_eq!(css::view(&w.backend, &w.a.owner).await.unwrap().url, None);
    for tenant in [w.a.tenant, w.b.tenant] {
        let none = css::public(&w.backend, tenant, file).await;
        assert!(matches!(none, Err(BackendError::NotFound)));
    }
    assert_eq!(
        css::view(&w.backend, &w.b.owner).await.unwrap().form,
        CssForm::default()
    );
    for role in [Role::Viewer, Role::Staff] {
        let who = w.a.staff(role);
        for answer in [
            css::view(&w.backend, &who).await.map(|_| ()),
            css::check(&w.backend, &who, "").await.map(|_| ()),
            css::save(&w.backend, &who, &form("", 4)).await,
        ] {
            assert!(
                matches!(answer, Err(BackendError::Forbidden)),
                "{role}: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn every_picture_has_its_place_and_the_looks_are_saved() {
    let w = world().await;
    for picture in Picture::ALL {
        let png = Some(picture.key().as_bytes().to_vec());
        branding::save_picture(&w.backend, &w.a.owner, *picture, png)
            .await
            .unwrap();
    }
    let stored = branding::view(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!(stored.pictures.len(), 4);
    let before = looks::public(&w.backend, w.a.tenant).await.unwrap();
    let form = BrandingForm {
        font: "source-serif".to_owned(),
        corners: "square".to_owned(),
        scheme: "dark".to_owned(),
        logo_dark_hash: String::new(),
        ..stored.form.clone()
    };
    branding::save(&w.backend, &w.a.owner, &form).await.unwrap();
    let after = looks::public(&w.backend, w.a.tenant).await.unwrap();
    assert_ne!(before.theme_url, after.theme_url);
    let css = after.theme.css();
    assert!(
        css.contains("color-scheme:dark") && css.contains("Source Serif 4") && css.contains("--radius:0px"),
        "{css}"
    );
    // The form did not take the dark logo away: it is the only one that always dark pages show.
    assert_eq!(after.logo.unwrap().url, stored.pictures[1].1);
    let other = looks::public(&w.backend, w.b.tenant).await.unwrap();
    assert!(other.logo.is_none() && other.icon_url.ends_with(".svg"));
}

#[tokio::test]
async fn what_is_saved_as_it_was_is_no_change() {
    let w = world().await;
    let form = general::form(&w.backend, &w.a.owner).await.unwrap();
    general::save(&w.backend, &w.a.owner, &form).await.unwrap();
    assert_eq!(general::form(&w.backend, &w.a.owner).await.unwrap(), form);
    assert!(
        history::list(&w.backend, &w.a.owner, None)
            .await
            .unwrap()
            .is_empty()
    );
}
