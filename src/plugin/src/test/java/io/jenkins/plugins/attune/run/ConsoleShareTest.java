package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.log.LogLimits;
import io.jenkins.plugins.attune.engine.log.LogPages;
import io.jenkins.plugins.attune.engine.log.StoredLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleShareTest {
    private static final long LIMIT = 400;
    private static final long LIVE = 300;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final ConsoleShare share = new ConsoleShare(new LineBreaker(console), LIMIT);
    private long written;

    private StoredLog log() {
        return StoredLog.open(directory, "stdout", LogLimits.defaults(), Runnable::run);
    }

    private LogPages pages() {
        return LogPages.of(directory, "stdout");
    }

    /** Both, as the output of a run goes. */
    private void write(StoredLog log, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        share.write(bytes);
        log.append(bytes, 0, bytes.length);
        written += bytes.length;
        log.mark(written);
    }

    private ConsoleShare.Missing end(ConsoleShare ended) throws IOException {
        ConsoleShare.Missing missing = ended.missing(pages());
        ended.tail(pages(), missing);
        return missing;
    }

    private String shown() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatFitsIsShownWholeAlthoughTheLastPartComesLate() throws IOException {
        try (StoredLog log = log()) {
            write(log, "x".repeat(390));
            assertThat(shown()).isEqualTo("x".repeat(300) + "\n");

            assertThat(end(share).bytes()).isZero();
            assertThat(shown()).isEqualTo("x".repeat(300) + "\n" + "x".repeat(90));
        }
    }

    @Test
    void ofMoreTheFirstAndTheLastPartAreShownAndTheRestIsCounted() throws IOException {
        try (StoredLog log = log()) {
            for (int i = 0; i < 100; i++) {
                write(log, "line %04d\n".formatted(i));
            }
            ConsoleShare.Missing missing = end(share);

            assertThat(shown())
                    .startsWith("line 0000\n")
                    .contains("line 0029\n")
                    .endsWith("line 0098\nline 0099\n");
            assertThat(shown().lines())
                    .allMatch(line -> line.matches("line \\d{4}"))
                    .doesNotHaveDuplicates();
            assertThat(missing.bytes()).isEqualTo(written - console.size());
            assertThat((long) console.size()).isBetween(LIMIT - 10, LIMIT);
            assertThat(missing.leftOut()).isZero();
        }
    }

    @Test
    void whatTheAgentLeftOutIsCountedAndWhatFollowsIsTheLastPart() throws IOException {
        try (StoredLog log = log()) {
            write(log, "first\n");
            log.gap(1000);
            share.leftOut(1000);
            write(log, "last\n");
            assertThat(shown()).isEqualTo("first\n");

            ConsoleShare.Missing missing = end(share);

            assertThat(missing.bytes()).isEqualTo(1000);
            assertThat(missing.leftOut()).isEqualTo(1000);
            assertThat(shown()).isEqualTo("first\nlast\n");
        }
    }

    @Test
    void goesOnAfterARestartAsIfThereHadBeenNone() throws IOException {
        try (StoredLog log = log()) {
            write(log, "a".repeat(350));
        }
        ConsoleShare again = new ConsoleShare(new LineBreaker(console), LIMIT);
        again.resume(pages());
        try (StoredLog log = log()) {
            again.write(new byte[10]);
            log.append(new byte[10], 0, 10);
            log.mark(360);
            assertThat(console.size()).isEqualTo(LIVE + 1);

            assertThat(end(again).bytes()).isZero();
            assertThat(console.size()).isEqualTo(361);
        }
    }

    @Test
    void aGapFromBeforeARestartIsNotForgotten() throws IOException {
        try (StoredLog log = log()) {
            write(log, "first\n");
            log.gap(1000);
            write(log, "lost in the restart\n");
        }
        console.reset();
        ConsoleShare again = new ConsoleShare(new LineBreaker(console), LIMIT);
        again.resume(pages());

        assertThat(again.isPartial()).isTrue();
        assertThat(end(again).bytes()).isEqualTo(1000);
        assertThat(shown()).isEqualTo("lost in the restart\n");
    }

    @Test
    void withoutALogAllThatThereIsRoomForIsShownAsItComes() throws IOException {
        share.write("y".repeat(100).getBytes(StandardCharsets.UTF_8));
        share.withoutLog();
        share.write("y".repeat(1000).getBytes(StandardCharsets.UTF_8));

        ConsoleShare.Missing missing = end(share);

        assertThat(shown()).isEqualTo("y".repeat((int) LIMIT) + "\n");
        assertThat(missing.bytes()).isEqualTo(700);
    }
}
