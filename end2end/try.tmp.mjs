import { chromium } from "playwright";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ viewport: { width: 1440, height: 900 }, baseURL: "http://localhost:3200" });
const p = await c.newPage();
p.on("console", m => { if (m.type() != "info") console.log(m.type(), m.text()); });
p.on("pageerror", e => console.log("ERR", e.message));
await p.goto("/staff/sign-in");
await p.getByLabel("E-mail address").fill("owner@alder-voss.example");
await p.getByLabel("Password").fill("demo-portico-2026");
await p.getByRole("button", { name: "Sign in" }).click();
await p.waitForURL(/\/staff$/);
await p.goto("/staff/builder-demo?t=welcome");
await p.locator("html[data-hydrated]").waitFor({ state: "attached" });
const order = () => p.evaluate(() => [...document.querySelectorAll(".canvas > [data-bid]")].map(e => e.className.match(/pb-(\w+)/)[1] + ":" + e.textContent.trim().slice(0, 14)));
const said = async () => { await p.waitForTimeout(450); return p.locator(".builder > [role=status]").textContent(); };
console.log(await order());
// drag heading to below the text
async function drag(from, to, fy = 0.5, ty = 0.5) {
  const a = await from.boundingBox(), z = await to.boundingBox();
  await p.mouse.move(a.x + Math.min(60, a.width / 2), a.y + a.height * fy); await p.mouse.down();
  await p.mouse.move(a.x + 70, a.y + a.height * fy + 10, { steps: 3 });
  await p.mouse.move(z.x + z.width / 2, z.y + z.height * ty, { steps: 10 }); await p.waitForTimeout(60);
  await p.screenshot({ path: "/tmp/bd/drag.png" });
  await p.mouse.up();
}
await drag(p.locator(".canvas > [data-bid]").nth(0), p.locator(".canvas > [data-bid]").nth(1), 0.5, 0.9);
console.log("moved", await order(), await said());
await p.keyboard.press("Control+z");
console.log("undone", await order(), await said());
await drag(p.locator("[data-kind=callout]"), p.locator(".canvas > [data-bid]").nth(4).locator("[data-slot]").first(), 0.5, 0.5);
console.log("palette", await said());
console.log(await p.locator(".outline-row").allTextContents());
await p.keyboard.press("m"); console.log(await said());
for (const k of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp"]) { await p.keyboard.press(k); console.log(k, await said()); }
await p.keyboard.press("Enter"); console.log("put", await said(), await p.evaluate(() => document.activeElement.outerHTML.slice(0, 120)));
// write
const text = p.locator(".canvas .pb-text").first();
await text.dblclick(); await p.waitForTimeout(600);
await p.keyboard.type(" Hello {{contact.pho");
await p.waitForTimeout(300); await p.screenshot({ path: "/tmp/bd/write.png" });
await p.keyboard.press("Enter"); await p.waitForTimeout(200);
await p.keyboard.type("and **more**"); await p.waitForTimeout(400);
await p.keyboard.press("Escape"); await p.waitForTimeout(300);
console.log(await text.innerHTML());
await p.screenshot({ path: "/tmp/bd/after.png" });
await p.waitForTimeout(1200);
console.log(await p.locator(".builder-saving").textContent());
await p.reload(); await p.waitForTimeout(800);
console.log("undo after reload", await p.getByRole("button", { name: "Undo" }).isEnabled());
await b.close();
