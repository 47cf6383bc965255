import { type Page } from "@playwright/test";
import { block, fromTemplate, kept } from "../support/builder";
import { row } from "../support/menu";
import { type Portico, startPortico } from "../support/portico";
import { expect, hydrated, signIn, sound, test as base } from "../support/test";

// Tags of companies and contacts, and pages for those who have one.
const portOf = (project: string) => (project === "desktop" ? 3204 : 3205);
const test = base.extend<{ baseURL: string }>({
  baseURL: async ({}, use, info) => use(`http://localhost:${portOf(info.project.name)}`),
});
// A page that is not there for its reader.
test.use({ expectedErrors: [/status of 404/] });

let portico: Portico;
test.beforeAll(async ({}, info) => {
  const name = `tags-${info.project.name}`;
  portico = await startPortico({ name, port: portOf(info.project.name), args: ["--demo"] });
});
test.afterAll(async () => portico.stop());

async function tag(page: Page, contact: string, tags: string) {
  await page.goto(`/staff/contacts?search=${contact}`);
  await page.locator("tbody a.row-link").first().click();
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("combobox", { name: "Tags" }).fill(tags);
  await page.getByRole("button", { name: "Save contact" }).click();
  await expect(page).toHaveURL(/done=saved/);
}

test("contacts are tagged, listed by tag, and the tags are kept in order", async ({ page }) => {
  await signIn(page);
  await tag(page, "niamh", "VIP, Coffee");
  await expect(page.locator(".tag-chip", { hasText: "VIP" })).toBeVisible();
  await sound(page, "a contact with tags");

  await test.step("the list by tag", async () => {
    await page.locator("a.tag-chip", { hasText: "VIP" }).click();
    await expect(page.locator("tbody tr")).toHaveCount(1);
    await expect(page.getByRole("combobox", { name: "Tag" })).not.toHaveValue("");
    await sound(page, "the contacts by tag");
    await page.getByRole("combobox", { name: "Tag" }).selectOption({ label: "All tags" });
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.locator("tbody tr").nth(1)).toBeVisible();
  });

  await test.step("what can't be a tag is refused, with what was typed", async () => {
    await page.goto("/staff/contacts?search=niamh");
    await page.locator("tbody a.row-link").first().click();
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByRole("combobox", { name: "Tags" }).fill(`VIP, ${"x".repeat(41)}`);
    await page.getByRole("button", { name: "Save contact" }).click();
    await expect(page.locator("#f-tags-error")).toContainText("40 characters");
    await expect(page.getByRole("combobox", { name: "Tags" })).toHaveValue(/^VIP, x+$/);
  });

  await test.step("renamed, merged, deleted", async () => {
    await page.goto("/staff/tags");
    await sound(page, "the tags");
    await page.getByRole("link", { name: "Coffee", exact: true }).click();
    await sound(page, "a tag");
    await page.getByRole("textbox", { name: "Name" }).fill("Coffee lovers");
    await page.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Coffee lovers" })).toBeVisible();
    await page.locator("summary", { hasText: "Merge into another tag" }).click();
    await page.getByRole("combobox", { name: "Other tag" }).selectOption({ label: "VIP" });
    await page.getByRole("button", { name: "Merge", exact: true }).click();
    await expect(page).toHaveURL(/done=merged/);
    await expect(page.getByText("Coffee lovers")).toBeVisible();
  });
});

test("a page for those with a tag; its end is announced", async ({ page, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  await tag(page, "niamh", "Insider");
  const settings = await fromTemplate(page, "announcement", "For insiders");

  await test.step("a block for those with a tag, counted", async () => {
    await block(page, "heading").first().click();
    await page.getByRole("button", { name: "Condition" }).click();
    await page.getByRole("combobox", { name: "What" }).selectOption("tags");
    await page.locator(".rule-ticks").getByLabel("Insider").check();
    await expect(page.getByText(/Visible to 1 of \d+ clients\./)).toBeVisible();
    await kept(page);
  });

  await page.goto(`${settings}#publish`);
  await page.getByRole("button", { name: /^Publish/ }).first().click();
  await page.getByLabel("Those with a tag").check();
  await page.locator("summary", { hasText: /^Tags:/ }).click();
  await page.locator(".of-tags").getByLabel("Insider").check();
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page).toHaveURL(/done=saved/);

  const opens = async (contact: string) => {
    await page.goto(`/staff/contacts?search=${contact}`);
    await page.locator("tbody a.row-link").first().click();
    await page.getByRole("button", { name: "View as client" }).click();
    await expect(page).toHaveURL(/\/portal$/);
    const answer = await page.goto("/portal/p/for-insiders");
    await page.goto("/portal");
    await page.getByRole("button", { name: "End preview" }).click();
    return answer?.status();
  };
  expect(await opens("niamh")).toBe(200);
  await page.goto("/staff/contacts");
  const names = (await page.locator("tbody a.row-link").allTextContents()).map((name) => name.trim());
  const other = names.find((name) => !/niamh/i.test(name)) ?? "";
  expect(await opens(other.split(" ").at(-1) ?? "")).toBe(404);

  await test.step("deleting the tag says what it takes away", async () => {
    await page.goto("/staff/tags");
    await page.getByRole("link", { name: "Insider", exact: true }).click();
    await page.locator("summary", { hasText: "Delete tag" }).click();
    const panel = page.locator(".confirm-panel", { hasText: "Delete “Insider”?" });
    await expect(panel).toContainText("Who may open the page “For insiders”");
    await expect(panel).toContainText("Blocks on the page “For insiders”");
    await panel.getByRole("button", { name: "Delete tag" }).click();
    await expect(page).toHaveURL(/done=deleted/);
    expect(await opens("niamh")).toBe(404);
    await page.goto(settings);
    await expect(page.getByLabel("A deleted tag, which nobody has")).toBeChecked();
    await expect(page.getByText("names a tag that was deleted", { exact: false })).toBeVisible();
  });
});

test("a menu item for those with a tag", async ({ page, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  await tag(page, "niamh", "Menu readers");
  await page.goto("/staff/settings/portal/menu");
  await hydrated(page);
  await row(page, "Activity").getByRole("link", { name: /^Edit/ }).click();
  await page.getByLabel("Those with a tag, or whose company has it").check();
  await page.locator(".of-tags").getByLabel(/^Menu readers/).check();
  await sound(page, "the menu's form with tags");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(row(page, "Activity")).toContainText(/1 of \d+ people/);
  await page.getByRole("button", { name: "Save menu" }).click();
  await expect(page.getByText("Saved. Clients see this menu now.")).toBeVisible();
});
