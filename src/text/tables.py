#!/usr/bin/env python3
"""Makes src/text/tables.rs from the Unicode data that Python's standard library carries.

    python3 src/text/tables.py > src/text/tables.rs

Needs Python 3.11 (Unicode 14.0): terminals of today agree on what that version knows, so a character that is
newer counts as unassigned. No other version of the data is accepted, lest the tables change by accident.
The data is Unicode's (East_Asian_Width, General_Category), used under the Unicode License V3.
"""
import sys
import unicodedata as u

WANTED = "14.0.0"
LAST = 0x10FFFF


def ranges(belongs):
    start = None
    for code in range(LAST + 2):
        inside = code <= LAST and belongs(code)
        if inside and start is None:
            start = code
        if not inside and start is not None:
            yield start, code - 1
            start = None


def ambiguous(code):
    """East_Asian_Width=A, less what takes no column or is never drawn (marks, format and private-use characters)."""
    c = chr(code)
    return u.east_asian_width(c) == "A" and u.category(c) not in ("Mn", "Me", "Cf", "Co")


FILLERS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}


def unseen(code):
    """Format characters, fillers and variation selectors: seen by no reader, drawn by some terminals."""
    if 0xFE00 <= code <= 0xFE0F or 0x180B <= code <= 0x180F or 0xE0000 <= code <= 0xE0FFF:
        return True
    return code in FILLERS or u.category(chr(code)) == "Cf"


def missing(code):
    """Private use, unassigned and noncharacters: no two terminals draw them alike."""
    return not unseen(code) and u.category(chr(code)) in ("Co", "Cn")


def table(name, comment, belongs):
    rows = list(ranges(belongs))
    yield ""
    yield f"/// {comment}"
    yield "#[rustfmt::skip]"
    yield f"pub(super) const {name}: [(u32, u32); {len(rows)}] = ["
    line = "   "
    for first, last in rows:
        item = f" (0x{first:04X}, 0x{last:04X}),"
        if len(line) + len(item) > 108:
            yield line
            line = "   "
        line += item
    yield line
    yield "];"


def main():
    if u.unidata_version != WANTED:
        sys.exit(f"this needs the Unicode data {WANTED}, this Python has {u.unidata_version}")
    print("//! Ranges of characters, made by `tables.py` beside this file. Not edited by hand.")
    print(f"//! Unicode {WANTED}; the data is under the Unicode License V3.")
    print('#![expect(clippy::unreadable_literal, reason = "code points are read as they are listed")]')
    for line in table("AMBIGUOUS", ambiguous.__doc__, ambiguous):
        print(line)
    for line in table("UNSEEN", unseen.__doc__, unseen):
        print(line)
    for line in table("MISSING", missing.__doc__, missing):
        print(line)


main()
