import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { folder, type Portico, startPortico } from "../support/portico";
import { expect, signIn, sound, test } from "../support/test";

// The looks are the whole portal's, so that one project alone tries them.
test.describe.configure({ mode: "serial" });
// A database of its own: these tests change how everything looks.
const url = "http://localhost:3182";
let portico: Portico | undefined;
test.use({ baseURL: url, expectedErrors: [/422/] });
test.beforeAll(async ({}, info) => {
  if (info.project.name === info.config.projects[0].name) portico = await startPortico({ name: "branding", port: 3182, args: ["--demo"] });
});
test.afterAll(async () => portico?.stop());
const looks = join(folder, "looks");

// A picture of 64 × 64 pixels, made by the page's own canvas.
async function picture(page: Page, colour: string) {
  const data = await page.evaluate((fill) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 64;
    const pen = canvas.getContext("2d")!;
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 64, 64);
    return canvas.toDataURL("image/png");
  }, colour);
  return Buffer.from(data.split(",")[1], "base64");
}

/** Opens the portal through the eyes of the first contact who has one. */
async function preview(page: Page) {
  await page.goto("/staff/contacts");
  await page.goto((await page.locator("tbody a.row-link").first().getAttribute("href")) ?? "");
  await page.getByRole("button", { name: /Preview|View as/ }).first().click();
  await expect(page.locator(".portal-shell")).toBeVisible();
}

const value = (page: Page, selector: string, name: string) =>
  page.locator(selector).first().evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);

test("a provider's looks reach the portal, light and dark", async ({ page }, info) => {
  test.skip(info.project.name !== info.config.projects[0].name, "once is enough");
  mkdirSync(looks, { recursive: true });
  await signIn(page);
  await page.goto("/staff/settings/portal/branding");
  const font = page.getByLabel("Font");
  await font.selectOption("source-serif");
  await page.getByLabel("Square", { exact: true }).check();
  await page.getByLabel("Main colour").fill("#7c2d12");
  await page.getByLabel("Second colour").fill("#1d4ed8");
  // The small portal follows at once.
  await expect.poll(() => value(page, ".brand-preview.light .mini-title", "font-family")).toContain("Source Serif 4");
  await expect.poll(() => value(page, ".brand-preview.light .button", "border-top-left-radius")).toBe("0px");
  await sound(page, "branding");
  await page.screenshot({ path: join(looks, "branding.png"), fullPage: true });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(font).toHaveValue("source-serif");

  // A logo that is an SVG, then one that is not; and one for dark pages.
  const logo = page.locator("details#logo");
  await logo.locator("input[type=file]").setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await logo.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByRole("alert")).toContainText("SVG can't be used");
  for (const [id, colour] of [["logo", "#7c2d12"], ["logo_dark", "#fde68a"], ["favicon", "#7c2d12"]]) {
    const form = page.locator(`details#${id}`);
    if (!(await form.getAttribute("open")) && id !== "logo") await form.locator("summary").first().click();
    await form.locator("input[type=file]").setInputFiles({ name: "p.png", mimeType: "image/png", buffer: await picture(page, colour) });
    await form.getByRole("button", { name: "Upload" }).click();
    await expect(page.locator(`details#${id} img`)).toHaveCount(1);
  }

  await preview(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("/portal");
    expect(await value(page, "html", "font-family")).toContain("Source Serif 4");
    expect(await value(page, ".portal-main .card", "border-top-left-radius")).toBe("0px");
    const shown = await page.locator(".portal-bar .brand-logo").evaluate((image: HTMLImageElement) => image.currentSrc);
    const dark = await page.locator(".portal-bar source[media*=dark]").getAttribute("srcset");
    expect(shown.endsWith(dark ?? "-")).toBe(colorScheme === "dark");
    await sound(page, `the portal, ${colorScheme}`);
    await page.screenshot({ path: join(looks, `portal_branded_${colorScheme}.png`), fullPage: true });
  }
});

test("own CSS: an error names its line, and what is allowed changes the portal alone", async ({ page }, info) => {
  test.skip(info.project.name !== info.config.projects[0].name, "once is enough");
  await signIn(page);
  await page.goto("/staff/settings/portal/css");
  const sheet = page.getByLabel("CSS", { exact: true });
  await sheet.fill(".p-card { border-radius: 33px; }\n\nbody { display: none }\n");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Line 3, column 1");
  await expect(sheet).toHaveValue(/border-radius: 33px/);
  await expect(page.locator(".code-lines")).toContainText("3");
  await sound(page, "own CSS, refused");
  await page.screenshot({ path: join(looks, "css_refused.png"), fullPage: true });
  await sheet.fill(".p-card { border-radius: 33px; }\n");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await value(page, ".card", "border-top-left-radius")).not.toBe("33px");

  await preview(page);
  await page.goto("/portal");
  expect(await value(page, ".portal-main .card", "border-top-left-radius")).toBe("33px");
  await page.goto("/portal?nocss=1");
  expect(await value(page, ".portal-main .card", "border-top-left-radius")).not.toBe("33px");

  // As it was.
  await page.goto("/staff/settings/portal/css");
  await page.getByLabel("CSS", { exact: true }).fill("");
  await page.getByRole("button", { name: "Save", exact: true }).click();
});
