package io.jenkins.plugins.attune.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What people write into a Jenkinsfile today. */
final class ByHand {
    private final Path directory;
    private final String python;

    ByHand(Path directory, String python) {
        this.directory = directory;
        this.python = python;
    }

    Path place(String name) {
        return directory.resolve(name);
    }

    boolean hasUv() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "uv")));
    }

    void venv(String name) throws IOException, InterruptedException {
        start(List.of(python, "-m", "venv", place(name).toString()), name);
    }

    /** @param shared whether the cache is that of the others */
    void venvAndPip(String name, Path list, boolean shared) throws IOException, InterruptedException {
        venv(name);
        start(
                List.of(place(name) + "/bin/python3", "-m", "pip", "install", "-q", "-r", list.toString()),
                cache(name, shared));
    }

    void uv(String name, Path list, boolean shared) throws IOException, InterruptedException {
        String place = place("uv-" + name).toString();
        start(List.of("uv", "venv", "-q", "--python", python, place), cache(name, shared));
        start(
                List.of("uv", "pip", "install", "-q", "--compile-bytecode", "--python", place, "-r", list.toString()),
                cache(name, shared));
    }

    private static String cache(String name, boolean shared) {
        return shared ? "shared" : name;
    }

    private void start(List<String> command, String cache) throws IOException, InterruptedException {
        Path caches = Files.createDirectories(directory.resolve("caches").resolve(cache));
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(caches.resolve("log").toFile());
        builder.environment().put("PIP_CACHE_DIR", caches.resolve("pip").toString());
        builder.environment().put("UV_CACHE_DIR", caches.resolve("uv").toString());
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code + ":\n"
                    + Files.readString(caches.resolve("log")));
        }
    }
}
