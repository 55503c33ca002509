package outlayer.jobs.score;

import java.util.List;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.DetectorOptions;
import outlayer.jobs.statistics.LayerGaussian;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.stats.Gaussian;

/** All detectors on all layers of one shard; one layer's fit is in memory at a time. */
record ScoreUnit(Readings.Group group, Reading reading, List<LayerGaussian> fits, DetectorOptions detectors)
        implements Unit {

    private static final int LOGIC = 1;

    @Override
    public UnitSpec spec() {
        UnitSpec spec = group.label(UnitSpec.of(ScoreJob.STAGE, LOGIC))
                .label("part", reading.shard().part().key())
                .label("shard", Integer.toString(reading.shard().index()))
                .label("feature", Reading.ACTIVATIONS)
                .setting("detectors", detectors.toString())
                .input(reading.key());
        for (LayerGaussian fit : fits) {
            spec = spec.input(fit.key());
        }
        return spec;
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) {
        List<String> ids = VectorTable.ids(reading.vectors());
        long rows = 0;
        try (FlatTable.Writer<Score> scores = ScoreTable.TABLE.writer(writer.file(ScoreTable.FILE))) {
            for (LayerGaussian fit : fits) {
                Gaussian gaussian = fit.read();
                for (FittedDetector detector : FittedDetector.all(gaussian, detectors)) {
                    rows += LayerScores.write(scores, ids, reading.vectors(), fit.layer(), detector);
                }
            }
        }
        return Findings.count("rows", rows);
    }
}
