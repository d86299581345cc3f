"""Words of the command line in Japanese and English."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from sim.words import Text, bilingual, texts

WORDS: Final = texts("commands")
HELP: Final = texts("help")
"""What --help says of commands, options and arguments."""

REASONS: Mapping[int, Text] = {
    errno.ENOENT: bilingual("system_reasons/enoent"),
    errno.EACCES: bilingual("system_reasons/eacces"),
    errno.EPERM: bilingual("system_reasons/eperm"),
    errno.EROFS: bilingual("system_reasons/erofs"),
    errno.EISDIR: bilingual("system_reasons/eisdir"),
    errno.ENOTDIR: bilingual("system_reasons/enotdir"),
    errno.EEXIST: bilingual("system_reasons/eexist"),
    errno.ENOSPC: bilingual("system_reasons/enospc"),
    errno.EDQUOT: bilingual("system_reasons/edquot"),
}
"""Why the system refused a file, by its number."""
