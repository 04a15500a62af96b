"use strict";
// Runs before terminal.js of textual-serve, which draws the desk and connects once the page has loaded.

// Styles that a script makes need the nonce of the page, under its content security policy.
const nonce = document.currentScript.nonce;
const createElement = document.createElement.bind(document);
document.createElement = (name, ...options) => {
  const element = createElement(name, ...options);
  if (String(name).toLowerCase() === "style") element.nonce = nonce;
  return element;
};

// The server says why a desk ends, in a message that terminal.js does not know.
const show = (id, text) => {
  document.getElementById(id).textContent = text;
};
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      if (typeof event.data !== "string") return;
      const [kind, ended] = JSON.parse(event.data);
      if (kind !== "ended") return;
      show("message", ended.message);
      show("hint", ended.hint);
    });
    this.addEventListener("open", () => setTimeout(() => document.querySelector(".xterm-helper-textarea")?.focus()));
    this.addEventListener("close", () => setTimeout(() => document.getElementById("again").focus()));
  }
};

// A page that opens from the desk can't reach back into it.
const openWindow = window.open.bind(window);
window.open = (address, ...given) => (address ? openWindow(address, "_blank", "noopener,noreferrer") : openWindow(...given));

// Without https, browsers give pages of other machines no clipboard; the old command still works during a key.
if (!navigator.clipboard) {
  const writeText = async (text) => {
    const area = createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    document.querySelector(".xterm-helper-textarea")?.focus();
  };
  Object.defineProperty(navigator, "clipboard", { value: { writeText, readText: async () => "" } });
}

document.addEventListener("DOMContentLoaded", () => {
  const place = location.pathname.replace(/[^/]*$/, "");
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = `${scheme}//${location.host}${place}socket`;
  document.getElementById("again").addEventListener("click", () => location.reload());
});

// The terminal measures its font once: let it be there before terminal.js begins.
window.addEventListener("load", async (event) => {
  event.stopImmediatePropagation();
  await document.fonts.load("16px 'Roboto Mono'").catch(() => []);
  window.onload(event);
});
