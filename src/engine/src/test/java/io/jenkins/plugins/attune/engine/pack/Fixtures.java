package io.jenkins.plugins.attune.engine.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Packs of the test resources, and packs written on the spot. */
final class Fixtures {
    private Fixtures() {}

    static Path directory(String name) {
        URL url = Fixtures.class.getResource("/" + name);
        if (url == null) {
            throw new IllegalArgumentException("no such test resource: " + name);
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static LoadedPack core() {
        return load(new PackLoader(List.of()), directory("fixture-packs/core"));
    }

    static PackLoader loader() {
        return new PackLoader(core().pack().runtimes());
    }

    static LoadedPack load(Path directory) {
        return load(loader(), directory);
    }

    private static LoadedPack load(PackLoader loader, Path directory) {
        try {
            return loader.load(PackSnapshot.of(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path directory, String file, String content) {
        try {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pack {@code mine} with one shell action {@code mine.act}, to whose file {@code more} is added. */
    static Path pack(Path parent, String more) {
        Path pack = parent.resolve("mine");
        write(pack, "pack.yaml", "ref: mine\nlabel: Mine\nversion: 1.0.0\n");
        write(pack, "actions/act.sh", "#!/bin/sh\n");
        write(pack, "actions/act.yaml", "ref: mine.act\nrunner_type: shell\nentry_point: act.sh\n" + more);
        return pack;
    }

    static List<String> shown(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.place() + " " + problem.rule())
                .toList();
    }
}
