package outlayer.jobs.score;

import java.util.List;
import java.util.stream.Collectors;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.LayerFit;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.linalg.Arithmetic;

/** All detectors on all layers of one feature of one shard; one layer's vectors and one detector are in memory at a time. */
record ScoreUnit(Reading reading, FeatureFits fits, Arithmetic arithmetic) implements Unit {

    private static final int LOGIC = 2;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = reading.group()
                .label(UnitSpec.of(ScoreJob.STAGE, LOGIC))
                .label("part", reading.shard().part().key())
                .label("shard", Integer.toString(reading.shard().index()))
                .label("feature", reading.feature())
                .setting("kind", "layers")
                .setting("detectors", detectors())
                .setting("arithmetic", arithmetic.key())
                .input(reading.key());
        for (LayerFit fit : fits.fits()) {
            spec = spec.input(fit.key());
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        List<String> ids = VectorTable.ids(reading.vectors());
        try (FlatTable.Writer<Score> scores = ScoreTable.TABLE.writer(writer.file(ScoreTable.FILE))) {
            for (List<LayerFit> layer : fits.byLayer()) {
                ShardVectors vectors = ShardVectors.read(reading, layer.get(0).layer());
                LayerScoring scoring = new LayerScoring(reading.feature(), vectors, arithmetic);
                for (LayerFit fit : layer) {
                    ShardScores.write(scores, ids, scoring.score(fit), vectors::whyNone);
                }
            }
        }
        return Findings.count("rows", (long) ids.size() * fits.fits().size());
    }

    /** In the order of the inputs. */
    private String detectors() {
        return fits.fits().stream()
                .map(fit -> fit.method().name() + " " + fit.method().params())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
