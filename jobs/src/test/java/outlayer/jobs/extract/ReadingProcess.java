package outlayer.jobs.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import outlayer.feature.BatchLimit;
import outlayer.feature.Feature;
import outlayer.feature.ModelReader;
import outlayer.feature.Prompts;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.lm.Precision;
import outlayer.torch.Device;

/**
 * The child of {@link ResidentMemoryIT}: warms up, so that the memory of Java's own compiler is there, then reads 1,000 batches of mixed
 * shapes and says how much memory it has after 100 and at the end.
 */
final class ReadingProcess {

    private static final int WARM_UP = 1000;
    private static final int BATCHES = 1000;
    private static final int FIRST = 100;
    private static final long PAGE_BYTES = 4096;

    private ReadingProcess() {}

    /** A model directory, and the file for the two numbers. */
    public static void main(String[] args) throws IOException {
        try (DjlLanguageModel model = DjlLanguageModel.open(Path.of(args[0]), Device.CPU, Precision.FLOAT32)) {
            List<Feature> features = List.of(
                    new Feature("activations", Point.RESIDUAL, List.of(0, 1, 2), Positions.LAST),
                    new Feature("tokens", Point.RESIDUAL, List.of(1), Positions.ALL));
            ModelReader reader = new ModelReader(model, features, Integer.MAX_VALUE, BatchLimit.ofOneOwner());
            List<Prompts> batches = batches(model.config().vocabulary());
            List<String> bytes = new ArrayList<>();
            for (int batch = 1 - WARM_UP; batch <= BATCHES; batch++) {
                reader.read(batches.get(Math.floorMod(batch, batches.size())));
                if (batch == FIRST || batch == BATCHES) {
                    bytes.add(Long.toString(residentBytes()));
                }
            }
            Files.write(Path.of(args[1]), bytes);
        }
    }

    /** One batch each: prompts of one length, 8 to 56 tokens, 1 to 32 of them. */
    private static List<Prompts> batches(int vocabulary) {
        Random random = new Random(1);
        List<Prompts> batches = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Prompts prompts = new Prompts(new AnswerTokens(3, 4));
            int length = 8 + 2 * i;
            for (int k = random.nextInt(32); k >= 0; k--) {
                prompts.add(random.ints(length, 0, vocabulary).toArray());
            }
            batches.add(prompts);
        }
        return batches;
    }

    /** What Linux counts for this process, native memory included. */
    private static long residentBytes() throws IOException {
        try (Scanner pages = new Scanner(Path.of("/proc/self/statm"), StandardCharsets.US_ASCII)) {
            pages.nextLong(); // the address space; resident pages come second
            return pages.nextLong() * PAGE_BYTES;
        }
    }
}
