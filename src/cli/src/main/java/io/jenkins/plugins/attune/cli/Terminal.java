package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * The three streams of the command, and the person in front of it.
 *
 * @param out unbuffered, so that what an action writes is seen at once
 * @param colours whether escape sequences are welcome
 */
record Terminal(InputStream in, OutputStream out, PrintStream err, Prompt prompt, boolean colours) {

    /** Asks for something that must not be seen. */
    interface Prompt {
        /** What was typed, or null where there is nobody to ask; the caller wipes it. */
        @CheckForNull
        char[] ask(String question);
    }

    static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                Terminal::askConsole,
                Ansi.AUTO.enabled());
    }

    /** Standard output for text; the caller flushes it. */
    PrintStream text() {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    Ansi ansi() {
        return colours ? Ansi.ON : Ansi.OFF;
    }

    /** Dresses a fixed text up, such as {@code bold,red}. */
    String styled(String style, String text) {
        return colours ? Ansi.ON.string("@|" + style + " " + text + "|@") : text;
    }

    /** One line to standard error. */
    void notice(String text) {
        err.println("attune: " + text);
    }

    void warn(String text) {
        notice(styled("yellow", "warning:") + " " + text);
    }

    @CheckForNull
    private static char[] askConsole(String question) {
        Console console = System.console();
        return console == null ? null : console.readPassword("%s", question);
    }
}
