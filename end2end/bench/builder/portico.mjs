// A Portico of the bench's own with the demo, and a page in it for each document.
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as documents from "./documents.mjs";
import { launch } from "./measure.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
/** What the bench writes. */
export const folder = join(root, "target", "bench");
const email = "owner@alder-voss.example";
const password = "demo-portico-2026";
const newPage = "/staff/settings/portal/pages/new";

/** The release, if there is one; else the development build, whose times mean little. */
export function program() {
  const release = join(root, "target", "portico", "portico");
  return existsSync(release) ? release : join(root, "target", "debug", "portico");
}

/** Starts the program on an empty database with the demo. */
export async function start(file) {
  if (!existsSync(file)) throw new Error(`there is no program at ${file}: run make release, or give --program=`);
  const data = join(folder, "builder-data");
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = { ...process.env, PORTICO_PUBLIC_URL: url, PORTICO_LOG: "warn" };
  for (const name of ["DATABASE_URL", "PORTICO_SECRET", "PORTICO_DEMO", "PORTICO_DATA", "SMTP_HOST"]) delete env[name];
  const log = join(folder, "builder-server.log");
  const output = openSync(log, "w");
  const child = spawn(file, ["serve", "--demo", "--listen", `127.0.0.1:${port}`, "--data", data], {
    cwd: root,
    env,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  // Whatever ends this ends the server too.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  process.once("exit", () => child.kill("SIGTERM"));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  for (const end = Date.now() + 120_000; ; ) {
    if (await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)) return { url, stop };
    if (child.exitCode !== null || Date.now() > end) {
      await stop();
      throw new Error(`Portico did not get ready:\n${readFileSync(log, "utf8")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Signs in and takes in pages for each document, as staff do: by the form for files. A visit changes its page, so each needs its own.
 * @param {string} url where Portico is
 * @param {number[]} sizes
 * @param {number} times so many pages for each
 * @returns {Promise<{ session: any, pages: Map<number, string[]> }>} the cookies, and the builder's addresses by size
 */
export async function prepare(url, sizes, times) {
  const browser = await launch();
  try {
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto("/staff/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/staff$/);
    const pages = new Map();
    for (const size of sizes.flatMap((size) => Array(times).fill(size))) {
      await page.goto(newPage);
      const file = page.locator('#import input[name="file"]');
      if (!(await file.count())) throw new Error(`this Portico takes in no pages at ${newPage}`);
      await page.locator("#import details > summary").click();
      const json = JSON.stringify(documents.portico(documents.blocks(size)));
      await file.setInputFiles({ name: `${size}.json`, mimeType: "application/json", buffer: Buffer.from(json) });
      await page.locator('#import input[name="title"]').fill(`Bench, ${size} blocks`);
      await page.locator('#import button[type="submit"]').click();
      await page.waitForURL(/\/pages\/[0-9a-f-]{36}/, { timeout: 30_000 });
      const [own] = page.url().match(/.*\/pages\/[0-9a-f-]{36}/) ?? [];
      pages.set(size, [...(pages.get(size) ?? []), `${own}/edit`]);
    }
    return { session: await context.storageState(), pages };
  } finally {
    await browser.close();
  }
}
