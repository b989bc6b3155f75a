package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream as it might arrive, and what must be stored of it: each step takes the raw stream a byte further than it
 * stores, as masking does, so that the two are never mixed up.
 */
final class Story {
    /** A part of the stream: bytes, or where there are none, so many left out. */
    private record Step(byte[] bytes, long leftOut) {
        long raw() {
            return bytes.length + leftOut + 1;
        }
    }

    /** What is stored up to a place in the raw stream. */
    record Expected(byte[] bytes, List<Gap> gaps) {}

    private final List<Step> steps = new ArrayList<>();

    Story says(String text) {
        return says(text.getBytes(StandardCharsets.UTF_8));
    }

    Story says(byte[] bytes) {
        steps.add(new Step(bytes, 0));
        return this;
    }

    Story leavesOut(long bytes) {
        steps.add(new Step(new byte[0], bytes));
        return this;
    }

    /** Short, over several segments of seven bytes, with gaps within and between them. */
    static Story small() {
        return new Story()
                .says("abc")
                .says("defghijklm")
                .leavesOut(5)
                .says("nopqrstu")
                .leavesOut(70)
                .leavesOut(7)
                .says("vwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ012345")
                .says("6");
    }

    long raw() {
        return steps.stream().mapToLong(Step::raw).sum();
    }

    /** Tells a log what it has not marked yet, and the place in the raw stream after each mark. */
    void tell(StoredLog log, Marked marked) {
        long position = 0;
        long from = log.rawPosition();
        for (Step step : steps) {
            position += step.raw();
            if (position > from) {
                log.append(step.bytes(), 0, step.bytes().length);
                log.gap(step.leftOut());
                log.mark(position);
                marked.at(position);
            }
        }
    }

    /** Told after each mark. */
    @FunctionalInterface
    interface Marked {
        void at(long raw);
    }

    /**
     * What the steps up to a place in the raw stream leave.
     *
     * @param closed whether what the limit dropped shows already
     */
    Expected upTo(long raw, long maxBytes, boolean closed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Gap> gaps = new ArrayList<>();
        long position = 0;
        long dropped = 0;
        for (Step step : steps) {
            position += step.raw();
            if (position > raw) {
                break;
            }
            int fits = (int) Math.min(step.bytes().length, maxBytes - bytes.size());
            bytes.write(step.bytes(), 0, fits);
            dropped += step.bytes().length - fits;
            if (dropped > 0) {
                dropped += step.leftOut();
            } else if (step.leftOut() > 0) {
                add(gaps, new Gap(bytes.size(), step.leftOut()));
            }
        }
        if (closed && dropped > 0) {
            add(gaps, new Gap(bytes.size(), dropped));
        }
        return new Expected(bytes.toByteArray(), gaps);
    }

    private static void add(List<Gap> gaps, Gap gap) {
        int last = gaps.size() - 1;
        if (last >= 0 && gaps.get(last).offset() == gap.offset()) {
            gaps.set(last, new Gap(gap.offset(), gaps.get(last).bytes() + gap.bytes()));
        } else {
            gaps.add(gap);
        }
    }

    /** Reads a log in pages of a size and compares. */
    static void assertStored(Path directory, String name, Expected expected, int pageBytes) throws IOException {
        LogPages pages = LogPages.of(directory, name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Gap> gaps = new ArrayList<>();
        LogPage page;
        long offset = 0;
        do {
            page = pages.read(offset, pageBytes);
            assertThat(page.bytes().length).isLessThanOrEqualTo(pageBytes);
            assertThat(page.next()).isEqualTo(offset + page.bytes().length);
            bytes.writeBytes(page.bytes());
            gaps.addAll(page.gaps());
            offset = page.next();
        } while (!page.end());
        assertThat(bytes.toByteArray()).isEqualTo(expected.bytes());
        assertThat(gaps).isEqualTo(expected.gaps());
        assertThat(pages.length()).isEqualTo(expected.bytes().length);
    }
}
