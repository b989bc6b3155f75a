package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets a file from a server, bounded in size, time and number of redirections, each of which is checked. */
public final class Download {
    /** For one file with all its redirections. */
    public static final Duration DEFAULT_TIME = Duration.ofMinutes(5);

    private static final Duration CONNECT_TIME = Duration.ofSeconds(20);
    private static final int MAX_REDIRECTIONS = 5;
    private static final int OK = 200;

    private final HttpClient client;
    private final UrlRules rules;
    private final Duration time;

    /**
     * @param client proxy and authentication of proxies are its affair; redirections are not
     * @param time for one file
     */
    public Download(HttpClient.Builder client, UrlRules rules, Duration time) {
        this.client = client.followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIME)
                .build();
        this.rules = rules;
        this.time = time;
    }

    UrlRules rules() {
        return rules;
    }

    /**
     * Writes what is at an address, as it comes, and returns its checksum.
     *
     * @param maxBytes where there are more, it is refused
     */
    Sha256 to(String url, OutputStream target, long maxBytes)
            throws AttuneException, IOException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        URI address = rules.check(url);
        for (int redirections = 0; redirections <= MAX_REDIRECTIONS; redirections++) {
            BoundedBody body = BoundedBody.to(target, maxBytes);
            HttpResponse<Sha256> response = ask(address, body, deadline);
            if (response.statusCode() == OK) {
                return response.body();
            }
            String next = response.headers().firstValue("location").orElse("");
            if (response.statusCode() / 100 != 3 || next.isEmpty()) {
                throw unavailable(url, "answered with " + response.statusCode(), null);
            }
            address = rules.check(resolve(address, next), address.toString());
        }
        throw unavailable(url, "redirects more than " + MAX_REDIRECTIONS + " times", null);
    }

    private HttpResponse<Sha256> ask(URI address, BoundedBody body, long deadline)
            throws AttuneException, IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).header("User-Agent", "attune").build();
        CompletableFuture<HttpResponse<Sha256>> answer =
                client.sendAsync(request, info -> info.statusCode() == OK ? body : BoundedBody.nowhere());
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unavailable(address.toString(), "took longer than " + time.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BoundedBody.TooLargeException) {
                throw new PackRefusedException(
                        "the file has more than " + body.maxBytes() + " bytes",
                        UrlRules.shown(address.toString()),
                        null,
                        e);
            }
            throw unavailable(address.toString(), "can't be reached (" + reason(e) + ")", e);
        } finally {
            // Where it has come to an end this does nothing.
            answer.cancel(true);
            body.close();
        }
    }

    private static String reason(ExecutionException error) {
        Throwable cause = error.getCause();
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + EntryName.shown(message));
    }

    private static String resolve(URI address, String location) throws SourceUnavailableException {
        try {
            return address.resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw unavailable(address.toString(), "redirects to what is no address", e);
        }
    }

    private static SourceUnavailableException unavailable(String url, String what, @CheckForNull Throwable cause) {
        return new SourceUnavailableException(
                UrlRules.shown(url) + " " + what, null, "Try it again later, or name another source.", cause);
    }
}
