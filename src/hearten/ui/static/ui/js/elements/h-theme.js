// <h-theme></h-theme>: light, dark, or as the device says. Kept on this device under a name that gives nothing away.
let made = 0;
const CHOICES = [["", "Same as device"], ["light", "Light"], ["dark", "Dark"]];

export class Theme extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    this.group = `h-theme-${(made += 1)}`;
    const set = document.createElement("fieldset");
    set.className = "h-theme";
    set.append(element("legend", "Colours"));
    for (const [value, label] of CHOICES) set.append(this.choice(value, label));
    set.addEventListener("change", (event) => apply(event.target.value));
    this.append(set);
  }

  choice(value, text) {
    const label = element("label");
    const input = element("input");
    Object.assign(input, { type: "radio", name: this.group, value, checked: value === stored() });
    label.append(input, text);
    return label;
  }
}

function apply(view) {
  if (view) document.documentElement.dataset.theme = view;
  else delete document.documentElement.dataset.theme;
  try {
    if (view) localStorage.setItem("view", view);
    else localStorage.removeItem("view");
  } catch { /* storage is off: the choice lasts as long as this page */ }
  for (const input of document.querySelectorAll("h-theme input")) input.checked = input.value === view;
}

function stored() {
  try {
    return localStorage.getItem("view") ?? "";
  } catch {
    return "";
  }
}

function element(name, text = "") {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  return made;
}
