package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWatchTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Instant DEADLINE = BEGUN.plus(LIMIT);

    private final List<String> done = new ArrayList<>();
    private final Told subject = new Told();
    private final RunWatch watch = new RunWatch("id", null, subject, BEGUN);

    private final class Told implements RunWatch.Subject {
        @CheckForNull
        private RunState state = RunState.RUNNING;

        private long taken;

        @Override
        public RunState look() {
            return state;
        }

        @Override
        public OutputPosition taken() {
            return new OutputPosition(taken, 0);
        }

        @Override
        public void followAgain() {
            done.add("follow");
        }

        @Override
        public void giveUp(String why) {
            done.add(why);
        }
    }

    private void look(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            watch.check(BEGUN.plusSeconds(10));
        }
    }

    @Test
    void aRunThatGoesOnIsLeftAlone() throws Exception {
        watch.running(DEADLINE, LIMIT);
        look(10);
        watch.check(DEADLINE.plus(RunWatch.SLACK));

        assertThat(done).isEmpty();
        assertThat(watch.getTrouble()).isNull();
    }

    @Test
    void aRunBeyondItsLimitIsNamedAndGivenUp() throws Exception {
        watch.running(DEADLINE, LIMIT);
        watch.check(DEADLINE.plus(RunWatch.SLACK).plusMillis(1));

        assertThat(watch.getTrouble()).isEqualTo("is beyond its time limit and does not end");
        assertThat(done).containsExactly("the run did not end within its time limit, and was given up");
    }

    @Test
    void aRunThatIsNeverStartedIsNamedAndGivenUp() throws Exception {
        watch.check(BEGUN.plus(RunWatch.PREPARE_LIMIT));
        assertThat(done).isEmpty();
        watch.check(BEGUN.plus(RunWatch.PREPARE_LIMIT).plusMillis(1));

        assertThat(watch.getTrouble()).isEqualTo("has not been started within 60 minutes");
        assertThat(done).containsExactly("the run could not be started within 60 minutes");
    }

    @Test
    void aRunWhoseProcessIsGoneIsFollowedAnewWhenNothingComesAnyMore() throws Exception {
        watch.running(DEADLINE, LIMIT);
        subject.state = RunState.ENDED;
        look(RunWatch.LOOKS);
        assertThat(done).isEmpty();
        look(1);

        assertThat(watch.getTrouble()).isEqualTo("has no process any more, and its end was not told");
        assertThat(done).containsExactly("follow");
    }

    @Test
    void outputThatStillComesIsASignOfLife() throws Exception {
        watch.running(DEADLINE, LIMIT);
        subject.state = RunState.ENDED;
        for (int i = 0; i < 10; i++) {
            subject.taken++;
            look(RunWatch.LOOKS);
        }

        assertThat(done).isEmpty();
    }

    @Test
    void aRunWithoutAnAgentIsBoundedElsewhere() throws Exception {
        watch.running(DEADLINE, LIMIT);
        watch.away();
        watch.check(DEADLINE.plusSeconds(100_000));
        assertThat(done).isEmpty();

        watch.running(DEADLINE, LIMIT);
        subject.state = null;
        look(10);
        assertThat(done).isEmpty();
    }

    @Test
    void troubleIsOverWhenTheRunIsSeenToGoOn() throws Exception {
        watch.running(DEADLINE, LIMIT);
        subject.state = RunState.GONE;
        look(RunWatch.LOOKS + 1);
        subject.state = RunState.RUNNING;
        look(1);

        assertThat(watch.getTrouble()).isNull();
    }

    @Test
    void whatIsBeingPreparedHasItsTimeLimitStillBeforeIt() throws Exception {
        watch.running(DEADLINE, LIMIT);
        subject.state = RunState.PREPARING;
        Instant last = DEADLINE.plusSeconds(1800);
        for (Instant now = BEGUN; now.isBefore(last); now = now.plusSeconds(60)) {
            watch.check(now);
        }
        subject.state = RunState.RUNNING;
        watch.check(last);
        assertThat(done).isEmpty();

        watch.check(last.plus(LIMIT).plus(RunWatch.SLACK));
        assertThat(done).containsExactly("the run did not end within its time limit, and was given up");
    }

    @Test
    void preparationIsBoundedToo() throws Exception {
        watch.running(DEADLINE, LIMIT);
        subject.state = RunState.PREPARING;
        watch.check(BEGUN.plus(RunWatch.PREPARE_LIMIT).plusMillis(1));

        assertThat(done).containsExactly("the run could not be started within 60 minutes");
    }
}
