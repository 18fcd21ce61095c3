// The Guard on a person's own device, for private messages: text in, findings out. It asks nothing of any network,
// keeps nothing, and what it finds is for the writer's eyes alone.
import { directives } from "./advice.js";
import { contact } from "./contact.js";
import { crisis } from "./crisis.js";
import { read } from "./document.js";
import { distinct, isSure } from "./finding.js";
import { named } from "./named.js";
import { safeMessaging } from "./safe.js";
import { whereabouts } from "./whereabouts.js";

export { load } from "./pack.js";

const RULES = [crisis, safeMessaging, contact, whereabouts, named, directives];

/**
 * What `hearten_guard.check(text, purpose="message")` finds. `pack`: from `load`. `start` and `end` count code points,
 * not the units of JavaScript's strings: `[...text].slice(start, end)` are the words. `least`: as `min_confidence`.
 */
export function check(text, pack, { least = null } = {}) {
  const document = read(text, pack);
  if (!document.words.length) return [];
  const drafts = RULES.flatMap((rule) => rule(document)).filter((draft) => isSure(draft, pack, least));
  const quote = ({ start, end }) => document.original.slice(start, end).join("");
  return distinct(drafts).map((draft) => ({ ...draft, quote: quote(draft) }));
}
