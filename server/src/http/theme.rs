//! A portal's stylesheets and pictures. They are public, carry nothing secret, and their addresses change with their content.

use axum::{
    extract::{Path, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{
    Backend, BackendError,
    portal_settings::{branding, css, looks},
};
use domain::ids::TenantId;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What lies under a portal's theme: its stylesheet, its own CSS, and the icon of its first letter.
pub async fn stylesheet(
    State(backend): State<Backend>,
    Path((tenant, file)): Path<(String, String)>,
) -> Response {
    let Ok(tenant) = tenant.parse::<TenantId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let served = match kind(&file) {
        Some(Kind::Theme) => theme(&backend, tenant, &file).await,
        Some(Kind::Custom) => custom(&backend, tenant, &file).await,
        Some(Kind::Icon) => icon(&backend, tenant, &file).await,
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    served.unwrap_or_else(|error| missing(&error))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Theme,
    Custom,
    Icon,
}

fn kind(file: &str) -> Option<Kind> {
    match file.rsplit_once('.')? {
        (name, "css") if name.starts_with("custom-") => Some(Kind::Custom),
        (_, "css") => Some(Kind::Theme),
        (name, "svg") if name.starts_with("icon-") => Some(Kind::Icon),
        _ => None,
    }
}

/// An old address, from a page that was open while the looks changed, gets the new ones, uncached.
fn caching(current: bool) -> (HeaderName, &'static str) {
    (header::CACHE_CONTROL, if current { FOR_EVER } else { "no-store" })
}

/// The brand's colours and shapes as custom properties. Only checked values get in, so nothing can break out.
async fn theme(backend: &Backend, tenant: TenantId, file: &str) -> Result<Response, BackendError> {
    let brand = looks::public(backend, tenant).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        caching(is_named(&brand.theme_url, file)),
    ];
    Ok((headers, brand.theme.css()).into_response())
}

/// The portal's own CSS, as it was checked when it was saved.
async fn custom(backend: &Backend, tenant: TenantId, file: &str) -> Result<Response, BackendError> {
    let (css, current) = css::public(backend, tenant, file).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        caching(current),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, css).into_response())
}

/// The portal's first letter. It is ours, but it is an SVG: opened by itself, it may do nothing.
async fn icon(backend: &Backend, tenant: TenantId, file: &str) -> Result<Response, BackendError> {
    let brand = looks::public(backend, tenant).await?;
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        caching(is_named(&brand.icon_url, file)),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, brand.icon_svg).into_response())
}

fn is_named(url: &str, file: &str) -> bool {
    url.rsplit_once('/').is_some_and(|(_, name)| name == file)
}

/// A picture.
pub async fn logo(State(backend): State<Backend>, Path((tenant, file)): Path<(String, String)>) -> Response {
    let (Ok(tenant), Some(hash)) = (tenant.parse::<TenantId>(), file.strip_suffix(".png")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match branding::public_image(&backend, tenant, hash).await {
        Ok(png) => {
            let headers = [
                (header::CONTENT_TYPE, "image/png"),
                (header::CACHE_CONTROL, FOR_EVER),
                // Mail programs show it from elsewhere.
                (
                    HeaderName::from_static("cross-origin-resource-policy"),
                    "cross-origin",
                ),
            ];
            (headers, png).into_response()
        }
        Err(error) => missing(&error),
    }
}

fn missing(error: &BackendError) -> Response {
    if !matches!(error, BackendError::NotFound) {
        tracing::error!(cause = %error, "a theme could not be served");
    }
    StatusCode::NOT_FOUND.into_response()
}

#[cfg(test)]
mod tests {
    use super::{Kind, is_named, kind};

    #[test]
    fn files_are_told_apart_by_their_names() {
        assert_eq!(kind("0123456789abcdef.css"), Some(Kind::Theme));
        assert_eq!(kind("custom-0123456789abcdef.css"), Some(Kind::Custom));
        assert_eq!(kind("icon-0123456789abcdef.svg"), Some(Kind::Icon));
        for other in ["", "x", "x.svg", "custom-x.svg", "x.js", "x.css.map"] {
            assert_eq!(kind(other), None, "{other}");
        }
        assert!(is_named("/theme/t/a.css", "a.css") && !is_named("/theme/t/aa.css", "a.css"));
    }
}
