"""Logistic models by Newton's method with a ridge, and the page model on top of them (pipeline/homophone/model.hpp)."""
import collections

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


class Logistic:
    def fit(self, X, y, weight, ridge, like=None):
        """`like`: a model of nearly the same rows, whose scale is taken and whose weights are the start."""
        self.mean, deviation = (like.mean, like.scale) if like else (X.mean(0), X.std(0))
        self.scale = deviation if like else np.where(deviation < 0.02, np.inf, deviation)  # what hardly ever differs is left out
        Z = np.hstack([(X - self.mean) / self.scale, np.ones((len(X), 1))])
        theta = np.zeros(Z.shape[1])
        share = (weight * y).sum() / weight.sum()
        theta[-1] = np.log(share / (1 - share))
        if like:
            theta = like.theta.copy()
        penalty = np.full(len(theta), float(ridge))
        penalty[-1] = 0

        def loss(t):
            u = Z @ t
            return (weight * (np.logaddexp(0, u) - y * u)).sum() + 0.5 * (penalty * t * t).sum()

        now = loss(theta)
        for _ in range(30):
            p = sigmoid(Z @ theta)
            gradient = Z.T @ (weight * (p - y)) + penalty * theta
            hessian = (Z * (weight * p * (1 - p) + 1e-6)[:, None]).T @ Z + np.diag(penalty + 1e-6)
            step, size = np.linalg.solve(hessian, gradient), 1.0
            while size > 1e-3 and loss(theta - size * step) > now:
                size /= 2
            theta = theta - size * step
            before, now = now, loss(theta)
            if before - now < 1e-5 * abs(before):
                break
        self.theta = theta
        return self

    def logit(self, X):
        return ((X - self.mean) / self.scale) @ self.theta[:-1] + self.theta[-1]

    def weights(self, names):
        """(name, weight) for features as they are, then the bias."""
        plain = self.theta[:-1] / self.scale
        return [(n, w) for n, w in zip(names, plain) if abs(w) > 5e-5] + [("bias", self.theta[-1] - (plain * self.mean).sum())]


def page_rows(rows, logit, pages=None):
    """look_at_page() of pipeline/homophone/model.cpp, in the same order; of the pages given."""
    out = np.zeros((len(logit), 8))
    for p in range(len(rows.pages)) if pages is None else pages:
        index = np.where(rows.page == p)[0]
        first, second, owner = collections.defaultdict(lambda: -8.0), collections.defaultdict(lambda: -8.0), {}
        same = collections.defaultdict(list)
        for k in index:
            for at in range(rows.begin[k], rows.end[k]):
                if logit[k] > first[at]:
                    second[at], first[at], owner[at] = first[at], logit[k], k
                else:
                    second[at] = max(second[at], logit[k])
            same[rows.text[k][rows.text[k].index("["):rows.text[k].index("]")]].append(logit[k])
        expected = sum(sigmoid(first[at]) / (rows.end[k] - rows.begin[k]) for at, k in owner.items())
        density = np.log(1000 * (expected + 0.3) / max(rows.pages[p].han, 300))
        for values in same.values():
            values.sort(reverse=True)
        for k in index:
            other = max(second[at] if owner.get(at) == k else first[at] for at in range(rows.begin[k], rows.end[k]))
            mine = same[rows.text[k][rows.text[k].index("["):rows.text[k].index("]")]]
            value, lead = min(max(logit[k], -8), 8), min(max(logit[k] - other, -4), 6)
            best = -8 if len(mine) < 2 else (mine[1] if logit[k] >= mine[0] else mine[0])
            elsewhere = 0 if len(mine) < 2 else min(max(best - logit[k], 0), 6)
            out[k] = [value, max(0, value), min(0, value + 2), lead, max(0, lead - 2), density, np.log(len(mine)), elsewhere]
    return out


PAGE_NAMES = ["logit", "logit_above_0", "logit_below_minus_2", "lead", "lead_above_2", "density", "repeats", "elsewhere"]


def fold_of(pages, count):
    """Pages dealt into folds, biggest first, so that one bad page does not sit with the others."""
    order = sorted(range(len(pages)), key=lambda p: -(pages[p].annotated or len(pages[p].gold)))
    folds = np.zeros(len(pages), int)
    for i, p in enumerate(order):
        folds[p] = i % count
    return folds


class SoundModel:
    """Both models, fitted on the pages given; the second on what the first says of pages it has not seen, and only on those
    of the gold set, where every error is annotated, so that its probabilities are to be believed."""

    def fit(self, rows, train, ridge=10.0, page_ridge=3.0, folds=5, like=None, keep=None, without=()):
        """`keep`: features by place; `without`: page features by name that the second model does not see."""
        keep = np.ones(len(rows.names), bool) if keep is None else keep
        self.names = [n for n, k in zip(rows.names, keep) if k]
        self.keep = keep
        X, y = rows.X[:, keep], rows.y
        used = train[rows.page] & (y >= 0)
        weight = rows.weight[rows.page]
        self.first = Logistic().fit(X[used], y[used].astype(float), weight[used], ridge, like)
        fold, unseen = fold_of(rows.pages, folds), np.full(len(y), -8.0)
        gold = rows.page < rows.gold
        for f in range(folds):
            apart = fold[rows.page] == f
            inner = used & ~apart
            model = Logistic().fit(X[inner], y[inner].astype(float), weight[inner], ridge, self.first)
            unseen[apart & gold] = model.logit(X[apart & gold])
        table = page_rows(rows, unseen, np.where(train[:rows.gold])[0])
        table[:, [PAGE_NAMES.index(name) for name in without]] = 0
        used &= gold & (unseen > -7)
        self.second = Logistic().fit(table[used], y[used].astype(float), np.ones(used.sum()), page_ridge)
        # How many errors a page has for the density that the first model sees: a straight line between logarithms.
        density = np.array([table[rows.page == p][0, 5] if (rows.page == p).any() else np.nan for p in range(len(rows.pages))])
        annotated = np.array([np.log(1000 * (p.annotated + 0.5) / p.han) for p in rows.pages])
        known = train & (np.arange(len(train)) < rows.gold) & np.isfinite(density) & np.array([p.annotated > 0 for p in rows.pages])
        slope, bias = np.polyfit(density[known], annotated[known], 1) if known.sum() > 2 else (1.0, 1.0)
        self.errors = [("density", slope), ("bias", bias)]
        return self

    def probability(self, rows):
        logit = self.first.logit(rows.X[:, self.keep])
        return logit, sigmoid(self.second.logit(page_rows(rows, logit)))

    def lines(self, key):
        for name, weights in ((key, self.first.weights(self.names)), (key + "_page", self.second.weights(PAGE_NAMES)),
                              (key + "_errors", self.errors)):
            yield f"  {name}:\n" + "".join(f"    - {n} {w:.4g}\n" for n, w in weights)
