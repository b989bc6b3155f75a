package io.jenkins.plugins.attune.engine.log;

/**
 * So many bytes of the stream are missing before the stored byte at an offset; all of them at the same place are one.
 *
 * @param offset in the stored bytes; their number where the gap is at the end
 */
public record Gap(long offset, long bytes) {
    public Gap {
        if (offset < 0 || bytes < 1) {
            throw new IllegalArgumentException("no such gap: " + bytes + " bytes at " + offset);
        }
    }
}
