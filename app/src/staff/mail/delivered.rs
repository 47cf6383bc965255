//! A mail as it lies in the mailbox folder, with links that work.

use super::api::{get_delivered_mail, get_mail};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{CopyValue, IconName, LinkButton, Notice, PageHeader, Section, Tone, Variant},
};
use domain::{ids::MailId, role::Permission};
use leptos::prelude::*;

/// The delivered text. There is such a page only while Portico writes mails into a folder instead of sending them.
#[component]
pub fn DeliveredMailPage() -> impl IntoView {
    let id = platform::param::<MailId>("id");
    staff_page("Mail as delivered", async move {
        platform::permitted(Permission::MailManage)?;
        let id = id?;
        let mail = get_mail(id).await?;
        let text = get_delivered_mail(id).await?;
        let link = link_in(&text).map(|link| {
            view! {
                <div class="cluster">
                    <LinkButton href=link.clone() variant=Variant::Primary icon=IconName::External>"Open the mail's link"</LinkButton>
                    <CopyValue value=link label="Copy the link"/>
                </div>
            }
        });
        let back = (format!("/staff/mail/{id}"), "Mail".to_owned());
        Ok(view! {
            <div class="page narrow">
                <PageHeader title="Mail as delivered" back=back text=format!("To {} <{}>", mail.row.to_name, mail.row.to_address)/>
                <Notice tone=Tone::Warning title="This link works">
                    <p>
                        "No mail server is set up, so this mail lies in Portico's mailbox folder. Whoever opens its link is signed in as its reader, and what is viewed then counts as viewed by the client. That you opened this page was logged."
                    </p>
                </Notice>
                {link}
                <Section title="Text"><div class="pre-line small">{text}</div></Section>
            </div>
        }
        .into_any())
    })
}

/// The first address in a mail that leads to a page of ours.
fn link_in(text: &str) -> Option<String> {
    text.split_whitespace()
        .find(|word| word.starts_with("http://") || word.starts_with("https://"))
        .filter(|link| link.contains("/l/") || link.contains("/staff/") || link.contains("/portal/"))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::link_in;

    #[test]
    fn the_link_is_found() {
        let text = "Hello,\n\nOpen my portal:\nhttp://localhost:3000/l/abc.def\n\nbye";
        assert_eq!(link_in(text).as_deref(), Some("http://localhost:3000/l/abc.def"));
        assert_eq!(link_in("no link, and http://elsewhere.test/x"), None);
    }
}
