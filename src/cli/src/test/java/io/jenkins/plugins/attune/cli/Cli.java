package io.jenkins.plugins.attune.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Calls the command in this process, in a directory of the test's own, and keeps what it writes. */
final class Cli {
    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();
    private byte[] input = new byte[0];
    private String typed;

    Cli(Path root) {
        this.root = root;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("XDG_CACHE_HOME", make("cache").toString());
        environment.put("XDG_RUNTIME_DIR", make("runtime").toString());
        environment.put("XDG_DATA_HOME", make("data").toString());
    }

    /** What a call came to. */
    record Called(int code, byte[] bytes, String err) {
        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    Called call(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                question -> typed == null ? null : typed.toCharArray(),
                false);
        int code = Attune.execute(new Surroundings(root, environment::get, terminal, new Services()), arguments);
        return new Called(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    Cli withVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    Cli withInput(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Cli withTyped(String text) {
        typed = text;
        return this;
    }

    Cli file(String path, String... lines) {
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A pack that is fine, without actions. */
    Cli pack(String ref, String... more) {
        file(
                "packs/" + ref + "/pack.yaml",
                "ref: " + ref,
                "label: A pack",
                "description: For tests.",
                "version: 1.2.3");
        if (more.length > 0) {
            append("packs/" + ref + "/pack.yaml", more);
        }
        return this;
    }

    /** An action whose script runs in a shell. */
    Cli action(String ref, String script, String... more) {
        String pack = ref.substring(0, ref.indexOf('.'));
        String name = ref.substring(ref.indexOf('.') + 1);
        String base = "packs/" + pack + "/actions/" + name;
        file(base + ".sh", script);
        file(
                base + ".yaml",
                "ref: " + ref,
                "label: The action " + name,
                "runner_type: shell",
                "entry_point: " + name + ".sh");
        return append(base + ".yaml", more);
    }

    private Cli append(String path, String... lines) {
        try {
            Files.writeString(root.resolve(path), String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** What runs have left in the directories of this user. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> control = below("runtime/attune");
                Stream<Path> artifacts = below("cache/attune/artifacts")) {
            return Stream.concat(control, artifacts).toList();
        }
    }

    private Stream<Path> below(String directory) throws IOException {
        Path path = root.resolve(directory);
        return Files.isDirectory(path) ? Files.list(path) : Stream.empty();
    }

    private Path make(String directory) {
        try {
            return Files.createDirectories(root.resolve(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
