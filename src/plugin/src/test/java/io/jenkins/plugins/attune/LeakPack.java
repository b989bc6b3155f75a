package io.jenkins.plugins.attune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pack {@code leak}, whose actions hold their secrets: one for each pair of delivery, format and language. */
final class LeakPack {
    /** One way in which an action gets its secrets. */
    record Way(String delivery, String format, String language) {
        String action() {
            return delivery + "_" + format + "_" + language;
        }
    }

    /** As {@code parameter_delivery}; {@code own}: a file for each secret, whose path is in the document. */
    private static final List<String> DELIVERIES = List.of("stdin", "file", "own");

    private static final List<String> FORMATS = List.of("json", "yaml", "dotenv");
    private static final List<String> LANGUAGES = List.of("python", "node", "shell");
    private static final List<String> EXTENSIONS = List.of("py", "js", "sh");

    private LeakPack() {}

    /** Nine in which each value of one kind meets each value of the others: a Latin square. */
    static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (int row = 0; row < DELIVERIES.size(); row++) {
            for (int column = 0; column < FORMATS.size(); column++) {
                String language = LANGUAGES.get((row + column) % LANGUAGES.size());
                ways.add(new Way(DELIVERIES.get(row), FORMATS.get(column), language));
            }
        }
        return ways;
    }

    /** Writes the actions that hold, beside those that are there. */
    static void writeActions(Path packs) throws IOException {
        for (Way way : ways()) {
            boolean own = way.delivery().equals("own");
            String secret = "{type: string, required: true, secret: true" + (own ? ", delivery: file}" : "}");
            Files.writeString(packs.resolve("leak").resolve("actions").resolve(way.action() + ".yaml"), """
                    ref: leak.%s
                    label: Hold
                    runner_type: %s
                    entry_point: hold.%s
                    parameter_delivery: %s
                    parameter_format: %s
                    output_format: json
                    parameters:
                      tricky: %s
                      large: %s
                      gate: {type: string, required: true}
                    """.formatted(
                            way.action(),
                            way.language(),
                            EXTENSIONS.get(LANGUAGES.indexOf(way.language())),
                            own ? "stdin" : way.delivery(),
                            way.format(),
                            secret,
                            secret));
        }
    }
}
