package io.jenkins.plugins.attune.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.history.PastRun;
import io.jenkins.plugins.attune.view.Ages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The stages of a run, one behind the other, each as wide as its part of the whole. */
public record StageBar(List<Stage> stages) {
    private static final double WHOLE = 100;

    public StageBar {
        stages = List.copyOf(stages);
    }

    /**
     * One stage.
     *
     * @param kind for the style sheet
     * @param begin in percent of the whole
     * @param width in percent of the whole
     */
    public record Stage(String kind, String title, long millis, double begin, double width) {
        public String getKind() {
            return kind;
        }

        public String getTitle() {
            return title;
        }

        /** As SVG takes it. */
        public String getX() {
            return percent(begin);
        }

        /** As SVG takes it. */
        public String getWidth() {
            return percent(width);
        }

        /** For people. */
        public String getText() {
            return title + " " + Ages.exact(millis);
        }

        private static String percent(double number) {
            return String.format(Locale.ROOT, "%.2f%%", number);
        }
    }

    public static StageBar of(PastRun.Times times) {
        long queued = millis(times.queuedMs());
        long environment = millis(times.environmentMs());
        long running = millis(times.durationMs());
        // Clocks of two machines are in it, and stages are rounded each for itself.
        long rest = Math.max(0, times.totalMs() - queued - environment - running);
        long whole = Math.max(1, queued + environment + running + rest);
        List<Stage> stages = new ArrayList<>();
        double begin = 0;
        for (Stage stage : all(queued, rest, environment, running)) {
            double width = WHOLE * stage.millis() / whole;
            if (stage.millis() > 0) {
                stages.add(new Stage(stage.kind(), stage.title(), stage.millis(), begin, width));
            }
            begin += width;
        }
        return new StageBar(stages);
    }

    private static List<Stage> all(long queued, long rest, long environment, long running) {
        return List.of(
                new Stage("queue", Messages.StageBar_queue(), queued, 0, 0),
                new Stage("prepare", Messages.StageBar_prepare(), rest, 0, 0),
                new Stage("environment", Messages.StageBar_environment(), environment, 0, 0),
                new Stage("run", Messages.StageBar_run(), running, 0, 0));
    }

    /** All there are, in their order, for a legend. */
    static List<Stage> kinds() {
        return all(0, 0, 0, 0);
    }

    private static long millis(@CheckForNull Long measured) {
        return measured == null ? 0 : Math.max(0, measured);
    }

    public List<Stage> getStages() {
        return stages;
    }

    /** All of it in words. */
    public String getText() {
        return stages.stream().map(Stage::getText).collect(Collectors.joining(", "));
    }
}
