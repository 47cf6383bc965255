//! Plain handlers: what is not a page and not a server function.

pub mod access_link;
pub mod contract_list;
pub mod download;
pub mod health;
pub mod logo_upload;
pub mod mail_view;
pub mod page_embed;
pub mod page_file;
pub mod page_image;
pub mod proposal_file;
pub mod text_preview;
pub mod theme;
pub mod upload;
