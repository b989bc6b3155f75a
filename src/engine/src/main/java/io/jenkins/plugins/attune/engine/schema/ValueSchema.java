package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The schema of an action's parameters or result, whichever shape it was written in; never changes. */
public final class ValueSchema {
    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final ValueSchema OPEN = new ValueSchema(true, everything(), List.of(), Set.of());

    private final boolean open;
    private final ObjectNode schema;
    private final List<Property> properties;
    private final Set<List<String>> nestedSecrets;

    private ValueSchema(boolean open, ObjectNode schema, List<Property> properties, Set<List<String>> nestedSecrets) {
        this.open = open;
        this.schema = schema;
        this.properties = properties;
        this.nestedSecrets = nestedSecrets;
    }

    /**
     * A schema that was declared.
     *
     * @param schema JSON Schema 2020-12; not changed afterwards
     * @param nestedSecrets paths of secret fields inside parameters, {@code *} for every item of a list
     */
    static ValueSchema of(ObjectNode schema, List<Positioned> properties, Set<List<String>> nestedSecrets) {
        // Stable, so that what has no position keeps the order of the file.
        List<Property> ordered = properties.stream()
                .sorted(Comparator.comparingInt(Positioned::position))
                .map(Positioned::property)
                .toList();
        return new ValueSchema(false, schema, ordered, Set.copyOf(nestedSecrets));
    }

    /** The schema of an action that declares none: takes anything. */
    public static ValueSchema open() {
        return OPEN;
    }

    /** The schema of a result, from what {@link #jsonSchema()} gave earlier. */
    public static ValueSchema ofResult(ObjectNode schema) {
        return new ValueSchema(false, schema.deepCopy(), List.of(), Set.of());
    }

    private static ObjectNode everything() {
        return JsonNodeFactory.instance.objectNode().put("$schema", DIALECT);
    }

    /** Whether nothing was declared. */
    public boolean isOpen() {
        return open;
    }

    /** The schema as JSON Schema 2020-12; a copy. */
    public ObjectNode jsonSchema() {
        return schema.deepCopy();
    }

    /** What was declared: first what has a {@code position}, then the rest in the order of the file. */
    public List<Property> properties() {
        return properties;
    }

    public Optional<Property> property(String name) {
        return properties.stream()
                .filter(property -> property.name().equals(name))
                .findFirst();
    }

    /** Whether names that are not declared are let through. */
    public boolean allowsAdditional() {
        return !schema.path("additionalProperties").isBoolean()
                || schema.path("additionalProperties").booleanValue();
    }

    /**
     * Whether a secret given for this name is a text as it stands; otherwise its bytes are JSON of the declared type.
     *
     * <p>Text it is wherever the type is not declared, or may be {@code string}.
     */
    public boolean takesText(String name) {
        List<String> types = JsonTypes.of(propertySchema(name));
        return types.isEmpty() || types.contains(JsonTypes.STRING);
    }

    /** Whether a value of this name may be an object; so it is wherever the type is not declared. */
    public boolean takesObject(String name) {
        List<String> types = JsonTypes.of(propertySchema(name));
        return types.isEmpty() || types.contains("object");
    }

    /** The declared names whose values are secret, or hold something secret. */
    public Set<String> secretNames() {
        Set<String> names = new TreeSet<>();
        properties.stream().filter(Property::secret).map(Property::name).forEach(names::add);
        nestedSecrets.forEach(path -> names.add(path.get(0)));
        return names;
    }

    /** JSON pointers to what is secret by declaration, {@code *} for every item of a list or every field. */
    public List<String> secretPointers() {
        Set<String> pointers = new TreeSet<>();
        properties.stream()
                .filter(Property::secret)
                .map(property -> YamlDocument.child("", property.name()))
                .forEach(pointers::add);
        for (List<String> path : nestedSecrets) {
            pointers.add(path.stream().reduce("", YamlDocument::child));
        }
        return List.copyOf(pointers);
    }

    /** Everything in which the value breaks the schema; empty where it fits. */
    public List<Violation> check(JsonNode value) {
        return open ? List.of() : Validation.check(schema, value);
    }

    /**
     * Everything in which a plain value for one name breaks what is declared of it, with pointers that begin inside the
     * value; empty where nothing is declared.
     */
    public List<Violation> checkValue(String name, JsonNode value) {
        JsonNode declared = propertySchema(name);
        if (!(declared instanceof ObjectNode property)) {
            return List.of();
        }
        ObjectNode given = JsonNodeFactory.instance.objectNode().set(name, value);
        List<List<String>> secrets = NestedSecrets.find(nestedSecrets, given);
        if (!secrets.isEmpty()) {
            List<String> inside = secrets.get(0).subList(1, secrets.get(0).size());
            return List.of(new Violation(
                    "/" + String.join("/", inside), "secret", "is secret: give all of '" + name + "' as a credential"));
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("$schema", DIALECT);
        whole.setAll(property);
        if (definitions().isObject()) {
            whole.set("$defs", definitions());
        }
        return Validation.check(whole, value);
    }

    /** As {@link #check}, except for which names are there: a call is told of those with better words. */
    List<Violation> checkValues(ObjectNode value) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.setAll(schema);
        values.remove("required");
        if (values.path("additionalProperties").isBoolean()) {
            values.remove("additionalProperties");
        }
        return Validation.check(values, value);
    }

    /** The schema of one property, not to be changed; a missing node where it is not declared. */
    JsonNode propertySchema(String name) {
        return schema.path("properties").path(name);
    }

    /** What references inside properties lead to, not to be changed. */
    JsonNode definitions() {
        return schema.path("$defs");
    }

    Set<List<String>> nestedSecrets() {
        return nestedSecrets;
    }

    /** Shows the names only: defaults of secrets are nobody's business. */
    @Override
    public String toString() {
        return "ValueSchema" + properties.stream().map(Property::name).toList();
    }

    /**
     * A property and its place in the order.
     *
     * @param position {@link #UNORDERED} where the author gives none
     */
    record Positioned(Property property, int position) {
        static final int UNORDERED = Integer.MAX_VALUE;
    }
}
