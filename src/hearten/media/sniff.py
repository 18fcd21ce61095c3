"""Which of the few kinds of recordings a file is, by its first bytes. Names and declared types are not believed."""

from hearten.media.probe import Refused

#: What is taken, for people.
TAKEN = "MP4, MOV, M4A, WebM, MP3, WAV, FLAC or Ogg"
#: Start of the file -> the one reader that ffmpeg may use for it.
STARTS = {
    b"\x1a\x45\xdf\xa3": "matroska",
    b"ID3": "mp3",
    b"OggS": "ogg",
    b"fLaC": "flac",
    b"#!AMR": "amr",
}
#: Bytes that are needed to tell.
ENOUGH = 16


def reader(head: bytes) -> str:
    """The name of ffmpeg's reader for this file.

    Nothing that names other files or addresses (playlists, lists of parts) is among them.
    Raises Refused with words for the uploader.
    """
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    for start, name in STARTS.items():
        if head.startswith(start):
            return name
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:  # a bare stream, without a word before it
        return "aac" if head[1] & 0x06 == 0 else "mp3"
    raise unknown(head)


def unknown(head: bytes) -> Refused:
    """Not a recording that is taken; one sentence more where the reason is known."""
    more = ""
    if head.startswith(b"#EXTM3U"):
        more = " It is a list that points to recordings elsewhere: choose the recording itself."
    elif head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8")):
        more = " It is a picture: those have a shelf of their own."
    elif not head:
        return Refused("This file is empty. Please choose it again.")
    return Refused(f"This file is not a recording in {TAKEN}, whatever its name says.{more}", 415)
