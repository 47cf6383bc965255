// Formatted text in the page builder. One editor is open at a time; it is mounted on an element, says what changes, and is destroyed.
// All else (toolbar, tag picker, saving) is the builder's own, in Rust: app/src/staff/pages/editor/rich_text.rs.
import { baseKeymap } from "prosemirror-commands";
import { history } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Fragment, Node, type Schema, Slice } from "prosemirror-model";
import { type Command, EditorState, Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { command, keys, selectedTag, tagQuery } from "./commands";
import { linkable, oneLine, paragraphs } from "./schema";

interface Options {
  /** A document, or the pieces of one line, as app/domain/src/page/rich_text/editor.rs opens them. */
  json: string;
  /** What is read out as its name. */
  label: string;
  /** What changed, in the form it was opened in. */
  onChange: (json: string) => void;
  /** What is switched on at the cursor, as names with blanks between; and what is typed of a tag, with where it is; and the
   *  tag that is selected. */
  onState: (active: string, link: string, tag: string | null, left: number, bottom: number, chosen: string | null) => void;
  /** Escape was pressed. */
  onEscape: () => void;
  /** A key that a list of tags may want: whether it took it. */
  onKey: (key: string) => boolean;
  /** HTML was pasted: the answer is a document to put there, or nothing to let the editor read it. */
  onPaste: (html: string) => Promise<string | null>;
}

/** `{{contact.name}}`, typed to its end, becomes a tag. */
function tagRule(schema: Schema): InputRule {
  return new InputRule(/\{\{\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)\s*\}\}$/, (state, match, start, end) => {
    const path = match[1];
    return path && schema.nodes.merge_tag ? state.tr.replaceWith(start, end, schema.nodes.merge_tag.create({ path })) : null;
  });
}

function rules(schema: Schema): InputRule[] {
  const { heading, bullet_list, ordered_list, blockquote, code_block } = schema.nodes;
  return [
    tagRule(schema),
    ...(heading ? [textblockTypeInputRule(/^(#{2,4})\s$/, heading, (match) => ({ level: match[1]?.length ?? 2 }))] : []),
    ...(bullet_list ? [wrappingInputRule(/^\s*[-*]\s$/, bullet_list)] : []),
    ...(ordered_list ? [wrappingInputRule(/^(\d+)\.\s$/, ordered_list, (match) => ({ order: Number(match[1]) }))] : []),
    ...(blockquote ? [wrappingInputRule(/^\s*>\s$/, blockquote)] : []),
    ...(code_block ? [textblockTypeInputRule(/^```$/, code_block)] : []),
  ];
}

/** Takes links away that may not be; texts would be refused whole because of them. */
function withoutBadLinks(fragment: Fragment): Fragment {
  const all: Node[] = [];
  fragment.forEach((node) => {
    const marks = node.marks.filter((mark) => mark.type.name !== "link" || linkable(mark.attrs.href as string));
    all.push((node.isText ? node : node.copy(withoutBadLinks(node.content))).mark(marks));
  });
  return Fragment.from(all);
}

/** Pasted text with its line breaks as blanks. */
function onOneLine(text: string): Slice {
  const line = text.replace(/\s+/g, " ");
  return line.trim() === "" ? Slice.empty : new Slice(Fragment.from(oneLine.text(line)), 0, 0);
}

class Handle {
  private readonly view: EditorView;
  private readonly line: boolean;
  private readonly options: Options;
  private timer: number | undefined;
  /** What was last said of it. */
  private said: string;

  constructor(element: HTMLElement, options: Options) {
    const json: unknown = JSON.parse(options.json);
    this.line = Array.isArray(json);
    this.options = options;
    const schema = this.line ? oneLine : paragraphs;
    this.said = options.json;
    element.textContent = "";
    const tells = new Plugin({ view: () => ({ update: () => this.tellState() }) });
    const state = EditorState.create({
      doc: this.read(schema, json),
      plugins: [
        inputRules({ rules: rules(schema) }),
        keymap({ Escape: this.escape, ...keys(schema) }),
        keymap(baseKeymap),
        history(),
        tells,
      ],
    });
    this.view = new EditorView(element, {
      state,
      attributes: { role: "textbox", "aria-multiline": String(!this.line), "aria-label": options.label, class: "rich-text" },
      handleKeyDown: (view, event) => tagQuery(view.state) !== null && options.onKey(event.key),
      handlePaste: (_view, event) => this.paste(event),
      transformPasted: (slice) => new Slice(withoutBadLinks(slice.content), slice.openStart, slice.openEnd),
      ...(this.line ? { clipboardTextParser: onOneLine } : {}),
      dispatchTransaction: (tr) => {
        this.view.updateState(this.view.state.apply(tr));
        if (tr.docChanged) this.later();
      },
      handleDOMEvents: {
        blur: () => {
          this.tell();
          return false;
        },
      },
    });
  }

  private read(schema: Schema, json: unknown): Node {
    const content = this.line ? { type: "doc", content: json } : json;
    return Node.fromJSON(schema, content);
  }

  private readonly escape: Command = () => {
    this.tell();
    this.options.onEscape();
    return true;
  };

  private paste(event: ClipboardEvent): boolean {
    const html = event.clipboardData?.getData("text/html") ?? "";
    // What was copied in such an editor is its own and known.
    if (this.line || html === "" || html.includes("data-pm-slice")) return false;
    event.preventDefault();
    void this.options.onPaste(html).then((json) => {
      if (json === null) {
        this.view.pasteHTML(html);
        return;
      }
      const doc = Node.fromJSON(paragraphs, JSON.parse(json));
      const slice = new Slice(withoutBadLinks(doc.content), 1, 1);
      this.view.dispatch(this.view.state.tr.replaceSelection(slice).scrollIntoView());
    });
    return true;
  }

  /** Says what changed a quarter of a second after the last key, but never while letters are composed. */
  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (this.view.composing) this.later();
      else this.tell();
    }, 250);
  }

  private tell(): void {
    window.clearTimeout(this.timer);
    const json = this.json();
    if (json === this.said) return;
    this.said = json;
    this.options.onChange(json);
  }

  private tellState(): void {
    const { state } = this.view;
    const { $from, from, to, empty } = state.selection;
    const active: string[] = [];
    for (const [name, type] of Object.entries(state.schema.marks)) {
      const on = empty ? type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
      if (on) active.push(name);
    }
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const node = $from.node(depth);
      active.push(node.type.name === "heading" ? `heading-${node.attrs.level}` : node.type.name);
    }
    let link = "";
    state.doc.nodesBetween(Math.max(0, from - 1), to, (node) => {
      const mark = node.marks.find((mark) => mark.type.name === "link");
      if (mark && active.includes("link")) link = mark.attrs.href as string;
    });
    const query = tagQuery(state);
    const at = query && this.view.hasFocus() ? this.view.coordsAtPos(query.from) : { left: 0, bottom: 0 };
    const tag = selectedTag(state);
    const chosen = tag ? JSON.stringify(tag.attrs) : null;
    this.options.onState(active.join(" "), link, query ? query.query : null, at.left, at.bottom, chosen);
  }

  /** The text as it is now, in the form it was opened in. */
  json(): string {
    const doc = this.view.state.doc.toJSON() as { content?: unknown[] };
    return JSON.stringify(this.line ? (doc.content ?? []) : doc);
  }

  /** Carries out what a button of the toolbar is for; whether it could. */
  command(name: string, arg: string): boolean {
    const done = command(this.view.state.schema, name, arg)(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
    return done;
  }

  focus(): void {
    this.view.focus();
  }

  /** Says what is still unsaid, and gives the element back. */
  destroy(): void {
    this.tell();
    window.clearTimeout(this.timer);
    this.view.destroy();
  }
}

declare global {
  interface Window {
    porticoRichText: { mount: (element: HTMLElement, options: Options) => Handle };
  }
}

window.porticoRichText = { mount: (element, options) => new Handle(element, options) };
