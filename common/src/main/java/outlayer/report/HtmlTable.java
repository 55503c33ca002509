package outlayer.report;

import java.util.ArrayList;
import java.util.List;

/** A table of the page from plain text; long ones are cut, with a word on where the rest is. */
final class HtmlTable {

    private static final int MOST_ROWS = 600;

    private final String caption;
    private final List<String> columns;
    private final String file;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param file the CSV file that holds all rows */
    HtmlTable(String caption, List<String> columns, String file) {
        this.caption = caption;
        this.columns = List.copyOf(columns);
        this.file = file;
    }

    HtmlTable add(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    caption + ": row of " + cells.size() + " cells, expected " + columns.size());
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    String html() {
        StringBuilder out = new StringBuilder();
        String name = Html.escape(caption);
        out.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(name)
                .append("\"><table>\n");
        out.append("<caption>").append(name).append("</caption>\n<thead><tr>");
        columns.forEach(column ->
                out.append("<th scope=\"col\">").append(heading(column)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        if (rows.isEmpty()) {
            out.append("<tr><td colspan=\"").append(columns.size()).append("\">n/a: this run has none</td></tr>\n");
        }
        rows.stream().limit(MOST_ROWS).forEach(row -> line(out, row));
        out.append("</tbody></table></div>\n");
        if (rows.size() > MOST_ROWS) {
            out.append("<p class=\"note\">The first ")
                    .append(MOST_ROWS)
                    .append(" of ")
                    .append(rows.size())
                    .append(" rows; all are in ")
                    .append(Html.escape(file))
                    .append(".</p>\n");
        }
        return out.toString();
    }

    /** Breaks at its commas, and where it must; 1e-5 stays whole. */
    private static String heading(String column) {
        return Html.escape(column)
                .replace(", ", ",<br>")
                .replaceAll(",(?!<br>)", ",<wbr>")
                .replaceAll("(?<=\\de)-(?=\\d)", "\u2011");
    }

    private static void line(StringBuilder out, List<String> row) {
        out.append("<tr>");
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String kind = kind(cell);
            String tag = i == 0 ? "th" : "td";
            out.append('<').append(tag).append(i == 0 ? " scope=\"row\"" : kind).append('>');
            out.append(Html.escape(cell)).append("</").append(tag).append('>');
        }
        out.append("</tr>\n");
    }

    /** How it is set; a cell of several lines keeps them. */
    private static String kind(String cell) {
        if (cell.indexOf('\n') >= 0) {
            return " class=\"lines\"";
        }
        return cell.startsWith(Numbers.UNDEFINED) ? " class=\"none\"" : isNumber(cell) ? " class=\"n\"" : "";
    }

    private static boolean isNumber(String cell) {
        return cell.matches("-?[0-9].*") && !cell.matches(".*[A-Za-z]{4,}.*");
    }
}
