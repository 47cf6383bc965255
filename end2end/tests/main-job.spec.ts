import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { linkIn, mailTo } from "../support/mail-sink";
import { expect, signIn, sound, test } from "../support/test";

/** Opens a folded form, such as "Issue", and gives the form inside it. */
async function unfold(page: Page, summary: string) {
  const details = page.locator("details").filter({ has: page.locator("summary", { hasText: new RegExp(`^\\s*${summary}\\s*$`) }) });
  await details.locator("summary").first().click();
  return details.first();
}

test.use({ expectedErrors: [/Blocked script execution in .*invite\/preview/] });

// The whole job, the same with JavaScript and without, on desktop and phone: projects in playwright.config.ts.
test("invite a client, who opens the portal by the mailed link, sees and downloads an invoice", async ({ page, browser }, info) => {
  const scripted = info.project.use.javaScriptEnabled !== false;
  const tag = info.project.name;
  const company = `Quay & Kiln ${tag}`;
  const address = `mara+${tag}@quay.example`;
  const looks = async (at: Page, what: string) => sound(at, what, scripted);

  await signIn(page);
  await looks(page, "the dashboard");

  // A company: first refused, field by field, with what was typed still there.
  await page.goto("/staff/companies/new");
  await page.getByLabel("Web address").fill("javascript:alert(1)");
  await page.getByLabel("Registered name").fill(`${company} Ltd`);
  await page.getByRole("button", { name: "Save company" }).click();
  await expect(page.getByRole("alert")).toContainText("Please fill this in.");
  await expect(page.getByRole("alert")).toContainText("https://");
  await expect(page.getByLabel("Registered name")).toHaveValue(`${company} Ltd`);
  await looks(page, "a refused company");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(company);
  await page.getByLabel("Web address").fill("https://quay.example");
  await page.getByRole("button", { name: "Save company" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(company);
  const companyPage = new URL(page.url()).pathname;
  await looks(page, "a company");

  // Its contact.
  await page.goto(`${companyPage}?tab=contacts`);
  await page.getByRole("link", { name: "Add a contact" }).first().click();
  await page.getByLabel("First name").fill("Mara");
  await page.getByLabel("Last name").fill(`Quay ${tag}`);
  await page.getByLabel("E-mail").fill(address);
  const member = page.getByRole("checkbox", { name: company });
  if (!(await member.isChecked())) await member.check();
  await page.getByRole("button", { name: "Save contact" }).click();
  await expect(page.getByText("Visible in portal: no", { exact: false })).toContainText("no invitation was sent yet");
  const contactPage = new URL(page.url()).pathname;
  await looks(page, "a contact");

  // An invoice: draft, then issued.
  await page.goto(companyPage);
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await page.getByLabel("Contact").selectOption({ label: `Mara Quay ${tag}` });
  await page.getByLabel("Reference").fill("Kiln control");
  const line = page.getByRole("group", { name: "Line 1" });
  await line.getByLabel("Description").fill("Firmware for the kiln");
  await line.getByLabel("Quantity").fill("3");
  await line.getByLabel("Unit price").fill("33.335");
  await line.getByLabel("Tax rate").fill("19");
  if (scripted) await expect(page.getByText("€119.01")).toBeVisible();
  await looks(page, "the invoice editor");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Draft");
  const invoicePage = new URL(page.url()).pathname;
  const issue = await unfold(page, "Issue");
  await issue.getByRole("checkbox").first().uncheck();
  await issue.getByRole("button", { name: /Issue/ }).last().click();
  await expect(page.getByText("Issued. The client can see it now.")).toBeVisible();
  const heading = await page.getByRole("heading", { level: 1 }).innerText();
  const number = heading.match(/AV-\d{4}-\d{4}/)?.[0] ?? "";
  expect(number).not.toBe("");
  await looks(page, "an issued invoice");

  // The invitation, with a preview, by real mail.
  const since = Date.now();
  await page.goto(`${contactPage}/invite`);
  await page.getByLabel("Personal message").fill("Your invoices live here now & for good.");
  await page.getByRole("button", { name: "Update preview" }).click();
  // The preview's frame is sandboxed and runs no script, Playwright's included: its document is fetched as the frame does.
  await expect(page.locator("iframe")).toHaveAttribute("src", /for\+good|for%20good/);
  const preview = await page.request.get((await page.locator("iframe").getAttribute("src")) ?? "");
  expect(await preview.text()).toContain("Your invoices live here now &amp; for good.");
  await looks(page, "the invitation");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("The invitation is on its way.")).toBeVisible();
  const mail = await mailTo(address, since);
  expect(mail.text).toContain("Your invoices live here now & for good.");
  expect(mail.html).toContain("Alder");
  const link = linkIn(mail);

  // A mail scanner looks first: it must neither use the link up nor get in.
  for (const method of ["HEAD", "GET"]) {
    const scan = await fetch(link, { method, redirect: "manual" });
    expect(scan.status).toBe(200);
    expect(scan.headers.get("set-cookie")).toBeNull();
  }

  // The client, in a browser of her own.
  const context = await browser.newContext({ ...info.project.use, baseURL: "http://localhost:3199" });
  const client = await context.newPage();
  await client.goto(link);
  await expect(client.getByText("m***@quay.example")).toBeVisible();
  await looks(client, "the link's page");
  await client.getByRole("button", { name: "Open the portal" }).click();
  await expect(client).toHaveURL(/\/portal$/);
  await expect(client.getByText("€119.01").first()).toBeVisible();
  await looks(client, "the portal's overview");
  await client.goto("/portal/invoices");
  await looks(client, "the invoice list");
  await client.getByRole("link", { name: number }).first().click();
  await expect(client.getByRole("heading", { level: 1 })).toContainText(number);
  await expect(client.getByText("€119.01").first()).toBeVisible();
  await expect(client.getByRole("img", { name: /QR/ })).toBeVisible();
  await looks(client, "the invoice");
  const [download] = await Promise.all([
    client.waitForEvent("download"),
    client.getByRole("link", { name: "Download PDF" }).first().click(),
  ]);
  expect(download.suggestedFilename()).toBe(`Invoice-${number}.pdf`);
  const pdf = await download.path();
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  for (const expected of [number, "Firmware for the kiln", "100.01", "19.00", "119.01"]) expect(text).toContain(expected);

  for (const [path, what] of [["/portal/statement", "the statement"], ["/portal/activity", "the activity"], ["/portal/profile", "the profile"]]) {
    await client.goto(path);
    await expect(client.getByRole("heading", { level: 1 })).toBeVisible();
    await looks(client, what);
  }

  // Another client's invoice and the staff's side are not there for her.
  const foreign = await client.goto(invoicePage);
  expect(client.url()).toContain("/staff/sign-in");
  expect(foreign?.ok()).toBe(true);

  // Her language.
  await client.goto("/portal/profile");
  await client.getByLabel("Language").selectOption({ label: "Deutsch" });
  await client.getByRole("button", { name: "Save" }).click();
  await expect(client.getByText("Gespeichert.")).toBeVisible();
  await expect(client.locator("html")).toHaveAttribute("lang", "de");
  await client.goto("/portal/invoices");
  await expect(client.getByText("119,01 €").first()).toBeVisible();

  // Staff see who did what.
  await page.goto(`${contactPage}?tab=access`);
  for (const done of ["Signed in", "Viewed", "Downloaded"]) await expect(page.getByText(done, { exact: false }).first()).toBeVisible();
  await looks(page, "a contact's access");

  // A payment, and the client sees it paid.
  await page.goto(invoicePage);
  const payment = await unfold(page, "Record payment");
  await payment.getByRole("button", { name: /Record/ }).last().click();
  await expect(page.getByText("Payment recorded.")).toBeVisible();
  await client.goto("/portal");
  await expect(client.getByText("119,01 €").first()).toBeVisible();
  await client.goto("/portal/invoices?status=paid");
  await expect(client.getByRole("link", { name: number }).first()).toBeVisible();

  // Revoked: the session ends at once, the link leads nowhere.
  await page.goto(`${contactPage}?tab=access`);
  const revoke = await unfold(page, "Revoke");
  await revoke.getByRole("button", { name: /Revoke/ }).last().click();
  await expect(page.getByText("The link was revoked and all sessions were ended.")).toBeVisible();
  await client.goto("/portal/invoices");
  await expect(client).toHaveURL("http://localhost:3199/");
  await client.goto(link);
  await expect(client.getByRole("heading", { level: 1 })).toContainText("does not work any more");
  await looks(client, "a dead link");
  await context.close();
});
