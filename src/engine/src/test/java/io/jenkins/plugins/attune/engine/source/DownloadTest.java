package io.jenkins.plugins.attune.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DownloadTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (over.getCount() > 0) {
                    body.write(new byte[64 << 10]);
                }
            }
        });
        server.createContext("/stuck", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try (exchange) {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private static Download download(Duration time) {
        return new Download(HttpClient.newBuilder(), UrlRules.usual(), time);
    }

    @Test
    @Timeout(30)
    void hangsUpWhereMoreComesThanWasAllowed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        assertThatThrownBy(() -> download(LONG).to(url("/endless"), bytes, 1_000_000))
                .isInstanceOf(PackRefusedException.class)
                .hasMessageContaining("more than 1000000 bytes");
        assertThat(bytes.size()).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    @Timeout(30)
    void givesUpOnABodyThatDoesNotEnd() {
        assertThatThrownBy(() -> download(SHORT).to(url("/stuck"), new ByteArrayOutputStream(), 1_000_000))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("took longer than");
    }

    @Test
    void asksAllowedHostsOnly() {
        Download only =
                new Download(HttpClient.newBuilder(), new UrlRules(Set.of("packs.example.org"), Set.of()), LONG);

        assertThatThrownBy(() -> only.to("https://other.example.org/x", new ByteArrayOutputStream(), 1))
                .hasMessageContaining("not among those allowed");
    }

    @Test
    void whatIsSaidOfAnAddressHoldsNothingSecretOfIt() {
        assertThat(UrlRules.shown("https://me:pass@example.org/x?token=secret#y"))
                .isEqualTo("https://example.org/x");
        assertThat(new PackOrigin.Git("https://me:pass@example.org/x", "main", null))
                .hasToString("https://example.org/x at main");
    }
}
