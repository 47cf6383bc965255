import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folder } from "../support/portico";
import { expect, signIn, sound, test } from "../support/test";

// Every page of both sides, on desktop and phone, light and dark: no grave accessibility finding, nothing overflows, and a picture
// of each for people to look at in target/end2end/looks.
test.use({ expectedErrors: [/Blocked script execution/] });
const looks = join(folder, "looks");

test("every staff page", async ({ page }, info) => {
  test.setTimeout(240_000);
  mkdirSync(looks, { recursive: true });
  await signIn(page);
  const first = async (list: string) => {
    await page.goto(list);
    return (await page.locator("tbody a.row-link").first().getAttribute("href")) ?? "";
  };
  const company = await first("/staff/companies");
  const contact = await first("/staff/contacts");
  const invoice = await first("/staff/invoices?status=overdue");
  const mail = await first("/staff/mail");
  const own = await first("/staff/settings/portal/pages");
  const pages = [
    "/staff",
    "/staff/companies",
    "/staff/companies?search=nothing-like-this",
    "/staff/companies/new",
    company,
    `${company}?tab=contacts`,
    `${company}?tab=invoices`,
    `${company}?tab=access`,
    `${company}?tab=activity`,
    `${company}/edit`,
    "/staff/contacts",
    "/staff/contacts/new",
    contact,
    `${contact}?tab=invoices`,
    `${contact}?tab=access`,
    `${contact}?tab=activity`,
    `${contact}/edit`,
    `${contact}/invite`,
    "/staff/invoices",
    `/staff/invoices/new?company=${company.split("/").pop()}`,
    invoice,
    `${invoice}/edit`,
    `${invoice}/preview`,
    "/staff/access-log",
    "/staff/mail",
    mail,
    "/staff/settings/portal",
    "/staff/settings/portal/access",
    "/staff/settings/portal/branding",
    "/staff/settings/portal/css",
    "/staff/settings/portal/history",
    "/staff/settings/portal/mails",
    "/staff/settings/portal/mails/invitation/en",
    "/staff/settings/portal/menu",
    "/staff/settings/portal/modules",
    "/staff/settings/portal/pages",
    "/staff/settings/portal/pages/new",
    own,
    `${own}/edit`,
    "/staff/settings/portal/tags",
    "/staff/settings/business",
    "/staff/settings/team",
    "/staff/account",
  ];
  for (const path of pages) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await page.screenshot({ path: join(looks, `${info.project.name}${path.replace(/[^a-z]+/gi, "_").slice(0, 60)}.png`), fullPage: true });
    await sound(page, path);
  }
});

test("every portal page", async ({ page }, info) => {
  test.setTimeout(180_000);
  mkdirSync(looks, { recursive: true });
  const link = readFileSync(join(folder, "demo.log"), "utf8").match(/Client\s+(\S+)/)?.[1] ?? "";
  await page.goto(link);
  await sound(page, "the link's page");
  await page.getByRole("button", { name: "Open the portal" }).click();
  await expect(page).toHaveURL(/\/portal$/);
  await page.goto("/portal/invoices");
  const hrefs = await page.locator("tbody a.row-link").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const pages = ["/portal", "/portal/invoices", "/portal/invoices?status=overdue", ...hrefs.slice(0, 4), "/portal/statement", "/portal/activity", "/portal/p/welcome", "/portal/profile"];
  for (const path of pages) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await page.screenshot({ path: join(looks, `${info.project.name}${path.replace(/[^a-z0-9]+/gi, "_").slice(0, 60)}.png`), fullPage: true });
    await sound(page, path);
  }
});

test("pages for strangers", async ({ page }) => {
  for (const path of ["/", "/staff/sign-in", "/link-sent", "/l/nonsense"]) {
    await page.goto(path);
    await sound(page, path);
  }
});
