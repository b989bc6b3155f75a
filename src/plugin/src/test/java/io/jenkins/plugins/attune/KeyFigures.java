package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * How many callers a second the key bridge of an agent refuses, each with a connection of its own, and what the action
 * itself notices; no part of the build, since the machine decides: {@code mvn -Pjenkins verify -Dtest=KeyFigures
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@WithJenkins
class KeyFigures {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int SECONDS = Integer.getInteger("attune.figures.seconds", 20);

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    @TempDir
    private Path outside;

    @Test
    void refusals(JenkinsRule rule) throws Exception {
        REMOTE.connect(rule);
        Fixtures.secretText(rule.jenkins, "secret", "a secret of no interest");
        for (int callers : List.of(1, 8, 64)) {
            Path directory = Files.createDirectory(outside.resolve("with" + callers));
            WorkflowJob job = Fixtures.pipeline(rule, "p" + callers, """
                    node('remote') {
                      def r = attuneRun action: 'keyed.callers', packs: 'packs', keys: [k: 'secret'],
                          parameters: [role: 'measure', outside: '%s']
                      echo "${r.output}"
                    }
                    """.formatted(directory));
            Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
            WorkflowRun build = Fixtures.started(job);
            await().atMost(BOUND).until(() -> Files.exists(directory.resolve("measure.address")));
            Files.createFile(directory.resolve("flood"));
            await().atMost(BOUND).until(() -> Files.exists(directory.resolve("flooded")));
            long refused = flood(Files.readAllLines(directory.resolve("measure.address")), callers);
            Files.createFile(directory.resolve("gate"));
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            System.out.printf(
                    Locale.ROOT,
                    "%d callers at once: %,d refusals in %d s, %,d a second; answers to the action, ms (median, longest,"
                            + " number): %s%n",
                    callers,
                    refused,
                    SECONDS,
                    refused / SECONDS,
                    JenkinsRule.getLog(build)
                            .lines()
                            .filter(line -> line.startsWith("[alone"))
                            .toList());
        }
    }

    private static long flood(List<String> address, int callers) throws Exception {
        String place = address.get(0).substring("http://".length());
        byte[] request = ("GET /api/v1/keys/k HTTP/1.0\r\nHost: " + place + "\r\nAuthorization: Bearer "
                        + address.get(1) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        int port = Integer.parseInt(place.substring(place.indexOf(':') + 1));
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        AtomicLong refused = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CompletableFuture.allOf(IntStream.range(0, callers)
                            .mapToObj(caller -> CompletableFuture.runAsync(
                                    () -> {
                                        while (System.nanoTime() < end) {
                                            assertThat(answer(port, request)).startsWith("HTTP/1.1 403");
                                            refused.incrementAndGet();
                                        }
                                    },
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .get();
        } finally {
            threads.shutdown();
        }
        return refused.get();
    }

    private static String answer(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
            socket.getOutputStream().write(request);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
