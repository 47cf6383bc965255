//! Every page's address.

use crate::{
    gate::{
        client::{LinkPage, LinkSentPage, StartPage},
        code::CodePage,
        view::{SetupPage, SignInPage, WelcomePage},
        workspace::WorkspacePage,
    },
    platform,
    portal::{
        activity::view::ActivityPage,
        contracts::{document::ClientContractPage, list::ClientContractsPage},
        home::view::HomePage,
        invoices::document::ClientInvoicePage,
        invoices::list::ClientInvoicesPage,
        pages::view::OwnPage,
        profile::view::ProfilePage,
        proposals::{
            accept::AcceptProposalPage, decline::DeclineProposalPage, document::ClientProposalPage,
            list::ClientProposalsPage,
        },
        statement::view::StatementPage,
    },
    staff::{
        access_log::view::AccessLogPage,
        account::view::AccountPage,
        companies::{
            detail::CompanyPage,
            edit::{EditCompanyPage, NewCompanyPage},
            list::CompaniesPage,
        },
        contacts::{
            detail::ContactPage,
            edit::{EditContactPage, NewContactPage},
            invite::InvitePage,
            list::ContactsPage,
        },
        contracts::{
            detail::ContractPage,
            edit::{EditContractPage, NewContractPage},
            list::ContractsPage,
            sign::CountersignPage,
            templates::{ContractTemplatePage, ContractTemplatesPage, NewContractTemplatePage},
        },
        dashboard::view::DashboardPage,
        invoices::{
            detail::{InvoicePage, InvoicePreviewPage},
            edit::{EditInvoicePage, NewInvoicePage},
            list::InvoicesPage,
        },
        mail::{delivered::DeliveredMailPage, detail::MailPage, list::MailsPage},
        pages::{
            build::BuildPage, compare::ComparePage, detail::PageSettingsPage, list::PagesPage,
            new::NewPagePage,
        },
        proposals::{
            detail::{ProposalPage, ProposalPreviewPage},
            edit::{EditProposalPage, NewProposalPage},
            list::ProposalsPage,
            presets::ProposalPresetsPage,
        },
        settings::{
            business::view::BusinessSettingsPage,
            portal::{
                access::view::AccessSettingsPage,
                branding::view::BrandingPage,
                css::view::CssPage,
                general::view::GeneralSettingsPage,
                history::view::HistoryPage,
                mails::view::{MailWordsListPage, MailWordsPage},
                menu::view::MenuPage,
                modules::view::ModuleSettingsPage,
                tags::view::TagsPage,
            },
            team::view::TeamPage,
        },
        tags::{detail::ClientTagPage, list::ClientTagsPage},
    },
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// The application: all pages, rendered on the server. `Async` renders a page whole, so that its status and cookies are right.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let whole = || SsrMode::Async;
    view! {
        <Title formatter=platform::escaped_title/>
        <Router>
            <FlatRoutes fallback=platform::not_found_page>
                <Route path=path!("/") view=StartPage ssr=whole()/>
                <Route path=path!("/setup") view=SetupPage ssr=whole()/>
                <Route path=path!("/link-sent") view=LinkSentPage ssr=whole()/>
                <Route path=path!("/l/:token") view=LinkPage ssr=whole()/>
                <Route path=path!("/l/:token/code") view=CodePage ssr=whole()/>
                <Route path=path!("/portal") view=HomePage ssr=whole()/>
                <Route path=path!("/portal/activity") view=ActivityPage ssr=whole()/>
                <Route path=path!("/portal/contracts") view=ClientContractsPage ssr=whole()/>
                <Route path=path!("/portal/contracts/:id") view=ClientContractPage ssr=whole()/>
                <Route path=path!("/portal/invoices") view=ClientInvoicesPage ssr=whole()/>
                <Route path=path!("/portal/invoices/:id") view=ClientInvoicePage ssr=whole()/>
                <Route path=path!("/portal/p/:slug") view=OwnPage ssr=whole()/>
                <Route path=path!("/portal/profile") view=ProfilePage ssr=whole()/>
                <Route path=path!("/portal/proposals") view=ClientProposalsPage ssr=whole()/>
                <Route path=path!("/portal/proposals/:id") view=ClientProposalPage ssr=whole()/>
                <Route path=path!("/portal/proposals/:id/accept") view=AcceptProposalPage ssr=whole()/>
                <Route path=path!("/portal/proposals/:id/decline") view=DeclineProposalPage ssr=whole()/>
                <Route path=path!("/portal/statement") view=StatementPage ssr=whole()/>
                <Route path=path!("/staff") view=DashboardPage ssr=whole()/>
                <Route path=path!("/staff/access-log") view=AccessLogPage ssr=whole()/>
                <Route path=path!("/staff/companies") view=CompaniesPage ssr=whole()/>
                <Route path=path!("/staff/companies/new") view=NewCompanyPage ssr=whole()/>
                <Route path=path!("/staff/companies/:id") view=CompanyPage ssr=whole()/>
                <Route path=path!("/staff/companies/:id/edit") view=EditCompanyPage ssr=whole()/>
                <Route path=path!("/staff/contacts") view=ContactsPage ssr=whole()/>
                <Route path=path!("/staff/contacts/new") view=NewContactPage ssr=whole()/>
                <Route path=path!("/staff/contacts/:id") view=ContactPage ssr=whole()/>
                <Route path=path!("/staff/contacts/:id/edit") view=EditContactPage ssr=whole()/>
                <Route path=path!("/staff/contacts/:id/invite") view=InvitePage ssr=whole()/>
                <Route path=path!("/staff/contracts") view=ContractsPage ssr=whole()/>
                <Route path=path!("/staff/contracts/new") view=NewContractPage ssr=whole()/>
                <Route path=path!("/staff/contracts/templates") view=ContractTemplatesPage ssr=whole()/>
                <Route path=path!("/staff/contracts/templates/new") view=NewContractTemplatePage ssr=whole()/>
                <Route path=path!("/staff/contracts/templates/:id") view=ContractTemplatePage ssr=whole()/>
                <Route path=path!("/staff/contracts/:id") view=ContractPage ssr=whole()/>
                <Route path=path!("/staff/contracts/:id/edit") view=EditContractPage ssr=whole()/>
                <Route path=path!("/staff/contracts/:id/sign") view=CountersignPage ssr=whole()/>
                <Route path=path!("/staff/invoices") view=InvoicesPage ssr=whole()/>
                <Route path=path!("/staff/invoices/new") view=NewInvoicePage ssr=whole()/>
                <Route path=path!("/staff/invoices/:id") view=InvoicePage ssr=whole()/>
                <Route path=path!("/staff/invoices/:id/edit") view=EditInvoicePage ssr=whole()/>
                <Route path=path!("/staff/invoices/:id/preview") view=InvoicePreviewPage ssr=whole()/>
                <Route path=path!("/staff/mail") view=MailsPage ssr=whole()/>
                <Route path=path!("/staff/mail/:id") view=MailPage ssr=whole()/>
                <Route path=path!("/staff/mail/:id/delivered") view=DeliveredMailPage ssr=whole()/>
                <Route path=path!("/staff/proposals") view=ProposalsPage ssr=whole()/>
                <Route path=path!("/staff/proposals/new") view=NewProposalPage ssr=whole()/>
                <Route path=path!("/staff/proposals/templates") view=ProposalPresetsPage ssr=whole()/>
                <Route path=path!("/staff/proposals/:id") view=ProposalPage ssr=whole()/>
                <Route path=path!("/staff/proposals/:id/edit") view=EditProposalPage ssr=whole()/>
                <Route path=path!("/staff/proposals/:id/preview") view=ProposalPreviewPage ssr=whole()/>
                <Route path=path!("/staff/sign-in") view=SignInPage ssr=whole()/>
                <Route path=path!("/staff/sign-in/workspace") view=WorkspacePage ssr=whole()/>
                <Route path=path!("/staff/account") view=AccountPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal") view=GeneralSettingsPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/access") view=AccessSettingsPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/branding") view=BrandingPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/css") view=CssPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/history") view=HistoryPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/mails") view=MailWordsListPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/mails/:kind/:locale") view=MailWordsPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/tags") view=TagsPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/menu") view=MenuPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/pages") view=PagesPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/pages/new") view=NewPagePage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/pages/:id") view=PageSettingsPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/pages/:id/edit") view=BuildPage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/pages/:id/compare") view=ComparePage ssr=whole()/>
                <Route path=path!("/staff/settings/portal/modules") view=ModuleSettingsPage ssr=whole()/>
                <Route path=path!("/staff/settings/business") view=BusinessSettingsPage ssr=whole()/>
                <Route path=path!("/staff/settings/team") view=TeamPage ssr=whole()/>
                <Route path=path!("/staff/tags") view=ClientTagsPage ssr=whole()/>
                <Route path=path!("/staff/tags/:id") view=ClientTagPage ssr=whole()/>
                <Route path=path!("/staff/welcome/:token") view=WelcomePage ssr=whole()/>
            </FlatRoutes>
        </Router>
    }
}
