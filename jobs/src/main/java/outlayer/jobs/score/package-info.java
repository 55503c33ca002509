/** Stage `score`: every detector at every layer gives every test example an anomaly score. */
@NullMarked
package outlayer.jobs.score;

import org.jspecify.annotations.NullMarked;
