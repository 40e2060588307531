#!/usr/bin/env python3
"""Builds lexicon.bin: the words that the seam scorer knows, and which kind of word follows which.

    build.py JIEBA_SDIST OUT        e.g.  pip download jieba==0.42.1 --no-deps --no-binary :all:
                                          tar xzf jieba-0.42.1.tar.gz && build.py jieba-0.42.1 lexicon.bin

The source is jieba 0.42.1 (MIT licence, Sun Junyi): `dict.txt` (words, counts, part of speech) and the
transition and start tables of its tagger (`posseg/prob_trans.py`, `posseg/prob_start.py`). Nothing else goes in.
The product is read in place by src/ingest/join/lexicon.rs; docs/LANGUAGE-DATA.md describes it.

Layout, all numbers little-endian:
    0   8 bytes   b"KBLEX02\\0"
    8   u32       log2 of the number of slots
    12  u32       number of words
    16  128 bytes   start[state]            in tenths of a nat below 0 (255: never)
    144 16384 bytes follow[state][state]    the same
    16528 262144 bytes  a bit for each pair of characters that stand side by side inside some word (the first 21 bits
                      of the pair's hash); a few other pairs share their bits
    278672 u32[slots] open addressing, 0 = empty; fingerprint << 13 | cost << 6 | tag
A state is tag * 2 + (1 if the word is one character). The cost of a word is -ln P(word | state) * 7, at most 127.
"""
import math, pathlib, struct, sys

BITS, LONGEST, LEAST = 19, 6, 3
MASK = (1 << 64) - 1


def hash_word(word):
    """Must equal `extend` in lexicon.rs, applied from the first character to the last."""
    h = 0
    for c in word:
        h = ((((h << 5) | (h >> 59)) & MASK) ^ ord(c)) * 0x517CC1B727220A95 & MASK
    return h


def load(path):
    scope = {}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), scope)
    return scope["P"]


def tenths(log):
    return min(255, max(0, round(-log * 10)))


def main():
    root, out = pathlib.Path(sys.argv[1]) / "jieba", pathlib.Path(sys.argv[2])
    follow, start = load(root / "posseg" / "prob_trans.py"), load(root / "posseg" / "prob_start.py")
    tags = sorted({tag for _, tag in follow})
    assert len(tags) == 64
    number = {tag: i for i, tag in enumerate(tags)}
    best = {}
    for line in (root / "dict.txt").read_text("utf-8").splitlines():
        word, count, tag = line.split(" ")
        if len(word) > LONGEST or int(count) < LEAST or tag not in number:
            continue
        if not all("\u3400" <= c <= "\u9fff" for c in word):
            continue
        if word not in best or int(count) > best[word][0]:
            best[word] = int(count), number[tag]
    total = [0] * 128
    for word, (count, tag) in best.items():
        total[tag * 2 + (len(word) == 1)] += count
    slots = [0] * (1 << BITS)
    for word in sorted(best):
        count, tag = best[word]
        cost = min(127, round(-math.log(count / total[tag * 2 + (len(word) == 1)]) * 7))
        h = hash_word(word)
        at, print_ = h >> (64 - BITS), (h >> (64 - BITS - 19)) & 0x7FFFF
        if print_ == 0:
            print_ = 1
        while slots[at]:
            at = (at + 1) & ((1 << BITS) - 1)
        slots[at] = print_ << 13 | cost << 6 | tag
    name = lambda state: ("S" if state & 1 else "E", tags[state >> 1])
    begin = lambda state: ("S" if state & 1 else "B", tags[state >> 1])
    blob = bytearray(b"KBLEX02\0" + struct.pack("<II", BITS, len(best)))
    blob += bytes(tenths(start.get(begin(s), -99)) for s in range(128))
    for a in range(128):
        row = follow.get(name(a), {})
        blob += bytes(tenths(row.get(begin(b), -99)) for b in range(128))
    pairs = bytearray(1 << 18)
    for word in best:
        for pair in zip(word, word[1:]):
            bit = hash_word(pair) >> 43
            pairs[bit >> 3] |= 1 << (bit & 7)
    blob += pairs
    blob += struct.pack(f"<{len(slots)}I", *slots)
    out.write_bytes(blob)
    print(f"{len(best)} words, {len(blob)} bytes; tags: {' '.join(tags)}")


if __name__ == "__main__":
    main()
