import { type Locator, type Page } from "@playwright/test";
import { expect, hydrated } from "./test";

/** The blocks of the first level, as `heading: Hello`. */
export const blocks = (page: Page) =>
  page.locator(".canvas > [data-bid]").evaluateAll((all) =>
    all.map((block) => {
      const kind = /pb-([a-z_]+)/.exec(block.className)?.[1] ?? "";
      return `${kind}: ${(block.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 24)}`;
    }),
  );
export const block = (page: Page, kind: string) => page.locator(`.canvas .pb-${kind}[data-bid]`);
export const slot = (page: Page, kind: string, name: string) => block(page, kind).first().locator(`[data-slot=${name}]`).first();
export const said = (page: Page) => page.locator(".builder > p[role=status]");
export const kept = (page: Page) => expect(page.locator(".builder-saving")).toHaveText("All changes are kept");
export const item = (page: Page, kind: string) => page.locator(`[data-kind=${kind}]`);

/** A page made from a template, with its builder open and awake. Answers the address of the page's settings. */
export async function fromTemplate(page: Page, template: string, title: string): Promise<string> {
  await page.goto("/staff/settings/portal/pages/new");
  await page.locator(`input[value="template:${template}"]`).check();
  await page.getByRole("textbox", { name: "Title" }).first().fill(title);
  await page.getByRole("button", { name: "Make page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const settings = new URL(page.url()).pathname;
  await page.goto(`${settings}/edit`);
  await awake(page);
  return settings;
}

/** Waits until the builder answers. */
export async function awake(page: Page) {
  await hydrated(page);
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  const below = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  expect(below, "the builder fills the window and no more").toBeLessThanOrEqual(0);
}

/** A point of an element: shares of its width and height. */
export async function point(target: Locator, x = 0.5, y = 0.5) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error("not there");
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

export async function byMouse(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8, { steps: 3 });
  await expect(page.locator(".builder-ghost")).toBeVisible();
  await page.mouse.move(to.x, to.y, { steps: 10 });
  await expect(page.locator(".drag-line:visible, .drag-frame:visible").first()).toBeVisible();
  await page.mouse.up();
  await expect(page.locator(".builder-ghost")).toBeHidden();
}

/** Real touches, by the browser's own protocol; held first, unless on a handle. */
export async function byTouch(page: Page, from: { x: number; y: number }, to: { x: number; y: number }, hold = 0) {
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { x: number; y: number }) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  await touch("touchStart", from);
  await page.waitForTimeout(hold);
  const steps = 10;
  for (let step = 1; step <= steps; step++) {
    const share = step / steps;
    await touch("touchMove", { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
    await page.waitForTimeout(20);
  }
  await expect(page.locator(".drag-line:visible, .drag-frame:visible").first()).toBeVisible();
  await touch("touchEnd");
  await expect(page.locator(".builder-ghost")).toBeHidden();
}
