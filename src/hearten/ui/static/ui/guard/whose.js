// Whose words or deeds a crisis phrase tells of: "self", "other", "nobody" in particular, or "unsaid".
import { before, holds, inner, isAsked, sentenceOf } from "./context.js";

const REFLEXIVE = new Map(Object.entries({
  myself: "self", meself: "self", himself: "other", herself: "other", themself: "other", themselves: "other",
  yourself: "nobody", urself: "nobody",
}));
const REACH = 9;
const PRONOUNS = new Set(["they", "them", "theyre"]);
const BARE_ANYWHERE = new Set(["kms", "wanna"]);

export function whose(document, hit, group) {
  const words = inner(document, hit);
  const { first_person: own, general_persons: general } = document.pack.lists;
  const reflexive = words.find((word) => REFLEXIVE.has(word));
  if (reflexive) {
    const who = REFLEXIVE.get(reflexive);
    return who !== "other" || subject(document, hit) === "other" ? who : "nobody";
  }
  if (holds(words, own)) return "self";
  const found = subject(document, hit);
  if (group === "means" && !holds(before(document, hit.first, 9), general)) return found === "other" ? "other" : "self";
  return found;
}

/** The nearest person before the phrase; a sentence without one is about the writer. */
function subject(document, hit) {
  const { first_person: own, near_persons: others, general_persons: general } = document.pack.lists;
  const [first] = sentenceOf(document, hit.first);
  for (let i = hit.first - 1; i >= Math.max(first, hit.first - REACH); i--) {
    const word = document.words[i];
    if (own.has(word)) return "self";
    const ofMany = PRONOUNS.has(word) && holds(document.words.slice(first, i), general);
    if (others.has(word)) return ofMany ? "nobody" : "other";
    if (general.has(word)) return "nobody";
  }
  return opensPersonally(document, hit) ? "self" : "unsaid";
}

/** `Been suicidal for weeks`, `kms`: a clause without a subject is the writer's own. */
function opensPersonally(document, hit) {
  if (isAsked(document, hit.first)) return false;
  const [opener] = [...before(document, hit.first, REACH), document.words[hit.first]];
  return document.pack.lists.bare_openers.has(opener) || holds(inner(document, hit), BARE_ANYWHERE);
}
