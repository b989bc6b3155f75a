package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each hostile pack is refused with a message of its own, and nothing of it is anywhere afterwards. */
class HostilePacksTest {
    private static final String MANIFEST = "ref: bad\nlabel: Bad\nversion: 1.0.0\n";
    private static final String ACTION = "ref: bad.act\nrunner_type: shell\nentry_point: ";

    /** What one refusal may cost in memory, all that is dropped at once counted: 10,000 files take 12 KiB each. */
    private static final long MAX_ALLOCATED = 192L << 20;

    private static final String ESCAPE = "\u001b";

    @TempDir
    private Path root;

    private PackServer server;
    private Cli cli;

    @BeforeEach
    void serve() throws IOException {
        server = new PackServer();
        cli = new Cli(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * @param message a part of what is said
     */
    record Attack(String name, Content content, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    interface Content {
        byte[] make() throws IOException;
    }

    static List<Attack> attacks() {
        return Stream.of(links(), names(), sizes(), metadata())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Attack> links() {
        return List.of(
                new Attack(
                        "symbolic link out of the pack",
                        () -> link("bad/l", TarConstants.LF_SYMLINK, "/etc/passwd"),
                        "the entry 'bad/l' is a symbolic link to '/etc/passwd'"),
                new Attack(
                        "symbolic link to itself",
                        () -> link("bad/loop", TarConstants.LF_SYMLINK, "loop"),
                        "the entry 'bad/loop' is a symbolic link to 'loop'"),
                new Attack(
                        "file written through a link",
                        () -> Archives.tarGz(tar -> {
                            Archives.add(tar, "bad/lib", TarConstants.LF_SYMLINK, "/tmp");
                            Archives.add(tar, "bad/lib/planted", "x");
                        }),
                        "the entry 'bad/lib' is a symbolic link to '/tmp'"),
                new Attack(
                        "hard link",
                        () -> link("bad/h", TarConstants.LF_LINK, "/etc/passwd"),
                        "the entry 'bad/h' is a hard link to '/etc/passwd'"),
                new Attack("device", () -> link("bad/d", TarConstants.LF_CHR, ""), "the entry 'bad/d' is a device"),
                new Attack("pipe", () -> link("bad/p", TarConstants.LF_FIFO, ""), "the entry 'bad/p' is a named pipe"),
                new Attack(
                        "symbolic link in a zip file",
                        () -> Archives.zip(zip -> Archives.add(zip, "bad/l", 0120777, "/etc/passwd")),
                        "the entry 'bad/l' is a symbolic link"));
    }

    private static List<Attack> names() {
        return List.of(
                named("../../planted", "leads out of the pack with '..'"),
                named("bad/../../planted", "leads out of the pack with '..'"),
                named("/tmp/planted", "the entry '/tmp/planted' is an absolute path"),
                named("C:/planted", "the entry 'C:/planted' is an absolute path"),
                named("bad\\..\\planted", "holds the character \\ (U+005C)"),
                named("bad/<img src=x onerror=alert(1)>", "holds the character < (U+003C)"),
                named("bad/" + ESCAPE + "[2J", "the entry 'bad/U+001B[2J' holds the control character U+001B"),
                named("bad/a\nb", "holds the control character U+000A"),
                named("bad/\u202egnp.sh", "holds the control character U+202E"),
                named("bad/" + "x".repeat(300), "has a part of more than 255 bytes"),
                named("bad/" + "xy/".repeat(200) + "z", "is longer than 512 bytes"),
                named("bad/" + "x/".repeat(60) + "z", "is more than 32 directories deep"),
                new Attack(
                        "the same name twice",
                        () -> Archives.tarGz(tar -> {
                            Archives.add(tar, "bad/a", "1");
                            Archives.add(tar, "bad/./a", "2");
                        }),
                        "the entry 'bad/./a' is there twice"),
                new Attack(
                        "../ in a zip file",
                        () -> Archives.zip(zip -> Archives.add(zip, "../planted", 0100644, "x")),
                        "leads out of the pack with '..'"));
    }

    private static List<Attack> sizes() {
        return List.of(
                new Attack("10 GB in 10 MB of tar.gz", () -> Archives.bomb(10 << 10), "have more than 67108864 bytes"),
                new Attack("100 MB in 100 kB of tar.gz", () -> Archives.bomb(100), "more than 100 times as large"),
                new Attack(
                        "50 MB in 50 kB of zip",
                        () -> Archives.zip(zip -> Archives.add(zip, "bad/zeros", 0100644, "0".repeat(50 << 20))),
                        "more than 100 times as large"),
                new Attack(
                        "100,000 files in tar.gz",
                        () -> Archives.tarGz(tar -> {
                            for (int i = 0; i < 100_000; i++) {
                                Archives.add(tar, "bad/" + i, "");
                            }
                        }),
                        "more than 10000 files and directories"),
                new Attack(
                        "100,000 files in zip",
                        () -> Archives.zip(zip -> {
                            for (int i = 0; i < 100_000; i++) {
                                Archives.add(zip, "bad/" + i, 0100644, "");
                            }
                        }),
                        "table of contents take more room than they need"),
                new Attack(
                        "a name of 1 GB in a header",
                        HostilePacksTest::endlessName,
                        "the names and attributes of an entry take more room than they need"),
                new Attack("a file of 100 MB", () -> new byte[100 << 20], "the file has more than 67108864 bytes"),
                new Attack(
                        "no archive",
                        () -> MANIFEST.getBytes(StandardCharsets.UTF_8),
                        "it is none of zip, tar and tar.gz"),
                new Attack(
                        "an archive cut off",
                        () -> Arrays.copyOf(Archives.pack("bad", Map.of("pack.yaml", MANIFEST)), 60),
                        "it is damaged or cut off"));
    }

    private static List<Attack> metadata() {
        String aliases = "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
                + Stream.of("b:a", "c:b", "d:c", "e:d", "f:e", "g:f", "h:g")
                        .map(pair -> pair.charAt(0) + ": &" + pair.charAt(0) + " ["
                                + ("*" + pair.charAt(2) + ",").repeat(9) + "*" + pair.charAt(2) + "]\n")
                        .reduce("", String::concat);
        return List.of(
                yaml(
                        "YAML tag in the manifest",
                        MANIFEST + "meta: !!javax.script.ScriptEngineManager []\n",
                        ACTION + "act.sh\n",
                        "pack.yaml:4:7"),
                yaml("YAML aliases, 10^8 of them", MANIFEST + aliases, ACTION + "act.sh\n", "pack.yaml:"),
                yaml(
                        "YAML tag in an action",
                        MANIFEST,
                        ACTION + "act.sh\nexamples: !!python/object/apply:os.system [id]\n",
                        "actions/act.yaml:4:"),
                yaml(
                        "entry point outside the pack",
                        MANIFEST,
                        ACTION + "../../../../bin/sh\n",
                        "the file '../../../../bin/sh' lies outside the pack"),
                yaml(
                        "name with HTML in the manifest",
                        MANIFEST.replace("ref: bad", "ref: <b>"),
                        ACTION + "act.sh\n",
                        "is no name of a pack"),
                new Attack(
                        "no pack at all",
                        () -> Archives.pack("bad", Map.of("readme", "x")),
                        "there is no pack.yaml at its top"));
    }

    private static Attack yaml(String name, String manifest, String action, String message) {
        return new Attack(
                name,
                () -> Archives.pack(
                        "bad",
                        Map.of("pack.yaml", manifest, "actions/act.yaml", action, "actions/act.sh", "#!/bin/sh\n")),
                message);
    }

    private static Attack named(String name, String message) {
        String shown = "name " + name.substring(0, Math.min(name.length(), 40)).replaceAll("\\p{Cntrl}|\u202e", "?");
        return new Attack(shown, () -> Archives.tarGz(tar -> Archives.add(tar, name, "x")), message);
    }

    private static byte[] link(String name, byte kind, String target) throws IOException {
        return Archives.tarGz(tar -> Archives.add(tar, name, kind, target));
    }

    /** A header of the kind that says how a long name goes on, and goes on. */
    private static byte[] endlessName() throws IOException {
        byte[] header = new byte[512];
        TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        entry.setSize(1L << 30);
        entry.writeEntryHeader(header);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Archives.gz(header));
        byte[] part = Archives.gz("n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 1 << 10; i++) {
            bytes.write(part);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void isRefusedWithItsMessageAndLeavesNothing(Attack attack) throws IOException {
        byte[] content = attack.content().make();
        String url = server.offer("/bad.tar.gz", content);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Called called = cli.call("pack", "install", url, "--sha256", PackServer.sha256(content));

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        System.out.printf(
                Locale.ROOT,
                "%-46s exit %d, %2d MiB allocated: %s%n",
                attack.name(),
                called.code(),
                allocated >> 20,
                called.err().lines().findFirst().orElse("").replaceFirst("attune: error: http://[^ ]* ?", ""));
        assertThat(called.err()).contains("the ", attack.message());
        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).doesNotContain(ESCAPE, "\u202e");
        assertThat(allocated).isLessThan(MAX_ALLOCATED);
        assertThat(remains()).isEmpty();
        assertThat(root.resolveSibling("planted")).doesNotExist();
        assertThat(Path.of("/tmp/planted")).doesNotExist();
    }

    @Test
    void aChecksumThatIsOffByOneIsRefusedBeforeTheArchiveIsLookedInto() throws IOException {
        byte[] content = "no archive at all".getBytes(StandardCharsets.UTF_8);
        String right = PackServer.sha256(content);
        String wrong = right.substring(0, 63) + (right.endsWith("0") ? "1" : "0");
        String url = server.offer("/bad.tar.gz", content);

        Called called = cli.call("pack", "install", url, "--sha256", wrong);

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err())
                .contains("the archive has the checksum sha256:" + right + ", and sha256:" + wrong + " was promised");
        assertThat(remains()).isEmpty();
    }

    private List<Path> remains() throws IOException {
        Path store = root.resolve("data/attune/packs");
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(path -> !path.equals(store)).toList();
        }
    }
}
