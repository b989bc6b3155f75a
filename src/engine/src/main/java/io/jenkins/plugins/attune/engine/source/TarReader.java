package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Takes plain files and directories out of a tar stream and refuses everything else it may hold. */
final class TarReader {
    /** What may be read to learn of the next entry; names and attributes of that size end in memory. */
    private static final long HEADER_BYTES = 256 << 10;

    private static final int ANY_EXECUTE = 0111;

    private TarReader() {}

    static void read(InputStream stream, Staging staging) throws IOException, PackRefusedException {
        Allowance bounded = new Allowance(stream, "the names and attributes of an entry");
        TarArchiveInputStream tar = new TarArchiveInputStream(bounded, StandardCharsets.UTF_8.name());
        while (true) {
            bounded.allow(HEADER_BYTES);
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null) {
                return;
            }
            // What is read from here on is counted where it is written.
            bounded.allow(Long.MAX_VALUE);
            take(entry, tar, staging);
        }
    }

    private static void take(TarArchiveEntry entry, InputStream content, Staging staging)
            throws IOException, PackRefusedException {
        String name = entry.getName();
        if (entry.isSymbolicLink()) {
            throw EntryName.refused(name, "is a symbolic link to '" + EntryName.shown(entry.getLinkName()) + "'");
        }
        if (entry.isLink()) {
            throw EntryName.refused(name, "is a hard link to '" + EntryName.shown(entry.getLinkName()) + "'");
        }
        if (entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO()) {
            throw EntryName.refused(name, entry.isFIFO() ? "is a named pipe" : "is a device");
        }
        if (entry.isSparse()) {
            throw EntryName.refused(name, "is a file with holes");
        }
        if (entry.isDirectory()) {
            staging.directory(name);
        } else if (entry.isFile() && isPlain(entry.getLinkFlag())) {
            staging.file(name, (entry.getMode() & ANY_EXECUTE) != 0, content);
        } else {
            throw EntryName.refused(name, "is neither a file nor a directory");
        }
    }

    /** The library takes every kind it does not know for a file. */
    private static boolean isPlain(byte kind) {
        return kind == 0 || kind == '0' || kind == '7';
    }
}
