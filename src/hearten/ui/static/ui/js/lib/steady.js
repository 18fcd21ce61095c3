// What somebody reads stays where it is while something above it grows.

/** Do something to the page, and scroll so that what stood in the middle stands there still. */
export async function steadily(change) {
  const seen = inSight();
  const before = seen?.getBoundingClientRect().top;
  await change();
  const now = seen && (seen.isConnected ? seen : document.getElementById(seen.id));
  if (now) scrollBy({ top: now.getBoundingClientRect().top - before, behavior: "instant" });
}

/** The thing with a name that is read now: the first one that is in the middle of the window, or below it. */
function inSight() {
  for (let share = 0.3; share < 1; share += 0.1) {
    const found = document.elementFromPoint(innerWidth / 2, innerHeight * share)?.closest("main [id]");
    if (found && found.id !== "thread") return found;
  }
  return null;
}
