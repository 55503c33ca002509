package outlayer.jobs.models;

import outlayer.torch.Device;

/**
 * One set of weights that this JVM opened.
 *
 * @param directory of the weights, as planned: a base's or an adapter's
 * @param seconds from nothing to ready: copying where that was needed, checking, and bringing the weights onto the device
 */
public record Load(String directory, Device device, double seconds) {}
