package outlayer.torch;

/** The device has no room for this batch; a smaller one may pass. The model itself is unharmed. */
public final class DeviceMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeviceMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
