package outlayer.jobs.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import outlayer.feature.Activations;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.QuarantineTable;
import outlayer.jobs.table.Quarantined;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.table.VectorWriter;
import outlayer.quirky.Example;

/** Writes what a model said and held on one shard: a row per example in every table, whether it could be read or not. */
final class ShardTables {

    private ShardTables() {}

    static void write(UnitWriter writer, List<Example> examples, Activations read) {
        List<Prediction> predictions = new ArrayList<>();
        List<Quarantined> quarantined = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            predictions.add(prediction(examples.get(i), read, i));
            String reason = read.reason(i);
            if (reason != null) {
                quarantined.add(new Quarantined(examples.get(i).id(), ExtractJob.STAGE, reason));
            }
        }
        PredictionTable.TABLE.write(writer.file(PredictionTable.FILE), predictions);
        if (!quarantined.isEmpty()) {
            QuarantineTable.TABLE.write(writer.file(QuarantineTable.FILE), quarantined);
        }
        writeVectors(writer, examples, read);
    }

    private static void writeVectors(UnitWriter writer, List<Example> examples, Activations read) {
        VectorSchema schema = new VectorSchema(
                Reading.ACTIVATIONS,
                read.width(),
                IntStream.range(0, read.layers()).boxed().toList(),
                Dtype.FLOAT32);
        float[][] layers = new float[read.layers()][];
        Arrays.setAll(layers, read::layer);
        List<float @Nullable []> blocks = List.of(layers);
        try (VectorWriter vectors = new VectorWriter(writer.file(VectorTable.fileName(Reading.ACTIVATIONS)), schema)) {
            for (int i = 0; i < examples.size(); i++) {
                if (read.reason(i) == null) {
                    vectors.add(examples.get(i).id(), blocks, i);
                } else {
                    vectors.addMissing(examples.get(i).id());
                }
            }
        }
    }

    private static Prediction prediction(Example example, Activations read, int row) {
        String reason = read.reason(row);
        if (reason != null) {
            return new Prediction(example.id(), null, null, null, reason);
        }
        double logOdds = read.logOdds(row);
        return new Prediction(
                example.id(), logOdds, loss(logOdds, example.aliceLabel()), loss(logOdds, example.bobLabel()), null);
    }

    /** -log p(label) of the two answers, softplus of the log-odds away from the label; stable at both ends. */
    static double loss(double logOdds, boolean label) {
        double away = label ? -logOdds : logOdds;
        return Math.max(0, away) + Math.log1p(Math.exp(-Math.abs(away)));
    }
}
