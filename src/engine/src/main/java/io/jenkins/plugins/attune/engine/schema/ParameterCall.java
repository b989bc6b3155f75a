package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.pack.NearestNames;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One call of an action: what is given, beside what is declared. Used once. */
final class ParameterCall {
    private final ValueSchema schema;
    private final ParameterPolicy policy;
    private final Findings findings;

    /** Names that are no longer looked at: defaults are the author's affair, secrets are checked on their own. */
    private final Set<String> settled = new HashSet<>();

    ParameterCall(ValueSchema schema, ParameterPolicy policy, Findings findings) {
        this.schema = schema;
        this.policy = policy;
        this.findings = findings;
    }

    ObjectNode complete(ObjectNode given, Map<String, SecretValue> secrets) {
        ObjectNode completed = given.deepCopy();
        for (String name : secrets.keySet()) {
            if (given.has(name)) {
                findings.add(name, "both", "is given twice, as a secret and as a plain value");
            }
        }
        if (schema.isOpen()) {
            return completed;
        }
        dropNulls(completed);
        completed.fieldNames().forEachRemaining(name -> checkDeclared(name, false));
        secrets.keySet().forEach(name -> checkDeclared(name, true));
        secrets.forEach(this::checkSecret);
        for (Property property : schema.properties()) {
            complete(property, completed, secrets.containsKey(property.name()));
        }
        checkValues(completed, secrets.keySet());
        return completed;
    }

    private void dropNulls(ObjectNode given) {
        given.properties().removeIf(entry -> {
            List<String> types = JsonTypes.of(schema.propertySchema(entry.getKey()));
            return entry.getValue().isNull() && !types.contains("null");
        });
    }

    private void checkDeclared(String name, boolean secret) {
        Property property = schema.property(name).orElse(null);
        if (property == null) {
            if (!schema.allowsAdditional()) {
                undeclared(name);
            }
        } else if (property.immutable()) {
            findings.add(name, "immutable", "is fixed by the action and can't be given");
        } else if (property.secret() && !secret && !policy.literalSecrets()) {
            findings.add(name, "secret", "is secret, and not taken as a plain value: " + SecretCall.right(name));
            settled.add(name);
        }
    }

    private void undeclared(String name) {
        List<String> names = schema.properties().stream().map(Property::name).toList();
        List<String> near = NearestNames.to(name, names);
        String meant = near.isEmpty() ? "" : "; perhaps '" + String.join("', '", near) + "'";
        findings.add(name, "undeclared", "is not one of the action's" + meant);
        settled.add(name);
    }

    private void checkSecret(String name, SecretValue secret) {
        settled.add(name);
        for (Violation violation : SecretCheck.check(schema, name, secret)) {
            findings.add(name, violation.rule(), violation.message());
        }
    }

    private void complete(Property property, ObjectNode completed, boolean secret) {
        String name = property.name();
        if (secret || completed.has(name)) {
            return;
        }
        if (property.defaultValue() != null) {
            completed.set(name, property.defaultValue().deepCopy());
            settled.add(name);
        } else if (property.required()) {
            findings.add(name, "required", "is required, and is not given" + (property.secret() ? " (a secret)" : ""));
        }
    }

    private void checkValues(ObjectNode completed, Set<String> secrets) {
        NestedSecrets.find(schema.nestedSecrets(), completed).stream()
                .filter(path -> !policy.literalSecrets() && !settled.contains(path.get(0)))
                .forEach(path -> findings.add(
                        String.join(".", path),
                        "secret",
                        "is secret, and not taken as a plain value; for the whole of '" + YamlObject.shown(path.get(0))
                                + "': " + SecretCall.right(path.get(0))));
        ObjectNode value = completed.deepCopy();
        // Rules about all parameters together must see that the secrets are there, and nothing of what they are.
        secrets.forEach(name -> value.put(name, ""));
        for (Violation violation : schema.checkValues(value)) {
            report(violation);
        }
    }

    private void report(Violation violation) {
        if (violation.pointer().isEmpty()) {
            findings.addOfAll(violation.rule(), violation.message());
            return;
        }
        String[] path = violation.pointer().substring(1).split("/", -1);
        String name = plain(path[0]);
        if (settled.contains(name)) {
            return;
        }
        if (schema.property(name).map(Property::secret).orElse(false)) {
            findings.add(name, violation.rule(), "breaks the rule '" + violation.rule() + "' of its schema");
        } else {
            findings.add(plain(String.join(".", path)), violation.rule(), violation.message());
        }
    }

    private static String plain(String pointer) {
        return pointer.replace("~1", "/").replace("~0", "~");
    }
}
