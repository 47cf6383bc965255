//! Sheets of paper: what stands where, what it means to a screen reader, and writing it all as a PDF.

use super::fonts::Faces;
use super::style::{MM, PAPER};
use super::text::Line;
use crate::error::{BackendError, Result};
use chrono::{Datelike, NaiveDate};
use domain::{branding::Colour, locale::Locale};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node as TagNode, SpanTag, Tag, TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};
use krilla::{num::NormalizedF32, outline::Outline, outline::OutlineNode, page::PageSettings};
use std::num::NonZeroU16;

/// A4, in points.
pub(super) const WIDTH: f32 = 210.0 * MM;
/// A4, in points.
pub(super) const HEIGHT: f32 = 297.0 * MM;

/// An element of the document's structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(usize);

impl NodeId {
    /// The document itself.
    pub const ROOT: Self = Self(0);
}

/// What a thing on a sheet means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Role {
    /// Part of this element.
    Content(NodeId),
    /// Decoration, or repeated on each sheet: not read out.
    Artifact(ArtifactType),
}

/// A thing on a sheet, measured from the sheet's upper left corner.
pub(super) enum Mark {
    /// A line of text, from the left end of its baseline.
    Text { x: f32, y: f32, line: Line },
    /// A filled area.
    Area { path: Path, colour: Colour },
    /// An outline.
    Outline { path: Path, colour: Colour, width: f32 },
    /// Strokes of a pen, with round ends.
    Strokes { path: Path, colour: Colour, width: f32 },
    /// A picture.
    Picture {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        image: Image,
    },
    /// Things turned about a point, in degrees, and faded.
    Turned {
        x: f32,
        y: f32,
        degrees: f32,
        opacity: f32,
        marks: Vec<Mark>,
    },
}

struct Element {
    tag: Option<TagKind>,
    children: Vec<Child>,
}

enum Child {
    Element(NodeId),
    Content(Identifier),
}

/// A place on a sheet that leads elsewhere.
struct Hotspot {
    page: usize,
    element: NodeId,
    area: Rect,
    href: String,
    says: String,
}

/// A file that goes along with a document.
pub(super) struct Attachment<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its type.
    pub mime: &'a str,
    /// What it is.
    pub about: String,
    /// What the document was made from, or else what belongs to it.
    pub source: bool,
    /// Its content. It stands in the PDF as it is, so that it can be found without unpacking anything.
    pub data: &'a [u8],
}

struct Heading {
    text: String,
    page: usize,
    y: f32,
}

/// What a reader's program shows about the document.
pub(super) struct About<'a> {
    /// The title.
    pub title: &'a str,
    /// Who wrote it.
    pub author: &'a str,
    /// Its language.
    pub locale: Locale,
    /// The date on it.
    pub date: NaiveDate,
    /// What identifies it.
    pub id: &'a str,
}

/// A document being laid out.
pub(super) struct Sheets {
    pages: Vec<Vec<(Role, Mark)>>,
    elements: Vec<Element>,
    headings: Vec<Heading>,
    links: Vec<Hotspot>,
}

/// A rectangle; nothing for one without extent.
pub(super) fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut builder = PathBuilder::new();
    builder.push_rect(Rect::from_xywh(x, y, width, height)?);
    builder.finish()
}

/// A rectangle with round corners.
pub(super) fn rounded(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Option<Path> {
    // The distance of control points that makes four cubic curves a circle.
    let k = radius * 0.447_715;
    let (right, bottom) = (x + width, y + height);
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    path.cubic_to(right - k, y, right, y + k, right, y + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - k, right - k, bottom, right - radius, bottom);
    path.line_to(x + radius, bottom);
    path.cubic_to(x + k, bottom, x, bottom - k, x, bottom - radius);
    path.line_to(x, y + radius);
    path.cubic_to(x, y + k, x + k, y, x + radius, y);
    path.close();
    path.finish()
}

impl Sheets {
    /// One empty sheet.
    pub fn new() -> Self {
        Self {
            pages: vec![Vec::new()],
            elements: vec![Element {
                tag: None,
                children: Vec::new(),
            }],
            headings: Vec::new(),
            links: Vec::new(),
        }
    }

    /// How many sheets there are.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Adds an empty sheet.
    pub fn add(&mut self) {
        self.pages.push(Vec::new());
    }

    /// Adds an element to the structure, in reading order.
    pub fn element(&mut self, parent: NodeId, tag: impl Into<TagKind>) -> NodeId {
        let id = NodeId(self.elements.len());
        self.elements.push(Element {
            tag: Some(tag.into()),
            children: Vec::new(),
        });
        if let Some(parent) = self.elements.get_mut(parent.0) {
            parent.children.push(Child::Element(id));
        }
        id
    }

    /// Adds a heading to the structure and to the outline; it stands at `y` on the last sheet.
    pub fn heading(&mut self, parent: NodeId, level: u16, text: &str, y: f32) -> NodeId {
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        self.headings.push(Heading {
            text: text.to_owned(),
            page: self.pages.len() - 1,
            y,
        });
        self.element(parent, Tag::Hn(level, Some(text.to_owned())))
    }

    /// Puts a thing on the last sheet.
    pub fn put(&mut self, role: Role, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push((role, mark));
        }
    }

    /// Puts a thing on any sheet, from 0.
    pub fn put_on(&mut self, page: usize, role: Role, mark: Mark) {
        if let Some(page) = self.pages.get_mut(page) {
            page.push((role, mark));
        }
    }

    /// Makes an area of the last sheet, from its upper left corner, lead elsewhere: part of a `Link` element.
    pub fn link(
        &mut self,
        element: NodeId,
        (x, y, width, height): (f32, f32, f32, f32),
        href: &str,
        says: &str,
    ) {
        if let Some(area) = Rect::from_xywh(x, y, width, height) {
            self.links.push(Hotspot {
                page: self.pages.len() - 1,
                element,
                area,
                href: href.to_owned(),
                says: says.to_owned(),
            });
        }
    }

    /// Puts a line of text on the last sheet.
    pub fn text(&mut self, role: Role, x: f32, y: f32, line: Line) {
        self.put(role, Mark::Text { x, y, line });
    }

    /// Puts a line of text on the last sheet that ends at `right`.
    pub fn text_right(&mut self, role: Role, right: f32, y: f32, line: Line) {
        let x = right - line.width;
        self.put(role, Mark::Text { x, y, line });
    }

    /// A horizontal rule on the last sheet.
    pub fn rule(&mut self, x: f32, y: f32, width: f32, weight: f32, colour: Colour) {
        if let Some(path) = rectangle(x, y - weight / 2.0, width, weight) {
            self.put(Role::Artifact(ArtifactType::Layout), Mark::Area { path, colour });
        }
    }

    /// Writes the PDF: PDF/A-2a for keeping, PDF/UA-1 for everybody.
    pub fn write(self, faces: &Faces, about: &About<'_>) -> Result<Vec<u8>> {
        self.write_with(faces, about, &[])
    }

    /// Writes the PDF with files in it: PDF/A-3a, which is the same but for them.
    pub fn write_with(
        mut self,
        faces: &Faces,
        about: &About<'_>,
        attachments: &[Attachment<'_>],
    ) -> Result<Vec<u8>> {
        let archival = match attachments {
            [] => Archival::A2_A,
            _ => Archival::A3_A,
        };
        let settings = SerializeSettings {
            configuration: standards(archival)?,
            ..SerializeSettings::default()
        };
        let mut document = Document::new_with(settings);
        let size = PageSettings::from_wh(WIDTH, HEIGHT)
            .ok_or_else(|| BackendError::internal("a page without extent"))?;
        for (at, marks) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            let mut page = document.start_page_with(size.clone());
            let mut surface = page.surface();
            self.draw_page(&mut surface, faces, &marks);
            surface.finish();
            for link in self.links.iter().filter(|link| link.page == at) {
                let action = Action::Link(LinkAction::new(link.href.clone()));
                let link_to = LinkAnnotation::new(link.area, Target::Action(action));
                let identifier =
                    page.add_tagged_annotation(Annotation::new_link(link_to, Some(link.says.clone())));
                if let Some(element) = self.elements.get_mut(link.element.0) {
                    element.children.push(Child::Content(identifier));
                }
            }
            page.finish();
        }
        for file in attachments {
            document
                .embed_file(embedded(file, about.date))
                .ok_or_else(|| BackendError::internal("two attachments of one name"))?;
        }
        document.set_outline(self.outline());
        document.set_tag_tree(self.tree());
        document.set_metadata(metadata(about));
        document
            .finish()
            .map_err(|error| BackendError::internal(format!("PDF: {error:?}")))
    }

    fn draw_page(&mut self, surface: &mut Surface<'_>, faces: &Faces, marks: &[(Role, Mark)]) {
        for (role, mark) in marks {
            match role {
                Role::Artifact(kind) => {
                    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(*kind)));
                    draw(surface, faces, mark);
                    surface.end_tagged();
                }
                Role::Content(element) => {
                    let tag = match mark {
                        Mark::Text { .. } => ContentTag::Span(SpanTag::empty()),
                        _ => ContentTag::Other,
                    };
                    let identifier = surface.start_tagged(tag);
                    draw(surface, faces, mark);
                    surface.end_tagged();
                    if let Some(element) = self.elements.get_mut(element.0) {
                        element.children.push(Child::Content(identifier));
                    }
                }
            }
        }
    }

    fn tree(&self) -> TagTree {
        let mut tree = TagTree::new();
        let mut document = TagGroup::new(Tag::Part);
        for node in self.children_of(NodeId::ROOT) {
            document.push(node);
        }
        tree.push(document);
        tree
    }

    fn children_of(&self, id: NodeId) -> Vec<TagNode> {
        let Some(element) = self.elements.get(id.0) else {
            return Vec::new();
        };
        let node = |child: &Child| match child {
            Child::Content(identifier) => Some(TagNode::Leaf(*identifier)),
            Child::Element(id) => {
                let tag = self.elements.get(id.0)?.tag.clone()?;
                let children = self.children_of(*id);
                (!children.is_empty()).then(|| TagNode::Group(TagGroup::with_children(tag, children)))
            }
        };
        element.children.iter().filter_map(node).collect()
    }

    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        for heading in &self.headings {
            let place = XyzDestination::new(heading.page, Point::from_xy(0.0, (heading.y - 20.0).max(0.0)));
            outline.push_child(OutlineNode::new(heading.text.clone(), place));
        }
        outline
    }
}

fn embedded(file: &Attachment<'_>, date: NaiveDate) -> EmbeddedFile {
    EmbeddedFile {
        path: file.name.to_owned(),
        mime_type: MimeType::new(file.mime),
        description: Some(file.about.clone()),
        association_kind: match file.source {
            true => AssociationKind::Source,
            false => AssociationKind::Supplement,
        },
        data: file.data.to_vec().into(),
        modification_date: Some(midnight(date)),
        compress: Some(false),
        location: None,
    }
}

fn standards(archival: Archival) -> Result<Configuration> {
    ConfigurationBuilder::new()
        .with_archival_validator(archival)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| BackendError::internal(format!("PDF standards: {error:?}")))
}

fn midnight(date: NaiveDate) -> DateTime {
    let year = u16::try_from(date.year()).unwrap_or(2000);
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    DateTime::new(year)
        .month(small(date.month()))
        .day(small(date.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn metadata(about: &About<'_>) -> Metadata {
    Metadata::new()
        .title(about.title.to_owned())
        .authors(vec![about.author.to_owned()])
        .language(about.locale.as_str().to_owned())
        .creator("Portico".to_owned())
        .creation_date(midnight(about.date))
        .document_id(about.id.to_owned())
}

fn fill(colour: Colour) -> Fill {
    Fill {
        paint: paint(colour),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

fn paint(colour: Colour) -> krilla::paint::Paint {
    let (r, g, b) = colour.channels();
    krilla::color::rgb::Color::new(r, g, b).into()
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, mark: &Mark) {
    match mark {
        Mark::Text { x, y, line } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(line.style.colour)));
            if line.style.slanted {
                // Leans about its own baseline: twelve degrees, as italics do.
                surface.push_transform(&Transform::from_row(1.0, 0.0, -0.2126, 1.0, 0.2126 * y, 0.0));
            }
            let mut at = *x;
            for run in &line.runs {
                if let Some(font) = faces.font(run.face) {
                    surface.draw_glyphs(
                        Point::from_xy(at, *y),
                        &run.glyphs,
                        font,
                        &line.text,
                        line.style.size,
                        false,
                    );
                }
                at += run.advance() * line.style.size;
            }
            if line.style.slanted {
                surface.pop();
            }
        }
        Mark::Area { path, colour } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            surface.draw_path(path);
        }
        Mark::Outline { path, colour, width } => {
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: paint(*colour),
                width: *width,
                ..Stroke::default()
            }));
            surface.draw_path(path);
        }
        Mark::Strokes { path, colour, width } => {
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: paint(*colour),
                width: *width,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..Stroke::default()
            }));
            surface.draw_path(path);
        }
        Mark::Picture {
            x,
            y,
            width,
            height,
            image,
        } => {
            if let Some(size) = Size::from_wh(*width, *height) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
        Mark::Turned {
            x,
            y,
            degrees,
            opacity,
            marks,
        } => {
            surface.push_transform(&Transform::from_rotate_at(*degrees, *x, *y));
            surface.push_opacity(NormalizedF32::new(*opacity).unwrap_or(NormalizedF32::ONE));
            for mark in marks {
                draw(surface, faces, mark);
            }
            surface.pop();
            surface.pop();
        }
    }
}

/// White behind something that must be seen on white, such as a QR code on a panel.
pub(super) fn white(x: f32, y: f32, width: f32, height: f32) -> Option<Mark> {
    rounded(x, y, width, height, 2.0).map(|path| Mark::Area { path, colour: PAPER })
}
