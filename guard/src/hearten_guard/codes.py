"""Numbers and addresses that stand for one person or file, found by their shape in the author's own text."""

import re
from collections.abc import Iterator

_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_HANDLE = r"(?<![\w@./])@\w{2,30}"
_FILE = r"(?<![\w/.-])\d{2,6}/\d{2,4}(?![\w/])"
_PERSONAL = r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])|(?<![\w-])(?:19|20)?\d{6}[-+]\d{4}(?![\w-])"
_ACCOUNT = r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"
_MIXED = r"(?<!\w)[A-Z]{1,4}-?\d{5,12}(?!\w)"
_LONG = r"(?<![\w.,])\d{9,19}(?![\w.,]\d)"
_PHONE = r"(?<![\w./,-])(?:\+\d{1,3}[ .-]?)?\(?\d{2,5}\)?(?:[ .-]\d{2,5}){2,4}(?![\w./-]?\d)"
_CODE = re.compile("|".join((_EMAIL, _HANDLE, _PERSONAL, _ACCOUNT, _MIXED, _FILE, _LONG, _PHONE)))
_NOT_CODE = re.compile(r"(?:19|20)\d\d/\d\d(?:\d\d)?|\d{1,2}/\d{1,2}|(?:\d{4}[-. ]){1,2}\d{4}|(?:\d{1,3} )+000"
                       r"|\d{1,2}[-. ]\d{1,2}[-. ]\d{2,4}|\d{4}[-. ]\d{1,2}[-. ]\d{1,2}|24/7")  # fmt: skip


def codes(text: str) -> Iterator[tuple[int, int]]:
    """E-mail addresses, handles, telephone, personal, account and file numbers."""
    for match in _CODE.finditer(text):
        if not _NOT_CODE.fullmatch(match.group()):
            yield match.span()
