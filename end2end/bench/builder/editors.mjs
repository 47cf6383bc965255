// How each editor is found in its page. These functions run in the browser, so they use nothing from here.

/**
 * @typedef {object} Editor
 * @property {string} name
 * @property {string} attribute what names a block in the canvas
 * @property {string} field the inspector's field with a button's address
 * @property {() => Document | Element | null | undefined} canvas
 * @property {() => boolean} awake whether the editor says that it can be used, as far as it says so
 * @property {(id: string) => boolean} chosen whether a click on a block was answered: it is marked, and its settings are there
 * @property {() => boolean} dragging whether something is being dragged
 * @property {() => void} settings opens the inspector of what is selected, where it does not open by itself
 */

/** @type {Record<"portico" | "puck" | "grapesjs", Editor>} */
export const editors = {
  portico: {
    name: "Portico",
    attribute: "data-bid",
    field: "#prop-href",
    canvas: () => document.querySelector(".canvas"),
    awake: () =>
      !!document.querySelector("html[data-hydrated]") &&
      !!document.querySelector(".builder-header .cluster") &&
      !document.querySelector(".builder-header .cluster[hidden]"),
    chosen: (id) => !!document.querySelector(`.canvas .is-selected[data-bid="${id}"]`) && !!document.querySelector(".inspector-fields .field"),
    dragging: () => !!document.querySelector(".canvas.is-dragging"),
    settings: () => {},
  },
  puck: {
    name: "Puck",
    attribute: "data-puck-component",
    field: 'input[name="href"]:visible',
    canvas: () => document.querySelector("iframe")?.contentDocument,
    awake: () => true,
    // Its fields are named after the block.
    chosen: (id) => !!document.querySelector(`[name="text"][id^="${id}_"]`),
    dragging: () => !!document.querySelector("iframe")?.contentDocument?.querySelector("[data-puck-dragging], [data-puck-line-placeholder]"),
    settings: () => {},
  },
  grapesjs: {
    name: "GrapesJS",
    attribute: "data-b",
    field: ".gjs-trt-trait__wrp-href input",
    canvas: () => document.querySelector("iframe")?.contentDocument,
    awake: () => window["editorReady"] === true,
    chosen: (id) => !!document.querySelector("iframe")?.contentDocument?.querySelector(`.gjs-selected[data-b="${id}"]`),
    dragging: () => !!document.querySelector("iframe")?.contentDocument?.querySelector(".gjs-freezed, .gjs-selected-parent"),
    settings: () => {
      const button = document.querySelector(".gjs-pn-views [title='Settings'], .gjs-pn-views .fa-cog");
      if (button instanceof HTMLElement && !button.classList.contains("gjs-pn-active")) button.click();
    },
  },
};

/**
 * Put into a page before anything else runs: `window.bench` knows when the editor is ready, and where its blocks are.
 * @param {{ editor: "portico" | "puck" | "grapesjs", size: number | null }} options
 */
export function script({ editor, size }) {
  const { canvas, awake, chosen, dragging, settings, attribute } = editors[editor];
  const look = `{ canvas: ${canvas}, awake: ${awake}, chosen: ${chosen}, dragging: ${dragging}, settings: ${settings}, attribute: ${JSON.stringify(attribute)}, size: ${size} }`;
  return `if (window === top) (${install})(${look})`;
}

/** @param {any} look */
function install(look) {
  const all = () => [...(look.canvas()?.querySelectorAll(`[${look.attribute}]`) ?? [])];
  const id = (element) => element.getAttribute(look.attribute);
  const bench = {
    dragging: look.dragging,
    settings: look.settings,
    /** When all blocks were there and drawn, in ms since the navigation began. */
    drawn: 0,
    /** When the first click was answered. */
    answered: 0,
    order: () => all().map(id),
    /** The first block, and the first button. */
    first: () => id(all()[0]),
    button: () => id(all().find((element) => element.matches(".pb-button, a") || element.querySelector(":scope > a"))),
    /** Where a block is in the window. */
    box: (wanted) => {
      const element = all().find((other) => id(other) === wanted);
      const { x, y, width, height } = element.getBoundingClientRect();
      const frame = element.ownerDocument.defaultView.frameElement?.getBoundingClientRect();
      // Puck shrinks its frame to fit.
      const scale = frame ? frame.width / element.ownerDocument.defaultView.innerWidth : 1;
      return { x: x * scale + (frame?.x ?? 0), y: y * scale + (frame?.y ?? 0), width: width * scale, height: height * scale };
    },
    show: (wanted) => all().find((other) => id(other) === wanted).scrollIntoView({ block: "center" }),
    /** Notes when a click on the block is answered. */
    wait: (wanted) => {
      const poll = () => (look.chosen(wanted) ? (bench.answered = performance.now()) : setTimeout(poll, 4));
      poll();
    },
    /** The main thread has nothing to do. Without a frame before it, Chromium may not say so for minutes. */
    idle: () => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(() => resolve(undefined), { timeout: 10_000 }))),
  };
  window["bench"] = bench;
  const poll = () => {
    const there = look.awake() && (look.size === null ? all().length > 0 : all().length >= look.size);
    if (there) requestAnimationFrame(() => setTimeout(() => (bench.drawn = performance.now())));
    else setTimeout(poll, 10);
  };
  poll();
}
