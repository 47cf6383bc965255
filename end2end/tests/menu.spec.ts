import { type Locator, type Page } from "@playwright/test";
import { type Portico, startPortico } from "../support/portico";
import { byKeyboard, byMouse, byTouch, handle, middle, order, row, said } from "../support/menu";
import { expect, signIn, sound, test } from "../support/test";

const page_of_menu = "/staff/settings/portal/menu";
// A database of its own for each device: the two would overwrite each other's menu.
let portico: Portico;

test.beforeAll(async ({}, info) => {
  const port = info.project.name === "desktop" ? 3190 : 3191;
  portico = await startPortico({ name: `menu-${info.project.name}`, port, args: ["--demo"] });
});
test.afterAll(async () => portico.stop());

async function open(page: Page) {
  await signIn(page, undefined, portico.url);
  await page.goto(`${portico.url}${page_of_menu}`);
  await expect(handle(page, "Invoices")).toBeVisible();
}

/** A group can't go into a group: the place is refused, and why is shown and said. */
async function refused(page: Page, adding: Locator, picture: string) {
  await adding.locator("summary", { hasText: /^Group$/ }).click();
  await adding.getByRole("textbox", { name: "Label" }).filter({ visible: true }).fill("Papers");
  await page.getByRole("button", { name: "Add group" }).click();
  // Both are on the screen, and away from the edges where dragging scrolls.
  await row(page, "Money").evaluate((row) => window.scrollBy({ top: row.getBoundingClientRect().top - 220, behavior: "instant" }));
  const papers = await middle(handle(page, "Papers"));
  const money = await middle(row(page, "Money"));
  await page.mouse.move(papers.x, papers.y);
  await page.mouse.down();
  await page.mouse.move(papers.x, money.y, { steps: 10 });
  await expect(page.locator(".drag-frame.refused")).toHaveText("A group can't go inside a group.");
  await page.screenshot({ path: picture });
  await page.mouse.up();
  await expect(said(page)).toContainText("Can't move Papers there: A group can't go inside a group.");
  await row(page, "Papers").locator("summary", { hasText: "What to do with" }).click();
  await row(page, "Papers").getByRole("button", { name: "Delete" }).click();
  await expect(said(page)).toHaveText("Deleted Papers.");
}

test("one move, by mouse, by touch, by keyboard and by a menu", async ({ page, isMobile }) => {
  await open(page);
  const others = ["Invoices", "Proposals", "Contracts", "Statement of account"];
  const start = [...others, "Activity", "Welcome"];
  const moved = ["Activity", ...others, "Welcome"];
  const sentence = "Moved Activity from position 5 to position 1.";
  expect(await order(page)).toEqual(start);
  const undo = async () => {
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await order(page)).toEqual(start);
    await expect(said(page)).toHaveText("Undone: Activity is back at position 5.");
  };

  await byMouse(page, "Activity", "Invoices");
  expect(await order(page)).toEqual(moved);
  await expect(said(page)).toHaveText(sentence);
  await expect(handle(page, "Activity")).toBeFocused();
  await undo();

  if (isMobile) {
    await byTouch(page, "Activity", "Invoices");
    expect(await order(page)).toEqual(moved);
    await expect(said(page)).toHaveText(sentence);
    await undo();
  }

  await byKeyboard(page, "Activity", Array<string>(others.length).fill("ArrowUp"));
  expect(await order(page)).toEqual(moved);
  await expect(said(page)).toHaveText(sentence);
  await expect(handle(page, "Activity")).toBeFocused();
  await page.keyboard.press("Control+z");
  expect(await order(page)).toEqual(start);
  await page.keyboard.press("Control+Shift+z");
  expect(await order(page)).toEqual(moved);
  await page.keyboard.press("Control+z");

  // Escape puts it back.
  await handle(page, "Activity").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  expect(await order(page)).toEqual(start);
  await expect(said(page)).toHaveText("Cancelled: Activity is back at position 5.");

  await row(page, "Activity").locator("summary", { hasText: "What to do with" }).click();
  await row(page, "Activity").locator("summary", { hasText: "Move to" }).click();
  await row(page, "Activity").getByLabel("Place").selectOption({ label: "First" });
  await row(page, "Activity").getByRole("button", { name: "Move", exact: true }).click();
  expect(await order(page)).toEqual(moved);
  await expect(said(page)).toHaveText(sentence);
  await undo();
});

const grouped = ["Money", "  Invoices", "  Statement of account", "Proposals", "Contracts", "Activity", "Welcome", "Help"];

test("a link, a group, a preview, and the portal as it was previewed", async ({ page, isMobile }, info) => {
  await open(page);
  // A link that must not be.
  const adding = page.getByRole("group", { name: "Add to the menu" });
  await adding.locator("summary", { hasText: /^Link$/ }).click();
  await adding.getByRole("textbox", { name: "Label" }).filter({ visible: true }).fill("Help");
  await adding.getByLabel("Address").fill("javascript:alert(1)");
  await page.getByRole("button", { name: "Add link" }).click();
  await expect(page.getByRole("alert")).toContainText("Please enter an address that starts with https://");
  await expect(adding.getByLabel("Address")).toHaveValue("javascript:alert(1)");
  await adding.getByLabel("Address").fill("https://help.example/start");
  await page.getByRole("button", { name: "Add link" }).click();
  await expect(row(page, "Help")).toContainText("https://help.example/start · new tab");

  await adding.locator("summary", { hasText: /^Group$/ }).click();
  await adding.getByRole("textbox", { name: "Label" }).filter({ visible: true }).fill("Money");
  await page.getByRole("button", { name: "Add group" }).click();
  await expect(row(page, "Money")).toContainText("Clients see nothing in this group");
  // A group into the place before the invoices, then those into it, by keyboard only.
  await byKeyboard(page, "Money", Array<string>((await order(page)).indexOf("Money")).fill("ArrowUp"));
  await byKeyboard(page, "Invoices", ["ArrowRight"]);
  await expect(said(page)).toHaveText("Moved Invoices from position 2 to position 1 of Money.");
  await byKeyboard(page, "Statement of account", ["ArrowUp", "ArrowUp", "ArrowRight"]);
  expect(await order(page)).toEqual(grouped);
  await expect(row(page, "Money")).not.toContainText("Clients see nothing");

  if (!isMobile) await refused(page, adding, info.outputPath("refused.png"));

  // For nobody, with a warning; then hidden.
  await row(page, "Activity").getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Some companies").check();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(row(page, "Activity")).toContainText("Nobody is chosen, so nobody sees this item.");

  // Before it is saved, a client's eyes.
  const client = page.getByLabel("Client", { exact: true });
  await client.selectOption({ index: 1 });
  const preview = page.getByRole("list", { name: "What the client sees" });
  await expect(preview).toContainText("Help");
  await expect(preview).toContainText("Money");
  await expect(preview).not.toContainText("Activity");
  await sound(page, "the menu editor");
  await page.screenshot({ path: info.outputPath("menu.png"), fullPage: true });

  await expect(page.getByText("Not saved yet.")).toBeVisible();
  await page.getByRole("button", { name: "Save menu" }).click();
  await expect(page.getByText("Saved. Clients see this menu now.")).toBeVisible();
  await page.reload();
  expect(await order(page)).toEqual(grouped);

  // The portal, as a client.
  const link = portico.output().match(/Client\s+(\S+)/)?.[1] ?? "";
  await page.goto(link);
  await page.getByRole("button", { name: "Open the portal" }).click();
  const nav = page.getByRole("navigation", { name: "Menu" });
  if (isMobile) await nav.locator("summary", { hasText: "More" }).click();
  await nav.locator("summary", { hasText: "Money" }).filter({ visible: true }).click();
  await expect(nav.getByRole("link", { name: "Invoices" }).filter({ visible: true })).toBeVisible();
  await expect(nav.getByRole("link", { name: "Activity" }).filter({ visible: true })).toHaveCount(0);
  const help = nav.getByRole("link", { name: "Help (opens in a new tab)" }).filter({ visible: true });
  await expect(help).toHaveAttribute("href", "https://help.example/start");
  await expect(help).toHaveAttribute("target", "_blank");
  await expect(help).toHaveAttribute("rel", /noopener/);
  await page.screenshot({ path: info.outputPath("portal.png") });
  await sound(page, "the portal with a menu of its own");
});

test("without JavaScript every button saves", async ({ browser }, info) => {
  const context = await browser.newContext({ ...info.project.use, javaScriptEnabled: false, baseURL: portico.url });
  const page = await context.newPage();
  await signIn(page);
  await page.goto(page_of_menu);
  const names = () => page.locator(".menu-row-name").allTextContents();
  const before = await names();
  const last = before.at(-1) ?? "";
  await row(page, last).locator("summary", { hasText: "What to do with" }).click();
  await row(page, last).getByRole("button", { name: "Move up" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(await names()).not.toEqual(before);
  const adding = page.getByRole("group", { name: "Add to the menu" });
  await adding.locator("summary", { hasText: /^Link$/ }).click();
  await adding.getByRole("textbox", { name: "Label" }).filter({ visible: true }).fill("Bad & <b>");
  await adding.getByLabel("Address").fill("javascript:alert(1)");
  await page.getByRole("button", { name: "Add link" }).click();
  await expect(page.getByRole("alert")).toContainText("Please enter an address that starts with https://");
  await expect(adding.getByLabel("Address")).toHaveValue("javascript:alert(1)");
  await adding.getByLabel("Address").fill("mailto:help@studio.example");
  await page.getByRole("button", { name: "Add link" }).click();
  await expect(row(page, "Bad & <b>")).toContainText("mailto:help@studio.example");
  await row(page, "Bad & <b>").getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Label", { exact: true }).filter({ visible: true }).first().fill("Write to us");
  await page.getByRole("radio", { name: "mail" }).check({ force: true });
  await page.getByRole("button", { name: "Done" }).click();
  await expect(row(page, "Write to us")).toContainText("mailto:help@studio.example");
  await page.getByLabel("Client", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Look" }).click();
  await expect(page.getByRole("list", { name: "What the client sees" })).toContainText("Write to us");
  await context.close();
});
