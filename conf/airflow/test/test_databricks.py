"""What the Databricks DAG would send: every stage as a one-time run with its main class, arguments, jar and cluster."""

import json
import unittest

from installation import PROJECT, dag_test
from jobs_api import JobsApi

VOLUME = "/Volumes/main/outlayer/files"


class Databricks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with JobsApi() as api:
            connection = {"conn_type": "databricks", "host": "127.0.0.1", "port": api.port, "schema": "http", "password": "none"}
            dag_test(
                "outlayer_databricks",
                "2026-01-31",
                {"config": "/Volumes/c/s/v/my.conf", "root": "/Volumes/c/s/v/mine", "models": ["a", "b"], "settings": ["run.seed=7"]},
                log="databricks",
                AIRFLOW_CONN_DATABRICKS_DEFAULT=json.dumps(connection),
                OUTLAYER_NATIVES="/Volumes/c/s/v/tokenizers.jar",
            )
        cls.paths = {path for path, _ in api.submitted}
        cls.runs = [body for _, body in api.submitted]

    def test_every_stage_is_a_run_of_its_main_class(self):
        self.assertEqual(1, len(self.paths), self.paths)
        self.assertTrue(next(iter(self.paths)).endswith("/jobs/runs/submit"), self.paths)
        main = [run["spark_jar_task"]["main_class_name"].rpartition(".")[2] for run in self.runs]
        order = ["DatasetsJob", "ExtractJob", "FlowJob", "FitJob", "EffectsJob", "DeriveJob", "FitJob", "ScoreJob", "EvaluateJob", "FlagJob", "RunJob"]
        self.assertEqual(sorted(order + ["ExtractJob", "FlowJob", "EffectsJob", "DeriveJob"]), sorted(main))
        self.assertEqual((order[-4], order[-1]), (main[-4], main[-1]))
        self.assertEqual(["DatasetsJob", "ExtractJob", "ExtractJob"], main[:3])

    def test_stages_that_run_models_have_one_each_and_gpus(self):
        whole = ["--config", "/Volumes/c/s/v/my.conf"]
        for setting in (f"vars.home={VOLUME}/", "run.root=/Volumes/c/s/v/mine", "run.seed=7"):
            whole += ["--set", setting]
        whole += ["--run-id", "20260131T000000"]
        for run in self.runs:
            task = run["spark_jar_task"]
            gpu = "gpu" in run["new_cluster"]["spark_version"]
            with self.subTest(run=run["run_name"]):
                self.assertEqual(whole, task["parameters"][: len(whole)])
                self.assertEqual(task["main_class_name"].endswith(("ExtractJob", "FlowJob", "EffectsJob")), gpu)
                if gpu or "Derive" in task["main_class_name"]:
                    self.assertIn(task["parameters"][len(whole) :], [["--model", "a"], ["--model", "b"]])

    def test_every_run_has_a_dedicated_cluster_and_the_jars(self):
        for run in self.runs:
            self.assertEqual("SINGLE_USER", run["new_cluster"]["data_security_mode"])
            self.assertEqual(
                [{"jar": f"{VOLUME}/outlayer-jobs.jar"}, {"jar": "/Volumes/c/s/v/tokenizers.jar"}], run["libraries"]
            )

    def test_gpus_have_the_libtorch_of_the_bundle_and_the_script_that_installs_it(self):
        bundle = (PROJECT / "conf/databricks/databricks.yml").read_text()
        for run in self.runs:
            cluster = run["new_cluster"]
            scripts = [script["volumes"]["destination"] for script in cluster.get("init_scripts", [])]
            with self.subTest(run=run["run_name"]):
                if "gpu" not in cluster["spark_version"]:
                    self.assertEqual([], scripts)
                    continue
                self.assertIn(f"PYTORCH_LIBRARY_PATH: {cluster['spark_env_vars']['PYTORCH_LIBRARY_PATH']}\n", bundle)
                self.assertEqual([f"{VOLUME}/conf/gpu/install-libtorch.sh"], scripts)
                self.assertTrue((PROJECT / scripts[0].removeprefix(f"{VOLUME}/")).is_file())
