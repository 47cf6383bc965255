use super::{RIGHT, visitor};
use crate::{
    Backend, BackendError,
    access::sessions,
    fixture::{empty_backend, world},
    staff::setup::{complete, forget_code, is_needed, new_code},
};
use domain::{
    role::Role,
    staff::{Password, SetupForm},
};

fn form(code: &str) -> SetupForm {
    SetupForm {
        code: code.to_owned(),
        business: "Cobalt Works".to_owned(),
        name: "Carla Owner".to_owned(),
        email: "carla@cobalt.example".to_owned(),
        password: Password(RIGHT.to_owned()),
        currency: "EUR".to_owned(),
        timezone: "Europe/Berlin".to_owned(),
    }
}

async fn set_up(backend: &Backend, form: &SetupForm) -> Result<String, BackendError> {
    complete(backend, form, &visitor()).await
}

#[tokio::test]
async fn the_first_start_makes_a_workspace_and_signs_its_owner_in_once() {
    let (backend, _dir) = empty_backend().await;
    assert!(is_needed(&backend).await.unwrap());
    let code = new_code(&backend).await.unwrap();
    let token = set_up(&backend, &form(&format!(" {code}\n"))).await.unwrap();
    let visit = sessions::staff(&backend, &token).await.unwrap();
    assert_eq!(
        (visit.frame.role, &*visit.frame.business_name),
        (Role::Owner, "Cobalt Works")
    );
    assert!(!is_needed(&backend).await.unwrap());
    assert!(matches!(
        set_up(&backend, &form(&code)).await,
        Err(BackendError::NotFound)
    ));
    // Not with a new code either.
    let code = new_code(&backend).await.unwrap();
    assert!(matches!(
        set_up(&backend, &form(&code)).await,
        Err(BackendError::NotFound)
    ));
}

#[tokio::test]
async fn only_the_newest_code_opens() {
    let (backend, _dir) = empty_backend().await;
    assert!(set_up(&backend, &form("")).await.is_err(), "there is no code yet");
    let old = new_code(&backend).await.unwrap();
    let new = new_code(&backend).await.unwrap();
    for wrong in ["", "0", &old, &new[1..]] {
        match set_up(&backend, &form(wrong)).await {
            Err(BackendError::Invalid(errors)) => assert!(errors.get("code").is_some(), "{wrong}"),
            other => panic!("{wrong}: {other:?}"),
        }
    }
    assert!(is_needed(&backend).await.unwrap());
    assert!(set_up(&backend, &form(&new)).await.is_ok());
}

#[tokio::test]
async fn guessing_the_code_is_slowed_down() {
    let (backend, _dir) = empty_backend().await;
    let code = new_code(&backend).await.unwrap();
    for _ in 0..10 {
        assert!(matches!(
            set_up(&backend, &form("guess")).await,
            Err(BackendError::Invalid(_))
        ));
    }
    assert!(matches!(
        set_up(&backend, &form(&code)).await,
        Err(BackendError::TooMany { .. })
    ));
    backend.clock().advance(chrono::TimeDelta::minutes(15));
    assert!(set_up(&backend, &form(&code)).await.is_ok());
}

#[tokio::test]
async fn two_at_the_same_time_make_one_workspace() {
    let (backend, _dir) = empty_backend().await;
    let code = new_code(&backend).await.unwrap();
    let tries = (0..4).map(|_| {
        let (backend, form) = (backend.clone(), form(&code));
        tokio::spawn(async move { set_up(&backend, &form).await })
    });
    let mut made = 0;
    for attempt in tries.collect::<Vec<_>>() {
        match attempt.await.unwrap() {
            Ok(_) => made += 1,
            Err(BackendError::NotFound) => {}
            // Read after the other one had used the code up.
            Err(BackendError::Invalid(errors)) => assert!(errors.get("code").is_some()),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(made, 1);
    #[allow(clippy::disallowed_methods)] // all tenants are what is counted
    let tenants = {
        use sea_orm::{EntityTrait, PaginatorTrait};
        crate::entity::tenant::Entity::find()
            .count(backend.db().reader())
            .await
            .unwrap()
    };
    assert_eq!(tenants, 1);
}

#[tokio::test]
async fn every_field_is_checked_and_nothing_is_made() {
    let (backend, _dir) = empty_backend().await;
    let code = new_code(&backend).await.unwrap();
    let bad = SetupForm {
        business: " ".to_owned(),
        name: "a\u{202E}b".to_owned(),
        email: "carla".to_owned(),
        password: Password("short".to_owned()),
        currency: "XXX9".to_owned(),
        timezone: "Mars/Olympus".to_owned(),
        ..form(&code)
    };
    let Err(BackendError::Invalid(errors)) = set_up(&backend, &bad).await else {
        panic!("accepted");
    };
    let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
    assert_eq!(
        fields,
        ["business", "currency", "email", "name", "password", "timezone"]
    );
    assert!(is_needed(&backend).await.unwrap());
}

#[tokio::test]
async fn where_there_is_a_workspace_there_is_no_setup() {
    let w = world().await;
    let code = new_code(&w.backend).await.unwrap();
    assert!(matches!(
        set_up(&w.backend, &form(&code)).await,
        Err(BackendError::NotFound)
    ));
    forget_code(&w.backend).await.unwrap();
    assert!(matches!(
        set_up(&w.backend, &form(&code)).await,
        Err(BackendError::NotFound)
    ));
}
