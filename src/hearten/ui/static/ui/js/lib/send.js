// The one way elements talk to the server: the form's own fields, by POST, to our own host.

/** POST the form's fields (CSRF field included) to `address`. A log-in page is never followed: see `loggedOut`. */
export function send(address, form, { signal, keepalive = false } = {}) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) {
    if (value instanceof File) fields.delete(name); // a draft is words; files go with the real form
  }
  return fetch(address, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "HX-Request": "true" },
    credentials: "same-origin",
    redirect: "manual",
    signal,
    keepalive,
  });
}

/** True when the answer means: log in again. */
export function loggedOut(answer) {
  return answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
}
