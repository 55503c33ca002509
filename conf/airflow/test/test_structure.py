"""The DAGs import, and their tasks, maps, pools, retries and outlets are those of the project's design."""

import unittest

from airflow.models.dagbag import BundleDagBag
from airflow.sdk import TriggerRule
from airflow.sdk.definitions.mappedoperator import MappedOperator

from installation import DAGS

AFTER = {
    "arguments": set(),
    "datasets": {"arguments"},
    "models": {"arguments"},
    "trained": {"arguments"},
    "train": {"trained", "datasets"},
    "extract": {"models", "train"},
    "flow": {"models", "extract"},
    "fit": {"arguments", "extract"},
    "effects": {"models", "fit"},
    "derive": {"models", "flow", "effects"},
    "fit_again": {"arguments", "derive"},
    "score": {"arguments", "fit_again"},
    "evaluate": {"arguments", "score"},
    "flagged": {"arguments"},
    "flag": {"flagged", "score"},
    "report": {"arguments", "evaluate", "flag"},
    "publish": {"report"},
}
MAPPED = {"train", "extract", "flow", "effects", "derive", "flag"}
ON_GPUS = MAPPED - {"derive", "flag"}
IDS = {"outlayer_experiment", "outlayer_databricks"}


class Structure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bag = BundleDagBag(dag_folder=str(DAGS), bundle_path=DAGS)

    def dags(self):
        for name in sorted(IDS):
            with self.subTest(dag=name):
                yield self.bag.dags[name]

    def test_all_dags_import(self):
        self.assertEqual({}, self.bag.import_errors)
        self.assertEqual(IDS, set(self.bag.dags))

    def test_every_stage_waits_for_those_that_it_reads(self):
        for dag in self.dags():
            self.assertEqual(AFTER, {task.task_id: task.upstream_task_ids for task in dag.tasks})

    def test_stages_that_run_models_are_mapped_and_share_the_pool_of_gpus(self):
        for dag in self.dags():
            self.assertEqual(MAPPED, {task.task_id for task in dag.tasks if isinstance(task, MappedOperator)})
            self.assertEqual(ON_GPUS, {task.task_id for task in dag.tasks if task.pool == "outlayer_gpu"})

    def test_every_task_is_tried_again_and_what_is_skipped_holds_nothing_up(self):
        for dag in self.dags():
            self.assertEqual({2}, {task.retries for task in dag.tasks})
            self.assertEqual({"extract", "report"}, {task.task_id for task in dag.tasks if TriggerRule(task.trigger_rule) is TriggerRule.NONE_FAILED})

    def test_the_last_task_publishes_the_asset(self):
        for dag in self.dags():
            self.assertEqual(
                {"publish": ["outlayer_report"]}, {task.task_id: [asset.name for asset in task.outlets] for task in dag.tasks if task.outlets}
            )

    def test_one_run_at_a_time_and_none_of_the_past(self):
        for dag in self.dags():
            self.assertEqual((1, False), (dag.max_active_runs, dag.catchup))
            self.assertEqual({"config", "root", "models", "trained", "flag", "settings"}, set(dag.params))
