package io.jenkins.plugins.attune.run;

import hudson.EnvVars;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The few variables of a build that its actions get.
 *
 * <p>A list of names and not everything, because {@code withCredentials} puts secrets among them.
 */
final class ContextVariables {
    /** Says which build it is, and lets Jenkins find what a node block left running. */
    private static final List<String> BUILD = List.of("BUILD_NUMBER", "BUILD_URL", "JENKINS_NODE_COOKIE", "JOB_NAME");

    /** What an agent or {@code withEnv} may set for programs in general. */
    private static final List<String> MACHINE = List.of("PATH", "LANG", "TZ", "TMPDIR");

    /** Those of a machine that are not its own any more where they were set for the build. */
    private static final List<String> PLACE = List.of("PATH", "TMPDIR");

    private static final List<String> PROXIES = List.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY");

    private ContextVariables() {}

    /** @param withheld names that must not be among them, whoever bound them */
    static Map<String, String> of(EnvVars build, Set<String> withheld) {
        Map<String, String> chosen = new TreeMap<>();
        BUILD.forEach(name -> copy(build, name, chosen));
        MACHINE.forEach(name -> copy(build, name, chosen));
        PROXIES.forEach(name -> {
            copy(build, name, chosen);
            copy(build, name.toLowerCase(Locale.ROOT), chosen);
        });
        chosen.keySet().removeAll(withheld);
        return chosen;
    }

    /** For another place than the agent, a container: what the agent itself has, and its paths, mean nothing there. */
    static Map<String, String> elsewhere(Map<String, String> chosen, EnvVars agent) {
        Map<String, String> fit = new TreeMap<>(chosen);
        fit.keySet().removeAll(PLACE);
        fit.entrySet().removeIf(variable -> variable.getValue().equals(agent.get(variable.getKey())));
        return fit;
    }

    static boolean isProxy(String name) {
        return PROXIES.contains(name.toUpperCase(Locale.ROOT));
    }

    private static void copy(EnvVars from, String name, Map<String, String> to) {
        // EnvVars ignores case in names; only what is written exactly like this counts.
        from.forEach((key, value) -> {
            if (key.equals(name)) {
                to.put(name, value);
            }
        });
    }
}
