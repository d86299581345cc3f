from __future__ import annotations

import os

from hypothesis import settings

# No deadline: the first call of a kernel compiles it. On a build server the same examples each time, so that a
# change is not blamed for an example that chance found; everywhere else new ones.
settings.register_profile("sanwari", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("sanwari")
