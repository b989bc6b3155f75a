package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.pack.YamlDocument.Position;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Says in one sentence, without a drawing of the line, what the YAML parser stumbled over. */
final class YamlMessages {
    private YamlMessages() {}

    static String explain(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "not valid YAML" : e.getProblem();
        if (problem.contains("another document")) {
            return "a second document begins here; one file holds one document";
        }
        if (problem.contains("'\\t(TAB)'")) {
            return "a tab stands here; YAML is indented with spaces";
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return "a ':' is not allowed here; quote the text if it is part of a value, or check the indentation";
        }
        if (problem.startsWith("found undefined alias")) {
            // Not its name: that may be a value, even a secret one, which only begins with an asterisk.
            return "'*' begins an alias here, and none of that name is defined; quote the text if it is a value";
        }
        String context = e.getContext();
        return context == null || context.isBlank() ? problem : context + ", " + problem;
    }

    /**
     * Why the composer gave up, where it did not say at what place.
     *
     * <p>The parser is asked again, event by event: it does not recurse, so that it gets to where the nesting is too
     * deep, and the last event it gives is the nearest place known of anything else.
     */
    static Stop stopOf(String text, LoaderOptions options, int limit) {
        Parser parser = new ParserImpl(new StreamReader(text), options);
        Position reached = new Position(1, 1);
        int depth = 0;
        try {
            while (!parser.checkEvent(Event.ID.StreamEnd)) {
                Event event = parser.getEvent();
                reached = YamlReader.position(event.getEndMark());
                depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
                if (depth > limit) {
                    Position place = YamlReader.position(event.getStartMark());
                    return new Stop(place, "yaml-limit", "mappings and lists are nested deeper than " + limit);
                }
            }
        } catch (YAMLException e) {
            return new Stop(reached, "yaml-syntax", "not valid YAML after this place");
        }
        return new Stop(reached, "yaml-syntax", "not valid YAML before this place");
    }

    /** Where reading ended early, and why. */
    record Stop(Position position, String rule, String message) {}
}
