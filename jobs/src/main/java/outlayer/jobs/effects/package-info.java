/** Stage `effects`: features of a second visit of the models: effects of heads on answers and probes, contrast probes, second prompts. */
@NullMarked
package outlayer.jobs.effects;

import org.jspecify.annotations.NullMarked;
