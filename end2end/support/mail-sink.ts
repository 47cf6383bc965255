import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { folder } from "./portico";

const mails = join(folder, "mails");

export type Mail = { to: string; subject: string; text: string; html: string; headers: Record<string, string>; at: number };

/** A real mail server on loopback that keeps each mail as a file, since tests run in processes of their own. */
export async function startMailSink(port: number): Promise<{ stop: () => Promise<void> }> {
  mkdirSync(mails, { recursive: true });
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      simpleParser(stream).then((parsed) => {
        const mail: Mail = {
          to: session.envelope.rcptTo.map((to) => to.address).join(","),
          subject: parsed.subject ?? "",
          text: parsed.text ?? "",
          html: parsed.html || "",
          headers: Object.fromEntries(parsed.headerLines.map(({ key, line }) => [key, line])),
          at: Date.now(),
        };
        writeFileSync(join(mails, `${String(++count).padStart(4, "0")}.json`), JSON.stringify(mail));
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve, reject) => server.listen(port, "127.0.0.1", resolve).on("error", reject));
  return { stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Waits for a mail to an address that came after an instant. */
export async function mailTo(address: string, since: number, subject?: RegExp): Promise<Mail> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    for (const file of readdirSync(mails).sort().reverse()) {
      const mail: Mail = JSON.parse(readFileSync(join(mails, file), "utf8"));
      if (mail.to === address && mail.at >= since && (!subject || subject.test(mail.subject))) return mail;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no mail to ${address}`);
}

/** The portal link in a mail's text. */
export function linkIn(mail: Mail): string {
  const found = mail.text.match(/https?:\/\/\S+\/l\/[\w-]+\.[\w-]+/);
  if (!found) throw new Error(`no link in:\n${mail.text}`);
  return found[0];
}
