package outlayer.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page: one HTML file that needs nothing beside it. Each figure stands in it twice, as the drawing made on the JVM (print, no
 * JavaScript) and as the option from which the page draws it again to be hovered over; only the first of a group has its drawing
 * inline, since twenty detectors would not fit 5 MB.
 */
final class ReportPage {

    /** Gson's escaping of angle brackets makes any option safe inside a script element. */
    private static final Gson SAFE = new GsonBuilder().serializeNulls().create();

    private final ReportData data;
    private final Results results;
    private final List<FigureGroup> groups;
    private final Map<String, String> drawings;

    /** @param drawings SVG by figure id */
    ReportPage(ReportData data, Results results, List<FigureGroup> groups, Map<String, String> drawings) {
        this.data = data;
        this.results = results;
        this.groups = groups;
        this.drawings = drawings;
    }

    String html(List<String> files) {
        Verdict verdict = new Verdict(results);
        Tables tables = new Tables(data, results);
        return new Template(Resources.text("page.html"))
                .text("title", data.title())
                .text("run", data.runId())
                .text("verdict", verdict.headline())
                .markup("perModel", list(verdict.perModel()))
                .text("bounds", Strength.BOUNDS)
                .markup("headline", tables.headline())
                .markup("control", tables.control())
                .markup("figures", groups.stream().map(this::group).collect(Collectors.joining("\n")))
                .markup("aggregates", tables.aggregates())
                .markup("quirkiness", tables.quirkiness())
                .markup("comparisons", tables.comparisons())
                .markup("dataCards", new DataCardTables(data.dataCards()).html())
                .markup("warnings", tables.warnings().isEmpty() ? "<p>None.</p>" : list(tables.warnings()))
                .markup("timings", tables.timings())
                .markup("provenance", provenance())
                .text("settings", data.settings())
                .markup("downloads", downloads(files))
                .markup("style", Resources.text("page.css"))
                .markup("echarts", Resources.echarts())
                .markup(
                        "themes",
                        "{\"light\":" + Resources.text("theme-light.json") + ",\"dark\":"
                                + Resources.text("theme-dark.json") + "}")
                .markup("script", Resources.text("page.js"))
                .finish();
    }

    private String group(FigureGroup group) {
        String id = group.heading().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        StringBuilder out = new StringBuilder("<section class=\"group\" aria-labelledby=\"" + id + "\">\n<h3 id=\"" + id
                + "\">" + Html.escape(group.heading()) + "</h3>\n");
        if (group.choices().size() > 1) {
            out.append("<p class=\"choose\"><label>Method <select>");
            for (FigureGroup.Choice choice : group.choices()) {
                out.append("<option value=\"")
                        .append(choice.figure().id())
                        .append("\">")
                        .append(Html.escape(choice.label()))
                        .append("</option>");
            }
            out.append("</select></label></p>\n");
        }
        for (int i = 0; i < group.choices().size(); i++) {
            out.append(figure(group.choices().get(i).figure(), i == 0));
        }
        return out.append("</section>\n").toString();
    }

    private String figure(Figure figure, boolean first) {
        String alt = Html.escape(figure.alt());
        return "<figure id=\"" + figure.id() + "\"" + (first ? "" : " hidden") + " data-width=\"" + figure.width()
                + "\" data-height=\"" + figure.height() + "\" data-narrow-height=\"" + figure.narrowHeight() + "\">\n"
                + (first ? "<div class=\"still\">" + drawings.get(figure.id()) + "</div>\n" : "")
                + "<div class=\"live\" role=\"img\" aria-label=\"" + alt + "\"></div>\n"
                + "<figcaption>" + Html.escape(figure.caption()) + " <a href=\"" + figure.path()
                + "\">SVG</a></figcaption>\n"
                + "<script type=\"application/json\">" + SAFE.toJson(figure.option()) + "</script>\n"
                + "</figure>\n";
    }

    private String provenance() {
        StringBuilder out = new StringBuilder("<dl>\n");
        data.provenance()
                .forEach((key, value) -> out.append("<dt>")
                        .append(Html.escape(key))
                        .append("</dt><dd>")
                        .append(Html.escape(value))
                        .append("</dd>\n"));
        return out.append("</dl>").toString();
    }

    private static String list(List<String> sentences) {
        return sentences.stream()
                .map(s -> "<li>" + Html.escape(s) + "</li>")
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }

    private static String downloads(List<String> files) {
        return files.stream()
                .map(file -> "<li><a href=\"" + Html.escape(file) + "\">" + Html.escape(file) + "</a></li>")
                .collect(Collectors.joining("\n", "<ul class=\"files\">\n", "\n</ul>"));
    }
}
