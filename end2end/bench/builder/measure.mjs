// One visit of one editor with one document: opens it, drags the first block, types into a field.
import { chromium } from "@playwright/test";
import { editors, script } from "./editors.mjs";
import { between, categories } from "./trace.mjs";

/** So many pointer moves, one every 16 ms, each so many pixels down. */
const MOVES = 60;
const STEP = 6;
const MOVE_EVERY = 16;
/** What is typed, one key every 100 ms. */
const KEYS = "abcdefghijklmnopqrst";
const KEY_EVERY = 100;
/** An editor is given so long to open the largest document. */
const PATIENCE = 60_000;
/** So long after the last input, what it caused has begun. */
const AFTER = 2_500;

/**
 * @typedef {object} Visit
 * @property {number} ready ms from the navigation until all blocks are there and a click on one was answered
 * @property {number} drawn ms until all blocks are there and drawn
 * @property {number} lift the longest task while the block is picked up, ms
 * @property {number} dragScript scripts on the main thread, ms a move
 * @property {number} dragBusy all of the main thread's work, ms a move
 * @property {number} dragLong tasks over 50 ms
 * @property {number} drop the longest task after the release, ms
 * @property {number} dropBusy all work after the release, ms
 * @property {number} key the main thread's work, ms a key
 * @property {number} keyScript scripts on the main thread, ms a key
 * @property {number} keyLongest the longest task of typing, ms
 */

/**
 * @param {object} options
 * @param {"portico" | "puck" | "grapesjs"} options.editor
 * @param {string} options.url
 * @param {number | null} options.size how many blocks must be there; null if that is not known
 * @param {any} [options.session] cookies, if somebody must be signed in
 * @param {(url: string) => void} options.loaded is told every address that the page loads
 * @param {string} [options.picture] where a picture of the drag is written
 * @returns {Promise<Visit>}
 */
export async function visit({ editor, url, size, session, loaded, picture }) {
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState: session });
    const page = await context.newPage();
    page.on("requestfinished", (request) => loaded(request.url()));
    await page.addInitScript({ content: script({ editor, size }) });
    const cdp = await context.newCDPSession(page);
    const hand = await mouse(cdp);

    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => window["bench"].drawn > 0, null, { timeout: PATIENCE, polling: 20 });
    const first = await page.evaluate(() => window["bench"].first());
    const times = await firstClick(page, hand, first);
    await idle(page);

    await browser.startTracing(page, { categories });
    const before = await page.evaluate(() => window["bench"].order());
    await drag(page, hand, first, picture);
    const after = await page.evaluate(() => window["bench"].order());
    if (after.indexOf(first) <= before.indexOf(first)) throw new Error("the block that was dragged is where it was");
    if ([...before].sort().join() !== [...after].sort().join()) throw new Error("other blocks are there after the drag");
    await type(page, cdp, editor);
    const trace = await browser.stopTracing();

    const work = between(trace, ["bench-lift", "bench-drag", "bench-hover", "bench-drop", "bench-dropped", "bench-keys", "bench-end"]);
    return {
      ...times,
      lift: work["bench-lift"].longest,
      dragScript: work["bench-drag"].script / MOVES,
      dragBusy: work["bench-drag"].busy / MOVES,
      dragLong: work["bench-drag"].long,
      drop: work["bench-drop"].longest,
      dropBusy: work["bench-drop"].busy,
      key: work["bench-keys"].busy / KEYS.length,
      keyScript: work["bench-keys"].script / KEYS.length,
      keyLongest: work["bench-keys"].longest,
    };
  } finally {
    await browser.close();
  }
}

/** Debian's Chromium, new each time: nothing is cached or compiled yet. No name but localhost is looked up. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ],
  });
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const idle = (page) => page.evaluate(() => window["bench"].idle());
const mark = (page, name) => page.evaluate((name) => void performance.mark(name), name);

/**
 * A mouse as DevTools moves it. It does not wait for an answer before it goes on, as a hand doesn't, and becomes a drag of the
 * browser's own where a page asks for one.
 */
async function mouse(cdp) {
  let data = null;
  let pressed = false;
  await cdp.send("Input.setInterceptDrags", { enabled: true });
  cdp.on("Input.dragIntercepted", (event) => (data = event.data));
  const send = (type, x, y) =>
    cdp.send("Input.dispatchMouseEvent", { type, x, y, button: pressed ? "left" : "none", buttons: pressed ? 1 : 0, clickCount: 1 });
  return {
    move: async (x, y) => {
      if (data) await cdp.send("Input.dispatchDragEvent", { type: "dragOver", x, y, data });
      else await send("mouseMoved", x, y);
    },
    press: async (x, y) => {
      pressed = true;
      await send("mousePressed", x, y);
    },
    release: async (x, y) => {
      if (data) await cdp.send("Input.dispatchDragEvent", { type: "drop", x, y, data });
      data = null;
      await cdp.send("Input.dispatchMouseEvent", { type: "mouseReleased", x, y, button: "left", buttons: 0, clickCount: 1 });
      pressed = false;
    },
  };
}

/** Calls `act` so many times at a steady pace, whether or not the page keeps up, and waits until all is answered. */
async function pace(times, every, act) {
  const begun = performance.now();
  const answers = [];
  for (let nth = 0; nth < times; nth++) {
    await sleep(Math.max(0, begun + nth * every - performance.now()));
    answers.push(act(nth));
  }
  await Promise.all(answers);
}

/** Where a block is grabbed: near its left edge, where there is text. */
async function grip(page, id) {
  const box = await page.evaluate((id) => window["bench"].box(id), id);
  return { x: Math.round(box.x + Math.min(60, box.width / 2)), y: Math.round(box.y + box.height / 2) };
}

/** Clicks a block until that is answered: an editor can be drawn before it listens. */
async function firstClick(page, hand, id) {
  await page.evaluate((id) => window["bench"].wait(id), id);
  for (const end = Date.now() + PATIENCE; ; ) {
    const { x, y } = await grip(page, id);
    await hand.move(x, y);
    await hand.press(x, y);
    await hand.release(x, y);
    await idle(page);
    const answered = () => page.evaluate(() => ({ ready: window["bench"].answered, drawn: window["bench"].drawn }));
    for (let tries = 0; tries < 10; tries++) {
      const times = await answered();
      if (times.ready) return times;
      await sleep(30);
    }
    if (Date.now() > end) throw new Error("a click on the first block is not answered");
  }
}

/** Drags a block down and lets it go. */
async function drag(page, hand, id, picture) {
  const { x, y } = await grip(page, id);
  await sleep(600); // so that this press is not the second half of a double one
  await hand.move(x, y);
  await sleep(100);
  await mark(page, "bench-lift");
  await hand.press(x, y);
  await sleep(300);
  await pace(6, MOVE_EVERY, (nth) => hand.move(x, y + 2 * (nth + 1)));
  await sleep(500);
  await idle(page);
  const from = y + 12;
  await mark(page, "bench-drag");
  await pace(MOVES, MOVE_EVERY, (nth) => hand.move(x, from + (nth + 1) * STEP));
  await mark(page, "bench-hover");
  if (!(await page.evaluate(() => window["bench"].dragging()))) throw new Error("nothing is being dragged");
  await sleep(400);
  if (picture) await page.screenshot({ path: picture });
  await idle(page);
  await mark(page, "bench-drop");
  await hand.release(x, from + MOVES * STEP);
  await sleep(AFTER);
  await idle(page);
  await mark(page, "bench-dropped");
}

/** Types an address into the settings of the first button, and leaves the field. */
async function type(page, cdp, editor) {
  const button = await page.evaluate(() => window["bench"].button());
  await page.evaluate((id) => window["bench"].show(id), button);
  await sleep(500);
  await idle(page);
  const { x, y } = await grip(page, button);
  await page.mouse.click(x, y);
  await page.evaluate(() => window["bench"].settings());
  const field = page.locator(editors[editor].field).first();
  await field.click({ timeout: 15_000 });
  await page.keyboard.press("End");
  await sleep(1_000);
  await idle(page);
  const before = await field.inputValue();
  await mark(page, "bench-keys");
  await pace(KEYS.length, KEY_EVERY, async (nth) => {
    const key = KEYS[nth];
    const code = `Key${key.toUpperCase()}`;
    const windowsVirtualKeyCode = key.toUpperCase().charCodeAt(0);
    await Promise.all([
      cdp.send("Input.dispatchKeyEvent", { type: "keyDown", key, code, text: key, windowsVirtualKeyCode }),
      cdp.send("Input.dispatchKeyEvent", { type: "keyUp", key, code, windowsVirtualKeyCode }),
    ]);
  });
  const typed = await field.inputValue();
  // Some editors take over what was typed only when the field is left.
  await page.keyboard.press("Tab");
  await sleep(1_000);
  await idle(page);
  await mark(page, "bench-end");
  if (typed !== before + KEYS) throw new Error(`the field holds ${typed} after typing ${KEYS} behind ${before}`);
}
