#!/usr/bin/env python3
"""Checks one page: `kanbao parse PAGE | kept.py PAGE`. Each non-blank line has exactly one home."""

import collections
import json
import pathlib
import re
import sys


def homes(page):
    """The line numbers of every home, in any order."""
    for article in page["articles"]:
        for part in ("kicker", "headline", "subtitle", "byline"):
            yield from article["lines"][part]
        for block in article["blocks"]:
            yield from block["lines"]
        for figure in article["figures"]:
            yield from figure["caption_lines"]
            yield from figure["credit_lines"]
        for quote in article["pull_quotes"]:
            yield from quote["lines"]
    for item in page["furniture"] + page["unplaced"]:
        yield item["line"]


def main():
    page = json.load(sys.stdin)
    raw = pathlib.Path(sys.argv[1]).read_bytes().decode("utf-8-sig", "replace")
    lines = re.split(r"\r\n|\r|\n", raw)
    wanted = {number for number, line in enumerate(lines, 1) if line.strip()}
    counted = collections.Counter(homes(page))
    lost = sorted(wanted - set(counted))
    invented = sorted(set(counted) - wanted)
    doubled = sorted(number for number, count in counted.items() if count > 1)
    print(f"    {pathlib.Path(sys.argv[1]).name}: {len(wanted)} lines, lost {len(lost)}, "
          f"doubled {len(doubled)}, invented {len(invented)}")
    if lost or doubled or invented:
        sys.exit(f"lost {lost}, doubled {doubled}, invented {invented}")


if __name__ == "__main__":
    main()
