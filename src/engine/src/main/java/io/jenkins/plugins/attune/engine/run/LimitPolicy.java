package io.jenkins.plugins.attune.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import java.time.Duration;

/**
 * What an administrator grants to runs: of each bound the value where nobody asks for one, and the most that is given.
 *
 * @param timeoutSeconds from the start to the signal to end
 * @param streamBytes of each output stream that are kept
 * @param consoleBytes of each output stream that a console shows; what is kept is the most it can show
 * @param resultBytes of standard output that are read as the result, which is held in memory
 */
public record LimitPolicy(Bound timeoutSeconds, Bound streamBytes, Bound consoleBytes, Bound resultBytes) {
    /** Results are parsed in memory; this is more than any pipeline should carry. */
    public static final int MAX_RESULT_BYTES = 64 << 20;

    /** A console of which less is shown says nothing. */
    public static final long MIN_CONSOLE_BYTES = 1024;

    public static final long DEFAULT_CONSOLE_BYTES = 1L << 20;

    public LimitPolicy {
        timeoutSeconds.requireWithin("the time limit in seconds", 1, RunLimits.MAX_TIMEOUT.toSeconds());
        streamBytes.requireWithin("the log limit", RunLimits.MIN_STREAM_BYTES, RunLimits.MAX_STREAM_BYTES);
        consoleBytes.requireWithin("the console limit", MIN_CONSOLE_BYTES, RunLimits.MAX_STREAM_BYTES);
        resultBytes.requireWithin("the result limit", 1, MAX_RESULT_BYTES);
    }

    /** The usual defaults, and nothing beyond what runs can do: for whoever answers only to themselves. */
    public static LimitPolicy widest() {
        return new LimitPolicy(
                new Bound(RunLimits.DEFAULT_TIMEOUT.toSeconds(), RunLimits.MAX_TIMEOUT.toSeconds()),
                new Bound(RunLimits.DEFAULT_STREAM_BYTES, RunLimits.MAX_STREAM_BYTES),
                new Bound(DEFAULT_CONSOLE_BYTES, RunLimits.MAX_STREAM_BYTES),
                new Bound(RunLimits.DEFAULT_RESULT_BYTES, MAX_RESULT_BYTES));
    }

    /**
     * The bounds of a run.
     *
     * @param declared time limit of the action's file, which is shortened to the most there is: its author could not know
     * @throws InvalidParametersException where the caller asks for more than there is
     */
    RunLimits grant(AskedLimits asked, @CheckForNull Duration declared) throws InvalidParametersException {
        long seconds;
        if (asked.timeout() == null && declared != null) {
            seconds = Math.min(seconds(declared), timeoutSeconds.most());
        } else {
            Long wish = asked.timeout() == null ? null : seconds(asked.timeout());
            seconds = timeoutSeconds.grant(wish, "the time limit", "seconds");
        }
        return new RunLimits(
                Duration.ofSeconds(seconds),
                RunLimits.DEFAULT_GRACE,
                streamBytes.grant(asked.streamBytes(), "the log limit", "bytes"),
                Math.toIntExact(resultBytes.grant(asked.resultBytes(), "the result limit", "bytes")));
    }

    /** Of each stream, how much a console shows. */
    long grantConsole(AskedLimits asked) throws InvalidParametersException {
        return consoleBytes.grant(asked.consoleBytes(), "the console limit", "bytes");
    }

    /** Whether a time limit of an action's file is more than there is. */
    boolean shortens(@CheckForNull Duration declared) {
        return declared != null && seconds(declared) > timeoutSeconds.most();
    }

    private static long seconds(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the time limit must be above zero: " + duration);
        }
        return duration.plusMillis(999).toSeconds();
    }

    /**
     * One bound.
     *
     * @param standard where nobody asks
     * @param most that may be asked for
     */
    public record Bound(long standard, long most) {
        public Bound {
            if (standard > most) {
                throw new IllegalArgumentException("the default " + standard + " is above the maximum " + most);
            }
        }

        private void requireWithin(String what, long least, long limit) {
            if (standard < least || most > limit) {
                throw new IllegalArgumentException(
                        what + " must be between " + least + " and " + limit + ": " + standard + " to " + most);
            }
        }

        private long grant(@CheckForNull Long asked, String what, String unit) throws InvalidParametersException {
            if (asked != null && asked > most) {
                throw new InvalidParametersException(
                        what + " of " + asked + " " + unit + " is above the maximum of " + most,
                        null,
                        "Ask for less, or ask the administrator to raise the maximum.");
            }
            return asked == null ? standard : asked;
        }
    }
}
