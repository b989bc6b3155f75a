package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Spoils each file of a log at each byte: what opens is the state of one of the last two marks, or an empty log. */
@ExtendWith(QuietLogging.class)
class StoredLogDamageTest {
    private static final LogLimits LIMITS = new LogLimits(19, 1000);

    @TempDir
    Path root;

    private final Story story = Story.small();
    private final List<Long> marks = new ArrayList<>(List.of(0L));
    private Path original;
    private int copies;

    @BeforeEach
    void writeLogThatIsNotClosed() {
        original = root.resolve("original");
        StoredLog log = StoredLog.open(original, "stdout", LIMITS, Runnable::run);
        story.tell(log, marks::add);
    }

    @Test
    void fileOfMarksWithAByteChangedFallsBackToTheMarkBefore() throws IOException {
        List<Long> found = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(original.resolve("stdout.position"));
        for (int i = 0; i < bytes.length; i++) {
            found.add(openedWith("stdout.position", changed(bytes, i)));
        }

        long last = marks.get(marks.size() - 1);
        long before = marks.get(marks.size() - 2);
        assertThat(found).hasSize(2 * Mark.BYTES).containsOnly(last, before);
        assertThat(found).filteredOn(raw -> raw == before).hasSize(Mark.BYTES);
    }

    @Test
    void fileOfMarksCutAnywhereFallsBack() throws IOException {
        byte[] bytes = Files.readAllBytes(original.resolve("stdout.position"));
        for (int length = 0; length < bytes.length; length++) {
            long raw = openedWith("stdout.position", cut(bytes, length));
            assertThat(raw).isEqualTo(length < Mark.BYTES ? 0 : marks.get(marks.size() - 1));
        }
    }

    @Test
    void indexSpoiltAnywhereIsNotTrusted() throws IOException {
        byte[] bytes = Files.readAllBytes(original.resolve("stdout.index"));
        assertThat(bytes).hasSize(IndexContent.HEADER_BYTES + 3 * IndexContent.ENTRY_BYTES);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(openedWith("stdout.index", changed(bytes, i))).isZero();
            assertThat(openedWith("stdout.index", cut(bytes, i))).isZero();
        }
    }

    @Test
    void segmentsThatLackBytesLeadBackToAMarkBeforeThem() throws IOException {
        List<Long> found = new ArrayList<>();
        for (Path segment : segments()) {
            byte[] bytes = Files.readAllBytes(segment);
            for (int length = 0; length < bytes.length; length++) {
                found.add(openedWith(segment.getFileName().toString(), cut(bytes, length)));
            }
        }

        assertThat(found).contains(0L, marks.get(marks.size() - 2)).doesNotContain(marks.get(marks.size() - 1));
    }

    @Test
    void segmentsWithBytesBehindTheMarkAreCut() throws IOException {
        Path segment = segments().get(segments().size() - 1);
        byte[] longer = cut(Files.readAllBytes(segment), 12);

        assertThat(openedWith(segment.getFileName().toString(), longer)).isEqualTo(marks.get(marks.size() - 1));
    }

    /** The raw position of a copy with one file replaced, after everything else about it was checked. */
    private long openedWith(String file, byte[] content) throws IOException {
        copies++;
        Path copy = root.resolve(Integer.toString(copies));
        Files.createDirectory(copy);
        try (Stream<Path> files = Files.list(original)) {
            for (Path source : files.toList()) {
                Files.copy(source, copy.resolve(source.getFileName()));
            }
        }
        Files.write(copy.resolve(file), content);

        StoredLog log = StoredLog.open(new LogFiles(copy, "stdout"), LIMITS, Runnable::run, MeteredStorage.plenty());
        long raw = log.rawPosition();
        assertThat(log.failed()).isNull();
        assertThat(marks).contains(raw);
        Story.assertStored(copy, "stdout", story.upTo(raw, LIMITS.maxBytes(), false), 100);
        story.tell(log, position -> {});
        log.close();
        Story.assertStored(copy, "stdout", story.upTo(story.raw(), LIMITS.maxBytes(), true), 100);
        return raw;
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(original)) {
            return files.filter(file -> file.toString().contains(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 0x10;
        return changed;
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }
}
