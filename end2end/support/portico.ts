import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, cpSync, createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** Databases, mails and logs of the test run. */
export const folder = join(root, "target", "end2end");

export type Portico = { url: string; output: () => string; stop: () => Promise<void> };

const program = join(folder, "program");

/** Copies what was built, so that a build beside the tests changes nothing under them. */
export function copyProgram() {
  mkdirSync(program, { recursive: true });
  for (const file of ["portico", "hash.txt"]) copyFileSync(join(root, "target", "debug", file), join(program, file));
  cpSync(join(root, "target", "site"), join(program, "site"), { recursive: true });
}

/** Starts the real program on an empty database and waits until it is ready. */
export async function startPortico(options: {
  name: string;
  port: number;
  args?: string[];
  smtpPort?: number;
}): Promise<Portico> {
  const url = `http://localhost:${options.port}`;
  const log = join(folder, `${options.name}.log`);
  const smtp = options.smtpPort
    ? { SMTP_HOST: "127.0.0.1", SMTP_PORT: String(options.smtpPort), SMTP_SECURITY: "none", MAIL_FROM: "portal@portico.test" }
    : {};
  const child: ChildProcess = spawn(
    join(program, "portico"),
    ["serve", ...(options.args ?? []), "--listen", `127.0.0.1:${options.port}`, "--data", join(folder, options.name)],
    { cwd: root, env: { ...process.env, PORTICO_PUBLIC_URL: url, ...smtp }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const file = createWriteStream(log);
  child.stdout?.pipe(file);
  child.stderr?.pipe(file);
  let ended = false;
  child.on("exit", () => (ended = true));
  const deadline = Date.now() + 120_000;
  for (;;) {
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) break;
    if (ended || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`portico did not get ready:\n${readFileSync(log, "utf8")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    output: () => readFileSync(log, "utf8"),
    stop: () =>
      new Promise((resolve) => {
        if (ended) return resolve();
        child.on("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}
