package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A journal in a file; does without channels, which an interrupted thread closes under the others' hands. */
final class JournalFile implements JournalStorage {
    private final Path path;

    @CheckForNull
    private FileOutputStream open;

    JournalFile(Path path) {
        this.path = path;
    }

    @Override
    public InputStream read() throws IOException {
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException absent) {
            return InputStream.nullInputStream();
        }
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        FileOutputStream file = open;
        if (file == null) {
            file = new FileOutputStream(path.toFile(), true);
            open = file;
        }
        file.write(bytes);
    }

    @Override
    public void force() throws IOException {
        if (open != null) {
            open.getFD().sync();
        }
    }

    @Override
    public void replace(byte[] bytes) throws IOException {
        close();
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try (FileOutputStream file = new FileOutputStream(next.toFile())) {
            file.write(bytes);
            file.getFD().sync();
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        FileOutputStream file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }
}
