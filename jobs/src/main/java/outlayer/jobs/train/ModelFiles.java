package outlayer.jobs.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.CurveTable;

/** The files of a Hugging Face directory: of a published unit, or of a model wherever it lies. */
final class ModelFiles {

    private static final List<String> TOKENIZER =
            List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");
    private static final List<String> WEIGHTS = List.of("config.json", "model.safetensors");

    private ModelFiles() {}

    /** What a model that is trained further consists of. */
    static List<RunFile> model(RunDirectory run, Manifest trained) {
        return Stream.of(TOKENIZER, WEIGHTS)
                .flatMap(List::stream)
                .map(name -> run.file(trained, name))
                .toList();
    }

    /** All that a training has made for others: weights, tokenizer, metrics, checkpoints. */
    static List<RunFile> made(RunDirectory run, Manifest trained) {
        return run.files(trained).stream()
                .filter(file -> !file.name().equals(CurveTable.FILE))
                .toList();
    }

    static void copy(List<RunFile> files, Path to) throws IOException {
        for (RunFile file : files) {
            Path target = to.resolve(file.name());
            Files.createDirectories(target.getParent());
            try (InputStream in = file.open()) {
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The tokenizer's files in a directory, those that are there. */
    static List<Path> tokenizer(Path directory) {
        return TOKENIZER.stream().map(directory::resolve).filter(Files::exists).toList();
    }

    /** As above, of a model on any file system, copied to a local directory. */
    static List<Path> tokenizer(String model, Path to, Configuration configuration) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String name : TOKENIZER) {
            org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(model, name);
            FileSystem files = file.getFileSystem(configuration);
            if (files.exists(file)) { // not every tokenizer has all of them
                try (InputStream in = files.open(file)) {
                    Files.copy(in, to.resolve(name));
                }
                copies.add(to.resolve(name));
            }
        }
        return copies;
    }
}
