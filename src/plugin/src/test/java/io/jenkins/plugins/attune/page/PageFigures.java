package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.DirectorySetting;
import io.jenkins.plugins.attune.config.PackSettings;
import io.jenkins.plugins.attune.engine.history.PastRun;
import io.jenkins.plugins.attune.packs.PackDesk;
import io.jenkins.plugins.attune.packs.PackTask;
import io.jenkins.plugins.attune.run.RecentRuns;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Measures how long each page takes with 100 packs and 10,000 runs, and what they take of the heap; not part of the build:
 * {@code mvn -Pjenkins … -Dtest=PageFigures}.
 */
@WithJenkins
class PageFigures {
    private static final int PACKS = 100;
    private static final int ACTIONS = 20;
    private static final int RUNS = 10_000;
    private static final int JOBS = 200;
    private static final int WARM = 15;
    private static final int SAMPLES = 25;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final Random random = new Random(7);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private JenkinsRule rule;

    @Test
    void measure(JenkinsRule jenkins, @TempDir Path packs) throws Exception {
        rule = jenkins;
        for (int i = 0; i < JOBS; i++) {
            rule.createFreeStyleProject("job-" + i);
        }
        visitAll(1);
        double before = heap();
        long begun = System.nanoTime();
        install(packs);
        double withPacks = heap();
        System.out.printf(
                "%d packs with %d actions each: installed in %.1f s, %.1f MiB of heap%n",
                PACKS, ACTIONS, (System.nanoTime() - begun) / 1e9, withPacks - before);
        for (int i = 0; i < RUNS; i++) {
            record(i);
        }
        double withRuns = heap();
        System.out.printf("%d runs: %.1f MiB of heap%n", RUNS, withRuns - withPacks);
        visitAll(WARM);
        System.out.println("| page | bytes | median, ms | 95 %, ms |");
        System.out.println("|---|---|---|---|");
        for (String path : pages()) {
            List<Double> times = new ArrayList<>();
            int bytes = 0;
            for (int i = 0; i < SAMPLES; i++) {
                long start = System.nanoTime();
                bytes = visit(path);
                times.add((System.nanoTime() - start) / NANOS_PER_MILLI);
            }
            times.sort(null);
            System.out.printf(
                    "| %s | %d | %.0f | %.0f |%n", path, bytes, times.get(SAMPLES / 2), times.get(SAMPLES * 95 / 100));
        }
        System.out.printf("heap after all pages: %.1f MiB more than at the beginning%n", heap() - before);
    }

    private static List<String> pages() {
        return List.of(
                "attune/",
                "attune/packs/",
                "attune/packs/pack-7/",
                "attune/packs/pack-7/action_7/",
                "attune/runs/",
                "attune/runs/?action=pack-7.action_7",
                "attune/runs/?job=job-7&status=failed",
                "attune/queues/",
                "attune/environments/",
                "attune/api/json",
                "attune/packs/api/json",
                "attune/packs/pack-7/api/json",
                "attune/packs/pack-7/action_7/api/json",
                "attune/runs/api/json",
                "attune/runs/api/json?limit=1000");
    }

    private void visitAll(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            for (String path : pages()) {
                if (!path.contains("pack-7") || times > 1) {
                    visit(path);
                }
            }
        }
    }

    private int visit(String path) throws Exception {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(rule.getURL() + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body().length;
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_PER_MIB;
    }

    private static void install(Path packs) throws Exception {
        for (int i = 0; i < PACKS; i++) {
            Path actions = Files.createDirectories(packs.resolve("pack-" + i).resolve("actions"));
            Files.writeString(
                    actions.resolveSibling("pack.yaml"),
                    "ref: pack-" + i + "\nlabel: Pack " + i + "\ndescription: Made for figures.\nversion: 1.0." + i
                            + "\n");
            Files.writeString(actions.resolve("run.sh"), "#!/bin/sh\n");
            for (int j = 0; j < ACTIONS; j++) {
                Files.writeString(actions.resolve("action_" + j + ".yaml"), """
                        ref: pack-%d.action_%d
                        description: Does one thing of many.
                        runner_type: shell
                        entry_point: run.sh
                        parameters:
                          host: {type: string, required: true, description: Where.}
                          port: {type: integer, default: 443, minimum: 1, maximum: 65535, description: Which port.}
                          token: {type: string, secret: true, required: true, description: Who.}
                          mode: {type: string, enum: [fast, slow], default: fast, description: How.}
                        """.formatted(i, j));
            }
        }
        PackSettings settings = new PackSettings();
        settings.setSources(List.of(new DirectorySetting(packs.toString())));
        AttuneConfiguration.get().setPacks(settings);
        for (int i = 0; i < PACKS; i++) {
            PackDesk.get().install("pack-" + i);
        }
        await().atMost(Duration.ofMinutes(5))
                .until(() -> PackDesk.get().tasks().stream().allMatch(PackTask::hasEnded));
        assertThat(PackDesk.get().tasks()).hasSize(PACKS).noneMatch(PackTask::hasFailed);
    }

    private void record(int number) {
        long running = random.nextInt(5000);
        RecentRuns.get()
                .add(new PastRun(
                        UUID.randomUUID().toString(),
                        "pack-" + random.nextInt(PACKS) + ".action_" + random.nextInt(ACTIONS),
                        new PastRun.Origin(
                                "job-" + random.nextInt(JOBS), number % 50 + 1, "ada", "agent-" + number % 9, "1.0.0"),
                        new PastRun.Ending(random.nextInt(9) == 0 ? "failed" : "succeeded", null, 0),
                        new PastRun.Times(System.currentTimeMillis(), 3L, 2L, running, running + 40)));
    }
}
