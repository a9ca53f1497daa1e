"""Runs one program so that it cannot outlive the process that started it. A script of its own: no Django, no package import.

    python -I -S child.py PARENT SIGNAL PRIVILEGE PROGRAM ARGUMENT...

PARENT is the starter's process id, SIGNAL the number the kernel sends when the starter dies, PRIVILEGE one of
`keep` (as we are), `namespace:<uid>:<gid>` (we become that user of a user namespace of our own, files stay ours) and
`user:<uid>:<gid>` (root becomes that user, keeping only the right to pass through closed directories).

PostgreSQL refuses to run as root and as a user without a name, hence the last two. Exit codes of this script itself: 96 bad use,
97 namespace refused, 98 the starter is gone, 99 the program cannot be run.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CLONE_NEWUSER = 0x10000000
CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522
NAMESPACE_REFUSED, STARTER_GONE, CANNOT_RUN = 97, 98, 99


class _CapHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapData(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]


def _enter_namespace(libc: ctypes.CDLL, inside_uid: int, inside_gid: int) -> None:
    """Become that user of a new user namespace in which this user's files are ours. Exits 97 where the kernel refuses."""
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER) != 0:
        sys.exit(NAMESPACE_REFUSED)
    try:
        for name, text in (("setgroups", "deny"), ("uid_map", f"{inside_uid} {uid} 1"), ("gid_map", f"{inside_gid} {gid} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    except OSError:
        sys.exit(NAMESPACE_REFUSED)


def _become(libc: ctypes.CDLL, uid: int, gid: int) -> None:
    """Become `uid` for good, keeping only the capability to search directories, so that a checkout under a closed home works."""
    header = _CapHeader(CAPABILITY_VERSION_3, 0)
    data = (_CapData * 2)()
    libc.capget(ctypes.byref(header), data)
    keep = next((cap for cap in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if data[0].permitted & (1 << cap)), None)
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if keep is not None:
        mask = 1 << keep
        data[0] = _CapData(mask, mask, mask)
        data[1] = _CapData(0, 0, 0)
        if libc.capset(ctypes.byref(header), data) == 0:
            libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, keep, 0, 0)


def main(argv: list[str]) -> None:
    """Drop what must be dropped, tie this process to its starter, and become the program."""
    if len(argv) < 4:
        sys.exit(96)
    starter, signal_number, privilege, program = int(argv[0]), int(argv[1]), argv[2], argv[3:]
    os.umask(0o077)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        kind, *numbers = privilege.split(":")
        if kind == "namespace":
            _enter_namespace(libc, *map(int, numbers))
        elif kind == "user":
            _become(libc, *map(int, numbers))
        # After every change of identity: the kernel forgets the request at each of them.
        libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != starter:
            sys.exit(STARTER_GONE)
    try:
        os.execv(program[0], program)  # noqa: S606 - this is the point of it
    except OSError as error:
        sys.stderr.write(f"{program[0]}: {error.strerror}\n")
        sys.exit(CANNOT_RUN)


if __name__ == "__main__":
    main(sys.argv[1:])
