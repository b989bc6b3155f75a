package io.jenkins.plugins.attune.cli;

/** Where the process begins: its own streams, environment and directory go in, an exit code comes out. */
public final class Main {
    private Main() {}

    /** @param arguments as {@code attune --help} explains them */
    public static void main(String[] arguments) throws Exception {
        QuietLogging.install();
        Surroundings surroundings = Surroundings.ofProcess();
        int code = Attune.execute(surroundings, arguments);
        surroundings.services().close();
        System.exit(code);
    }
}
