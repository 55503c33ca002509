/** The models under conf/models as anyone gets them: sound, read as transformers reads them, and quirky. */
@NullMarked
package outlayer.jobs.models;

import org.jspecify.annotations.NullMarked;
