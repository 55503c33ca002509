package outlayer.jobs.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import outlayer.jobs.settings.SettingsException;

/**
 * Which files of a repository are wanted: those that match one of the first globs and none of the second. As in the hub's
 * own tools, {@code *} and {@code ?} match {@code /} too, {@code [a-z]} and {@code [!a]} are sets, and a glob that ends in
 * {@code /} means all below.
 */
public record Selection(List<String> include, List<String> exclude) {

    /** Config, tokenizer, adapter and safetensors; what is pickled, or the same weights once more, stays away. */
    private static final Selection MODEL = new Selection(
            List.of("*.json", "*.safetensors", "*.model", "*.txt", "*.jinja", "*.md", "LICENSE*", "NOTICE*"),
            List.of("original/", "consolidated*", "onnx/", "checkpoint-*/", "*.bin.index.json"));

    private static final Selection EVERYTHING = new Selection(List.of("*"), List.of());

    public Selection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        include.forEach(Selection::pattern);
        exclude.forEach(Selection::pattern);
    }

    /** What is usual for the type; globs to include take the place of the usual ones, globs to exclude come on top. */
    public static Selection of(Repository.Type type, List<String> include, List<String> exclude) {
        Selection usual = type == Repository.Type.MODEL ? MODEL : EVERYTHING;
        if (!include.isEmpty()) {
            return new Selection(include, exclude);
        }
        List<String> out = new ArrayList<>(usual.exclude);
        out.addAll(exclude);
        return new Selection(usual.include, out);
    }

    boolean takes(String path) {
        return matches(include, path) && !matches(exclude, path);
    }

    /** What is wanted of a repository's paths; an error where that is nothing, or a model without weights that we read. */
    List<String> of(Repository repository, List<String> paths) {
        List<String> wanted = paths.stream().filter(this::takes).toList();
        if (wanted.isEmpty()) {
            throw new FetchException(repository + ": none of its " + paths.size() + " files matches " + include
                    + " without " + exclude + "; it has " + some(paths));
        }
        if (include.equals(MODEL.include) && wanted.stream().noneMatch(path -> path.endsWith(".safetensors"))) {
            throw new FetchException(repository + ": found no .safetensors among " + some(paths)
                    + ", expected weights in that format. Look for a revision that has them (often refs/pr/1), or name"
                    + " what you want with --include");
        }
        return wanted;
    }

    private static String some(List<String> paths) {
        List<String> first = paths.subList(0, Math.min(20, paths.size()));
        return String.join(", ", first) + (first.size() < paths.size() ? ", ..." : "");
    }

    private static boolean matches(List<String> globs, String path) {
        return globs.stream()
                .anyMatch(glob -> Selection.pattern(glob).matcher(path).matches());
    }

    private static Pattern pattern(String glob) {
        String whole = glob.endsWith("/") ? glob + "*" : glob;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            int end = c == '[' ? whole.indexOf(']', i + (whole.startsWith("!", i + 1) ? 3 : 2)) : -1;
            if (end > 0) {
                regex.append(set(whole.substring(i + 1, end)));
                i = end;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString());
        } catch (PatternSyntaxException e) {
            throw new SettingsException("Glob '" + glob + "': " + e.getDescription(), e);
        }
    }

    private static String set(String content) {
        boolean not = content.startsWith("!");
        String members = (not ? content.substring(1) : content).replaceAll("[\\\\\\[^&]", "\\\\$0");
        return (not ? "[^" : "[") + members + "]";
    }
}
