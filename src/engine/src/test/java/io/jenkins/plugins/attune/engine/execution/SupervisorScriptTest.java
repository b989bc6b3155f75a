package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.runtime.SearchPath;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The supervisor under every shell of this machine that may be its {@code sh}. */
class SupervisorScriptTest {
    private static final SearchPath TOOLS = new SearchPath("/usr/bin:/bin");
    private static final String DOCUMENT = "{\"a\":\"é€😀 \\\\ ' $x\"}";

    @TempDir
    Path root;

    static Stream<Named<List<String>>> shells() {
        Stream.Builder<Named<List<String>>> found = Stream.builder();
        for (String name : List.of("sh", "dash", "bash", "busybox")) {
            TOOLS.find(name)
                    .ifPresent(path ->
                            found.add(Named.of(name, name.equals("busybox") ? List.of(path, "sh") : List.of(path))));
        }
        return found.build();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void feedsShortAndLongDocuments(List<String> shell) throws Exception {
        assertThat(run(shell, "stdin", 60, DOCUMENT.getBytes(StandardCharsets.UTF_8), "cat; echo e >&2; exit 3"))
                .isEqualTo("exited 3|" + DOCUMENT + "\n|e\n");
        String lines = (DOCUMENT + "\n\n").repeat(1000);
        assertThat(run(shell, "stdin", 60, lines.getBytes(StandardCharsets.UTF_8), "cat"))
                .isEqualTo("exited 0|" + lines + "\n|");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void writesPrivateParameterFile(List<String> shell) throws Exception {
        String script =
                "cd " + root + "/control*/files/ && ls -l parameters | cut -c1-10; cat parameters; cat; stat -c %a .";

        assertThat(run(shell, "file", 60, DOCUMENT.getBytes(StandardCharsets.UTF_8), script))
                .isEqualTo("exited 0|-r--------\n" + DOCUMENT + "\n700\n|");
        String lines = (DOCUMENT + "\n\n").repeat(1000);
        assertThat(run(shell, "file", 60, lines.getBytes(StandardCharsets.UTF_8), script))
                .isEqualTo("exited 0|-r--------\n" + lines + "\n700\n|");
        assertThat(control().file("files")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void writesParametersIntoFilesOfTheirOwn(List<String> shell) throws Exception {
        byte[] large = new byte[300_001];
        new Random(1).nextBytes(large);
        String sums = PosixChecksum.line(large) + "\n" + PosixChecksum.line(new byte[0]) + "\n";
        String script = "cat; cd " + root + "/control*/files/; ls -l p1 p2 | cut -c1-10; cksum <p1; cksum <p2";
        for (String document : List.of("{}", DOCUMENT + "\n" + DOCUMENT)) {
            byte[] bundle = DocumentFrame.withFiles(
                    document.getBytes(StandardCharsets.UTF_8), List.of(large.clone(), new byte[0]));

            assertThat(run(shell, "stdin", 60, bundle, script))
                    .isEqualTo("exited 0|" + document + "\n-r--------\n-r--------\n" + sums + "|");
            assertThat(control().file("files")).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void neverStartsTheActionWithADamagedFile(List<String> shell) throws Exception {
        byte[] bundle = DocumentFrame.withFiles(new byte[] {'d'}, List.of("content".getBytes(StandardCharsets.UTF_8)));
        byte[] damaged = bundle.clone();
        damaged[bundle.length - 30]++;
        assertThat(run(shell, "stdin", 60, damaged, "echo started")).isEqualTo("bad-document -||");
        assertThat(run(shell, "file", 60, Arrays.copyOf(bundle, bundle.length - 30), "echo started"))
                .isEqualTo("bad-document -||");
        assertThat(run(shell, "file", 60, Arrays.copyOf(bundle, bundle.length - 1), "echo started"))
                .isEqualTo("bad-document -||");
        assertThat(control().file("files")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void letsTheDirectorysGroupReadWhatAnotherUserThanItsOwnerWrites(List<String> shell) throws Exception {
        shared = true;
        String script = "cd " + root + "/control*/ && while ! [ -s out.head ]; do sleep 0.05; done; "
                + "ls -l ev out.head | cut -c1-10; umask";
        try {
            assertThat(run(shell, "stdin", 60, new byte[] {'x'}, "echo; " + script))
                    .startsWith("exited 0|\n")
                    .contains("prw-rw----\n")
                    .contains("-rw-rw----\n")
                    .doesNotContain("0007");
        } finally {
            shared = false;
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsFirstAndLastPart(List<String> shell) throws Exception {
        String kept = run(shell, "stdin", 60, new byte[] {'x'}, "seq 1 300000");

        assertThat(kept)
                .startsWith("exited 0|1\n2\n3\n")
                .endsWith("299999\n300000\n|")
                .contains("[1938895 of 1988895]");
    }

    /** At every border, in blocks that fit and in ones that do not. */
    @ParameterizedTest
    @MethodSource("shells")
    void keepsExactlyTheFirstAndTheLastHalfOfTheLimit(List<String> shell) throws Exception {
        String lines = IntStream.rangeClosed(1, 60_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        Path file = Files.writeString(root.resolve("lines"), lines);
        for (int bytes :
                new int[] {49_999, 50_000, 50_001, 99_999, 100_000, 100_001, 149_999, 150_000, 150_001, 338_000}) {
            for (int block : new int[] {bytes, 1 << 16, 1000}) {
                run(shell, "stdin", 60, new byte[] {'x'}, "head -c " + bytes + " " + file + " | dd bs=" + block);

                StreamFiles files = new StreamFiles(control, OutputStreamName.STDOUT);
                StringBuilder tail = new StringBuilder();
                for (StreamFiles.Part part : files.tail()) {
                    tail.append(read(part));
                }
                String label = bytes + " bytes in blocks of " + block;
                int kept = Math.min(bytes, 100_000);
                assertThat(read(new StreamFiles.Part(files.head(), 0, files.headBytes())))
                        .as(label)
                        .isEqualTo(lines.substring(0, Math.min(bytes, 50_000)));
                assertThat(tail.toString())
                        .as(label)
                        .isEqualTo(lines.substring(bytes - (kept - (int) files.headBytes()), bytes));
                assertThat(files.leftOut()).as(label).isEqualTo(bytes - kept);
                assertThat(files.capture(1).total()).as(label).isEqualTo(bytes);
            }
        }
    }

    /** The file of the last part is written over and over when it is full. */
    @ParameterizedTest
    @MethodSource("shells")
    void keepsTheLastPartOfWhatIsFarLonger(List<String> shell) throws Exception {
        int full = 50_000 + (16 << 20);
        Path file = root.resolve("numbers");
        Files.write(file, () -> IntStream.range(0, 5_000_000)
                .mapToObj(i -> (CharSequence) Integer.toString(i))
                .iterator());
        for (int bytes : new int[] {full - 1, full, full + 1, full + 49_999, full + 60_000, 34_000_000}) {
            run(shell, "stdin", 60, new byte[] {'x'}, "head -c " + bytes + " " + file);

            StreamFiles files = new StreamFiles(control, OutputStreamName.STDOUT);
            StringBuilder tail = new StringBuilder();
            for (StreamFiles.Part part : files.tail()) {
                tail.append(read(part));
            }
            byte[] last = StreamFiles.read(file, bytes - 50_000L, 50_000);
            assertThat(tail.toString()).as("%d bytes", bytes).isEqualTo(new String(last, StandardCharsets.UTF_8));
            assertThat(files.leftOut()).as("%d bytes", bytes).isEqualTo(bytes - 100_000);
        }
    }

    /** Found by its marker, although it left the session; what it wrote last is not lost. */
    @ParameterizedTest
    @MethodSource("shells")
    void keepsTheLastBytesWhereADescendantHoldsTheStream(List<String> shell) throws Exception {
        String kept = run(
                shell,
                "stdin",
                60,
                new byte[] {'x'},
                "seq 1 300000; setsid sh -c 'echo the very last; exec sleep 300' & sleep 0.3 || sleep 1");

        assertThat(kept).startsWith("exited 0|1\n2\n").endsWith("299999\n300000\nthe very last\n|");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void endsWhatIgnoresTerm(List<String> shell) throws Exception {
        assertThat(run(shell, "stdin", 1, new byte[] {'x'}, "trap '' TERM; while :; do sleep 1; done"))
                .startsWith("timeout 137|");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void neverStartsTheActionWithHalfADocument(List<String> shell) throws Exception {
        Process supervisor = start(shell, "stdin", 60, "echo started");
        ControlDirectory control = control();
        ready(supervisor);
        try (FileChannel channel = control.openFifo("doc")) {
            channel.write(ByteBuffer.wrap("3015617425 6\nabc".getBytes(StandardCharsets.US_ASCII)));
        }

        assertThat(end(supervisor, control)).isEqualTo("bad-document -||");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void givesUpWhereNoDocumentComes(List<String> shell) throws Exception {
        Process supervisor = start(shell, "stdin", 1, "echo started");
        ready(supervisor);

        assertThat(end(supervisor, control())).isEqualTo("no-document -||");
    }

    private String run(List<String> shell, String delivery, int seconds, byte[] document, String action)
            throws Exception {
        Process supervisor = start(shell, delivery, seconds, action);
        ready(supervisor);
        try (FileChannel channel = control().openFifo("doc")) {
            DocumentFrame.write(channel, document);
        }
        return end(supervisor, control());
    }

    private ControlDirectory control;
    private boolean shared;

    private ControlDirectory control() {
        return control;
    }

    private Process start(List<String> shell, String delivery, int seconds, String action) throws IOException {
        control = ControlDirectory.at(root.resolve("control" + System.nanoTime()));
        control.create();
        if (shared) {
            Files.createFile(control.file("shared"));
        }
        try (InputStream script = Launcher.class.getResourceAsStream("supervisor.sh")) {
            Files.copy(script, control.file("supervisor.sh"));
        }
        String setsid = TOOLS.find("setsid").orElseThrow();
        List<String> command = new ArrayList<>(List.of(setsid));
        command.addAll(shell);
        command.add(control.file("supervisor.sh").toString());
        command.addAll(List.of(control.path().toString(), root.toString()));
        command.addAll(List.of(Integer.toString(Math.min(seconds, 30)), Integer.toString(seconds), "1", "1"));
        command.addAll(List.of("100000", delivery, setsid, "sh", "-c", action));
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void ready(Process supervisor) throws IOException {
        BufferedReader output = supervisor.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");
    }

    private static String end(Process supervisor, ControlDirectory control) throws Exception {
        assertThat(supervisor.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return control.exit() + "|" + text(control, OutputStreamName.STDOUT) + "|"
                + text(control, OutputStreamName.STDERR);
    }

    private static String text(ControlDirectory control, OutputStreamName name) throws IOException {
        StreamFiles files = new StreamFiles(control, name);
        StringBuilder text = new StringBuilder(read(new StreamFiles.Part(files.head(), 0, files.headBytes())));
        if (files.leftOut() > 0) {
            text.append("[").append(files.leftOut() + tailBytes(files)).append(" of ");
            text.append(files.capture(1).total()).append("]");
        }
        for (StreamFiles.Part part : files.tail()) {
            text.append(read(part));
        }
        return text.toString();
    }

    private static long tailBytes(StreamFiles files) throws IOException {
        return files.tail().stream().mapToLong(StreamFiles.Part::bytes).sum();
    }

    private static String read(StreamFiles.Part part) throws IOException {
        return new String(
                StreamFiles.read(part.file(), part.from(), Math.toIntExact(part.bytes())), StandardCharsets.UTF_8);
    }
}
