package outlayer.report;

import java.util.List;

/**
 * Figures of one kind, a detector or a family of detectors each; the page shows the first and offers the others.
 *
 * @param drawn how many of the first are also drawn as SVG; the page draws the others when they are chosen
 */
record FigureGroup(String heading, List<Choice> choices, int drawn) {

    /** One figure and the words by which a reader chooses it. */
    record Choice(String label, Figure figure) {}

    FigureGroup {
        choices = List.copyOf(choices);
        drawn = Math.min(drawn, choices.size());
    }

    /** The figures for paper. */
    List<Figure> paper() {
        return choices.subList(0, drawn).stream().map(Choice::figure).toList();
    }
}
