package io.jenkins.plugins.attune.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentChecksumTest {
    @TempDir
    private Path root;

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** The expected value is that of the public index's rule, calculated apart from this program. */
    @Test
    void isThatOfThePublicIndex() throws IOException {
        file("pack.yaml", "ref: x\n");
        file("a/b", "2");
        file("a-b", "1");
        file("\uffee", "4");
        file(Character.toString(0x10000), "3");

        assertThat(ContentChecksum.of(root))
                .hasToString("sha256:2e547a412b6d57c816a773bd9c9be0b85ecb4b9c9a80560c7d880c17a00f766c");
    }

    @Test
    void changesWithNamesAndContentAndNotWithRights() throws IOException {
        file("a", "12");
        file("b", "");
        Sha256 first = ContentChecksum.of(root);

        assertThat(root.resolve("a").toFile().setExecutable(true)).isTrue();
        assertThat(ContentChecksum.of(root)).isEqualTo(first);
        file("a", "1");
        file("b", "2");
        assertThat(ContentChecksum.of(root)).isNotEqualTo(first);
    }
}
