package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedWordsTest {
    @TempDir
    Path root;

    @Test
    void whateverAWordHoldsNoShellTakesItForItsOwn() throws Exception {
        List<String> words = List.of(
                "",
                " two  blanks ",
                "a\nb\n\nc\n",
                "$HOME `id` $(id) ${x",
                "'\"\\",
                "-n",
                ".",
                "=x",
                "?PATH",
                "é€😀",
                "%s\\n");
        DetachedWords written = new DetachedWords("id-1");
        written.group(words);

        assertThat(read(written)).containsExactlyElementsOf(words);
    }

    @Test
    void variableIsFilledInThere() throws Exception {
        DetachedWords written = new DetachedWords("id-1");
        written.group(
                written.assignment("GIVEN", written.variable("GIVEN")),
                written.assignment("ABSENT", written.variable("ABSENT")),
                written.assignment("MORE", "/x:" + written.variable("GIVEN") + ":/y" + written.variable("ABSENT")),
                written.variable("attune_own"),
                "{other:GIVEN}");

        assertThat(read(written)).containsExactly("GIVEN=g 'v' $x", "MORE=/x:g 'v' $x:/y", "own", "{other:GIVEN}");
    }

    private List<String> read(DetachedWords words) throws Exception {
        words.write(root.resolve("words"));
        try (InputStream script = DetachedWords.class.getResourceAsStream(DetachedWords.SCRIPT)) {
            Files.copy(script, root.resolve("words.sh"));
        }
        Files.writeString(root.resolve("show.sh"), """
                set -u
                attune_own=own
                show() { printf '%s\\0' "$@"; }
                . ./words.sh
                attune_each ./words show
                """);
        ProcessBuilder shell = new ProcessBuilder("sh", "show.sh").directory(root.toFile());
        shell.environment().put("GIVEN", "g 'v' $x");
        Process process = shell.redirectErrorStream(true).start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> read = new ArrayList<>(List.of(shown.split("\0", -1)));
        assertThat(read.remove(read.size() - 1)).isEmpty();
        return read;
    }
}
