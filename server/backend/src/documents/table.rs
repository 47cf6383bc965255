//! Tables that run over several sheets: the head is repeated, rows are kept whole where they can be, and the last row stays
//! with the sums below it.

use super::flow::{BOTTOM, Flow, LEFT, MEASURE, TOP, baseline};
use super::sheet::{NodeId, Role};
use super::style::{INK, LINE, Style};
use super::text::Line;
use krilla::tagging::{ArtifactType, TableHeaderScope, Tag, TagKind};

/// The distance of baselines in a table.
const LEADING: f32 = 12.4;
/// Above and below a row's text.
const PAD: f32 = 5.2;
/// Between two columns.
const GUTTER: f32 = 12.0;

/// On which side of a column its text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A column's heading and side.
pub(super) struct Column {
    /// What stands above it.
    pub title: String,
    /// Where its text stands.
    pub side: Side,
    /// How wide its widest text may make it; `None` for the one column that takes what is left.
    pub most: Option<f32>,
}

/// What a cell holds: texts, each in its own style.
pub(super) type Cell = Vec<(String, Style)>;

/// A table to be laid out.
pub(super) struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Which column names the row.
    pub names: usize,
    /// How much of what follows must stand on the sheet of the last row.
    pub keep: f32,
}

struct Place {
    x: f32,
    width: f32,
    side: Side,
}

const HEAD: Style = Style::of(7.6).bold().muted();

impl Flow {
    /// Lays a table out.
    pub fn table(&mut self, table: &Table) {
        let places = self.places(table);
        let element = self.sheets.element(NodeId::ROOT, Tag::Table);
        let rows: Vec<Vec<Vec<Line>>> = table
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .zip(&places)
                    .map(|(cell, place)| self.cell(cell, place.width))
                    .collect()
            })
            .collect();
        let first = rows
            .first()
            .map_or(0.0, |row| height(row).min(3.0 * LEADING + PAD));
        self.need(head_height() + first);
        let head = self.sheets.element(element, Tag::THead);
        self.head(table, &places, Some(head));
        let body = self.sheets.element(element, Tag::TBody);
        let count = rows.len();
        for (at, row) in rows.into_iter().enumerate() {
            let keep = if at + 1 == count { table.keep } else { 0.0 };
            self.row(table, &places, body, row, keep);
        }
    }

    fn cell(&self, cell: &Cell, width: f32) -> Vec<Line> {
        cell.iter()
            .flat_map(|(text, style)| self.faces.wrap(text, *style, width))
            .collect()
    }

    /// Gives every column as much as its widest text takes, and the rest to the one that has no limit.
    fn places(&self, table: &Table) -> Vec<Place> {
        let natural = |at: usize, column: &Column| -> f32 {
            let title = self.faces.line(&column.title, HEAD).width;
            let cells = table.rows.iter().filter_map(|row| row.get(at)).flatten();
            let widest = cells
                .flat_map(|(text, style)| text.split('\n').map(|line| self.faces.line(line, *style).width));
            widest.fold(title, f32::max)
        };
        let widths: Vec<Option<f32>> = table
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| column.most.map(|most| natural(at, column).min(most)))
            .collect();
        if widths.iter().all(Option::is_some) {
            return evenly(table);
        }
        let taken: f32 =
            widths.iter().flatten().sum::<f32>() + GUTTER * (widths.len().saturating_sub(1)) as f32;
        let mut x = LEFT;
        let place = |(width, column): (&Option<f32>, &Column)| {
            let width = width.unwrap_or(MEASURE - taken);
            let place = Place {
                x,
                width,
                side: column.side,
            };
            x += width + GUTTER;
            place
        };
        widths.iter().zip(&table.columns).map(place).collect()
    }

    /// The head: read out once, drawn again on each sheet.
    fn head(&mut self, table: &Table, places: &[Place], element: Option<NodeId>) {
        let row = element.map(|head| self.sheets.element(head, Tag::TR));
        let y = baseline(self.y, LEADING, &HEAD);
        for (column, place) in table.columns.iter().zip(places) {
            let line = self.faces.fit(&column.title, HEAD, place.width + GUTTER / 2.0);
            let role = match row {
                Some(row) => Role::Content(self.sheets.element(row, Tag::TH(TableHeaderScope::Column))),
                None => Role::Artifact(ArtifactType::Layout),
            };
            match place.side {
                Side::Left => self.sheets.text(role, place.x, y, line),
                Side::Right => self.sheets.text_right(role, place.x + place.width, y, line),
            }
        }
        self.y += head_height();
        self.sheets.rule(LEFT, self.y, MEASURE, 0.9, INK);
    }

    fn row(&mut self, table: &Table, places: &[Place], body: NodeId, row: Vec<Vec<Line>>, keep: f32) {
        let whole = height(&row);
        let sheet = BOTTOM - TOP - head_height();
        let wanted = if whole + keep <= sheet {
            whole + keep
        } else {
            whole
        };
        // A row that no sheet can hold begins where it is if some lines of it fit.
        let breakable = wanted > sheet && self.room() >= 4.0 * LEADING + PAD;
        if wanted > self.room() && !breakable && self.y > TOP + head_height() + 1.0 {
            self.turn();
            self.head(table, places, None);
        }
        let element = self.sheets.element(body, Tag::TR);
        let cells: Vec<NodeId> = (0..row.len())
            .map(|at| {
                let tag: TagKind = if at == table.names {
                    Tag::TH(TableHeaderScope::Row).into()
                } else {
                    Tag::TD.into()
                };
                self.sheets.element(element, tag)
            })
            .collect();
        let lines = row.iter().map(Vec::len).max().unwrap_or(0);
        let mut columns: Vec<_> = row.into_iter().map(Vec::into_iter).collect();
        self.y += PAD;
        for done in 0..lines {
            if self.room() < LEADING && done > 0 {
                self.turn();
                self.head(table, places, None);
                self.y += PAD;
            }
            for ((column, place), cell) in columns.iter_mut().zip(places).zip(&cells) {
                let Some(line) = column.next() else { continue };
                let y = baseline(self.y, LEADING, &Style::of(9.0));
                let x = match place.side {
                    Side::Left => place.x,
                    Side::Right => place.x + place.width - line.width,
                };
                self.put_line(*cell, x, y, line);
            }
            self.y += LEADING;
        }
        self.y += PAD;
        self.sheets.rule(LEFT, self.y, MEASURE, 0.4, LINE);
    }
}

/// Columns of one width over the whole measure.
fn evenly(table: &Table) -> Vec<Place> {
    let count = table.columns.len().max(1) as f32;
    let width = (MEASURE - GUTTER * (count - 1.0)) / count;
    let place = |(at, column): (usize, &Column)| Place {
        x: LEFT + (width + GUTTER) * at as f32,
        width,
        side: column.side,
    };
    table.columns.iter().enumerate().map(place).collect()
}

fn head_height() -> f32 {
    LEADING + 4.0
}

fn height(row: &[Vec<Line>]) -> f32 {
    let lines = row.iter().map(Vec::len).max().unwrap_or(0);
    lines as f32 * LEADING + 2.0 * PAD
}
