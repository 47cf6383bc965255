import { chromium } from "playwright";
const url = process.argv[2], out = process.argv[3];
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, w, h, scheme] of [["desktop",1440,900,"light"],["dark",1440,900,"dark"],["phone",390,844,"light"]]) {
  const c = await b.newContext({ viewport: { width: w, height: h }, colorScheme: scheme, baseURL: "http://localhost:3200" });
  const p = await c.newPage();
  p.on("console", m => { if (m.type() != "info") console.log(name, m.type(), m.text()); });
  p.on("pageerror", e => console.log(name, "ERR", e.message));
  await p.goto("/staff/sign-in");
  await p.getByLabel("E-mail address").fill("owner@alder-voss.example");
  await p.getByLabel("Password").fill("demo-portico-2026");
  await p.getByRole("button", { name: "Sign in" }).click();
  await p.waitForURL(/\/staff$/);
  await p.goto(url);
  await p.waitForTimeout(1500);
  if (name != "phone") { await p.locator(".canvas [data-bid]").nth(1).click(); await p.waitForTimeout(700); }
  await p.screenshot({ path: `${out}-${name}.png` });
  await c.close();
}
await b.close();
