// Small helpers about time.

/** Call `act` once, `pause` milliseconds after the last time the returned function was called. */
export function settled(act, pause) {
  let timer;
  const later = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...args), pause);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

/** The time of day in the reader's own way of writing it, such as 10:32. */
export function clock(when = new Date()) {
  return when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
