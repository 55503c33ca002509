"""Outlayer in Python: sessions, runs and their tables, and the detectors as stages of pyspark.ml.

Everything here is a thin door to the jar; the work is done by it. On Databricks the jar is a library of the cluster and
the session is there; in plain Jupyter `session()` starts one with what `make jar` built.
"""

import os
import sys
from pathlib import Path

from pyspark import keyword_only
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel
from pyspark.sql import DataFrame, SparkSession

# Spark looks for the Python class of a Java stage under the name that it has in Java.
JAVA_PACKAGE = "outlayer.jobs.mllib"
sys.modules.setdefault(JAVA_PACKAGE, sys.modules[__name__])

NATIVES = ("pytorch-native", "pytorch-jni", "tokenizers", "openblas", "javacpp")


def session():
    """The session that is there (on Databricks there always is one), else a new one on this machine."""
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    home = Path(__file__).resolve().parent.parent
    os.chdir(home)  # paths in experiment files start there
    os.environ.setdefault("PYTORCH_FLAVOR", "cpu")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    options = ["ai.djl.offline=true", "OPT_OUT_TRACKING=true", "ai.djl.pytorch.num_threads=1", "ai.djl.pytorch.num_interop_threads=1"]
    return (
        SparkSession.builder.appName("outlayer notebook")
        .master(os.environ.get("OUTLAYER_MASTER", "local[*]"))
        .config("spark.driver.memory", os.environ.get("OUTLAYER_MEMORY", "2g"))
        .config("spark.driver.extraClassPath", os.pathsep.join(jars(home)))
        .config("spark.driver.extraJavaOptions", " ".join("-D" + option for option in options))
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )


def jars(home):
    """The jar for clusters and the native libraries beside it."""
    built = home / "jobs" / "target"
    found = sorted(built.glob("outlayer-jobs-*-spark_4.0_2.13.jar"))
    if not found or not (built / "runtime.classpath").exists():
        raise FileNotFoundError(f"No outlayer-jobs-*-spark_4.0_2.13.jar in {built}: type `make jar` in {home} first")
    libraries = (built / "runtime.classpath").read_text().strip().split(os.pathsep)
    return [str(found[-1])] + [path for path in libraries if Path(path).name.startswith(NATIVES)]


def start(spark, config, *settings):
    """Does what `bin/outlayer run --config CONFIG --set SETTING ...` does, in this session; what is there already is not computed again."""
    arguments = ["--config", config]
    for setting in settings:
        arguments += ["--set", setting]
    gateway = spark.sparkContext._gateway
    java = gateway.new_array(gateway.jvm.String, len(arguments))
    for i, argument in enumerate(arguments):
        java[i] = argument
    spark._jvm.outlayer.jobs.cli.RunJob.main(java)


class Run:
    """A recorded run: ROOT for the newest under that root, or ROOT#ID."""

    def __init__(self, spark, reference):
        self.spark = spark
        self.root = reference.split("#")[0]
        self._tables = spark._jvm.outlayer.jobs.table.RunTables.open(spark._jsparkSession, reference)

    def report(self, name):
        """A table of the report of that root, such as `auc` or `quirkiness`."""
        path = f"{self.root}/report/{name}.csv"
        return self.spark.read.csv(path, header=True, inferSchema=True, multiLine=True, escape='"')

    def examples(self):
        """Prompts, with the answers of both characters."""
        return DataFrame(self._tables.examples(), self.spark)

    def predictions(self):
        """What the models answered."""
        return DataFrame(self._tables.predictions(), self.spark)

    def scores(self):
        """Anomaly scores of every detector at every layer."""
        return DataFrame(self._tables.scores(), self.spark)

    def vectors(self, model, feature, layers):
        """Vectors of a model, a row for each example and layer."""
        gateway = self.spark.sparkContext._gateway
        java = gateway.new_array(gateway.jvm.int, len(layers))
        for i, layer in enumerate(layers):
            java[i] = layer
        return DataFrame(self._tables.vectors(model, feature, java), self.spark)


class _DetectorParams(Params):
    """Those of outlayer.jobs.mllib.DetectorParams, which checks their ranges."""

    __module__ = JAVA_PACKAGE

    detector = Param(Params._dummy(), "detector", "mahalanobis, lof, knn, ...", TypeConverters.toString)
    rcond = Param(Params._dummy(), "rcond", "share of the largest eigenvalue, in (0, 1)", TypeConverters.toFloat)
    k = Param(Params._dummy(), "k", "neighbours of lof and knn", TypeConverters.toInt)
    distance = Param(Params._dummy(), "distance", "of knn: kth or mean", TypeConverters.toString)
    components = Param(Params._dummy(), "components", "directions of mahalanobis-pca", TypeConverters.toInt)
    trees = Param(Params._dummy(), "trees", "of isolation-forest", TypeConverters.toInt)
    sample = Param(Params._dummy(), "sample", "vectors of a tree", TypeConverters.toInt)
    alpha = Param(Params._dummy(), "alpha", "of quantum-entropy", TypeConverters.toFloat)
    sign = Param(Params._dummy(), "sign", "of laplace: correct or published", TypeConverters.toString)
    seed = Param(Params._dummy(), "seed", "of isolation-forest", TypeConverters.toInt)
    maxRows = Param(Params._dummy(), "maxRows", "vectors of a group in memory", TypeConverters.toInt)
    arithmetic = Param(Params._dummy(), "arithmetic", "float64 or float32", TypeConverters.toString)
    featuresCol = Param(Params._dummy(), "featuresCol", "the vectors", TypeConverters.toString)
    groupCols = Param(Params._dummy(), "groupCols", "a fit for each of their values", TypeConverters.toListString)
    trustedCol = Param(Params._dummy(), "trustedCol", "true where a vector is trusted", TypeConverters.toString)
    scoreCol = Param(Params._dummy(), "scoreCol", "where the anomaly score goes", TypeConverters.toString)
    handleInvalid = Param(Params._dummy(), "handleInvalid", "keep, skip or error", TypeConverters.toString)


class AnomalyDetector(JavaEstimator, _DetectorParams, JavaMLReadable, JavaMLWritable):
    """Learns what is normal from trusted vectors, a fit for each group of rows.

    >>> AnomalyDetector(detector="lof", k=20, groupCols=["dataset", "layer"]).fit(trusted).transform(test)
    """

    __module__ = JAVA_PACKAGE

    @keyword_only
    def __init__(self, *, detector=None, rcond=None, k=None, distance=None, components=None, trees=None, sample=None,
                 alpha=None, sign=None, seed=None, maxRows=None, arithmetic=None, featuresCol=None, groupCols=None,
                 trustedCol=None, scoreCol=None, handleInvalid=None):
        super().__init__()
        self._java_obj = self._new_java_obj(f"{JAVA_PACKAGE}.AnomalyDetector", self.uid)
        self._transfer_params_from_java()
        self.setParams(**self._input_kwargs)

    def setParams(self, **params):
        """Takes what the constructor takes."""
        return self._set(**params)

    def _create_model(self, java_model):
        return AnomalyDetectorModel(java_model)


class AnomalyDetectorModel(JavaModel, _DetectorParams, JavaMLReadable, JavaMLWritable):
    """Adds a column of anomaly scores to a table."""

    __module__ = JAVA_PACKAGE

    def groups(self):
        """Every group, how many trusted vectors it had, and why it has no scores where that is so."""
        return DataFrame(self._java_obj.groups(), SparkSession.getActiveSession())

    def release(self):
        """Gives the memory of cached fits back."""
        self._call_java("release")
