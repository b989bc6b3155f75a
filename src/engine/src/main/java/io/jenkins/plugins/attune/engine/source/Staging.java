package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * A directory beside the store in which one pack takes shape, file by file and within bounds; gone when it is closed.
 *
 * <p>Only plain files and directories come into being here, all by way of names that {@link EntryName} let through, so
 * no link ever stands in a path that is written to. For one thread; memory holds the names and one buffer.
 */
public final class Staging implements AutoCloseable {
    /** Begins with a dot, so that nothing takes it for a pack. */
    static final String PREFIX = ".new-";

    private static final int BUFFER_BYTES = 64 << 10;

    private final Path root;
    private final Path files;
    private final UnpackLimits limits;
    private final Map<String, Boolean> directories = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long bytes;
    private long ratioBytes = Long.MAX_VALUE;

    private Staging(Path root, UnpackLimits limits) throws IOException {
        this.root = root;
        this.limits = limits;
        this.files = Files.createDirectory(root.resolve("files"));
    }

    static Staging below(Path store, UnpackLimits limits) throws IOException {
        Files.createDirectories(store);
        return new Staging(Files.createTempDirectory(store, PREFIX), limits);
    }

    /** Takes the files of a tar stream; its end need not be read. */
    public void takeTar(InputStream tar) throws IOException, PackRefusedException {
        ArchiveReader.guarded(() -> TarReader.read(tar, this));
    }

    /** Takes the files of a directory, without those that git keeps for itself. */
    public void takeDirectory(Path directory) throws IOException, PackRefusedException {
        DirectoryReader.read(directory, this);
    }

    /** Takes the files of an archive, whose kind its first bytes tell. */
    void takeArchive(Path archive) throws IOException, PackRefusedException {
        ratioBytes = limits.bytesFrom(Files.size(archive));
        ArchiveReader.read(archive, this);
    }

    /** For whatever is needed on the way, such as a clone; gone with the rest. */
    public Path scratch() throws IOException {
        return Files.createDirectories(root.resolve("scratch"));
    }

    public UnpackLimits limits() {
        return limits;
    }

    /** Where the files are. */
    Path files() {
        return files;
    }

    void directory(String name) throws IOException, PackRefusedException {
        String path = EntryName.check(name);
        if (!path.isEmpty()) {
            parents(path);
            makeDirectory(path, name);
        }
    }

    void file(String name, boolean executable, InputStream content) throws IOException, PackRefusedException {
        String path = EntryName.check(name);
        if (path.isEmpty()) {
            throw EntryName.refused(name, "names no file");
        }
        parents(path);
        if (directories.putIfAbsent(path, false) != null) {
            throw EntryName.refused(name, "is there twice");
        }
        count();
        Path target = files.resolve(path);
        try (OutputStream out =
                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                weigh(length);
                write(out, length, target);
            }
        } catch (FileAlreadyExistsException e) {
            throw EntryName.refused(name, "is there twice, but for capital letters");
        }
        mode(target, executable ? "rwxr-xr-x" : "rw-r--r--");
    }

    /** So that a full disk is not taken for a damaged archive. */
    private void write(OutputStream out, int length, Path target) throws FileSystemException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            FileSystemException failure = new FileSystemException(target.toString(), null, e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private void parents(String path) throws IOException, PackRefusedException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            makeDirectory(path.substring(0, slash), path);
        }
    }

    private void makeDirectory(String path, String name) throws IOException, PackRefusedException {
        Boolean known = directories.putIfAbsent(path, true);
        if (known == null) {
            count();
            Path directory = files.resolve(path);
            Files.createDirectories(directory);
            mode(directory, "rwxr-xr-x");
        } else if (!known) {
            throw EntryName.refused(name, "needs a directory where another entry is a file");
        }
    }

    /** Whatever the umask: others may have to run what is in a store. */
    private static void mode(Path path, String mode) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    private void count() throws PackRefusedException {
        if (directories.size() > limits.entries()) {
            throw new PackRefusedException(
                    "it has more than " + limits.entries() + " files and directories", null, null);
        }
    }

    private void weigh(int length) throws PackRefusedException {
        bytes += length;
        if (bytes > ratioBytes) {
            throw new PackRefusedException(
                    "its files are more than " + limits.ratio() + " times as large as the archive", null, null);
        }
        if (bytes > limits.bytes()) {
            throw new PackRefusedException("its files have more than " + limits.bytes() + " bytes", null, null);
        }
    }

    @Override
    public void close() throws IOException {
        Trees.delete(root);
    }
}
