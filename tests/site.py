"""The whole site in this process, behind a real socket: for a browser that shares the test's database."""

import copy
import threading
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    """Without a line for each request."""

    def log_message(self, *args: Any) -> None:
        return


class Site:
    """Pages at `origin`, uploads at `media_origin`, as on a real host; static files under their hashed names.

    settings: pytest-django's fixture, which undoes the changes after the test.
    """

    def __init__(self, settings: Any) -> None:
        self.server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, connections_override={})
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.origin = f"http://localhost:{self.port}"
        self.media_origin = f"http://127.0.0.1:{self.port}"
        self.settle(settings)
        self.server.set_app(get_wsgi_application())  # after the settings: middleware reads them once
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self.thread.start()

    def settle(self, settings: Any) -> None:
        """Every setting that knows the address."""
        policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
        for name, sources in policy["DIRECTIVES"].items():
            policy["DIRECTIVES"][name] = [
                self.media_origin if source == settings.MEDIA_ORIGIN else source for source in sources
            ]
        settings.CONTENT_SECURITY_POLICY = policy
        settings.ORIGIN, settings.MEDIA_ORIGIN = self.origin, self.media_origin
        settings.CSRF_TRUSTED_ORIGINS = [self.origin]

    def stop(self) -> None:
        """Free the port."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(timeout=5)
