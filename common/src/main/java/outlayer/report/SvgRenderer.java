package outlayer.report;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptableObject;

/**
 * Draws figures as SVG on the JVM: ECharts' server-side mode, run by Rhino. No browser, fonts, AWT or network. Loading ECharts
 * takes about two seconds, a figure after that a fraction of one, so keep one renderer for all figures. One thread at a time.
 */
public final class SvgRenderer {

    private static final Pattern INNER_ID = Pattern.compile("\\bzr\\d+-[a-z]+-?\\d+\\b");

    private final ScriptableObject scope;
    private final Function render;
    private final String theme = Resources.text("theme-light.json");

    public SvgRenderer() {
        Context context = enter();
        try {
            scope = context.initStandardObjects();
            context.evaluateString(scope, Resources.text("server.js"), "server.js", 1, null);
            context.evaluateString(scope, Resources.echarts(), "echarts.min.js", 1, null);
            render = (Function) scope.get("render", scope);
        } finally {
            Context.exit();
        }
    }

    /** Well-formed SVG with title and description; the same text for the same figure, whatever was drawn before it. */
    public synchronized String render(Figure figure) {
        Context context = enter();
        try {
            Object[] arguments = {option(figure).toString(), theme, figure.width(), figure.height()};
            return describe(figure, Context.toString(render.call(context, scope, scope, arguments)));
        } catch (RhinoException e) {
            throw new IllegalStateException(
                    "Figure " + figure.id() + ": ECharts cannot draw its option: " + e.getMessage(), e);
        } finally {
            Context.exit();
        }
    }

    private static JsonObject option(Figure figure) {
        JsonObject option = figure.option().deepCopy();
        option.remove("media");
        return option;
    }

    /** Names the drawing for readers who hear it. */
    private static String describe(Figure figure, String svg) {
        String named = renumbered(figure.id(), svg);
        int end = named.indexOf('>', named.indexOf("<svg"));
        return named.substring(0, end)
                + " role=\"img\" aria-label=\"" + Html.escape(figure.title()) + "\""
                + named.substring(end, end + 1)
                + "\n<title>" + Html.escape(figure.title()) + "</title>"
                + "<desc>" + Html.escape(figure.alt()) + "</desc>\n"
                + named.substring(end + 1)
                + "\n";
    }

    /** Short inner ids by figure and order of appearance: ECharts counts them over all that it has drawn. */
    private static String renumbered(String figure, String svg) {
        String prefix = String.format(Locale.ROOT, "f%08x-", figure.hashCode());
        Map<String, String> ids = new HashMap<>();
        return INNER_ID.matcher(svg).replaceAll(match -> ids.computeIfAbsent(match.group(), id -> prefix + ids.size()));
    }

    /** Interpreted: compiling a megabyte of JavaScript to byte code costs more than it saves. */
    private static Context enter() {
        Context context = Context.enter();
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true);
        return context;
    }
}
