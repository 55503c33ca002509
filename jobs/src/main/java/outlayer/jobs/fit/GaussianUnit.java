package outlayer.jobs.fit;

import java.nio.FloatBuffer;
import java.util.List;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.stats.Gaussian;
import outlayer.stats.MomentsAccumulator;

/**
 * Mean and spectrum of one layer's trusted activations. One task reads all shards of that layer in their order, so the
 * result does not depend on scheduling; memory is one block of rows and one scatter.
 *
 * @param cutoff eigenpairs above this share of the largest eigenvalue are kept
 */
record GaussianUnit(Readings.Group group, int layer, List<Reading> readings, double cutoff) implements Unit {

    private static final int LOGIC = 1;
    private static final int BLOCK_ROWS = 1024;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = UnitSpec.of(FitJob.STAGE, LOGIC)
                .label("model", group.model())
                .label("dataset", group.dataset())
                .label("variant", group.variant())
                .label("feature", Reading.ACTIVATIONS)
                .label("layer", Integer.toString(layer))
                .setting("kind", "gaussian")
                .setting("cutoff", Double.toString(cutoff));
        for (Reading reading : readings) {
            spec = spec.input(reading.key());
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        int dimension = VectorTable.schema(readings.get(0).vectors()).dimension();
        try (MomentsAccumulator moments = new MomentsAccumulator(dimension)) {
            for (Reading reading : readings) {
                try (LayerReader rows = LayerReader.open(reading.vectors(), layer, BLOCK_ROWS)) {
                    for (LayerBlock block = rows.next(); block != null; block = rows.next()) {
                        moments.add(FloatBuffer.wrap(block.values(), 0, block.present() * dimension));
                    }
                }
            }
            Gaussian gaussian = moments.gaussian(cutoff);
            GaussianFile.write(writer.file(GaussianFile.fileName(layer)), gaussian);
            return Findings.count("rows", gaussian.n())
                    .and("rank", gaussian.spectrum().values().length);
        }
    }
}
