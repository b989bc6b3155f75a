package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads an archive by what it is, not by what it is called. */
final class ArchiveReader {
    /** Where a tar file says that it is one. */
    private static final int TAR_MAGIC_AT = 257;

    private static final String TAR_MAGIC = "ustar";
    private static final int BUFFER_BYTES = 64 << 10;

    private ArchiveReader() {}

    static void read(Path archive, Staging staging) throws IOException, PackRefusedException {
        byte[] start;
        try (InputStream in = Files.newInputStream(archive)) {
            start = in.readNBytes(TAR_MAGIC_AT + TAR_MAGIC.length());
        }
        guarded(() -> read(archive, start, staging));
    }

    /** Reads something that somebody may have made to break the library that reads it. */
    static void guarded(Reading reading) throws IOException, PackRefusedException {
        try {
            reading.read();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Numbers that make no sense end in exceptions of any kind.
            throw new PackRefusedException(reason(e), null, null, e);
        }
    }

    /** The library may have wrapped what stopped it. */
    private static String reason(Exception error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof MalformedArchiveException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return "it is damaged or cut off (" + EntryName.shown(String.valueOf(error.getMessage())) + ")";
    }

    /** What {@link #guarded} guards. */
    @FunctionalInterface
    interface Reading {
        void read() throws IOException, PackRefusedException;
    }

    private static void read(Path archive, byte[] start, Staging staging) throws IOException, PackRefusedException {
        if (startsWith(start, 0, "PK")) {
            ZipReader.read(archive, staging);
            return;
        }
        boolean packed = start.length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
        if (!packed && !startsWith(start, TAR_MAGIC_AT, TAR_MAGIC)) {
            throw new PackRefusedException("it is none of zip, tar and tar.gz", null, null);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), BUFFER_BYTES)) {
            TarReader.read(packed ? new GZIPInputStream(in, BUFFER_BYTES) : in, staging);
        }
    }

    private static boolean startsWith(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
