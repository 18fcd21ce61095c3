// From a passage and a rule's card to a finding.
import { spanOf } from "./context.js";
import { place } from "./places.js";

const ORDER = { hold: 0, advise: 1, note: 2 };

/** One draft in a list, or none when the rule says nothing of messages. `where`: a hit, or the author's offsets. */
export function draft(document, rule, where, said = {}) {
  const card = document.pack.cards[rule];
  if (!card) return [];
  const [start, end] = Array.isArray(where) ? where : spanOf(document, where.first, where.last);
  const { reason, source } = card;
  const suggestion = said.suggestion ?? card.suggestion;
  const usual = { confidence: 0.8, level: null, when: null, who: null };
  const severity = said.severity ?? card.severity;
  return [{ ...usual, ...said, rule, severity, start, end, reason, source, suggestion }];
}

/** Is the passage clear enough for its rule, or for whoever asks for more or less? */
export const isSure = ({ rule, confidence }, pack, least) => confidence >= (least ?? pack.cards[rule].threshold);

/** Of overlapping drafts of one rule keep the strictest, then the longest; in the order of the text. */
export function distinct(drafts) {
  const kept = [];
  const taken = new Map();
  for (const draft of drafts.toSorted(byStrictness)) {
    const spans = taken.get(draft.rule) ?? taken.set(draft.rule, []).get(draft.rule);
    const at = place(spans, draft.start, (other) => other.start);
    const isFree = !(spans[at - 1]?.end > draft.start) && !(spans[at]?.start < draft.end);
    if (!isFree) continue;
    spans.splice(at, 0, draft);
    kept.push(draft);
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end || compare(a.rule, b.rule));
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byStrictness = (a, b) =>
  compare(a.rule, b.rule) || ORDER[a.severity] - ORDER[b.severity] ||
  b.end - b.start - (a.end - a.start) || a.start - b.start;
