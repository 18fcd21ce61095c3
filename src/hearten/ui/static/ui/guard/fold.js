// Lower-case Latin letters for every letter that is, or looks like, one.
import { Builder, Mapped } from "./mapped.js";
import { isIn } from "./pack.js";

const NAMED = { amp: "&", nbsp: " ", lt: "<", gt: ">", quot: '"', apos: "'", shy: "" };
const PLAIN = /^[\0-@a-z[\\\]^_`{|}~\x7f]$/;
const LONGEST = 16;
//: Stands for letters that the makers of the pack did not know.
const UNKNOWN = "\ue000";

export function fold(text, pack) {
  let mapped = Mapped.identity(text);
  if (text.includes("&")) mapped = mapped.edit(pack.expressions["normalise.entity"], unescaped);
  const made = new Builder(mapped);
  const table = new Map();
  let place = 0;
  for (const char of mapped.text) {
    if (!PLAIN.test(char)) {
      if (!table.has(char)) table.set(char, folded(char, pack));
      const plain = table.get(char);
      if (plain !== char) made.replace(place, place + char.length, plain);
    }
    place += char.length;
  }
  return made.finish();
}

function unescaped([, decimal, hexadecimal, name]) {
  if (name) return NAMED[name];
  const code = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
}

/** The plain Latin reading of one character; empty for characters that cannot be seen. */
function folded(char, { confusables, values, assigned, invisible }) {
  if (confusables.has(char)) return confusables.get(char);
  const code = char.codePointAt(0);
  if (values.has(code)) return values.get(code);
  if (!isIn(code, assigned)) return UNKNOWN;
  const replaced = (text) => [...text].map((part) => confusables.get(part) ?? part).join("");
  const kept = [...replaced(char.normalize("NFKD"))].filter((part) => !isIn(part.codePointAt(0), invisible)).join("");
  const lowered = replaced(kept.toLowerCase());
  return [...lowered].length <= LONGEST ? lowered : " ";
}
