package outlayer.report;

import java.util.List;

/** Figures of one kind, a detector or a family of detectors each; the page shows the first and offers the others. */
record FigureGroup(String heading, List<Choice> choices) {

    /** One figure and the words by which a reader chooses it. */
    record Choice(String label, Figure figure) {}

    FigureGroup {
        choices = List.copyOf(choices);
    }
}
