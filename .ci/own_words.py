#!/usr/bin/env python3
"""Checks that no sentence of somebody else's paper stands in this repository: `own_words.py SOURCE…`.

Each run of N Chinese characters within a sentence of a source (marks and blanks left out) must occur in no text that is
under version control.
"""

import pathlib
import re
import subprocess
import sys

N = 10
HAN = re.compile(r"[\u3400-\u9fff]+")


def runs(text):
    """Every run of N Chinese characters, with the marks within a sentence left out."""
    for sentence in re.split(r"[。！？!?\n\r]+|\\n", text):
        plain = "".join(HAN.findall(sentence))
        for start in range(len(plain) - N + 1):
            yield plain[start:start + N]


def main():
    theirs = set()
    for source in sys.argv[1:]:
        theirs.update(runs(pathlib.Path(source).read_text("utf-8", "replace")))
    names = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True).stdout.decode().split("\0")
    found = []
    for name in filter(None, names):
        path = pathlib.Path(name)
        if not path.is_file() or path.parts[0] == "assets" and path.suffix in {".bin", ".tsv"}:
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        found += [(name, run) for run in runs(text) if run in theirs]
    print(f"    {len(theirs)} runs of {N} characters looked for, {len(found)} found")
    for name, run in found[:40]:
        print(f"    {name}: {run}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
