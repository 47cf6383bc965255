// The table, and which budgets hold.

/**
 * @typedef {object} Row
 * @property {string} editor
 * @property {number} size
 * @property {number | undefined} transfer kB, without rich text
 * @property {Partial<import("./measure.mjs").Visit>} median
 * @property {import("./measure.mjs").Visit[]} runs
 */

// The heading, the value, and how many decimals are shown.
const columns = [
  ["ready s", ({ median }) => median.ready && median.ready / 1000, 2],
  ["pick-up ms", ({ median }) => median.lift, 0],
  ["script/move ms", ({ median }) => median.dragScript, 2],
  ["all/move ms", ({ median }) => median.dragBusy, 2],
  ["long tasks", ({ median }) => median.dragLong, 0],
  ["drop ms", ({ median }) => median.drop, 0],
  ["drop, all ms", ({ median }) => median.dropBusy, 0],
  ["key ms", ({ median }) => median.key, 2],
  ["transfer kB", ({ transfer }) => transfer, 0],
];

/** The medians of several visits, by what was measured. */
export function median(runs) {
  const keys = Object.keys(runs[0] ?? {});
  return Object.fromEntries(
    keys.map((key) => {
      const sorted = runs.map((run) => run[key]).sort((a, z) => a - z);
      const middle = (sorted.length - 1) / 2;
      return [key, (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2];
    }),
  );
}

/** The table as text, a line for each size and editor. */
export function table(rows) {
  const shown = (value, digits) => (value === undefined ? "–" : value.toFixed(digits));
  const lines = [
    ["blocks", "editor", ...columns.map(([name]) => name)],
    ...rows.map((row) => [String(row.size), row.editor, ...columns.map(([, value, digits]) => shown(value(row), digits))]),
  ];
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  const pad = (cell, at) => (at === 1 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]));
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

/** What Portico's builder may take (ARCHITECTURE.md, Budgets), and what it took. */
export function budgets(rows) {
  const at = (size) => rows.find((row) => row.editor === "Portico" && row.size === size);
  const of = (what, most, unit, took) => ({
    what,
    most,
    unit,
    took,
    holds: took === undefined ? undefined : took <= most,
  });
  const seconds = (ms) => (ms === undefined ? undefined : ms / 1000);
  const large = at(1000)?.median;
  return [
    of("transfer without rich text", 350, "kB", rows.find((row) => row.editor === "Portico")?.transfer),
    of("500 blocks ready", 1, "s", seconds(at(500)?.median.ready)),
    of("1,000 blocks ready", 1.5, "s", seconds(large?.ready)),
    of("drag at 1,000, script a move", 4, "ms", large?.dragScript),
    of("drag at 1,000, long tasks", 0, "", large?.dragLong),
    of("drop at 1,000, longest task", 50, "ms", large?.drop),
    of("key at 1,000", 16, "ms", large?.key),
  ];
}

/** The budgets as text. */
export function verdicts(all) {
  return all
    .map(({ what, most, unit, took, holds }) => {
      const verdict = holds === undefined ? "not measured" : holds ? "holds" : "OVER";
      return `${what.padEnd(30)} at most ${`${most} ${unit}`.padEnd(7)} ${(took === undefined ? "" : `${Number(took.toFixed(2))} ${unit}`).padStart(10)}  ${verdict}`;
    })
    .join("\n");
}
