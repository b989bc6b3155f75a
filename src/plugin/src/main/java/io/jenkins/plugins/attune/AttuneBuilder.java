package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.config.KeyBinding;
import io.jenkins.plugins.attune.run.BuildPlace;
import io.jenkins.plugins.attune.run.BuildVariables;
import io.jenkins.plugins.attune.run.KeyOrder;
import io.jenkins.plugins.attune.run.LinesUp;
import io.jenkins.plugins.attune.run.RunOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import jenkins.tasks.SimpleBuildStep;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The build step "Run Attune action" of freestyle jobs; the executor's thread waits for the run. */
public final class AttuneBuilder extends Builder implements SimpleBuildStep, LinesUp {
    private final String action;
    /** Null where the job was written by hand, or by a program, and does not name it. */
    @CheckForNull
    private List<CredentialBinding> credentialBindings;

    /** Null where there are none. */
    @CheckForNull
    private List<KeyBinding> keyBindings;

    @CheckForNull
    private String parameters;

    @CheckForNull
    private String packs;

    @CheckForNull
    private String env;

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

    private boolean strictOutput;

    @CheckForNull
    private String resultPrefix;

    @CheckForNull
    private String resultFile;

    @DataBoundConstructor
    public AttuneBuilder(String action) {
        this.action = action.strip();
    }

    public String getAction() {
        return action;
    }

    /** YAML text; variables of the build are put into its strings. */
    @CheckForNull
    public String getParameters() {
        return parameters;
    }

    @DataBoundSetter
    public void setParameters(@CheckForNull String parameters) {
        this.parameters = FormText.unindented(parameters);
    }

    public List<CredentialBinding> getCredentialBindings() {
        return credentialBindings == null ? List.of() : List.copyOf(credentialBindings);
    }

    @DataBoundSetter
    public void setCredentialBindings(@CheckForNull List<CredentialBinding> credentialBindings) {
        this.credentialBindings = credentialBindings == null ? new ArrayList<>() : new ArrayList<>(credentialBindings);
    }

    public List<KeyBinding> getKeyBindings() {
        return keyBindings == null ? List.of() : List.copyOf(keyBindings);
    }

    @DataBoundSetter
    public void setKeyBindings(@CheckForNull List<KeyBinding> keyBindings) {
        this.keyBindings = keyBindings == null || keyBindings.isEmpty() ? null : new ArrayList<>(keyBindings);
    }

    @CheckForNull
    public String getPacks() {
        return packs;
    }

    @DataBoundSetter
    public void setPacks(@CheckForNull String packs) {
        this.packs = Util.fixEmptyAndTrim(packs);
    }

    /** Lines of {@code NAME=value}. */
    @CheckForNull
    public String getEnv() {
        return env;
    }

    @DataBoundSetter
    public void setEnv(@CheckForNull String env) {
        this.env = Util.fixEmptyAndTrim(env);
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

    @CheckForNull
    public String getResultPrefix() {
        return resultPrefix;
    }

    /** How the names of the variables begin that later steps get of the result. */
    @DataBoundSetter
    public void setResultPrefix(@CheckForNull String resultPrefix) {
        this.resultPrefix = Util.fixEmptyAndTrim(resultPrefix);
    }

    @CheckForNull
    public String getResultFile() {
        return resultFile;
    }

    /** Path in the workspace; variables of the build are put into it. */
    @DataBoundSetter
    public void setResultFile(@CheckForNull String resultFile) {
        this.resultFile = Util.fixEmptyAndTrim(resultFile);
    }

    @Override
    public void perform(
            Run<?, ?> build, FilePath workspace, EnvVars variables, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        if (node == null) {
            throw new AbortException("the agent of the workspace " + workspace + " is gone");
        }
        BlockingRun.perform(
                checked(() -> order(parameters(), variables)),
                new BuildPlace(
                        build,
                        new BuildPlace.Spot(node, workspace, launcher),
                        BuildVariables.of(variables, build),
                        listener),
                checked(() -> ResultHandover.of(resultPrefix, variables.expand(resultFile))));
    }

    /** What is wrong with a field ends the build without a stack trace. */
    private static <T> T checked(Supplier<T> reader) throws AbortException {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            AbortException wrong = new AbortException(e.getMessage());
            wrong.initCause(e);
            throw wrong;
        }
    }

    @Override
    public RunOrder writtenOrder() {
        return order(parameters(), Set.of(), UnaryOperator.identity());
    }

    private RunOrder order(Map<String, Object> given, EnvVars variables) {
        Map<String, Object> values = FormText.expand(given, variables);
        Set<String> changed = given.keySet().stream()
                .filter(name -> !Objects.equals(given.get(name), values.get(name)))
                .collect(Collectors.toSet());
        return order(values, changed, variables::expand);
    }

    private Map<String, Object> parameters() {
        return FormText.parameters(FormText.orEmpty(parameters));
    }

    private RunOrder order(Map<String, Object> given, Set<String> changed, UnaryOperator<String> expand) {
        Map<String, String> expanded = new LinkedHashMap<>();
        FormText.variables(FormText.orEmpty(env)).forEach((name, value) -> expanded.put(name, expand.apply(value)));
        RunOrder.Concurrency queue = concurrency == null ? null : concurrency.order(expand);
        RunOrder.Limits limits = new RunOrder.Limits(timeout, logLimit, consoleLimit, resultLimit);
        return new RunOrder(
                action,
                new RunOrder.Values(given, changed),
                CredentialBinding.toMap(getCredentialBindings()),
                KeyOrder.of(getKeyBindings()),
                new RunOrder.Options(packs, expanded, limits, strictOutput, queue));
    }

    /** Offers the step for every kind of job with build steps. */
    @Extension
    @Symbol("attuneAction")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> implements RunFieldChecks {
        @Override
        public String getDisplayName() {
            return Messages.AttuneBuilder_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        @Override
        public Builder newInstance(@CheckForNull StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, SubmittedFields.merged(form));
        }

        /** For the form. */
        public ActionFields fields(@CheckForNull AttuneBuilder builder) {
            return ActionFields.of(
                    builder == null
                            ? ActionFields.Given.nothing(true)
                            : new ActionFields.Given(
                                    builder.action,
                                    FormText.orEmpty(builder.parameters),
                                    builder.getCredentialBindings(),
                                    true,
                                    false));
        }

        @POST
        public FormValidation doCheckResultPrefix(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).text(value, text -> ResultHandover.of(Util.fixEmptyAndTrim(text), null));
        }
    }
}
