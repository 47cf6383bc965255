import { demo, expect, signIn, signOut, sound, test } from "../support/test";

test("staff sign in, are led back to where they were going, and sign out", async ({ page }) => {
  await page.goto("/staff/companies?sort=-name");
  await expect(page).toHaveURL(/\/staff\/sign-in\?next=/);
  await sound(page, "the sign-in page");
  await page.getByLabel("E-mail address").fill(demo.owner.email);
  await page.getByLabel("Password").fill("wrong horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("do not match");
  await expect(page.getByLabel("E-mail address")).toHaveValue(demo.owner.email);
  await page.getByLabel("Password").fill(demo.owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/staff\/companies\?sort=-name$/);
});

test("a session that was signed out is over", async ({ page }) => {
  await signIn(page);
  await signOut(page);
  await expect(page).toHaveURL(/\/staff\/sign-in$/);
  await page.goto("/staff");
  await expect(page).toHaveURL(/\/staff\/sign-in/);
});
