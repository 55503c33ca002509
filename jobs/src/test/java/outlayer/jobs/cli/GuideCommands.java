package outlayer.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands on a page, between lines of three backticks; and a process that runs them, one after another. */
final class GuideCommands {

    private static final String FENCE = "```";
    private static final String PROGRAM = "bin/outlayer ";

    private GuideCommands() {}

    /** Of all blocks without a language, a line each; what goes on after a backslash is one line. */
    static List<String> of(Path page) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean shell = false;
        boolean inside = false;
        for (String line : Files.readString(page).replaceAll("\\\\\n\\s*", "").split("\n", -1)) {
            if (line.startsWith(FENCE)) {
                inside = !inside;
                shell = inside && line.equals(FENCE);
            } else if (shell) {
                commands.add(line.strip());
            }
        }
        return commands;
    }

    /** Runs each of the arguments; ends with the first exit code that is not 0. */
    public static void main(String[] commands) {
        for (String command : commands) {
            System.out.println("$ " + command);
            int code = Outlayer.commandLine()
                    .execute(command.substring(PROGRAM.length()).split(" +", -1));
            if (code != 0) {
                System.exit(code);
            }
        }
    }
}
