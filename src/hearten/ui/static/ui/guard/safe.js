// Safe messaging: where and why somebody died, last words, praise of death; tips to harm and about eating less.
import { hitsBetween, isProper, sentenceOf } from "./context.js";
import { draft } from "./finding.js";
import { inEarnest } from "./meant.js";

export function safeMessaging(document) {
  const tips = ["harm_tips", "eating"].flatMap((kind) =>
    inEarnest(document, `safemsg.${kind}`, ["safemsg.recovery"])
      .flatMap((hit) => draft(document, `safemsg.${kind}`, hit)));
  return [...told(document), ...namedPlaces(document), ...tips];
}

/** Why somebody died, what they left in writing, where, and praise of it. */
const told = (document) => ["glorify", "cause", "note", "place"].flatMap((kind) =>
  inEarnest(document, `safemsg.${kind}`)
    .filter((hit) => isAboutSuicide(document, hit) && !isAdvisedAgainst(document, hit))
    .flatMap((hit) => draft(document, `safemsg.${kind}`, hit)));

/** Is suicide spoken of in the words themselves, in their sentence, or in one beside it? */
function isAboutSuicide({ sentences, bounds, ...document }, hit) {
  const sentence = sentences[hit.first];
  const [low] = bounds[Math.max(0, sentence - 1)];
  const [, high] = bounds[Math.min(bounds.length - 1, sentence + 1)];
  return hitsBetween(document, "safemsg.suicide", low, high).length > 0;
}

/** `Journalists should not write that …`: the words before it in its sentence advise against it. */
function isAdvisedAgainst(document, hit) {
  const [first] = sentenceOf(document, hit.first);
  return hitsBetween(document, "safemsg.advised", Math.max(first, hit.first - 9), hit.first + 1).length > 0;
}

/** `jumped from the Old Mill Viaduct`: a death with the name of its place. */
function namedPlaces(document) {
  const { words, pack: { lists: { death_place: places } } } = document;
  return inEarnest(document, "safemsg.place_of_death").flatMap((hit) => {
    const end = Math.min(hit.last + 5, sentenceOf(document, hit.first)[1]);
    for (let i = hit.last + 1; i < end; i++) {
      if (!places.has(words[i]) || !isProper(document, i) || !isProper(document, i - 1)) continue;
      return draft(document, "safemsg.place", { first: hit.first, last: i + 1 }, { severity: "advise" });
    }
    return [];
  });
}
