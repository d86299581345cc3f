"""All messages by code: what is allowed and the way out. They stand in `sim/words/ja.po` under `errors`.

{key} and {value} are the fault's, other blanks its details.
"""

from __future__ import annotations

from typing import Final

from sim.words import texts

MESSAGES: Final = texts("errors")
