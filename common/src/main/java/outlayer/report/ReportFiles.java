package outlayer.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A report as files, given one by one in the order in which they are to be written; the page that links them is last. */
public final class ReportFiles {

    public static final String PAGE = "index.html";

    private ReportFiles() {}

    /** Hands over each file, its path relative to the page and its content; what it has handed over it does not keep. */
    public static void write(ReportData data, BiConsumer<String, byte[]> files) {
        write(data, new Drawings()::begin, files);
    }

    /** @param drawings begins to draw, and gives the SVG of each figure by its id when asked for them */
    static void write(
            ReportData data,
            Function<List<Figure>, Supplier<Map<String, String>>> drawings,
            BiConsumer<String, byte[]> files) {
        List<String> linked = new ArrayList<>();
        BiConsumer<String, byte[]> shown = (path, content) -> {
            linked.add(path);
            files.accept(path, content);
        };
        Results results = new Results(data);
        List<FigureGroup> groups = Figures.of(results);
        FigureGroup heatMaps = Figures.heatMaps(results);
        List<Figure> paper = new ArrayList<>(heatMaps.paper());
        groups.forEach(group -> paper.addAll(group.paper()));
        Supplier<Map<String, String>> drawn = drawings.apply(paper);
        CsvFiles.write(data.rows(), shown);
        CellFiles details = new CellFiles(results);
        details.write(data, files);
        AucCells cells = new AucCells(data, results, details);
        cells.write(files);
        LongTables tables = new LongTables(data);
        tables.write(files);
        Map<String, String> svg = drawn.get();
        paper.forEach(figure ->
                shown.accept(figure.path(), svg.getOrDefault(figure.id(), "").getBytes(StandardCharsets.UTF_8)));
        FigureMarkup markup = new FigureMarkup(svg);
        markup.write(groups, files);
        String page = new ReportPage(data, results, tables)
                .html(
                        groups,
                        markup,
                        Json.object("cells", cells.index(), "tables", tables.index()),
                        heatMaps.paper().isEmpty()
                                ? ""
                                : svg.getOrDefault(heatMaps.paper().get(0).id(), ""),
                        linked);
        files.accept(PAGE, page.getBytes(StandardCharsets.UTF_8));
    }

    /** All files at once, for a report that fits into memory. */
    static Map<String, byte[]> of(ReportData data, Drawings drawings) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        write(data, drawings::begin, files::put);
        return Collections.unmodifiableMap(files);
    }
}
