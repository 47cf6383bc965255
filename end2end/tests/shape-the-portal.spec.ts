import { type Page } from "@playwright/test";
import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { linkIn, mailTo } from "../support/mail-sink";
import { byKeyboard, byMouse, byTouch, handle, order } from "../support/menu";
import { folder, type Portico, startPortico } from "../support/portico";
import { expect, sound, test } from "../support/test";

// A new workspace on an empty database shapes its portal, previews it as a client, and the client sees exactly that.
const settings = "/staff/settings/portal";
const portOf = (project: string) => (project === "desktop" ? 3186 : 3187);
const addressOf = (project: string) => `mara+shape-${project}@quay.example`;
let portico: Portico;
test.use({
  baseURL: async ({}, use, info) => use(`http://localhost:${portOf(info.project.name)}`),
  expectedErrors: [/404|Blocked script execution/],
});
test.beforeAll(async ({}, info) => {
  portico = await startPortico({ name: `shape-${info.project.name}`, port: portOf(info.project.name), smtpPort: 3198 });
});
test.afterAll(async () => portico.stop());

const saved = (page: Page) => expect(page.getByText("Saved.", { exact: false }).first()).toBeVisible();
const save = async (page: Page) => {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await saved(page);
};

async function setUp(page: Page, address: string) {
  await page.goto("/setup");
  await page.getByLabel("Code from the console").fill(portico.output().match(/with this code: (\S+)/)?.[1] ?? "");
  await page.getByLabel("Business name").fill("Harbour & Sons");
  await page.getByLabel("Your name").fill("Ines Harbour");
  await page.getByLabel("Your e-mail address").fill("ines@harbour.example");
  await page.getByLabel("Password").fill("plenty of quiet water");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(/\/staff$/);
  await page.goto("/staff/companies/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Quay & Kiln");
  await page.getByRole("button", { name: "Save company" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quay & Kiln");
  await page.goto(`${new URL(page.url()).pathname}?tab=contacts`);
  await page.getByRole("link", { name: "Add a contact" }).first().click();
  await page.getByLabel("First name").fill("Mara");
  await page.getByLabel("Last name").fill("Quay");
  await page.getByLabel("E-mail").fill(address);
  const member = page.getByRole("checkbox", { name: "Quay & Kiln" });
  if (!(await member.isChecked())) await member.check();
  await page.getByRole("button", { name: "Save contact" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mara Quay");
  return new URL(page.url()).pathname;
}

/** A small picture, drawn by the page's own canvas. */
async function logo(page: Page) {
  const data = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 240;
    canvas.height = 80;
    const pen = canvas.getContext("2d")!;
    pen.fillStyle = "#7c2d12";
    pen.fillRect(0, 0, 240, 80);
    return canvas.toDataURL("image/png");
  });
  return Buffer.from(data.split(",")[1], "base64");
}

async function addLink(page: Page, label: string, address: string) {
  const adding = page.getByRole("group", { name: "Add to the menu" });
  const summary = adding.locator("summary", { hasText: /^Link$/ });
  if (!(await adding.getByLabel("Address").isVisible())) await summary.click();
  await adding.getByRole("textbox", { name: "Label" }).filter({ visible: true }).fill(label);
  await adding.getByLabel("Address").fill(address);
  await page.getByRole("button", { name: "Add link" }).click();
  await expect(handle(page, label)).toBeVisible();
}

/** What the portal shows: its menu in order, greeting, logo, colour. */
async function seen(page: Page, isMobile: boolean) {
  await page.goto("/portal");
  const nav = page.getByRole("navigation", { name: "Menu" });
  if (isMobile && (await nav.locator("summary", { hasText: "More" }).filter({ visible: true }).count()))
    await nav.locator("summary", { hasText: "More" }).click();
  const links = await nav.locator("a").filter({ visible: true }).evaluateAll((found) =>
    found.map((link) => `${link.querySelector(".nav-text")?.firstChild?.textContent?.trim()} → ${link.getAttribute("href")}`),
  );
  return {
    menu: [...new Set(links)],
    greeting: await page.locator(".hero").innerText(),
    brand: await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--brand").trim()),
    logo: await page.locator(".portal-bar img").first().getAttribute("src"),
    title: await page.title(),
  };
}

test("a new workspace shapes its portal, and its client sees exactly that", async ({ page, browser, isMobile }, info) => {
  test.setTimeout(240_000);
  const looks = join(folder, "looks");
  mkdirSync(looks, { recursive: true });
  const address = addressOf(info.project.name);
  const contact = await setUp(page, address);

  await page.goto(settings);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("The Harbour Room");
  await page.getByRole("textbox", { name: "Text" }).fill('Hello {{ contact.first_name }} of {{ company.name|default("your firm") }}, good to see you.');
  await save(page);

  await page.goto(`${settings}/branding`);
  await page.getByLabel("Main colour").fill("#7c2d12");
  await page.getByLabel("Second colour").fill("#0f766e");
  await page.getByLabel("Font").selectOption("source-serif");
  await save(page);
  const form = page.locator("details#logo");
  if ((await form.getAttribute("open")) === null) await form.locator("summary").first().click();
  await form.locator("input[type=file]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await logo(page) });
  await form.getByRole("button", { name: "Upload" }).click();
  await saved(page);

  await page.goto(`${settings}/modules`);
  await page.getByLabel("Proposals").uncheck();
  await page.getByLabel("Contracts").uncheck();
  await page.getByLabel("Statement of account").uncheck();
  await page.getByLabel("Activity", { exact: true }).uncheck();
  await save(page);

  // The menu: two links elsewhere, put before the invoices by hand and by keyboard alone.
  await page.goto(`${settings}/menu`);
  await expect(handle(page, "Invoices")).toBeVisible();
  await addLink(page, "Book a call", "https://calls.example/harbour");
  await addLink(page, "Help", "https://help.example/start");
  if (isMobile) await byTouch(page, "Help", "Invoices");
  else await byMouse(page, "Help", "Invoices");
  await expect(handle(page, "Help")).toBeFocused();
  const steps = (await order(page)).indexOf("Book a call");
  await byKeyboard(page, "Book a call", Array<string>(steps).fill("ArrowUp"));
  expect((await order(page)).slice(0, 3)).toEqual(["Book a call", "Help", "Invoices"]);
  await sound(page, "the menu of a new workspace");
  await page.getByRole("button", { name: "Save menu" }).click();
  await expect(page.getByText("Saved. Clients see this menu now.")).toBeVisible();

  // Through the client's eyes.
  await page.goto(contact);
  await page.getByRole("button", { name: "View as client" }).click();
  await expect(page.getByText("Preview: the portal as Mara Quay sees it.")).toBeVisible();
  const previewed = await seen(page, isMobile);
  expect(previewed.menu).toEqual([
    "Overview → /portal",
    "Book a call → https://calls.example/harbour",
    "Help → https://help.example/start",
    "Invoices → /portal/invoices",
  ]);
  expect(previewed.greeting).toContain("Hello Mara of Quay & Kiln, good to see you.");
  expect(previewed.brand).toBe("#7c2d12");
  expect(previewed.logo).toContain("/logo/");
  await sound(page, "the previewed portal");
  await page.screenshot({ path: join(looks, `shape_preview_${info.project.name}.png`), fullPage: true });
  await page.getByRole("button", { name: "End preview" }).click();

  // As the client, by the mailed link: exactly that.
  const since = Date.now();
  await page.goto(`${contact}/invite`);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("The invitation is on its way.")).toBeVisible();
  const mail = await mailTo(address, since);
  expect(mail.html).toContain("#7c2d12");
  const context = await browser.newContext({ ...info.project.use, baseURL: portico.url });
  const client = await context.newPage();
  await client.goto(linkIn(mail));
  await sound(client, "the link's page in the brand");
  await client.getByRole("button", { name: "Open the portal" }).click();
  await expect(client).toHaveURL(/\/portal$/);
  expect(await seen(client, isMobile)).toEqual(previewed);
  for (const off of ["/portal/statement", "/portal/activity"]) expect((await client.goto(off))?.status(), off).toBe(404);
  for (const colorScheme of ["light", "dark"] as const) {
    await client.emulateMedia({ colorScheme });
    await client.goto("/portal");
    await sound(client, `the shaped portal, ${colorScheme}`);
    await client.screenshot({ path: join(looks, `shape_client_${info.project.name}_${colorScheme}.png`), fullPage: true });
  }
  await context.close();
  // The two views of the portal are in the access log once: the preview is none.
  await page.goto(`${contact}?tab=access`);
  await expect(page.getByText("Signed in", { exact: false }).first()).toBeVisible();
});
