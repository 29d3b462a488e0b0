"""How a badge is known: by the hash of its token, so that a copy of the database makes no badge.

The token is random (46 bits) and not a word a person chose, so a plain hash is enough: there is no list to try.
"""

import hashlib
import re

TOKEN = re.compile(r"[0-9BCDEFGHJKNPRSTV]{10}", re.ASCII)


class KeptBadge(str):
    """A badge as registers keep it: the hash of its token, which stands for the token."""

    __slots__ = ()


def badge_token_hash(token: str) -> str:
    """Answer the SHA-256 of a badge's token in capitals, as hex.

    >>> badge_token_hash("7k3rv9tr2d") == badge_token_hash("7K3RV9TR2D")
    True
    """
    if isinstance(token, KeptBadge):
        return str(token)
    return hashlib.sha256(token.upper().encode()).hexdigest()


def is_badge_token(text: str) -> bool:
    """Say whether a text has the form of a badge's token: ten signs that no reader and no eye confuses.

    >>> is_badge_token("7K3RV9TR2D"), is_badge_token("OP01")
    (True, False)
    """
    return isinstance(text, KeptBadge) or TOKEN.fullmatch(text.upper()) is not None
