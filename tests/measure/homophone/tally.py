"""Precision, recall and calibration of probabilities, by the scorer's units."""
import collections

import numpy as np


def select(rows, p, least):
    """The likeliest first; what overlaps one kept before is left out."""
    index = np.where(p >= least)[0]
    index = index[np.argsort(-p[index], kind="stable")]
    used, out = set(), []
    for k in index:
        places = [(rows.page[k], at) for at in range(rows.begin[k], rows.end[k])]
        if not used.intersection(places):
            used.update(places)
            out.append(k)
    return out


def counts(rows, chosen):
    out = collections.defaultdict(lambda: [0, 0])
    for k in chosen:
        page = rows.pages[rows.page[k]]
        if rows.y[k] >= 0:
            for key, new in rows.units[k]:
                out[rows.page[k]][0 if page.gold.get(key) == new else 1] += 1
    return out


def report(what, rows, p, thresholds, calibration=True):
    p = np.where(rows.page < rows.gold, p, 0)
    annotated = sum(page.annotated for page in rows.pages[:rows.gold])
    for least in thresholds:
        found = counts(rows, select(rows, p, least))
        bands, most = collections.OrderedDict((b, [0, 0, 0]) for b in ("good", "fair", "bad")), 0
        for i, page in enumerate(rows.pages[:rows.gold]):
            density = 1000 * page.annotated / page.han
            band = "good" if density < 4 else "fair" if density <= 10 else "bad"
            for k, n in enumerate(found[i] + [page.annotated]):
                bands[band][k] += n
            if band == "good":
                most = max(most, found[i][1])
        right, wrong = (sum(v[k] for v in found.values()) for k in (0, 1))
        share = lambda a, b: a / max(1, a + b)
        print(f"{what}: p >= {least}: precision {share(right, wrong):.3f} recall {right / annotated:.3f} ({right} right, {wrong} wrong) | " +
              "  ".join(f"{b} {share(v[0], v[1]):.2f} ({v[0]}/{v[1]} of {v[2]})" for b, v in bands.items()) +
              f"  most wrong on a good page {most}", flush=True)
    if calibration:
        chosen = select(rows, p, 0.1)
        for low, high in ((.3, .5), (.5, .6), (.6, .7), (.7, .8), (.8, .9), (.9, 1.01)):
            found = counts(rows, [k for k in chosen if low <= p[k] < high])
            right, wrong = (sum(v[k] for v in found.values()) for k in (0, 1))
            print(f"{what}: {low:.1f} <= p < {min(high, 1.0):.1f}: {right} of {right + wrong} right")
