package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.engine.run.SharedResult;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * A file of the workspace into which the result of a run goes as JSON, without anything that is secret.
 *
 * <p>How large it gets is bounded by what a result may be: its limit, and the last part of both streams.
 *
 * @param path below the workspace
 */
public record ResultFile(String path) implements Serializable {
    /** @throws IllegalArgumentException where it can't be inside a workspace */
    public ResultFile {
        try {
            Path given = Path.of(path);
            boolean inside = !given.isAbsolute() && !given.normalize().startsWith("..");
            if (path.isBlank() || !inside || given.normalize().toString().isEmpty()) {
                throw new IllegalArgumentException(
                        "the file of a result must be named by its path below the workspace: " + path);
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no path: " + path, e);
        }
    }

    /** Writes it in one step: whoever reads it meanwhile has the old one or the new one. */
    public void write(FilePath workspace, RunReport report) throws IOException, InterruptedException {
        String problem = workspace.act(new Write(path, new SharedResult(report.result()).json()));
        if (problem != null) {
            throw new AbortException("the result can't be written to '" + path + "': " + problem);
        }
    }

    /**
     * The same without a wait of the caller.
     *
     * @param told of what went wrong, or null
     */
    public void writeSoon(Callable<FilePath> workspace, RunReport report, Consumer<Throwable> told) {
        RunThreads.get().execute(() -> {
            Throwable problem = null;
            try {
                write(workspace.call(), report);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problem = e;
            } catch (Exception e) {
                problem = e;
            }
            told.accept(problem);
        });
    }

    private record Write(String path, String json) implements ControllerToAgentFileCallable<String> {
        @CheckForNull
        @Override
        public String invoke(File workspace, VirtualChannel channel) throws IOException {
            Path root = Files.createDirectories(workspace.toPath()).toRealPath();
            Path file = root.resolve(path).normalize();
            if (leadsOut(root, root.relativize(file))) {
                return "it leads out of the workspace";
            }
            if (Files.isDirectory(file)) {
                return "it is a directory";
            }
            Path directory = Files.createDirectories(file.resolve("..").normalize());
            Path fresh = Files.createTempFile(directory, ".attune", ".new");
            try {
                Files.writeString(fresh, json);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return null;
        }

        /** Asked of what is there before anything is made: a link on the way may lead anywhere. */
        private static boolean leadsOut(Path root, Path relative) throws IOException {
            Path reached = root;
            for (int i = 0; i < relative.getNameCount() - 1; i++) {
                reached = reached.resolve(relative.getName(i));
                if (Files.exists(reached) && !reached.toRealPath().startsWith(root)) {
                    return true;
                }
            }
            return false;
        }
    }
}
