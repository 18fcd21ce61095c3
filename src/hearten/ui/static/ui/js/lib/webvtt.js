// Captions as rows and back. As strict as the server: what it can't read stays text, and nothing is lost.
const TIMES = /^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->\s+(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})(?:\s.*)?$/;
const MARKS = [["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"]];

const number = (hours, minutes, seconds, thousandths) => ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths);
const plain = (words) => MARKS.toReversed().reduce((text, [mark, written]) => text.replaceAll(written, mark), words);
const escaped = (words) => MARKS.reduce((text, [mark, written]) => text.replaceAll(mark, written), words);
const two = (value) => String(value).padStart(2, "0");

/** Rows `{start, end, text}` in milliseconds, or null when the text can't be read. */
export function read(text) {
  if (!text.trim()) return [];
  const [head, ...blocks] = text.replaceAll("\r\n", "\n").trim().split(/\n[ \t]*\n+/);
  if (head.trim() !== "WEBVTT") return null;
  const rows = blocks.map((block) => {
    const [times, ...words] = block.split("\n");
    const match = TIMES.exec(times);
    return match && words.length ? { start: number(...match.slice(1, 5)), end: number(...match.slice(5)), text: plain(words.join("\n")) } : null;
  });
  return rows.includes(null) ? null : rows;
}

/** Rows as WebVTT; rows without words are left out. */
export function write(rows) {
  const parts = rows.filter((row) => row.text.trim()).map((row) => `${stamp(row.start)} --> ${stamp(row.end)}\n${escaped(row.text.trim().replaceAll(/\n\s*\n/g, "\n"))}`);
  return parts.length ? `WEBVTT\n\n${parts.join("\n\n")}\n` : "";
}

/** A time as WebVTT writes it. */
export function stamp(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(Math.round(ms % 1000)).padStart(3, "0")}`;
}

/** A time as people type it: 1:05.500, 65.5 or 00:01:05.500. NaN when it is none. */
export function typed(text) {
  if (!/^\d{1,3}(:\d{1,2}){0,2}([.,]\d{1,3})?$/.test(text.trim())) return NaN;
  return Math.round(text.trim().replace(",", ".").split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}
