package io.jenkins.plugins.attune.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import jenkins.agents.ControllerToAgentCallable;

/**
 * The regular files below a directory of an agent, as paths with {@code /}, within bounds; links are not followed.
 *
 * @param most files
 * @param mostBytes of all of them together
 */
record ListFiles(String directory, int most, long mostBytes)
        implements ControllerToAgentCallable<ArrayList<String>, IOException> {
    /** In place of everything where the bounds are passed. */
    static final String TOO_MUCH = "";

    @Override
    public ArrayList<String> call() throws IOException {
        Path root = Path.of(directory);
        ArrayList<String> files = new ArrayList<>();
        long[] bytes = new long[1];
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        bytes[0] += attributes.size();
                        files.add(root.relativize(file).toString().replace('\\', '/'));
                    }
                    return bytes[0] > mostBytes || files.size() > most
                            ? FileVisitResult.TERMINATE
                            : FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException none) {
            return new ArrayList<>();
        }
        if (bytes[0] > mostBytes || files.size() > most) {
            files.clear();
            files.add(TOO_MUCH);
        }
        return files;
    }
}
