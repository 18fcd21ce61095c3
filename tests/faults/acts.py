"""What people do while the host is shot at: each act is repeated until the host says that it is done (R104).

A new kind of act is one class here or in `larger.py`, one line in `rounds.ACTS`, and its rows in `after.py`.
"""

import http.client
import io
import threading
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Protocol

from PIL import Image

from tests.processes import Served, until

TOKEN = "k" * 32


@dataclass(frozen=True)
class Answer:
    """What the host said; status 0 when the line broke."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)


BROKEN = Answer(0)


@dataclass
class People:
    """Browsers of one host. ready: what `prepare` printed."""

    host: Served
    ready: dict[str, Any]
    answers: Counter[int] = field(default_factory=Counter)

    def ask(self, method: str, path: str, session: str, body: bytes = b"", **headers: str) -> Answer:
        """One request. Names of headers are written with `_`."""
        answer = self._ask(method, path, session, body, headers)
        self.answers[answer.status] += 1
        return answer

    def _ask(self, method: str, path: str, session: str, body: bytes, more: dict[str, str]) -> Answer:
        line = http.client.HTTPConnection("localhost", self.host.port, timeout=15)
        headers = {"Cookie": f"s={session}; c={TOKEN}", "X-CSRFToken": TOKEN, "Origin": self.host.origin}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        try:
            line.request(
                method, path, body, headers | {name.replace("_", "-"): value for name, value in more.items()}
            )
            found = line.getresponse()
            found.read()
            return Answer(found.status, {name.lower(): value for name, value in found.getheaders()})
        except (OSError, http.client.HTTPException):
            return BROKEN
        finally:
            line.close()

    def post(self, path: str, session: str, kind: str, body: bytes) -> Answer:
        """Send a body of this kind."""
        return self.ask("POST", path, session, body, Content_Type=kind)

    def form(self, path: str, session: str, **fields: str) -> Answer:
        """Send an ordinary form."""
        kind, body = multipart({"csrfmiddlewaretoken": TOKEN, **fields}, {})
        return self.post(path, session, kind, body)


def multipart(fields: dict[str, str], files: dict[str, bytes]) -> tuple[str, bytes]:
    """A form with files, as a browser sends it."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts += [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="a"\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
        for name, content in files.items()
    ]  # fmt: skip
    return f"multipart/form-data; boundary={mark}", b"".join(parts) + f"--{mark}--\r\n".encode()


@dataclass
class Count:
    """How often something was tried, and how often the host said that it was done."""

    tried: int = 0
    done: int = 0


class Act(Protocol):
    """One kind of act. `once` does the act of one round; `check` says what is wrong afterwards."""

    name: str
    count: Count

    def once(self, people: People, number: int) -> bool: ...
    def check(self, people: People, after: dict[str, Any]) -> list[str]: ...


@dataclass
class Publish:
    """Press Publish. Pressed again after a broken line, it is still one piece."""

    name: str = "publishing"
    count: Count = field(default_factory=Count)

    def once(self, people: People, number: int) -> bool:
        path = f"/desk/posts/{people.ready['posts'][number]}/publish/"
        return people.form(path, people.ready["session"]).status == 302

    def check(self, people: People, after: dict[str, Any]) -> list[str]:
        once = sorted(people.ready["posts"][: self.count.done])
        named = ("published", "editions", "published_events", "found")
        return [f"{name}: {differing(after[name], once)}" for name in named if sorted(after[name]) != once]


@dataclass
class Write:
    """Answer under a piece. The same words sent again are the same comment."""

    name: str = "commenting"
    count: Count = field(default_factory=Count)

    def once(self, people: People, number: int) -> bool:
        path, writer = f"{people.ready['open']}comments/", people.ready["members"][number]
        return people.form(path, writer, body=words(number)).status == 302

    def check(self, people: People, after: dict[str, Any]) -> list[str]:
        once = sorted(words(number) for number in range(self.count.done))
        found = sorted(after["comments"])
        wrong = [] if found == once else [f"comments: {differing(found, once)}"]
        return wrong + ([] if after["comment_events"] == len(once) else ["comments and their events differ"])


@dataclass
class Upload:
    """Put a picture on the shelf. Sent again it may be there again, but never more often than it was sent."""

    name: str = "uploading"
    count: Count = field(default_factory=Count)
    tries: dict[str, int] = field(default_factory=dict)

    def once(self, people: People, number: int) -> bool:
        alt = f"A lake, seen from place {number}"
        self.tries[alt] = self.tries.get(alt, 0) + 1
        fields = {"csrfmiddlewaretoken": TOKEN, "alt": alt, "shows": "thing"}
        kind, body = multipart(fields, {"picture": picture(number)})
        return people.post("/desk/images/", people.ready["session"], kind, body).status == 302

    def check(self, people: People, after: dict[str, Any]) -> list[str]:
        often = {alt: after["pictures"].count(alt) for alt in self.tries}
        wrong = [f"{alt}: {often[alt]}" for alt, tries in self.tries.items() if not 1 <= often[alt] <= tries]
        half = [name for name in ("pictures_not_ready", "pictures_without_file") if after[name]]
        return wrong + half + ([] if after["picture_events"] else ["pictures and their events differ"])


def words(number: int) -> str:
    """What the member of one round writes."""
    return f"A steady time for getting up helped me. It took {number + 2} weeks."


def picture(number: int) -> bytes:
    """A small one, different each time."""
    out = io.BytesIO()
    Image.new("RGB", (160, 120), (number % 256, 90, 160)).save(out, "PNG")
    return out.getvalue()


def differing(found: list[Any], expected: list[Any]) -> str:
    """What is missing and what is too much."""
    lost = [one for one in set(expected) if found.count(one) < expected.count(one)]
    twice = [one for one in set(found) if found.count(one) > expected.count(one)]
    return f"lost {lost}, too often {twice}"


def stubbornly(act: Act, people: People, number: int) -> None:
    """Try until it is acknowledged, as a person would; give up after four minutes."""

    def attempt() -> bool:
        act.count.tried += 1
        return act.once(people, number)

    until(attempt, seconds=240, what=people.host.said)
    act.count.done += 1


def all_at_once(acts: list[Act], people: People, number: int) -> list[threading.Thread]:
    """One thread an act."""
    threads = [threading.Thread(target=stubbornly, args=(act, people, number), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    return threads
