#!/usr/bin/env python3
"""Of joins said to be so sure, how many are right? Standard library only.

    calibrate.py KANBAO FOLDER…

Each FOLDER holds generated pages with their truth. Prints the table of docs/RECONSTRUCTION.md.
"""
import json, pathlib, subprocess, sys

BOUNDS = (0.25, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def pairs(blocks):
    for block in blocks:
        if block["kind"] == "paragraph":
            sure = block.get("joins", [None] * len(block["lines"]))
            yield from zip(zip(block["lines"], block["lines"][1:]), sure)


def main():
    kanbao, *folders = sys.argv[1:]
    joins = []
    for path in sorted(path for folder in folders for path in pathlib.Path(folder).glob("*.gold.json")):
        truth = json.loads(path.read_text("utf-8"))
        run = subprocess.run([kanbao, "parse", "--format", "json", path.parent / truth["page"]],
                             capture_output=True, check=True)
        right = {pair for story in truth["articles"] for pair, _ in pairs(story["blocks"])}
        found = json.loads(run.stdout)["articles"]
        joins += [(sure, pair in right) for story in found for pair, sure in pairs(story["blocks"])]
    print(f"{len(joins):,} joins\n\n| said | joins | mean | right |\n| --- | --- | --- | --- |")
    for low, high in zip(BOUNDS, BOUNDS[1:]):
        row = [join for join in joins if low <= join[0] < high or high == 1.0 == join[0]]
        if row:
            mean, right = (sum(join[k] for join in row) / len(row) for k in range(2))
            print(f"| {low} – {high:g} | {len(row):,} | {mean:.2f} | {right:.2f} |")


if __name__ == "__main__":
    main()
