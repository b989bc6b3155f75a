package io.jenkins.plugins.attune.history;

import io.jenkins.plugins.attune.view.Ages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long the runs of a list took, as bars from the oldest to the newest; those that never began have none. */
public final class DurationChart {
    /** Of the drawing, in its own units, and so are all others. */
    public static final int HEIGHT = 60;

    private static final int STEP = 14;
    private static final int BAR = 10;

    /** So that one that took next to nothing is seen. */
    private static final double LEAST = 2;

    private final List<Bar> bars;
    private final List<Long> sorted;

    private DurationChart(List<Bar> bars, List<Long> sorted) {
        this.bars = List.copyOf(bars);
        this.sorted = List.copyOf(sorted);
    }

    /** One run. */
    public record Bar(RunRow row, int place, double size) {
        public RunState getState() {
            return row.getState();
        }

        public int getX() {
            return place * STEP;
        }

        public String getY() {
            return number(HEIGHT - size);
        }

        public int getWidth() {
            return BAR;
        }

        public String getHeight() {
            return number(size);
        }

        /** For people. */
        public String getText() {
            return row.getBuildName() + ": " + row.getDuration() + ", "
                    + getState().getTitle();
        }

        private static String number(double number) {
            return String.format(Locale.ROOT, "%.1f", number);
        }
    }

    /** @param rows the newest first */
    static DurationChart of(List<RunRow> rows) {
        List<RunRow> begun = new ArrayList<>(
                rows.stream().filter(row -> row.getDurationMs() != null).toList());
        Collections.reverse(begun);
        List<Long> sorted = begun.stream().map(RunRow::getDurationMs).sorted().toList();
        long longest = sorted.isEmpty() ? 1 : Math.max(1, sorted.get(sorted.size() - 1));
        List<Bar> bars = new ArrayList<>();
        for (RunRow row : begun) {
            Long duration = row.getDurationMs();
            double size = duration == null ? 0 : HEIGHT * duration.doubleValue() / longest;
            bars.add(new Bar(row, bars.size(), Math.max(LEAST, size)));
        }
        return new DurationChart(bars, sorted);
    }

    public List<Bar> getBars() {
        return bars;
    }

    public int getCount() {
        return bars.size();
    }

    public int getHeight() {
        return HEIGHT;
    }

    public int getWidth() {
        return bars.size() * STEP;
    }

    /** For people. */
    public String getMedian() {
        return Ages.exact(sorted.get(sorted.size() / 2));
    }

    /** For people. */
    public String getLongest() {
        return Ages.exact(sorted.get(sorted.size() - 1));
    }
}
