// A member's own full name and date of birth, and the names of other people.
import { around, hits, hitsBetween, holds, isProper, isUnknown, sentenceOf } from "./context.js";
import { draft } from "./finding.js";
import { forth } from "./mapped.js";
import { ofThird } from "./whereabouts.js";
import { isAlpha } from "./words.js";

const PARTICLES = new Set("van von de der den la le al bin ben el di da del dos mc mac st o ni nic ui san santa abu ibn".split(" "));
const LOOK_AHEAD = 60;

export const named = (document) => [...ownNames(document), ...otherNames(document), ...ownBirthdates(document)];

/** What stands for anybody's name. */
const mask = (document) => document.pack.cards["contact.name"].suggestion;

/** A first and last name with which somebody introduces themself. */
function ownNames(document) {
  const told = [["introduces", false], ["introduces_surely", true]].flatMap(([group, isSure]) =>
    hits(document, `contact.${group}`).flatMap((hit) => {
      const span = fullName(document, hit.last, isSure);
      if (!span) return [];
      const rule = ofThird(document, hit.first + 1) ? "contact.third" : "contact.name";
      const isCertain = rule === "contact.name" && isUnknown(document, span.last - 1);
      return draft(document, rule, span, { severity: isCertain ? null : "advise", suggestion: mask(document) });
    }));
  const surnames = hits(document, "contact.surname")
    .filter((hit) => hit.last < sentenceOf(document, hit.first)[1] && isUnknown(document, hit.last))
    .flatMap((hit) => draft(document, "contact.name", { first: hit.last, last: hit.last + 1 }));
  return [...told, ...surnames];
}

/** The first and last name of somebody the writer tells about. */
function otherNames(document) {
  const { words, pack: { lists: { given_names: given, of_works: ofWorks } } } = document;
  const found = hits(document, "contact.relative").flatMap((hit) => {
    const span = fullName(document, hit.last);
    return span ? draft(document, "contact.third", span, { suggestion: mask(document) }) : [];
  });
  for (let i = 1; i < words.length - 1; i++) {
    const span = given.has(words[i]) && isProper(document, i) ? fullName(document, i) : null;
    if (!span || holds(words.slice(...around(document, i, 15)), ofWorks)) continue;
    if (hitsBetween(document, "contact.introduces", i - 5, i).length) continue;
    found.push(...draft(document, "contact.third", span, { confidence: 0.6, suggestion: mask(document) }));
  }
  return found;
}

/** A day, month and year after `born` or `birthday`; the writer's, or somebody else's. */
function ownBirthdates(document) {
  const text = document.plain.text.replaceAll("\n", " ");
  return hits(document, "contact.dated").flatMap((hit) => {
    const start = document.finishes[hit.last - 1];
    const date = new RegExp(document.pack.expressions["named.date"].source, "gu");
    date.lastIndex = start;
    const match = date.exec(text.slice(0, forth(text, start, LOOK_AHEAD)));
    if (!match) return [];
    const span = document.plain.span(match.index, match.index + match[0].length);
    const third = ofThird(document, hit.first + 1) ? draft(document, "contact.third", span) : [];
    return [...draft(document, "contact.birthdate", span), ...third];
  });
}

/** A given name and a surname from a word on. `isSure`: the words before can only announce a name. */
function fullName(document, word, isSure = false) {
  const { words, pack: { lists: { title_of_address: titles } } } = document;
  if (word >= words.length) return null;
  const [, end] = sentenceOf(document, word ? word - 1 : 0);
  let first = word;
  while (first < end && titles.has(words[first])) first += 1;
  let last = first + 1;
  while (last < end && (PARTICLES.has(words[last]) || [...words[last]].length === 1)) last += 1;
  if (last >= end || !isForename(document, first, isSure || first > word)) return null;
  return isSurname(document, first, last) ? { first, last: last + 1 } : null;
}

function isForename(document, word, isSure) {
  const { words, pack: { lists: { given_names: given, generic_name: generic } } } = document;
  if (given.has(words[word])) return true;
  const isName = isAlpha(words[word]) && !generic.has(words[word]);
  return isSure && isName && (isUnknown(document, word) || isProper(document, word));
}

function isSurname(document, first, last) {
  const name = document.words[last];
  if (!isAlpha(name) || [...name].length < 3 || document.pack.lists.generic_name.has(name)) return false;
  return isUnknown(document, last) || (isProper(document, last) && isProper(document, first));
}
