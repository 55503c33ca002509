package outlayer.jobs.settings;

/** The words by which a device is set. */
final class DeviceSetting {

    private DeviceSetting() {}

    static void require(String device) {
        if (!device.matches("auto|cpu|gpu|gpu:\\d{1,3}")) {
            throw new IllegalArgumentException("device is \"" + device + "\", expected auto, cpu, gpu or gpu:N");
        }
    }
}
