// What the toolbar and the keys do.
import { baseKeymap, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { type MarkType, type Node, type NodeType, type Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, NodeSelection, TextSelection } from "prosemirror-state";
import { linkable } from "./schema";

/** The text `{{conta` before the cursor: what is looked for among the tags. */
export function tagQuery(state: EditorState): { from: number; query: string } | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock && $from.depth > 0) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\uFFFC");
  const found = /\{\{\s*([\w.]*)$/.exec(before);
  return found ? { from: $from.pos - found[0].length, query: found[1] ?? "" } : null;
}

/** The merge tag that is selected: one press on it, or an arrow key beside it. */
export function selectedTag(state: EditorState): Node | null {
  const { selection } = state;
  return selection instanceof NodeSelection && selection.node.type.name === "merge_tag" ? selection.node : null;
}

/** Gives the selected merge tag other values; it stays selected. */
function setTag(json: string): Command {
  return (state, dispatch) => {
    const tag = selectedTag(state);
    if (!tag) return false;
    const { from } = state.selection;
    const tr = state.tr.setNodeMarkup(from, undefined, JSON.parse(json) as Record<string, unknown>, tag.marks);
    dispatch?.(tr.setSelection(NodeSelection.create(tr.doc, from)));
    return true;
  };
}

const removeTag: Command = (state, dispatch) => {
  if (!selectedTag(state)) return false;
  dispatch?.(state.tr.deleteSelection().scrollIntoView());
  return true;
};

/** Puts a merge tag in place of the selection, or of `{{conta` before the cursor; a blank after it gives the cursor a place. */
function insertTag(schema: Schema, json: string): Command {
  return (state, dispatch) => {
    const type = schema.nodes.merge_tag;
    if (!type) return false;
    const attrs = JSON.parse(json) as { path: string; fallback: string | null; format: string | null };
    const from = tagQuery(state)?.from ?? state.selection.from;
    const after = state.doc.textBetween(state.selection.to, Math.min(state.selection.to + 1, state.doc.content.size));
    const tr = state.tr.replaceWith(from, state.selection.to, type.create(attrs, undefined, state.storedMarks ?? undefined));
    if (after !== " ") tr.insertText(" ", from + 1);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Links the selection; without an address, unlinks it. Without a selection the whole link around the cursor is meant. */
function setLink(type: MarkType, href: string): Command {
  return (state, dispatch) => {
    let { from, to } = state.selection;
    if (from === to) {
      const { parent, parentOffset, pos } = state.selection.$from;
      parent.forEach((node, offset) => {
        if (offset <= parentOffset && parentOffset <= offset + node.nodeSize && type.isInSet(node.marks)) {
          from = pos - parentOffset + offset;
          to = from + node.nodeSize;
        }
      });
    }
    if (from === to || (href !== "" && !linkable(href))) return false;
    const tr = state.tr.removeMark(from, to, type);
    if (href !== "") tr.addMark(from, to, type.create({ href }));
    dispatch?.(tr);
    return true;
  };
}

const block = (type: NodeType | undefined, attrs?: Record<string, unknown>): Command => (type ? setBlockType(type, attrs) : () => false);

/** The command of a name, as the toolbar calls it. */
export function command(schema: Schema, name: string, arg: string): Command {
  const { nodes, marks } = schema;
  const item = nodes.list_item;
  switch (name) {
    case "undo":
      return undo;
    case "redo":
      return redo;
    case "strong":
    case "em":
    case "underline":
    case "code":
      return toggleMark(marks[name]!);
    case "link":
      return setLink(marks.link!, arg);
    case "tag":
      return insertTag(schema, arg);
    case "set_tag":
      return setTag(arg);
    case "remove_tag":
      return removeTag;
    case "paragraph":
      return block(nodes.paragraph);
    case "heading":
      return block(nodes.heading, { level: Number(arg) });
    case "code_block":
      return block(nodes.code_block);
    case "quote":
      return nodes.blockquote ? chainCommands(wrapIn(nodes.blockquote), lift) : () => false;
    case "bullet_list":
    case "ordered_list":
      return item ? chainCommands(wrapInList(nodes[name]!), liftListItem(item)) : () => false;
    case "rule":
      return (state, dispatch) => {
        if (!nodes.horizontal_rule) return false;
        dispatch?.(state.tr.replaceSelectionWith(nodes.horizontal_rule.create()).scrollIntoView());
        return true;
      };
    case "end":
      return (state, dispatch) => {
        dispatch?.(state.tr.setSelection(TextSelection.atEnd(state.doc)));
        return true;
      };
    default:
      return () => false;
  }
}

/** The keys, beside those of the base. */
export function keys(schema: Schema): Record<string, Command> {
  const { nodes } = schema;
  const mark = (name: string) => toggleMark(schema.marks[name]!);
  const newLine: Command = (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break!.create()).scrollIntoView());
    return true;
  };
  const all: Record<string, Command> = {
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    "Mod-b": mark("strong"),
    "Mod-i": mark("em"),
    "Mod-u": mark("underline"),
    "Mod-`": mark("code"),
    "Shift-Enter": chainCommands(exitCode, newLine),
  };
  const item = nodes.list_item;
  if (item) {
    Object.assign(all, {
      Enter: chainCommands(splitListItem(item), baseKeymap.Enter!),
      "Mod-]": sinkListItem(item),
      "Mod-[": liftListItem(item),
    });
  } else {
    // One line has no second one: Enter is done.
    all.Enter = () => true;
  }
  return all;
}
