package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Takes plain files and directories out of a zip file.
 *
 * <p>Its directory of contents, which stands at its end, is what counts: links and the right to execute are told there
 * only.
 */
final class ZipReader {
    /** Of the directory of contents, which is read into memory: 10,000 entries of 200 bytes. */
    private static final long DIRECTORY_BYTES = 2 << 20;

    private static final int ANY_EXECUTE = 0111;

    private ZipReader() {}

    static void read(Path file, Staging staging) throws IOException, PackRefusedException {
        try (FileChannel channel = FileChannel.open(file)) {
            AllowanceChannel bounded = new AllowanceChannel(channel, "the lines of its table of contents");
            bounded.allow(DIRECTORY_BYTES);
            try (ZipFile zip = ZipFile.builder()
                    .setSeekableByteChannel(bounded)
                    .setCharset(StandardCharsets.UTF_8)
                    .setIgnoreLocalFileHeader(true)
                    .setUseUnicodeExtraFields(false)
                    .get()) {
                bounded.allow(Long.MAX_VALUE);
                for (Enumeration<ZipArchiveEntry> entries = zip.getEntries(); entries.hasMoreElements(); ) {
                    take(entries.nextElement(), zip, staging);
                }
            }
        }
    }

    private static void take(ZipArchiveEntry entry, ZipFile zip, Staging staging)
            throws IOException, PackRefusedException {
        String name = entry.getName();
        int kind = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
        if (entry.isUnixSymlink()) {
            throw EntryName.refused(name, "is a symbolic link");
        }
        if (kind != 0 && kind != UnixStat.FILE_FLAG && kind != UnixStat.DIR_FLAG) {
            throw EntryName.refused(name, "is neither a file nor a directory");
        }
        if (entry.isDirectory()) {
            staging.directory(name);
            return;
        }
        if (!zip.canReadEntryData(entry)) {
            throw EntryName.refused(name, "is encrypted, or packed in a way that is not read here");
        }
        try (InputStream content = zip.getInputStream(entry)) {
            staging.file(name, (entry.getUnixMode() & ANY_EXECUTE) != 0, content);
        }
    }
}
