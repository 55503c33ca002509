"""What can be said of databricks.yml without an account: `make notebooks-test` runs this.

Every variable is defined, the job is one that Databricks' own Python package (databricks-bundles) takes, clusters have dedicated
access, tasks name clusters and tasks that are there, and main classes, libraries and the init script are what this repository has.
What is deployed lies in a place of its own for each target, and for each user as well where the mode is `development`.
"""

import re
import sys
import zipfile
from pathlib import Path

import yaml
from databricks.bundles.jobs import Job

HERE = Path(__file__).resolve().parent
HOME = HERE.parent.parent
USER = "some_user"


def resolved(node, values):
    """The node with ${...} replaced; job parameters in {{...}} stay."""
    if isinstance(node, dict):
        return {key: resolved(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [resolved(value, values) for value in node]
    if not isinstance(node, str):
        return node
    whole = re.fullmatch(r"\$\{([\w.]+)\}", node)
    if whole:
        return values[whole.group(1)]
    return re.sub(r"\$\{([\w.]+)\}", lambda found: str(values[found.group(1)]), node)


def values(bundle, target):
    known = {f"var.{name}": variable["default"] for name, variable in bundle["variables"].items()}
    known |= {f"var.{name}": value for name, value in bundle["targets"][target].get("variables", {}).items()}
    known |= {"bundle.name": bundle["bundle"]["name"], "bundle.target": target, "workspace.current_user.short_name": USER}
    workspace = bundle["workspace"] | bundle["targets"][target].get("workspace", {})
    known["workspace.artifact_path"] = resolved(workspace["artifact_path"], known)
    return known


def check_places(bundle):
    """As the command line does, which refuses a development target whose artifact_path lacks the user's name."""
    places = {target: values(bundle, target)["workspace.artifact_path"] for target in bundle["targets"]}
    for target, place in places.items():
        if bundle["targets"][target]["mode"] == "development":
            assert USER in place, f"target {target}: artifact_path {place} lacks ${{workspace.current_user.short_name}}"
    assert len(set(places.values())) == len(places), f"targets overwrite each other's jar: {places}"


def check(bundle, target, jar):
    whole = resolved(bundle, values(bundle, target))
    job = Job.from_dict(whole["resources"]["jobs"]["outlayer"])
    clusters = {cluster.job_cluster_key: cluster.new_cluster for cluster in job.job_clusters}
    for key, cluster in clusters.items():
        assert cluster.data_security_mode.value == "SINGLE_USER", f"cluster {key}: {cluster.data_security_mode}"
        assert re.fullmatch(r"17\.3\.x-(gpu-ml-)?scala2\.13", cluster.spark_version), cluster.spark_version
        for script in cluster.init_scripts or []:
            name = Path(script.volumes.destination).name
            assert (HOME / "conf" / "gpu" / name).exists(), f"cluster {key}: no conf/gpu/{name}"
    entries = zipfile.ZipFile(jar).namelist()
    keys = [task.task_key for task in job.tasks]
    for task in job.tasks:
        assert task.job_cluster_key in clusters, f"task {task.task_key}: no cluster {task.job_cluster_key}"
        assert all(before.task_key in keys for before in task.depends_on or []), f"task {task.task_key}: {task.depends_on}"
        main = task.spark_jar_task.main_class_name.replace(".", "/") + ".class"
        assert main in entries, f"task {task.task_key}: {main} is not in {jar}"
        names = {parameter.name for parameter in job.parameters}
        used = set(re.findall(r"\{\{job\.parameters\.(\w+)\}\}", " ".join(task.spark_jar_task.parameters)))
        assert used == names, f"task {task.task_key} uses {used} of {names}"
        jars = sorted(Path(library.jar).name for library in task.libraries)
        gathered = sorted(path.name for path in (HOME / "out" / "databricks").rglob("*.jar"))
        assert jars == gathered, f"task {task.task_key} has {jars}, `make databricks-jars` gathers {gathered}"
    print(f"databricks.yml, target {target}: {len(keys)} tasks, {len(clusters)} clusters")


def main():
    bundle = yaml.safe_load((HERE / "databricks.yml").read_text())
    jar = sorted((HOME / "jobs" / "target").glob("outlayer-jobs-*-spark_4.0_2.13.jar"))[-1]
    check_places(bundle)
    for target in bundle["targets"]:
        check(bundle, target, jar)


if __name__ == "__main__":
    sys.exit(main())
