import { chromium } from "playwright";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ baseURL: "http://localhost:3200" });
const p = await c.newPage();
await p.goto("/staff/sign-in");
await p.getByLabel("E-mail address").fill("owner@alder-voss.example");
await p.getByLabel("Password").fill("demo-portico-2026");
await p.getByRole("button", { name: "Sign in" }).click();
await p.waitForURL(/\/staff$/);
for (const n of [1, 8]) { const r = await c.request.get(`/staff/builder-demo?t=welcome&n=${n}`); const t = await r.text(); const i = t.indexOf('outline-all'); console.log(n, t.slice(i, i + 14000).replace(/style="[^"]*"/g, "")); }
await b.close();
