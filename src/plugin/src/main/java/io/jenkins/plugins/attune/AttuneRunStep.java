package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.config.KeyBinding;
import io.jenkins.plugins.attune.run.KeyOrder;
import io.jenkins.plugins.attune.run.PlainValue;
import io.jenkins.plugins.attune.run.ResultFile;
import io.jenkins.plugins.attune.run.RunOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The pipeline step {@code attuneRun}: runs an action on the agent of the enclosing {@code node}. */
public final class AttuneRunStep extends Step {
    private final String action;
    private Map<String, Object> parameters = new LinkedHashMap<>();
    private Map<String, String> credentials = new LinkedHashMap<>();
    private List<KeyBinding> keyBindings = List.of();
    private Map<String, String> env = new LinkedHashMap<>();

    @CheckForNull
    private String packs;

    @CheckForNull
    private Integer timeout;

    @CheckForNull
    private Concurrency concurrency;

    @CheckForNull
    private String logLimit;

    @CheckForNull
    private String consoleLimit;

    @CheckForNull
    private String resultLimit;

    @CheckForNull
    private String resultFile;

    private boolean returnStatus;
    private boolean strictOutput;

    @DataBoundConstructor
    public AttuneRunStep(String action) {
        this.action = action.strip();
    }

    public String getAction() {
        return action;
    }

    /** Null where there are none, so that a generated snippet leaves them out; likewise the other maps. */
    @CheckForNull
    public Map<String, Object> getParameters() {
        return parameters.isEmpty() ? null : parameters;
    }

    @DataBoundSetter
    public void setParameters(@CheckForNull Map<String, Object> parameters) {
        this.parameters = parameters == null ? new LinkedHashMap<>() : PlainValue.map(parameters);
    }

    @CheckForNull
    public Map<String, String> getCredentials() {
        return credentials.isEmpty() ? null : credentials;
    }

    @DataBoundSetter
    public void setCredentials(@CheckForNull Map<String, String> credentials) {
        this.credentials = strings("credentials", credentials);
    }

    /** The credentials as the lines of the form. */
    public List<CredentialBinding> getCredentialBindings() {
        return CredentialBinding.ofMap(credentials);
    }

    /** By reference the id of a credential, or a map with the id and a template. */
    @CheckForNull
    public Map<String, Object> getKeys() {
        Map<String, Object> keys = KeyBinding.toMap(keyBindings);
        return keys.isEmpty() ? null : keys;
    }

    @DataBoundSetter
    public void setKeys(@CheckForNull Map<String, Object> keys) {
        keyBindings = StepKeys.reading(keyBindings, keys == null ? Map.of() : PlainValue.map(keys));
    }

    /** By reference the id of the credential into which the action writes. */
    @CheckForNull
    public Map<String, String> getWriteKeys() {
        Map<String, String> ids = KeyBinding.toWriteMap(keyBindings);
        return ids.isEmpty() ? null : ids;
    }

    @DataBoundSetter
    public void setWriteKeys(@CheckForNull Map<String, String> writeKeys) {
        keyBindings = StepKeys.writing(keyBindings, strings("writeKeys", writeKeys));
    }

    /** Both as the lines of the form; null where there are none. */
    @CheckForNull
    public List<KeyBinding> getKeyBindings() {
        return keyBindings.isEmpty() ? null : List.copyOf(keyBindings);
    }

    @DataBoundSetter
    public void setKeyBindings(@CheckForNull List<KeyBinding> keyBindings) {
        this.keyBindings = keyBindings == null ? List.of() : new ArrayList<>(keyBindings);
    }

    @CheckForNull
    public Map<String, String> getEnv() {
        return env.isEmpty() ? null : env;
    }

    @DataBoundSetter
    public void setEnv(@CheckForNull Map<String, String> env) {
        this.env = strings("env", env);
    }

    /** Groovy looks at no type argument: what claims to be a map of strings may hold anything. */
    private static Map<String, String> strings(String what, @CheckForNull Map<?, ?> given) {
        Map<String, String> strings = new LinkedHashMap<>();
        if (given != null) {
            PlainValue.map(given).forEach((name, value) -> {
                if (value == null || value instanceof Map || value instanceof List) {
                    throw new IllegalArgumentException(what + ": the value of '" + name + "' must be text");
                }
                strings.put(name, value.toString());
            });
        }
        return strings;
    }

    @CheckForNull
    public String getPacks() {
        return packs;
    }

    @DataBoundSetter
    public void setPacks(@CheckForNull String packs) {
        this.packs = Util.fixEmptyAndTrim(packs);
    }

    @CheckForNull
    public Integer getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull Integer timeout) {
        this.timeout = timeout;
    }

    @CheckForNull
    public String getLogLimit() {
        return logLimit;
    }

    @DataBoundSetter
    public void setLogLimit(@CheckForNull String logLimit) {
        this.logLimit = Util.fixEmptyAndTrim(logLimit);
    }

    @CheckForNull
    public String getConsoleLimit() {
        return consoleLimit;
    }

    @DataBoundSetter
    public void setConsoleLimit(@CheckForNull String consoleLimit) {
        this.consoleLimit = Util.fixEmptyAndTrim(consoleLimit);
    }

    @CheckForNull
    public String getResultLimit() {
        return resultLimit;
    }

    @DataBoundSetter
    public void setResultLimit(@CheckForNull String resultLimit) {
        this.resultLimit = Util.fixEmptyAndTrim(resultLimit);
    }

    @CheckForNull
    public String getResultFile() {
        return resultFile;
    }

    /** Path in the workspace. */
    @DataBoundSetter
    public void setResultFile(@CheckForNull String resultFile) {
        this.resultFile = Util.fixEmptyAndTrim(resultFile);
    }

    public boolean isReturnStatus() {
        return returnStatus;
    }

    @DataBoundSetter
    public void setReturnStatus(boolean returnStatus) {
        this.returnStatus = returnStatus;
    }

    @CheckForNull
    public Concurrency getConcurrency() {
        return concurrency;
    }

    @DataBoundSetter
    public void setConcurrency(@CheckForNull Concurrency concurrency) {
        this.concurrency = concurrency;
    }

    public boolean isStrictOutput() {
        return strictOutput;
    }

    @DataBoundSetter
    public void setStrictOutput(boolean strictOutput) {
        this.strictOutput = strictOutput;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        RunOrder.Limits limits = new RunOrder.Limits(timeout, logLimit, consoleLimit, resultLimit);
        RunOrder.Concurrency queue;
        ResultFile file;
        try {
            file = resultFile == null ? null : new ResultFile(resultFile);
            queue = concurrency == null ? null : concurrency.order(UnaryOperator.identity());
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        RunOrder order = new RunOrder(
                action,
                parameters,
                credentials,
                KeyOrder.of(keyBindings),
                new RunOrder.Options(packs, env, limits, strictOutput, queue));
        return new AttuneRunExecution(context, order, returnStatus, file);
    }

    /** Reads the form, whose fields are text where the step has maps. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements RunFieldChecks {
        @Override
        public String getFunctionName() {
            return "attuneRun";
        }

        @Override
        public String getDisplayName() {
            return Messages.AttuneRunStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class, Launcher.class, EnvVars.class, Node.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("action") instanceof String action ? action : null;
        }

        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, JSONObject submitted) throws FormException {
            JSONObject form = SubmittedFields.merged(submitted);
            AttuneRunStep step = new AttuneRunStep(form.getString("action"));
            step.setParameters(FormText.field("parameters", form, FormText::parameters));
            step.setEnv(FormText.field("env", form, FormText::variables));
            step.setTimeout(FormText.field("timeout", form, FormText::seconds));
            if (request != null && form.has("credentialBindings")) {
                step.setCredentials(CredentialBinding.toMap(
                        request.bindJSONToList(CredentialBinding.class, form.get("credentialBindings"))));
            }
            if (request != null && form.has("keyBindings")) {
                step.setKeyBindings(request.bindJSONToList(KeyBinding.class, form.get("keyBindings")));
            }
            if (request != null && form.has("concurrency")) {
                step.setConcurrency(request.bindJSON(Concurrency.class, form.getJSONObject("concurrency")));
            }
            step.setPacks(form.optString("packs"));
            step.setLogLimit(form.optString("logLimit"));
            step.setConsoleLimit(form.optString("consoleLimit"));
            step.setResultLimit(form.optString("resultLimit"));
            step.setResultFile(form.optString("resultFile"));
            step.setReturnStatus(form.optBoolean("returnStatus"));
            step.setStrictOutput(form.optBoolean("strictOutput"));
            return step;
        }

        @Override
        public UninstantiatedDescribable uninstantiate(Step step) {
            return StepKeys.written(DescribableModel.uninstantiate2_(step), ((AttuneRunStep) step).keyBindings);
        }

        /** For the form. */
        public ActionFields fields(@CheckForNull AttuneRunStep step) {
            return ActionFields.of(
                    step == null
                            ? ActionFields.Given.nothing(false)
                            : new ActionFields.Given(
                                    step.action,
                                    FormText.ofParameters(step.parameters),
                                    step.getCredentialBindings(),
                                    false,
                                    false));
        }

        /** For the form. */
        public String envText(@CheckForNull AttuneRunStep step) {
            return step == null ? "" : FormText.ofVariables(step.env);
        }
    }
}
