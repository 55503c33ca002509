"""Makes isolation_forest_golden.json: trees that scikit-learn grew with the scores it gives by them, and the ROC AUC that its forests
reach on data with two small clusters of anomalies (after the generator Mulcross, which Liu, Ting and Zhou 2008 take, but not that
data). Run it where it lies."""

import json
import pathlib

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(20241212)
trusted = rng.standard_normal((90, 5)).astype(np.float32)
trusted[:, 3] = 1  # a feature without variance
trusted[40:60] = trusted[39]
test = (2 * rng.standard_normal((12, 5))).astype(np.float32)
forest = IsolationForest(n_estimators=7, max_samples=64, random_state=3).fit(trusted)
trees = [{
    "feature": tree.tree_.feature.tolist(),
    "threshold": tree.tree_.threshold.tolist(),
    "left": tree.tree_.children_left.tolist(),
    "right": tree.tree_.children_right.tolist(),
    "samples": tree.tree_.n_node_samples.tolist(),
} for tree in forest.estimators_]

normal = rng.standard_normal((700, 4))
clusters = np.concatenate([1.5 + 0.4 * rng.standard_normal((25, 4)), -1.5 + 0.4 * rng.standard_normal((25, 4))])
fitted, tested = normal[:400], np.concatenate([normal[400:], clusters])
anomalous = np.arange(len(tested)) >= 300
aucs = [roc_auc_score(anomalous, -IsolationForest(n_estimators=100, random_state=seed).fit(fitted).score_samples(tested))
        for seed in range(20)]
print("AUC", np.mean(aucs), "+-", np.std(aucs))
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({
    "sample": 64,
    "trees": trees,
    "test": test.tolist(),
    "scores": (-forest.score_samples(test)).tolist(),
    "fitted": fitted.round(4).tolist(),
    "tested": tested.round(4).tolist(),
    "anomalies": int(anomalous.sum()),
    "auc": float(np.mean(aucs)),
}) + "\n")
