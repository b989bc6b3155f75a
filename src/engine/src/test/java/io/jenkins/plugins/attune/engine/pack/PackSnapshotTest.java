package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Entry;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Entry.Kind;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Truncation;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Truncation.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackSnapshotTest {
    @TempDir
    Path directory;

    @Test
    void holdsTheContentOfMetadataAndTheNamesOfTheRest() throws IOException {
        Path pack = Fixtures.pack(directory, "");
        Fixtures.write(pack, "runtimes/x.yaml", "ref: mine.x\n");
        Fixtures.write(pack, "policies/p.yml", "a: 1\n");
        Fixtures.write(pack, "requirements.txt", "requests\n");
        Fixtures.write(pack, "lib/util.py", "print()");
        Fixtures.write(pack, "actions/sub/other.yaml", "a: 1\n");

        PackSnapshot snapshot = PackSnapshot.of(pack);

        assertThat(snapshot.metadata().keySet())
                .containsExactly(
                        "actions/act.yaml", "pack.yaml", "policies/p.yml", "requirements.txt", "runtimes/x.yaml");
        assertThat(snapshot.entries())
                .containsEntry("lib", new Entry(Kind.DIRECTORY, 0, false))
                .containsEntry("lib/util.py", new Entry(Kind.FILE, 7, false))
                .containsKey("actions/sub/other.yaml");
        assertThat(snapshot.location()).isEqualTo(pack.toString());
        assertThat(snapshot.truncations()).isEmpty();
    }

    @Test
    void skipsWhatIsNotThePacksOwn() throws IOException {
        Path pack = Fixtures.pack(directory, "");
        for (String name : List.of(".git", "node_modules", "lib/__pycache__", ".venv")) {
            Fixtures.write(pack, name + "/file", "x");
        }

        assertThat(PackSnapshot.of(pack).entries().keySet())
                .containsExactly("actions", "actions/act.sh", "actions/act.yaml", "lib", "pack.yaml");
    }

    @Test
    void tellsLinksByWhereTheyLead() throws IOException {
        Path pack = Fixtures.pack(directory, "");
        Fixtures.write(directory, "elsewhere/secret.yaml", "a: 1\n");
        link(pack, "actions/inside.sh", "act.sh");
        link(pack, "actions/outside.yaml", "../../elsewhere/secret.yaml");
        link(pack, "actions/broken.sh", "gone.sh");
        link(pack, "actions/circle.sh", "circle.sh");
        link(pack, "far", "../elsewhere");

        PackSnapshot snapshot = PackSnapshot.of(pack);

        assertThat(snapshot.entries().get("actions/inside.sh").kind()).isEqualTo(Kind.LINK_INSIDE);
        assertThat(snapshot.entries().get("actions/outside.yaml").kind()).isEqualTo(Kind.LINK_OUTSIDE);
        assertThat(snapshot.entries().get("actions/broken.sh").kind()).isEqualTo(Kind.LINK_BROKEN);
        assertThat(snapshot.entries().get("actions/circle.sh").kind()).isEqualTo(Kind.LINK_BROKEN);
        assertThat(snapshot.entries().get("far").kind()).isEqualTo(Kind.LINK_OUTSIDE);
        assertThat(snapshot.entries()).doesNotContainKey("far/secret.yaml");
        assertThat(snapshot.metadata()).as("nothing outside is read").doesNotContainKey("actions/outside.yaml");
    }

    @Test
    void linksInACircleEnd() throws IOException {
        Path pack = Fixtures.pack(directory, "");
        link(pack, "lib/self", "..");
        link(pack, "lib/shared", "../actions");

        assertThat(PackSnapshot.of(pack).entries().keySet())
                .contains("lib/self", "lib/shared/act.sh")
                .doesNotContain("lib/self/lib");
    }

    @Test
    void recordsFilesThatAreTooLargeInsteadOfFailing() throws IOException {
        Path pack = Fixtures.pack(directory, "# " + "x".repeat(SnapshotWalk.MAX_YAML_BYTES));

        PackSnapshot snapshot = PackSnapshot.of(pack);

        assertThat(snapshot.truncations()).containsExactly(new Truncation("actions/act.yaml", Reason.FILE_TOO_LARGE));
        assertThat(snapshot.metadata()).doesNotContainKey("actions/act.yaml");
    }

    @Test
    void recordsThatThereAreTooManyFiles() throws IOException {
        Path pack = Fixtures.pack(directory, "");
        for (int i = 0; i < SnapshotWalk.MAX_ENTRIES; i++) {
            Files.createFile(pack.resolve("f" + i));
        }

        PackSnapshot snapshot = PackSnapshot.of(pack);

        assertThat(snapshot.truncations()).containsExactly(new Truncation("", Reason.TOO_MANY_FILES));
        assertThat(snapshot.entries()).hasSize(SnapshotWalk.MAX_ENTRIES);
    }

    @Test
    void findsThePacksBelowADirectoryAndTheDirectoryItself() throws IOException {
        Fixtures.write(directory, "b/pack.yaml", "ref: b\n");
        Fixtures.write(directory, "a/pack.yml", "ref: a\n");
        Fixtures.write(directory, "none/readme", "");
        Fixtures.write(directory, "deep/er/pack.yaml", "ref: er\n");

        assertThat(PackSnapshot.below(directory))
                .extracting(PackSnapshot::location)
                .containsExactly(
                        directory.resolve("a").toString(),
                        directory.resolve("b").toString());
        assertThat(PackSnapshot.below(directory.resolve("b"))).hasSize(1);
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path gone = directory.resolve("gone");

        assertThatThrownBy(() -> PackSnapshot.of(gone))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> PackSnapshot.below(gone)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void travelsFromAnAgentUnchanged() throws IOException, ClassNotFoundException {
        PackSnapshot snapshot = PackSnapshot.of(Fixtures.directory("fixture-packs/peculiar"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(snapshot);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PackSnapshot copy = (PackSnapshot) in.readObject();
            assertThat(copy.entries()).isEqualTo(snapshot.entries());
            assertThat(copy.metadata().get("pack.yaml"))
                    .isEqualTo(snapshot.metadata().get("pack.yaml"));
        }
    }

    private static void link(Path pack, String link, String target) throws IOException {
        Path path = pack.resolve(link);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(target));
    }
}
