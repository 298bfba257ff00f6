#!/usr/bin/env python3
"""Measures programs of the terminal from a key to the last byte of the frame that it brings.

    keys.py NAME COLUMNSxLINES FOLDER KEYS -- COMMAND [ARG ...]

KEYS are pairs of keys, `j,k` or ` ,ESC`, pressed in turn; each press that brings nothing is left out. The program has
a pseudo-terminal of its own; a frame is done when nothing has come for 40 ms, which are not counted.
"""
import fcntl, os, pty, select, statistics, struct, sys, termios, time

QUIET, TURNS = 0.04, 60
ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R", b"\x1b[?u": b"\x1b[?0u"}


def read(fd, wait):
    """What comes until nothing has come for the time, and when its last byte came."""
    came, last = b"", None
    while select.select([fd], [], [], wait)[0]:
        try:
            more = os.read(fd, 65536)
        except OSError:
            break
        if not more:
            break
        came, last, wait = came + more, time.perf_counter(), QUIET
        for question, answer in ANSWERS.items():
            if question in more:
                os.write(fd, answer)
    return came, last


def main():
    name, size, folder, keys = sys.argv[1:5]
    command = sys.argv[sys.argv.index("--") + 1:]
    columns, lines = map(int, size.split("x"))
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
        os.execvp(command[0], command)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    began = time.perf_counter()
    while time.perf_counter() - began < 3:
        read(fd, 0.5)
    times = []
    pair = [key.replace("ESC", "\x1b").replace("ENTER", "\r").encode() for key in keys.split(",")]
    for turn in range(TURNS):
        pressed = time.perf_counter()
        os.write(fd, pair[turn % len(pair)])
        _, last = read(fd, 0.5)
        if last:
            times.append((last - pressed) * 1000)
    os.kill(pid, 9)
    times.sort()
    print(f"{name}\t{size}\t{keys!r}\t{len(times)} frames\tmedian {statistics.median(times):.1f} ms"
          f"\tninth of ten {times[int(len(times) * 0.9)]:.1f} ms")


main()
