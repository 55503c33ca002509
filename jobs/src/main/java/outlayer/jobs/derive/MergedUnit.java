package outlayer.jobs.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.Findings;

/**
 * The vectors of several features put side by side, layer by layer, for the layers that all of them have. An example that lacks one of
 * them has no vector.
 *
 * @param sources the same shard of every feature
 */
record MergedUnit(String name, List<PlannedReading> sources, List<Integer> layers) implements JoiningUnit {

    private static final int LOGIC = 1;

    static MergedUnit of(String name, List<PlannedReading> sources) {
        List<Integer> layers = new ArrayList<>(sources.get(0).layers());
        sources.forEach(source -> layers.retainAll(source.layers()));
        if (layers.isEmpty()) {
            throw new SettingsException("derive.merged." + name + ": "
                    + sources.stream()
                            .map(source -> source.feature() + " has the layers " + source.layers())
                            .collect(Collectors.joining(", "))
                    + ", expected one at least that all have");
        }
        return new MergedUnit(name, sources, List.copyOf(layers));
    }

    @Override
    public UnitSpec spec() {
        UnitSpec spec = DeriveJob.spec(LOGIC, sources.get(0), name)
                .setting("kind", "merged")
                .setting(
                        "features",
                        sources.stream().map(PlannedReading::feature).collect(Collectors.joining(" ")))
                .setting("layers", layers.toString());
        for (UnitSpec need : needs()) {
            spec = spec.input(need.key());
        }
        return spec;
    }

    @Override
    public List<UnitSpec> needs() {
        return sources.stream().map(PlannedReading::spec).toList();
    }

    @Override
    public PlannedReading output() {
        return sources.get(0).with(name, spec(), VectorTable.fileName(name), layers);
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        List<SideBySide.Column> columns = new ArrayList<>();
        for (int layer : layers) {
            columns.add(new SideBySide.Column(
                    layer,
                    sources.stream()
                            .map(source -> new SideBySide.Source(source.vectors(run), layer))
                            .toList()));
        }
        return SideBySide.write(name, columns, writer.file(VectorTable.fileName(name)));
    }
}
