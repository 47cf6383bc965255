//! The frame of a staff page: menu, title, and notices after something was done.

use crate::{
    error::AppError,
    platform,
    ui::{IconName, NavGroup, NavLink, Notice, StaffShell, Tone},
};
use domain::role::Permission;
use leptos::prelude::*;
use leptos_meta::{Html, Title};
use std::future::Future;

/// A page of the staff's side. `body` renders what goes into the page, starting with `<div class="page">`.
pub fn staff_page(
    title: impl Into<String>,
    body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static,
) -> AnyView {
    let title = title.into();
    let visit = match platform::staff_visit() {
        Ok(visit) => visit,
        Err(error) => return platform::bare_page(async move { Err(error) }),
    };
    let frame = visit.frame;
    let at = platform::path();
    let link = |label: &str, href: &str, icon| {
        let current = at == href || (href != "/staff" && at.starts_with(&format!("{href}/")));
        NavLink::new(label, href).icon(icon).current(current)
    };
    let may = |permission| frame.role.may(permission);
    let mut groups = vec![
        NavGroup {
            label: None,
            links: vec![link("Dashboard", "/staff", IconName::Dashboard)],
        },
        NavGroup {
            label: Some("Clients".to_owned()),
            links: vec![
                link("Companies", "/staff/companies", IconName::Building),
                link("Contacts", "/staff/contacts", IconName::Users),
                link("Tags", "/staff/tags", IconName::Tag),
            ],
        },
        NavGroup {
            label: Some("Agreements".to_owned()),
            links: vec![
                link("Proposals", "/staff/proposals", IconName::Proposal),
                link("Contracts", "/staff/contracts", IconName::Contract),
            ],
        },
        NavGroup {
            label: Some("Billing".to_owned()),
            links: vec![link("Invoices", "/staff/invoices", IconName::Invoice)],
        },
        NavGroup {
            label: Some("Records".to_owned()),
            links: vec![
                link("Access log", "/staff/access-log", IconName::History),
                link("Mail log", "/staff/mail", IconName::Mail),
            ],
        },
    ];
    let mut settings = Vec::new();
    if may(Permission::SettingsManage) {
        settings.push(link("Client portal", "/staff/settings/portal", IconName::Palette));
        settings.push(link("Business", "/staff/settings/business", IconName::Building));
    }
    if may(Permission::PagesManage) && !may(Permission::SettingsManage) {
        settings.push(link(
            "Portal pages",
            "/staff/settings/portal/pages",
            IconName::Document,
        ));
    }
    if may(Permission::TeamManage) {
        settings.push(link("Team", "/staff/settings/team", IconName::UserPlus));
    }
    if !settings.is_empty() {
        groups.push(NavGroup {
            label: Some("Settings".to_owned()),
            links: settings,
        });
    }
    let user_links = vec![link("Your account", "/staff/account", IconName::User)];
    let full_title = format!("{title} · {}", frame.business_name);
    let body = platform::page(body);
    view! {
        <Html attr:lang="en"/>
        <Title text=full_title/>
        <StaffShell
            name=frame.business_name
            nav=groups
            user_name=frame.name
            user_detail=frame.role.label()
            user_links
            sign_out="/api/staff/sign_out"
        >
            {done_notice()}
            {body}
        </StaffShell>
    }
    .into_any()
}

/// A page of the staff's side that fills the window, without the menu.
pub fn bare_staff_page(
    title: &str,
    body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static,
) -> AnyView {
    let visit = match platform::staff_visit() {
        Ok(visit) => visit,
        Err(error) => return platform::bare_page(async move { Err(error) }),
    };
    let full_title = format!("{title} · {}", visit.frame.business_name);
    platform::bare_page(async move {
        let body = body.await?;
        Ok(view! {
            <Html attr:lang="en"/>
            <Title text=full_title/>
            {body}
        }
        .into_any())
    })
}

/// After a change the browser is sent on with `?done=…`; the page then says in one sentence what was done.
fn done_notice() -> Option<impl IntoView> {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Query {
        done: String,
    }
    let sentence = match platform::query::<Query>().done.as_str() {
        "saved" => "Saved.",
        "reset" => "The standard words are used again.",
        "test-sent" => "The test mail is on its way to you. Nothing was saved.",
        "undone" => "Taken back.",
        "created" => "Created.",
        "archived" => "Archived. It is still here and can be restored.",
        "restored" => "Restored.",
        "deleted" => "Deleted.",
        "merged" => "Merged. This is the tag that is left.",
        "published" => "Published. Clients who may open this page see it now.",
        "unpublished" => "Unpublished. Clients do not see this page any more.",
        "scheduled" => "Scheduled.",
        "unscheduled" => "Nothing is scheduled any more.",
        "brought-back" => {
            "The draft has that content again. What clients see stays as it is until you publish."
        }
        "block-back" => "The draft has that block again. What clients see stays as it is until you publish.",
        "invited" => "The invitation is on its way.",
        "session-ended" => "The session was ended. The link goes on working.",
        "revoked" => "The link was revoked and all sessions were ended.",
        "revoked-all" => {
            "All links were revoked and all clients signed out. New invitations open the portal again."
        }
        "issued" => "Issued. The client can see it now.",
        "issued-mailed" => "Issued. The client can see it now, and a mail is on its way.",
        "paid" => "Payment recorded.",
        "overpaid" => "Payment recorded. It is more than was owed; the rest is the company's credit.",
        "credit-used" => "The company's credit was used on this invoice.",
        "corrected" => "Payment corrected.",
        "refunded" => "Refund recorded.",
        "credited" => "Credit note issued.",
        "voided" => "Voided. The client sees it as void.",
        "written-off" => "Written off.",
        "duplicated" => "This is a new draft with the same lines.",
        "proposal-sent" => "Sent. The client can read and answer it now.",
        "proposal-extended" => "Extended and sent again.",
        "proposal-withdrawn" => "Withdrawn. The client can't accept it any more.",
        "proposal-reopened" => "Reopened. It waits for an answer again.",
        "proposal-copied" => "This is a new draft with the same content.",
        "proposal-revising" => {
            "This is a new version. The client keeps reading the old one until you send this."
        }
        "commented" => "Comment added.",
        "preset-saved" => "Saved for reuse.",
        "contract-sent" => "Sent. Those whose turn it is get a mail.",
        "contract-reminded" => "Reminded.",
        "contract-voided" => "Taken back. Those who had it are told.",
        "contract-extended" => "There is more time now.",
        "contract-replaced" => "The other person is asked now.",
        "contract-signed" => "Signed. As soon as it is sealed, everybody gets a copy.",
        "contract-copied" => "This is a new draft with the same text and people.",
        "guest-lifted" => "This person now sees what the company's other contacts see.",
        "retried" => "The mail is sent again.",
        "ended" => "The session was ended.",
        "ended-others" => "All other sessions were ended.",
        "switched-on" => "Switched on.",
        "switched-off" => "Switched off. All sessions were ended.",
        "password" => "Your password was changed; all other sessions were ended.",
        _ => return None,
    };
    Some(view! { <div class="page flash"><Notice tone=Tone::Success>{sentence}</Notice></div> })
}
