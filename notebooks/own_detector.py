# Databricks notebook source
# MAGIC %md
# MAGIC # Your own detector by MLlib
# MAGIC
# MAGIC Every detector of Outlayer is an estimator of Spark's MLlib. Here one is fitted to the activations that a run has stored and compared
# MAGIC with the run's own numbers; then a pipeline of your own design takes its place.

# COMMAND ----------

import os

from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.feature import PCA
from pyspark.ml.functions import array_to_vector
from pyspark.sql import functions as F

import outlayer_ml
from outlayer_ml import AnomalyDetector

spark = outlayer_ml.session()
run = outlayer_ml.Run(spark, os.environ.get("OUTLAYER_RUN", "out/notebook"))
MODEL = "tiny-llama"
LAYERS = [1, 2, 3, 4]

# COMMAND ----------

# MAGIC %md
# MAGIC A row for each example and layer. `trusted` is what a detector may learn from, `test` what it is judged on; Bob is the anomaly.

# COMMAND ----------

characters = run.examples().select("dataset", "id", F.expr("character = 'bob'").cast("double").alias("anomalous"))
vectors = run.vectors(MODEL, "activations", LAYERS).where("variant = 'quirky' and vector is not null").join(characters, ["dataset", "id"])
trusted = vectors.where("part = 'trusted'").cache()
test = vectors.where("part = 'test'").cache()

# COMMAND ----------

# MAGIC %md
# MAGIC One estimator, a fit for each dataset and layer. ROC AUC is the share of pairs of an anomalous and a normal example that the score
# MAGIC puts in the right order, ties counting half (Mann and Whitney 1947).

# COMMAND ----------


def auc_by(scored, *groups):
    """ROC AUC of each group by mid-ranks."""
    table = scored.select(*groups, "anomalous", "anomalyScore").toPandas()

    def auc(group):
        ranks = group["anomalyScore"].rank(method="average")
        bobs = group["anomalous"] == 1
        n, m = bobs.sum(), (~bobs).sum()
        return (ranks[bobs].sum() - n * (n + 1) / 2) / (n * m)

    return table.groupby(list(groups))[["anomalous", "anomalyScore"]].apply(auc).rename("own_auc").reset_index()


detector = AnomalyDetector(detector="mahalanobis", rcond=1e-3, groupCols=["dataset", "layer"], featuresCol="vector")
fitted = detector.fit(trusted)
ours = auc_by(fitted.transform(test), "dataset", "layer")
theirs = (
    run.report("auc")
    .where(f"model = '{MODEL}' and variant = 'quirky' and feature = 'activations' and detector = 'mahalanobis'")
    .where("params = 'rcond=1e-3' and subset = 'all' and layer rlike '^[0-9]+$'")
    .selectExpr("dataset", "cast(layer as int) as layer", "auc")
    .toPandas()
)
compared = ours.merge(theirs, on=["dataset", "layer"])
compared

# COMMAND ----------

# MAGIC %md
# MAGIC Any chain of MLlib stages may come before it. This one reduces the vectors of one layer to ten directions and takes the mean distance
# MAGIC to the nearest trusted ones. It is saved and loaded like any other pipeline, in Python, Scala or Java.

# COMMAND ----------

layer = 3
one = lambda table: table.where(F.col("layer") == layer).withColumn("features", array_to_vector("vector"))
pipeline = Pipeline(
    stages=[
        PCA(inputCol="features", outputCol="reduced", k=10),
        AnomalyDetector(detector="knn", k=5, distance="mean", featuresCol="reduced", groupCols=["dataset"]),
    ]
)
model = pipeline.fit(one(trusted))
path = f"{run.root}/../own-detector"
model.write().overwrite().save(path)
loaded = PipelineModel.load(path)
own = auc_by(model.transform(one(test)), "dataset")
again = auc_by(loaded.transform(one(test)), "dataset")
own
