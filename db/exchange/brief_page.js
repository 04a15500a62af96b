"use strict";
const steps = [...document.querySelectorAll(".step")];
let at = -1;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !steps.length) return;
  const by = { n: 1, ArrowRight: 1, p: -1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  at = Math.min(steps.length - 1, Math.max(0, at + by));
  steps[at].focus();
  steps[at].scrollIntoView({ block: "start" });
});
