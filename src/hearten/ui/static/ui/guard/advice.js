// Telling somebody to stop, start or change a medicine.
import { before, hits, hitsNear, holds } from "./context.js";
import { draft } from "./finding.js";
import { spokenOf } from "./meant.js";

/** Orders about medicines, and amounts for somebody else; one's own experience is what people come for. */
export function directives(document) {
  const rules = [["stopping", "medication"], ["said", "medication"], ["dosing", "dose"], ["dosed", "dose"]];
  const isTold = (group, hit) => (["said", "dosed"].includes(group) ? !isToldOf(document, hit) : isAddressed(document, hit));
  return rules.flatMap(([group, rule]) =>
    hits(document, `directive.${group}`)
      .filter((hit) => isTold(group, hit) && !spokenOf(document, hit))
      .flatMap((hit) => draft(document, `directive.${rule}`, hit)));
}

/** An order, or advice to `you`: the phrase opens its clause or follows `you should` and the like. */
function isAddressed(document, hit) {
  const { negations, not_told: notTold, openers } = document.pack.lists;
  const words = before(document, hit.first, 6);
  if (!words.length) return true;
  if (holds(words, negations)) return false;
  const order = hitsNear(document, "directive.you_must", hit.first, 8)
    .find((other) => other.first < hit.first && hit.first <= other.last);
  if (order) return !holds(before(document, order.first, 3), notTold);
  const last = words.at(-1);
  const told = openers.has(last) || (["you", "u"].includes(last) && ["dont", "do"].includes(document.words[hit.first]));
  return told ? !holds(words.slice(0, -1), notTold) : isConditional(before(document, hit.first, 12), notTold);
}

const CONDITIONS = new Set(["if", "when", "whenever", "once"]);
const OPEN_ENDS = new Set(["you", "u", "and", "or", "not", "the", "your", "a", "should", "must", "can", "will"]);

/** `when you feel it coming`, with the order right behind it. */
const isConditional = (words, notTold) =>
  words.length > 3 && CONDITIONS.has(words[0]) && !notTold.has(words.at(-1)) && !OPEN_ENDS.has(words.at(-1));

/** An amount in a report, a denial, or somebody's own story. */
const isToldOf = (document, hit) => holds(before(document, hit.first, 6), document.pack.lists.not_told);
