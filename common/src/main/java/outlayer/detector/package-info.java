/** Vectors in, anomaly scores out: detectors fitted on trusted vectors; a larger score is stranger. */
@NullMarked
package outlayer.detector;

import org.jspecify.annotations.NullMarked;
