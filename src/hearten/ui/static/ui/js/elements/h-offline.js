// <h-offline></h-offline>: keeps the crisis page and chosen exercises readable without a connection.
export class Offline extends HTMLElement {
  connectedCallback() {
    if (!("serviceWorker" in navigator)) return;
    const register = () => navigator.serviceWorker.register("/sw.js").catch(() => {});
    if (document.readyState === "complete") register();
    else addEventListener("load", register, { once: true });
  }
}
