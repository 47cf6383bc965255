import { awake, block, blocks, byMouse, fromTemplate, kept, point, said } from "../support/builder";
import { type Portico, startPortico } from "../support/portico";
import { expect, signIn, signOut, sound, test as base } from "../support/test";

// Columns by a drop at a block's side, the tag that is pressed, and two tabs of one page.
const portOf = (project: string) => (project === "desktop" ? 3206 : 3207);
const test = base.extend<{ baseURL: string }>({
  baseURL: async ({}, use, info) => use(`http://localhost:${portOf(info.project.name)}`),
});

let portico: Portico;
test.beforeAll(async ({}, info) => {
  const name = `page-hands-${info.project.name}`;
  portico = await startPortico({ name, port: portOf(info.project.name), args: ["--demo"] });
});
test.afterAll(async () => portico.stop());

test("a drop at a block's side makes columns of both; B does the same", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no mouse");
  await signIn(page);
  await fromTemplate(page, "announcement", "Side by side");
  const before = await blocks(page);
  const [first, second] = [page.locator(".canvas > [data-bid]").nth(0), page.locator(".canvas > [data-bid]").nth(1)];

  await test.step("by mouse, and undone as one", async () => {
    await byMouse(page, await point(first, 0.3), await point(second, 0.99, 0.5));
    await expect(said(page)).toHaveText("Put Callout ‘In short’ beside Heading ‘We are moving’, on the right.");
    await expect(page.locator(".canvas > [data-bid]")).toHaveCount(before.length - 1);
    await expect(page.locator(".canvas > .pb-columns[data-bid]").first()).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect.poll(() => blocks(page)).toEqual(before);
  });

  await test.step("by a key", async () => {
    await page.locator(".canvas > [data-bid]").nth(1).click();
    await page.keyboard.press("b");
    await expect(said(page)).toHaveText("Put Heading ‘We are moving’ beside Callout ‘In short’, on the right.");
    await expect(page.locator(".canvas > [data-bid]")).toHaveCount(before.length - 1);
    await kept(page);
  });

  await test.step("too deep is refused with its reason", async () => {
    // Columns within the columns that B made, and then once more.
    await page.locator(".canvas > .pb-columns [data-bid]").first().click();
    await page.locator("[data-kind=divider]").click();
    await page.keyboard.press("b");
    await expect(page.locator(".canvas .pb-columns .pb-columns[data-bid]")).toHaveCount(1);
    await page.locator("[data-kind=spacer]").click();
    await page.keyboard.press("b");
    await expect(page.locator(".builder-notice")).toContainText("can't hold columns inside columns inside columns");
  });
});

test("a merge tag that is pressed says what stands there where it is empty", async ({ page, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  await fromTemplate(page, "announcement", "Chips");
  const heading = block(page, "heading").first();
  await heading.click();
  await page.keyboard.press("Enter");
  await expect(page.locator(".is-writing .ProseMirror")).toBeVisible();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Hello {{contact.first_na");
  await page.keyboard.press("Enter");
  await page.keyboard.type("again");
  await page.locator(".is-writing .pb-tag").click();
  const form = page.getByRole("form", { name: /Merge tag Contact: First name/ });
  await expect(form).toBeVisible();
  await sound(page, "the builder with a tag pressed");
  await form.getByLabel("Where it is empty").fill("friend");
  await form.getByRole("button", { name: "Set", exact: true }).click();
  await expect(page.locator(".is-writing .pb-tag")).toHaveAttribute("data-fallback", "friend");
  await page.keyboard.press("Escape");
  // The outline names it, instead of showing how it is written.
  await expect(page.locator(".outline-row", { hasText: "Hello ‹First name›" })).toBeVisible();
  await heading.click();
  await page.keyboard.press("Enter");
  await page.locator(".is-writing .pb-tag").click();
  await page.getByRole("form", { name: /Merge tag/ }).getByRole("button", { name: "Remove tag" }).click();
  await expect(page.locator(".is-writing .pb-tag")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await kept(page);
});

test("two tabs write down apart; what one left is adopted, and sign-out clears it", async ({ page, context, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  const settings = await fromTemplate(page, "faq", "Two tabs");
  const entries = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("portico.page.")));
  const dividers = await block(page, "divider").count();
  await page.locator("[data-kind=divider]").click();
  await expect(block(page, "divider")).toHaveCount(dividers + 1);
  await kept(page);
  await expect.poll(async () => (await entries()).length).toBe(1);
  const other = await context.newPage();
  await other.goto(`${settings}/edit`);
  await awake(other);
  await other.locator("[data-kind=spacer]").click();
  await kept(other);
  await expect.poll(async () => (await entries()).length).toBe(2);
  // Each tab has its own steps.
  await page.keyboard.press("Control+z");
  await expect(block(page, "divider")).toHaveCount(dividers);
  await other.close();
  const third = await context.newPage();
  await third.goto(`${settings}/edit`);
  await awake(third);
  await expect(third.getByRole("button", { name: "Undo" })).toBeEnabled();
  expect((await entries()).length).toBe(2);
  await third.close();

  await page.evaluate(() => localStorage.setItem("portico.page.somebody.else.page.tab", "{}"));
  await page.reload();
  await awake(page);
  await expect.poll(entries).not.toContain("portico.page.somebody.else.page.tab");
  await page.goto("/staff");
  await signOut(page);
  await expect(page).toHaveURL(/sign-in/);
  await expect.poll(async () => (await entries()).length).toBe(0);
});
