#!/usr/bin/env python3
"""Builds tones.bin: the readings of characters with their tones, as a reader is shown them.

Source: the PyPI package `pypinyin` (MIT), as for build.py: pinyin_dict.json (readings of a character, the usual one
first) and phrases_dict.json (readings of words).  spoken.tsv and places.tsv beside this script add names of places
and words of newspapers.  Use:

    pip download --no-deps pypinyin && unzip pypinyin-*.whl
    python3 build_tones.py pypinyin tones.bin

Of the words those of two to four characters are kept in which some character is read otherwise than alone, for they
tell how it is read, and all of spoken.tsv.  一 and 不 keep the tone of the dictionary: what the tone after them does to theirs is left to the
speaker, as print does.  Characters of words are folded (../fold/fold.bin).  Format, little-endian:

    u16         number of syllables s
    s x 8 bytes syllables in UTF-8, filled up with zeros
    256 bytes   for each high byte of a UTF-16 unit: 0 = no character with a reading, n = page n
    u16         number of pages p
    p x 256 u16 0 = no reading; below 0x8000: syllable number + 1; else 0x8000 + place in the lists
    u16         number of units in the lists
    lists       u16 usual << 8 | all, then that many syllable numbers, the usual ones first
    u16         number of characters beyond the first plane
    that many   u32 code point, u16 as in the pages; sorted
    3 tables    for words of 2, 3 and 4 characters: u16 count, then sorted records: a u16 a character, then a u8 a
                character: which of its readings it has there
"""
import collections
import json
import os
import struct
import sys
import unicodedata

# What a newspaper means by these where no word tells; the dictionary puts another reading first.
ALONE = {"长": "cháng", "長": "cháng", "累": "lèi", "尽": "jìn", "盡": "jìn", "漯": "luò"}
KEEP_TONE = {"一": "yī", "不": "bù"}
# More readings than these are for scholars.
KEPT = 4
# A reading is usual if it stands in so many of 100 words with its character.
USUAL = 8


def plain(reading):
    text = unicodedata.normalize("NFD", reading).replace("u\u0308", "v").replace("ü", "v")
    return "".join(c for c in text if c.isascii())


def reader_of_folds(here):
    data = open(os.path.join(here, "..", "fold", "fold.bin"), "rb").read()

    def fold(word):
        folded = ""
        for character in word:
            page = data[ord(character) >> 8] if ord(character) < 0x10000 else 0
            at = 258 + (page - 1) * 512 + (ord(character) & 255) * 2
            to = struct.unpack_from("<H", data, at)[0] if page else 0
            folded += chr(to) if to not in (0, 0xFFFF) else character
        return folded

    return fold


def main(folder, product):
    here = os.path.dirname(os.path.abspath(__file__))
    readings = json.load(open(os.path.join(folder, "pinyin_dict.json"), encoding="utf-8"))
    phrases = json.load(open(os.path.join(folder, "phrases_dict.json"), encoding="utf-8"))
    fold = reader_of_folds(here)
    counts = collections.defaultdict(collections.Counter)
    words = {}
    told = set()
    for word, spelled in phrases.items():
        if len(word) == len(spelled):
            read = [KEEP_TONE.get(c, unicodedata.normalize("NFC", r[0])) for c, r in zip(word, spelled)]
            counts_of = zip(word, read)
            for character, reading in counts_of:
                counts[character][reading] += 1
            if 2 <= len(word) <= 4 and max(word) < "\U00010000":
                words[fold(word)] = read

    table = {}
    for code, listed in readings.items():
        character = chr(int(code))
        known = list(dict.fromkeys(unicodedata.normalize("NFC", r) for r in listed.split(",") if r))
        first = ALONE.get(character, KEEP_TONE.get(character, known[0]))
        rest = sorted((r for r in known if r != first), key=lambda r: -counts[character][r])
        every = [first, *rest]
        used = [r for r in every if r == first or counts[character][r] > 0]
        table[int(code)] = used if len(used) >= KEPT else every[:KEPT]

    for row in open(os.path.join(here, "spoken.tsv"), encoding="utf-8"):
        if not row.startswith("#"):
            word, spelled = row.rstrip("\n").split("\t")
            read = spelled.split(" ")
            assert len(read) == len(word), row
            words[fold(word)] = read
            told.add(fold(word))

    for row in open(os.path.join(here, "places.tsv"), encoding="utf-8"):
        if not row.startswith("#"):
            name, spelled = row.rstrip("\n").split("\t")[:2]
            read = []
            for character, syllable in zip(name, spelled.split(" ")):
                listed = [unicodedata.normalize("NFC", r) for r in readings[str(ord(character))].split(",")]
                fitting = [r for r in table[ord(character)] + listed if plain(r) == syllable]
                read.append(fitting[0] if fitting else None)
            if 2 <= len(name) <= 4 and None not in read:
                words.setdefault(fold(name), read)

    kept = [[], [], []]
    for word, read in words.items():
        if any(ord(c) not in table for c in word):
            continue
        if word not in told and all(table[ord(c)][0] == r for c, r in zip(word, read)):
            continue
        for character, reading in zip(word, read):
            if reading not in table[ord(character)]:
                table[ord(character)].append(reading)
        kept[len(word) - 2].append((word, read))

    syllables = sorted({s for every in table.values() for s in every})
    number = {s: i for i, s in enumerate(syllables)}
    lists, places, low, high = [], {}, {}, []
    for code, every in sorted(table.items()):
        if len(every) == 1:
            entry = number[every[0]] + 1
        else:
            total = sum(counts[chr(code)][s] for s in every)
            usual = [counts[chr(code)][s] * 100 >= total * USUAL for s in every[1:]]
            usual = 1 + next((i for i, yes in enumerate(usual) if not yes), len(usual)) if total else len(every)
            units = (usual << 8 | len(every), *(number[s] for s in every))
            if units not in places:
                places[units] = len(lists)
                lists.extend(units)
            entry = 0x8000 + places[units]
        if code < 0x10000:
            low[code] = entry
        else:
            high.append((code, entry))
    pages = sorted({code >> 8 for code in low})
    index = bytearray(256)
    body = bytearray()
    for n, page in enumerate(pages, 1):
        index[page] = n
        for code in range(page << 8, (page << 8) + 256):
            body += struct.pack("<H", low.get(code, 0))
    out = struct.pack("<H", len(syllables)) + b"".join(s.encode().ljust(8, b"\0") for s in syllables)
    out += bytes(index) + struct.pack("<H", len(pages)) + bytes(body)
    out += struct.pack("<H", len(lists)) + b"".join(struct.pack("<H", unit) for unit in lists)
    out += struct.pack("<H", len(high)) + b"".join(struct.pack("<IH", *pair) for pair in high)
    for of_length in kept:
        out += struct.pack("<H", len(of_length))
        for word, read in sorted(of_length, key=lambda pair: [ord(c) for c in pair[0]]):
            out += b"".join(struct.pack("<H", ord(c)) for c in word)
            out += bytes(table[ord(c)].index(r) for c, r in zip(word, read))
    with open(product, "wb") as f:
        f.write(out)
    print(f"{len(table)} characters, {len(syllables)} syllables, {len(lists)} list units, "
          f"{[len(k) for k in kept]} words, {len(out)} bytes")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
