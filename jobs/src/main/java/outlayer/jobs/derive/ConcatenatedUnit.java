package outlayer.jobs.derive;

import java.util.List;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.Findings;

/** The vectors of all layers of one feature as one vector, lowest layer first. An example that lacks a layer has none. */
record ConcatenatedUnit(String name, PlannedReading source) implements JoiningUnit {

    private static final int LOGIC = 1;

    @Override
    public UnitSpec spec() {
        return DeriveJob.spec(LOGIC, source, name)
                .setting("kind", "concatenated")
                .setting("of", source.feature())
                .setting("layers", source.layers().toString())
                .input(source.spec().key());
    }

    @Override
    public List<UnitSpec> needs() {
        return List.of(source.spec());
    }

    @Override
    public PlannedReading output() {
        return source.with(name, spec(), VectorTable.fileName(name), List.of(Score.ALL_LAYERS));
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        RunFile vectors = source.vectors(run);
        List<SideBySide.Source> layers = source.layers().stream()
                .map(layer -> new SideBySide.Source(vectors, layer))
                .toList();
        return SideBySide.write(
                name,
                List.of(new SideBySide.Column(Score.ALL_LAYERS, layers)),
                writer.file(VectorTable.fileName(name)));
    }
}
