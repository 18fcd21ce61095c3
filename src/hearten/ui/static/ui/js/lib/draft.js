// Words of a form, kept on this device until the server has them. Gone when the window closes.

const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "version"]);

/** The form's own words as [name, value] pairs, without files, passphrases and technical fields. */
export function readFields(form) {
  const secret = new Set([...form.querySelectorAll("input[type=password]")].map((input) => input.name));
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !NEVER_KEPT.has(name) && !secret.has(name),
  );
}

/** Put [name, value] pairs back into the form; names that are not among them stay as they are. */
export function fillFields(form, pairs) {
  const left = new Map();
  for (const [name, value] of pairs) left.set(name, [...(left.get(name) ?? []), value]);
  for (const control of form.elements) {
    const values = left.get(control.name);
    if (!values || control.type === "file") continue;
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else control.value = values.shift() ?? "";
  }
}

/** Same words, whatever line ends the two sides use. */
export function sameWords(one, other) {
  const plain = (pairs) => JSON.stringify(pairs.map(([name, value]) => [name, value.replace(/\r\n?/g, "\n").trim()]));
  return plain(one) === plain(other);
}

/** Whether somebody typed before this script arrived. */
export function typedEarly(form) {
  return [...form.querySelectorAll("input[type=text], textarea")].some((control) => control.value !== control.defaultValue);
}

/** A place for one form's words. Storage that is full or switched off is not an error. */
export class Copy {
  constructor(key) {
    this.key = `draft ${key}`;
  }

  keep(words) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(words));
      return true;
    } catch {
      return false;
    }
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  drop() {
    try {
      sessionStorage.removeItem(this.key);
    } catch { /* nothing was kept */ }
  }
}
