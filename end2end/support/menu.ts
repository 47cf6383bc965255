import { type Locator, type Page } from "@playwright/test";
import { expect } from "./test";

/** The rows as `Invoices`, or `  Invoices` in a group. */
export const order = (page: Page) =>
  page.locator(".menu-row").evaluateAll((rows) =>
    rows.map((row) => {
      const name = row.querySelector(".menu-row-name")?.firstChild?.textContent ?? "";
      return row.classList.contains("inside") ? `  ${name}` : name;
    }),
  );
export const row = (page: Page, name: string) =>
  page.locator(".menu-row", { has: page.locator(".menu-row-name", { hasText: new RegExp(`^${name}( in .*)?$`) }) });
export const handle = (page: Page, name: string) => page.getByRole("button", { name: `Move ${name}` });
export const said = (page: Page) => page.locator("p[role=status]");

export async function middle(target: Locator) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error("not there");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, height: box.height };
}

/** From where to where: right above a row. Both are on the screen, away from the edges where dragging scrolls and from the bar below. */
async function way(page: Page, name: string, before: string) {
  await row(page, before).evaluate((row) => window.scrollBy({ top: row.getBoundingClientRect().top - 200, behavior: "instant" }));
  const [grip, target] = [await handle(page, name).boundingBox(), await row(page, before).boundingBox()];
  if (!grip || !target) throw new Error("not there");
  const from = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
  const on = await handle(page, name).evaluate((grip, { x, y }) => grip.contains(document.elementFromPoint(x, y)), from);
  expect(on, "both rows fit on the screen").toBe(true);
  return { from, to: { y: target.y + 3 } };
}

export async function byMouse(page: Page, name: string, before: string) {
  const { from, to } = await way(page, name, before);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 12, { steps: 3 });
  await expect(page.locator(".drag-ghost")).toBeVisible();
  await page.mouse.move(from.x, to.y, { steps: 8 });
  await expect(page.locator(".drag-line")).toBeVisible();
  await page.mouse.up();
  await expect(page.locator(".drag-ghost")).toBeHidden();
}

/** Real touches, by the browser's own protocol. */
export async function byTouch(page: Page, name: string, before: string) {
  const session = await page.context().newCDPSession(page);
  const { from, to } = await way(page, name, before);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: from.x, y }] });
  await touch("touchStart", from.y);
  const steps = 10;
  for (let step = 1; step <= steps; step++) {
    await touch("touchMove", from.y + ((to.y - from.y) * step) / steps);
    await page.waitForTimeout(20);
  }
  await expect(page.locator(".drag-line")).toBeVisible();
  await touch("touchEnd");
  await expect(page.locator(".drag-ghost")).toBeHidden();
}

export async function byKeyboard(page: Page, name: string, keys: string[]) {
  await handle(page, name).focus();
  await page.keyboard.press("Enter");
  await expect(handle(page, name)).toHaveAttribute("aria-pressed", "true");
  await expect(said(page)).toContainText(`Picked up ${name}`);
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  await expect(handle(page, name)).toHaveAttribute("aria-pressed", "false");
}
