package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows environments: one line each and a sum for people, or plain values for programs. */
final class EnvListing {
    /** The end of what went wrong: what the installer complained of, and what to do. */
    private static final int PROBLEM_LINES = 2;

    private final List<EnvironmentStatus> environments;

    EnvListing(List<EnvironmentStatus> environments) {
        this.environments = List.copyOf(environments);
    }

    void print(Terminal terminal, Instant now) {
        PrintStream out = terminal.text();
        for (EnvironmentStatus one : environments) {
            String state = one.state().name().toLowerCase(Locale.ROOT);
            out.printf(
                    Locale.ROOT,
                    "%s  %-10s  %10s  %-16s  %s%s%n",
                    one.id(),
                    state,
                    one.usage().bytes() == 0 ? "-" : size(one.usage().bytes()),
                    one.usage().users() > 0 ? "in use" : age(one, now),
                    one.origin().pack(),
                    one.origin().runtime().isEmpty() ? "" : ", " + one.origin().runtime());
            List<String> problem = one.details().problem().lines().toList();
            problem.subList(Math.max(0, problem.size() - PROBLEM_LINES), problem.size())
                    .forEach(line -> out.println("              " + line.strip()));
            if (!one.details().problem().isEmpty() && !one.details().log().isEmpty()) {
                out.println("              log: " + one.details().log());
            }
        }
        long total = environments.stream().mapToLong(one -> one.usage().bytes()).sum();
        out.println(
                environments.size() + (environments.size() == 1 ? " environment, " : " environments, ") + size(total));
        out.flush();
    }

    List<Map<String, Object>> toMaps() {
        return environments.stream().map(EnvListing::map).toList();
    }

    private static Map<String, Object> map(EnvironmentStatus one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", one.id());
        map.put("state", one.state().name().toLowerCase(Locale.ROOT));
        map.put("pack", one.origin().pack());
        map.put("runtime", one.origin().runtime());
        map.put("interpreter", one.origin().interpreter());
        map.put("bytes", one.usage().bytes());
        map.put("builtAt", one.usage().builtAt());
        map.put("buildMs", one.usage().buildMillis());
        map.put("lastUsed", one.usage().lastUsed());
        map.put("users", one.usage().users());
        map.put("problem", one.details().problem());
        map.put("log", one.details().log());
        return map;
    }

    private static String age(EnvironmentStatus one, Instant now) {
        Duration since = Duration.between(Instant.ofEpochMilli(one.usage().lastUsed()), now);
        if (since.toMinutes() < 1) {
            return "just now";
        }
        if (since.toHours() < 1) {
            return since.toMinutes() + " min ago";
        }
        return since.toDays() < 1 ? since.toHours() + " h ago" : since.toDays() + " days ago";
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }
}
