"""Makes roc_golden.json: ROC AUC and average precision by scikit-learn, ranks and tails by SciPy, DeLong's variances by their definition
over all pairs. Run it where it lies."""

import json
import pathlib

import numpy as np
from scipy import special, stats
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

rng = np.random.default_rng(7)


def components(labels, scores):
    """V10 and V01 of DeLong et al. 1988: the share of the other class that each example is ranked right against."""
    strange, normal = scores[labels][:, None], scores[~labels][None, :]
    kernel = (strange > normal) + 0.5 * (strange == normal)
    return kernel.mean(axis=1), kernel.mean(axis=0)


def covariance(x, y):
    return sum(np.cov(a, b, ddof=1)[0, 1] / len(a) for a, b in zip(x, y))


def rates(labels, scores):
    fpr, tpr, _ = roc_curve(labels, scores, drop_intermediate=False)
    return {
        "auc": roc_auc_score(labels, scores),
        "averagePrecision": average_precision_score(labels, scores),
        "tprAtFpr01": tpr[fpr <= 0.01 + 1e-12].max(),
        "tprAtFpr05": tpr[fpr <= 0.05 + 1e-12].max(),
        "normalsLeft": 1 - fpr[tpr == 1].min(),
    }


cases = []
for n, decimals in [(30, 1), (200, 6), (200, 0), (501, 2)]:
    labels = rng.random(n) < 0.4
    scores = np.round(rng.standard_normal(n) + labels, decimals)
    other = np.round(scores + rng.standard_normal(n), decimals)
    first, second = components(labels, scores), components(labels, other)
    variance = covariance(first, first)
    of_difference = variance + covariance(second, second) - 2 * covariance(first, second)
    difference = first[0].mean() - second[0].mean()
    cases.append({
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "other": other.tolist(),
        **rates(labels, scores),
        "variance": variance,
        "difference": difference,
        "p": 2 * stats.norm.sf(abs(difference) / np.sqrt(of_difference)),
        "spearman": stats.spearmanr(scores, other).statistic,
    })
z = [0, 1e-8, 0.1, 0.5, 1, 1.959963984540054, 2.5, 2.83, 4, 6, 10, 20, 35]
tails = {"z": z, "p": [special.erfc(v / np.sqrt(2)) for v in z]}
# A million scores that Java makes by the same arithmetic, most of them tied.
i = np.arange(1_000_000, dtype=np.int64)
strange = i * 69621 % 2147483647 % 5 < 2
million = rates(strange, i * 48271 % 2147483647 // 4096 + 100_000 * strange)
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": cases, "tails": tails, "million": million}) + "\n")
