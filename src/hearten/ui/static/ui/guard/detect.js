// Direct identifiers by their shape in a string: e-mail, phone, personal number. Each gives [start, end] pairs.
import { back, forth } from "./mapped.js";

const spanOf = (match) => [match.index, match.index + match[0].length];

/** `jo@example.org`, `jo dot smith at gmail dot com`. */
export function emails(text, { expressions: say }) {
  const found = [...text.matchAll(say["detect.email"])];
  if (text.search(say["detect.says_at"]) >= 0) {
    found.push(...text.matchAll(say["detect.spoken_email"]), ...text.matchAll(say["detect.dotted_email"]));
  }
  return found.map(spanOf);
}

/** Numbers of 7 to 15 digits that are written like, or announced as, a phone number. lines: a text with its lines. */
export function phones(lines, pack) {
  const text = lines.replaceAll("\n", " ").replace(pack.expressions["detect.date"], (date) => "_".repeat(date.length));
  const found = [...text.matchAll(pack.expressions["detect.phone"])];
  return found.filter((match) => isPhone(match, pack, lines)).map(spanOf);
}

function isPhone({ 0: number, index, input: text }, { expressions: say, whole }, lines) {
  const holds = (name, words) => words.search(say[name]) >= 0;
  const end = index + number.length;
  const digits = number.replace(/\D/g, "");
  const before = text.slice(back(text, index, 60), index);
  const after = text.slice(end, forth(text, end, 60));
  const isTold = digits.length >= 10 && (holds("detect.calling", before) || whole("detect.dialled").test(digits));
  if (whole("detect.not_phone").test(number.replace(/^[()+ ]+|[()+ ]+$/g, "")) && !isTold) return false;
  if (holds("detect.before_number", last(before, 24))) return false;
  if (digits.search(say["detect.free"]) === 0 || holds("detect.helpline", before + after)) return false;
  if ("+0(".includes(number[0])) return true;
  if (holds("detect.ordered", last(before, 40))) return false;
  if (holds("detect.calling", before) || holds("detect.calling", last(before + after, 60))) return true;
  const inColumns = whole("detect.hundreds").test(number.trim()) || lines.slice(index, end).includes("\n");
  return digits.length >= 9 && isGrouped(number) && !inColumns;
}

const last = (text, count) => text.slice(back(text, text.length, count));

/** Written in two to five groups as phone numbers are; a row of single digits is a count. */
function isGrouped(number) {
  const groups = number.split(/\D+/).filter(Boolean);
  return groups.length >= 2 && groups.length <= 5 && Math.max(...groups.map((group) => group.length)) >= 3;
}

/** Case, insurance, passport and national numbers. */
export function records(text, { expressions: say }) {
  const found = [];
  for (const match of text.matchAll(new RegExp(say["detect.record"].source, "dgu"))) {
    const before = text.slice(back(text, match.index, 30), match.index);
    if (before.search(say["detect.own_licence"]) >= 0) continue;
    const group = match[1] ? 1 : 2;
    if (group === 2 && before.search(say["detect.ordered"]) >= 0) continue;
    if (match[group].replace(/\D/g, "").length >= 4) found.push(match.indices[group]);
  }
  return found;
}

const ALL_OF_US = new Set(["@everyone", "@here", "@all", "@channel", "@mods", "@moderators"]);

/** `@moon_child.x` and links that open a chat or a profile elsewhere. */
export function accounts(text, { expressions: say }) {
  const found = [...text.matchAll(say["detect.account"])].filter((match) => !ALL_OF_US.has(match[0])).map(spanOf);
  return [...found, ...grouped(text, say["detect.nick"])];
}

/** Postcodes that are called so, and post boxes. */
export const posts = (text, { expressions: say }) => grouped(text, say["detect.post"]);

/** `O77OO 9OO I23`: a phone number with letters in the place of some figures. */
export const letteredPhones = (text, { expressions: say }) =>
  [...text.matchAll(say["detect.lettered"])]
    .filter(([number]) => number.replace(/\D/g, "").length >= 5 && /\p{L}/u.test(number)).map(spanOf);

const grouped = (text, expression) =>
  [...text.matchAll(new RegExp(expression.source, "dgu"))].map((match) => match.indices.slice(1).find(Boolean));
