#!/usr/bin/env python3
"""Fits assets/language/weights.txt on generated pages. Needs numpy; nothing else.

    fit.py STAGE KANBAO WEIGHTS FOLDER…

STAGE is one of the three below, KANBAO the program as built, WEIGHTS the file to improve; each FOLDER holds pages made
by scramble.py with their truth. The pages are made from clean stories with the seeds named in docs/RECONSTRUCTION.md; no real torn page and
no truth of one goes in. The same program, folders and starting weights give the same result.

  heading   logistic regression: is a short line a heading or a fragment of running text?
  seam      conditional logit through a small layer of units: which beginning reads on from a torn end, or nothing
            ("nothing" scores 0)?
  piece     searched one weight after another for the figures of `kanbao eval` over all folders
"""
import os, re, subprocess, sys, tempfile
import numpy as np

# What the search makes greatest: the mean over the folders of these figures. `truncated` is honesty.
GOALS = {"story_f1": 1.0, "link_f1": 1.0, "join_f1": 1.0, "headline": 0.5, "perfect": 0.5, "truncated": 0.25}
# The fit of seams: units as in src/ingest/weights/hidden.rs, passes over all ends, ends a step, speed, pull to 0.
UNITS, ROUNDS, BATCH, RATE, DECAY = 32, 30, 256, 0.005, 0.0003
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
        return cls((name, [float(value) for value in values] if values[1:] else float(values[0]))
                   for name, *values in rows)

    def put(self, group, values):
        self.update((f"{group}.{name}", round(float(value), 3)) for name, value in zip(names(group.upper()), values))

    def put_seam(self, direct, inner, outer):
        self.put("seam", direct)
        self.update((f"hidden.{name}", row) for name, row in zip(names("SEAM"), inner.tolist()))
        self["hidden.outer"] = outer.tolist()

    def write(self, path):
        with open(path, "w", encoding="utf-8") as out:
            out.write("# Weights of the loader's judgements: group.name value. Made by assets/language/fit.py.\n")
            for group in ("heading", "seam", "piece"):
                for name in names(group.upper()):
                    out.write(f"{group}.{name} {self.get(f'{group}.{name}', 0.0):.3f}\n")
            out.write("# What each unit of the layer takes from a feature, and what it adds to the score.\n")
            for name in names("SEAM") + ["outer"]:
                values = self.get(f"hidden.{name}", [0.0] * UNITS)
                out.write(f"hidden.{name} {' '.join(f'{value:.3f}' for value in values)}\n")


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


class Net:
    """Features times weights, and units that answer to features together: the sum is the score of a seam."""

    def __init__(self, features):
        chance = np.random.default_rng(0)
        self.weights = [np.zeros(features), chance.normal(size=(features, UNITS)) * 0.6 / np.sqrt(features),
                        chance.normal(size=UNITS) * 0.1]
        self.weights = [w.astype(np.float32) for w in self.weights]

    def score(self, x):
        direct, inner, outer = self.weights
        self.units = np.maximum(x @ inner, 0)
        return x @ direct + self.units @ outer

    def gradient(self, x, wrong):
        back = np.outer(wrong, self.weights[2]) * (self.units > 0)
        return [x.T @ wrong, x.T @ back, self.units.T @ wrong]


def chances(score, starts, group):
    """How likely each beginning is among those of its end; "nothing" scores 0."""
    top = np.maximum(np.maximum.reduceat(score, starts), 0)
    e = np.exp(score - top[group])
    return e / (np.add.reduceat(e, starts) + np.exp(-top))[group]


def fit_seam(seams):
    seams = [s for s in seams if len(s[1])]
    net, order = Net(seams[0][1].shape[1]), np.random.default_rng(1)
    means, squares = ([np.zeros_like(w) for w in net.weights] for _ in range(2))
    batches = len(seams) // BATCH + 1
    for step in range(1, ROUNDS * batches + 1):
        if step % batches == 1:
            mixed = order.permutation(len(seams))
        batch = [seams[i] for i in mixed[(step - 1) % batches * BATCH:][:BATCH]]
        if not batch:
            continue
        x = np.concatenate([s[1] for s in batch]).astype(np.float32)
        sizes = np.array([len(s[1]) for s in batch])
        starts, group = np.concatenate([[0], np.cumsum(sizes)[:-1]]), np.repeat(np.arange(len(batch)), sizes)
        target = np.zeros(len(x), np.float32)
        target[[start + s[0] for start, s in zip(starts, batch) if s[0] >= 0]] = 1
        wrong = (chances(net.score(x), starts, group) - target) / len(batch)
        rate = RATE * (1 - step / (ROUNDS * batches)) + 1e-5
        for k, gradient in enumerate(net.gradient(x, wrong.astype(np.float32))):
            g = gradient + DECAY * net.weights[k]
            means[k], squares[k] = 0.9 * means[k] + 0.1 * g, 0.999 * squares[k] + 0.001 * g * g
            move = means[k] / (1 - 0.9**step) / (np.sqrt(squares[k] / (1 - 0.999**step)) + 1e-8)
            net.weights[k] = (net.weights[k] - rate * move).astype(np.float32)
    hits = 0
    for right, x in seams:
        own = net.score(x.astype(np.float32))
        best = int(np.argmax(own))
        hits += (best if own[best] > 0 else -1) == right
    print(f"seams: {len(seams)} ends, {hits / len(seams):.4f} right one by one", file=sys.stderr)
    return net.weights


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
        if stage == "heading":
            weights.put(stage, fit_heading(heads))
        else:
            weights.put_seam(*fit_seam(seams))
    weights.write(path)
    print(f"{stage}: {program.figures(weights):.5f}", file=sys.stderr)


if __name__ == "__main__":
    main()
