// Prints what browsers load, brotli-compressed, and fails when a budget is exceeded (ARCHITECTURE.md, Budgets).
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { join } from "node:path";

const folder = process.argv[2];
const budgets = [
  { kind: "main WASM", test: /^portico\..*\.wasm$/, kB: 140 },
  { kind: "invoice editor, on its page only", test: /^split_invoice_editor.*\.wasm$/, kB: 90 },
  { kind: "menu editor, on its page only", test: /^split_menu_editor.*\.wasm$/, kB: 160 },
  { kind: "page builder, on its page only", test: /^split_page_builder.*\.wasm$/, kB: 350 },
  { kind: "JS glue", test: /^portico\..*\.js$/, kB: 9 },
  { kind: "text editor, once somebody writes", from: "app/public/builder", test: /^richtext\.js$/, kB: 65 },
  { kind: "CSS", test: /\.css$/, kB: 20 },
];
let failed = 0;
for (const { kind, test, kB, from = folder } of budgets) {
  const found = readdirSync(from).filter((file) => test.test(file) && !file.includes("snippets"));
  if (found.length !== 1) {
    console.log(`${kind}: expected one file in ${from}, found ${found.length}`);
    failed++;
    continue;
  }
  const raw = readFileSync(join(from, found[0]));
  const size = brotliCompressSync(raw).length / 1000;
  const verdict = size <= kB ? "within" : "OVER";
  if (size > kB) failed++;
  console.log(`${kind.padEnd(33)} ${size.toFixed(1).padStart(7)} kB brotli (${(raw.length / 1000).toFixed(0)} kB raw), ${verdict} its budget of ${kB} kB`);
}

// All that the builder's page loads: the parts that its file shares with other islands' files are files of their own.
const size = (file) => brotliCompressSync(readFileSync(join(folder, file))).length / 1000;
const files = readdirSync(folder);
const manifest = files.find((file) => /^__wasm_split_manifest.*\.json$/.test(file));
const loads = Object.entries(manifest ? JSON.parse(readFileSync(join(folder, manifest), "utf8")) : {});
const parts = loads.find(([loader]) => loader.startsWith("page_builder_loader"))?.[1] ?? [];
const all = files.filter((file) => /^(portico|__wasm_split)\..*\.(wasm|js|css)$/.test(file)).concat(parts.map((part) => `${part}.wasm`));
const builder = { total: all.reduce((total, file) => total + size(file), 0), kB: 600, aim: 350 };
const shared = parts.filter((part) => part.startsWith("chunk_")).reduce((total, part) => total + size(`${part}.wasm`), 0);
const holds = parts.length > 0 && builder.total <= builder.kB;
if (!holds) failed++;
console.log(
  `${"all of the builder's page".padEnd(33)} ${builder.total.toFixed(1).padStart(7)} kB brotli (${shared.toFixed(1)} in ${parts.length - 1} shared files), ` +
    `${holds ? "within" : "OVER"} its limit of ${builder.kB} kB; the aim is ${builder.aim}`,
);
process.exit(failed ? 1 : 0);
