package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A parameter by which an action is told a key's reference, as far as its declaration lets see.
 *
 * <p>There is no field for this in the format; packs go by names ({@code credential_key} in nearly all), and say the rest
 * in descriptions. An action whose parameters say nothing may still ask for a key.
 *
 * @param reference the default; null where the caller must name one
 * @param written whether the action makes or changes the key instead of reading it
 */
public record KeyNeed(String parameter, @CheckForNull String reference, String description, boolean written) {
    private static final Pattern READ = Pattern.compile("(.+_)?credentials?_key(_ref)?");
    private static final Pattern WRITTEN = Pattern.compile("(output|result|target|sink)_key(_ref)?");

    /** How descriptions name what is kept by the platform. */
    private static final String KIND = "Attune Key";

    /** In the order of the parameters. */
    public static List<KeyNeed> of(Action action) {
        List<KeyNeed> needs = new ArrayList<>();
        for (Property property : action.contract().parameters().properties()) {
            boolean written = WRITTEN.matcher(property.name()).matches()
                    && property.description().contains(KIND);
            if (property.type().equals("string")
                    && (written || READ.matcher(property.name()).matches())) {
                JsonNode value = property.defaultValue();
                String reference =
                        value == null || !value.isTextual() || value.textValue().isBlank() ? null : value.textValue();
                needs.add(new KeyNeed(property.name(), reference, property.description(), written));
            }
        }
        return needs;
    }
}
