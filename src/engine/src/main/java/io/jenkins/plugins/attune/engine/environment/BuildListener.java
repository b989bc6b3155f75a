package io.jenkins.plugins.attune.engine.environment;

/** Told how a build gets on; called by the thread that builds, so it must not wait for anything. */
@FunctionalInterface
public interface BuildListener {
    /** One line for people, such as {@code installing packages with pip 24.2}. */
    void phase(String line);

    /** For those who only want the result. */
    static BuildListener silent() {
        return line -> {};
    }
}
