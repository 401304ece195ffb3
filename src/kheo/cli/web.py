"""What granian's worker loads: the site, in a process that does not outlive the one that started it."""

import os
import signal

from kheo.cli.keeper import end_with_parent

PARENT = os.getppid()
end_with_parent(signal.SIGKILL)
if os.getppid() != PARENT:  # it died just before we asked
    raise SystemExit(1)

from kheo.site.wsgi import application  # noqa: E402 (not before the lines above)

__all__ = ["application"]
