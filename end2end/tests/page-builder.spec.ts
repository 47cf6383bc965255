import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { awake, block, blocks, byMouse, byTouch, fromTemplate, item, kept, point, said } from "../support/builder";
import { byMouse as dragRow, order } from "../support/menu";
import { folder, type Portico, startPortico } from "../support/portico";
import { expect, hydrated, signIn, sound, test as base } from "../support/test";

// Pages of the provider's own, built by mouse, by keyboard alone and by touch, and read by clients. A database for each device.
const portOf = (project: string) => (project === "desktop" ? 3192 : 3193);
const test = base.extend<{ baseURL: string }>({
  baseURL: async ({}, use, info) => use(`http://localhost:${portOf(info.project.name)}`),
});
// A connection that is cut on purpose.
// And a page that is not there for its reader.
test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED|status of 404/] });

let portico: Portico;
const looks = join(folder, "page-builder");
test.beforeAll(async ({}, info) => {
  mkdirSync(looks, { recursive: true });
  const name = `page-builder-${info.project.name}`;
  portico = await startPortico({ name, port: portOf(info.project.name), args: ["--demo"] });
});
test.afterAll(async () => portico.stop());

async function publish(page: Page, settings: string) {
  await kept(page);
  await page.goto(`${settings}#publish`);
  await page.getByRole("button", { name: /^Publish/ }).first().click();
  await expect(page).toHaveURL(/done=published/);
}

/** Looks at the portal as a client does. */
async function as(page: Page, contact: string, path: string) {
  await page.goto(`/staff/contacts?search=${encodeURIComponent(contact)}`);
  await page.locator("tbody a.row-link").first().click();
  await page.getByRole("button", { name: "View as client" }).click();
  await expect(page).toHaveURL(/\/portal$/);
  return page.goto(path);
}

test("a page by mouse: from a template to two clients who each see their own", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no mouse");
  test.setTimeout(180_000);
  await signIn(page);
  const settings = await fromTemplate(page, "welcome", "Harbour");
  await sound(page, "the builder");
  const before = await blocks(page);
  expect(before[0]).toMatch(/^heading: Hello/);

  await test.step("reorder on the canvas, undo and redo", async () => {
    await byMouse(page, await point(block(page, "heading").first(), 0.05), await point(page.locator(".canvas > [data-bid]").nth(1), 0.5, 0.95));
    await expect.poll(() => blocks(page)).toEqual([before[1], before[0], ...before.slice(2)]);
    await expect(said(page)).toContainText("from position 1 to position 2");
    await page.keyboard.press("Control+z");
    await expect.poll(() => blocks(page)).toEqual(before);
    await expect(said(page)).toContainText("is back at position 1");
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => blocks(page)).toEqual([before[1], before[0], ...before.slice(2)]);
    await page.keyboard.press("Control+z");
  });

  await test.step("a new block into a column, and one from the outline", async () => {
    await kept(page);
    // Away from the edge, where the canvas scrolls by itself.
    await block(page, "balance").first().evaluate((balance) => balance.scrollIntoView({ block: "center" }));
    await byMouse(page, await point(item(page, "callout")), await point(block(page, "balance").first(), 0.5, 0.9));
    await expect(said(page)).toContainText(/Added Callout at position 2 of Columns, right/);
    // High enough for both rows to be in view.
    await page.setViewportSize({ width: 1440, height: 1500 });
    const row = page.locator(".outline-row", { hasText: /^Callout$/ });
    await byMouse(page, await point(row, 0.3), await point(page.locator(".outline-row").first(), 0.3, 0.1));
    await expect.poll(async () => (await blocks(page))[0]).toMatch(/^callout/);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step("a drop that is refused says why", async () => {
    const from = await point(item(page, "accordion_item"));
    const to = await point(block(page, "heading").first());
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 10 });
    await expect(page.locator(".canvas-surface .refused:visible")).toContainText("accordion");
    await page.mouse.up();
    await expect(page.locator(".builder-notice")).toContainText("Can't put Accordion item here");
  });

  await test.step("text in place, with a merge tag", async () => {
    const notice = block(page, "callout").first();
    await notice.locator("[data-field=text]").dblclick();
    await page.keyboard.type("Ask {{contact.first_na");
    await expect(page.getByRole("listbox", { name: "Merge tags" })).toBeVisible();
    await page.keyboard.press("Enter");
    await page.keyboard.type("for the key.");
    await page.keyboard.press("Escape");
    await expect(notice.locator(".pb-tag")).toHaveCount(1);
    await expect(notice).toContainText("for the key.");
  });

  await test.step("nothing is lost by a reload, nor are the steps", async () => {
    await kept(page);
    const now = await blocks(page);
    await page.reload();
    await awake(page);
    expect(await blocks(page)).toEqual(now);
    await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
    await page.screenshot({ path: join(looks, "builder.png") });
  });

  await publish(page, settings);
  await page.screenshot({ path: join(looks, "settings.png"), fullPage: true });
  await sound(page, "the page's settings");

  await test.step("each client sees their own", async () => {
    await as(page, "niamh", "/portal/p/harbour");
    await expect(page.getByText("Ask Niamh for the key.")).toBeVisible();
    await sound(page, "a custom page");
    await page.screenshot({ path: join(looks, "page.png"), fullPage: true });
    await page.getByRole("button", { name: "End preview" }).click();
    await page.goto("/staff/contacts");
    const other = (await page.locator("tbody a.row-link").allTextContents()).map((name) => name.trim()).find((name) => !/niamh/i.test(name)) ?? "";
    await as(page, other, "/portal/p/harbour");
    await expect(page.getByText(`Ask ${other.split(" ")[0]} for the key.`)).toBeVisible();
    await page.getByRole("button", { name: "End preview" }).click();
  });

  await test.step("it is put into the menu by dragging", async () => {
    await page.goto("/staff/settings/portal/menu");
    await hydrated(page);
    await page.locator("summary", { hasText: /^Page$/ }).click();
    await page.getByLabel("Page", { exact: true }).filter({ visible: true }).selectOption({ label: "Harbour" });
    await page.getByRole("button", { name: "Add page" }).click();
    await expect.poll(() => order(page)).toContain("Harbour");
    await dragRow(page, "Harbour", "Invoices");
    await expect.poll(async () => (await order(page))[0]).toBe("Harbour");
    await page.getByRole("button", { name: "Save menu" }).click();
    await expect(page.getByText("Saved. Clients see this menu now.")).toBeVisible();
  });

  await test.step("who is not entitled finds neither page nor menu item", async () => {
    await page.goto("/staff/contacts");
    const others = page.locator("tbody tr").filter({ hasNotText: /Harbour Lane|Tidepool/ });
    const stranger = ((await others.first().locator("a.row-link").textContent()) ?? "").trim();
    await page.goto(settings);
    await page.getByLabel("Chosen companies").check();
    await page.locator("summary", { hasText: /^Companies:/ }).click();
    await page.getByLabel("Harbour Lane Coffee Roasters").check();
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect(page).toHaveURL(/done=saved/);
    await as(page, "niamh", "/portal/p/harbour");
    await expect(page.getByRole("navigation").getByRole("link", { name: "Harbour" }).first()).toBeVisible();
    await page.getByRole("button", { name: "End preview" }).click();
    const answer = await as(page, stranger, "/portal/p/harbour");
    expect(answer?.status()).toBe(404);
    await page.goto("/portal");
    await expect(page.getByRole("link", { name: "Harbour", exact: true })).toHaveCount(0);
  });
});

test("a page by keyboard alone", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no keyboard");
  await signIn(page);
  await fromTemplate(page, "announcement", "By keys");
  const before = await blocks(page);
  await page.locator(".canvas").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".canvas > [data-bid]").first()).toBeFocused();
  await page.keyboard.press("m");
  await expect(said(page)).toContainText("Picked up");
  await page.keyboard.press("ArrowDown");
  await expect(said(page)).toContainText("osition 2");
  await page.keyboard.press("Enter");
  await expect.poll(() => blocks(page)).toEqual([before[1], before[0], ...before.slice(2)]);
  await expect(page.locator(".canvas > [data-bid]").nth(1)).toBeFocused();
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await expect.poll(() => blocks(page)).toEqual(before);
  await page.keyboard.press("Control+d");
  await expect(page.locator(".canvas > [data-bid]")).toHaveCount(before.length + 1);
  await page.keyboard.press("Delete");
  await expect.poll(() => blocks(page)).toEqual(before);
  // A new block from the palette, found by its name.
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Find a block" })).toBeFocused();
  await page.keyboard.type("divider");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(block(page, "divider")).toHaveCount(before.filter((name) => name.startsWith("divider")).length + 1);
  await kept(page);
});

test("a page by touch, and by taps", async ({ page, isMobile }) => {
  test.skip(!isMobile, "needs fingers");
  await signIn(page);
  const settings = await fromTemplate(page, "announcement", "By hand");
  await sound(page, "the builder");
  await page.screenshot({ path: join(looks, "phone.png") });
  const before = await blocks(page);
  await test.step("held and dragged", async () => {
    await byTouch(page, await point(page.locator(".canvas > [data-bid]").first()), await point(page.locator(".canvas > [data-bid]").nth(1), 0.5, 0.95), 320);
    await expect.poll(() => blocks(page)).toEqual([before[1], before[0], ...before.slice(2)]);
    await page.getByRole("button", { name: "Undo" }).tap();
    await expect.poll(() => blocks(page)).toEqual(before);
  });
  await test.step("tapped where it should go", async () => {
    await page.locator(".canvas > [data-bid]").first().tap();
    await page.getByRole("button", { name: "Move", exact: true }).tap();
    const to = await point(page.locator(".canvas > [data-bid]").nth(1), 0.5, 0.95);
    await page.touchscreen.tap(to.x, to.y);
    await expect.poll(() => blocks(page)).toEqual([before[1], before[0], ...before.slice(2)]);
  });
  await test.step("a block from the list, and its settings", async () => {
    await page.getByRole("button", { name: "Blocks" }).tap();
    await page.screenshot({ path: join(looks, "phone-blocks.png") });
    await item(page, "button").tap();
    await page.getByRole("button", { name: "Settings" }).last().tap();
    await page.locator("#prop-href").fill("https://example.com/");
    await page.screenshot({ path: join(looks, "phone-settings.png") });
    await sound(page, "the builder's settings on a phone");
  });
  await publish(page, settings);
  await page.goto("/staff/settings/portal/pages");
  await sound(page, "the list of pages");
  await page.screenshot({ path: join(looks, "phone-list.png"), fullPage: true });
});

test("two people on one page, and a minute without connection", async ({ page, browser, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  const settings = await fromTemplate(page, "faq", "Together");
  const context = await browser.newContext({ baseURL: portico.url });
  const other = await context.newPage();
  await signIn(other);
  await other.goto(`${settings}/edit`);
  await awake(other);

  await test.step("each sees what the other did", async () => {
    await item(page, "divider").click();
    await kept(page);
    await expect(block(other, "divider")).toHaveCount(await block(page, "divider").count(), { timeout: 15_000 });
  });

  await test.step("whoever writes is not interrupted", async () => {
    const dividers = await block(page, "divider").count();
    await block(page, "heading").first().click();
    await page.keyboard.press("Enter");
    await expect(page.locator(".is-writing .ProseMirror")).toBeVisible();
    await page.keyboard.type(" and");
    await item(other, "divider").click();
    await kept(other);
    await page.keyboard.type(" more");
    await expect(said(page)).toContainText("changed this page too");
    await page.keyboard.type(" words");
    await expect(page.locator(".is-writing .ProseMirror")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(block(page, "heading").first()).toContainText("and more words");
    await expect(block(page, "divider")).toHaveCount(dividers + 1);
    await kept(page);
  });

  await test.step("what is done without a connection is kept when it is back", async () => {
    await page.context().setOffline(true);
    await item(page, "callout").click();
    await expect(page.getByText("Not kept yet.", { exact: false }).first()).toBeVisible({ timeout: 15_000 });
    await item(other, "spacer").click();
    await kept(other);
    await page.context().setOffline(false);
    // It is noticed that the connection is back.
    await kept(page);
    await expect(block(page, "spacer")).toHaveCount(1);
    await expect(block(other, "callout")).toHaveCount(await block(page, "callout").count(), { timeout: 15_000 });
    expect(await blocks(page)).toEqual(await blocks(other));
  });

  await test.step("the same text by both: each is asked, nothing is lost", async () => {
    const write = async (who: Page, text: string) => {
      await block(who, "heading").first().click();
      await who.keyboard.press("Enter");
      await expect(who.locator(".is-writing .ProseMirror")).toBeVisible();
      await who.keyboard.press("Control+a");
      await who.keyboard.type(text);
      await who.keyboard.press("Escape");
    };
    await page.context().setOffline(true);
    await write(page, "Mine");
    await write(other, "Theirs");
    await kept(other);
    await page.context().setOffline(false);
    await expect(page.getByText("was changed by you and by somebody else", { exact: false })).toBeVisible({ timeout: 40_000 });
    await expect(block(page, "heading").first()).toHaveText("Theirs");
    await page.getByRole("button", { name: "Use mine" }).click();
    await expect(block(page, "heading").first()).toHaveText("Mine");
    await kept(page);
  });
  await context.close();
});

test("a rule hides a block, says why, and counts", async ({ page, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  await fromTemplate(page, "announcement", "For some");
  await block(page, "heading").first().click();
  await page.getByRole("button", { name: "Condition" }).click();
  await expect(page.getByText(/Visible to \d+ of \d+ clients\./)).toBeVisible();
  await page.getByRole("combobox", { name: "Whether" }).selectOption("not");
  await page.getByRole("combobox", { name: "See the page as" }).selectOption({ index: 1 });
  await kept(page);
  await page.reload();
  await hydrated(page);
  await block(page, "heading").first().click();
  await expect(page.getByRole("combobox", { name: "Whether" })).toHaveValue("not");
});

test("copied to another page, kept as a section, pasted from a word processor", async ({ page, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  await fromTemplate(page, "faq", "First");
  await block(page, "heading").first().click();
  const words = (await block(page, "heading").first().textContent()) ?? "";
  await page.keyboard.press("Control+c");
  await expect(said(page)).toHaveText("Copied 1 block.");
  await page.locator("summary", { hasText: "Keep as a section" }).click();
  await page.getByRole("textbox", { name: "Name of the section" }).fill("Our heading");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByText("is among your sections now", { exact: false })).toBeVisible();

  await fromTemplate(page, "announcement", "Second");
  const before = await page.locator(".canvas > [data-bid]").count();
  await page.locator(".canvas > [data-bid]").last().click();
  await page.keyboard.press("Control+v");
  await expect(page.locator(".canvas > [data-bid]")).toHaveCount(before + 1);
  await expect(page.locator(".canvas > [data-bid]").last()).toHaveText(words);
  await page.getByRole("button", { name: "Our heading" }).click();
  await expect(page.locator(".canvas > [data-bid]")).toHaveCount(before + 2);

  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "Terms");
    data.setData(
      "text/html",
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><style>p.MsoNormal{color:red}</style><h1>Terms</h1>
       <p class=MsoNormal style='mso-x:1'>Pay <b>within 14 days</b>, {{contact.first_name}}.<o:p></o:p></p><script>alert(1)</script>
       <p><a href="javascript:alert(1)">bad</a> <a href="https://example.com/">good</a></p></html>`,
    );
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const pasted = page.locator(".canvas > .pb-text").last();
  await expect(pasted).toContainText("Pay within 14 days");
  await expect(pasted.locator("strong")).toHaveText("within 14 days");
  await expect(pasted.locator(".pb-tag")).toHaveCount(1);
  await expect(pasted.locator("[data-href]")).toHaveCount(1);
  await kept(page);
});
