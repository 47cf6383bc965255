import { defineConfig, devices } from "@playwright/test";

// Debian's Chromium, as root, without its own calls home.
const launchOptions = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, defaultBrowserType: "chromium" as const };
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } };

export default defineConfig({
  testDir: "tests",
  // One server and one database for all: files run side by side, tests within a file in order.
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: !!process.env.CI,
  reporter: [["line"]],
  outputDir: "test-results",
  globalSetup: "./global-setup.ts",
  use: {
    baseURL: "http://localhost:3199",
    actionTimeout: 15_000,
    launchOptions,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  projects: [
    { name: "desktop", use: desktop },
    // That test starts a Portico of its own, at one port.
    { name: "phone", use: phone, testIgnore: /abuse-14\.spec\.ts/ },
    { name: "desktop-dark", use: { ...desktop, colorScheme: "dark" }, testMatch: /looks\.spec\.ts/ },
    { name: "phone-dark", use: { ...phone, colorScheme: "dark" }, testMatch: /looks\.spec\.ts/ },
    { name: "no-script", use: { ...desktop, javaScriptEnabled: false }, testMatch: /main-job\.spec\.ts/ },
    { name: "no-script-phone", use: { ...phone, javaScriptEnabled: false }, testMatch: /main-job\.spec\.ts/ },
  ],
});
