package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.queue.Breaker;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.QueueRule;
import io.jenkins.plugins.attune.engine.queue.Rate;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    @TempDir
    private Path directory;

    private LoadedPack load(String policy) {
        Path pack = Fixtures.pack(directory, "");
        Fixtures.write(pack, "policies/p.yaml", policy);
        return Fixtures.load(pack);
    }

    @Test
    void readsAPolicyOfAttune() {
        LoadedPack loaded = load("ref: mine.slow\naction_ref: mine.act\nparameters: [host, port]\n"
                + "method: enqueue\nthreshold: 3\nrate_limit_max_executions: 10\nrate_limit_window_seconds: 120\n");

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.pack().policies())
                .containsExactly(new PackPolicy(
                        "mine.slow",
                        new ActionRef("mine", "act"),
                        new QueueRule(
                                new KeyPattern("${action}(host=${parameters.host},port=${parameters.port})"),
                                Policy.limit(3).withRate(new Rate(10, 120))),
                        "policies/p.yaml"));
    }

    @Test
    void readsAPolicyOfStackStorm() {
        LoadedPack loaded = load("name: act.concurrency\nresource_ref: mine.act\npolicy_type: action.concurrency.attr\n"
                + "parameters:\n  action: cancel\n  threshold: 1\n  attributes: [host]\n");

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.pack().policies())
                .containsExactly(new PackPolicy(
                        "act.concurrency",
                        new ActionRef("mine", "act"),
                        new QueueRule(
                                new KeyPattern("${action}(host=${parameters.host})"),
                                Policy.limit(1).withMaxWaiting(0)),
                        "policies/p.yaml"));
    }

    @Test
    void readsWhatIsKnownHereOnly() {
        LoadedPack loaded = load("limit: 2\nmax_waiting: 50\nkey: 'all-${pack}'\nrate_limit_max_executions: 5\n"
                + "rate_limit_per: person\ncircuit_breaker: {failures: 4, open_seconds: 30}\n");

        assertThat(loaded.problems()).isEmpty();
        PackPolicy policy = loaded.pack().policies().get(0);
        assertThat(policy.isFor(new ActionRef("mine", "act"))).isTrue();
        assertThat(policy.rule())
                .isEqualTo(new QueueRule(
                        new KeyPattern("all-${pack}"), new Policy(2, 50, null, Rate.perMinute(5), new Breaker(4, 30))));
    }

    @Test
    void whatIsSwitchedOffHasNoEffect() {
        LoadedPack loaded = load("enabled: false\nthreshold: 1\n");

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.pack().policies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold: 0 | 1:1 bad-policy",
                "threshold: many | 1:12 wrong-type",
                "limit: 0 | 1:8 bad-policy",
                "'limit: 1\nkey: ${x}' | 2:6 bad-policy",
                "'limit: 1\nmethod: wait' | 2:9 bad-policy",
                "'limit: 1\naction_ref: other.act' | 2:13 bad-policy",
                "'limit: 1\naction_ref: a b' | 2:13 bad-policy",
                "description: none | 1:1 bad-policy",
                "'policy_type: action.retry\nresource_ref: mine.act' | 1:1 bad-policy",
                "'limit: 1\ncircuit_breaker: {failures: 0, open_seconds: 1}' | 2:29 bad-policy"
            })
    void whatIsWrongIsToldAtItsPlace(String policy, String problem) {
        LoadedPack loaded = load(policy + "\n");

        assertThat(Fixtures.shown(loaded.problems())).containsExactly("policies/p.yaml:" + problem);
        assertThat(loaded.pack().policies()).isEmpty();
        assertThat(loaded.pack().actions()).hasSize(1);
    }

    @Test
    void anActionAsksForItsOwnLimit() {
        LoadedPack loaded =
                Fixtures.load(Fixtures.pack(directory, "concurrency: {limit: 1, key: 'deploy-${parameters.env}'}\n"));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.pack()
                        .actions()
                        .get(new ActionRef("mine", "act"))
                        .limits()
                        .concurrency())
                .isEqualTo(new QueueRule(new KeyPattern("deploy-${parameters.env}"), Policy.limit(1)));
    }
}
