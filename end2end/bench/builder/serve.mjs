// Bundles Puck's and GrapesJS' pages for production and serves them, compressed beforehand as a release of Portico serves its own.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as documents from "./documents.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const types = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".html": "text/html; charset=utf-8" };

/** `import styles from "x.css?text"` is the file's text. */
const asText = {
  name: "text",
  setup(work) {
    work.onResolve({ filter: /\?text$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\?text$/, "")),
      namespace: "text",
    }));
    work.onLoad({ filter: /.*/, namespace: "text" }, async ({ path }) => ({ contents: await readFile(path, "utf8"), loader: "text" }));
  },
};

/** The files of an editor's page, by path. */
async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: { page: join(here, name, "page.mjs") },
    outdir: join(here, "out"),
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [asText],
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="page.css"><style>body{margin:0}</style><div id="app"></div><script type="module" src="page.js"></script></html>`;
  const files = outputFiles.map((file) => [`/${name}/${basename(file.path)}`, Buffer.from(file.contents)]);
  return [[`/${name}/`, Buffer.from(html)], ...files];
}

/**
 * Serves the two pages and the documents of these sizes at a free port.
 * @param {number[]} sizes
 */
export async function serve(sizes) {
  const documentsOf = (name) =>
    sizes.map((size) => [`/documents/${name}/${size}.json`, Buffer.from(JSON.stringify(documents[name](documents.blocks(size))))]);
  const all = [...(await bundle("puck")), ...(await bundle("grapesjs")), ...documentsOf("puck"), ...documentsOf("grapesjs")];
  const files = new Map(all.map(([path, bytes]) => [path, brotliCompressSync(bytes)]));
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const bytes = files.get(path);
    if (!bytes) return response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": types[extname(path)] ?? types[".html"],
      "content-encoding": "br",
      "content-length": bytes.length,
    });
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** The versions that are compared, as they are pinned. */
export function versions() {
  const { devDependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  return { puck: devDependencies["@puckeditor/core"], grapesjs: devDependencies.grapesjs };
}
