// The choice of a voice, made before anything is recorded. It is not part of the form: nobody is told about it.
import { VOICES } from "./changing.js";
import { CHANGE, NO_CHANGE } from "./words.js";

/** changes: whether this browser can change a voice. Gives {element, value: one of VOICES}. */
export function choose(changes) {
  const element = document.createElement("fieldset");
  element.className = "choice-group choice-group--across";
  const legend = Object.assign(document.createElement("legend"), { textContent: "Your voice" });
  const hint = Object.assign(document.createElement("p"), { className: "field__hint", textContent: changes ? CHANGE : NO_CHANGE });
  const list = Object.assign(document.createElement("div"), { className: "choice-group__list" });
  if (changes) list.append(...VOICES.map((voice, place) => option(voice, place)));
  element.addEventListener("input", (event) => event.stopPropagation()); // the form is not told either
  element.append(legend, ...(changes ? [list] : []), hint);
  return {
    element,
    get value() {
      return VOICES[list.querySelector(":checked")?.value ?? 0];
    },
  };
}

function option({ label }, place) {
  const line = Object.assign(document.createElement("label"), { className: "choice" });
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "voice-changed", value: place, checked: place === 0 });
  radio.setAttribute("form", ""); // no form owns it, so it is never sent
  line.append(radio, label);
  return line;
}
