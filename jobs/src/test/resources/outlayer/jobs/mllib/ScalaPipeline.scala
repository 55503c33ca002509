import org.apache.spark.ml.{Pipeline, PipelineModel, PipelineStage}
import org.apache.spark.ml.feature.StandardScaler
import org.apache.spark.sql.DataFrame
import outlayer.jobs.mllib.{AnomalyDetector, AnomalyDetectorModel}

/** The detectors as a Scala program uses them: in a pipeline, saved and loaded. */
object ScalaPipeline {

  def scores(vectors: DataFrame, directory: String): DataFrame = {
    val scaler = new StandardScaler().setInputCol("features").setOutputCol("scaled").setWithMean(true)
    val detector = new AnomalyDetector()
      .setDetector("lof")
      .setK(5)
      .setFeaturesCol("scaled")
      .setGroupCols("side")
      .setTrustedCol("trusted")
    val fitted = new Pipeline().setStages(Array[PipelineStage](scaler, detector)).fit(vectors)
    fitted.write.overwrite().save(directory)
    fitted.stages.last match {
      case model: AnomalyDetectorModel => require(model.groups.count() == 2)
    }
    PipelineModel.load(directory).transform(vectors).select("id", "anomalyScore")
  }
}
