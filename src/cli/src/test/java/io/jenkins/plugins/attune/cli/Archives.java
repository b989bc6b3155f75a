package io.jenkins.plugins.attune.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/** Makes archives, such as no tool would make them. */
final class Archives {
    private static final int PROGRAM = 0100755;

    private Archives() {}

    /** Fills an archive. */
    @FunctionalInterface
    interface Filling<T> {
        void into(T archive) throws IOException;
    }

    static byte[] tarGz(Filling<TarArchiveOutputStream> filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            filling.into(tar);
        }
        return bytes.toByteArray();
    }

    static byte[] zip(Filling<ZipArchiveOutputStream> filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            filling.into(zip);
        }
        return bytes.toByteArray();
    }

    /** A pack as an archive of a repository holds it: below one directory. */
    static byte[] pack(String ref, Map<String, String> files) throws IOException {
        return tarGz(tar -> {
            for (var file : files.entrySet()) {
                add(tar, ref + "-main/" + file.getKey(), file.getValue());
            }
        });
    }

    static void add(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        entry.setMode(PROGRAM);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** An entry without content: a link, a device, and so on. */
    static void add(TarArchiveOutputStream tar, String name, byte kind, String link) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(link);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    static void add(ZipArchiveOutputStream zip, String name, int mode, String content) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        zip.putArchiveEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
    }

    /** A tar.gz whose one file is so many mebibytes of zeros; gzip takes parts one after the other. */
    static byte[] bomb(int mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarArchiveEntry entry = new TarArchiveEntry("bomb/zeros");
        entry.setSize((long) mebibytes << 20);
        byte[] header = new byte[512];
        // Sizes above 8 GiB need another notation.
        entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
        bytes.write(gz(header));
        byte[] part = gz(new byte[1 << 20]);
        for (int i = 0; i < mebibytes; i++) {
            bytes.write(part);
        }
        return bytes.toByteArray();
    }

    static byte[] gz(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(content);
        }
        return bytes.toByteArray();
    }
}
