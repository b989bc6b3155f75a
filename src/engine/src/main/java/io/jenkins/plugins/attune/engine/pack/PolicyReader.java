package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.QueueRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a file of {@code policies/}, as Attune writes them and as StackStorm does. */
final class PolicyReader {
    private static final String RULE = "bad-policy";
    private static final String TYPE = "policy_type";
    private static final String PARAMETERS = "parameters";
    private static final Set<String> CONCURRENCY = Set.of("action.concurrency", "action.concurrency.attr");

    private final YamlObject fields;

    @CheckForNull
    private final String pack;

    /** @param pack the reference of the pack; null where its manifest does not tell it */
    PolicyReader(YamlObject fields, @CheckForNull String pack) {
        this.fields = fields;
        this.pack = pack;
    }

    /** The policy; empty where it is switched off, of a kind that has no effect here, or wrong, which is reported. */
    Optional<PackPolicy> read() {
        String file = fields.document().file();
        if (!fields.flag("enabled", true)) {
            return Optional.empty();
        }
        String type = fields.text(TYPE);
        if (type != null && !CONCURRENCY.contains(type)) {
            fields.warning(TYPE, RULE, "policies of the type '" + YamlObject.shown(type) + "' have no effect here");
            return Optional.empty();
        }
        String actionField = actionField();
        ActionRef action = action(actionField);
        if (action == null && actionField != null) {
            return Optional.empty();
        }
        KeyPattern key = action == null ? KeyPattern.PACK : KeyPattern.ACTION;
        String name = fields.text(fields.has("ref") ? "ref" : "name", ActionReader.stem(file));
        return rule(type, key).filter(this::asksForSomething).map(rule -> new PackPolicy(name, action, rule, file));
    }

    private Optional<QueueRule> rule(@CheckForNull String type, KeyPattern key) {
        if (type == null) {
            return new QueueRuleReader(fields, key).read();
        }
        Optional<YamlObject> parameters = fields.object(PARAMETERS);
        if (parameters.isEmpty()) {
            fields.missing(PARAMETERS, "it holds the threshold of the policy");
            return Optional.empty();
        }
        YamlObject inner = parameters.get();
        List<String> attributes = inner.texts("attributes");
        KeyPattern whole = attributes.isEmpty() ? key : QueueRuleReader.ofParameters(key, attributes);
        boolean cancel = "cancel".equals(inner.text("action"));
        return new QueueRuleReader(inner, whole)
                .read()
                .map(rule -> cancel ? new QueueRule(rule.key(), rule.policy().withMaxWaiting(0)) : rule);
    }

    private boolean asksForSomething(QueueRule rule) {
        boolean asks = !rule.policy().equals(Policy.NONE);
        if (!asks) {
            fields.error(RULE, "the policy asks for nothing: no limit, no rate, no circuit breaker");
        }
        return asks;
    }

    @CheckForNull
    private String actionField() {
        for (String name : List.of("action_ref", "resource_ref", "action")) {
            if (fields.has(name)) {
                return name;
            }
        }
        return null;
    }

    @CheckForNull
    private ActionRef action(@CheckForNull String field) {
        String text = field == null ? null : fields.text(field);
        if (text == null) {
            return null;
        }
        try {
            ActionRef ref = ActionRef.parse(text.indexOf('.') < 0 ? pack + "." + text : text);
            if (pack == null || ref.pack().equals(pack)) {
                return ref;
            }
            fields.error(field, RULE, "a policy is for actions of its own pack, and this one is for '" + ref + "'");
        } catch (IllegalArgumentException e) {
            fields.error(field, RULE, "this is no action's reference: '" + YamlObject.shown(text) + "'");
        }
        return null;
    }
}
