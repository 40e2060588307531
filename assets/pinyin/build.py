#!/usr/bin/env python3
"""Builds pinyin.bin: the readings of characters, the usual ones first.

Source: the PyPI package `pypinyin` (MIT; its tables come from the mozillazg pinyin-data and phrase-pinyin-data
projects, MIT), files pinyin_dict.json (readings of a character) and phrases_dict.json (readings of words, used
here only to count how usual each reading of a character is).  Use:

    pip download --no-deps pypinyin && unzip pypinyin-*.whl
    python3 build.py pypinyin pinyin.bin

A reading is *usual* if it is the first of the dictionary, or stands in at least 3 of 100 words with that character
(and in three words at least); the others are *rare* and serve only a query that spells them out.  Tones are left
out, and ü is v.  Format, little-endian:

    u16         number of syllables s
    s x 6 bytes syllables in Latin letters, filled up with zeros, sorted
    256 bytes   for each high byte of a UTF-16 unit: 0 = no character with a reading, n = page n
    u16         number of pages p
    p x 256 u16 0 = no reading; below 0x8000: syllable number + 1; else 0x8000 + place in the lists
    u16         number of units in the lists
    lists       u16 usual << 8 | all, then that many syllable numbers, usual ones first
"""
import collections
import json
import os
import struct
import sys
import unicodedata

NOT_SYLLABLES = {"m", "n", "ng", "hm", "hng", "fiao", "bong", "chua", "wong", ""}
# Readings that the words of the source count too low for what a newspaper prints.
ALSO_USUAL = {"会": ["kuai"], "六": ["lu"], "蚌": ["beng"], "番": ["pan"], "厦": ["xia"], "藏": ["zang"]}
KEPT = 5


def plain(reading):
    text = unicodedata.normalize("NFD", reading).replace("u\u0308", "v").replace("ü", "v")
    return "".join(c for c in text if c.isascii())


def main(folder, product):
    readings = json.load(open(os.path.join(folder, "pinyin_dict.json"), encoding="utf-8"))
    phrases = json.load(open(os.path.join(folder, "phrases_dict.json"), encoding="utf-8"))
    counts = collections.defaultdict(collections.Counter)
    for word, spelled in phrases.items():
        if len(word) == len(spelled):
            for character, reading in zip(word, spelled):
                counts[character][plain(reading[0])] += 1

    # What places.tsv says a character is read in some name is at least a rare reading of it.
    in_places = collections.defaultdict(list)
    for row in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "places.tsv"), encoding="utf-8"):
        if not row.startswith("#"):
            name, spelled = row.rstrip("\n").split("\t")[:2]
            for character, syllable in zip(name, spelled.split(" ")):
                in_places[character].append(syllable)

    table = {}
    for code, listed in readings.items():
        code = int(code)
        if code >= 0x10000:
            continue
        character = chr(code)
        known = []
        for reading in listed.split(","):
            syllable = plain(reading)
            if syllable not in NOT_SYLLABLES and syllable not in known:
                known.append(syllable)
        if not known:
            continue
        count = counts[character]
        total = sum(count.values())
        usual = [s for s in known if count[s] >= 3 and count[s] * 100 >= total * 3]
        usual.sort(key=lambda s: -count[s])
        if known[0] not in usual and count[known[0]] * 100 >= total * 3:
            usual.insert(0, known[0])
        if not usual:
            usual = [known[0]]
        usual += [s for s in ALSO_USUAL.get(character, []) if s not in usual]
        rest = [s for s in known if s not in usual]
        rest.sort(key=lambda s: -count[s])
        every = (usual + rest)[: max(KEPT, len(usual))]
        every += [s for s in dict.fromkeys(in_places[character]) if s not in every]
        table[code] = (usual, every)

    syllables = sorted({s for _, every in table.values() for s in every})
    number = {s: i for i, s in enumerate(syllables)}
    lists, places, entries = [], {}, {}
    for code, (usual, every) in table.items():
        if len(every) == 1:
            entries[code] = number[every[0]] + 1
            continue
        units = (len(usual) << 8 | len(every), *(number[s] for s in every))
        if units not in places:
            places[units] = len(lists)
            lists.extend(units)
        entries[code] = 0x8000 + places[units]
    pages = sorted({code >> 8 for code in entries})
    index = bytearray(256)
    body = bytearray()
    for n, page in enumerate(pages, 1):
        index[page] = n
        for code in range(page << 8, (page << 8) + 256):
            body += struct.pack("<H", entries.get(code, 0))
    out = struct.pack("<H", len(syllables))
    out += b"".join(s.encode().ljust(6, b"\0") for s in syllables)
    out += bytes(index) + struct.pack("<H", len(pages)) + bytes(body)
    out += struct.pack("<H", len(lists)) + b"".join(struct.pack("<H", unit) for unit in lists)
    with open(product, "wb") as f:
        f.write(out)
    print(f"{len(table)} characters, {len(syllables)} syllables, {len(lists)} list units, {len(out)} bytes")
    return table


if __name__ == "__main__":
    table = main(sys.argv[1], sys.argv[2])
    if len(sys.argv) > 3:
        for character in sys.argv[3]:
            print(character, *table.get(ord(character), ([], [])))
