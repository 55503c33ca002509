package outlayer.jobs.score;

import java.io.Serializable;
import outlayer.jobs.run.RunFile;

/**
 * A published table of scores.
 *
 * @param key of its unit
 */
public record ScoreFile(String key, RunFile file) implements Serializable {}
