"""What must never happen while somebody uses the site, whatever they do."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

#: A browser says this of every 4xx page it opens; a refusal that a person is meant to see is no fault.
REFUSED = "Failed to load resource: the server responded with a status of 4"
BROKEN = "Failed to load resource: the server responded with a status of 50"
#: What a browser says when the connection was cut on purpose.
CUT = "ERR_INTERNET_DISCONNECTED"


@dataclass
class Watch:
    """Collects every message in the console, every request to somebody else, and everything that broke.

    ours: origins that may be asked. leaves_to: the one outside page, opened by "Leave this page".
    offline: set by a journey that cuts the connection. broken: one page says in words that the machine can't do it.
    """

    ours: set[str]
    leaves_to: str
    offline: bool = False
    broken: bool = False
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page that this browser opens."""
        context.on("request", self.asked)
        context.on("response", self.answered)
        context.on("page", self.opened)

    def opened(self, page: Page) -> None:
        page.on("console", self.said)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        allowed = origin in self.ours or parts.scheme in {"data", "blob", "about"}
        if not allowed and not (request.url == self.leaves_to and request.is_navigation_request()):
            self.faults.append(f"request to somebody else: {request.url}")

    def answered(self, response: Response) -> None:
        missing = response.status == 404 and response.request.resource_type != "document"
        said = self.broken and response.status in {503, 507}
        if (response.status >= 500 and not said) or missing:
            self.faults.append(f"{response.status}: {response.url}")

    def said(self, message: ConsoleMessage) -> None:
        expected = message.text.startswith(REFUSED) or (self.offline and CUT in message.text)
        expected = expected or (self.broken and message.text.startswith(BROKEN))
        if not expected:
            self.faults.append(f"console {message.type}: {message.text}")
