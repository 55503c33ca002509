package outlayer.jobs.flow;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.flow.FlowCurve;
import outlayer.flow.FlowKeeping;
import outlayer.flow.FlowOptions;
import outlayer.flow.FlowPoint;
import outlayer.flow.FlowTraining;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.FlowCurveTable;
import outlayer.jobs.train.RunCheckpoints;
import outlayer.jobs.train.Scratch;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Findings;
import outlayer.lm.Positions;

/**
 * One flow: learned from one layer of what the base model holds on some shards, of several datasets perhaps.
 *
 * @param data in the order in which the rows are read
 */
public record FlowUnit(
        String model,
        int layer,
        List<PlannedReading> data,
        Positions positions,
        FlowOptions options,
        PlannedDevice device,
        CheckpointInterval interval)
        implements DependentUnit {

    private static final Logger LOG = LoggerFactory.getLogger(FlowUnit.class);

    private static final int LOGIC = 1;
    private static final String FILE = "flow.safetensors";

    /** Count of the manifest: the step whose flow was kept. */
    public static final String KEPT_STEP = "kept-step";

    @Override
    public UnitSpec spec() {
        UnitSpec spec = UnitSpec.of(FlowJob.STAGE, LOGIC)
                .label("model", model)
                .label("layer", Integer.toString(layer))
                .setting("device", device.kind())
                .setting("training", options.toString());
        for (UnitSpec need : needs()) {
            spec = spec.input(need.key());
        }
        return spec;
    }

    @Override
    public List<UnitSpec> needs() {
        return data.stream().map(PlannedReading::spec).toList();
    }

    /** The trained flow of such a unit, which must be published. */
    public static RunFile flow(RunDirectory run, UnitSpec unit) {
        return run.file(run.require(unit), FILE);
    }

    /** The layer of such a unit. */
    public static int layer(UnitSpec unit) {
        return Integer.parseInt(Objects.requireNonNull(unit.labels().get("layer")));
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        String name = model + "-layer-" + layer;
        ShardRows rows = ShardRows.of(run, data, layer, positions);
        try (Scratch scratch = Scratch.create(name)) {
            FlowKeeping keeping = new FlowKeeping(
                    scratch.directory(), RunCheckpoints.of(run, writer.spec(), run.configuration()), interval);
            FlowCurve curve = FlowTraining.run(
                    rows, options, origin(), device.onTask(TaskContext.get()), keeping, point -> log(name, point));
            writer.copyIn(FILE, keeping.flow());
            FlowCurveTable.TABLE.write(writer.file(FlowCurveTable.FILE), curve.points());
            FlowPoint last = curve.points().get(curve.points().size() - 1);
            return Findings.count(KEPT_STEP, curve.kept().step())
                    .and("steps", last.step())
                    .and("rows", rows.count())
                    .and(Findings.EXAMPLES, last.rows());
        }
    }

    private Map<String, String> origin() {
        Map<String, String> origin = new TreeMap<>();
        origin.put("model", model);
        origin.put("variant", data.get(0).group().variant());
        origin.put("layer", Integer.toString(layer));
        origin.put("positions", positions.name().toLowerCase(Locale.ROOT));
        origin.put(
                "datasets",
                String.join(
                        " ",
                        data.stream()
                                .map(reading -> reading.group().dataset())
                                .distinct()
                                .toList()));
        origin.put("unit", spec().key());
        return origin;
    }

    private void log(String name, FlowPoint point) {
        LOG.info(
                "flow {}: step {} of {}, validation {} nats per dimension",
                name,
                point.step(),
                options.rate().steps(),
                String.format(Locale.ROOT, "%.4f", point.validationLoss()));
    }
}
