package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.error.NotAllowedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Where on this machine the command keeps what it unpacks, and what a run needs while it lasts. */
final class RunDirectories {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> AS_PRIVATE = PosixFilePermissions.asFileAttribute(PRIVATE);

    private final Surroundings surroundings;

    RunDirectories(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What may be deleted at any time, and is worth keeping: {@code ~/.cache/attune} for most. */
    Path cache() {
        Path base = absolute(surroundings.variable("XDG_CACHE_HOME"));
        if (base == null) {
            base = home().resolve(".cache");
        }
        return base.resolve("attune");
    }

    /** Where packs are installed: {@code ~/.local/share/attune/packs} for most. */
    Path packs() {
        Path base = absolute(surroundings.variable("XDG_DATA_HOME"));
        return (base == null ? home().resolve(".local").resolve("share") : base)
                .resolve("attune")
                .resolve("packs");
    }

    private Path home() {
        Path home = absolute(surroundings.variable("HOME"));
        return home == null ? Path.of(System.getProperty("user.home")) : home;
    }

    /** Where the environments of packs are; the path is short, because scripts in them hold it. */
    Path environments() {
        return cache().resolve("e");
    }

    /**
     * The directory, of this user alone, in which runs keep their control directories; it is made where need be.
     *
     * @throws NotAllowedException where it is another user's, who could read and change what runs here
     */
    Path control() throws NotAllowedException, LaunchFailedException {
        Path root = controlRoot();
        try {
            makePrivate(root);
        } catch (IOException e) {
            throw new LaunchFailedException(
                    "the directory for runs can't be made: " + e,
                    root.toString(),
                    "Set XDG_RUNTIME_DIR to a directory of yours.",
                    e);
        }
        return root;
    }

    /** Where {@link #control()} is, whether it is there or not. */
    Path controlRoot() {
        Path base = absolute(surroundings.variable("XDG_RUNTIME_DIR"));
        return base != null && Files.isDirectory(base)
                ? base.resolve("attune")
                : Path.of(System.getProperty("java.io.tmpdir"), "attune-" + System.getProperty("user.name"))
                        .toAbsolutePath();
    }

    private static void makePrivate(Path root) throws IOException, NotAllowedException {
        try {
            Files.createDirectory(root, AS_PRIVATE);
            return;
        } catch (FileAlreadyExistsException usual) {
            requireOwn(root);
        }
        if (!PRIVATE.equals(Files.getPosixFilePermissions(root, LinkOption.NOFOLLOW_LINKS))) {
            Files.setPosixFilePermissions(root, PRIVATE);
        }
    }

    /** The temporary directory is everybody's: whoever makes a directory of this name first owns it. */
    private static void requireOwn(Path root) throws IOException, NotAllowedException {
        boolean directory = Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS);
        if (!directory || !Files.getOwner(root, LinkOption.NOFOLLOW_LINKS).equals(self(root))) {
            throw new NotAllowedException(
                    "the directory for runs is " + (directory ? "another user's" : "no directory"),
                    root.toString(),
                    "Set XDG_RUNTIME_DIR to a directory of yours, or have it removed.");
        }
    }

    /** This user: the owner of what it makes. */
    private static UserPrincipal self(Path root) throws IOException {
        Path probe = root.resolveSibling(
                root.getFileName() + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        Files.createFile(probe, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.delete(probe);
        }
    }

    @CheckForNull
    private static Path absolute(@CheckForNull String path) {
        return path == null || !Path.of(path).isAbsolute() ? null : Path.of(path);
    }
}
