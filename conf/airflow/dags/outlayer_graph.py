"""An experiment as a graph: which stage waits for which, and with which arguments. How a stage is submitted, each DAG says itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from airflow.sdk import Asset, Param, get_current_context, task

# A DAG with schedule=[REPORT] starts when a report is there; the event's `extra` says where it lies.
REPORT = Asset("outlayer_report")

# Has as many slots as models may run at once: GPUs, or clusters with GPUs.
GPU_POOL = "outlayer_gpu"


def params(home: str) -> dict[str, Param]:
    """What a run of the DAG may be told, with the demo's values."""
    return {
        "config": Param(f"{home}/conf/experiments/demo.conf", type="string", description="experiment file, any Hadoop path"),
        "root": Param(f"{home}/out/demo", type="string", description="run root, any Hadoop path"),
        "models": Param(["tiny-llama", "tiny-mistral"], type="array", description="all of the experiment's models"),
        "trained": Param([], type="array", description="those that the stage `train` makes first; none: it is skipped"),
        "flag": Param(True, type="boolean", description="whether `run.stages` names the stage `flag`; if not, it is skipped"),
        "settings": Param([], type="array", description="KEY=VALUE texts that take the place of the file's settings"),
    }


@task
def arguments(home: str) -> list[str]:
    """Of a stage for the whole experiment; the logical date names the run, and where the project lies is ${vars.home} in its file."""
    context = get_current_context()
    asked = context["params"]
    run = context["dag_run"]
    moment = run.logical_date or run.run_after
    whole = ["--config", asked["config"]]
    for setting in [f"vars.home={home.rstrip('/')}/", f"run.root={asked['root']}", *asked["settings"]]:
        whole += ["--set", setting]
    return [*whole, "--run-id", moment.strftime("%Y%m%dT%H%M%S")]


@task
def by_model(whole: list[str], param: str) -> list[list[str]]:
    """Of a stage for each of the models that a parameter names."""
    return [[*whole, "--model", model] for model in get_current_context()["params"][param]]


@task
def if_asked(whole: list[str], param: str) -> list[list[str]]:
    """Of a stage that is left out unless a parameter says so."""
    return [whole] if get_current_context()["params"][param] else []


@task(outlets=[REPORT])
def publish(*, outlet_events) -> None:
    """Tells those who wait for the report where it lies."""
    context = get_current_context()
    root = context["params"]["root"]
    outlet_events[REPORT].extra = {"root": root, "report": f"{root}/report/index.html"}


def graph(home: str, stage: Callable[..., Any], mapped: Callable[..., Any]) -> None:
    """Makes the tasks of a project that lies in `home` on all machines; workers start them in directories of their own.

    stage(name, main class, arguments, **settings) makes a task; mapped(name, main class, list of arguments, **settings) one for each of the
    list: for each model, whose base is loaded once for all of its datasets. Stages that run models have the pool of GPUs among their settings.
    """
    gpu = {"pool": GPU_POOL}
    # What is skipped is as good as done.
    after_skipped = {"trigger_rule": "none_failed"}
    whole = arguments(home)
    models = by_model.override(task_id="models")(whole, "models")
    trained = by_model.override(task_id="trained")(whole, "trained")
    flagged = if_asked.override(task_id="flagged")(whole, "flag")

    datasets = stage("datasets", "outlayer.jobs.datasets.DatasetsJob", whole)
    train = mapped("train", "outlayer.jobs.train.TrainJob", trained, **gpu)
    extract = mapped("extract", "outlayer.jobs.extract.ExtractJob", models, **after_skipped, **gpu)
    flow = mapped("flow", "outlayer.jobs.flow.FlowJob", models, **gpu)
    fit = stage("fit", "outlayer.jobs.fit.FitJob", whole)
    effects = mapped("effects", "outlayer.jobs.effects.EffectsJob", models, **gpu)
    derive = mapped("derive", "outlayer.jobs.derive.DeriveJob", models)
    # Of the features that were not there the first time.
    fit_again = stage("fit_again", "outlayer.jobs.fit.FitJob", whole)
    score = stage("score", "outlayer.jobs.score.ScoreJob", whole)
    evaluate = stage("evaluate", "outlayer.jobs.evaluate.EvaluateJob", whole)
    flag = mapped("flag", "outlayer.jobs.flag.FlagJob", flagged)
    # Finds all units there, records the run, and writes the report.
    report = stage("report", "outlayer.jobs.cli.RunJob", whole, **after_skipped)

    datasets >> train >> extract >> [flow, fit]
    fit >> effects
    [flow, effects] >> derive >> fit_again >> score >> [evaluate, flag] >> report >> publish()
