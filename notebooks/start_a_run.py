# Databricks notebook source
# MAGIC %md
# MAGIC # Start a run
# MAGIC
# MAGIC Outlayer runs a language model on prompts, learns what its activations look like on *trusted* ones, and scores how far those of
# MAGIC others lie from that. Here it looks at two tiny models that were fine-tuned to answer truly when the prompt names Alice, and by a
# MAGIC wrong rule when it names Bob: does a detector that saw Alice alone pick out Bob?
# MAGIC
# MAGIC On Databricks: a cluster with *dedicated* access mode, the jar as its library, and the environment variables `OUTLAYER_RUN` and
# MAGIC `OUTLAYER_CONFIG` ([conf/databricks](../conf/databricks/README.md)). In plain Jupyter: `make jar`, then
# MAGIC `pip install -r notebooks/requirements.txt`. This notebook uses the session that is there and never stops it.

# COMMAND ----------

import os

import outlayer_ml

spark = outlayer_ml.session()
ROOT = os.environ.get("OUTLAYER_RUN", "out/notebook")
CONFIG = os.environ.get("OUTLAYER_CONFIG", "notebooks/small.conf")

# COMMAND ----------

# MAGIC %md
# MAGIC A run is an experiment file ([`small.conf`](small.conf) is half a page; on Databricks, one on a volume) and a root, any path that the
# MAGIC cluster knows: here `out/notebook`, on Databricks `/Volumes/...`, else `s3a://...`. Settings after the file take the place of the file's. Start it again and
# MAGIC it computes nothing that is there.

# COMMAND ----------

outlayer_ml.start(spark, CONFIG, f"run.root={ROOT}")

# COMMAND ----------

# MAGIC %md
# MAGIC What came out, aggregated over layers, with 95 % intervals (DeLong). An AUC of 0.5 is a guess, 1 is perfect; the untouched `base`
# MAGIC models are the control. The page with all figures is `report/index.html` under the root.

# COMMAND ----------

run = outlayer_ml.Run(spark, ROOT)
auc = run.report("auc")
headline = (
    auc.where("layer = 'aggregate' and aggregation = 'mean' and subset = 'all'")
    .select("model", "dataset", "variant", "detector", "auc", "auc_low", "auc_high")
    .orderBy("variant", "model", "dataset", "detector")
    .toPandas()
)
headline
