use super::{commands, queries};
use crate::{
    entity::{activity, company, invoice, session},
    error::BackendError,
    fixture::{Side, World, company_row, invoice_row, session_row, world},
};
use domain::{
    company::{ClientFilter, CompanyForm},
    ids::{CompanyId, InvoiceId},
    money::{Currency, Money},
    role::Role,
};
use sea_orm::{ColumnTrait, Order};

fn typed(name: &str) -> CompanyForm {
    CompanyForm {
        name: name.to_owned(),
        currency: "EUR".to_owned(),
        payment_days: "14".to_owned(),
        ..CompanyForm::default()
    }
}

fn looking_for(search: &str) -> ClientFilter {
    ClientFilter {
        search: search.to_owned(),
        ..ClientFilter::default()
    }
}

async fn names(w: &World, side: &Side, filter: &ClientFilter) -> Vec<String> {
    let page = queries::list(&w.backend, &side.owner, filter).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

async fn add(w: &World, names: &[&str]) -> Vec<CompanyId> {
    let mut ids = Vec::new();
    for name in names {
        ids.push(
            commands::create(&w.backend, &w.a.owner, &typed(name), "")
                .await
                .unwrap(),
        );
    }
    ids
}

async fn verbs(w: &World, side: &Side, company: CompanyId) -> Vec<String> {
    let lines = w
        .backend
        .read(&side.owner)
        .find::<activity::Entity>()
        .filter(activity::Column::CompanyId.eq(company.uuid()))
        .order(activity::Column::Id, Order::Asc)
        .all()
        .await
        .unwrap();
    lines.into_iter().map(|line| line.verb).collect()
}

#[tokio::test]
async fn a_company_is_made_once_read_back_and_changed() {
    let w = world().await;
    let form = CompanyForm {
        city: "Köln".into(),
        notes: "first\nsecond".into(),
        ..typed("  Hofmann & Söhne  ")
    };
    let id = commands::create(&w.backend, &w.a.owner, &form, "key-1")
        .await
        .unwrap();
    let again = commands::create(&w.backend, &w.a.owner, &form, "key-1")
        .await
        .unwrap();
    assert_eq!(id, again, "a form sent twice makes one company");
    let other = commands::create(&w.backend, &w.a.owner, &typed("other"), "key-1").await;
    assert!(matches!(other, Err(BackendError::Conflict(_))), "{other:?}");
    // The same key of another tenant's member is another key.
    let theirs = commands::create(&w.backend, &w.b.owner, &form, "key-1")
        .await
        .unwrap();
    assert_ne!(id, theirs);

    let read = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(
        (read.form.name.as_str(), read.form.version),
        ("Hofmann & Söhne", 1)
    );
    assert_eq!(read.address.lines(), ["Köln"]);
    let changed = CompanyForm {
        phone: "+49 1".into(),
        ..read.form
    };
    commands::update(&w.backend, &w.a.owner, id, &changed)
        .await
        .unwrap();
    let read = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!((read.form.phone.as_str(), read.form.version), ("+49 1", 2));
    assert_eq!(verbs(&w, &w.a, id).await, ["company.created", "company.updated"]);
}

#[tokio::test]
async fn a_wrong_form_saves_nothing_in_part() {
    let w = world().await;
    let bad = CompanyForm {
        name: "\u{202E}evil".into(),
        payment_days: "-1".into(),
        ..typed("")
    };
    let refused = commands::create(&w.backend, &w.a.owner, &bad, "k").await;
    let Err(BackendError::Invalid(errors)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["name", "payment_days"]);
    assert_eq!(
        names(&w, &w.a, &ClientFilter::default()).await,
        ["§Anchor-company"]
    );
}

#[tokio::test]
async fn a_stale_edit_is_told_with_what_is_stored() {
    let w = world().await;
    let id = add(&w, &["Acme"]).await[0];
    let opened = queries::get(&w.backend, &w.a.owner, id).await.unwrap().form;
    let first = CompanyForm {
        city: "Bonn".into(),
        ..opened.clone()
    };
    commands::update(&w.backend, &w.a.owner, id, &first)
        .await
        .unwrap();
    let second = CompanyForm {
        city: "Ulm".into(),
        ..opened
    };
    let refused = commands::update(&w.backend, &w.a.owner, id, &second).await;
    let Err(BackendError::Stale(stored)) = refused else {
        panic!("{refused:?}")
    };
    let stored: CompanyForm = serde_json::from_value(stored).unwrap();
    assert_eq!((stored.city.as_str(), stored.version), ("Bonn", 2));
    let read = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(read.form.city, "Bonn");
}

#[tokio::test]
async fn another_tenants_company_is_not_there_whatever_one_does() {
    let w = world().await;
    let (owner, foreign) = (&w.a.owner, w.b.company);
    let unknown = CompanyId::new();
    for id in [foreign, unknown] {
        let answers = [
            queries::get(&w.backend, owner, id).await.map(drop),
            commands::update(&w.backend, owner, id, &typed("x")).await,
            commands::archive(&w.backend, owner, id).await,
            commands::restore(&w.backend, owner, id).await,
        ];
        for answer in answers {
            assert!(matches!(answer, Err(BackendError::NotFound)), "{answer:?}");
        }
    }
    let choices = queries::choices(&w.backend, owner, &[foreign]).await.unwrap();
    assert_eq!(
        choices.iter().map(|choice| choice.id).collect::<Vec<_>>(),
        [w.a.company]
    );
    assert_eq!(
        names(&w, &w.b, &ClientFilter::default()).await,
        ["§Beacon-company"]
    );
    assert!(names(&w, &w.a, &looking_for("beacon")).await.is_empty());
}

#[tokio::test]
async fn a_viewer_reads_and_changes_nothing() {
    let w = world().await;
    let viewer = w.a.staff(Role::Viewer);
    assert!(
        queries::list(&w.backend, &viewer, &ClientFilter::default())
            .await
            .is_ok()
    );
    assert!(queries::get(&w.backend, &viewer, w.a.company).await.is_ok());
    let answers = [
        commands::create(&w.backend, &viewer, &typed("x"), "")
            .await
            .map(drop),
        commands::update(&w.backend, &viewer, w.a.company, &typed("x")).await,
        commands::archive(&w.backend, &viewer, w.a.company).await,
        commands::restore(&w.backend, &viewer, w.a.company).await,
    ];
    for answer in answers {
        assert!(matches!(answer, Err(BackendError::Forbidden)), "{answer:?}");
    }
}

#[tokio::test]
async fn search_takes_signs_for_what_they_are() {
    let w = world().await;
    add(
        &w,
        &[
            "100% Organic",
            "1000 Organic",
            "snake_case Ltd",
            "snakeXcase Ltd",
            r"back\slash",
            "МОСКВА Строй",
            "İstanbul",
            "株式会社",
        ],
    )
    .await;
    assert_eq!(names(&w, &w.a, &looking_for("100%")).await, ["100% Organic"]);
    assert_eq!(names(&w, &w.a, &looking_for("e_c")).await, ["snake_case Ltd"]);
    assert_eq!(names(&w, &w.a, &looking_for(r"k\s")).await, [r"back\slash"]);
    assert_eq!(
        names(&w, &w.a, &looking_for("москва строй")).await,
        ["МОСКВА Строй"]
    );
    assert_eq!(names(&w, &w.a, &looking_for("İST")).await, ["İstanbul"]);
    assert_eq!(names(&w, &w.a, &looking_for("会社")).await, ["株式会社"]);
    assert_eq!(
        names(&w, &w.a, &looking_for("organic 1000")).await,
        ["1000 Organic"],
        "every word"
    );
    for odd in [
        "'; DROP TABLE company; --",
        "%%%\u{202E}",
        "\u{0}\u{1}qqq\u{0}",
        "\u{1F469}\u{200D}\u{1F4BB}",
    ] {
        assert!(names(&w, &w.a, &looking_for(odd)).await.is_empty(), "{odd:?}");
    }
    assert_eq!(names(&w, &w.a, &looking_for("\u{0}")).await.len(), 9);
}

#[tokio::test]
async fn lists_sort_filter_and_page() {
    let w = world().await;
    let many: Vec<String> = (0..30).map(|n| format!("Firm {n:02}")).collect();
    let ids = add(&w, &many.iter().map(String::as_str).collect::<Vec<_>>()).await;
    add(&w, &["alpha", "Beta"]).await;
    let first = queries::list(&w.backend, &w.a.owner, &ClientFilter::default())
        .await
        .unwrap();
    assert_eq!(
        (first.rows.len(), first.total, first.page, first.page_count()),
        (25, 33, 1, 2)
    );
    assert_eq!(
        (first.rows[0].name.as_str(), first.rows[1].name.as_str()),
        ("alpha", "Beta"),
        "whatever the case"
    );
    let beyond = ClientFilter {
        page: 99,
        sort: "-name".into(),
        ..ClientFilter::default()
    };
    let last = queries::list(&w.backend, &w.a.owner, &beyond).await.unwrap();
    assert_eq!((last.rows.len(), last.page), (8, 2));
    assert_eq!(last.rows[7].name, "alpha");

    commands::archive(&w.backend, &w.a.owner, ids[3]).await.unwrap();
    commands::archive(&w.backend, &w.a.owner, ids[3]).await.unwrap();
    let archived = ClientFilter {
        state: "archived".into(),
        ..ClientFilter::default()
    };
    assert_eq!(names(&w, &w.a, &archived).await, ["Firm 03"]);
    let all = ClientFilter {
        state: "all".into(),
        search: "firm".into(),
        ..ClientFilter::default()
    };
    assert_eq!(
        queries::list(&w.backend, &w.a.owner, &all).await.unwrap().total,
        30
    );
    assert_eq!(
        queries::list(&w.backend, &w.a.owner, &looking_for("firm"))
            .await
            .unwrap()
            .total,
        29
    );
    commands::restore(&w.backend, &w.a.owner, ids[3]).await.unwrap();
    assert_eq!(
        verbs(&w, &w.a, ids[3]).await,
        ["company.created", "company.archived", "company.restored"]
    );
}

#[tokio::test]
async fn open_and_overdue_are_sums_by_currency_in_the_tenants_day() {
    let w = world().await;
    let now = w.backend.clock().now();
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let poor = CompanyId::new();
    rows.insert::<company::Entity>(company_row(poor, "poor", now))
        .await
        .unwrap();
    // The fixture's day is 2026-03-15.
    let bills = [
        (w.a.company, "sent", "EUR", 10_000, "2026-03-14"),
        (w.a.company, "partial", "EUR", 2_500, "2026-03-15"),
        (w.a.company, "sent", "CHF", 700, "2026-04-01"),
        (w.a.company, "draft", "EUR", 99_999, "2026-01-01"),
        (w.a.company, "paid", "EUR", 0, "2026-01-01"),
        (w.a.company, "void", "EUR", 5, "2026-01-01"),
        (poor, "sent", "EUR", 1, "2026-03-16"),
    ];
    for (index, (company, status, currency, minor, due)) in bills.into_iter().enumerate() {
        let number = format!("INV-{index}");
        let row = invoice_row(
            InvoiceId::new(),
            company,
            (status, Some(&number)),
            (currency, minor),
            Some(due),
            now,
        );
        rows.insert::<invoice::Entity>(row).await.unwrap();
    }
    rows.commit().await.unwrap();
    let detail = queries::get(&w.backend, &w.a.owner, w.a.company).await.unwrap();
    assert_eq!(
        detail.open,
        [Money::new(700, Currency::CHF), Money::new(12_500, Currency::EUR)]
    );
    assert_eq!(detail.overdue, [Money::new(10_000, Currency::EUR)]);
    let by_open = |sort: &str| ClientFilter {
        sort: sort.to_owned(),
        ..ClientFilter::default()
    };
    assert_eq!(
        names(&w, &w.a, &by_open("open")).await,
        ["poor", "§Anchor-company"]
    );
    assert_eq!(
        names(&w, &w.a, &by_open("-open")).await,
        ["§Anchor-company", "poor"]
    );
    let list = queries::list(&w.backend, &w.a.owner, &by_open("-open"))
        .await
        .unwrap();
    assert_eq!((list.rows[0].contacts, list.rows[1].contacts), (1, 0));
    assert_eq!(list.rows[0].open, detail.open);
    for sort in ["city", "-city", "created", "-created", "nonsense", "-"] {
        assert_eq!(names(&w, &w.a, &by_open(sort)).await.len(), 2, "{sort}");
    }
}

#[tokio::test]
async fn archiving_a_company_ends_the_sessions_that_hung_on_it_alone() {
    let w = world().await;
    let now = w.backend.clock().now();
    let second = add(&w, &["Second"]).await[0];
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.insert::<session::Entity>(session_row(w.a.contact, now))
        .await
        .unwrap();
    rows.insert::<crate::entity::membership::Entity>(crate::entity::membership::ActiveModel {
        contact_id: sea_orm::ActiveValue::Set(w.a.contact.uuid()),
        company_id: sea_orm::ActiveValue::Set(second.uuid()),
        created_at: sea_orm::ActiveValue::Set(now),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
    let live = async || {
        let rows = w.backend.read(&w.a.owner);
        rows.find::<session::Entity>()
            .filter(session::Column::RevokedAt.is_null())
            .count()
            .await
            .unwrap()
    };
    commands::archive(&w.backend, &w.a.owner, w.a.company)
        .await
        .unwrap();
    assert_eq!(live().await, 1, "the other company keeps it alive");
    commands::archive(&w.backend, &w.a.owner, second).await.unwrap();
    assert_eq!(live().await, 0);
}
