import { type Page } from "@playwright/test";
import { awake, block, blocks, fromTemplate, kept, said } from "../support/builder";
import { type Portico, startPortico } from "../support/portico";
import { expect, hydrated, signIn, sound, test as base } from "../support/test";

// What a builder is given by mistake: too much of everything. Each gets a clear answer, and nothing is lost.
const portOf = (project: string) => (project === "desktop" ? 3202 : 3203);
const test = base.extend<{ baseURL: string }>({
  baseURL: async ({}, use, info) => use(`http://localhost:${portOf(info.project.name)}`),
});
// What is refused is answered with 422.
test.use({ expectedErrors: [/status of 422/] });

let portico: Portico;
test.beforeAll(async ({}, info) => {
  const name = `page-faults-${info.project.name}`;
  portico = await startPortico({ name, port: portOf(info.project.name), args: ["--demo"] });
});
test.afterAll(async () => portico.stop());

const heading = (nth: number) => ({ id: `h${nth}`, type: "heading", v: 1, props: { text: [{ type: "text", text: `Heading ${nth}` }] } });

/** Takes in a page of these blocks. */
async function takeIn(page: Page, title: string, all: unknown[]) {
  await page.goto("/staff/settings/portal/pages/new");
  await page.locator("summary", { hasText: "Take in a file" }).click();
  const doc = JSON.stringify({ schema: 1, blocks: all });
  await page.locator("#import").getByLabel("File", { exact: true }).setInputFiles({ name: "page.json", mimeType: "application/json", buffer: Buffer.from(doc) });
  await page.locator("#f-import-title").fill(title);
  await page.getByRole("button", { name: "Take in", exact: true }).click();
}

async function build(page: Page) {
  const settings = new URL(page.url()).pathname;
  await page.goto(`${settings}/edit`);
  await awake(page);
  return settings;
}

test("a page of 5,000 blocks is taken in and stays usable; one more is refused", async ({ page, isMobile }) => {
  test.skip(isMobile, "once is enough");
  test.setTimeout(240_000);
  await signIn(page);
  const all = Array.from({ length: 5_000 }, (_, nth) => heading(nth));

  await test.step("5,001 are refused in words, and what was typed is still there", async () => {
    await takeIn(page, "Too much", [...all, heading(5_000)]);
    await expect(page.getByText("A page has at most 5,000 blocks.", { exact: false }).first()).toBeVisible();
    await expect(page.locator("#f-import-title")).toHaveValue("Too much");
  });

  await takeIn(page, "Just enough", all);
  await expect(page.getByRole("heading", { level: 1, name: "Just enough" })).toBeVisible();
  const settings = await build(page);
  await expect(page.locator(".canvas > [data-bid]")).toHaveCount(5_000);

  await test.step("another block is refused, and says why", async () => {
    await page.locator("[data-kind=divider]").click();
    await expect(page.locator(".builder-notice")).toContainText("A page has at most 5,000 blocks");
    await expect(page.locator(".canvas > [data-bid]")).toHaveCount(5_000);
  });

  await test.step("one out, another in; both are kept", async () => {
    await block(page, "heading").first().click();
    await page.keyboard.press("Delete");
    await expect(page.locator(".canvas > [data-bid]")).toHaveCount(4_999);
    await page.locator("[data-kind=divider]").click();
    await expect(page.locator(".canvas > [data-bid]")).toHaveCount(5_000);
    await kept(page);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect(said(page)).toContainText("is back at position 1");
    await kept(page);
  });

  await test.step("it is the same after a reload, and can be published", async () => {
    await page.reload();
    await awake(page);
    expect((await blocks(page)).slice(0, 2)).toEqual(["heading: Heading 0", "heading: Heading 1"]);
    await page.goto(`${settings}#publish`);
    await page.getByRole("button", { name: /^Publish/ }).first().click();
    await expect(page).toHaveURL(/done=published/);
  });
});

test("an image of 40 MB is refused in words, and nothing else is lost", async ({ page, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  await fromTemplate(page, "announcement", "Large image");
  const before = await blocks(page);
  await page.locator("[data-kind=image]").click();
  await expect(page.locator(".canvas > [data-bid]")).toHaveCount(before.length + 1);
  const field = page.locator(".image-field");
  // A real PNG's beginning, so that only its size is wrong.
  const png = Buffer.alloc(40 * 1024 * 1024);
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex").copy(png);
  await field.locator("input[type=file]").setInputFiles({ name: "holiday.png", mimeType: "image/png", buffer: png });
  await expect(field.getByRole("status")).toContainText(/10 MB/, { timeout: 60_000 });
  await expect(field.locator("img")).toHaveCount(0);
  await kept(page);
  // The rest of the page goes on as it was; a small image can be chosen at once.
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await field.locator("input[type=file]").setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: Buffer.from(dot, "base64") });
  await expect(field.getByRole("status")).toContainText("The image is there.");
  await kept(page);
  await page.reload();
  await awake(page);
  await expect(page.locator(".canvas > [data-bid]")).toHaveCount(before.length + 1);
});

test("a block of a newer version is kept, moved, and saved untouched", async ({ page, isMobile }) => {
  test.skip(isMobile, "once is enough");
  await signIn(page);
  const hologram = { id: "holo", type: "hologram", v: 7, props: { shape: { depth: 3 }, text: "??" }, slots: { beams: [heading(9)] }, future: true };
  const newer = { ...heading(2), v: 99, props: { ...heading(2).props, glow: "soft" } };
  await takeIn(page, "From the future", [heading(1), hologram, newer]);
  await expect(page.getByRole("heading", { level: 1, name: "From the future" })).toBeVisible();
  const settings = await build(page);
  await sound(page, "the builder with blocks of a newer version");
  await expect(page.locator(".canvas [data-bid=holo]")).toContainText("It is kept");
  await expect(page.locator(".canvas [data-bid=h2]")).toContainText("newer version");

  await test.step("it can be selected and moved like any other", async () => {
    await page.locator(".canvas [data-bid=holo]").click();
    await page.keyboard.press("Alt+Shift+ArrowUp");
    await expect(page.locator(".canvas > [data-bid]").first()).toHaveAttribute("data-bid", "holo");
    await kept(page);
  });

  await test.step("what leaves is what came, in its new place", async () => {
    const id = settings.split("/").at(-1);
    const answer = await page.request.get(`/staff/pages/${id}/export`);
    const { doc } = await answer.json();
    expect(doc.blocks[0]).toEqual(hologram);
    expect(doc.blocks[2]).toEqual(newer);
  });

  await test.step("it is undone and still whole; staff are told, readers see no gap", async () => {
    await page.keyboard.press("Control+z");
    await expect(page.locator(".canvas > [data-bid]").nth(1)).toHaveAttribute("data-bid", "holo");
    await kept(page);
    await page.goto(`${settings}#publish`);
    await page.getByRole("button", { name: /^Publish/ }).first().click();
    await expect(page).toHaveURL(/done=published/);
    await page.goto("/staff/contacts");
    await page.locator("tbody a.row-link").first().click();
    await page.getByRole("button", { name: "View as client" }).click();
    await page.goto("/portal/p/from-the-future");
    await expect(page.getByText("Heading 1")).toBeVisible();
    await expect(page.getByText("newer version")).toHaveCount(0);
    await page.getByRole("button", { name: "End preview" }).click();
  });
});

test("one block of an earlier state is brought back", async ({ page }) => {
  await signIn(page);
  const settings = await fromTemplate(page, "faq", "Brought back");
  const before = await blocks(page);
  await kept(page);
  await page.goto(`${settings}#publish`);
  await page.getByRole("button", { name: /^Publish/ }).first().click();
  await expect(page).toHaveURL(/done=published/);
  await page.goto(`${settings}/edit`);
  await awake(page);
  await block(page, "heading").first().click();
  await page.keyboard.press("Delete");
  await kept(page);
  await page.goto(settings);
  await page.getByRole("link", { name: /^Compare the draft with state/ }).first().click();
  await sound(page, "an earlier state, compared");
  await page.getByRole("button", { name: /^Bring back Heading/ }).first().click();
  await expect(page).toHaveURL(/done=block-back/);
  await expect(page.getByText("No difference")).toBeVisible();
  await page.goto(`${settings}/edit`);
  await awake(page);
  expect(await blocks(page)).toEqual(before);
});
