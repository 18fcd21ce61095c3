"""Ways in which people disguise words, each a function from text to text (I18)."""

from collections.abc import Callable

_CYRILLIC = str.maketrans("aeopcxyiEAOPCTBHKM", "аеорсхуіЕАОРСТВНКМ")
_GREEK = str.maketrans("aotpvnkAEHIKMNOPTX", "αοτρνηκΑΕΗΙΚΜΝΟΡΤΧ")
_LEET = str.maketrans("aeiostAEIOST", "431057431057")
_SYMBOLS = str.maketrans("asiASI", "@$!@$!")


def _each_word(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(
        change(word) if len(word) > 3 and word.isalpha() else word for word in _pieces(text)
    )


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for char in text:
        if pieces[-1].isalpha() and char.isalpha():
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _alternating(text: str) -> str:
    return "".join(char.upper() if i % 2 else char.lower() for i, char in enumerate(text))


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _bold(text: str) -> str:
    return "".join(
        chr(0x1D400 + ord(char) - 65)
        if "A" <= char <= "Z"
        else chr(0x1D41A + ord(char) - 97)
        if "a" <= char <= "z"
        else char
        for char in text
    )


ANY: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "alternating case": _alternating,
    "Cyrillic look-alikes": lambda text: text.translate(_CYRILLIC),
    "Greek look-alikes": lambda text: text.translate(_GREEK),
    "zero-width spaces": _each_word("\u200b".join),
    "soft hyphens": _each_word("\u00ad".join),
    "combining marks": _each_word("\u0336".join),
    "full-width letters": _wide,
    "mathematical bold": _bold,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "doubled spaces": lambda text: text.replace(" ", "  "),
    "line breaks": lambda text: text.replace(" ", "\n", 3),
    "typographic apostrophes": lambda text: text.replace("'", "\u2019"),
}
"""Leave every word readable to a program that knows Unicode; all hold findings must survive."""

WORDS: dict[str, Callable[[str], str]] = {
    "spaced letters": " ".join,
    "spaced words": lambda text: _each_word(" ".join)(text.replace(" ", "   ")),
    "dotted words": _each_word(".".join),
    "leetspeak": lambda text: "".join(
        piece.translate(_LEET) if piece.isalpha() else piece for piece in _pieces(text)
    ),
    "leet symbols": _each_word(lambda word: word[0] + word[1:-1].translate(_SYMBOLS) + word[-1]),
    "bold Markdown": _each_word(lambda word: f"{word[:2]}**{word[2:]}**"),
    "HTML inside words": _each_word(lambda word: f"{word[:2]}<b>{word[2:]}</b>"),
    "HTML entities": _each_word(lambda word: f"&#{ord(word[0])};{word[1:]}"),
}
"""Break words apart; addresses and links do not survive these as such and are left out."""
