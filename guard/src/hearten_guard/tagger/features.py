"""What the network is told of a word by itself, and of a token in its place; all as short names."""

from collections import Counter

from hearten_guard.tagger.tokens import Token

_FLAGS = "first rare nick city town country region people part".split()
_CAPPED = 3


def shape(word: str) -> str:
    """`Anna` Xx, `ANNA` XX, `A` X, `anna` x, `iPhone` xX, `1998` d4, `4th` m; other signs are themselves."""
    if word.islower():
        return "x" if word.isalpha() else "m"
    if word.isdigit():
        return f"d{min(len(word), 5)}"
    if word.isupper():
        return ("X" if len(word) == 1 else "XX") if word.isalpha() else "M"
    if word.isalpha():
        return "Xx" if word.istitle() else "xX" if word[0].islower() else "XxX"
    return word if len(word) == 1 else "m"


def intrinsic(word: str, low: str, flags: int, rank: int) -> list[str]:
    """Names of what a word tells by itself; `flags` from the gazetteer, `rank` its place by frequency or -1."""
    form = shape(word)
    rarity = "-" if rank < 0 else str(rank.bit_length())
    names = [f"w{low}", f"s{form}", f"r{rarity}{form}", f"x{low[-3:]}", f"p{low[:3]}"]
    if flags:
        caps = form[0] == "X"
        names += [f"g{flag}{caps:d}" for bit, flag in enumerate(_FLAGS) if flags >> bit & 1]
        names.append(f"G{flags}{caps:d}")
    return names


def placed(tokens: list[Token], place: int, counts: Counter[str]) -> list[str]:
    """Names of what a token tells in its place."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    last, following = (before.low if before else "<"), (after.low if after else ">")
    names = [f"<{last} {token.low}", f">{token.low} {following}"]
    form = shape(token.word)
    names.append(f"t{shape(before.word) if before else '<'} {form} {shape(after.word) if after else '>'}")
    if form[0] == "X":
        names += _capital(token, tokens, place, counts)
    elif form == "x" and counts[token.word.title()]:
        names.append("C")
    return names


def _capital(token: Token, tokens: list[Token], place: int, counts: Counter[str]) -> list[str]:
    starts = token.begins_line or tokens[place - 1].word in ".!?:"
    return [
        f"c{min(counts[token.low], _CAPPED)}{starts:d}",
        f"n{min(counts[token.word], 6)}",
        f"q{min(place // 150, 4)}",
    ]
