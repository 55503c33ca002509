"""One experiment: a spark-submit for each stage of its graph.

Stages that run models are mapped over the models and share the pool `outlayer_gpu`. Every stage publishes what it computes unit by unit
and finds what is there already: a retry, or the same day once more, goes on where it stopped.

Environment, read when this file is parsed: `OUTLAYER_HOME`, the project's directory (default /opt/outlayer); `OUTLAYER_JAR`, the jar of
`make jar` (outlayer-jobs.jar in it); `OUTLAYER_NATIVES`, jars of native libraries, separated by commas; `OUTLAYER_PROPERTIES`
(conf/spark/cluster.conf in it) and `OUTLAYER_GPU_PROPERTIES` (the same), settings of Spark; `OUTLAYER_CONNECTION` and
`OUTLAYER_GPU_CONNECTION`, Spark connections (spark_default).
"""

from __future__ import annotations

import os

import pendulum
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import dag
from outlayer_graph import GPU_POOL, graph, params

HOME = os.environ.get("OUTLAYER_HOME", "/opt/outlayer")
PROPERTIES = os.environ.get("OUTLAYER_PROPERTIES", f"{HOME}/conf/spark/cluster.conf")
CONNECTION = os.environ.get("OUTLAYER_CONNECTION", "spark_default")
CPU = {"properties_file": PROPERTIES, "conn_id": CONNECTION}
GPU = {
    "properties_file": os.environ.get("OUTLAYER_GPU_PROPERTIES", PROPERTIES),
    "conn_id": os.environ.get("OUTLAYER_GPU_CONNECTION", CONNECTION),
}


def submission(name: str, main_class: str) -> dict:
    """What every stage has in common."""
    return {
        "task_id": name,
        "name": f"outlayer {name}",
        "application": os.environ.get("OUTLAYER_JAR", f"{HOME}/outlayer-jobs.jar"),
        "java_class": main_class,
        "jars": os.environ.get("OUTLAYER_NATIVES") or None,
    }


def stage(name: str, main_class: str, arguments, **settings) -> SparkSubmitOperator:
    return SparkSubmitOperator(**submission(name, main_class), **CPU, application_args=arguments, **settings)


def mapped(name: str, main_class: str, arguments, **settings):
    cluster = GPU if settings.get("pool") == GPU_POOL else CPU
    return SparkSubmitOperator.partial(
        **submission(name, main_class), **cluster, map_index_template="{{ task.application_args[-1] }}", **settings
    ).expand(application_args=arguments)


@dag(
    schedule="@daily",
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    # Two runs on one root would do the same work twice; neither would spoil the other's.
    max_active_runs=1,
    default_args={"retries": 2},
    params=params(HOME),
    tags=["outlayer"],
    doc_md=__doc__,
)
def outlayer_experiment():
    graph(HOME, stage, mapped)


outlayer_experiment()
