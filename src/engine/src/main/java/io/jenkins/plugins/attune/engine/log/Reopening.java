package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds how far a log that is there already can be trusted, and cuts off what lies behind.
 *
 * <p>The newest mark holds whose bytes and index entries are there. What lies behind it was written by a process that
 * ended before it could say so, and will arrive again. Where no mark holds, the log begins anew.
 */
final class Reopening {
    private final LogFiles files;
    private final LogStorage storage;
    private final List<Closeable> opened = new ArrayList<>();
    private long raw;

    Reopening(LogFiles files, LogStorage storage) {
        this.files = files;
        this.storage = storage;
    }

    /** The raw position of the mark that holds, or 0; known even where the log could not be opened after that. */
    long raw() {
        return raw;
    }

    /** Opens the files, at the mark. */
    WriterFiles open(int segmentBytes) throws IOException {
        try {
            Files.createDirectories(files.directory());
            IndexContent index = IndexContent.read(files.index());
            Mark mark = index == null ? null : holding(index);
            if (index == null || mark == null) {
                return create(segmentBytes);
            }
            raw = mark.raw();
            cut(mark.stored(), index.segmentBytes());
            LogStorage.OpenFile indexFile = open(files.index());
            indexFile.resize(mark.indexed());
            return new WriterFiles(
                    new SegmentWriter(files, storage, index.segmentBytes(), mark.stored()),
                    new IndexFile(indexFile, mark.indexed()),
                    new MarkFile(open(files.position()), mark));
        } catch (IOException e) {
            for (Closeable file : opened) {
                try {
                    file.close();
                } catch (IOException also) {
                    e.addSuppressed(also);
                }
            }
            throw e;
        }
    }

    @CheckForNull
    private Mark holding(IndexContent index) throws IOException {
        long stored = files.contiguous(index.segmentBytes());
        for (Mark mark : MarkFile.read(files.position())) {
            if (mark.stored() <= stored && mark.indexed() <= index.bytes()) {
                return mark;
            }
        }
        return null;
    }

    private WriterFiles create(int segmentBytes) throws IOException {
        Files.deleteIfExists(files.position());
        cut(0, segmentBytes);
        IndexFile index = IndexFile.create(open(files.index()), segmentBytes);
        return new WriterFiles(
                new SegmentWriter(files, storage, segmentBytes, 0),
                index,
                MarkFile.create(open(files.position()), index.bytes()));
    }

    private LogStorage.OpenFile open(Path path) throws IOException {
        LogStorage.OpenFile file = storage.open(path);
        opened.add(file);
        return file;
    }

    /** Leaves so many bytes, and the segment they end in raw. */
    private void cut(long stored, int segmentBytes) throws IOException {
        int last = Math.toIntExact(stored / segmentBytes);
        long rest = stored % segmentBytes;
        removeFrom(rest == 0 ? last : last + 1);
        if (rest == 0) {
            return;
        }
        if (files.rawSize(last) < rest) {
            new Packer(files, storage).unpack(last, rest);
            return;
        }
        try (LogStorage.OpenFile file = storage.open(files.raw(last))) {
            file.resize(rest);
        }
        Files.deleteIfExists(files.packed(last));
    }

    private void removeFrom(int segment) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(files.directory(), files.name() + ".*")) {
            for (Path entry : entries) {
                String[] words = entry.getFileName().toString().split("\\.");
                boolean numbered = words.length > 2 && words[1].matches("[0-9]{1,9}");
                if (numbered
                        && (Integer.parseInt(words[1]) >= segment
                                || entry.toString().endsWith(Packer.UNFINISHED))) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
