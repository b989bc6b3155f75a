package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import io.jenkins.plugins.attune.engine.source.GitCheckout;
import io.jenkins.plugins.attune.engine.source.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Repositories by way of the {@code git} of this machine, signed on as its user does.
 *
 * <p>One commit is fetched without its history and written out as a tar stream, which is read like any archive: nothing
 * is checked out, so no hook, filter or submodule comes into play.
 */
final class GitCommand implements GitCheckout {
    private static final int MAX_LISTED = 64 << 10;

    private final Duration time;

    /** @param time for one call of git */
    GitCommand(Duration time) {
        this.time = time;
    }

    @Override
    public String resolve(String url, String ref) throws AttuneException, IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("attune-git-");
        try (GitProcess git = process(url, scratch, Long.MAX_VALUE)) {
            List<String> command = new ArrayList<>(List.of("ls-remote", "-q", "--", url));
            command.addAll(List.of("HEAD", "refs/heads/" + ref, "refs/tags/" + ref, "refs/tags/" + ref + "^{}", ref));
            StringBuilder listed = new StringBuilder();
            git.run(command, out -> listed.append(new String(out.readNBytes(MAX_LISTED), StandardCharsets.UTF_8)));
            return choose(url, ref, listed.toString());
        } finally {
            // Empty by now: the process has removed what it wrote.
            Files.deleteIfExists(scratch);
        }
    }

    /** As git itself chooses: a tag before a branch; of a signed tag, what it stands for. */
    private static String choose(String url, String ref, String listed) throws SourceUnavailableException {
        TreeMap<String, String> commits = new TreeMap<>();
        listed.lines()
                .map(line -> line.split("\\s+", 2))
                .filter(line -> line.length == 2)
                .forEach(line -> {
                    if (line[0].matches(COMMIT)) {
                        commits.put(line[1], line[0]);
                    }
                });
        for (String name : List.of("refs/tags/" + ref + "^{}", "refs/tags/" + ref, "refs/heads/" + ref, ref)) {
            String commit = commits.get(name);
            if (commit != null) {
                return commit;
            }
        }
        throw new SourceUnavailableException(
                "the repository has no branch or tag '" + ref + "'", url, "A commit must be given in full.");
    }

    @Override
    public void fetch(String url, String commit, Staging staging)
            throws AttuneException, IOException, InterruptedException {
        Path clone = staging.scratch().resolve("clone");
        try (GitProcess git = process(url, staging.scratch(), staging.limits().archiveBytes())) {
            git.run(List.of("init", "-q", "--bare", "--template=", clone.toString()), InputStream::readAllBytes);
            String directory = "--git-dir=" + clone;
            git.run(
                    List.of(directory, "fetch", "-q", "--depth=1", "--no-tags", "--", url, commit),
                    out -> out.readNBytes(MAX_LISTED));
            git.run(List.of(directory, "archive", "--format=tar", commit), staging::takeTar);
        }
    }

    private GitProcess process(String url, Path scratch, long bytes) throws IOException {
        List<String> protocols = new ArrayList<>(List.of("https", "ssh"));
        if (url.startsWith("file:")) {
            protocols.add("file");
        } else if (url.startsWith("http:")) {
            protocols.add("http");
        }
        return new GitProcess(new GitProcess.Bounds(String.join(":", protocols), bytes, time), scratch);
    }

    /** Hands over what git prints. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream out) throws IOException, PackRefusedException;
    }
}
