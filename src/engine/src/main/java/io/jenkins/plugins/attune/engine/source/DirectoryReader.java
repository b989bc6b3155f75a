package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.stream.Stream;

/** Takes the files of a directory by the rules for archives; somebody else may have filled it. */
final class DirectoryReader {
    private static final String GIT = ".git";

    private DirectoryReader() {}

    static void read(Path root, Staging staging) throws IOException, PackRefusedException {
        Deque<Path> waiting = new ArrayDeque<>();
        waiting.push(root);
        while (!waiting.isEmpty()) {
            try (Stream<Path> children = Files.list(waiting.pop())) {
                for (Iterator<Path> each = children.iterator(); each.hasNext(); ) {
                    Path path = each.next();
                    if (!path.endsWith(GIT) && take(root, path, staging)) {
                        waiting.push(path);
                    }
                }
            }
        }
    }

    /** Whether there is more below it. */
    private static boolean take(Path root, Path path, Staging staging) throws IOException, PackRefusedException {
        String name =
                root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            throw EntryName.refused(
                    name,
                    "is a symbolic link to '"
                            + EntryName.shown(Files.readSymbolicLink(path).toString()) + "'");
        }
        if (attributes.isDirectory()) {
            staging.directory(name);
            return true;
        }
        if (!attributes.isRegularFile()) {
            throw EntryName.refused(name, "is neither a file nor a directory");
        }
        try (InputStream content = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            staging.file(name, Files.isExecutable(path), content);
        }
        return false;
    }
}
