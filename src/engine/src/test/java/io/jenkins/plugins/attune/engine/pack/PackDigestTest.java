package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackDigestTest {
    @TempDir
    Path root;

    private Path pack;

    @BeforeEach
    void write() throws IOException {
        pack = write(root.resolve("one"));
    }

    private static Path write(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("actions"));
        Files.writeString(directory.resolve("pack.yaml"), "ref: p\n");
        Files.writeString(directory.resolve("actions/a.sh"), "echo\n");
        Files.createSymbolicLink(directory.resolve("actions/link"), Path.of("a.sh"));
        return directory;
    }

    @Test
    void isTheSameForTheSameContentWhereverItLies() throws IOException {
        assertThat(PackDigest.of(pack)).hasSize(64).isEqualTo(PackDigest.of(write(root.resolve("two"))));
    }

    @Test
    void changesWithWhatIsInAFile() throws IOException {
        String before = PackDigest.of(pack);
        Files.writeString(pack.resolve("actions/a.sh"), "ecko\n");
        assertThat(PackDigest.of(pack)).isNotEqualTo(before);
    }

    @Test
    void changesWithNamesProgramsAndLinks() throws IOException {
        String before = PackDigest.of(pack);
        Files.move(pack.resolve("actions/a.sh"), pack.resolve("actions/b.sh"));
        String renamed = PackDigest.of(pack);
        assertThat(pack.resolve("actions/b.sh").toFile().setExecutable(true)).isTrue();
        String program = PackDigest.of(pack);
        Files.delete(pack.resolve("actions/link"));
        Files.createSymbolicLink(pack.resolve("actions/link"), Path.of("b.sh"));
        assertThat(PackDigest.of(pack)).isNotIn(before, renamed, program);
        assertThat(program).isNotIn(before, renamed);
        assertThat(renamed).isNotEqualTo(before);
    }

    @Test
    void doesNotCareForWhatIsNotThePacks() throws IOException {
        String before = PackDigest.of(pack);
        Files.createDirectories(pack.resolve("lib/__pycache__"));
        Files.writeString(pack.resolve("lib/__pycache__/x.pyc"), "compiled");
        assertThat(PackDigest.of(pack)).isEqualTo(before);
    }

    @Test
    void ofHugeFilesSizeAndTimeCount() throws IOException {
        Path huge = pack.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        String before = PackDigest.of(pack);
        Files.setLastModifiedTime(huge, FileTime.fromMillis(1_000_000));
        assertThat(PackDigest.of(pack)).isNotEqualTo(before);
    }
}
