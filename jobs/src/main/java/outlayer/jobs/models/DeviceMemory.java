package outlayer.jobs.models;

import outlayer.jobs.settings.ExecutorOptions;
import outlayer.lm.Device;

/** How many bytes weights may fill on a device. */
@FunctionalInterface
interface DeviceMemory {

    long capacity(Device device, ExecutorOptions options);
}
