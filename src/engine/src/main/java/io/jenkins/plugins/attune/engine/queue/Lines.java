package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines by their keys, and which of them are to be looked at. Guarded by the lock of {@link Queues}. */
final class Lines {
    private final Map<String, Line> byKey = new HashMap<>();
    private final Deque<Line> marked = new ArrayDeque<>();
    private final Set<Line> touched = new LinkedHashSet<>();
    private final SettingsBook settings;
    private final StandingBook standing = new StandingBook();
    private final Effects effects;

    Lines(SettingsBook settings, Effects effects) {
        this.settings = settings;
        this.effects = effects;
    }

    @CheckForNull
    Line find(String key) {
        return byKey.get(key);
    }

    Line get(String key) {
        return byKey.computeIfAbsent(key, this::unused);
    }

    /** A line that nobody is in, and that is not kept. */
    Line unused(String key) {
        return new Line(key, settings.of(key), standing);
    }

    StandingBook standing() {
        return standing;
    }

    Collection<Line> all() {
        return new ArrayList<>(byKey.values());
    }

    @CheckForNull
    BreakerState breakerIfAny(String key) {
        Line line = byKey.get(key);
        return line == null ? null : line.breakerIfAny();
    }

    /** What applies to a claim, where it may have no line yet. */
    AppliedPolicy policy(Claim claim) {
        Line line = byKey.get(claim.key());
        return (line == null ? unused(claim.key()) : line).policy(claim);
    }

    /** The line's first ticket may be able to start. */
    void mark(Line line) {
        touched.add(line);
        if (!line.isDirty()) {
            line.dirty(true);
            marked.add(line);
        }
    }

    void markAll() {
        byKey.values().forEach(this::mark);
    }

    @CheckForNull
    Line nextMarked() {
        Line line = marked.poll();
        if (line != null) {
            line.dirty(false);
        }
        return line;
    }

    /** Has the line looked at again at a time, unless it will be earlier. */
    void wake(Line line, long atMillis) {
        if (atMillis < line.wakeAt()) {
            line.wakeAt(atMillis);
            effects.wake(line.key(), atMillis);
        }
    }

    private void forget(@CheckForNull BreakerState breaker) {
        if (breaker != null && !breaker.saved().isReset()) {
            breaker.reset();
            effects.save(breaker.saved());
        }
    }

    /** Tells of the lines that were touched, and forgets those that nobody needs. */
    void tidy(long now) {
        List<Line> all = List.copyOf(touched);
        touched.clear();
        for (Line line : all) {
            String key = line.key();
            effects.tell(listener -> listener.changed(key));
            if (line.isUsed()) {
                continue;
            }
            long until = line.rememberedUntil(now);
            if (until <= now) {
                byKey.remove(key, line);
                forget(line.breakerIfAny());
            } else {
                wake(line, until);
            }
        }
    }
}
