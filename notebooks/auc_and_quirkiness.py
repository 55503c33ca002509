# Databricks notebook source
# MAGIC %md
# MAGIC # Where the quirk shows, and whether a quirkier model is easier to catch
# MAGIC
# MAGIC Reads the tables of a run (`start_a_run` makes one) and draws two figures of the report by hand, as a start for your own.

# COMMAND ----------

import os

import matplotlib.pyplot as plt

import outlayer_ml

spark = outlayer_ml.session()
run = outlayer_ml.Run(spark, os.environ.get("OUTLAYER_RUN", "out/notebook"))
auc = run.report("auc")

# COMMAND ----------

# MAGIC %md
# MAGIC ## AUC by layer
# MAGIC
# MAGIC One line for each dataset and variant; the band is the 95 % interval. Layer 0 is left out: at the last token every prompt has the
# MAGIC same embedding there, and the table says so in its column `note`.

# COMMAND ----------

layers = (
    auc.where("feature = 'activations' and detector = 'mahalanobis' and params = 'rcond=1e-3' and subset = 'all' and auc is not null")
    .where("layer rlike '^[0-9]+$'")
    .selectExpr("model", "dataset", "variant", "cast(layer as int) as layer", "auc", "auc_low", "auc_high")
    .orderBy("model", "dataset", "variant", "layer")
    .toPandas()
)
models = sorted(layers["model"].unique())
figure, axes = plt.subplots(1, len(models), figsize=(5 * len(models), 3.5), sharey=True, squeeze=False)
for axis, model in zip(axes[0], models):
    for (dataset, variant), line in layers[layers["model"] == model].groupby(["dataset", "variant"]):
        axis.plot(line["layer"], line["auc"], label=f"{dataset}, {variant}", linestyle="-" if variant == "quirky" else ":")
        axis.fill_between(line["layer"], line["auc_low"], line["auc_high"], alpha=0.15)
    axis.axhline(0.5, color="grey", linewidth=0.5)
    axis.set_title(model)
    axis.set_xlabel("layer")
axes[0][0].set_ylabel("ROC AUC")
axes[0][-1].legend(fontsize=7)
plt.show()

# COMMAND ----------

# MAGIC %md
# MAGIC ## Quirkiness against AUC
# MAGIC
# MAGIC Quirkiness Q is the smaller of two gaps in nats: how much better Alice's prompts predict Alice's labels than Bob's, and the other way
# MAGIC round. Above 0 the model follows the name; bases lie far below. The AUC is that of the mean over layers.

# COMMAND ----------

pairs = (
    run.report("quirkiness")
    .select("model", "dataset", "variant", "quirkiness")
    .join(
        auc.where("layer = 'aggregate' and aggregation = 'mean' and subset = 'all' and feature = 'activations'")
        .where("detector = 'mahalanobis' and params = 'rcond=1e-3'")
        .select("model", "dataset", "variant", "auc"),
        ["model", "dataset", "variant"],
    )
    .orderBy("model", "dataset", "variant")
    .toPandas()
)
for variant, points in pairs.groupby("variant"):
    plt.scatter(points["quirkiness"], points["auc"], label=variant)
plt.xlabel("quirkiness Q, nats")
plt.ylabel("ROC AUC, mean over layers")
plt.legend()
plt.show()
pairs
