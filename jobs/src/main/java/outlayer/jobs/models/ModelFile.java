package outlayer.jobs.models;

/**
 * One file of a model's directory.
 *
 * @param modified milliseconds since 1970, as its file system says
 */
record ModelFile(String name, long length, long modified) {

    boolean isSafeTensors() {
        return name.endsWith(".safetensors");
    }
}
