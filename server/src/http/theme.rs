//! A portal's stylesheet and logo. They are public, carry nothing secret, and their addresses change with their content.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{Backend, BackendError, portal_settings::branding};
use domain::{branding::Colour, ids::TenantId};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The brand's colours as custom properties. Only checked colours get in, so nothing can break out.
pub async fn stylesheet(
    State(backend): State<Backend>,
    Path((tenant, file)): Path<(String, String)>,
) -> Response {
    let Ok(tenant) = tenant.parse::<TenantId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match branding::public(&backend, tenant).await {
        Ok(brand) => {
            let current = brand.theme_url.ends_with(&format!("/{file}"));
            let (Ok(main), Ok(accent)) = (brand.brand.parse::<Colour>(), brand.accent.parse::<Colour>())
            else {
                return StatusCode::NOT_FOUND.into_response();
            };
            // An old address, from a page that was open while the colours changed, gets the new colours, uncached.
            let caching = if current { FOR_EVER } else { "no-store" };
            (
                [
                    (header::CONTENT_TYPE, "text/css; charset=utf-8"),
                    (header::CACHE_CONTROL, caching),
                ],
                css(main, accent),
            )
                .into_response()
        }
        Err(error) => missing(&error),
    }
}

/// Whatever else the pages need of the brand is derived from these in `style/tokens`, for the light and the dark scheme.
fn css(brand: Colour, accent: Colour) -> String {
    let on_brand = brand.on_colour();
    format!("@layer tenant{{:root{{--brand:{brand};--on-brand:{on_brand};--accent:{accent}}}}}\n")
}

/// A picture: its address is the hash of its content.
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
                    header::HeaderName::from_static("cross-origin-resource-policy"),
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
    use super::css;

    #[test]
    fn the_sheet_holds_nothing_but_colours() {
        let sheet = css("#1d4ed8".parse().unwrap(), "#f59e0b".parse().unwrap());
        assert!(sheet.contains("--brand:#1d4ed8;--on-brand:#ffffff"));
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
    }
}
