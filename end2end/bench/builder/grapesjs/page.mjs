// GrapesJS with the four blocks of the documents, as its manual sets it up. /grapesjs/?n=500
import grapesjs from "grapesjs";
import "grapesjs/dist/css/grapes.min.css";
import styles from "../page.css?text";

const size = new URLSearchParams(location.search).get("n");
const components = await fetch(`/documents/grapesjs/${size}.json`).then((answer) => answer.json());
const editor = grapesjs.init({
  container: "#app",
  height: "100vh",
  storageManager: false,
  telemetry: false,
  cssIcons: "", // a font from elsewhere
  canvasCss: styles,
  components,
  blockManager: {
    blocks: [
      { id: "heading", label: "Heading", content: { type: "text", tagName: "h2", content: "Heading" } },
      { id: "text", label: "Text", content: { type: "text", tagName: "p", content: "Text" } },
      { id: "button", label: "Button", content: { type: "link", classes: ["button"], content: "Button" } },
      {
        id: "columns",
        label: "Columns",
        content: { classes: ["columns"], components: [{ classes: ["column"] }, { classes: ["column"] }] },
      },
    ],
  },
});
editor.onReady(() => (window.editorReady = true));
