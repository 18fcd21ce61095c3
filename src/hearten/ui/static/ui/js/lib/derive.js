// The log-in passphrase never leaves the device as typed: what is sent is derived from it.
// The server derives the same way for a browser that cannot, so both must agree byte for byte.
import { toBase64url } from "./bytes.js";

const ROUNDS = 600000; // PBKDF2-HMAC-SHA256; OWASP Password Storage Cheat Sheet, 2023

/** "h1$" + base64url(PBKDF2(passphrase, "hearten login v1:" + login)); both in Unicode form NFKC. */
export async function deriveLogin(login, passphrase) {
  const bytes = (text) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", bytes(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveBits"]);
  const salt = bytes(`hearten login v1:${fold(login.normalize("NFKC")).trim()}`);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, key, 256);
  return `h1$${toBase64url(bits)}`;
}

/** Unicode case folding, which JavaScript lacks: up and down again, letter by letter. Three exceptions remain. */
export function fold(text) {
  return [...text].map(foldLetter).join("");
}

function foldLetter(letter) {
  if (letter === "ı") return letter; // dotless i is its own letter
  if (letter === "ẞ") return "ss";
  if (/[\u13a0-\u13ff\uab70-\uabbf]/.test(letter)) return letter.toUpperCase(); // Cherokee folds upwards
  return letter.toUpperCase().toLowerCase();
}
