package outlayer.report;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page: one HTML file that needs nothing beside it to be read; what it loads on demand only says more. */
final class ReportPage {

    private static final String[] SCRIPTS = {
        "page-data.js", "page-figures.js", "page-tables.js", "page-detail.js", "page-cells.js"
    };

    private final ReportData data;
    private final Results results;
    private final LongTables longTables;

    ReportPage(ReportData data, Results results, LongTables longTables) {
        this.data = data;
        this.results = results;
        this.longTables = longTables;
    }

    /**
     * @param index what the page must know of the files beside it
     * @param heatMap drawing of layers by datasets, for print and where there is no JavaScript
     * @param files that a reader may want, by path
     */
    String html(List<FigureGroup> groups, FigureMarkup markup, JsonObject index, String heatMap, List<String> files) {
        FirstAnswers answers = new FirstAnswers(results);
        Tables tables = new Tables(data, results);
        FlagSection flags = new FlagSection(results, longTables);
        return new Template(Resources.text("page.html"))
                .text("title", data.facts().title())
                .text("run", data.facts().runId())
                .text("quirkier", answers.quirkier())
                .text("where", answers.where())
                .text("sure", answers.sure())
                .markup("perModel", list(new Verdict(results).perModel()))
                .text("bounds", Strength.BOUNDS)
                .markup("headline", tables.headline())
                .markup("control", tables.control())
                .markup("heatMap", heatMap)
                .markup("figures", groups.stream().map(markup::html).collect(Collectors.joining("\n")))
                .markup("aggregates", longTables.details("aggregates", "AUC over all layers, every method and subset"))
                .markup("layerChoices", longTables.details("layer-choices", "Layers chosen without test labels"))
                .markup("quirkiness", tables.quirkiness())
                .markup(
                        "correlations",
                        longTables.details("correlations", "Correlations of AUC with quirkiness and separation"))
                .markup("comparisons", longTables.details("comparisons", "Comparisons of methods"))
                .markup("flags", flags.html())
                .markup("flagsLink", flags.link())
                .markup("published", new PublishedTable(results, data.facts(), Published.all()).html())
                .markup("dataCards", new DataCardTables(data.facts().dataCards()).html())
                .markup("warnings", tables.warnings().isEmpty() ? "<p>None.</p>" : list(tables.warnings()))
                .markup("timings", tables.timings())
                .markup("provenance", provenance())
                .text("settings", data.facts().settings())
                .markup("downloads", downloads(files))
                .markup("style", Resources.text("page.css"))
                .markup("echarts", Resources.echarts())
                .markup(
                        "themes",
                        "{\"light\":" + Resources.text("theme-light.json") + ",\"dark\":"
                                + Resources.text("theme-dark.json") + "}")
                .markup("index", DataScript.json(index))
                .markup("script", Stream.of(SCRIPTS).map(Resources::text).collect(Collectors.joining("\n")))
                .finish();
    }

    private String provenance() {
        StringBuilder out = new StringBuilder("<dl>\n");
        data.facts()
                .provenance()
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
