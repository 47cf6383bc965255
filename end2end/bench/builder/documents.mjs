// The documents that every editor opens: one neutral list of blocks, and what each editor calls them.

/**
 * @typedef {object} Block
 * @property {string} id
 * @property {"heading" | "text" | "button" | "columns"} kind
 * @property {string} [text] what it says; not of columns
 * @property {Block[][]} [columns] what stands side by side
 */

const sentences = [
  "Welcome to your portal, where everything that we do for you is in one place.",
  "You find each invoice with its payments here, and what is still open.",
  "Proposals can be read, discussed and signed without a sheet of paper.",
  "Write to us whenever something is unclear; we answer on the same working day.",
  "Each project shows what is done, what comes next and what we need from you.",
];
const titles = ["What we are doing for you", "Where things stand", "What comes next", "How to reach us"];

/** Where the buttons lead. Typing goes on from here. */
export const href = "https://example.com/";

/**
 * Exactly `size` blocks, counted on all levels, in sections of eight: heading, text, two columns with a text each, text,
 * button, text. What does not fill a section is flat.
 * @param {number} size
 * @returns {Block[]}
 */
export function blocks(size) {
  let made = 0;
  const text = (from, count) =>
    Array.from({ length: count }, (_, at) => sentences[(from + at) % sentences.length]).join(" ");
  const block = (kind, rest) => ({ id: `b${++made}`, kind, ...rest });
  const paragraph = () => block("text", { text: text(made, 1 + (made % 3)) });
  const section = [
    () => block("heading", { text: `${titles[made % titles.length]} (${made + 1})` }),
    paragraph,
    () => (size - made >= 3 ? { ...block("columns", {}), columns: [[paragraph()], [paragraph()]] } : paragraph()),
    paragraph,
    () => block("button", { text: `Open number ${made + 1}` }),
    paragraph,
  ];
  const all = [];
  for (let at = 0; made < size; at++) all.push(section[at % section.length]());
  return all;
}

/** As Portico stores a page (`domain::page::StoredDoc`). */
export function portico(list) {
  const line = (text) => [{ type: "text", text }];
  const props = {
    heading: ({ text }) => ({ text: line(text), level: "h2" }),
    text: ({ text }) => ({ text: { type: "doc", content: [{ type: "paragraph", content: line(text) }] } }),
    button: ({ text }) => ({ text: line(text), href }),
    columns: () => ({ layout: "1-1" }),
  };
  const stored = (block) => ({
    id: block.id,
    type: block.kind,
    v: 1,
    props: props[block.kind](block),
    ...(block.columns && { slots: { c1: block.columns[0].map(stored), c2: block.columns[1].map(stored) } }),
  });
  return { schema: 1, blocks: list.map(stored) };
}

/** As Puck's `data`, for the components of puck/page.mjs. */
export function puck(list) {
  const item = ({ id, kind, text, columns }) => ({
    type: kind,
    props: {
      id,
      ...(text && { text }),
      ...(kind === "button" && { href }),
      ...(columns && { left: columns[0].map(item), right: columns[1].map(item) }),
    },
  });
  return { content: list.map(item), root: { props: { title: "Bench" } } };
}

/** As GrapesJS' components. `data-b` names the blocks. */
export function grapesjs(list) {
  const cell = (inside) => ({ classes: ["column"], components: inside.map(component) });
  const component = ({ id, kind, text, columns }) => {
    const attributes = { "data-b": id };
    switch (kind) {
      case "heading":
        return { type: "text", tagName: "h2", attributes, content: text };
      case "text":
        return { type: "text", tagName: "p", attributes, content: text };
      case "button":
        return { type: "link", classes: ["button"], attributes: { ...attributes, href }, content: text };
      case "columns":
        return { classes: ["columns"], attributes, components: columns.map(cell) };
    }
  };
  return list.map(component);
}
