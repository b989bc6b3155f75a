package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a controller that was killed goes on with, by what the pipeline had saved then. */
class AttuneKeysExecutionTest {
    private final SavedContext before = new SavedContext();
    private final SavedContext after = new SavedContext();
    private final AttuneKeysExecution step = new AttuneKeysExecution(before);

    @BeforeEach
    void start() throws Exception {
        assertThat(step.start()).isFalse();
    }

    private void resume() throws Exception {
        before.saved(AttuneKeysExecution.class, step, after).onResume();
    }

    @Test
    void aStepWhoseBodyGoesOnWaitsForIt() throws Exception {
        resume();
        assertThat(after.told()).isEmpty();
    }

    @Test
    void aStepWhoseBodyHadEndedEndsLikeIt() throws Exception {
        before.body().onSuccess(before, "result");
        resume();
        assertThat(before.told()).containsExactly("result");
        assertThat(after.told()).containsExactly("result");
    }

    @Test
    void aStepWhoseBodyHadFailedFailsLikeIt() throws Exception {
        before.body().onFailure(before, new AbortException("wrong"));
        resume();
        assertThat(after.told()).singleElement().isInstanceOfSatisfying(AbortException.class, error -> assertThat(error)
                .hasMessage("wrong"));
    }
}
