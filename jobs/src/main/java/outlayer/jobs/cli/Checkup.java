package outlayer.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.models.Gpus;
import outlayer.jobs.models.ModelSource;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.S3Access;
import outlayer.jobs.settings.DatasetOptions;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.settings.HadoopSettings;
import outlayer.jobs.settings.ModelOptions;
import outlayer.jobs.work.Versions;
import outlayer.linalg.Blas;
import outlayer.lm.Natives;

/** What Outlayer needs of a machine, each looked at in its own way. */
final class Checkup {

    /** One thing looked at. */
    record Finding(String what, boolean fine, String evidence) {}

    /** Gives the evidence, or fails with what is wrong. */
    @FunctionalInterface
    private interface Look {
        String evidence() throws Exception;
    }

    private Checkup() {}

    static List<Finding> all(@Nullable String config, List<String> overrides) {
        List<Finding> findings = new ArrayList<>();
        findings.add(look("Java", Checkup::java));
        findings.add(look("Spark", Checkup::spark));
        findings.add(look("Scala", Checkup::scala));
        findings.add(look("PyTorch", Natives::pytorch));
        findings.add(look("tokenizers", Natives::tokenizers));
        findings.add(look("OpenBLAS", Blas::version));
        findings.add(look("GPUs", Gpus::evidence));
        findings.add(look("threads", Checkup::threads));
        if (config != null) {
            Experiment experiment = ExperimentFile.read(config, overrides);
            Configuration hadoop = HadoopSettings.here();
            String root = experiment.run().root();
            if (S3Access.concerns(root, hadoop)) {
                findings.add(look("S3", () -> S3Access.require(root, hadoop)));
            }
            findings.add(look("run root", () -> root(experiment)));
            if (experiment.extract().device().startsWith("gpu")) {
                findings.add(look("device", () -> device(experiment.extract().device())));
            }
            variants(experiment).forEach(variant -> findings.add(look("model", () -> model(variant, experiment))));
        }
        return findings;
    }

    private static Finding look(String what, Look look) {
        try {
            return new Finding(what, true, look.evidence());
        } catch (Exception | LinkageError e) {
            return new Finding(what, false, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static String java() {
        refuse(Versions.found().javaComplaint());
        return Runtime.version() + ", " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB heap";
    }

    private static String spark() {
        refuse(Versions.found().sparkComplaint());
        return Versions.found().spark() + ", " + Platform.of(System.getenv());
    }

    private static String scala() {
        refuse(Versions.found().scalaComplaint());
        return Versions.found().scala();
    }

    private static void refuse(Optional<String> complaint) {
        complaint.ifPresent(text -> {
            throw new IllegalStateException(text);
        });
    }

    private static String threads() {
        return Runtime.getRuntime().availableProcessors() + " processors; one task slot and one computing thread each,"
                + " OMP_NUM_THREADS=" + System.getenv().getOrDefault("OMP_NUM_THREADS", "(not set, expected 1)");
    }

    private static String root(Experiment experiment) {
        RunDirectory run = RunDirectory.open(experiment.run().root(), HadoopSettings.here());
        run.requireWritable();
        return run.root() + " can be written, " + run.runs().size() + " runs recorded";
    }

    private static String device(String setting) {
        new PlannedDevice(setting).require("extract.device", new SparkConf());
        return setting + ", by extract.device";
    }

    private record Variant(ModelOptions model, String variant, String dataset) {}

    /** Each directory once: the base has the same for every dataset. */
    private static Collection<Variant> variants(Experiment experiment) {
        Map<String, Variant> variants = new LinkedHashMap<>();
        for (ModelOptions model : experiment.models()) {
            for (String variant : experiment.extract().variants()) {
                for (DatasetOptions dataset : experiment.datasets()) {
                    variants.putIfAbsent(
                            model.directory(variant, dataset.name()), new Variant(model, variant, dataset.name()));
                }
            }
        }
        return variants.values();
    }

    /** Finds the files, and reads the headers of all weights and some of their blocks. */
    private static String model(Variant of, Experiment experiment) throws IOException {
        ModelSource source =
                ModelSource.of(of.model(), of.variant(), of.dataset(), experiment.executor(), HadoopSettings.here());
        return source + ", fingerprint " + source.fingerprint();
    }
}
