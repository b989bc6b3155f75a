package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.describe.CallExamples;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An action as a JSON document. */
final class ActionDescription {
    private ActionDescription() {}

    static Map<String, Object> of(ResolvedAction resolved, String directory, KeyPage keys) {
        Action action = resolved.action();
        CallExamples examples = new CallExamples(action);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ref", action.ref().toString());
        map.put("label", action.about().label());
        map.put("description", action.about().description());
        map.put("tags", action.about().tags());
        map.put("enabled", action.about().enabled());
        map.put("pack", directory);
        map.put("file", action.file());
        map.put("runner", action.program().runner());
        map.put("runtimeVersion", action.program().version().toString());
        map.put("parameterDelivery", lower(action.contract().delivery()));
        map.put("parameterFormat", lower(action.contract().parameterFormat()));
        map.put("outputFormat", lower(action.contract().outputFormat()));
        map.put("timeoutSeconds", timeout(action).toSeconds());
        map.put("parameters", properties(action.contract().parameters().properties()));
        map.put("keys", keys.toMaps());
        map.put("output", properties(action.contract().output().properties()));
        map.put("examples", Map.of("cli", examples.shell(), "pipeline", examples.pipeline()));
        return map;
    }

    static Duration timeout(Action action) {
        Duration declared = action.limits().timeout();
        return declared == null ? RunLimits.DEFAULT_TIMEOUT : declared;
    }

    static String lower(@CheckForNull Enum<?> value) {
        return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
    }

    private static List<Map<String, Object>> properties(List<Property> properties) {
        return properties.stream().map(ActionDescription::toMap).toList();
    }

    private static Map<String, Object> toMap(Property property) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", property.name());
        map.put("type", property.type());
        map.put("description", property.description());
        map.put("required", property.required());
        map.put("secret", property.secret());
        map.put("default", property.secret() ? null : property.defaultValue());
        map.put("enum", property.allowed());
        return map;
    }
}
