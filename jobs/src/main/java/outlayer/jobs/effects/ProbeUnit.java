package outlayer.jobs.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.ProbeTable;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.linalg.Matrix;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.quirky.Example;
import outlayer.stats.Folds;
import outlayer.stats.LogisticRegression;

/**
 * A probe of the label on one layer's trusted attention output, its penalty chosen by five-fold cross-validation that keeps the prompts of
 * one question together.
 */
record ProbeUnit(Readings.Group group, int layer, List<PlannedReading> trusted, long seed) implements DependentUnit {

    static final String KIND = "probe";

    private static final int LOGIC = 1;
    private static final int BLOCK_ROWS = 1024;
    private static final int FOLDS = 5;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = EffectsJob.spec(LOGIC, group, KIND)
                .label("layer", Integer.toString(layer))
                .setting("seed", Long.toString(seed));
        for (PlannedReading reading : trusted) {
            spec = spec.input(reading.spec().key()).input(reading.shard().fingerprint());
        }
        return spec;
    }

    @Override
    public List<UnitSpec> needs() {
        return trusted.stream().map(PlannedReading::spec).toList();
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        List<double[]> rows = new ArrayList<>();
        List<Example> examples = new ArrayList<>();
        trusted.forEach(reading -> read(run, reading, rows, examples));
        Optional<LogisticRegression> fitted = fit(rows, examples);
        List<LinearProbe> probes = fitted.map(
                        probe -> List.of(new LinearProbe(Point.ATTENTION, layer, probe.weights(), probe.intercept())))
                .orElse(List.of());
        ProbeTable.TABLE.write(writer.file(ProbeTable.FILE), probes);
        Findings findings = Findings.count("rows", rows.size());
        return fitted.isPresent()
                ? findings
                : findings.noting(List.of(group + ", layer " + layer
                        + ": n/a: trusted prompts have labels of one class alone, so that no probe can be fitted"));
    }

    private void read(RunDirectory run, PlannedReading reading, List<double[]> rows, List<Example> examples) {
        List<Example> all = reading.shard().examples();
        try (LayerReader reader = LayerReader.open(reading.vectors(run), layer, BLOCK_ROWS)) {
            for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                int d = block.dimension();
                for (int i = 0; i < block.present(); i++) {
                    Example example = all.get(Math.toIntExact(block.start() + block.row(i)));
                    if (example.labelled()) {
                        double[] row = new double[d];
                        for (int j = 0; j < d; j++) {
                            row[j] = block.values()[i * d + j];
                        }
                        rows.add(row);
                        examples.add(example);
                    }
                }
            }
        }
    }

    private Optional<LogisticRegression> fit(List<double[]> rows, List<Example> examples) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        boolean[] labels = new boolean[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = examples.get(i).label();
        }
        List<String> questions = examples.stream().map(Example::question).toList();
        return LogisticRegression.crossValidated(matrix(rows), labels, Folds.dealGroups(FOLDS, questions, seed));
    }

    /** Rows one after another. */
    static Matrix matrix(List<double[]> rows) {
        int d = rows.get(0).length;
        double[] values = new double[Math.multiplyExact(rows.size(), d)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * d, d);
        }
        return Matrix.of(rows.size(), d, values);
    }

    /** The layer of such a unit. */
    static int layer(UnitSpec unit) {
        return Integer.parseInt(Objects.requireNonNull(unit.labels().get("layer")));
    }

    /** Those that could be fitted; each unit must be published. */
    static List<LinearProbe> published(RunDirectory run, List<UnitSpec> units) {
        List<LinearProbe> probes = new ArrayList<>();
        units.forEach(unit -> probes.addAll(ProbeTable.TABLE.read(run.file(run.require(unit), ProbeTable.FILE))));
        return probes;
    }
}
