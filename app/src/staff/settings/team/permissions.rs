//! What each role may do, as a table made from the rules themselves.

use crate::ui::{Icon, IconName, Section, Table};
use domain::role::{Permission, Role};
use leptos::prelude::*;

/// Role by permission.
pub(super) fn permission_table() -> impl IntoView {
    let heads = Role::ALL
        .into_iter()
        .map(|role| view! { <th scope="col" class="mark">{role.label()}</th> })
        .collect_view();
    // The owner has them all.
    let rows = Role::Owner
        .permissions()
        .iter()
        .map(|permission| {
            let cells = Role::ALL
                .into_iter()
                .map(|role| view! { <td class="mark">{mark(role.may(*permission))}</td> })
                .collect_view();
            view! { <tr><th scope="row">{sentence(*permission)}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <Section title="What each role may do" class="flush">
            <Table label="Permissions by role" scroll=true class="compact permissions">
                <thead><tr><th scope="col">"May"</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    }
}

fn mark(may: bool) -> AnyView {
    if may {
        view! { <span class="text-success"><Icon name=IconName::Check/></span><span class="visually-hidden">"yes"</span> }
            .into_any()
    } else {
        view! { <span class="muted" aria-hidden="true">"–"</span><span class="visually-hidden">"no"</span> }
            .into_any()
    }
}

/// A permission in words. A new one does not compile without.
const fn sentence(permission: Permission) -> &'static str {
    match permission {
        Permission::ClientsRead => "See companies and contacts",
        Permission::ClientsWrite => "Create, edit and archive companies and contacts",
        Permission::AccessManage => "Invite clients, resend and revoke their links",
        Permission::AccessLogRead => "See who opened and downloaded what",
        Permission::InvoicesRead => "See invoices and payments",
        Permission::InvoicesWrite => "Create and issue invoices, record and refund payments",
        Permission::InvoicesCorrect => "Void, write off and credit invoices",
        Permission::ProposalsRead => "See proposals and what was answered",
        Permission::ProposalsWrite => "Write, send, revise and withdraw proposals",
        Permission::ProposalsReopen => "Take an acceptance back",
        Permission::ContractsRead => "See contracts",
        Permission::ContractsWrite => "Write, send and countersign contracts; keep templates",
        Permission::ContractsVoid => "Take contracts back",
        Permission::MailRead => "See the mail log",
        Permission::MailManage => "Send mails again, and open mails in the mailbox folder",
        Permission::SettingsManage => "Change the portal's and the business's settings",
        Permission::PagesManage => "Make, edit and publish the portal's pages",
        Permission::PagesEmbed => "Put HTML from elsewhere on pages",
        Permission::TeamManage => "Manage the team",
    }
}
