//! Layouts for tests, drawn as text: a letter a row, `+` for a container, two spaces a level.

use super::{Layout, Place, Rect, Row, Rules};

/// A drawn tree.
pub(super) struct Drawing {
    pub layout: Layout<char>,
}

/// Reads a drawing. Rows are 40 high and 400 wide, one under another.
pub(super) fn drawn(text: &str) -> Drawing {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let margin = lines.iter().map(|line| indent(line)).min().unwrap_or_default();
    let mut path: Vec<char> = Vec::new();
    let mut rows = Vec::new();
    for (nth, line) in (0_u32..).zip(&lines) {
        let level = (indent(line) - margin) / 2;
        let id = line.trim().chars().next().unwrap();
        path.truncate(level);
        rows.push(Row {
            id,
            parent: path.last().copied(),
            level,
            container: line.trim().ends_with('+'),
            rect: Rect::new(0.0, f64::from(nth) * 40.0, 400.0, 40.0),
        });
        path.push(id);
    }
    Drawing {
        layout: Layout::new(rows),
    }
}

/// Everything goes everywhere.
pub(super) struct Anything;

impl Rules<char> for Anything {
    fn allows(&self, _: &char, _: &Place<char>) -> Result<(), String> {
        Ok(())
    }
}

/// As in a menu: containers only at the root.
pub(super) struct OneLevel<'a>(pub &'a Drawing);

impl Rules<char> for OneLevel<'_> {
    fn allows(&self, payload: &char, place: &Place<char>) -> Result<(), String> {
        let group = self.0.layout.row(payload).is_some_and(|row| row.container);
        match place.parent {
            Some(_) if group => Err("A group can't go inside a group.".to_owned()),
            _ => Ok(()),
        }
    }
}
