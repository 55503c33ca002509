package outlayer.report;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Figures in the page. The first of a group stands in it twice, as the drawing made on the JVM (print, no JavaScript) and as the
 * option from which the page draws it again to be hovered over; the others lie in data files, loaded when chosen.
 */
final class FigureMarkup {

    private final Map<String, String> drawings;

    /** @param drawings SVG by figure id; a figure without one is drawn in the page only */
    FigureMarkup(Map<String, String> drawings) {
        this.drawings = drawings;
    }

    /** The options of all figures that the page does not hold itself. */
    void write(List<FigureGroup> groups, BiConsumer<String, byte[]> files) {
        for (FigureGroup group : groups) {
            for (FigureGroup.Choice choice :
                    group.choices().subList(1, group.choices().size())) {
                String path = path(choice.figure());
                files.accept(path, DataScript.content(path, data(choice.figure())));
            }
        }
    }

    String html(FigureGroup group) {
        String id = "group-" + group.heading().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Figure first = group.choices().get(0).figure();
        StringBuilder out = new StringBuilder("<section class=\"group\" aria-labelledby=\"" + id + "\" data-first=\""
                + Html.escape(group.choices().get(0).label()) + "\">\n<h3 id=\"" + id + "\">"
                + Html.escape(group.heading()) + "</h3>\n");
        if (group.choices().size() > 1) {
            out.append("<p class=\"choose\"><label>Show <select>");
            for (FigureGroup.Choice choice : group.choices()) {
                out.append("<option value=\"")
                        .append(choice.figure().equals(first) ? "" : path(choice.figure()))
                        .append("\">")
                        .append(Html.escape(choice.label()))
                        .append("</option>");
            }
            out.append("</select></label></p>\n");
        }
        String svg = drawings.get(first.id());
        return out.append("<figure id=\"")
                .append(first.id())
                .append("\">\n")
                .append(svg == null ? "" : "<div class=\"still\">" + svg + "</div>\n")
                .append("<div class=\"live\" role=\"img\" aria-label=\"")
                .append(Html.escape(first.alt()))
                .append("\"></div>\n<figcaption><span>")
                .append(Html.escape(first.caption()))
                .append("</span> <a href=\"")
                .append(first.path())
                .append(svg == null ? "\" hidden" : "\"")
                .append(">SVG</a></figcaption>\n<script type=\"application/json\">")
                .append(DataScript.json(data(first)))
                .append("</script>\n</figure>\n</section>\n")
                .toString();
    }

    private static String path(Figure figure) {
        return "data/figures/" + figure.id() + ".js";
    }

    private JsonObject data(Figure figure) {
        return Json.object(
                "caption",
                figure.caption(),
                "alt",
                figure.alt(),
                "svg",
                drawings.containsKey(figure.id()) ? figure.path() : "",
                "width",
                figure.width(),
                "height",
                figure.height(),
                "narrowHeight",
                figure.narrowHeight(),
                "option",
                figure.option());
    }
}
