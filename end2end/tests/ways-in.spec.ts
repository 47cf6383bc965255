import { linkIn, mailTo } from "../support/mail-sink";
import { type Portico, startPortico } from "../support/portico";
import { expect, signIn, sound, test } from "../support/test";

const settings = "/staff/settings/portal";
// A database of its own for each device: these tests change the settings.
let portico: Portico;

test.beforeAll(async ({}, info) => {
  const port = info.project.name === "desktop" ? 3180 : 3181;
  portico = await startPortico({ name: `ways-in-${info.project.name}`, port, args: ["--demo"], smtpPort: 3198 });
});
test.afterAll(async () => portico.stop());
// What a link refuses and what is behind it after the portal was closed.
test.use({ expectedErrors: [/40[13]|Blocked script execution/] });

/** The first contact with an address, invited by mail. */
async function invited(page: import("@playwright/test").Page) {
  await page.goto(`${portico.url}/staff/contacts?search=niamh`);
  await page.locator("tbody a.row-link").first().click();
  const contact = new URL(page.url()).pathname;
  const address = (await page.locator("a[href^='mailto:']").first().innerText()).trim();
  const since = Date.now();
  await page.goto(`${portico.url}${contact}/invite`);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("The invitation is on its way.")).toBeVisible();
  return { contact, address, link: linkIn(await mailTo(address, since, /invit|portal/i)) };
}

test("a new device asks for a mailed code, and is known afterwards", async ({ page, browser }, info) => {
  await signIn(page, undefined, portico.url);
  await page.goto(`${portico.url}${settings}/access`);
  await sound(page, "the ways in");
  await page.getByLabel("Ask for a code on a new device").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  const { address, link, contact } = await invited(page);

  const context = await browser.newContext({ ...info.project.use });
  const client = await context.newPage();
  const since = Date.now();
  await client.goto(link);
  await client.getByRole("button", { name: "Open the portal" }).click();
  await expect(client.getByRole("heading", { level: 1 })).toHaveText("One more step");
  await sound(client, "the code's page");
  const mail = await mailTo(address, since, /code/i);
  const code = mail.text.match(/^\d{6}$/m)?.[0] ?? "";
  expect(code).not.toBe("");
  expect(mail.subject).not.toContain(code);
  await client.getByLabel("Code").fill(code.startsWith("1") ? "200000" : "100000");
  await client.getByRole("button", { name: "Open the portal" }).click();
  await expect(client.getByRole("alert")).toContainText("wrong or has expired");
  await sound(client, "a wrong code");
  await client.getByLabel("Code").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await client.getByRole("button", { name: "Open the portal" }).click();
  await expect(client).toHaveURL(/\/portal$/);
  await client.goto(link);
  await client.getByRole("button", { name: "Open the portal" }).click();
  await expect(client).toHaveURL(/\/portal$/);
  // The log shows the mail, but not the code.
  await page.goto(`${portico.url}/staff/mail`);
  await page.getByRole("link", { name: /code/i }).first().click();
  await expect(page.getByText("It works for ten minutes", { exact: false }).first()).toBeVisible();
  expect(await page.content()).not.toContain(code);

  // Everything revoked: out at once, and the link is dead.
  await page.goto(`${portico.url}${settings}/access`);
  await page.getByText("Revoke all links", { exact: true }).first().click();
  await page.getByRole("button", { name: "Revoke all links" }).click();
  await expect(page.getByText("All links were revoked and all clients signed out.", { exact: false })).toBeVisible();
  await client.goto(`${portico.url}/portal`);
  await expect(client).toHaveURL(`${portico.url}/`);
  await client.goto(link);
  await expect(client.getByRole("heading", { level: 1 })).toContainText("does not work any more");
  await page.goto(`${portico.url}${contact}`);
  await expect(page.getByText("the link was revoked", { exact: false }).first()).toBeVisible();
  await context.close();
});

test("staff see the portal as a client does, and the history takes a change back", async ({ page }) => {
  await signIn(page, undefined, portico.url);
  await page.goto(`${portico.url}${settings}`);
  const name = await page.getByRole("textbox", { name: "Name", exact: true }).inputValue();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("The Other Room");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.goto(`${portico.url}/staff/contacts?search=niamh`);
  await page.locator("tbody a.row-link").first().click();
  const contact = page.url();
  await page.getByRole("button", { name: "View as client" }).click();
  await expect(page).toHaveURL(`${portico.url}/portal`);
  await expect(page.getByText("Preview: the portal as Niamh Brennan sees it.")).toBeVisible();
  await expect(page).toHaveTitle(/The Other Room/);
  await sound(page, "a preview");
  await page.goto(`${portico.url}/portal/profile`);
  await page.getByLabel("Language").selectOption({ label: "Deutsch" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("This is a preview: nothing was changed.")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "End preview" }).click();
  await expect(page).toHaveURL(contact);
  await page.goto(`${portico.url}/portal`);
  await expect(page).not.toHaveURL(/\/portal$/);
  await page.goto(`${contact}?tab=activity`);
  await expect(page.getByText("previewed the portal", { exact: false }).first()).toBeVisible();

  await page.goto(`${portico.url}${settings}/history`);
  await sound(page, "the history");
  const newest = page.locator(".revision").first();
  await expect(newest).toContainText("The Other Room");
  await newest.getByText("Take back", { exact: true }).first().click();
  await newest.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  await page.goto(`${portico.url}${settings}`);
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(name);
});
