package io.jenkins.plugins.attune.engine.pack;

/**
 * Bounds of what is read from one YAML file.
 *
 * @param bytes size of the file
 * @param nodes keys and values, those an alias repeats counted every time
 * @param depth mappings and lists within each other
 */
public record YamlLimits(int bytes, int nodes, int depth) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** For files of a pack, which people write by hand. */
    public static final YamlLimits PACK = new YamlLimits(MEBIBYTE, 100_000, 50);

    /** For parameters of a call, which programs write. */
    public static final YamlLimits PARAMETERS = new YamlLimits(16 * MEBIBYTE, 500_000, 50);

    /** Deepest nesting accepted: reading recurses. */
    private static final int MAX_DEPTH = 500;

    public YamlLimits {
        if (bytes <= 0 || nodes <= 0 || depth <= 0 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("limits must be above 0, and depth at most " + MAX_DEPTH);
        }
    }
}
