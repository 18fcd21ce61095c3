// Words about wanting to die, self-harm, plans, means, attempts, and pushing others. Findings speak of the words'
// level, time and whose they are, never of a person's risk.
import { before, hits, holds, inSentence, inner, inside, near } from "./context.js";
import { confidence, signsIn } from "./evidence.js";
import { draft } from "./finding.js";
import { negated, ownWords, past, quoted, supposed } from "./meant.js";
import { whose } from "./whose.js";

const LEVELS = ["attempt", "means", "plan", "intent", "ideation", "selfharm", "passive"];
const TRIED = new Set(["tried", "attempted", "attempt", "attempts"]);
const I = new Set(["i", "im", "ive", "ill", "id"]);
const YOU = new Set("you u ur your yourself urself youre youd youll".split(" "));

export function crisis(document) {
  const readings = LEVELS.flatMap((group) =>
    hits(document, `crisis.${group}`, `crisis.${group}_hint`).map((hit) => reading(document, hit, group)));
  return [...directed(document, "encouragement"), ...directed(document, "method"), ...weighed(document, readings)];
}

/** Every phrase is weighed together with the signs around it. */
function weighed(document, readings) {
  const { model, weights } = document.pack.evidence;
  const evidence = signsIn(document);
  const most = new Map();
  for (const { group, weight } of readings) most.set(group, Math.max(most.get(group) ?? 0, weight));
  const drafts = readings.flatMap((read) => {
    let others = 0;
    for (const [group, weight] of most) if (group !== read.group) others += weight;
    const own = read.weight + model.other_level * Math.min(model.most_others, others);
    return found(document, read, confidence(document, evidence, own));
  });
  if (evidence.weightiest && !readings.some((read) => read.clear)) {
    const hit = evidence.weightiest;
    const sign = { hit, group: "passive", whose: evidence.signs.self_share ? "self" : "nobody", clear: false };
    drafts.push(...found(document, sign, confidence(document, evidence, 0)));
  }
  return drafts;
}

/** How one phrase is meant: its level, whose it is, when, and how clearly. */
function reading(document, hit, group) {
  const { weights, strength } = document.pack.evidence;
  const of = whose(document, hit, group);
  const ended = isOver(document, hit, group);
  const laughed = inSentence(document, "crisis.laughing", hit.first);
  const why = doubts(document, hit);
  const isHint = hit.group.endsWith("_hint");
  const marks = [...why, of, ...(ended ? ["past"] : []), ...(laughed ? ["laughed"] : []), ...(isHint ? ["hint"] : [])];
  const weight = weights[group] * marks.reduce((product, mark) => product * strength[mark], 1);
  const clear = !isHint && !why.length && (of === "self" || of === "other");
  return { hit, group, whose: of, ended, laughed, weight, clear };
}

/** Over, as far as the sentence says; an attempt is over unless it was just now. */
function isOver(document, hit, group) {
  const ended = past(document, hit) || (group === "attempt" && holds(inner(document, hit), TRIED));
  return ended && !inSentence(document, "crisis.just_now", hit.first);
}

function found(document, { hit, group, whose: of, ended = false, laughed = false, clear }, sure) {
  const who = of === "self" || of === "unsaid" ? "self" : "other";
  const mild = ended || laughed || !clear;
  return draft(document, `crisis.${group}`, hit, {
    severity: mild ? "note" : who === "other" ? "advise" : null,
    confidence: sure,
    level: group === "selfharm" ? "ideation" : group,
    when: ended ? "past" : "ongoing",
    who,
  });
}

/** Why the phrase may not be meant: a figure of speech, denied, a quotation, an invention, supposed. */
function doubts(document, hit) {
  const reasons = {
    figurative: inside(document, hit, "crisis.figurative"),
    denied: isDenied(document, hit),
    quoted: quoted(document, hit) && !ownWords(document, hit),
    imagined: inSentence(document, "crisis.imagined", hit.first),
    supposed: supposed(document, hit, 5) && near(document, "crisis.ever", hit.first, 5),
  };
  return Object.keys(reasons).filter((reason) => reasons[reason]);
}

function isDenied(document, hit) {
  if (near(document, "crisis.denial", hit.first, 7) && negated(document, hit, 8)) return true;
  if (!negated(document, hit, 4)) return false;
  // In `when I'm not I just want to die` the negation belongs to the words before.
  const { negations, believing } = document.pack.lists;
  const words = before(document, hit.first, 4);
  const last = words.findLastIndex((word) => negations.has(word));
  return !words.some((word, i) => I.has(word) && i && !believing.has(words[i - 1]) && i > last);
}

/** Pushing somebody towards death, or how to do it: whoever speaks. */
function directed(document, group) {
  const others = group === "encouragement";
  const meant = (hit) =>
    !inside(document, hit, "crisis.figurative") && !rebutted(document, hit) && !(others && ofOneself(document, hit));
  const who = others ? "other" : "self";
  return hits(document, `crisis.${group}`).filter(meant)
    .flatMap((hit) => draft(document, `crisis.${group}`, hit, { confidence: 0.9, level: group, when: "ongoing", who }));
}

/** `I want to lie down and die`: no `you` in the phrase, and the writer before it. */
const ofOneself = (document, hit) =>
  !holds(inner(document, hit), YOU) && holds(before(document, hit.first, 4), document.pack.lists.first_person);

/** Denied (`never tell anyone to …`), reported by the one it was said to, or in a story. */
const rebutted = (document, hit) =>
  negated(document, hit, 7) || inSentence(document, "crisis.imagined", hit.first) ||
  near(document, "crisis.reported", hit.first, 10) || (quoted(document, hit) && !ownWords(document, hit));
