package io.jenkins.plugins.attune.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.config.ByteSize;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.PinnedAction;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.run.AskedLimits;
import io.jenkins.plugins.attune.engine.run.EarlyValues;
import io.jenkins.plugins.attune.engine.run.LimitPolicy;
import io.jenkins.plugins.attune.engine.run.NamedKeys;
import io.jenkins.plugins.attune.engine.run.RunCall;
import io.jenkins.plugins.attune.engine.schema.ExpandedTexts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns what a user wrote into a call of the engine. */
final class RunOrders {
    private RunOrders() {}

    /** Everything but the secrets. */
    record Checked(PinnedAction wanted, ObjectNode parameters, RunCall.Options options) {
        ActionRef action() {
            return wanted.ref();
        }

        RunCall call(Map<String, SecretValue> secrets, Set<String> structured) {
            return new RunCall(action(), parameters, secrets, structured, options);
        }

        /** Which keys the call has to do with, as far as it says. */
        NamedKeys namedKeys(Action called) {
            return NamedKeys.of(called, parameters);
        }

        /** The same with values that came out of variables in the types that the action declares. */
        Checked settled(RunOrder order, Action resolved) {
            ExpandedTexts.settle(
                    parameters, order.values().expanded(), resolved.contract().parameters());
            return this;
        }

        /** Those of the names that are given as plain values. */
        Set<String> given(Set<String> names) {
            return names.stream().filter(parameters::hasNonNull).collect(Collectors.toCollection(TreeSet::new));
        }

        /** Takes a value out of the parameters: a text as it is where it is one, anything else as JSON. */
        SecretValue take(String name, boolean text) {
            JsonNode value = parameters.remove(name);
            String shown = text && value.isTextual() ? value.textValue() : value.toString();
            return SecretValue.taking(shown.getBytes(StandardCharsets.UTF_8));
        }
    }

    static Checked check(RunOrder order, LimitPolicy policy) throws InvalidParametersException {
        try {
            RunOrder.Options options = order.options();
            return new Checked(
                    PinnedAction.parse(order.action()),
                    new ObjectMapper().valueToTree(PlainValue.map(order.parameters())),
                    new RunCall.Options(
                            limits(options.limits()), policy, options.variables(), options.strictOutput(), false));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidParametersException(String.valueOf(e.getMessage()), null, null, e);
        }
    }

    /** What keys of queues may be made of while variables of the build are still in the values. */
    static KeyPattern.Values earlyValues(RunOrder order, Action action) {
        ObjectNode known = new ObjectMapper().valueToTree(PlainValue.map(order.parameters()));
        Set<String> unknown = new TreeSet<>();
        known.properties().removeIf(entry -> holdsVariable(entry.getValue()) && unknown.add(entry.getKey()));
        return EarlyValues.of(action, known, unknown, order.credentials().keySet());
    }

    private static boolean holdsVariable(JsonNode value) {
        return value.isTextual()
                ? value.textValue().indexOf('$') >= 0
                : value.valueStream().anyMatch(RunOrders::holdsVariable);
    }

    private static AskedLimits limits(RunOrder.Limits limits) {
        Integer seconds = limits.timeoutSeconds();
        return new AskedLimits(
                seconds == null ? null : Duration.ofSeconds(seconds),
                bytes(limits.logLimit()),
                bytes(limits.consoleLimit()),
                bytes(limits.resultLimit()));
    }

    @CheckForNull
    private static Long bytes(@CheckForNull String size) {
        return size == null ? null : ByteSize.parse(size);
    }
}
