package io.jenkins.plugins.attune.engine.source;

/**
 * Bounds of one pack on its way into the store.
 *
 * @param archiveBytes of the file, or of what a repository sends
 * @param bytes of all files together, unpacked
 * @param entries files and directories, those counted that are only named as part of a path
 * @param ratio how many times larger than the archive the files may be together
 */
public record UnpackLimits(long archiveBytes, long bytes, int entries, int ratio) {
    private static final long MEBIBYTE = 1 << 20;

    /** The largest of the public packs has 0.2 MiB in 76 files. Up to 64 MiB, a pack's hash covers every byte. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(64 * MEBIBYTE, 64 * MEBIBYTE, 10_000, 100);

    /** So much may come out of any archive, however small: text that repeats itself packs well. */
    private static final long ALWAYS = 4 * MEBIBYTE;

    public UnpackLimits {
        if (archiveBytes <= 0 || bytes <= 0 || entries <= 0 || ratio <= 0) {
            throw new IllegalArgumentException("limits must be above 0");
        }
    }

    /** How much may come out of an archive of this size before it is a bomb. */
    long bytesFrom(long archive) {
        return Math.max(ALWAYS, archive * ratio);
    }
}
