package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/**
 * The variables of a build at the place where an action is called, and which of them hold secrets: bound by {@code
 * withCredentials} or its like, or parameters of the build that Jenkins treats as secret.
 *
 * @param all variables, {@code withEnv} included; few of them reach the process
 * @param secrets names and values of the secret ones
 */
public record BuildVariables(EnvVars all, Map<String, String> secrets) {
    public BuildVariables {
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    }

    /** In a pipeline. */
    public static BuildVariables of(EnvVars all, @CheckForNull EnvironmentExpander expander, Run<?, ?> build) {
        Set<String> names = sensitiveParameters(build);
        if (expander != null) {
            names.addAll(expander.getSensitiveVariables());
        }
        return new BuildVariables(all, values(names, Map.of(), all));
    }

    /** In a build step; what wrappers bind is not among the variables of its environment. */
    public static BuildVariables of(EnvVars all, Run<?, ?> build) {
        Set<String> names = sensitiveParameters(build);
        Map<String, String> more = Map.of();
        if (build instanceof AbstractBuild<?, ?> project) {
            names.addAll(project.getSensitiveBuildVariables());
            more = project.getBuildVariables();
        }
        return new BuildVariables(all, values(names, more, all));
    }

    private static Set<String> sensitiveParameters(Run<?, ?> build) {
        Set<String> names = new TreeSet<>();
        for (ParametersAction parameters : build.getActions(ParametersAction.class)) {
            parameters.getAllParameters().stream()
                    .filter(ParameterValue::isSensitive)
                    .map(ParameterValue::getName)
                    .forEach(names::add);
        }
        return names;
    }

    private static Map<String, String> values(Set<String> names, Map<String, String> first, EnvVars second) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            String value = first.containsKey(name) ? first.get(name) : second.get(name);
            values.put(name, value == null ? "" : value);
        }
        return values;
    }

    /** The values, to be hidden; the caller wipes them. */
    List<SecretValue> toHide() {
        return secrets.values().stream()
                .map(value -> SecretValue.taking(value.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Those for the process, without any that is secret or holds a secret. */
    Map<String, String> forProcess() {
        return ContextVariables.of(all, withheld());
    }

    /** Names that are kept from the process for the secrets they hold. */
    SortedSet<String> withheld() {
        SortedSet<String> withheld = new TreeSet<>(secrets.keySet());
        ContextVariables.of(all, Set.of()).forEach((name, value) -> {
            if (secrets.values().stream().anyMatch(secret -> tells(name, value, secret))) {
                withheld.add(name);
            }
        });
        return withheld;
    }

    /** A proxy may be given with its password; a PATH that holds the word which is also a password is still a PATH. */
    private static boolean tells(String name, String value, String secret) {
        return value.equals(secret)
                || secret.length() >= SecretMask.SHORTEST_BYTES
                        && ContextVariables.isProxy(name)
                        && value.contains(secret);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "BuildVariables" + all.keySet();
    }
}
