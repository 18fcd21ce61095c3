// On paper nothing can be opened: what is closed opens for the printer, and closes again afterwards.
// Browsers that know details::details-content do it by css/print.css; this is for the others.
let opened = [];

export function openForPrint() {
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened.splice(0)) one.open = false;
  });
}
