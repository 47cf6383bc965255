import { chromium } from "playwright";
import { writeFileSync } from "node:fs";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ viewport: { width: 1440, height: 900 }, baseURL: "http://localhost:3200" });
const p = await c.newPage();
await p.goto("/staff/sign-in");
await p.getByLabel("E-mail address").fill("owner@alder-voss.example");
await p.getByLabel("Password").fill("demo-portico-2026");
await p.getByRole("button", { name: "Sign in" }).click();
await p.waitForURL(/\/staff$/);
await p.goto(`/staff/builder-demo?t=welcome&n=500`);
await p.locator("html[data-hydrated]").waitFor({ state: "attached" });
await p.waitForTimeout(800);
const box = await p.locator(".canvas > [data-bid]").first().boundingBox();
await p.mouse.move(box.x + 60, box.y + 10); await p.mouse.down();
await p.mouse.move(box.x + 70, box.y + 30); await p.waitForTimeout(300);
await b.startTracing(p, { categories: ["devtools.timeline", "disabled-by-default-v8.cpu_profiler", "v8.execute"] });
for (let i = 0; i < 20; i++) { await p.mouse.move(box.x + 80, box.y + 30 + i * 8); await p.waitForTimeout(16); }
const buf = await b.stopTracing();
await p.mouse.up();
const events = JSON.parse(buf.toString()).traceEvents;
const sum = {};
for (const e of events) if (e.ph === "X" && e.dur) { sum[e.name] ??= [0, 0]; sum[e.name][0] += e.dur / 1000; sum[e.name][1]++; }
console.log(Object.entries(sum).sort((a, z) => z[1][0] - a[1][0]).slice(0, 22));
await b.close();
