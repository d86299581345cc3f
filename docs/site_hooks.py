"""What MkDocs does not do itself: documents of other folders, links to files, equations without scripts."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from latex2mathml.converter import convert
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
ELSEWHERE = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "README.ja.md": "readme.ja.md",
    "data/SOURCES.md": "sources.md",
}
"""Documents outside docs/, and where the site has them."""
KNOWN = ELSEWHERE | {"README.md": "index.md"}
LINK = re.compile(r"(!?\[(?:[^\]\[]|!?\[[^\]]*\]\([^)]*\))*\]\()([^)\s#]*)((?:#[^)\s]*)?\))")
CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
EQUATION = re.compile(r"^\$\$(.+)\$\$$", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the documents that stand elsewhere, and every file of the project that a document links to."""
    for source, page in ELSEWHERE.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    for page in list(files.documentation_pages()):
        for target in _targets(page.src_uri, page.content_string):
            if target.startswith("files/") and target not in files.src_uris:
                source = ROOT / target.removeprefix("files/")
                files.append(File.generated(config, target, abs_src_path=str(source)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Lead links to where the site has what they mean, and write equations as MathML."""
    here = page.file.src_uri
    told = _outside_code(markdown, lambda text: LINK.sub(lambda found: _relinked(found, here), text))
    return EQUATION.sub(lambda found: f"\n{convert(found[1], display='block')}\n", told)


def _relinked(found: re.Match[str], here: str) -> str:
    label = (
        found[1] if found[1].startswith("![") else LINK.sub(lambda inner: _relinked(inner, here), found[1])
    )
    return label + _moved(found[2], here) + found[3]


def _targets(here: str, markdown: str) -> set[str]:
    """Places in the site of all that a page links to."""
    found = LINK.findall(CODE.sub("", markdown))
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(here), _moved(link, here)))
        for _, link, _ in found
    }


def _moved(link: str, here: str) -> str:
    """A link as the site needs it; whatever is no file of the project stays."""
    if not link or re.match(r"[a-z]+:", link):
        return link
    places = {page: source for source, page in ELSEWHERE.items()}
    written = places.get(here, f"docs/{here}")
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(written), link))
    if not (ROOT / meant).is_file():
        return link
    inside = meant.removeprefix("docs/") if meant.startswith("docs/") else KNOWN.get(meant, f"files/{meant}")
    return posixpath.relpath(inside, posixpath.dirname(here) or ".")


def _outside_code(markdown: str, change: Callable[[str], str]) -> str:
    parts = CODE.split(markdown)
    return "".join(part if number % 2 else change(part) for number, part in enumerate(parts))
