package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import io.jenkins.plugins.attune.engine.pack.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a controller writes down of a run before it starts it, so that it can be followed again after a restart: ids,
 * paths and how to read the result; no parameter, and of a secret only where it came from.
 *
 * @param machine name of the machine that runs it, as the controller calls it
 * @param origin who began it, and with what
 */
public record RunMemo(RunTrace trace, String machine, ResultSpec spec, Bounds bounds, Origin origin) {
    private static final String FILE = "run.json";

    /** Lenient, because a build is read by later versions as well. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * What has to be told of a run at its end, and is known at its beginning only.
     *
     * @param user in whose name the build ran
     * @param begun milliseconds since the epoch
     * @param pack the version and the content that ran
     * @param credentials parameter name to credential id: what is to be hidden must be known again
     * @param turn what it waited for
     */
    public record Origin(String user, long begun, PackIdentity pack, Map<String, String> credentials, Turn turn) {
        /** @param turn null in what an earlier version saved */
        public Origin(
                String user, long begun, PackIdentity pack, Map<String, String> credentials, @CheckForNull Turn turn) {
            this.user = user;
            this.begun = begun;
            this.pack = pack;
            this.credentials = Collections.unmodifiableMap(new TreeMap<>(credentials));
            this.turn = turn == null ? Turn.NONE : turn;
        }
    }

    /**
     * How it came to its turn.
     *
     * @param waitedMillis in the queues
     * @param queues the keys of those in which it holds slots
     */
    public record Turn(long waitedMillis, List<String> queues) {
        /** Of a run that nobody bounds. */
        public static final Turn NONE = new Turn(0, List.of());

        public Turn {
            queues = List.copyOf(queues);
        }
    }

    /** The same run, which was asked for at a time and has come to its turn. */
    public RunMemo atTurn(long askedMillis, Turn turn) {
        return new RunMemo(
                trace,
                machine,
                spec,
                bounds,
                new Origin(origin.user(), askedMillis, origin.pack(), origin.credentials(), turn));
    }

    /**
     * How far it may go, as far as the controller is concerned.
     *
     * @param streamBytes of each output stream that are kept
     * @param consoleBytes of each output stream that the console shows
     * @param retention of its logs, as the action's file wants it; null where it does not care
     */
    public record Bounds(
            long timeoutSeconds,
            long streamBytes,
            long consoleBytes,
            @CheckForNull Action.LogRetention retention) {
        /** Of a plan. */
        public static Bounds of(RunPlan plan) {
            RunLimits limits = plan.limits();
            return new Bounds(
                    limits.timeout().toSeconds(),
                    limits.streamBytes(),
                    plan.consoleBytes(),
                    plan.action().limits().retention());
        }
    }

    /** Writes it into a directory, in one step: it is there as a whole, or not at all. */
    public void save(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path fresh = directory.resolve(FILE + ".new");
        Files.writeString(fresh, MAPPER.writeValueAsString(this));
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads it from the directory; null where the run never came so far as to be started. */
    @CheckForNull
    public static RunMemo load(Path directory) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(directory.resolve(FILE)), RunMemo.class);
        } catch (NoSuchFileException never) {
            return null;
        }
    }

    /** When it was written. */
    public static Instant saved(Path directory) throws IOException {
        return Files.getLastModifiedTime(directory.resolve(FILE)).toInstant();
    }
}
