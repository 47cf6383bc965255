// Puck with the four blocks of the documents, as its manual sets it up. /puck/?n=500
import { createElement as h } from "react";
import { createRoot } from "react-dom/client";
import { Puck } from "@puckeditor/core";
import "@puckeditor/core/no-external.css";
import "../page.css";

const text = { type: "text" };
const area = { type: "textarea" };
const config = {
  components: {
    heading: { fields: { text }, defaultProps: { text: "Heading" }, render: (props) => h("h2", null, props.text) },
    text: { fields: { text: area }, defaultProps: { text: "Text" }, render: (props) => h("p", null, props.text) },
    button: {
      fields: { text, href: text },
      defaultProps: { text: "Button", href: "" },
      render: (props) => h("a", { className: "button", href: props.href }, props.text),
    },
    columns: {
      fields: { left: { type: "slot" }, right: { type: "slot" } },
      render: ({ left: Left, right: Right }) => h("div", { className: "columns" }, h(Left), h(Right)),
    },
  },
};

const size = new URLSearchParams(location.search).get("n");
const data = await fetch(`/documents/puck/${size}.json`).then((answer) => answer.json());
createRoot(document.getElementById("app")).render(h(Puck, { config, data }));
