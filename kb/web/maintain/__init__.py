"""The maintainers' page, mounted under a path of its own that the server guards: one file a section."""

from kb.web.maintain.page import PATH, build_maintain
from kb.web.maintain.routes import mount_on

__all__ = ["PATH", "build_maintain", "mount_on"]
