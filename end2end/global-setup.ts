import { mkdirSync, rmSync } from "node:fs";
import { startMailSink } from "./support/mail-sink";
import { copyProgram, folder, startPortico } from "./support/portico";

/** A mail server that keeps what it gets, and a real Portico with the demo, on a database of its own. */
export default async function globalSetup() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyProgram();
  const sink = await startMailSink(3198);
  const portico = await startPortico({ name: "demo", port: 3199, args: ["--demo"], smtpPort: 3198 });
  return async () => {
    await portico.stop();
    await sink.stop();
  };
}
