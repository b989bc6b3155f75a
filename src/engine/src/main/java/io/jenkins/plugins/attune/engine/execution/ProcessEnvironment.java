package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.EnvVar;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The small environment a process gets: a few variables of the machine by name, what the run brings, and what the
 * runtime's descriptor sets; nothing else of this process's own.
 */
public final class ProcessEnvironment {
    /** Variables of the machine that are handed on; the proxies are also written in small letters. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR");

    private static final List<String> PROXIES = List.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY");

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Map<String, String> variables = new TreeMap<>();

    /** @param machine looks a variable of this machine up; gives null where it is not set */
    public ProcessEnvironment(UnaryOperator<String> machine) {
        INHERITED.forEach(name -> put(name, machine.apply(name)));
        for (String name : PROXIES) {
            put(name, machine.apply(name));
            put(name.toLowerCase(Locale.ROOT), machine.apply(name.toLowerCase(Locale.ROOT)));
        }
        variables.putIfAbsent("PATH", DEFAULT_PATH);
        variables.putIfAbsent("LANG", "C.UTF-8");
    }

    /** Adds variables, or puts them in place of those of the same name. */
    public ProcessEnvironment withAll(Map<String, String> more) {
        more.forEach(this::put);
        return this;
    }

    /**
     * Applies what a descriptor says; templates are replaced by values that stand for themselves, never read by a shell.
     *
     * <p>A variable whose template names an environment is left out while the run has none.
     */
    public ProcessEnvironment apply(Map<String, EnvVar> declared, Map<String, String> templates) {
        declared.forEach((name, variable) -> {
            String value = fill(variable.value(), templates);
            if (!value.contains("{env_dir}")) {
                String before = variables.get(name);
                variables.put(name, before == null || before.isEmpty() ? value : combine(variable, value, before));
            }
        });
        return this;
    }

    /** Keeps clients that go through a proxy from doing so for one host. */
    void reachDirectly(String host) {
        boolean listed = false;
        for (String name : List.of("NO_PROXY", "no_proxy")) {
            String before = variables.get(name);
            if (before != null && !before.isBlank()) {
                variables.put(name, before + "," + host);
                listed = true;
            }
        }
        // Most clients look at one of the two only where the other is missing, and differ in which.
        if (!listed) {
            variables.put("NO_PROXY", host);
            variables.put("no_proxy", host);
        }
    }

    /** Puts a directory before those of a search path. */
    public void prepend(String name, String directory) {
        variables.merge(name, directory, (before, first) -> first + File.pathSeparator + before);
    }

    public Map<String, String> variables() {
        return variables;
    }

    private static String combine(EnvVar variable, String value, String before) {
        return switch (variable.operation()) {
            case SET -> value;
            case PREPEND -> value + variable.separator() + before;
            case APPEND -> before + variable.separator() + value;
        };
    }

    private static String fill(String template, Map<String, String> templates) {
        String value = template;
        for (Map.Entry<String, String> entry : templates.entrySet()) {
            value = value.replace("{" + entry.getKey() + "}", entry.getValue());
        }
        return value;
    }

    private void put(String name, @CheckForNull String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }
}
