/** Brings a snapshot of a Hugging Face repository to a directory, here or on any Hadoop file system. */
@NullMarked
package outlayer.jobs.fetch;

import org.jspecify.annotations.NullMarked;
