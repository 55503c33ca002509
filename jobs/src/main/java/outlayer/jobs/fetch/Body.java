package outlayer.jobs.fetch;

/**
 * Bytes of a file on their way.
 *
 * @param offset in the file of the first of them: not the wanted one where the server knows no ranges
 */
record Body(TimedBody bytes, long offset) implements AutoCloseable {

    @Override
    public void close() {
        bytes.close();
    }
}
