#!/usr/bin/env python3
"""Checks the truth files of this folder against their pages.

    check.py [GOLD.json ...]        without arguments: every *.gold.json beside this script

A truth file is sound when the page exists, each non-blank line of it has exactly one place, no blank or missing line
is named, every story has a body, and every story stands in the order of its headline (or of its first line). Provinces
must be one of the 34 short names, and a section must be the text of a furniture line of the same page.
"""
import json
import pathlib
import sys

PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 "
    "重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
).split()
HEADS = ("kicker", "headline", "subtitle", "byline")


def lines_of(article):
    """Every line number that the article claims, with repetitions."""
    found = [n for head in HEADS for n in article[head]]
    found += [n for block in article["blocks"] for n in block["lines"]]
    found += [n for figure in article["figures"] for n in figure["caption"] + figure["credit"]]
    found += [n for quote in article["pull_quotes"] for n in quote]
    return found


def first_line(article):
    """The line that decides the story's place in the list."""
    heads = [n for head in HEADS for n in article[head]]
    body = [n for block in article["blocks"] for n in block["lines"]]
    return min(article["headline"] or heads + body)


def check(path):
    """The complaints about one truth file."""
    truth = json.loads(path.read_text("utf-8"))
    page = path.parent / truth["page"]
    if not page.is_file():
        return [f"there is no page {truth['page']}"]
    # Lines end in LF, CRLF or a lone CR; nothing else counts (form feeds and the like are part of a line).
    text = page.read_bytes().decode(truth.get("encoding", "utf-8-sig"))
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    full = {n for n, line in enumerate(raw, 1) if line.strip()}
    taken = [n for article in truth["articles"] for n in lines_of(article)]
    taken += truth["furniture"] + truth["unplaced"]
    wrong = [f"line {n} has no place: {raw[n - 1][:20]}" for n in sorted(full - set(taken))]
    wrong += [f"line {n} is blank or past the end" for n in sorted(set(taken) - full)]
    wrong += [f"line {n} has {taken.count(n)} places" for n in sorted(set(taken)) if taken.count(n) > 1]
    labels = {raw[n - 1].strip() for n in truth["furniture"] if n in full}
    order = [first_line(article) for article in truth["articles"]]
    if order != sorted(order):
        wrong.append("the stories are not in the order of their headlines")
    for number, article in enumerate(truth["articles"], 1):
        if not article["blocks"]:
            wrong.append(f"story {number} has no body")
        if article["section"] is not None and article["section"] not in labels:
            wrong.append(f"story {number}: no furniture line reads {article['section']}")
        wrong += [f"story {number}: {p} is no province" for p in article["provinces"] if p not in PROVINCES]
    return wrong


def main():
    """Prints the complaints; exit 1 when there is any."""
    here = pathlib.Path(__file__).parent
    paths = [pathlib.Path(a) for a in sys.argv[1:]] or sorted(here.glob("*.gold.json"))
    bad = 0
    for path in paths:
        for complaint in check(path):
            bad += 1
            print(f"{path.name}: {complaint}")
    print(f"{len(paths)} truth files, {bad} complaints")
    sys.exit(1 if bad or not paths else 0)


if __name__ == "__main__":
    main()
