import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

/** Every test fails on an error in the browser's console, on an uncaught exception, and on a request to a foreign host. */
export const test = base.extend<{ quiet: void; expectedErrors: RegExp[] }>({
  expectedErrors: [[], { option: true }],
  quiet: [
    async ({ context, expectedErrors }, use) => {
      const heard: string[] = [];
      const hear = (text: string) => {
        if (!expectedErrors.some((expected) => expected.test(text))) heard.push(text);
      };
      context.on("console", (message) => {
        if (message.type() === "error") hear(`console: ${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => hear(`exception: ${error.error().message}`));
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith("http") && url.hostname !== "localhost") hear(`foreign request: ${url.href}`);
      });
      await use();
      expect(heard, "the browser had nothing to complain about").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** No serious or critical accessibility finding, and nothing that overflows sideways. */
export async function sound(page: Page, what: string, scripted = true) {
  if (scripted) {
    const found = await new AxeBuilder({ page })
      // Mails are shown in a sandboxed frame that runs no script, so axe can't look inside.
      .exclude("iframe")
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
    const grave = found.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
    expect(grave, `axe on ${what}`).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${what} overflows`).toBeLessThanOrEqual(0);
  }
}

/** Waits until what needs the browser's help on a page has it (frontend/src/lib.rs). */
export async function hydrated(page: Page) {
  await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
}

/** The demo's members of staff; all have the demo's password. */
export const demo = {
  owner: { email: "owner@alder-voss.example", password: "demo-portico-2026" },
};

/** Signs a member of staff in by the form; `at` is another server than the one that all share. */
export async function signIn(page: Page, who: { email: string; password: string } = demo.owner, at = "") {
  await page.goto(`${at}/staff/sign-in`);
  await page.getByLabel("E-mail address").fill(who.email);
  await page.getByLabel("Password").fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/staff$/);
}

/** Signs a member of staff out by the button in the user menu, which on phones is in the folded main menu. */
export async function signOut(page: Page): Promise<void> {
  const button = page.locator("button", { hasText: "Sign out" });
  while ((await button.filter({ visible: true }).count()) === 0) {
    const folded = page.locator("details:not([open])").filter({ has: button }).filter({ visible: true }).first();
    await folded.locator(":scope > summary").click();
  }
  await button.filter({ visible: true }).first().click();
}
