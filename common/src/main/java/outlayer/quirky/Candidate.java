package outlayer.quirky;

import java.io.Serializable;

/**
 * What was drawn for one row and character, before its prompt is written: light enough to hold all of them while parts are cut.
 *
 * @param id of the example that it becomes
 * @param template index among the dataset's templates
 */
public record Candidate(String id, Part part, QuirkyCharacter character, String name, int template, double quantile)
        implements Serializable {}
