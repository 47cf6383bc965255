import { type Page } from "@playwright/test";
import { linkIn, mailTo } from "../support/mail-sink";
import { expect, signIn, sound, test } from "../support/test";

async function unfold(page: Page, summary: string) {
  const details = page.locator("details").filter({ has: page.locator("summary", { hasText: new RegExp(`^\\s*${summary}\\s*$`) }) });
  await details.locator("summary").first().click();
  return details.first();
}

test.use({ expectedErrors: [/Blocked script execution in .*invite\/preview/] });

// With JavaScript and without, on desktop and phone: projects in playwright.config.ts.
test("a contract is written, sent, signed with a mailed code and countersigned", async ({ page, browser }, info) => {
  const scripted = info.project.use.javaScriptEnabled !== false;
  const tag = info.project.name;
  const company = `Harbour & Kiln ${tag}`;
  const address = `nora+${tag}@harbour.example`;
  const looks = async (at: Page, what: string) => sound(at, what, scripted);

  await signIn(page);
  await page.goto("/staff/companies/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(company);
  await page.getByRole("button", { name: "Save company" }).click();
  const companyPage = new URL(page.url()).pathname;
  await page.goto(`${companyPage}?tab=contacts`);
  await page.getByRole("link", { name: "Add a contact" }).first().click();
  await page.getByLabel("First name").fill("Nora");
  await page.getByLabel("Last name").fill(`Harbour ${tag}`);
  await page.getByLabel("E-mail").fill(address);
  const member = page.getByRole("checkbox", { name: company });
  if (!(await member.isChecked())) await member.check();
  await page.getByRole("button", { name: "Save contact" }).click();

  // A draft.
  await page.goto("/staff/contracts/new");
  await page.getByLabel("Company").selectOption({ label: company });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Title").fill(`Maintenance ${tag}`);
  if (scripted) {
    await page.locator(".rich-text").click();
    await page.keyboard.type("Both sides agree on the following.");
  } else {
    await page.getByLabel("Text of the contract").fill("Between us and {{company.name}}.\n\nBoth sides agree on the following.");
  }
  await page.getByLabel("Person 1").selectOption({ label: `Nora Harbour ${tag}` });
  await looks(page, "the contract editor");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("heading", { level: 1 }).first()).toContainText(`Maintenance ${tag}`);
  await looks(page, "a draft contract");
  const contractPage = new URL(page.url()).pathname;

  // Sent.
  const since = Date.now();
  const send = await unfold(page, "Send");
  await send.getByRole("button", { name: "Send contract" }).click();
  await expect(page.getByText("Sent. Those whose turn it is get a mail.")).toBeVisible();

  // The client comes by the mailed link.
  const mail = await mailTo(address, since, /Please sign/);
  const context = await browser.newContext({ ...info.project.use });
  const portal = await context.newPage();
  await portal.goto(linkIn(mail));
  await portal.getByRole("button").first().click();
  await portal.goto(contractPage.replace("/staff/", "/portal/"));
  await expect(portal.getByText("Both sides agree on the following.")).toBeVisible();
  await looks(portal, "a contract to sign");

  // Nothing is signed without code and consent, and nothing typed is lost.
  await portal.getByLabel("Code from the mail").fill("123");
  await portal.getByRole("button", { name: "Sign the contract" }).click();
  await expect(portal.getByRole("alert").first()).toContainText("six digits");
  await portal.getByRole("button", { name: /Mail me a/ }).click();
  await expect(portal.getByText("A code is on its way to you.")).toBeVisible();
  const codeMail = await mailTo(address, since, /Your code for signing/);
  const code = /\b\d{6}\b/.exec(codeMail.text)?.[0] ?? "";
  await portal.getByLabel("Code from the mail").fill(code);
  if (!scripted) await portal.getByLabel("Your signature").fill("Nora Harbour");
  await portal.getByRole("checkbox", { name: /I sign this contract electronically/ }).check();
  await portal.getByRole("button", { name: "Sign the contract" }).click();
  await expect(portal.getByText("Signed. Thank you!")).toBeVisible();
  await looks(portal, "a signed contract");

  // Countersigned.
  await page.goto(contractPage);
  await page.getByRole("link", { name: "Countersign" }).click();
  await page.getByRole("checkbox", { name: /I sign this contract electronically/ }).check();
  await page.getByRole("button", { name: "Sign the contract" }).click();
  await expect(page.getByText("As soon as it is sealed, everybody gets a copy.")).toBeVisible();
  await expect(async () => {
    await page.goto(contractPage);
    await expect(page.getByRole("link", { name: "Sealed PDF" })).toBeVisible();
  }).toPass({ timeout: 30_000 });
  await looks(page, "a completed contract");
  await context.close();
});
