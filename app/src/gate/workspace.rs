//! The page to choose a workspace on, after a password that opens several.

use super::{
    api::{ChooseWorkspace, staff_path},
    view::{PRODUCT, public_page},
};
use crate::{
    platform::{self, cookie::Kind},
    ui::{Button, CardPage, Form, HiddenField, LinkButton, Variant},
};
use backend::staff::workspace;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    next: String,
}

/// The workspaces that the password just given opens. Without it, or when it was too long ago, only the way back is here.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    public_page(async {
        let proof = platform::session_cookie(Kind::Workspaces).unwrap_or_default();
        let offered = workspace::offered(&platform::backend()?, &proof).await?;
        if offered.is_empty() {
            return Ok(view! {
                <Title text="Please sign in again"/>
                <CardPage name=PRODUCT title="Please sign in again"
                    text="There was no choice to make, or it took too long.".to_owned()>
                    <div class="form-actions">
                        <LinkButton href="/staff/sign-in" variant=Variant::Primary class="wide">"Sign in"</LinkButton>
                    </div>
                </CardPage>
            }
            .into_any());
        }
        let next = staff_path(&platform::query::<Query>().next);
        let choices = offered
            .into_iter()
            .map(|choice| {
                let next = next.clone();
                view! {
                    <li>
                        <Form action=ChooseWorkspace::url()>
                            <HiddenField name="user" value=choice.user.to_string()/>
                            <HiddenField name="next" value=next/>
                            <Button class="wide">{choice.name}</Button>
                        </Form>
                    </li>
                }
            })
            .collect_view();
        Ok(view! {
            <Title text="Choose a workspace"/>
            <CardPage name=PRODUCT title="Choose a workspace" text="Your password opens more than one.".to_owned()
                footer=view! { <a href="/staff/sign-in">"Sign in as somebody else"</a> }.into_any()>
                <ul class="stack" role="list">{choices}</ul>
            </CardPage>
        }
        .into_any())
    })
}
