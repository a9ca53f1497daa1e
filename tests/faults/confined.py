"""Runs a command as root of a user namespace of its own, on a machine made poorer. A script: `confined.py WHAT COMMAND...`.

WHAT is `no-namespaces` (further user namespaces are refused, as in many containers) or `disk:<folder>:<size>` (the folder is a
file system of that size). All users of the machine exist inside where the caller is root, else only the caller, as root.
"""

import ctypes
import os
import signal
import sys

CLONE_NEWUSER, CLONE_NEWNS = 0x10000000, 0x00020000
PR_SET_PDEATHSIG = 1
REFUSED = 95


def main(what: str, command: list[str]) -> None:
    """Enter, impoverish, become the command. Exits 95 where the kernel refuses."""
    entered, mapped = os.pipe(), os.pipe()
    uid, gid = os.geteuid(), os.getegid()
    child = os.fork()
    if child:
        os.read(entered[0], 1)
        if uid != 0:
            _write(f"/proc/{child}/setgroups", "deny")
        size = 4294967295 if uid == 0 else 1
        _write(f"/proc/{child}/uid_map", f"0 {uid} {size}")
        _write(f"/proc/{child}/gid_map", f"0 {gid} {size}")
        os.write(mapped[1], b"x")
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    libc = ctypes.CDLL(None, use_errno=True)
    refused = libc.unshare(CLONE_NEWUSER | CLONE_NEWNS)
    os.write(entered[1], b"x")
    os.read(mapped[0], 1)
    if refused:
        os._exit(REFUSED)
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    if what == "no-namespaces":
        _write("/proc/sys/user/max_user_namespaces", "0")
    else:
        _, folder, size = what.split(":")
        if libc.mount(b"none", folder.encode(), b"tmpfs", 0, f"size={size}".encode()):
            os._exit(REFUSED)
    # Being stopped, however it happens, stops the command too.
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    os.execv(command[0], command)


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
