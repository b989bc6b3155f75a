package io.jenkins.plugins.attune.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.engine.history.PastRun;
import io.jenkins.plugins.attune.engine.history.RunHistory;
import io.jenkins.plugins.attune.run.RecentRuns;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Which runs a request asks for; an empty text is for any.
 *
 * @param action in full
 * @param job part of its full name, in small or capital letters
 * @param status in full
 * @param from number of the first; nothing newer is listed
 */
public record Wanted(String action, String job, String status, long from, int limit) {
    /** Runs on a page. */
    static final int RUNS = 50;

    /** Most that is told at once. */
    static final int MAX_RUNS = 1_000;

    private static final int BAD_REQUEST = 400;

    /** As a request says it; what makes no sense is answered with status 400. */
    static Wanted of(StaplerRequest2 request) {
        return new Wanted(
                text(request, "action"),
                text(request, "job"),
                text(request, "status"),
                number(request, "from", Long.MAX_VALUE, Long.MAX_VALUE),
                (int) number(request, "limit", RUNS, MAX_RUNS));
    }

    private static String text(StaplerRequest2 request, String name) {
        return Util.fixNull(request.getParameter(name)).strip();
    }

    private static long number(StaplerRequest2 request, String name, long otherwise, long most) {
        String text = text(request, name);
        try {
            long number = text.isEmpty() ? otherwise : Long.parseLong(text);
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(name, most);
        }
        throw refused(name, most);
    }

    private static RuntimeException refused(String name, long most) {
        return HttpResponses.errorWithoutStack(BAD_REQUEST, Messages.Wanted_bounds(name, most));
    }

    RunHistory.Query query() {
        return new RunHistory.Query(action.isEmpty() ? null : action, this::matches, from, limit);
    }

    private boolean matches(PastRun run) {
        return (status.isEmpty() || run.ending().status().equals(status))
                && isIn(run.origin().job());
    }

    /** Of those that go on, none has a status to ask for. */
    boolean matches(RecentRuns.Going run) {
        return status.isEmpty()
                && from == Long.MAX_VALUE
                && (action.isEmpty() || run.action().equals(action))
                && isIn(run.build().getParent().getFullName());
    }

    private boolean isIn(String name) {
        return job.isEmpty() || name.toLowerCase(Locale.ROOT).contains(job.toLowerCase(Locale.ROOT));
    }

    /** What an address needs to ask for the same, from a run on. */
    String parameters(@CheckForNull Long start) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("action", action);
        parameters.put("job", job);
        parameters.put("status", status);
        parameters.put("from", start == null ? "" : start.toString());
        parameters.put("limit", limit == RUNS ? "" : String.valueOf(limit));
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
