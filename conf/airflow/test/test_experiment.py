"""The demo's DAG, run to success: the report is that of `bin/outlayer run`, and what a failed attempt has published is not computed again."""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import unittest

from installation import HOME, OUT, PROJECT, VENV, dag_test, environment

DATE = "2026-01-31"
RUN = "20260131T000000"
SHORT = os.environ.get("SHORT") == "1"
SMALL = """
include file("{project}/conf/experiments/demo.conf")
datasets = [ {{ name = addition, operand-limit = 100, questions = 20000, distinct = false }} ]
parts.caps {{ train = 60, trusted = 60, calibration = 40, untrusted = 40, test = 40 }}
flow {{ depths = [0.5], training {{ steps = 20 }} }}
"""
# Passes everything on to Spark; the first extraction is done and then reported as failed, as by a machine that is lost.
SUBMIT = """#!/usr/bin/env bash
"{spark_submit}" "$@"
code=$?
case "$*" in
  *ExtractJob*) if mkdir "{out}/failed-once" 2>/dev/null; then exit 1; fi ;;
esac
exit $code
"""


def experiment():
    if SHORT:
        file = OUT / "short.conf"
        file.write_text(SMALL.format(project=PROJECT))
        return file
    return PROJECT / "conf/experiments/demo.conf"


class Experiment(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.config = experiment()
        cls.root = OUT / "runs/dag"
        cls.alone = OUT / "runs/alone"
        shutil.rmtree(OUT / "runs", ignore_errors=True)
        shutil.rmtree(OUT / "failed-once", ignore_errors=True)
        wrapper = OUT / "bin/spark-submit"
        wrapper.parent.mkdir(exist_ok=True)
        wrapper.write_text(SUBMIT.format(spark_submit=VENV / "bin/spark-submit", out=OUT))
        wrapper.chmod(0o755)
        dag_test("outlayer_experiment", DATE, {"config": str(cls.config), "root": str(cls.root)}, log="experiment")
        with open(OUT / "alone.log", "w") as log:
            subprocess.run(
                [PROJECT / "bin/outlayer", "run", "--config", cls.config, "--set", f"run.root={cls.alone}"],
                cwd=PROJECT, env=environment(), stdout=log, stderr=log, check=True,
            )

    def record(self, root):
        files = list((root / "runs").glob("*.json"))
        self.assertEqual(1, len(files), files)
        return json.loads(files[0].read_text())

    def parts(self, stage):
        """How many units each process of a stage computed, in the order in which they ended."""
        files = sorted((self.root / "runs" / RUN).glob("*.json"))
        return [part["computed"][stage] for part in map(json.loads, map(pathlib.Path.read_text, files)) if stage in part["computed"]]

    def test_the_report_is_that_of_one_run(self):
        self.assertTrue((self.root / "report/index.html").is_file())
        tables = sorted(file.name for file in (self.alone / "report").glob("*.csv"))
        self.assertIn("auc.csv", tables)
        for table in tables:
            with self.subTest(table=table):
                self.assertEqual((self.alone / "report" / table).read_text(), (self.root / "report" / table).read_text())

    def test_the_logical_date_names_the_run_and_its_units_are_those_of_one_run(self):
        mine, other = self.record(self.root), self.record(self.alone)
        self.assertEqual(RUN, mine["id"])
        self.assertEqual(other["units"], mine["units"])
        self.assertEqual(other["computed"], mine["computed"])

    def test_a_retry_computes_nothing_again(self):
        extracted = self.parts("extract")
        self.assertEqual(3, len(extracted), "two models and the retry of one of them")
        self.assertEqual(1, extracted.count(0), extracted)
        self.assertEqual(self.record(self.alone)["computed"]["extract"], sum(extracted))
        self.assertEqual([("extract", 2)], self.rows("select task_id, try_number from task_instance where dag_id = 'outlayer_experiment' and try_number > 1"))

    def test_every_task_succeeded_and_no_training_was_asked_for(self):
        states = self.rows("select distinct task_id, state from task_instance where dag_id = 'outlayer_experiment' order by task_id")
        self.assertEqual(["train"], [task for task, state in states if state == "skipped"])
        self.assertEqual([], [task for task, state in states if state not in ("success", "skipped")])

    def test_the_asset_says_where_the_report_lies(self):
        extra = self.rows("select extra from asset_event where source_dag_id = 'outlayer_experiment'")
        self.assertEqual([{"root": str(self.root), "report": f"{self.root}/report/index.html"}], [json.loads(row[0]) for row in extra])

    @unittest.skipIf(SHORT, "the retry of one task shows the same")
    def test_the_same_day_once_more_computes_nothing(self):
        units, computed, tables = self.units(), self.record(self.root)["computed"], self.tables()
        dag_test("outlayer_experiment", DATE, {"config": str(self.config), "root": str(self.root)}, log="again")
        self.assertEqual(units, self.units())
        self.assertEqual(computed, self.record(self.root)["computed"])
        self.assertEqual(tables, self.tables())

    def units(self):
        """When each file of a unit was written."""
        return {
            str(file.relative_to(self.root)): file.stat().st_mtime_ns
            for file in (self.root / "units").rglob("*")
            if file.is_file()
        }

    def tables(self):
        return {file.name: file.read_text() for file in (self.root / "report").glob("*.csv")}

    def rows(self, query):
        with sqlite3.connect(HOME / "airflow.db") as database:
            return database.execute(query).fetchall()
