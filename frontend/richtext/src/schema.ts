// What formatted text is made of: the same names as app/domain/src/page/rich_text/node.rs. What this version does not know comes
// wrapped as opaque_block, opaque_inline or opaque_mark (rich_text/editor.rs) and is carried along whole.
import { type Attrs, type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from "prosemirror-model";

const text: NodeSpec = { group: "inline" };

const hardBreak: NodeSpec = {
  inline: true,
  group: "inline",
  selectable: false,
  parseDOM: [{ tag: "br" }],
  toDOM: (): DOMOutputSpec => ["br"],
};

/** A merge tag as it is typed, for copying and searching. */
export function typed(attrs: Attrs): string {
  const format = attrs.format ? ` | ${attrs.format}` : "";
  const fallback = attrs.fallback === null ? "" : ` | default(${JSON.stringify(attrs.fallback)})`;
  return `{{${attrs.path}${format}${fallback}}}`;
}

const mergeTag: NodeSpec = {
  inline: true,
  group: "inline",
  atom: true,
  draggable: false,
  attrs: { path: {}, fallback: { default: null }, format: { default: null } },
  leafText: (node) => typed(node.attrs),
  parseDOM: [
    {
      tag: "span[data-merge-tag]",
      getAttrs: (dom) => ({
        path: dom.getAttribute("data-merge-tag"),
        fallback: dom.getAttribute("data-fallback"),
        format: dom.getAttribute("data-format"),
      }),
    },
  ],
  toDOM: (node): DOMOutputSpec => {
    const { path, fallback, format } = node.attrs;
    const more = { ...(fallback === null ? {} : { "data-fallback": fallback }), ...(format ? { "data-format": format } : {}) };
    return ["span", { class: "pb-tag", "data-merge-tag": path, "aria-label": `Merge tag: ${path}`, ...more }, path];
  },
};

const opaque = (tag: string, what: string): NodeSpec => ({
  atom: true,
  attrs: { raw: {} },
  toDOM: (): DOMOutputSpec => [tag, { class: "pb-opaque", "aria-label": what }, what],
});

const nodes = {
  paragraph: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }],
    toDOM: (): DOMOutputSpec => ["p", 0],
  },
  heading: {
    attrs: { level: { default: 2 } },
    content: "inline*",
    group: "block",
    defining: true,
    // The page's title has the first rank, so pasted headings begin one below.
    parseDOM: [
      { tag: "h1", attrs: { level: 2 } },
      { tag: "h2", attrs: { level: 2 } },
      { tag: "h3", attrs: { level: 3 } },
      { tag: "h4", attrs: { level: 4 } },
      { tag: "h5", attrs: { level: 4 } },
      { tag: "h6", attrs: { level: 4 } },
    ],
    toDOM: (node): DOMOutputSpec => [`h${node.attrs.level}`, 0],
  },
  bullet_list: {
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ul" }],
    toDOM: (): DOMOutputSpec => ["ul", 0],
  },
  ordered_list: {
    attrs: { order: { default: 1 } },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: Number(dom.getAttribute("start") ?? 1) || 1 }) }],
    toDOM: (node): DOMOutputSpec => (node.attrs.order === 1 ? ["ol", 0] : ["ol", { start: String(node.attrs.order) }, 0]),
  },
  list_item: {
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: (): DOMOutputSpec => ["li", 0],
  },
  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: (): DOMOutputSpec => ["blockquote", 0],
  },
  code_block: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" as const }],
    toDOM: (): DOMOutputSpec => ["pre", ["code", 0]],
  },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: (): DOMOutputSpec => ["hr"] },
  opaque_block: { ...opaque("div", "Part of a newer version. It is kept."), group: "block" },
} satisfies Record<string, NodeSpec>;

const inlines = {
  text,
  hard_break: hardBreak,
  merge_tag: mergeTag,
  opaque_inline: { ...opaque("span", "Kept"), inline: true, group: "inline" },
} satisfies Record<string, NodeSpec>;

/** Addresses that may be linked; the server looks again (app/domain/src/page/href.rs). */
export const linkable = (href: string): boolean => /^(https?:\/\/|mailto:|tel:|page:|module:)/i.test(href);

const marks: Record<string, MarkSpec> = {
  link: {
    attrs: { href: {}, title: { default: null } },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => {
          const href = dom.getAttribute("href") ?? "";
          return linkable(href) ? { href, title: null } : false;
        },
      },
    ],
    // Without an address, so that a click in the editor leads nowhere.
    toDOM: (mark): DOMOutputSpec => ["a", { "data-href": mark.attrs.href }, 0],
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null },
      { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]\d\d)$/.test(value) && null },
    ],
    toDOM: (): DOMOutputSpec => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: (dom) => dom.style.fontStyle !== "normal" && null }, { style: "font-style=italic" }],
    toDOM: (): DOMOutputSpec => ["em", 0],
  },
  underline: {
    parseDOM: [{ tag: "u" }, { style: "text-decoration=underline" }],
    toDOM: (): DOMOutputSpec => ["u", 0],
  },
  code: { excludes: "_", parseDOM: [{ tag: "code" }], toDOM: (): DOMOutputSpec => ["code", 0] },
  opaque_mark: { attrs: { raw: {} }, excludes: "", toDOM: (): DOMOutputSpec => ["span", 0] },
};

/** Text of several paragraphs. */
export const paragraphs = new Schema({ nodes: { doc: { content: "block+" }, ...nodes, ...inlines }, marks });

/** Text of one line. */
export const oneLine = new Schema({ nodes: { doc: { content: "inline*" }, ...inlines }, marks });
