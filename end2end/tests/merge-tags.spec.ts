import { linkIn, mailTo } from "../support/mail-sink";
import { type Portico, startPortico } from "../support/portico";
import { demo, expect, signIn, sound, test } from "../support/test";

// The preview's frame is sandboxed: Chromium says so whenever Playwright's own script may not run in it.
test.use({ expectedErrors: [/Blocked script execution/] });

// A database of its own for each device: these tests change the settings.
let portico: Portico;
const portOf = (project: string) => (project === "desktop" ? 3184 : 3185);
test.use({ baseURL: async ({}, use, info) => use(`http://localhost:${portOf(info.project.name)}`) });
test.beforeAll(async ({}, info) => {
  portico = await startPortico({ name: `tags-${info.project.name}`, port: portOf(info.project.name), args: ["--demo"], smtpPort: 3198 });
});
test.afterAll(async () => portico.stop());

const settings = "/staff/settings/portal";

/** Posts the form around a button as the button would, and gives the document that the frame beside it shows. */
async function preview(page: import("@playwright/test").Page, path: string) {
  const fields = await page.locator("form", { has: page.getByRole("button", { name: "Check and preview" }) }).evaluate((form) =>
    [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)] as [string, string]),
  );
  const answer = await page.request.post(path, { form: Object.fromEntries(fields), headers: { origin: new URL(page.url()).origin } });
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
  return answer.text();
}

test("a welcome message with tags is checked, previewed, saved, and read by a client as their own", async ({ page }, info) => {
  const scripted = info.project.use.javaScriptEnabled !== false;
  await signIn(page);
  await page.goto(settings);
  const text = page.getByRole("textbox", { name: "Text" });
  await sound(page, "the general settings with tags", scripted);

  // A tag from the list, where the caret is.
  await text.fill("Hello , good to see you.");
  if (scripted) {
    await page.getByLabel("Search tags").fill("contact first");
    await text.evaluate((area: HTMLTextAreaElement) => {
      area.focus();
      area.setSelectionRange(6, 6);
    });
    await page.getByRole("button", { name: "Insert First name", exact: true }).first().click();
    await expect(text).toHaveValue("Hello {{ contact.first_name }}, good to see you.");
    await expect(text).toBeFocused();
    // A chosen client's values stand beside the tags.
    const chooser = page.getByLabel("Show values of");
    const name = (await chooser.locator("option").nth(1).textContent()) ?? "";
    await chooser.selectOption({ index: 1 });
    await page.getByLabel("Search tags").fill("full name");
    await expect(page.locator(".tag:visible .tag-example").first()).toHaveText(name.trim());
  }

  // A wrong tag is refused, with the words still there and what was probably meant.
  await text.fill("Hello {{ contact.frist_name }}, you owe {{ company.balance }}.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Did you mean contact.first_name?");
  await expect(text).toHaveValue(/frist_name/);
  await sound(page, "a refused welcome message", scripted);

  await text.fill('Hello {{ contact.first_name|default("there") }} <b>,</b> you owe {{ company.balance }} to {{ system.company_name }}.');
  const shown = await preview(page, `${settings}/preview`);
  expect(shown).toMatch(/Hello [^{]+ &lt;b&gt;,&lt;\/b&gt; you owe [^{]*\d/);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  // What a client sees, through the client's eyes.
  await page.goto("/staff/contacts");
  await page.locator("table tbody a[href^='/staff/contacts/']").first().click();
  await page.getByRole("button", { name: "View as client" }).click();
  await expect(page).toHaveURL(/\/portal/);
  await page.goto("/portal");
  await expect(page.getByText(/you owe .*\d.* to /)).toBeVisible();
  await expect(page.locator("body")).not.toContainText("{{");
  await sound(page, "the portal with its greeting", scripted);

});

test("an invitation in own words: previewed, tested, found in the mail log, and given back its standard words", async ({ page }, info) => {
  const scripted = info.project.use.javaScriptEnabled !== false;
  await signIn(page);
  await page.goto(`${settings}/mails`);
  await sound(page, "the list of mails", scripted);
  await page.getByRole("link", { name: "Portal invitation in English" }).click();
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("{{ system.company_name }} invites you to your client portal");
  const mark = `own words ${info.project.name}`;
  await page.getByRole("textbox", { name: "Subject" }).fill(`Welcome, {{ recipient.name }}: ${mark}`);
  await page.getByRole("textbox", { name: "Text" }).fill("Dear {{ recipient.name }},\n\nyour portal is open until {{ portal.link_expires_at }}.");
  const shown = await preview(page, `${settings}/mails/preview`);
  expect(shown).toContain(mark);
  expect(shown).toContain("your portal is open until");
  expect(shown).not.toContain("{{");
  await sound(page, "an invitation's words", scripted);

  // The test mail comes to whoever asks, and what was typed is still there.
  const since = Date.now();
  await page.getByRole("button", { name: "Send me a test" }).click();
  await expect(page.getByText("The test mail is on its way to you.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue(new RegExp(mark));
  const mail = await mailTo(demo.owner.email, since);
  expect(mail.subject).toContain("[Test] Welcome, ");
  expect(mail.text).toContain("your portal is open until");
  expect(() => linkIn(mail)).toThrow();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.goto("/staff/mail");
  await page.getByRole("link", { name: new RegExp(`\\[Test\\].*${mark}`) }).first().click();
  await expect(page.getByText("your portal is open until").first()).toBeVisible();

  await page.goto(`${settings}/mails/invitation/en`);
  await page.locator("summary", { hasText: "Back to the standard words" }).click();
  await page.getByRole("button", { name: "Use the standard words" }).click();
  await expect(page.getByText("The standard words are used again.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("{{ system.company_name }} invites you to your client portal");
});

test("every page with tags fits the screen, and the reference lists them all", async ({ page }, info) => {
  await signIn(page);
  for (const path of ["", "/mails", "/mails/invitation/en", "/mails/invoice_issued/de"]) {
    await page.goto(`${settings}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Client portal");
    await sound(page, `settings${path}`);
  }
  await page.goto(`${settings}/tags`);
  await expect(page.getByText("invoice.total", { exact: true })).toBeVisible();
  await sound(page, "the reference of tags", info.project.use.javaScriptEnabled !== false);
});
