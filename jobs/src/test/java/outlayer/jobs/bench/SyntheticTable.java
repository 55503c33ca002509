package outlayer.jobs.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.work.UnitRunner;
import outlayer.quirky.Part;

/** The files of a wide table, made where they are not there yet. */
record SyntheticTable(TableShape shape, List<RunFile> files) {

    static SyntheticTable of(SparkSession spark, Path root, TableShape shape) {
        RunDirectory run = RunDirectory.open(root.toString(), new Configuration());
        List<SyntheticShard> shards = IntStream.range(0, TableShape.FILES)
                .mapToObj(index -> new SyntheticShard(shape, index))
                .toList();
        List<Manifest> manifests =
                UnitRunner.run(spark, run, SyntheticShard.STAGE, shards).manifests();
        return new SyntheticTable(
                shape,
                manifests.stream()
                        .map(manifest -> run.file(manifest, SyntheticShard.FILE))
                        .toList());
    }

    /** As the stages that follow extraction see them; only the vectors are there to be read. */
    List<Reading> readings() {
        return IntStream.range(0, files.size())
                .mapToObj(i -> new Reading(
                        "synthetic",
                        "base",
                        new Shard("synthetic", Part.TRUSTED, i, files.get(i), "synthetic"),
                        Reading.ACTIVATIONS,
                        shape.key() + "-" + i,
                        IntStream.range(0, shape.layers()).boxed().toList(),
                        null,
                        files.get(i)))
                .toList();
    }
}
