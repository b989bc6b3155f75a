package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.cli.Documents.Block;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the commands that the manual shows, reads its YAML and follows its references, so that it stays true. */
class ReadmeTest {
    private static final Path ROOT = Documents.root();
    private static final long COMMAND_SECONDS = 120;

    @TempDir
    private Path directory;

    /** The documents that hold commands. */
    static List<Path> manuals() {
        return Stream.of("README.md", "docs/cli.md", "docs/pack-authors.md", "docs/packs.md")
                .map(ROOT::resolve)
                .toList();
    }

    static List<Path> everyDocument() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    List<DynamicTest> commandsPrintWhatTheManualShows() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Path launcher = launcher();
        for (Path manual : manuals()) {
            List<Block> blocks = Documents.blocks(manual);
            Path work = workDirectory(blocks);
            int before = tests.size();
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : block;
                if (!block.commands().isEmpty()) {
                    tests.add(DynamicTest.dynamicTest(
                            block.place(), () -> assertShown(run(block, launcher, work), next)));
                }
            }
            assertThat(tests).as("commands in %s", manual).hasSizeGreaterThan(before);
        }
        return tests;
    }

    private static void assertShown(String output, Block next) {
        if (next.language().equals("text")) {
            assertThat(output).matches(Documents.pattern(next.text()));
        }
    }

    /** Runs the lines of a block like somebody at a terminal, and returns what is seen on standard output. */
    private String run(Block block, Path launcher, Path work) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "stdout", "");
        Path errors = Files.createTempFile(directory, "stderr", "");
        for (String command : block.commands()) {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", command.replace("./attune", "'" + launcher + "'"))
                    .directory(work.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .redirectError(errors.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "XDG_CACHE_HOME", directory.resolve("cache").toString(),
                            "XDG_DATA_HOME", directory.resolve("data").toString(),
                            "LC_ALL", "C.UTF-8"));
            Process process = builder.start();
            boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("%s ends in time", command).isTrue();
            assertThat(process.exitValue())
                    .as("exit code of %s%n%s%n%s", command, Files.readString(output), Files.readString(errors))
                    .isZero();
        }
        return Files.readString(output);
    }

    /** Stands for the launcher script, which would build the command line that is being built. */
    private Path launcher() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path script = directory.resolve("attune");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' " + Main.class.getName() + " \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    /** A directory that looks like a checkout, and holds the files that the document tells to write. */
    private Path workDirectory(List<Block> blocks) throws IOException {
        Path work = Files.createTempDirectory(directory, "checkout");
        Documents.copy(ROOT.resolve("packs"), work.resolve("packs"));
        for (Block block : blocks) {
            String name = block.file();
            if (name != null) {
                Path file = work.resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, block.text());
            }
        }
        return work;
    }

    @ParameterizedTest
    @MethodSource("manuals")
    void packsOfTheManualHaveNoProblem(Path manual) throws IOException {
        Pack core =
                new PackLoader(List.of()).load(PackArchive.core().snapshot()).pack();
        assertThat(core).isNotNull();
        PackLoader loader = new PackLoader(core.runtimes());
        try (Stream<Path> children = Files.list(workDirectory(Documents.blocks(manual)))) {
            for (Path child : children.toList()) {
                for (PackSnapshot snapshot : PackSnapshot.below(child)) {
                    LoadedPack loaded = loader.load(snapshot);
                    assertThat(loaded.problems()).as(snapshot.location()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyDocument")
    void yamlCanBeRead(Path document) throws IOException {
        for (Block block : Documents.blocks(document)) {
            if (block.language().equals("yaml")) {
                byte[] yaml = block.text().getBytes(StandardCharsets.UTF_8);
                List<Problem> problems = new ArrayList<>();
                assertThat(YamlReader.read(block.place(), yaml, problems::add))
                        .as("%s %s", block.place(), problems)
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyDocument")
    void linksLeadSomewhere(Path document) throws IOException {
        for (String target : Documents.links(document)) {
            assertThat(document.resolveSibling(target))
                    .as("a link of %s", document)
                    .exists();
        }
    }

    @Test
    void everyTestTheManualNamesExists() throws IOException {
        Map<String, String> sources = Documents.testSources(ROOT);
        List<String> named =
                Documents.matches(ROOT.resolve("docs/security.md"), Pattern.compile("`([A-Z]\\w+(?:Test|IT)\\.\\w+)`"));
        assertThat(named).isNotEmpty();
        for (String name : named) {
            int dot = name.indexOf('.');
            assertThat(sources.getOrDefault(name.substring(0, dot), ""))
                    .as(name)
                    .containsPattern("\\bvoid " + name.substring(dot + 1) + "\\(");
        }
    }

    @Test
    void readmeIsShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(150);
    }
}
