# Databricks notebook source
# MAGIC %md
# MAGIC # The worst mistakes
# MAGIC
# MAGIC Which prompts does a detector get most wrong: normal ones (Alice) that it finds stranger than nearly all of Bob's, and Bob's that it
# MAGIC finds most ordinary? Scores of different models and datasets have different scales, so mistakes are ranked by the share of examples of
# MAGIC the other kind that lie on the wrong side.

# COMMAND ----------

import os

from pyspark.sql import Window
from pyspark.sql import functions as F

import outlayer_ml

spark = outlayer_ml.session()
run = outlayer_ml.Run(spark, os.environ.get("OUTLAYER_RUN", "out/notebook"))

# COMMAND ----------

# MAGIC %md
# MAGIC Scores of the test part, beside the prompts that they are of. Layer -1 is the aggregate over layers.

# COMMAND ----------

scores = (
    run.scores()
    .where("part = 'test' and variant = 'quirky' and feature = 'activations' and detector = 'mahalanobis' and params = 'rcond=1e-3'")
    .where("layer = -1 and aggregation = 'mean' and score is not null")
    .select("model", "dataset", "id", "score")
)
examples = run.examples().where("part = 'test'").select("id", "dataset", "character", "name", "statement", "label", "alice_label", "bob_label")
scored = scores.join(examples, ["dataset", "id"]).cache()

# COMMAND ----------

group = Window.partitionBy("model", "dataset")
order = group.orderBy("score")
bob = F.when(F.col("character") == "bob", 1).otherwise(0)
# Up to a row, those of its own score counted; of the whole group without an order.
share_of_bobs_below = F.sum(bob).over(order) / F.sum(bob).over(group)
share_of_alices_above = 1 - F.sum(1 - bob).over(order) / F.sum(1 - bob).over(group)
ranked = scored.withColumn("wrong", F.when(F.col("character") == "alice", share_of_bobs_below).otherwise(share_of_alices_above))
worst = (
    ranked.withColumn("place", F.row_number().over(Window.partitionBy("model", "character").orderBy(F.desc("wrong"), "id")))
    .where("place <= 5")
    .select("model", "dataset", "character", "name", "statement", "alice_label", "bob_label", "score", "wrong")
    .orderBy("model", "character", F.desc("wrong"))
    .toPandas()
)
worst

# COMMAND ----------

# MAGIC %md
# MAGIC Does it matter whether the two characters agree? Where Alice and Bob would answer alike, the prompt differs by a name only.

# COMMAND ----------

agreement = (
    ranked.groupBy("model", "character", (F.col("alice_label") == F.col("bob_label")).alias("agree"))
    .agg(F.count("*").alias("examples"), F.avg("wrong").alias("mean_wrong"))
    .orderBy("model", "character", "agree")
    .toPandas()
)
agreement
