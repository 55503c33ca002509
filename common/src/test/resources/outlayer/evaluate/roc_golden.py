"""Makes roc_golden.json: ROC AUC and average precision by scikit-learn, ranks and tails by SciPy. Run it where it lies."""

import json
import pathlib

import numpy as np
from scipy import special, stats
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

rng = np.random.default_rng(7)
cases = []
for n, decimals in [(30, 1), (200, 6), (200, 0), (501, 2)]:
    labels = rng.random(n) < 0.4
    scores = np.round(rng.standard_normal(n) + labels, decimals)
    other = np.round(scores + rng.standard_normal(n), decimals)
    fpr, tpr, _ = roc_curve(labels, scores, drop_intermediate=False)
    cases.append({
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "other": other.tolist(),
        "auc": roc_auc_score(labels, scores),
        "averagePrecision": average_precision_score(labels, scores),
        "tprAtFpr05": tpr[fpr <= 0.05 + 1e-12].max(),
        "normalsLeft": 1 - fpr[tpr == 1].min(),
        "spearman": stats.spearmanr(scores, other).statistic,
    })
z = [0, 1e-8, 0.1, 0.5, 1, 1.959963984540054, 2.5, 2.83, 4, 6, 10, 20, 35]
tails = {"z": z, "p": [special.erfc(v / np.sqrt(2)) for v in z]}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": cases, "tails": tails}) + "\n")
