package outlayer.jobs.table;

import outlayer.quirky.QuirkyCharacter;
import outlayer.stats.Centroid;

/**
 * One class of vectors of one layer.
 *
 * @param character whose prompts
 * @param label what that character answers
 */
public record CentroidRow(String feature, int layer, QuirkyCharacter character, boolean label, Centroid centroid) {}
