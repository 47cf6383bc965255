//! A portal's looks from its row: the theme, and the addresses of stylesheet, pictures and own CSS. Each address changes with what
//! it leads to, so that browsers may keep it for ever.

use super::css::css_url;
use crate::{
    Backend,
    entity::portal,
    error::{BackendError, Result},
    secret,
};
use domain::{
    branding::Colour,
    ids::TenantId,
    theme::{Logo, Scheme, Theme},
};
use sea_orm::{EntityTrait, FromQueryResult};

/// What of the portal's row makes its looks.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Looks {
    pub portal_name: String,
    pub brand_colour: String,
    pub accent_colour: String,
    pub font: String,
    pub corners: String,
    pub scheme: String,
    pub logo_hash: String,
    pub logo_dark_hash: String,
    pub logo_square_hash: String,
    pub favicon_hash: String,
    pub css_hash: String,
}

impl From<&portal::Model> for Looks {
    fn from(row: &portal::Model) -> Self {
        let row = row.clone();
        Self {
            portal_name: row.name,
            brand_colour: row.brand_colour,
            accent_colour: row.accent_colour,
            font: row.font,
            corners: row.corners,
            scheme: row.scheme,
            logo_hash: row.logo_hash,
            logo_dark_hash: row.logo_dark_hash,
            logo_square_hash: row.logo_square_hash,
            favicon_hash: row.favicon_hash,
            css_hash: row.css_hash,
        }
    }
}

impl Looks {
    /// The columns, for queries that join the portal, with the names they are read by.
    pub const COLUMNS: [(portal::Column, &'static str); 11] = [
        (portal::Column::Name, "portal_name"),
        (portal::Column::BrandColour, "brand_colour"),
        (portal::Column::AccentColour, "accent_colour"),
        (portal::Column::Font, "font"),
        (portal::Column::Corners, "corners"),
        (portal::Column::Scheme, "scheme"),
        (portal::Column::LogoHash, "logo_hash"),
        (portal::Column::LogoDarkHash, "logo_dark_hash"),
        (portal::Column::LogoSquareHash, "logo_square_hash"),
        (portal::Column::FaviconHash, "favicon_hash"),
        (portal::Column::CssHash, "css_hash"),
    ];

    /// The theme. What a row from elsewhere holds that is no choice is the usual one.
    pub fn theme(&self) -> Theme {
        let colour = |text: &str, usual: Colour| text.parse().unwrap_or(usual);
        Theme {
            brand: colour(&self.brand_colour, Colour::new(29, 78, 216)),
            accent: colour(&self.accent_colour, Colour::new(15, 118, 110)),
            font: self.font.parse().unwrap_or_default(),
            corners: self.corners.parse().unwrap_or_default(),
            scheme: self.scheme.parse().unwrap_or_default(),
        }
    }

    /// The stylesheet's address.
    pub fn theme_url(&self, tenant: TenantId) -> String {
        let hash = secret::sha256_hex(self.theme().css().as_bytes());
        format!("/theme/{tenant}/{}.css", short(&hash))
    }

    /// The logo for white paper, if there is one.
    pub fn logo_url(&self, tenant: TenantId) -> Option<String> {
        image_url(tenant, &self.logo_hash)
    }

    /// The logo for screens, if there is one.
    pub fn logo(&self, tenant: TenantId) -> Option<Logo> {
        let (light, dark) = (self.logo_url(tenant), image_url(tenant, &self.logo_dark_hash));
        let square_url = image_url(tenant, &self.logo_square_hash);
        let scheme = self.theme().scheme;
        // Whoever has one only for dark pages, or a square one, has a logo too.
        let url = match scheme {
            Scheme::Dark => dark.clone().or(light),
            Scheme::Auto | Scheme::Light => light.or_else(|| dark.clone()),
        };
        Some(Logo {
            url: url.or_else(|| square_url.clone())?,
            dark_url: dark.filter(|_| scheme == Scheme::Auto),
            square_url,
        })
    }

    /// The browser's icon: one of its own, the square logo, or the portal's first letter.
    pub fn icon_url(&self, tenant: TenantId) -> String {
        image_url(tenant, &self.favicon_hash)
            .or_else(|| image_url(tenant, &self.logo_square_hash))
            .unwrap_or_else(|| {
                let hash = secret::sha256_hex(self.icon_svg().as_bytes());
                format!("/theme/{tenant}/icon-{}.svg", short(&hash))
            })
    }

    /// The portal's first letter on its colour.
    pub fn icon_svg(&self) -> String {
        let brand = self.theme().brand;
        let letter = self
            .portal_name
            .chars()
            .find(|c| c.is_alphanumeric())
            .unwrap_or('•');
        let letter: String = letter.to_uppercase().collect();
        let radius = match self.theme().corners.radii() {
            [_, usual, ..] => usual,
        };
        // A letter or digit needs no escaping.
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"{radius}\" \
             fill=\"{brand}\"/><text x=\"16\" y=\"23\" text-anchor=\"middle\" font-family=\"system-ui,sans-serif\" font-size=\"20\" \
             font-weight=\"600\" fill=\"{ink}\">{letter}</text></svg>\n",
            ink = brand.on_colour(),
        )
    }

    /// The address of the portal's own CSS, if there is any.
    pub fn css_url(&self, tenant: TenantId) -> Option<String> {
        css_url(tenant, &self.css_hash)
    }
}

fn short(hash: &str) -> &str {
    hash.get(..16).unwrap_or(hash)
}

/// The address of a picture, if it is there.
pub(crate) fn image_url(tenant: TenantId, hash: &str) -> Option<String> {
    (!hash.is_empty()).then(|| format!("/logo/{tenant}/{}.png", short(hash)))
}

/// What a portal's public files show, and mails and link pages point to.
pub struct PublicBrand {
    /// Colours and shapes.
    pub theme: Theme,
    /// Address of the stylesheet.
    pub theme_url: String,
    /// The logo for screens, if there is one.
    pub logo: Option<Logo>,
    /// Address of the browser's icon.
    pub icon_url: String,
    /// The icon of the first letter.
    pub icon_svg: String,
}

/// A portal's looks, by its id.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such portal.
#[allow(clippy::disallowed_methods)] // a stylesheet is public
pub async fn public(backend: &Backend, tenant: TenantId) -> Result<PublicBrand> {
    let row = portal::Entity::find_by_id(tenant.uuid())
        .one(backend.db().reader())
        .await?;
    let looks = Looks::from(&row.ok_or(BackendError::NotFound)?);
    Ok(PublicBrand {
        theme: looks.theme(),
        theme_url: looks.theme_url(tenant),
        logo: looks.logo(tenant),
        icon_url: looks.icon_url(tenant),
        icon_svg: looks.icon_svg(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks() -> Looks {
        Looks {
            portal_name: "«kestrel»".to_owned(),
            brand_colour: "#1d4ed8".to_owned(),
            accent_colour: "red;}".to_owned(),
            font: "comic".to_owned(),
            corners: "square".to_owned(),
            scheme: "auto".to_owned(),
            logo_hash: String::new(),
            logo_dark_hash: String::new(),
            logo_square_hash: String::new(),
            favicon_hash: String::new(),
            css_hash: String::new(),
        }
    }

    #[test]
    fn a_row_that_holds_nonsense_makes_no_nonsense_of_the_sheet() {
        let css = looks().theme().css();
        assert!(!css.contains("red") && !css.contains("comic"), "{css}");
    }

    #[test]
    fn every_choice_has_an_address_of_its_own() {
        let tenant = TenantId::from(uuid::Uuid::nil());
        let usual = looks();
        let mut seen = vec![usual.theme_url(tenant)];
        for change in [
            |looks: &mut Looks| looks.font = "nunito".into(),
            |looks: &mut Looks| looks.corners = "round".into(),
            |looks: &mut Looks| looks.scheme = "dark".into(),
            |looks: &mut Looks| looks.brand_colour = "#222222".into(),
            |looks: &mut Looks| looks.accent_colour = "#333333".into(),
        ] {
            let mut looks = usual.clone();
            change(&mut looks);
            assert!(!seen.contains(&looks.theme_url(tenant)));
            seen.push(looks.theme_url(tenant));
        }
    }

    #[test]
    fn pictures_stand_in_for_one_another() {
        let tenant = TenantId::from(uuid::Uuid::nil());
        let mut looks = looks();
        assert!(looks.icon_url(tenant).contains("/icon-"));
        assert!(looks.icon_svg().contains(">K</text>"), "{}", looks.icon_svg());
        assert_eq!(looks.logo(tenant), None);
        looks.logo_square_hash = "s".repeat(64);
        assert!(looks.icon_url(tenant).contains("/ssss"));
        assert!(looks.logo(tenant).unwrap().url.contains("/ssss"));
        looks.favicon_hash = "f".repeat(64);
        assert!(looks.icon_url(tenant).contains("/ffff"));
        (looks.logo_hash, looks.logo_dark_hash) = ("a".repeat(64), "d".repeat(64));
        let logo = looks.logo(tenant).unwrap();
        assert!(logo.url.contains("/aaaa") && logo.dark_url.unwrap().contains("/dddd"));
        looks.scheme = "dark".into();
        let logo = looks.logo(tenant).unwrap();
        assert!(logo.url.contains("/dddd") && logo.dark_url.is_none());
        looks.scheme = "light".into();
        let logo = looks.logo(tenant).unwrap();
        assert!(logo.url.contains("/aaaa") && logo.dark_url.is_none());
    }
}
