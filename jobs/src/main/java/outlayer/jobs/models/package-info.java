/** What one executor knows of models: where they come from, the copy on its own disk, and the weights that its tasks share. */
@NullMarked
package outlayer.jobs.models;

import org.jspecify.annotations.NullMarked;
