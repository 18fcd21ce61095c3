// Small verbs for whatever plays: steps, speeds, the cue of a moment, and a button that does one thing.

export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];

/** Go to a moment, in seconds, inside what there is. */
export function seek(media, seconds) {
  const end = Number.isFinite(media.duration) ? media.duration : Infinity;
  media.currentTime = Math.min(Math.max(0, seconds), end);
}

export function toggle(media) {
  if (media.paused) media.play().catch(() => {});
  else media.pause();
}

/** The next slower (-1) or faster (1) speed. */
export function nextSpeed(now, step) {
  const place = SPEEDS.findIndex((speed) => speed >= now);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (place < 0 ? SPEEDS.length - 1 : place) + step))];
}

/** The last element whose data-start is at or before a moment in milliseconds; elements are in order. */
export function at(elements, ms) {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(elements[middle].dataset.start) <= ms) low = middle + 1;
    else high = middle;
  }
  return elements[low - 1];
}

/** A plain button. */
export function button(label, press, { name = "", className = "button button--second button--small" } = {}) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className, textContent: label });
  if (name) made.setAttribute("aria-label", name);
  made.addEventListener("click", press);
  return made;
}

/** Mark one element of a list as the current one, and no other. Says whether that changed. */
export function markCurrent(before, now) {
  if (before === now) return false;
  before?.removeAttribute("aria-current");
  now?.setAttribute("aria-current", "true");
  return true;
}
