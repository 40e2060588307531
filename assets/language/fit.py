#!/usr/bin/env python3
"""Fits assets/language/weights.txt on generated pages. Needs numpy; nothing else.

    fit.py STAGE KANBAO WEIGHTS FOLDER…

STAGE is one of the three below, KANBAO the program as built, WEIGHTS the file to improve; each FOLDER holds pages made
by scramble.py with their truth. The pages are made from clean stories with the seeds named in docs/RECONSTRUCTION.md; no real torn page and
no truth of one goes in. The same program, folders and starting weights give the same result.

  heading   logistic regression: is a short line a heading or a fragment of running text?
  seam      conditional logit: which beginning reads on from a torn end, or nothing ("nothing" scores 0)?
  piece     searched one weight after another for the figures of `kanbao eval` over all folders
"""
import os, re, subprocess, sys, tempfile
import numpy as np

# What the search makes greatest: the mean over the folders of these figures. `truncated` is honesty.
GOALS = {"story_f1": 1.0, "link_f1": 1.0, "join_f1": 1.0, "headline": 0.5, "perfect": 0.5, "truncated": 0.25}
# How far a weight is moved at first, and how often the whole list is gone through with ever smaller steps.
STEPS = (1.0, 0.5, 0.25)


def names(kind):
    source = open(os.path.join(os.path.dirname(__file__), "../../src/ingest/weights.rs"), encoding="utf-8").read()
    return re.findall(r'"(\w+)"', re.search(kind + r"_FEATURES: &\[&str\] =\s*&\[(.*?)\];", source, re.S).group(1))


class Weights(dict):
    """The file as a table in the order of src/ingest/weights.rs."""

    @classmethod
    def read(cls, path):
        rows = [row.split() for row in open(path, encoding="utf-8") if row.strip() and not row.startswith("#")]
        return cls((name, float(value)) for name, value in rows)

    def put(self, group, values):
        self.update((f"{group}.{name}", round(float(value), 3)) for name, value in zip(names(group.upper()), values))

    def write(self, path):
        with open(path, "w", encoding="utf-8") as out:
            out.write("# Weights of the loader's judgements: group.name value. Made by assets/language/fit.py.\n")
            for group in ("heading", "seam", "piece"):
                for name in names(group.upper()):
                    out.write(f"{group}.{name} {self.get(f'{group}.{name}', 0.0):.3f}\n")


class Program:
    def __init__(self, kanbao, folders):
        self.kanbao, self.folders = kanbao, folders
        self.file = tempfile.NamedTemporaryFile(suffix=".txt", delete=False).name

    def rows(self, weights):
        weights.write(self.file)
        for folder in self.folders:
            run = subprocess.run([self.kanbao, "eval", "--gold", folder, "--weights", self.file, "--rows"],
                                 capture_output=True, text=True, check=True)
            yield from run.stdout.splitlines()

    def figures(self, weights):
        weights.write(self.file)
        total = 0.0
        for folder in self.folders:
            run = subprocess.run([self.kanbao, "eval", "--gold", folder, "--weights", self.file],
                                 capture_output=True, text=True, check=True)
            words = run.stdout.splitlines()[-1].split()
            found = dict(zip(words[::2], words[1::2]))
            total += sum(float(found[name]) * weight for name, weight in GOALS.items())
        return total / len(self.folders)


def read(rows):
    heads, seams, rows = [], [], iter(rows)
    for row in rows:
        kind, *rest = row.split()
        if kind == "H":
            heads.append((int(rest[0]), [float(x) for x in rest[1:]]))
        elif kind == "S":
            right, count = int(rest[0]), int(rest[1])
            seams.append((right, np.array([[float(x) for x in next(rows).split()] for _ in range(count)])))
    return heads, seams


def adam(start, gradient, steps, rate=0.05):
    w, m, v = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        g = gradient(w)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def fit_heading(heads):
    y, x = np.array([head[0] for head in heads], float), np.array([head[1] for head in heads])
    decay = 3.0 / len(y)

    def gradient(w):
        p = 1 / (1 + np.exp(-x @ w))
        return x.T @ (p - y) / len(y) + decay * w

    w = adam(np.zeros(x.shape[1]), gradient, 1500)
    wrong = np.mean(((x @ w) > 0) != (y > 0.5))
    print(f"headings: {len(y)} lines, {wrong:.4f} wrong", file=sys.stderr)
    return w


def fit_seam(seams):
    seams = [s for s in seams if len(s[1])]
    x = np.concatenate([s[1] for s in seams])
    sizes = np.array([len(s[1]) for s in seams])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(seams)), sizes)
    right = np.array([starts[i] + s[0] if s[0] >= 0 else -1 for i, s in enumerate(seams)])
    target = np.zeros(len(x))
    target[right[right >= 0]] = 1
    decay = 2.0 / len(seams)

    def chances(w):
        score = x @ w
        top = np.maximum(np.maximum.reduceat(score, starts), 0)
        e = np.exp(score - top[group])
        return e / (np.add.reduceat(e, starts) + np.exp(-top))[group]

    def gradient(w):
        return x.T @ (chances(w) - target) / len(seams) + decay * w

    w = adam(np.zeros(x.shape[1]), gradient, 800)
    score, hits = x @ w, 0
    for i, s in enumerate(seams):
        own = score[starts[i]:starts[i] + sizes[i]]
        best = int(np.argmax(own))
        hits += (best if own[best] > 0 else -1) == s[0]
    print(f"seams: {len(seams)} ends, {hits / len(seams):.4f} right one by one", file=sys.stderr)
    return w


def search(program, weights):
    best = program.figures(weights)
    keys = [f"piece.{name}" for name in names("PIECE")]
    for step in STEPS:
        for key in keys:
            for sign in (1, -1):
                tried = Weights(weights)
                tried[key] = round(weights.get(key, 0.0) + sign * step, 3)
                figures = program.figures(tried)
                if figures > best + 1e-6:
                    best, weights = figures, tried
                    break
        print(f"pieces: {best:.5f} after steps of {step}", file=sys.stderr)
    return weights


def main():
    stage, kanbao, path, *folders = sys.argv[1:]
    program, weights = Program(kanbao, folders), Weights.read(path)
    if stage == "piece":
        weights = search(program, weights)
    else:
        heads, seams = read(program.rows(weights))
        weights.put(stage, fit_heading(heads) if stage == "heading" else fit_seam(seams))
    weights.write(path)
    print(f"{stage}: {program.figures(weights):.5f}", file=sys.stderr)


if __name__ == "__main__":
    main()
