package io.jenkins.plugins.attune.engine.environment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an installer said before it failed, without what helps nobody: its progress, stack traces, advice on the
 * installer itself, retries, and what it says twice.
 *
 * <p>The log has all of it.
 */
final class Complaint {
    /** How many lines are told. */
    private static final int MAX_LINES = 12;

    /** How much is told, in characters. */
    private static final int MAX_CHARACTERS = 2000;

    /** What says nothing before npm's lines, and frames the summary of pip. */
    private static final Pattern FRAME = Pattern.compile("^(?:npm (?:error|ERR!)|│) ?");

    private static final Pattern NOISE = Pattern.compile(
            "Looking in links: .*|note: This .*|hint: See above .*|╰─> See above .*|\\[notice\\] .*|\\[end of output\\]"
                    + "|npm (?:warn|WARN|notice) .*|Traceback \\(most recent call last\\):"
                    + "|During handling of the above exception, .*|The above exception was the direct cause .*"
                    + "|A complete log of this run .*|(?:4\\d\\d )?Note that you can also install .*"
                    + "|(?:4\\d\\d )?tarball, folder, http url, .*|4\\d\\d|[{}]|at .*:\\d+:\\d+\\)?(?: \\{)?"
                    + "|(?:errno|syscall|address|port|type|requiredBy|code): (?:'.*'|\\d+),?");
    private static final Pattern PYTHON_FRAME = Pattern.compile("^(\\s*)File \".*\", line \\d+, in .*");
    private static final Pattern RETRY =
            Pattern.compile("WARNING: Retrying .* after connection broken by '(?:.*?>: )?(.*?)'?\\)?': (\\S+)");

    /** Where the trouble begins; what comes before it is progress. */
    private static final Pattern TROUBLE =
            Pattern.compile("(?i)(?:error|fatal|×|warning: retrying|failed|traceback|exception|npm err).*");

    /** What was being worked on when it began, and where packages were looked for. */
    private static final Pattern SUBJECT = Pattern.compile("(?:Collecting|Processing|Looking in indexes:) .*");

    private Complaint() {}

    /** As one text of bounded length. */
    static String text(List<String> said) {
        List<String> told = told(fromTrouble(said));
        String text = String.join("\n", told.subList(Math.max(0, told.size() - MAX_LINES), told.size()));
        return text.length() <= MAX_CHARACTERS ? text : "… " + text.substring(text.length() - MAX_CHARACTERS);
    }

    /** All of it where no line looks like trouble. */
    private static List<String> fromTrouble(List<String> said) {
        for (int i = 0; i < said.size(); i++) {
            if (TROUBLE.matcher(said.get(i).strip()).matches()) {
                List<String> rest = new ArrayList<>(said.subList(i, said.size()));
                for (int before = i - 1; before >= 0 && rest.size() == said.size() - i; before--) {
                    if (SUBJECT.matcher(said.get(before).strip()).matches()) {
                        rest.add(0, said.get(before));
                    }
                }
                return rest;
            }
        }
        return said;
    }

    private static List<String> told(List<String> said) {
        Set<String> seen = new HashSet<>();
        List<String> told = new ArrayList<>();
        int frame = -1;
        for (String line : said) {
            Matcher python = PYTHON_FRAME.matcher(line);
            if (python.matches()) {
                frame = python.group(1).length();
            } else if (frame < 0 || indentation(line) <= frame) {
                frame = -1;
                String text =
                        RETRY.matcher(FRAME.matcher(line).replaceFirst("")).replaceFirst("$1: $2");
                String words = FRAME.matcher(text.strip()).replaceFirst("");
                if (!words.isEmpty() && !NOISE.matcher(words).matches() && seen.add(words)) {
                    told.add(text.stripTrailing());
                }
            }
        }
        return told;
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }
}
