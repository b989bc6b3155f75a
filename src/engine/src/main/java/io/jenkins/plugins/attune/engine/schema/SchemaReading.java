package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.pack.DeliveryReader;
import io.jenkins.plugins.attune.engine.pack.Severity;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import io.jenkins.plugins.attune.engine.schema.SchemaReader.Kind;
import io.jenkins.plugins.attune.engine.schema.ValueSchema.Positioned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One reading of one schema: tells its shape, and turns what it declares into properties. Used once. */
final class SchemaReading {
    private static final String ADDITIONAL = "additionalProperties";
    private static final String PROPERTIES = "properties";
    private static final String TYPE = "type";
    private static final String POSITION = "position";

    private final SchemaSource source;
    private final Kind kind;
    private final SchemaNodes nodes;
    private final Map<Integer, String> positions = new HashMap<>();

    SchemaReading(SchemaSource source, Kind kind) {
        this.source = source;
        this.kind = kind;
        this.nodes = new SchemaNodes(source);
    }

    ValueSchema read(String pointer) {
        Optional<YamlObject> found = YamlObject.at(source.document(), pointer, source);
        if (found.isEmpty()) {
            return ValueSchema.open();
        }
        ObjectNode declared = (ObjectNode) source.document().at(pointer);
        boolean standard = SchemaShape.isJsonSchema(declared);
        ObjectNode read = standard ? standard(declared, pointer) : flat(declared, pointer);
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("$schema", ValueSchema.DIALECT);
        schema.setAll(read);
        if (kind == Kind.PARAMETERS && !schema.has(ADDITIONAL)) {
            schema.put(ADDITIONAL, false);
        }
        SchemaReferences.check(schema, pointer, source);
        DefaultCheck.run(schema, nodes.defaults(), source);
        String declarations = standard ? YamlDocument.child(pointer, PROPERTIES) : pointer;
        return ValueSchema.of(schema, properties(schema, declarations), nodes.nestedSecrets());
    }

    private ObjectNode standard(ObjectNode declared, String pointer) {
        ObjectNode schema = nodes.convert(declared, pointer, List.of());
        boolean object = JsonTypes.of(schema).equals(List.of("object"));
        if (kind == Kind.PARAMETERS && !object) {
            if (schema.has(TYPE)) {
                source.bad(YamlDocument.child(pointer, TYPE), "the type of all parameters together must be 'object'");
            }
            schema.put(TYPE, "object");
        }
        return schema;
    }

    private ObjectNode flat(ObjectNode declared, String pointer) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put(TYPE, "object");
        ObjectNode members = declared.objectNode();
        for (Map.Entry<String, JsonNode> entry : declared.properties()) {
            boolean keyword =
                    entry.getKey().equals(ADDITIONAL) && entry.getValue().isBoolean();
            (keyword ? schema : members).set(entry.getKey(), entry.getValue());
        }
        nodes.members(members, pointer, List.of(), schema);
        return schema;
    }

    private List<Positioned> properties(ObjectNode schema, String declarations) {
        List<Positioned> properties = new ArrayList<>();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> entry : schema.path(PROPERTIES).properties()) {
            String pointer = YamlDocument.child(declarations, entry.getKey());
            JsonNode declared = source.document().at(pointer);
            Property property = property(entry, declared, pointer, required.contains(entry.getKey()));
            properties.add(new Positioned(property, position(declared, pointer)));
        }
        return properties;
    }

    private Property property(Map.Entry<String, JsonNode> entry, JsonNode declared, String pointer, boolean required) {
        JsonNode schema = entry.getValue();
        List<JsonNode> allowed = new ArrayList<>();
        schema.path("enum").forEach(allowed::add);
        return new Property(
                entry.getKey(),
                JsonTypes.describe(schema),
                schema.path("description").asText(),
                required,
                declared.path("secret").asBoolean(),
                declared.path("immutable").asBoolean(),
                schema.get("default"),
                allowed,
                delivery(declared, pointer));
    }

    @CheckForNull
    private ParameterDelivery delivery(JsonNode declared, String pointer) {
        if (!declared.hasNonNull("delivery")) {
            return null;
        }
        return YamlObject.at(source.document(), pointer, source)
                .map(fields -> DeliveryReader.read(fields, "delivery"))
                .orElse(null);
    }

    private int position(JsonNode declared, String pointer) {
        if (!declared.hasNonNull(POSITION)) {
            return Positioned.UNORDERED;
        }
        JsonNode position = declared.path(POSITION);
        String place = YamlDocument.child(pointer, POSITION);
        if (!position.isInt() || position.intValue() < 0) {
            source.bad(place, "'position' must be a whole number, counted from 0");
            return Positioned.UNORDERED;
        }
        String other = positions.putIfAbsent(position.intValue(), pointer);
        if (other != null) {
            String message = "the position " + position.intValue() + " is that of another parameter, in line "
                    + source.document().keyAt(other).line();
            source.accept(source.document().problem(Severity.ERROR, place, "duplicate-position", message));
        }
        return position.intValue();
    }
}
