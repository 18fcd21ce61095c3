"""Acts that take several requests: a recording sent in pieces (tus), and an archive that is brought (R24, R104)."""

import base64
import io
import wave
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.archives.written import wxr, wxr_item
from tests.faults.acts import TOKEN, Answer, Count, People, differing, multipart

#: Into how many pieces a recording is cut.
PIECES = 4
#: Samples of sound in a second, and how long a recording is, in seconds.
RATE, LENGTH = 8000, 1
#: Pieces of one archive: some batches, so that an import can be cut in the middle.
ARCHIVED = 23


@dataclass
class Record:
    """Send a recording in pieces. What the host said has arrived is never asked for again."""

    name: str = "recording"
    count: Count = field(default_factory=Count)
    places: dict[int, str] = field(default_factory=dict)
    arrived: Counter[int] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def once(self, people: People, number: int) -> bool:
        """Ask how far it is, send the next piece, until it is whole or the line breaks."""
        if number not in self.places and not self.begin(people, number):
            return False
        while (at := self.look(people, number)) is not None:
            if at < 0:
                return True
            if not self.send(people, number, at):
                return False
        return False

    def begin(self, people: People, number: int) -> bool:
        """Ask for a place. Asked again after a broken line, it is the same place."""
        told = {"filename": f"{called(number)}.wav", "filetype": "audio/wav", "stamp": str(number)}
        notes = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())
        answer = self.tus(people, "POST", "/desk/recordings/uploads/", b"", length=len(sound(number)), notes=notes)
        if answer.status == 201:
            self.places[number] = answer.headers["location"]
        return answer.status == 201

    def look(self, people: People, number: int) -> int | None:
        """Bytes that have arrived; -1 when it is a recording now; None when the line broke."""
        answer = self.tus(people, "HEAD", self.places[number], b"")
        if answer.status == 410 and "location" in answer.headers:
            return -1
        if answer.status == 404:
            self.lost.append(f"{called(number)} is gone")
        if answer.status != 200:
            return None
        at = int(answer.headers["upload-offset"])
        if at < self.arrived[number]:
            self.lost.append(f"{called(number)}: {self.arrived[number]} bytes were acknowledged, {at} are there")
        return at

    def send(self, people: People, number: int, at: int) -> bool:
        """The next piece."""
        whole = sound(number)
        piece = whole[at : at + len(whole) // PIECES + 1]
        answer = self.tus(people, "PATCH", self.places[number], piece, at=at)
        if answer.status == 204:
            self.arrived[number] = int(answer.headers["upload-offset"])
        return answer.status == 204

    def tus(self, people: People, method: str, path: str, body: bytes, **more: int | str) -> Answer:
        """One request of the protocol."""
        headers = {"Tus_Resumable": "1.0.0", "Content_Type": "application/offset+octet-stream"}
        names = {"length": "Upload_Length", "notes": "Upload_Metadata", "at": "Upload_Offset"}
        headers |= {names[name]: str(value) for name, value in more.items()}
        return people.ask(method, path, people.ready["session"], body, **headers)

    def check(self, people: People, after: dict[str, Any]) -> list[str]:
        """Every recording once, playable, as long as it was, and nothing left of its way here."""
        once = sorted(called(number) for number in range(self.count.done))
        found = sorted(after["recordings"])
        wrong = self.lost + ([] if found == once else [f"recordings: {differing(found, once)}"])
        half = ("recordings_not_ready", "recordings_without_file", "recordings_cut", "uploads_open")
        wrong += [f"{name}: {after[name]}" for name in half if after[name]]
        return wrong + ([] if after["recording_events"] else ["recordings and their events differ"])


@dataclass
class Bring:
    """Choose an archive, wait until it has been looked through, press Start. Chosen again, its pieces come once."""

    name: str = "importing"
    count: Count = field(default_factory=Count)
    places: dict[int, str] = field(default_factory=dict)

    def once(self, people: People, number: int) -> bool:
        """The next step of it."""
        mine = people.ready["session"]
        if number not in self.places:
            kind, body = multipart({"csrfmiddlewaretoken": TOKEN}, {"archive": archive(number)})
            answer = people.post("/desk/import/", mine, kind, body)
            if answer.status == 302:
                self.places[number] = answer.headers["location"]
            return False
        looked = people.ask("GET", self.places[number], mine, HX_Request="true")
        if looked.headers.get("hx-refresh") != "true":
            return False
        return people.form(f"{self.places[number]}start/", mine).status == 302

    def check(self, people: People, after: dict[str, Any]) -> list[str]:
        """Every piece of every archive once, with its row; every import that was started ended."""
        once = sorted(title for number in range(self.count.done) for title in pieces(number))
        wrong = [
            f"{name}: {differing(after[name], once)}"
            for name in ("brought", "archived")
            if sorted(after[name]) != once
        ]
        started = [place.split("/")[-2] for place in self.places.values()]
        ended = {key: state for key, state in after["imports"].items() if key in started and state != "done"}
        wrong += [f"imports that were started and not ended: {ended}"] if ended else []
        return wrong + ([f"imports_half: {after['imports_half']}"] if after["imports_half"] else [])


def called(number: int) -> str:
    """How the recording of one round is called."""
    return f"A talk, number {number}"


def sound(number: int) -> bytes:
    """A second of a tone, another one each time."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        step = 20 + number % 50
        file.writeframes(bytes(64 + (at * step // 16) % 128 for at in range(RATE * LENGTH)))
    return out.getvalue()


def pieces(number: int) -> list[str]:
    """The titles in the archive of one round."""
    return [f"An evening, number {number} of {part}" for part in range(ARCHIVED)]


def archive(number: int) -> bytes:
    """A blog's export, as WordPress writes it."""
    text = "<p>A regular evening helps many people to sleep.</p>"
    return wxr(
        wxr_item(number * 1000 + part + 1, title=title, text=text) for part, title in enumerate(pieces(number))
    )
