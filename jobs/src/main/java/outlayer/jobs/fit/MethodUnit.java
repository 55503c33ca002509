package outlayer.jobs.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import outlayer.detector.GaussianMethod;
import outlayer.detector.IsolationForestMethod;
import outlayer.detector.JointMethod;
import outlayer.detector.LayerVectors;
import outlayer.detector.Method;
import outlayer.detector.NotApplicableException;
import outlayer.detector.Parameters;
import outlayer.detector.RowsMethod;
import outlayer.detector.SparseMethod;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.OwnMethod;
import outlayer.jobs.table.ParametersFile;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.quirky.ContentHash;

/**
 * One method fitted to one layer of a feature, or to all of them where the method is joint; a file of parameters for each layer.
 *
 * @param inputs what the method may read
 */
record MethodUnit(Readings.Group group, String feature, Method method, List<Integer> layers, FitInputs inputs)
        implements Unit {

    private static final int LOGIC = 2;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = group.label(UnitSpec.of(FitJob.STAGE, LOGIC))
                .label("feature", feature)
                .label("layer", layers.stream().map(String::valueOf).collect(Collectors.joining("+")))
                .label("detector", method.name())
                .label("params", method.params())
                .setting("kind", "parameters");
        if (method instanceof OwnMethod own) {
            spec = spec.setting(FitJob.OWN_CLASS, own.method().getClass().getName());
        }
        if (method instanceof IsolationForestMethod) {
            spec = spec.setting("seed", Long.toString(inputs.seed()));
        }
        if (inputs.isSampled()) {
            spec = spec.setting("max-rows", Integer.toString(inputs.maxRows()));
        }
        for (String key : inputs.keys()) {
            spec = spec.input(key);
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        try {
            List<Parameters> fitted = fit();
            for (int i = 0; i < layers.size(); i++) {
                ParametersFile.write(writer.file(ParametersFile.fileName(layers.get(i))), fitted.get(i));
            }
        } catch (NotApplicableException e) {
            for (int layer : layers) {
                ParametersFile.write(writer.file(ParametersFile.fileName(layer)), e);
            }
        }
        return Findings.none();
    }

    private List<Parameters> fit() {
        if (method instanceof RowsMethod rows) {
            return List.of(seeded(rows).fit(new StoredLayer(inputs, layers.get(0))));
        }
        if (method instanceof JointMethod joint) {
            List<LayerVectors> vectors = new ArrayList<>();
            for (int layer : layers) {
                vectors.add(new StoredLayer(inputs.at(layer), layer));
            }
            return joint.fit(vectors);
        }
        if (method instanceof SparseMethod sparse) {
            return List.of(sparse.fit(SparseSample.of(inputs, layers.get(0))));
        }
        throw new IllegalStateException(GaussianMethod.class + " fits to the Gaussian of a layer alone: " + method);
    }

    /** Forests of different layers are grown from different seeds. */
    private RowsMethod seeded(RowsMethod rows) {
        if (!(rows instanceof IsolationForestMethod forest)) {
            return rows;
        }
        long seed = ContentHash.of(
                Long.toString(inputs.seed()),
                group.model(),
                group.dataset(),
                group.variant(),
                feature,
                layers.toString(),
                forest.params());
        return new IsolationForestMethod(forest.trees(), forest.sample(), seed);
    }
}
