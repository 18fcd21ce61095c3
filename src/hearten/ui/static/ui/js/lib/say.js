// Lines that screen readers read out.

/** Make a polite status line inside `host`. With `seen` false only screen readers get it. */
export function statusLine(host, { seen = true } = {}) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.className = seen ? "saved-line" : "visually-hidden";
  host.append(line);
  return line;
}

/** A small button that does one thing. */
export function choice(label, act) {
  const button = document.createElement("button");
  button.className = "button button--second button--small";
  Object.assign(button, { type: "button", textContent: label, onclick: act });
  return button;
}
