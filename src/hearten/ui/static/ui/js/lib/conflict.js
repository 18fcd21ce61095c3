// Two copies of one text: both are shown, the writer decides, nothing is lost.
import { fillFields, readFields } from "./draft.js";
import { choice } from "./say.js";

/** Show the other copy beside the form. `other` is [name, value] pairs; `keep` and `took` follow the two buttons. */
export function showConflict(host, { form, other, keep, took }) {
  host.querySelector(":scope > .conflict")?.remove();
  const panel = document.createElement("section");
  panel.className = "conflict";
  panel.tabIndex = -1;
  panel.setAttribute("aria-label", "Two copies of this text");
  const takeOther = () => {
    const mine = asText(readFields(form));
    fillFields(form, other);
    took();
    after(panel, mine);
  };
  panel.append(
    text("h2", "There are two copies of this text"),
    text("p", "A newer copy was saved somewhere else, perhaps in another window. Yours is still in the form. Nothing is lost."),
    quiet("The other copy", asText(other)),
    buttons(["Keep mine", () => (panel.remove(), keep())], ["Use the other copy", takeOther]),
  );
  host.prepend(panel);
  panel.focus();
}

const asText = (pairs) => pairs.map(([, words]) => words).join("\n\n");

/** After taking the other copy: the words that were in the form stay within reach. */
function after(panel, mine) {
  panel.replaceChildren(
    text("p", "The other copy is in the form now."),
    quiet("Your words from before", mine),
    buttons(["I do not need them any more", () => panel.remove()]),
  );
}

function text(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}

function quiet(label, words) {
  const wrap = text("label", label);
  wrap.className = "field__label";
  const area = document.createElement("textarea");
  Object.assign(area, { className: "control", readOnly: true, value: words });
  wrap.append(area);
  return wrap;
}

function buttons(...choices) {
  const row = text("p", "");
  row.className = "buttons";
  row.append(...choices.map(([label, act]) => choice(label, act)));
  return row;
}
