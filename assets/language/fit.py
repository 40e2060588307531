#!/usr/bin/env python3
"""Fits assets/language/weights.txt on generated pages. Needs numpy; nothing else.

    fit.py ROWS WEIGHTS        ROWS: what `kanbao eval --rows` prints for pages made by scramble.py

The pages are made from clean stories with the seeds named in docs/RECONSTRUCTION.md; no real torn page and no
truth of one goes in. Two models are fitted:

  heading   logistic regression: is a short line a heading or a fragment of running text?
  seam      conditional logit: which beginning reads on from a torn end, or nothing ("nothing" scores 0)?

The few weights of group `piece` are searched by hand and kept as they stand.
"""
import re, sys
import numpy as np


def names(kind):
    source = open(__file__.replace("assets/language/fit.py", "src/ingest/weights.rs"), encoding="utf-8").read()
    return re.findall(r'"(\w+)"', re.search(kind + r"_FEATURES: &\[&str\] =\s*&\[(.*?)\];", source, re.S).group(1))


def read(path):
    heads, seams, rows = [], [], iter(open(path, encoding="utf-8"))
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
    y, x = np.array([h[0] for h in heads], float), np.array([h[1] for h in heads])
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


def main():
    heads, seams = read(sys.argv[1])
    kept = [row for row in open(sys.argv[2], encoding="utf-8") if row.startswith(("#", "piece."))]
    rows = [f"heading.{n} {v:.3f}\n" for n, v in zip(names("HEADING"), fit_heading(heads))]
    rows += [f"seam.{n} {v:.3f}\n" for n, v in zip(names("SEAM"), fit_seam(seams))]
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.writelines([row for row in kept if row.startswith("#")] + rows + [row for row in kept if not row.startswith("#")])


if __name__ == "__main__":
    main()
