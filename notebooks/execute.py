"""Executes the notebooks as Jupyter does, each in a kernel of its own, and checks what they found.

    python notebooks/execute.py --to out/notebooks

A notebook here is a file in Databricks' source format; the executed ones, figures and all, are written as .ipynb. The first starts a
small run, which the others read; with --run ROOT they read that one, and none is started.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
HEADER = "# Databricks notebook source"
SEPARATOR = "# COMMAND ----------"
MARKDOWN = "# MAGIC"

# What must be true in the end, by notebook: run in its kernel as one more cell.
CHECKS = {
    "start_a_run": """
assert len(headline) == 16, headline  # two models, two datasets, two variants, two detectors
assert headline["auc"].between(0, 1).all()
assert headline[headline["variant"] == "quirky"]["auc"].mean() > headline[headline["variant"] == "base"]["auc"].mean() + 0.1
""",
    "auc_and_quirkiness": """
import csv
with open(f"{run.root}/report/auc.csv") as file:
    rows = [r for r in csv.DictReader(file) if r["feature"] == "activations" and r["detector"] == "mahalanobis"
            and r["params"] == "rcond=1e-3" and r["subset"] == "all" and r["auc"] and r["layer"].isdigit()]
expected = {(r["model"], r["dataset"], r["variant"], int(r["layer"])): float(r["auc"]) for r in rows}
found = {(r.model, r.dataset, r.variant, r.layer): r.auc for r in layers.itertuples()}
assert found == expected and expected, (found, expected)
assert len(pairs) == len(expected) / layers["layer"].nunique()
""",
    "worst_mistakes": """
assert len(worst) == worst["model"].nunique() * 2 * 5, worst
assert worst["wrong"].between(0, 1).all()
assert worst["statement"].str.len().gt(0).all()
assert agreement["examples"].sum() == scored.count()
# Over all of Alice's, the mean share of Bobs below is one less the AUC.
table = run.report("auc").where("variant = 'quirky' and feature = 'activations' and detector = 'mahalanobis' and params = 'rcond=1e-3'"
    " and layer = 'aggregate' and aggregation = 'mean' and subset = 'all'").toPandas().set_index(["model", "dataset"])["auc"]
mean = ranked.where("character = 'alice'").groupBy("model", "dataset").agg(F.avg("wrong").alias("wrong")).toPandas().set_index(["model", "dataset"])["wrong"]
assert (mean - (1 - table)).abs().max() < 2e-3, (mean, table)
""",
    "own_detector": """
assert len(compared) == ours["dataset"].nunique() * len(LAYERS), compared
assert (compared["own_auc"] - compared["auc"]).abs().max() < 1e-4, compared
assert (own["own_auc"] == again["own_auc"]).all()
assert own["own_auc"].between(0.5, 1).all(), own
assert fitted.groups().where("note is not null").count() == 0
assert AnomalyDetector.load is not None and loaded.stages[-1].getOrDefault("k") == 5
fitted.write().overwrite().save(f"{run.root}/../own-model")
from outlayer_ml import AnomalyDetectorModel
assert auc_by(AnomalyDetectorModel.load(f"{run.root}/../own-model").transform(test), "dataset", "layer").equals(ours)
""",
}

# The session is that of whoever opened it: a notebook that stopped it would break the next one on Databricks.
ALIVE = "assert spark.range(3).count() == 3\n"


def cells(source):
    """The cells of a notebook in source format."""
    if not source.startswith(HEADER):
        raise ValueError(f"found {source[:40]!r}, expected a first line `{HEADER}`")
    for text in source[len(HEADER) :].split(SEPARATOR):
        lines = text.strip().split("\n")
        if all(line.startswith(MARKDOWN) for line in lines):
            content = [line[len(MARKDOWN) :].removeprefix(" ") for line in lines]
            if content[0].strip() != "%md":
                raise ValueError(f"a cell begins with {content[0]!r}, expected %md: other languages do not run in Jupyter")
            yield nbformat.v4.new_markdown_cell("\n".join(content[1:]))
        else:
            yield nbformat.v4.new_code_cell("\n".join(lines))


def execute(name, to):
    notebook = nbformat.v4.new_notebook(cells=list(cells((HERE / f"{name}.py").read_text())))
    shown = len(notebook.cells)
    notebook.cells.append(nbformat.v4.new_code_cell(CHECKS[name] + ALIVE))
    start = time.time()
    try:
        NotebookClient(notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": str(HERE)}}).execute()
    finally:
        notebook.cells = notebook.cells[:shown]
        nbformat.write(notebook, to / f"{name}.ipynb")
    print(f"{name}: {shown} cells, {time.time() - start:.0f} s, {to / (name + '.ipynb')}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, required=True, help="where the executed notebooks go")
    parser.add_argument("--run", type=Path, help="the root of a finished run; without it, a small one is started")
    arguments = parser.parse_args()
    to = arguments.to.resolve()
    to.mkdir(parents=True, exist_ok=True)
    os.environ["OUTLAYER_RUN"] = str((arguments.run or to / "run").resolve())
    os.environ["PYTHONPATH"] = str(HERE)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # Kernels of this very Python, whatever others the machine has.
    for name in CHECKS:
        if arguments.run is None or name != "start_a_run":
            execute(name, to)


if __name__ == "__main__":
    main()
