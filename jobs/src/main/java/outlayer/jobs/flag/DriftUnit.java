package outlayer.jobs.flag;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import outlayer.detector.GaussianMethod;
import outlayer.evaluate.ScoreKey;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagGroup;
import outlayer.flag.LayerShift;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.LayerFit;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.score.Calibration;
import outlayer.jobs.score.ScoreFile;
import outlayer.jobs.score.Scored;
import outlayer.jobs.settings.FlagOptions;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.RecordTable;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.stats.Centroid;

/**
 * One feature of new traffic against its trusted fit: vectors layer by layer with the Gaussian, where one was fitted, and scores with
 * those of calibration.
 *
 * @param fits of the feature
 * @param calibration scores of normal examples that no fit saw
 * @param shards of the traffic, with all their scores
 */
record DriftUnit(FlagGroup rows, FeatureFits fits, Calibration calibration, List<Scored> shards, FlagOptions options)
        implements Unit {

    private static final int LOGIC = 2;
    private static final int BLOCK_ROWS = 1024;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = new Readings.Group(rows.model(), rows.dataset(), rows.variant())
                .label(UnitSpec.of(FlagJob.STAGE, LOGIC))
                .label("part", rows.part())
                .label("feature", fits.feature())
                .setting("kind", "drift")
                .setting("limits", options.drift().toString())
                .setting("features", String.valueOf(options.features()))
                .setting("detectors", String.valueOf(options.detectors()))
                .setting("aggregation", options.aggregation().key());
        for (LayerFit fit : fits.fits()) {
            spec = spec.input(fit.key());
        }
        for (ScoreFile file : calibration.files()) {
            spec = spec.input(file.key());
        }
        for (Scored shard : shards) {
            spec = spec.input(reading(shard).key());
            for (ScoreFile file : shard.scores()) {
                spec = spec.input(file.key());
            }
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        Map<ScoreKey, double[]> normal = calibration.scores();
        Map<String, LayerShift> shifts = shifts();
        List<DriftRow> drift = new ArrayList<>();
        TestedScores.read(shards, this::compares).byKey().forEach((key, scores) -> {
            double[] present =
                    Arrays.stream(scores).filter(score -> !Double.isNaN(score)).toArray();
            drift.add(DriftRow.of(
                    rows,
                    key,
                    shifts.get(key.layer()),
                    normal.getOrDefault(key, new double[0]),
                    present,
                    options.drift()));
        });
        RecordTable.DRIFT.write(writer.file(RecordTable.fileName(RecordTable.DRIFT)), drift);
        return Findings.count(
                "drifted", drift.stream().filter(DriftRow::drifted).count());
    }

    private boolean compares(ScoreKey key) {
        return key.feature().equals(fits.feature()) && options.isOf(key) && (key.isLayer() || options.flagsBy(key));
    }

    /** By layer, of those that have a Gaussian. */
    private Map<String, LayerShift> shifts() {
        Map<String, LayerShift> shifts = new HashMap<>();
        for (LayerFit fit : fits.fits()) {
            if (fit.method() instanceof GaussianMethod) {
                shifts.computeIfAbsent(
                        Score.layerName(fit.layer()),
                        layer -> LayerShift.of(GaussianFile.read(fit.file()), centroid(fit.layer())));
            }
        }
        return shifts;
    }

    private Centroid centroid(int layer) {
        Centroid all = new Centroid(
                VectorTable.schema(reading(shards.get(0)).vectors()).dimension(layer));
        for (Scored shard : shards) {
            try (LayerReader vectors = LayerReader.open(reading(shard).vectors(), layer, BLOCK_ROWS)) {
                for (LayerBlock block = vectors.next(); block != null; block = vectors.next()) {
                    all.add(FloatBuffer.wrap(block.values(), 0, block.present() * block.dimension()));
                }
            }
        }
        return all;
    }

    private Reading reading(Scored shard) {
        return shard.readings().stream()
                .filter(reading -> reading.feature().equals(fits.feature()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        rows + " has scores of " + fits.feature() + ", but no vectors of it"));
    }
}
