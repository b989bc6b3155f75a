package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The environment a process was started with, as {@code /proc} tells it.
 *
 * <p>While a process becomes another program, the kernel shows an environment that is empty or cut off, for some
 * microseconds; a program started in the last moment of a run is in this state often enough. So what can't be found is
 * believed to be missing only where the length agrees with what the kernel says of the process afterwards
 * ({@code env_start} and {@code env_end} of {@code stat}, see proc_pid_stat(5)).
 *
 * @param text null where it can't be read
 * @param whole false where more of it may be seen in a moment
 */
record ProcessVariables(String text, boolean whole) {
    enum Answer {
        YES,
        NO,
        NOT_YET_KNOWN
    }

    private static final Logger LOGGER = Logger.getLogger(ProcessVariables.class.getName());

    /** Of the fields behind the name. */
    private static final int STATE = 0;

    private static final int MEMORY = 20;
    private static final int START = 47;
    private static final int END = 48;

    /** @param process its directory in {@code /proc} */
    static ProcessVariables of(Path process) {
        try {
            String text = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return new ProcessVariables(text, hasNone(fields) || isAll(text.length(), fields));
        } catch (IOException gone) {
            // It has ended meanwhile, or belongs to another user and so is none of ours.
            LOGGER.log(Level.FINEST, "not readable: {0}", process);
            return new ProcessVariables("", true);
        }
    }

    /** Dead, or a part of the kernel. */
    private static boolean hasNone(String[] fields) {
        return "ZX".contains(fields[STATE]) || fields.length <= END || fields[MEMORY].equals("0");
    }

    private static boolean isAll(int length, String[] fields) {
        long start = Long.parseUnsignedLong(fields[START]);
        return start != 0 && Long.parseUnsignedLong(fields[END]) - start == length;
    }

    Answer ask(String name, String value) {
        String variable = name + "=" + value + "\0";
        if (text.startsWith(variable) || text.contains("\0" + variable)) {
            return Answer.YES;
        }
        return whole ? Answer.NO : Answer.NOT_YET_KNOWN;
    }
}
