"""Which file system a path lies on, by the kernel's table of mounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

NETWORK = frozenset(
    """nfs nfs3 nfs4 cifs smb2 smb3 smbfs lustre gpfs beegfs ceph afs 9p coda ncpfs pvfs2 orangefs
    glusterfs wekafs panfs fuse.sshfs fuse.glusterfs fuse.ceph fuse.ceph-fuse fuse.davfs fuse.rclone
    fuse.s3fs fuse.beegfs fuse.lizardfs fuse.mfs""".split()
)
"""File systems whose files lie on another machine."""


def kind_of(path: PurePosixPath, mounts: Iterable[str]) -> str:
    """Return the type of the file system that a path lies on; "" where the table doesn't say.

    Args:
        path: absolute, without links.
        mounts: lines of ``/proc/self/mountinfo``; of several mounts on one place, the last counts.
    """
    best, kind = -1, ""
    for line in mounts:
        fields, _, rest = line.partition(" - ")
        if not rest or len(fields.split()) < 5:
            continue
        point = PurePosixPath(_plain(fields.split()[4]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), rest.split()[0]
    return kind


def kind_here(path: Path) -> str:
    """Return the type of the file system that a path of this machine lies on."""
    mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    return kind_of(PurePosixPath(path.resolve()), mounts.splitlines())


def _plain(field: str) -> str:
    r"""Return a field of the table as it is meant: a space stands there as ``\040``."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)
