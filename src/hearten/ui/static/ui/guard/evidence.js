// How sure a crisis finding is: the signs around the words, added up by the weights of the pack. The sum is about a
// passage of text, never about a person.
import { around, hits, holds } from "./context.js";
import { negated, quoted } from "./meant.js";

const SHARES = { self_share: "self_word", you_share: "you_word", absolute_share: "absolute" };

/** How much there is of each sign (0 to 1), and the sign that weighs most with where it stands. */
export function signsIn(document) {
  const { evidence: { model, weights, signs: names }, lists } = document.pack;
  const signs = {};
  for (const [name, list] of Object.entries(SHARES)) {
    signs[name] = share(document, model[name.replace("share", "full")], lists[list]);
  }
  let weightiest = null;
  let most = 0;
  for (const name of names) {
    const found = hits(document, `evidence.${name}`).filter((hit) => counts(document, hit, weights[name]));
    signs[name] = 1 - model.repeat ** new Set(found.map((hit) => document.sentences[hit.first])).size;
    if (found.length && weights[name] > most) [weightiest, most] = [found[0], weights[name]];
  }
  return { signs, weightiest, context: context(signs, weights, model) };
}

/** What all signs add together, within bounds. */
function context(signs, weights, model) {
  let total = 0;
  for (const [name, amount] of Object.entries(signs)) total += weights[name] * amount;
  return Math.max(model.least_context, Math.min(model.most_context, total));
}

/** Between 0 and 1, for a passage whose own words weigh `own`. */
export function confidence({ pack: { evidence: { model } } }, { context: around }, own) {
  return Number((1 / (1 + Math.exp(-(model.bias + own + around)))).toFixed(3));
}

/** The share of some words among all, in proportion to the share that counts in full. */
function share({ words }, full, known) {
  return Math.min(1, words.filter((word) => known.has(word)).length / words.length / full);
}

/** Signs of despair count in the writer's own voice; what is said to `you` or denied doesn't. */
function counts(document, hit, weight) {
  if (weight < 0) return true;
  if (negated(document, hit, 2) || quoted(document, hit)) return false;
  const spoken = document.words.slice(...around(document, hit.first));
  const { self_word: self, you_word: you } = document.pack.lists;
  return holds(spoken, self) || !holds(spoken, you);
}
