"""One experiment on Databricks: a one-time run for each stage of its graph, on a job cluster of its own.

Not proven on Databricks, for want of an account: the DAG is imported, and what it sends is checked against a stand-in of the Jobs API.

Environment, read when this file is parsed: `OUTLAYER_VOLUME`, a volume with the project's conf and the jar of `make jar` as
outlayer-jobs.jar; `OUTLAYER_NATIVES`, jars of native libraries, separated by commas; `OUTLAYER_NODE` and `OUTLAYER_GPU_NODE`, node types;
`OUTLAYER_WORKERS` and `OUTLAYER_GPU_WORKERS`, how many.
"""

from __future__ import annotations

import os

import pendulum
from airflow.providers.databricks.operators.databricks import DatabricksSubmitRunOperator
from airflow.sdk import dag
from outlayer_graph import GPU_POOL, graph, params

VOLUME = os.environ.get("OUTLAYER_VOLUME", "/Volumes/main/outlayer/files")
NATIVES = [jar for jar in os.environ.get("OUTLAYER_NATIVES", "").split(",") if jar]
LIBRARIES = [{"jar": jar} for jar in [f"{VOLUME}/outlayer-jobs.jar", *NATIVES]]
# One thread computes in each task; DJL loads nothing from the network and reports nothing (conf/spark/cluster.conf).
JAVA = "-Dai.djl.offline=true -DOPT_OUT_TRACKING=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"


def cluster(runtime: str, node: str, workers: str, environment: dict, scripts: list[str], **conf) -> dict:
    """Of one user alone: a jar needs the dedicated access mode."""
    return {
        "spark_version": runtime,
        "node_type_id": node,
        "num_workers": int(workers),
        "data_security_mode": "SINGLE_USER",
        "spark_conf": {
            "spark.executor.extraJavaOptions": JAVA,
            "spark.driver.extraJavaOptions": JAVA,
            # Units of work are records, which Kryo rejects.
            "spark.serializer": "org.apache.spark.serializer.JavaSerializer",
            **conf,
        },
        "spark_env_vars": {"OMP_NUM_THREADS": "1", **environment},
        "init_scripts": [{"volumes": {"destination": script}} for script in scripts],
    }


CPU = cluster(
    "17.3.x-scala2.13",
    os.environ.get("OUTLAYER_NODE", "m5d.2xlarge"),
    os.environ.get("OUTLAYER_WORKERS", "2"),
    {"PYTORCH_FLAVOR": "cpu"},
    [],
)
GPU = cluster(
    "17.3.x-gpu-ml-scala2.13",
    os.environ.get("OUTLAYER_GPU_NODE", "g5.4xlarge"),
    os.environ.get("OUTLAYER_GPU_WORKERS", "1"),
    {
        "PYTORCH_FLAVOR": "cu128",
        "PYTORCH_VERSION": "2.7.1",
        # Where the script puts libtorch on each node, as in the bundle (conf/databricks).
        "PYTORCH_LIBRARY_PATH": "/databricks/outlayer/libtorch/torch/lib",
    },
    [f"{VOLUME}/conf/gpu/install-libtorch.sh"],
    **{"spark.task.resource.gpu.amount": "1"},
)


def stage(name: str, main_class: str, arguments, **settings) -> DatabricksSubmitRunOperator:
    return DatabricksSubmitRunOperator(
        task_id=name,
        run_name=f"outlayer {name}",
        new_cluster=CPU,
        libraries=LIBRARIES,
        spark_jar_task={"main_class_name": main_class, "parameters": arguments},
        deferrable=True,
        **settings,
    )


def mapped(name: str, main_class: str, arguments, **settings):
    return DatabricksSubmitRunOperator.partial(
        task_id=name,
        run_name=f"outlayer {name}",
        new_cluster=GPU if settings.get("pool") == GPU_POOL else CPU,
        libraries=LIBRARIES,
        deferrable=True,
        map_index_template="{{ task.spark_jar_task['parameters'][-1] }}",
        **settings,
    ).expand(spark_jar_task=arguments.map(lambda given: {"main_class_name": main_class, "parameters": given}))


@dag(
    schedule="@daily",
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2},
    params=params(VOLUME),
    tags=["outlayer"],
    doc_md=__doc__,
)
def outlayer_databricks():
    graph(VOLUME, stage, mapped)


outlayer_databricks()
