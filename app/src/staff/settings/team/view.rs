//! The team's page: the list, adding a member, and the table of permissions.

use super::{
    api::{AddMember, ChangeMemberRole, InviteMemberAgain, SwitchMember, list_members},
    permissions::permission_table,
};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{
        Avatar, Badge, Button, Confirm, DateText, EmailField, Form, FormErrors, HiddenField, IconName,
        Notice, PageHeader, RadioField, Section, SelectField, Table, TextField, Tone, Variant,
    },
};
use domain::{
    form::FormView,
    ids::UserId,
    role::Role,
    staff::{MemberForm, MemberRow, RoleForm},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The team.
#[component]
pub fn TeamPage() -> impl IntoView {
    staff_page("Team", async {
        let members = list_members().await?;
        let me = platform::staff_visit()?.frame;
        let zone = platform::staff_zone();
        let refused = platform::returned_form::<()>("team")
            .await
            .map(|form| form.errors);
        let role = platform::returned_form::<RoleForm>("role").await;
        let conflict = role.as_ref().and_then(|form| role_conflict(form, &members));
        let refused = refused.or(role.map(|form| form.errors));
        let form = platform::returned_form::<MemberForm>("member")
            .await
            .unwrap_or_else(|| {
                FormView::fresh(MemberForm {
                    role: Role::Staff.key().to_owned(),
                    ..MemberForm::default()
                })
            });
        let rows = members
            .into_iter()
            .map(|member| member_row(member, me.user, me.role, &zone))
            .collect_view();
        Ok(view! {
            <div class="page">
                <PageHeader title="Team" text="Who works here, and what each may do.".to_owned()/>
                <FormErrors errors=refused.unwrap_or_default() title="That did not work"/>
                {conflict}
                <Section title="Members" class="flush">
                    <Table label="Members">
                        <thead>
                            <tr>
                                <th scope="col">"Name"</th>
                                <th scope="col">"Role"</th>
                                <th scope="col">"State"</th>
                                <th scope="col">"Last seen"</th>
                                <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </Table>
                </Section>
                {add_form(form, me.role)}
                {permission_table()}
            </div>
        }
        .into_any())
    })
}

/// What somebody else chose meanwhile, beside what was chosen here. The row's form starts from the stored role again.
fn role_conflict(form: &FormView<RoleForm>, members: &[MemberRow]) -> Option<AnyView> {
    let stored: Role = form.stored.as_ref()?.role.parse().ok()?;
    let chosen: Role = form.values.role.parse().ok()?;
    let member = members
        .iter()
        .find(|member| member.id.to_string() == form.values.id)?;
    let name = member.name.clone();
    Some(
        view! {
            <Notice tone=Tone::Warning title="This role has changed since you opened the page">
                {name} " is now: " <strong>{stored.label()}</strong> ". You chose: " <strong>{chosen.label()}</strong>
                ". Nothing was changed; choose again below if you still want to."
            </Notice>
        }
        .into_any(),
    )
}

fn member_row(member: MemberRow, me: UserId, my_role: Role, zone: &str) -> impl IntoView + use<> {
    let (tone, state) = if !member.active {
        (Tone::Neutral, "Off")
    } else if member.invited {
        (Tone::Info, "Invited")
    } else {
        (Tone::Success, "Active")
    };
    let seen = match member.last_seen_at {
        Some(at) => {
            view! { <DateText datetime=platform::stamp(at) text=platform::when(at, zone)/> }.into_any()
        }
        None => view! { <span class="muted">"Never"</span> }.into_any(),
    };
    let role_tone = if member.role == Role::Owner {
        Tone::Info
    } else {
        Tone::Neutral
    };
    let you = (member.id == me).then(|| view! { <span class="muted">" (you)"</span> });
    let actions = if my_role.may_manage(member.role) {
        member_actions(&member, member.id == me, my_role)
    } else {
        view! { <span class="muted small">"Managed by owners"</span> }.into_any()
    };
    let class = if member.active { "" } else { "is-muted" };
    view! {
        <tr class=class>
            <td class="cell-main">
                <span class="member">
                    <Avatar name=member.name.clone()/>
                    <span><span class="strong">{member.name}</span>{you}<br/><span class="muted small">{member.email}</span></span>
                </span>
            </td>
            <td data-label="Role"><Badge tone=role_tone text=member.role.label()/></td>
            <td data-label="State"><Badge tone=tone text=state/></td>
            <td data-label="Last seen">{seen}</td>
            <td class="cell-actions"><div class="actions">{actions}</div></td>
        </tr>
    }
}

fn member_actions(member: &MemberRow, is_me: bool, my_role: Role) -> AnyView {
    let again = (member.invited && member.active).then(|| send_again(member));
    let role = change_role(member, my_role);
    let switch = if !member.active {
        switch_on(member).into_any()
    } else if is_me {
        // Nobody locks themselves out by a slip of the finger.
        ().into_any()
    } else {
        switch_off(member).into_any()
    };
    view! { {again}{role}{switch} }.into_any()
}

fn send_again(member: &MemberRow) -> impl IntoView + use<> {
    let (id, label) = (
        member.id.to_string(),
        format!("Send the invitation to {} again", member.name),
    );
    view! {
        <Form action=InviteMemberAgain::url() class="inline-form">
            <HiddenField name="id" value=id/>
            <Button variant=Variant::Quiet class="small" icon=IconName::Send label>"Send again"</Button>
        </Form>
    }
}

fn switch_on(member: &MemberRow) -> impl IntoView + use<> {
    let (id, label) = (member.id.to_string(), format!("Switch {} on", member.name));
    view! {
        <Form action=SwitchMember::url() class="inline-form">
            <HiddenField name="id" value=id/>
            <HiddenField name="active" value="true"/>
            <Button class="small" label>"Switch on"</Button>
        </Form>
    }
}

fn change_role(member: &MemberRow, my_role: Role) -> impl IntoView + use<> {
    let (id, field) = (member.id.to_string(), format!("role-{}", member.id));
    let title = format!("Which role for {}?", member.name);
    let (current, hint) = (member.role.key(), "The table below says what each role may do.");
    let options = roles_to_give(my_role, |role| role.label().to_owned());
    view! {
        <Confirm summary="Role" title variant=Variant::Quiet class="small" icon=IconName::Shield>
            <Form action=ChangeMemberRole::url()>
                <HiddenField name="id" value=id/>
                <HiddenField name="seen" value=current/>
                <SelectField label="Role" name="role" id=field options value=current hint/>
                <div class="form-actions"><Button variant=Variant::Primary>"Change role"</Button></div>
            </Form>
        </Confirm>
    }
}

/// The roles that somebody of a role may give, the smallest first.
fn roles_to_give(mine: Role, text: fn(Role) -> String) -> Vec<(String, String)> {
    Role::ALL
        .into_iter()
        .filter(|role| mine.may_manage(*role))
        .map(|role| (role.key().to_owned(), text(role)))
        .collect()
}

fn switch_off(member: &MemberRow) -> impl IntoView + use<> {
    let (id, name) = (member.id.to_string(), member.name.clone());
    view! {
        <Confirm summary="Switch off" title=format!("Switch {name} off?") variant=Variant::Quiet class="small" icon=IconName::Ban>
            <p>"All open sessions end at once, and signing in is no longer possible. What was done before stays as it is. You can switch the member on again."</p>
            <Form action=SwitchMember::url() class="inline-form">
                <HiddenField name="id" value=id/>
                <HiddenField name="active" value="false"/>
                <Button variant=Variant::Danger>"Switch off"</Button>
            </Form>
        </Confirm>
    }
}

fn add_form(form: FormView<MemberForm>, my_role: Role) -> impl IntoView {
    let options = roles_to_give(my_role, |role| format!("{}: {}", role.label(), role.summary()));
    let (values, errors) = (form.values, form.errors);
    let (name, email, role) = (errors.get("name"), errors.get("email"), errors.get("role"));
    view! {
        <Section title="Add a member" id="add"
            text="They get a mail with a link to choose their password. The link works for seven days.".to_owned()>
            <div class="stack">
                <FormErrors errors labels=vec![("email", "E-mail address".to_owned())]/>
                <Form action=AddMember::url() label="Add a member">
                    <div class="form-grid">
                        <TextField label="Name" name="form[name]" value=values.name error=name required=true maxlength=120/>
                        <EmailField label="E-mail address" name="form[email]" value=values.email error=email required=true/>
                        <RadioField label="Role" name="form[role]" options value=values.role error=role class="span-2"/>
                    </div>
                    <div class="form-actions">
                        <Button variant=Variant::Primary icon=IconName::Send>"Send invitation"</Button>
                    </div>
                </Form>
            </div>
        </Section>
    }
}
