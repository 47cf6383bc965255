import { expect, sound, test } from "../support/test";
import { startPortico } from "../support/portico";

test("an empty database is set up once, with the code on the console", async ({ page }, info) => {
  const port = info.project.name === "desktop" ? 3196 : 3197;
  const portico = await startPortico({ name: `first-start-${info.project.name}`, port });
  try {
    const code = portico.output().match(/with this code: (\S+)/)?.[1] ?? "";
    await page.goto(`${portico.url}/`);
    await expect(page).toHaveURL(`${portico.url}/setup`);
    await sound(page, "the set-up page");
    await page.getByLabel("Code from the console").fill("not-the-code");
    await page.getByLabel("Business name").fill("Harbour & Sons <b>Ltd</b>");
    await page.getByLabel("Your name").fill("Ines Harbour");
    await page.getByLabel("Your e-mail address").fill("ines@harbour.example");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Create workspace" }).click();
    await expect(page.getByRole("alert")).toContainText("not the code");
    await expect(page.getByRole("alert")).toContainText("at least 12 characters");
    await sound(page, "the refused set-up page");
    await expect(page.getByLabel("Business name")).toHaveValue("Harbour & Sons <b>Ltd</b>");
    await page.getByLabel("Code from the console").fill(code);
    await page.getByLabel("Password").fill("plenty of quiet water");
    await page.getByRole("button", { name: "Create workspace" }).click();
    await expect(page).toHaveURL(`${portico.url}/staff`);
    await expect(page.getByText("Harbour & Sons <b>Ltd</b>").filter({ visible: true }).first()).toBeVisible();
    await sound(page, "the empty dashboard");
    const again = await page.goto(`${portico.url}/setup`);
    expect(again?.status()).toBe(404);
  } finally {
    await portico.stop();
  }
});
test.use({ expectedErrors: [/404/] });
