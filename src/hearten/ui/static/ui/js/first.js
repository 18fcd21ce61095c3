// Runs before the first paint, so it is the one script that is not a module. Two things cannot wait:
// the reader's own choice of light or dark, and the way back after "Leave this page" (R101).
(() => {
  const root = document.documentElement;
  try {
    const view = localStorage.getItem("view");
    if (view === "light" || view === "dark") root.dataset.theme = view;

    const away = sessionStorage.getItem("away");
    const arrived = performance.getEntriesByType("navigation")[0];
    if (away && arrived && arrived.type === "back_forward") {
      root.hidden = true;
      location.replace(away);
    } else if (away) {
      sessionStorage.removeItem("away");
    }
  } catch {
    // Storage may be switched off. The page then simply looks as the system says.
  }
})();
