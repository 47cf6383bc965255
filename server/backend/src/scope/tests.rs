//! The wall between tenants and between clients, tried from the inside.

use crate::{
    entity::{company, contact, invoice, membership},
    error::BackendError,
    fixture::{client_scope, company_row, contact_row, world},
};
use domain::ids::{CompanyId, ContactId};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, sea_query::Expr};

#[tokio::test]
async fn another_tenants_rows_are_not_there() {
    let w = world().await;
    let rows = w.backend.read(&w.a.owner);
    assert!(rows.get::<company::Entity>(w.a.company.uuid()).await.is_ok());
    let foreign = rows.get::<company::Entity>(w.b.company.uuid()).await;
    assert!(matches!(foreign, Err(BackendError::NotFound)));
    // A condition that is always true widens nothing.
    let wide = Condition::any()
        .add(company::Column::Name.like("%"))
        .add(company::Column::Id.is_not_null());
    let all = rows.find::<company::Entity>().filter(wide).all().await.unwrap();
    assert_eq!(
        all.iter().map(|row| row.tenant_id).collect::<Vec<_>>(),
        [w.a.tenant.uuid()]
    );
}

#[tokio::test]
async fn inserts_and_updates_stay_inside() {
    let w = world().await;
    let now = w.backend.clock().now();
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let id = CompanyId::new();
    let smuggled = company::ActiveModel {
        tenant_id: Set(w.b.tenant.uuid()),
        ..company_row(id, "smuggled", now)
    };
    rows.insert::<company::Entity>(smuggled).await.unwrap();
    assert_eq!(
        rows.get::<company::Entity>(id.uuid()).await.unwrap().tenant_id,
        w.a.tenant.uuid()
    );
    let changed = rows
        .update::<company::Entity>()
        .filter(company::Column::Id.eq(w.b.company.uuid()))
        .set(company::Column::Name, "taken over")
        .exec()
        .await
        .unwrap();
    assert_eq!(changed, 0);
    let moved = company::ActiveModel {
        tenant_id: Set(w.b.tenant.uuid()),
        name: Set("moved".into()),
        ..Default::default()
    };
    rows.update::<company::Entity>()
        .filter(company::Column::Id.eq(id.uuid()))
        .set_row(moved)
        .exec()
        .await
        .unwrap();
    assert_eq!(
        rows.get::<company::Entity>(id.uuid()).await.unwrap().tenant_id,
        w.a.tenant.uuid()
    );
    assert_eq!(
        rows.delete::<company::Entity>(company::Column::Id.eq(w.b.company.uuid()))
            .await
            .unwrap(),
        0
    );
    rows.commit().await.unwrap();
}

#[tokio::test]
async fn abuse_13_a_foreign_reference_fails_in_the_database_too() {
    let w = world().await;
    let now = w.backend.clock().now();
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let row = membership::ActiveModel {
        contact_id: Set(w.a.contact.uuid()),
        company_id: Set(w.b.company.uuid()),
        created_at: Set(now),
        ..Default::default()
    };
    let refused = rows.insert::<membership::Entity>(row).await.unwrap_err();
    assert!(refused.is_foreign(), "{refused:?}");
}

#[tokio::test]
async fn a_client_sees_only_the_own_companies_and_no_colleague() {
    let w = world().await;
    let now = w.backend.clock().now();
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let (other, colleague) = (CompanyId::new(), ContactId::new());
    rows.insert::<company::Entity>(company_row(other, "other", now))
        .await
        .unwrap();
    rows.insert::<contact::Entity>(contact_row(colleague, "colleague", now))
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let seen = w.backend.read(&w.a.client);
    let companies = seen.find::<company::Entity>().all().await.unwrap();
    assert_eq!(
        companies.iter().map(|row| row.id).collect::<Vec<_>>(),
        [w.a.company.uuid()]
    );
    let contacts = seen.find::<contact::Entity>().all().await.unwrap();
    assert_eq!(
        contacts.iter().map(|row| row.id).collect::<Vec<_>>(),
        [w.a.contact.uuid()]
    );
    // A client of no company sees no invoice, rather than all of them.
    let nobody = client_scope(w.a.tenant, w.a.contact, vec![]);
    assert_eq!(
        w.backend
            .read(&nobody)
            .find::<invoice::Entity>()
            .count()
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
#[allow(clippy::disallowed_methods)] // the wall is there for code that forgets the scope
async fn postgres_has_a_wall_of_its_own() {
    let w = world().await;
    if !w.backend.db().is_postgres() {
        return;
    }
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let seen = company::Entity::find().all(rows.bare()).await.unwrap();
    assert_eq!(
        seen.iter().map(|row| row.tenant_id).collect::<Vec<_>>(),
        [w.a.tenant.uuid()]
    );
    let changed = company::Entity::update_many()
        .col_expr(company::Column::Name, Expr::value("taken over"))
        .exec(rows.bare())
        .await
        .unwrap();
    assert_eq!(changed.rows_affected, 1);
    let smuggled = company::ActiveModel {
        tenant_id: Set(w.b.tenant.uuid()),
        ..company_row(CompanyId::new(), "smuggled", w.backend.clock().now())
    };
    let refused = company::Entity::insert(smuggled)
        .exec_without_returning(rows.bare())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
}
