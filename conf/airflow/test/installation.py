"""The Airflow of the tests: its home, settings and connections, all under out/airflow, and nothing of the caller's own."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[3]
OUT = PROJECT / "out/airflow"
HOME = OUT / "home"
VENV = pathlib.Path(sys.prefix)
DAGS = PROJECT / "conf/airflow/dags"
NATIVE = re.compile(r"(pytorch-(native-cpu|jni)-.*|tokenizers-.*|(openblas|javacpp)-.*-linux-x86_64\.jar)")


def natives():
    """Jars of native libraries, which the jar for spark-submit leaves out."""
    jars = (PROJECT / "jobs/target/runtime.classpath").read_text().strip().split(":")
    return [jar for jar in jars if NATIVE.fullmatch(pathlib.Path(jar).name)]


def environment(**more):
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "SPARK", "OUTLAYER"))}
    return mine | {
        "PATH": f"{OUT / 'bin'}:{VENV / 'bin'}:{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "AIRFLOW_HOME": str(HOME),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "1",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "AIRFLOW_CONN_SPARK_DEFAULT": json.dumps({"conn_type": "spark", "host": "local[2]"}),
        "OUTLAYER_HOME": str(PROJECT),
        "OUTLAYER_JAR": str(next((PROJECT / "jobs/target").glob("outlayer-jobs-*-spark_*.jar"))),
        "OUTLAYER_NATIVES": ",".join(natives()),
        "SPARK_DRIVER_MEMORY": "2g",
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYTORCH_FLAVOR": "cpu",
        "OMP_NUM_THREADS": "1",
        "LC_ALL": "C.UTF-8",
    } | more


def prepare():
    """An empty database, and the pool of GPUs."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    airflow("db", "migrate")
    airflow("pools", "set", "outlayer_gpu", "1", "models that run at once")


def airflow(*arguments, log=None, **more):
    """Runs a command of Airflow, in a directory where no relative path leads anywhere, as a worker's; its output goes to out/airflow/<log>.log."""
    file = OUT / f"{log or arguments[0]}.log"
    with open(file, "w") as out:
        ended = subprocess.run(
            [str(VENV / "bin/airflow"), *arguments], cwd=HOME, env=environment(**more), stdout=out, stderr=subprocess.STDOUT, check=False
        )
    if ended.returncode:
        sys.stderr.write(file.read_text()[-8000:])
        raise AssertionError(f"airflow {' '.join(arguments)} ended with {ended.returncode}; its output: {file}")
    return file.read_text()


def dag_test(dag, date, params, log, **more):
    """One run of a DAG, task by task in one process; fails unless all of it succeeds."""
    return airflow("dags", "test", dag, date, "--conf", json.dumps(params), log=log, **more)
