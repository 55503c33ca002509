package outlayer.jobs.models;

import outlayer.lm.Device;
import outlayer.jobs.settings.ExecutorOptions;

/** How many bytes weights may fill on a device. */
@FunctionalInterface
interface DeviceMemory {

    long capacity(Device device, ExecutorOptions options);
}
