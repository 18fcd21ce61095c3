// A text as rules see it: words with the author's offsets, clauses, sentences, quotations, and the phrases in it.
import { fold } from "./fold.js";
import { place } from "./places.js";
import { plain } from "./plain.js";
import { scan } from "./scan.js";

const ABBREVIATIONS = new Set("dr mr mrs ms prof st vs etc eg ie al no fig approx e g i".split(" "));
const LONGEST_QUOTE = 80;

export function read(text, pack) {
  const folded = fold(text, pack);
  const document = {
    pack, folded, original: [...text], plain: plain(folded, pack), hits: new Map(),
    words: [], begins: [], finishes: [], sentences: [], clauses: [], quoted: [], asked: new Set(), bounds: [],
  };
  split(document);
  markQuotations(document);
  scan(document);
  return document;
}

/** Fill in words, clauses and sentences. */
function split(document) {
  const { text } = document.plain;
  const at = { sentence: 0, clause: 0, first: 0 };
  for (const match of text.matchAll(document.pack.expressions["document.lexeme"])) {
    if (match.groups.word !== undefined) addWord(document, match, at);
    else if (ends(document, match, at)) {
      if (match[0].includes("?")) document.asked.add(at.sentence);
      document.bounds.push([at.first, document.words.length]);
      at.first = document.words.length;
      at.sentence += 1;
    }
  }
  if (at.first < document.words.length) document.bounds.push([at.first, document.words.length]);
}

function addWord(document, match, at) {
  const word = match[0].replaceAll("'", "");
  document.words.push(document.pack.spelling.get(word) ?? word);
  document.begins.push(match.index);
  document.finishes.push(match.index + match[0].length);
  document.sentences.push(at.sentence);
  document.clauses.push(at.clause);
}

/** Does a mark end a sentence? It ends a clause in any case. */
function ends(document, match, at) {
  at.clause += 1;
  const { words, plain: { text } } = document;
  if (match.groups.pause !== undefined || match.groups.quote !== undefined || words.length === at.first) return false;
  return !(match[0] === "." && ABBREVIATIONS.has(words.at(-1)) && match.index + 1 < text.length);
}

/** Flag the words inside quotation marks and quoted lines. */
function markQuotations(document) {
  const { plain: { text }, begins, pack: { expressions: say } } = document;
  const marks = [...text.matchAll(/"/g)].map((match) => match.index);
  const spans = [];
  for (let i = 0; i + 1 < marks.length; i += 2) spans.push([marks[i], marks[i + 1]]);
  for (const [sign, name] of [["'", "document.single_quoted"], [">", "document.quote_line"]]) {
    if (!text.includes(sign)) continue;
    for (const match of text.matchAll(say[name])) spans.push([match.index, match.index + match[0].length]);
  }
  for (const [start, end] of spans) {
    const first = place(begins, start);
    const last = place(begins, end);
    for (let i = first; last - first <= LONGEST_QUOTE && i < last; i++) document.quoted[i] = true;
  }
}
