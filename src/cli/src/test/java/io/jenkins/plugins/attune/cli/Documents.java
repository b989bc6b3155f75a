package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a test needs of the project's Markdown files. */
final class Documents {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("# (\\w+(?:/[\\w.-]+)+)\\n");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final String LEFT_OUT = "…";
    private static final String JAVA = ".java";

    private Documents() {}

    /** The directory of the whole project. */
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("README.md"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    /**
     * A fenced block.
     *
     * @param place file and line
     */
    record Block(String place, String language, String text) {
        /**
         * Commands of the command line; lines that end in a backslash, and those within quotes, belong together. What is
         * for Maven is left out.
         */
        List<String> commands() {
            if (!language.equals("sh") || !text.contains("./attune")) {
                return List.of();
            }
            List<String> commands = new ArrayList<>();
            String open = "";
            for (String line : text.replace("\\\n", " ").lines().toList()) {
                open = open.isEmpty() ? line : open + "\n" + line;
                if (open.chars().filter(character -> character == '\'').count() % 2 == 0) {
                    commands.add(open);
                    open = "";
                }
            }
            commands.removeIf(command -> command.isBlank() || command.startsWith("mvn "));
            return commands;
        }

        /** The file that the block's first line names; null where it names none. */
        @CheckForNull
        String file() {
            Matcher matcher = FILE.matcher(text);
            return matcher.lookingAt() ? matcher.group(1) : null;
        }
    }

    static List<Block> blocks(Path document) throws IOException {
        String text = Files.readString(document);
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = FENCED.matcher(text);
        while (matcher.find()) {
            long line = text.substring(0, matcher.start()).lines().count() + 1;
            blocks.add(new Block(document.getFileName() + ":" + line, matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /** Relative links, without those to a place in the same file. */
    static List<String> links(Path document) throws IOException {
        return matches(document, LINK);
    }

    /** The first group of every match. */
    static List<String> matches(Path document, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** What an example promises of the output: an ellipsis stands for anything, on a line of its own for any lines. */
    static Pattern pattern(String example) {
        return Pattern.compile(example.lines()
                .map(line -> line.equals(LEFT_OUT) ? "(?s:.*?)" : quoted(line) + "\\n")
                .collect(Collectors.joining()));
    }

    private static String quoted(String line) {
        return Stream.of(line.split(LEFT_OUT, -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    /** Copies a directory with its file modes. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(path -> !path.toString().contains("__pycache__"))
                    .toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** The source of every test class of the project, by its simple name, which those of two modules may share. */
    static Map<String, String> testSources(Path root) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(root.resolve("src"))) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file :
                            files.filter(path -> path.toString().endsWith(JAVA)).toList()) {
                        String name = file.getFileName().toString();
                        sources.merge(
                                name.substring(0, name.length() - JAVA.length()),
                                Files.readString(file),
                                String::concat);
                    }
                }
            }
        }
        return sources;
    }
}
