#!/usr/bin/env python3
"""From key to frame: the program's own search over headlines beside fzf, each on a terminal of its own.

  cargo build --release --example find-titles
  target/release/examples/find-titles make 1500000 > titles.txt
  benches/support/key-to-frame.py titles.txt target/release/examples/find-titles [ROUNDS]

Any file with a headline a line does. Both programs read the same file on a terminal of 120 columns and 40 rows. A key
is sent when both are at rest; its frame is the last that the program writes before it is at rest again (it writes
nothing and takes no time of the processor). The two take turns key by key, so that whatever else the machine does
disturbs both alike. Printed are the middle of the rounds in milliseconds and how many times longer fzf takes. Both
must name how many headlines fit: where the numbers differ, the two have not looked for the same. Pinyin is not
compared, because fzf does not know it. The first row is a program that answers each key with a frame and does nothing
else: no program can be faster under this timer.
"""

import fcntl
import os
import pty
import re
import select
import statistics
import struct
import sys
import termios
import time

COLUMNS, ROWS = 120, 40
BACKSPACE = "\x7f"
# What is typed, and what kind of key each one is.
TYPED = [
    [("河", "first key"), ("南", "narrowing"), ("新", "narrowing"), (BACKSPACE, "backspace"),
     (BACKSPACE, "backspace"), (BACKSPACE, "empty line")],
    [("科", "first key"), ("技", "narrowing"), ("创", "narrowing"), ("新", "narrowing"), (BACKSPACE, "backspace"),
     (BACKSPACE, "backspace"), (BACKSPACE, "backspace"), (BACKSPACE, "empty line")],
]
# So long nothing is written and no time is taken when a program is at rest, in seconds.
AT_REST = 0.15


# Answers each key with as many bytes as a frame has.
AT_ONCE = """
import os, tty
tty.setraw(0)
while os.read(0, 16) != b"\x1b":
    os.write(1, b"." * 5000)
"""


class Program:
    """A program on a terminal of its own."""

    def __init__(self, name, command, stdin=None):
        self.name = name
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            if stdin:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            os.environ["TERM"] = "xterm-256color"
            os.environ.pop("FZF_DEFAULT_OPTS", None)
            os.execvp(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.written = b""
        self.wait()

    def processor_time(self):
        with open(f"/proc/{self.pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def wait(self):
        """Waits until the program is at rest; when it wrote last."""
        last = since = time.perf_counter()
        taken = self.processor_time()
        while True:
            readable, _, _ = select.select([self.terminal], [], [], 0.02)
            now = time.perf_counter()
            if readable:
                self.written += os.read(self.terminal, 1 << 16)
                last = since = now
            elif self.processor_time() != taken:
                taken, since = self.processor_time(), now
            elif now - since > AT_REST:
                return last

    def press(self, key):
        """Sends a key; the milliseconds to its frame, and how many headlines the frame says that fit."""
        self.written = b""
        sent = time.perf_counter()
        os.write(self.terminal, key.encode())
        frame = self.wait()
        counts = re.findall(rb"(\d+)/\d+", self.written)
        return (frame - sent) * 1000, int(counts[-1]) if counts else None

    def leave(self):
        os.write(self.terminal, b"\x1b")
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def time_at_once():
    program = Program("at once", [sys.executable, "-c", AT_ONCE])
    took = statistics.median(program.press("a")[0] for _ in range(21))
    program.leave()
    return took


def main():
    titles, own = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    print(f"a frame at once: {time_at_once():.2f} ms")
    times, found, kinds = {}, {}, {}
    for _ in range(rounds):
        # Both begin afresh, because both remember what they found.
        programs = [Program("fzf", ["fzf"], stdin=titles), Program("own", [own, titles])]
        for number, keys in enumerate(TYPED):
            line = ""
            for at, (key, kind) in enumerate(keys):
                line = line[:-1] if key == BACKSPACE else line + key
                for program in programs:
                    took, count = program.press(key)
                    times.setdefault((number, at, program.name), []).append(took)
                    found[number, at, program.name] = count
                kinds[number, at] = (kind, line)
        for program in programs:
            program.leave()
    by_kind = {}
    for (number, at), (kind, line) in kinds.items():
        fzf, own = (statistics.median(times[number, at, name]) for name in ("fzf", "own"))
        counts = " and ".join(str(found[number, at, name]) for name in ("fzf", "own"))
        print(f"{kind:<10} “{line}”: fzf {fzf:.2f} ms, own {own:.2f} ms, {fzf / own:.1f} times; {counts} headlines")
        by_kind.setdefault(kind, []).append(fzf / own)
    for kind, ratios in by_kind.items():
        print(f"{kind}: {min(ratios):.1f} to {max(ratios):.1f} times faster than fzf")


if __name__ == "__main__":
    main()
