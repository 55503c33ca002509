package outlayer.jobs.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import outlayer.jobs.work.JobArguments;
import picocli.CommandLine;

/** What the bundle starts is there and takes what it is given; `conf/databricks/validate.py` looks at the rest of it. */
class BundleTest {

    private static final Pattern TASK =
            Pattern.compile("main_class_name: (\\S+)\\s+parameters: \\[(.*)]", Pattern.MULTILINE);

    @Test
    void everyMainClassIsThereAndTakesItsParameters() throws IOException, ReflectiveOperationException {
        String bundle = Files.readString(Path.of("../conf/databricks/databricks.yml"));
        List<MatchResult> tasks = TASK.matcher(bundle).results().toList();
        assertThat(tasks).hasSize(3);
        for (MatchResult task : tasks) {
            Class<?> type = Class.forName(task.group(1));
            assertThat(Modifier.isPublic(type.getModifiers()))
                    .as(type.getName())
                    .isTrue();
            assertThat(Modifier.isStatic(type.getMethod("main", String[].class).getModifiers()))
                    .isTrue();
            String[] parameters = Pattern.compile("\"([^\"]*)\"")
                    .matcher(task.group(2))
                    .results()
                    .map(parameter -> parameter.group(1))
                    .toArray(String[]::new);
            assertThat(parameters).contains("--config", "{{job.parameters.config}}");
            new CommandLine(new JobArguments()).parseArgs(parameters);
        }
    }
}
