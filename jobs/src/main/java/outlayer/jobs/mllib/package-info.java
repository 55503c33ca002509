/** The detectors as MLlib estimators and models, for pipelines in Java, Scala and Python. */
@NullMarked
package outlayer.jobs.mllib;

import org.jspecify.annotations.NullMarked;
