package io.jenkins.plugins.attune;

import hudson.Extension;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** A block in which programs are started in another way, as steps for containers do it. */
public final class LauncherStep extends Step {
    /** How the process of a stuck launcher is told from others. */
    static final String STUCK_SECONDS = "3599";

    private final String kind;
    private final List<String> enter;

    /** @param enter what leads into the container */
    @DataBoundConstructor
    public LauncherStep(String kind, List<String> enter) {
        this.kind = kind;
        this.enter = new ArrayList<>(enter);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, new Decorator(Kind.valueOf(kind), enter));
    }

    /** Who is imitated. */
    enum Kind {
        /** Nothing of stdin arrives, variables are arguments. */
        DOCKER,
        /** A shell in the container reads everything from its stdin, which what it starts shares. */
        KUBERNETES,
        /** Ends at once. */
        DEAD,
        /** Never ends, and never starts what it should. */
        STUCK,
        /** Says it has done it. */
        LYING
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final transient Decorator decorator;

        Execution(StepContext context, Decorator decorator) {
            super(context);
            this.decorator = decorator;
        }

        @Override
        public boolean start() throws Exception {
            getContext()
                    .newBodyInvoker()
                    .withContext(
                            BodyInvoker.mergeLauncherDecorators(getContext().get(LauncherDecorator.class), decorator))
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }
    }

    private static final class Decorator extends LauncherDecorator implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Kind kind;
        private final ArrayList<String> enter;

        Decorator(Kind kind, List<String> enter) {
            this.kind = kind;
            this.enter = new ArrayList<>(enter);
        }

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(ProcStarter starter) throws IOException {
                    return super.launch(
                            switch (kind) {
                                case DOCKER -> docker(starter);
                                case KUBERNETES -> kubernetes(starter);
                                case DEAD -> starter.cmds("sh", "-c", "echo no such container >&2; exit 1");
                                case STUCK -> starter.cmds("sleep", STUCK_SECONDS);
                                case LYING -> starter.cmds("true");
                            });
                }
            };
        }

        private Launcher.ProcStarter docker(Launcher.ProcStarter starter) {
            List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" </dev/null", "sh"));
            command.addAll(enter);
            command.add("env");
            command.addAll(List.of(starter.envs()));
            command.addAll(starter.cmds());
            return starter.cmds(command).envs(new String[0]);
        }

        private Launcher.ProcStarter kubernetes(Launcher.ProcStarter starter) {
            String command = starter.cmds().stream()
                    .map(word -> "\"" + word.replace("$$", "\\$").replace("\"", "\\\"") + "\"")
                    .collect(Collectors.joining(" "));
            String script = "cd \"" + starter.pwd().getRemote() + "\"\n" + command + "\nexit\n";
            List<String> shell = new ArrayList<>(enter);
            shell.add("sh");
            return starter.cmds(shell).stdin(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** For pipelines of tests. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "inLauncher";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class);
        }
    }
}
