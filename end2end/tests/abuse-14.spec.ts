import { type Page } from "@playwright/test";
import { type Portico, startPortico } from "../support/portico";
import { expect, hydrated, signIn, test } from "../support/test";

// Abuse case 14, in a real browser: markup typed into every text field, then every page that shows it, on both sides. No dialog, no
// violation of the content security policy, no foreign request (see support/test.ts), nothing of it alive in the page.
// A Portico of its own, so that no other test meets these texts. The stored set, column by column, is in server/tests/abuse_data/texts.rs.
const port = 3189;
const origin = `http://localhost:${port}`;
test.use({
  baseURL: origin,
  // Mails are shown in a sandboxed frame, where the test's own scripts are refused too; what is in it is looked at below.
  expectedErrors: [/Blocked script execution/],
});

const payloads = [
  `"><img src=x onerror=alert(14)>`,
  `</textarea></title></script><svg onload=alert(14)><script>alert(14)</script>`,
  `' autofocus onfocus=alert(14) x='" onmouseover=alert(14) y="`,
  `{{constructor.constructor('alert(14)')()}}<a href=javascript:alert(14)>14</a><iframe src=//evil.test>`,
];

let portico: Portico;
test.beforeAll(async ({}, info) => {
  portico = await startPortico({ name: `abuse-14-${info.project.name}`, port, args: ["--demo"] });
});
test.afterAll(async () => portico.stop());

/** Notes every dialog and every violation of the policy from now on. */
async function watch(page: Page): Promise<string[]> {
  const heard: string[] = [];
  page.on("dialog", (dialog) => {
    heard.push(`dialog on ${page.url()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction("violated", (what: string) => heard.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const said = `${event.violatedDirective} on ${location.pathname}: ${event.blockedURI} ${event.sample}`;
      (window as unknown as { violated: (what: string) => void }).violated(said);
    });
  });
  return heard;
}

/** Types a payload into every text field of the form that can be seen, whatever fits. */
async function fill(page: Page, payload: string): Promise<number> {
  // Editors that wake up change which fields can be seen.
  await hydrated(page);
  const fields = page.locator("main form").locator("input[type=text], input:not([type]), textarea").filter({ visible: true });
  let filled = 0;
  for (const field of await fields.all()) {
    const name = (await field.getAttribute("name")) ?? "";
    // Codes, numbers and addresses are checked against their own form and take no text.
    if (/search|pattern|country|currency|iban|bic|quantity|unit_price|discount|tax_rate|email|website|code|days|confirm/.test(name)) continue;
    const room = /notes|message|terms|description/.test(name) ? 200 : /name|reference|address|job|hours/.test(name) ? 60 : 20;
    const max = Number((await field.getAttribute("maxlength")) ?? room);
    await field.fill([...payload].slice(0, Math.min(room, max)).join(""));
    filled += 1;
  }
  return filled;
}

const alive = "[onerror], [onload], [onfocus], [onmouseover], a[href^='javascript:' i], iframe[src*='evil'], img[src='x']";

/** Opens a page: it is there, and no element of a payload is alive in it or in a frame of it. */
async function look(page: Page, path: string) {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  for (const frame of page.frames()) {
    await expect(frame.locator(alive), `alive on ${path}, ${frame.url()}`).toHaveCount(0);
  }
}

/** Saves, and waits until the page that follows is there: an answer still on its way shows no error either. */
async function save(page: Page, name: RegExp | string) {
  await page.locator("main").getByRole("button", { name }).first().click();
  await expect(page, page.url()).toHaveURL(/[?&]done=/);
  await expect(page.locator(".form-errors"), page.url()).toHaveCount(0);
}

for (const [nth, payload] of payloads.entries()) {
  test(`abuse_14 payload ${nth + 1} stays text on every page`, async ({ page, browser }) => {
    test.setTimeout(300_000);
    const heard = await watch(page);
    await signIn(page);

    await page.goto("/staff/settings/business");
    expect(await fill(page, payload)).toBeGreaterThan(5);
    await save(page, /Save/);
    await page.goto("/staff/settings/portal");
    expect(await fill(page, payload)).toBeGreaterThan(1);
    if (payload.includes("{{")) {
      // The welcome message takes merge tags, and this is none: refused, with the text still there.
      await page.locator("main").getByRole("button", { name: /Save/ }).first().click();
      await expect(page.locator(".form-errors")).toHaveCount(1);
      await page.getByRole("textbox", { name: "Text" }).fill(payload.replaceAll("{{", "{ {"));
    }
    await save(page, /Save/);

    await page.goto("/staff/companies/new");
    expect(await fill(page, payload)).toBeGreaterThan(5);
    await save(page, "Save company");
    const company = new URL(page.url()).pathname;
    await expect(page.getByRole("heading", { level: 1 })).toContainText(payload.slice(0, 20));

    await page.goto(`/staff/contacts/new?company=${company.split("/").pop()}`);
    expect(await fill(page, payload)).toBeGreaterThan(3);
    await page.locator("[name='form[email]']").fill(`payload-${nth}@quay.example`);
    const member = page.locator(`input[type=checkbox][value='${company.split("/").pop()}']`);
    await member.check();
    await save(page, "Save contact");
    const contact = new URL(page.url()).pathname;

    await page.goto(`/staff/invoices/new?company=${company.split("/").pop()}`);
    await page.locator("[name='form[contact_id]']").selectOption({ index: 1 });
    expect(await fill(page, payload)).toBeGreaterThan(4);
    await page.locator("[name*='[description]']").first().fill(payload);
    await page.locator("[name*='[quantity]']").first().fill("1");
    await page.locator("[name*='[unit_price]']").first().fill("10");
    await save(page, "Save draft");
    const invoice = new URL(page.url()).pathname;
    await look(page, `${invoice}/edit`);
    await page.goto(invoice);
    const issue = page.locator("details").filter({ has: page.locator("summary", { hasText: /^\s*Issue\s*$/ }) }).first();
    await issue.locator("summary").first().click();
    await issue.getByRole("button", { name: /Issue/ }).last().click();
    await expect(page.getByText("Issued. The client can see it now", { exact: false })).toBeVisible();

    await page.goto(`${contact}/invite`);
    await fill(page, payload);
    await save(page, /Send/);
    // Without a mail server the mail is a file, and its page shows it.
    let mail = "";
    await expect(async () => {
      await page.goto("/staff/mail?state=sent");
      mail = (await page.locator("tbody a.row-link").first().getAttribute("href")) ?? "";
      await page.goto(`${mail}/delivered`);
      await expect(page.locator("main")).toContainText("/l/");
    }).toPass();
    const link = (await page.locator("main").innerText()).match(/https?:\/\/\S+\/l\/[\w-]+\.[\w-]+/)?.[0] ?? "";

    const staff = [
      "/staff", "/staff/companies", company, `${company}?tab=contacts`, `${company}?tab=invoices`, `${company}?tab=access`,
      `${company}?tab=activity`, `${company}/edit`, "/staff/contacts", contact, `${contact}?tab=invoices`, `${contact}?tab=access`,
      `${contact}?tab=activity`, `${contact}/edit`, `${contact}/invite`, "/staff/invoices", invoice, `${invoice}/preview`, "/staff/mail",
      mail, `${mail}/delivered`, "/staff/access-log", "/staff/settings/portal", "/staff/settings/business", "/staff/settings/team",
      `/staff/companies?search=${encodeURIComponent(payload)}`, `/staff/sign-in?next=${encodeURIComponent(payload)}`,
    ];
    const context = await browser.newContext({ baseURL: origin });
    const client = await context.newPage();
    const overheard = await watch(client);
    await look(client, link);
    await client.locator("form button").first().click();
    await expect(client).toHaveURL(/\/portal$/);
    const bill = invoice.replace("/staff/", "/portal/");
    for (const path of ["/portal", "/portal/invoices", bill, "/portal/statement", "/portal/activity", "/portal/profile"]) {
      await look(client, path);
    }
    await client.goto(bill);
    await expect(client.locator("article")).toContainText(payload.slice(0, 20));
    for (const path of staff) await look(page, path);
    expect([...heard, ...overheard]).toEqual([]);
    await context.close();
  });
}
