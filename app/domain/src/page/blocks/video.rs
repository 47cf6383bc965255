//! A video at one of the hosts that may be shown.

use super::{Block, BlockMeta, Group};
use crate::page::field::{Field, FieldKind};
use serde::{Deserialize, Serialize};

/// A video at one of the hosts that may be shown.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Video {
    /// The address as it was pasted; see [`VideoSource::parse`]. Empty while there is none.
    pub address: String,
    /// What it shows, for readers who listen.
    pub title: String,
}

/// Where a video is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoSource {
    /// The host.
    pub host: VideoHost,
    /// The video's id there: letters, digits, `-` and `_`.
    pub id: String,
    /// The key of a Vimeo video that is not listed.
    pub key: Option<String>,
}

/// The hosts that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VideoHost {
    /// By way of `youtube-nocookie.com`.
    YouTube,
    /// With `dnt=1`.
    Vimeo,
    /// Loom.
    Loom,
}

/// Why an address is no video. The texts are for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VideoError {
    /// Another host.
    #[error("Videos can come from YouTube, Vimeo and Loom. Please paste an address from there.")]
    Host,
    /// The host is right, but it is not a video's page.
    #[error("This is not the address of a video. Please open the video and copy its address.")]
    NoVideo,
}

impl VideoHost {
    /// The origins that a page with videos must be allowed to frame.
    pub const ORIGINS: [&'static str; 3] = [
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
        "https://www.loom.com",
    ];
}

impl VideoSource {
    /// The video of an address, in any form in which the hosts give it.
    ///
    /// # Errors
    /// [`VideoError`].
    pub fn parse(text: &str) -> Result<Self, VideoError> {
        let text = text.trim();
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let host = host.to_ascii_lowercase();
        let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(&host);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let path = path.split('#').next().unwrap_or_default();
        let query = query.split('#').next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let param = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let found = |host, id: &str, key: Option<&str>, fits: fn(&str) -> bool| {
            (fits(id) && key.is_none_or(plain)).then(|| Self {
                host,
                id: id.to_owned(),
                key: key.map(str::to_owned),
            })
        };
        let source = match (host, parts.as_slice()) {
            ("youtu.be", [id, ..])
            | ("youtube.com" | "youtube-nocookie.com", ["embed" | "shorts" | "live" | "v", id, ..]) => {
                found(VideoHost::YouTube, id, None, youtube)
            }
            ("youtube.com", ["watch"]) => {
                param("v").and_then(|id| found(VideoHost::YouTube, id, None, youtube))
            }
            ("vimeo.com", [id]) | ("player.vimeo.com", ["video", id]) => {
                found(VideoHost::Vimeo, id, param("h"), digits)
            }
            ("vimeo.com", [id, key]) => found(VideoHost::Vimeo, id, Some(*key), digits),
            ("loom.com", ["share" | "embed", id, ..]) => found(VideoHost::Loom, id, None, plain),
            ("youtu.be" | "youtube.com" | "youtube-nocookie.com" | "vimeo.com" | "player.vimeo.com" | "loom.com", _) => None,
            _ => return Err(VideoError::Host),
        };
        source.ok_or(VideoError::NoVideo)
    }

    /// The address of the player.
    pub fn player(&self) -> String {
        let Self { id, .. } = self;
        match self.host {
            VideoHost::YouTube => format!("https://www.youtube-nocookie.com/embed/{id}"),
            VideoHost::Vimeo => {
                let key = self.key.as_ref().map(|key| format!("h={key}&")).unwrap_or_default();
                format!("https://player.vimeo.com/video/{id}?{key}dnt=1")
            }
            VideoHost::Loom => format!("https://www.loom.com/embed/{id}"),
        }
    }
}

fn plain(id: &str) -> bool {
    (4..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn youtube(id: &str) -> bool {
    id.len() == 11 && plain(id)
}

fn digits(id: &str) -> bool {
    (4..=20).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit())
}

impl Block for Video {
    const META: BlockMeta = BlockMeta {
        description: "A video from YouTube, Vimeo or Loom.",
        keywords: &["youtube", "vimeo", "loom", "film", "movie", "player"],
        group: Group::Media,
        fields: &[
            Field::new("address", "Address", FieldKind::Video).help("Paste the address of a YouTube, Vimeo or Loom video."),
            Field::new("title", "What it shows", FieldKind::Line { max: 200 }),
        ],
        ..BlockMeta::leaf("video", "Video", "a video", "videos")
    };

    fn name(&self) -> String {
        self.title.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_addresses_lead_to_the_private_players() {
        let youtube = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ";
        for (address, player) in [
            ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s", youtube),
            ("https://m.youtube.com/watch?app=x&v=dQw4w9WgXcQ#a", youtube),
            ("youtu.be/dQw4w9WgXcQ?si=x", youtube),
            ("https://youtube.com/shorts/dQw4w9WgXcQ", youtube),
            ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", youtube),
            (" https://vimeo.com/76979871 ", "https://player.vimeo.com/video/76979871?dnt=1"),
            ("https://vimeo.com/76979871/0a1b2c3d", "https://player.vimeo.com/video/76979871?h=0a1b2c3d&dnt=1"),
            ("https://player.vimeo.com/video/76979871?h=0a1b2c3d", "https://player.vimeo.com/video/76979871?h=0a1b2c3d&dnt=1"),
            ("https://www.loom.com/share/0123456789abcdef0123456789abcdef?sid=1", "https://www.loom.com/embed/0123456789abcdef0123456789abcdef"),
        ] {
            assert_eq!(VideoSource::parse(address).unwrap().player(), player, "{address}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for (address, error) in [
            ("", VideoError::Host),
            ("https://evil.example/watch?v=dQw4w9WgXcQ", VideoError::Host),
            ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", VideoError::Host),
            ("https://youtube.com@evil.example/embed/dQw4w9WgXcQ", VideoError::Host),
            ("javascript:alert(1)//youtube.com/embed/dQw4w9WgXcQ", VideoError::Host),
            ("https://www.youtube.com/", VideoError::NoVideo),
            ("https://www.youtube.com/watch?v=x\"onload=alert(1)", VideoError::NoVideo),
            ("https://www.youtube.com/watch?v=../../../x", VideoError::NoVideo),
            ("https://vimeo.com/channels/staffpicks", VideoError::NoVideo),
            ("https://www.loom.com/share/a\"b", VideoError::NoVideo),
        ] {
            assert_eq!(VideoSource::parse(address), Err(error), "{address}");
        }
    }
}
