package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.describe.CallExamples;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An action as a page for people.
 *
 * @param obstacle why it does not run here; null where it does
 */
record ActionPage(
        ResolvedAction resolved,
        String directory,
        @CheckForNull String obstacle,
        KeyPage keys) {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";
    private static final String DEEP_INDENT = "      ";

    void print(PrintStream out, Terminal terminal) {
        Action action = resolved.action();
        out.println(terminal.styled("bold", action.ref().toString()) + "  "
                + action.about().label());
        if (!action.about().description().isBlank()) {
            out.println();
            out.println(TextWrap.wrap(action.about().description(), "", WIDTH));
        }
        if (obstacle != null) {
            out.println();
            out.println(terminal.styled("yellow", "Does not run here:") + " " + obstacle);
        }
        out.println();
        facts(out, action);
        heading(out, terminal, "Parameters");
        if (action.contract().parameters().isOpen()) {
            out.println(INDENT + "None declared: it takes anything.");
        }
        action.contract().parameters().properties().forEach(property -> property(out, terminal, property));
        if (!keys.needs().isEmpty()) {
            heading(out, terminal, "Keys");
            keys.lines().forEach(line -> out.println(INDENT + line));
        }
        if (!action.contract().output().properties().isEmpty()) {
            heading(out, terminal, "Result");
            action.contract().output().properties().forEach(property -> property(out, terminal, property));
        }
        CallExamples examples = new CallExamples(action);
        heading(out, terminal, "From the command line");
        out.println(INDENT + examples.shell());
        heading(out, terminal, "From a Jenkinsfile");
        out.println(INDENT + examples.pipeline());
    }

    private void facts(PrintStream out, Action action) {
        Action.Contract contract = action.contract();
        fact(out, "Declared in", directory + ", " + action.file());
        fact(
                out,
                "Runner",
                action.program().runner() + " "
                        + version(action.program().version().toString()));
        action.program()
                .requiredRuntimes()
                .forEach((name, range) -> fact(out, "Needs too", name + " " + version(range.toString())));
        String way = contract.delivery() == ParameterDelivery.FILE ? "in a private file" : "on standard input";
        fact(out, "Gets", ActionDescription.lower(contract.parameterFormat()) + " " + way);
        fact(out, "Gives", ActionDescription.lower(contract.outputFormat()));
        fact(
                out,
                "Time limit",
                Quantities.shown(ActionDescription.timeout(action))
                        + (action.limits().timeout() == null ? " (default)" : ""));
        if (!action.about().tags().isEmpty()) {
            fact(out, "Tags", String.join(", ", action.about().tags()));
        }
    }

    private static String version(String range) {
        return range.isEmpty() || "*".equals(range) ? "(any version)" : range;
    }

    private static void fact(PrintStream out, String name, String value) {
        out.printf("%-12s %s%n", name, value);
    }

    private static void heading(PrintStream out, Terminal terminal, String text) {
        out.println();
        out.println(terminal.styled("bold", text));
    }

    private static void property(PrintStream out, Terminal terminal, Property property) {
        List<String> facts = new ArrayList<>(List.of(property.type()));
        if (property.required()) {
            facts.add("required");
        }
        if (property.secret()) {
            facts.add("secret");
        }
        if (property.immutable()) {
            facts.add("fixed by the author");
        }
        JsonNode value = property.defaultValue();
        if (value != null) {
            // What an author wrote as the default of a secret is in the file for all to see, and still not for a page.
            facts.add("default " + (property.secret() ? "****" : value.toString()));
        }
        if (!property.allowed().isEmpty()) {
            facts.add("one of "
                    + property.allowed().stream().map(JsonNode::asText).collect(Collectors.joining(" | ")));
        }
        out.println(INDENT + terminal.styled("bold", property.name()) + "  " + String.join(", ", facts));
        if (!property.description().isBlank()) {
            out.println(TextWrap.wrap(property.description(), DEEP_INDENT, WIDTH));
        }
    }
}
