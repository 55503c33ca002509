package outlayer.jobs.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;

/** A Hugging Face directory as files of a unit. */
final class ModelFiles {

    static final List<String> TOKENIZER = List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");
    static final List<String> WEIGHTS = List.of("config.json", "model.safetensors");

    private ModelFiles() {}

    static List<RunFile> of(RunDirectory run, Manifest trained) {
        return Stream.of(TOKENIZER, WEIGHTS)
                .flatMap(List::stream)
                .map(name -> run.file(trained, name))
                .toList();
    }

    static void copy(List<RunFile> files, Path to) throws IOException {
        Files.createDirectories(to);
        for (RunFile file : files) {
            try (InputStream in = file.open()) {
                Files.copy(in, to.resolve(file.name()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
