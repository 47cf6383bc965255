import { chromium } from "playwright";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ viewport: { width: 1440, height: 900 }, baseURL: "http://localhost:3200" });
const p = await c.newPage();
p.on("console", m => console.log(m.text().slice(0,600)));p.on("pageerror", e => console.log("ERR", e.message));
await p.goto("/staff/sign-in");
await p.getByLabel("E-mail address").fill("owner@alder-voss.example");
await p.getByLabel("Password").fill("demo-portico-2026");
await p.getByRole("button", { name: "Sign in" }).click();
await p.waitForURL(/\/staff$/);
for (const n of [100,500]) {
  const t0 = Date.now();
  await p.goto(`/staff/builder-demo?t=welcome&n=${n}`);
  await p.locator("html[data-hydrated]").waitFor({ state: "attached" });
  await p.waitForFunction(() => !document.querySelector(".builder-header .cluster[hidden]"));
  const blocks = await p.locator(".canvas [data-bid]").count();
  console.log(n, "blocks", blocks, "ready", Date.now() - t0);
  await p.evaluate(() => { window.long = []; new PerformanceObserver(l => l.getEntries().forEach(e => window.long.push(Math.round(e.duration)))).observe({ type: "longtask" }); });
  const box = await p.locator(".canvas > [data-bid]").first().boundingBox();
  await p.mouse.move(box.x + 60, box.y + 10); await p.mouse.down();
  await p.mouse.move(box.x + 70, box.y + 30);
  for (let i = 0; i < 60; i++) { await p.mouse.move(box.x + 80, box.y + 30 + i * 8); await p.waitForTimeout(16); }
  const during = await p.evaluate(() => window.long.splice(0));
  await p.mouse.up(); await p.waitForTimeout(1500);
  console.log("long tasks drag", during, "drop", await p.evaluate(() => window.long.splice(0)));
  await p.locator(".canvas .pb-heading").first().click();
  await p.keyboard.press("Enter"); await p.waitForTimeout(700);
  await p.evaluate(() => window.long.splice(0));
  await p.keyboard.type("hello", { delay: 400 });
  await p.waitForTimeout(500);
  console.log("typing", await p.evaluate(() => window.long.splice(0)));
}
await b.close();
