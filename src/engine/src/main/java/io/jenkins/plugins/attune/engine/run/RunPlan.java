package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.execution.RunRequest.Needed;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.schema.ParameterCheck;
import io.jenkins.plugins.attune.engine.schema.ParameterPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run that is going to be: the action found, everything checked, nothing started.
 *
 * <p>Holds the secrets until it is closed; they leave it only inside {@link #document}.
 */
public final class RunPlan implements AutoCloseable {
    private final ResolvedAction resolved;
    private final RunParameters parameters;
    private final RunKeySet keys;
    private final RunCall.Options options;
    private final RunLimits limits;
    private final long consoleBytes;

    private RunPlan(ResolvedAction resolved, RunParameters parameters, RunKeySet keys, RunCall.Options options)
            throws InvalidParametersException {
        this.resolved = resolved;
        this.parameters = parameters;
        this.keys = keys;
        this.options = options;
        limits = options.policy()
                .grant(options.limits(), resolved.action().limits().timeout());
        consoleBytes = options.policy().grantConsole(options.limits());
    }

    /**
     * Finds the action and checks the call against it.
     *
     * @throws AttuneException of the kind that says what is wrong; the secrets of the call are wiped then
     */
    public static RunPlan of(PackCatalog catalog, RunCall call) throws AttuneException {
        return of(catalog, call, RunKeySet.none());
    }

    /**
     * The same for a run that has keys.
     *
     * @param keys wiped when the plan is closed, or when there is none
     */
    public static RunPlan of(PackCatalog catalog, RunCall call, RunKeySet keys) throws AttuneException {
        boolean done = false;
        try {
            ResolvedAction resolved = catalog.resolveRunnable(call.action());
            RunCall.Options options = call.options();
            UserVariables.check(options.variables(), call.secrets().values());
            UserVariables.check(options.variables(), keys.secrets());
            ObjectNode complete = ParameterCheck.complete(
                    resolved.action(),
                    call.parameters(),
                    call.secrets(),
                    new ParameterPolicy(options.literalSecrets()));
            RunParameters parameters = new RunParameters(resolved.action(), complete, call);
            RunPlan plan = new RunPlan(resolved, parameters, keys, options);
            done = true;
            return plan;
        } catch (IllegalArgumentException e) {
            throw new InvalidParametersException(String.valueOf(e.getMessage()), null, null, e);
        } finally {
            if (!done) {
                call.secrets().values().forEach(secret -> secret.close());
                keys.close();
            }
        }
    }

    public ResolvedAction resolved() {
        return resolved;
    }

    public Action action() {
        return resolved.action();
    }

    /** What a person should know before the run, although it does not stop it. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(parameters.warnings());
        Duration declared = action().limits().timeout();
        if (options.limits().timeout() == null && options.policy().shortens(declared)) {
            warnings.add(action().ref() + " declares a time limit of " + declared.toSeconds()
                    + " seconds, and the maximum here is " + limits.timeout().toSeconds());
        }
        return warnings;
    }

    /** The bounds of the run: the caller's, else the action's, else the default; none above the maximum. */
    public RunLimits limits() {
        return limits;
    }

    /** Of each output stream, how much a console shows. */
    public long consoleBytes() {
        return consoleBytes;
    }

    /**
     * What the machine that runs it is told.
     *
     * @param context variables of the system that runs it, such as {@code BUILD_URL}; the caller's own win
     */
    public RunRequest request(String executionId, RunRequest.Place place, Map<String, String> context) {
        Action action = action();
        Action.Contract contract = action.contract();
        Map<String, Needed> required = new HashMap<>();
        resolved.required()
                .forEach((name, descriptor) -> required.put(
                        name,
                        new Needed(
                                descriptor, action.program().requiredRuntimes().get(name))));
        Map<String, String> variables = new TreeMap<>(context);
        variables.putAll(options.variables());
        variables.put("ATTUNE_ACTION", action.ref().toString());
        variables.put("ATTUNE_ACTION_REF", action.ref().toString());
        variables.put("ATTUNE_PACK_REF", action.ref().pack());
        variables.put("ATTUNE_EXEC_ID", executionId);
        variables.put("ATTUNE_EXECUTION_ID", executionId);
        if (keys.isOffered()) {
            variables.put("ATTUNE_API_TOKEN", keys.token(executionId));
        }
        variables.put("ATTUNE_PARAMETER_DELIVERY", lower(contract.delivery()));
        variables.put("ATTUNE_PARAMETER_FORMAT", lower(contract.parameterFormat()));
        RunRequest.Program program = new RunRequest.Program(
                action.ref().toString(),
                entryPoint(action),
                new Needed(resolved.runtime(), action.program().version()),
                required,
                contract.delivery() == ParameterDelivery.FILE);
        return new RunRequest(executionId, program, place, variables, limits);
    }

    private static String entryPoint(Action action) {
        String entryPoint = action.program().entryPoint();
        if (entryPoint == null) {
            throw new IllegalStateException(action.ref() + " has no entry point and was taken for runnable");
        }
        return entryPoint;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The parameter document with the secrets in it, and the contents of parameters that go into files of their own.
     *
     * @param request what the machine was told, or will be: it names where those files are going to be
     * @return for {@code deliver} of the run; the caller hands it over at once and wipes it
     * @throws InvalidParametersException where a name or value can't be written, or all of it is too large
     */
    public byte[] document(RunRequest request) throws InvalidParametersException {
        return parameters.document(RunTrace.of(request));
    }

    /**
     * The keys of the run, for {@code deliver} together with the document.
     *
     * @return the caller hands it over at once and wipes it
     */
    public byte[] keys() {
        return keys.frame();
    }

    /** What is secret in the keys of the run: to be hidden like the other secrets; wiped with this. */
    public Collection<SecretValue> keySecrets() {
        return keys.secrets();
    }

    /** Secrets that came as plain values, with the texts inside them: to be hidden like the others; wiped with this. */
    public Collection<SecretValue> literals() {
        return parameters.literals();
    }

    /**
     * What keys of queues may be made of: no parameter that is secret by its declaration, or came as a secret, or holds
     * something that is hidden.
     */
    public KeyPattern.Values keyValues(SecretMask mask) {
        return parameters.keyValues(mask);
    }

    /** What is needed to read the result at the end; may be saved. */
    public ResultSpec resultSpec() {
        return ResultSpec.of(action(), options.strictOutput(), warnings());
    }

    @Override
    public void close() {
        parameters.close();
        keys.close();
    }

    /** The action only. */
    @Override
    public String toString() {
        return "RunPlan[" + action().ref() + "]";
    }
}
