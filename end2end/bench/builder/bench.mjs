// Measures Portico's page builder, Puck and GrapesJS with the same documents in the same browser, one after another.
// Prints a table and writes target/bench/builder.txt and builder.json. It judges nobody: only a missing measurement fails.
//   --program=FILE    the Portico to start (target/portico/portico, else target/debug/portico)
//   --ours=URL        a builder that runs already, with {n} for the number of blocks; its documents are its own
//   --sizes=8,100     the documents' numbers of blocks (8,100,500,1000)
//   --runs=3          visits of each editor with each document; medians are shown
//   --editors=puck    portico, puck, grapesjs, or some of them
//   --pictures        writes what a drag looks like to target/bench/builder-*.png
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const say = (text) => process.stderr.write(`\x1b[1m[bench]\x1b[0m ${text}\n`);

const { values } = parseArgs({
  options: {
    program: { type: "string" },
    ours: { type: "string" },
    sizes: { type: "string", default: "8,100,500,1000" },
    runs: { type: "string", default: "3" },
    editors: { type: "string", default: "portico,puck,grapesjs" },
    pictures: { type: "boolean", default: false },
  },
});
const sizes = values.sizes.split(",").map(Number);
const runs = Number(values.runs);
const wanted = values.editors.split(",");

install();
const { editors } = await import("./editors.mjs");
const { visit } = await import("./measure.mjs");
const portico = await import("./portico.mjs");
const { budgets, median, table, verdicts } = await import("./report.mjs");
const { serve, versions } = await import("./serve.mjs");
const { transfer } = await import("./transfer.mjs");

if (!(runs > 0) || !sizes.every((size) => size >= 8) || !wanted.every((name) => editors[name])) {
  say("--runs is at least 1, each of --sizes at least 8, --editors some of portico, puck and grapesjs");
  process.exit(2);
}

mkdirSync(portico.folder, { recursive: true });
const others = await serve(sizes);
let server;
let failed = 0;
try {
  const { ours, program } = await findOurs();
  const loaded = Object.fromEntries(wanted.map((name) => [name, new Set()]));
  const rows = [];
  for (const size of sizes) {
    const visits = Object.fromEntries(wanted.map((name) => [name, []]));
    // In turns, so that a busy minute of the machine hits all alike.
    for (let run = 0; run < runs; run++) {
      for (const name of wanted) {
        const where = () => (name === "portico" ? ours(size) : { url: `${others.url}/${name}/?n=${size}`, size });
        const picture = values.pictures && run === 0 ? join(portico.folder, `builder-${name}-${size}.png`) : undefined;
        const loads = (url) => loaded[name].add(url);
        const taken = await measured(name, size, () => visit({ editor: name, ...where(), picture, loaded: loads }));
        if (taken) visits[name].push(taken);
      }
    }
    for (const name of wanted) {
      rows.push({ editor: editors[name].name, size, transfer: undefined, median: median(visits[name]), runs: visits[name] });
    }
  }
  const transfers = {};
  for (const name of wanted) {
    say(`compressing what ${editors[name].name} loads`);
    transfers[name] = await transfer([...loaded[name]].filter((url) => url.startsWith("http")));
    const some = transfers[name].files.length > 0;
    if (!some) failed++;
    for (const row of rows) if (row.editor === editors[name].name && some) row.transfer = transfers[name].withoutRichText;
  }
  report(rows, transfers, program);
} finally {
  await server?.stop();
  others.stop();
}
process.exitCode = failed ? 1 : 0;

/** Which commit is measured; nothing outside of a checkout. */
function commit() {
  const git = spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: here, encoding: "utf8" });
  return git.status === 0 ? git.stdout.trim() : "";
}

/** Installs Puck, GrapesJS and what bundles them, once. */
function install() {
  const [lock, stamp] = [join(here, "package-lock.json"), join(here, "node_modules", ".portico-stamp")];
  if (existsSync(stamp) && readFileSync(stamp).equals(readFileSync(lock))) return;
  say("installing npm packages: Puck, GrapesJS, React, esbuild (about 20 seconds)");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here, stdio: ["ignore", "inherit", "inherit"] });
  copyFileSync(lock, stamp);
}

/** Where Portico's builder is for each size, after starting it and making its pages. */
async function findOurs() {
  if (!wanted.includes("portico")) return { ours: () => ({ url: "", size: null }), program: "none" };
  if (values.ours) {
    const { session } = await portico.prepare(new URL(values.ours).origin, [], 0);
    const template = values.ours;
    return {
      ours: (size) => ({ url: template.replace("{n}", String(size)), size: null, session }),
      program: `${template}, with documents of its own`,
    };
  }
  const file = resolve(values.program ?? portico.program());
  const program = basename(dirname(file)) === "debug" ? `${file} (a development build: slow and large)` : file;
  say(`starting ${program} with the demo (about 15 seconds)`);
  server = await portico.start(file);
  // Twice as many as there are visits: one may have to be repeated.
  const { session, pages } = await portico.prepare(server.url, sizes, 2 * runs);
  return { ours: (size) => ({ url: pages.get(size)?.pop() ?? "", size, session }), program };
}

/** A visit; a second one if something goes wrong, and nothing if that fails too. */
async function measured(name, size, take) {
  for (let tries = 1; ; tries++) {
    try {
      const taken = await take();
      say(`${editors[name].name}, ${size} blocks: ready after ${(taken.ready / 1000).toFixed(2)} s`);
      return taken;
    } catch (error) {
      const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
      say(`${editors[name].name}, ${size} blocks: ${why}${tries < 2 ? "; once more" : ""}`);
      if (tries < 2) continue;
      failed++;
      return null;
    }
  }
}

function report(rows, transfers, program) {
  const { puck, grapesjs } = versions();
  const judged = budgets(rows);
  const text = [
    `Portico: ${program}; Puck ${puck}, GrapesJS ${grapesjs}; medians of ${runs} visits, Chromium, 1440 × 900.`,
    table(rows),
    "ready: until all blocks are there and a click is answered. script/move: scripts on the main thread for each of 60 pointer moves;",
    "all/move: layout and painting too. long tasks: over 50 ms, while dragging. drop: the longest task after the release.",
    "key: the main thread's work for each key in a field of the inspector. transfer: JavaScript, WebAssembly and CSS, brotli, without",
    `Portico's rich text (${transfers.portico ? transfers.portico.richText.toFixed(0) : "–"} kB). GrapesJS takes a field over when it is left, the others at each key.`,
    ...(wanted.includes("portico") ? ["Budgets of Portico's builder:", verdicts(judged)] : []),
  ].join("\n");
  console.log(text);
  writeFileSync(join(portico.folder, "builder.txt"), `${text}\n`);
  const about = { commit: commit(), cpu: cpus()[0]?.model, load: loadavg(), program, puck, grapesjs, visits: runs };
  writeFileSync(join(portico.folder, "builder.json"), `${JSON.stringify({ ...about, rows, transfers, budgets: judged }, null, 1)}\n`);
  say("written to target/bench/builder.txt and builder.json");
}
