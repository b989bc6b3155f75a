package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Cause;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.queue.QueueTaskFuture;
import hudson.scm.NullSCM;
import hudson.scm.SCM;
import hudson.scm.SCMRevisionState;
import io.jenkins.plugins.attune.allow.AllowJobProperty;
import io.jenkins.plugins.attune.config.AllowSettings;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.folder.AllowFolderProperty;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What may be run is said for the whole Jenkins, for folders and for jobs, and the strictest counts. */
@WithJenkins
class AllowListsIT {
    private static JenkinsRule rule;

    @BeforeAll
    static void take(JenkinsRule jenkins) {
        rule = jenkins;
    }

    @AfterEach
    void allowAll() {
        AttuneConfiguration.get().setAllow(null);
    }

    private static AllowSettings deny(String patterns) {
        AllowSettings settings = new AllowSettings();
        settings.setDenied(patterns);
        return settings;
    }

    private static AllowSettings only(String patterns) {
        AllowSettings settings = new AllowSettings();
        settings.setDenyByDefault(true);
        settings.setAllowed(patterns);
        return settings;
    }

    private static AllowSettings workspace(String packs) {
        AllowSettings settings = new AllowSettings();
        settings.setWorkspacePacks(packs);
        return settings;
    }

    private static Folder folder(AllowSettings rules) throws Exception {
        Folder folder = rule.createProject(Folder.class);
        folder.addProperty(new AllowFolderProperty(rules));
        return folder;
    }

    private static WorkflowJob pipeline(Folder folder, String step) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "pipeline");
        job.setDefinition(new CpsFlowDefinition("node { " + step + " }", true));
        return job;
    }

    private static String log(Result expected, QueueTaskFuture<? extends Run<?, ?>> build) throws Exception {
        return JenkinsRule.getLog(rule.assertBuildStatus(expected, build.get()));
    }

    private static FreeStyleProject echo(Folder folder, String action) throws Exception {
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "freestyle");
        AttuneBuilder builder = new AttuneBuilder(action);
        builder.setParameters("message: it ran");
        job.getBuildersList().add(builder);
        return job;
    }

    /** Would be called for the checkout, which needs an agent. */
    private static final class Unwanted extends NullSCM {
        private static final AtomicInteger CHECKOUTS = new AtomicInteger();

        @Override
        public void checkout(
                Run<?, ?> build,
                Launcher launcher,
                FilePath workspace,
                TaskListener listener,
                File changelog,
                SCMRevisionState baseline) {
            CHECKOUTS.incrementAndGet();
        }
    }

    @Test
    void aFreestyleBuildIsRefusedBeforeItsCheckout() throws Exception {
        FreeStyleProject job = echo(folder(deny("core.echo")), "core.echo");
        job.setScm(new Unwanted());

        assertThat(log(Result.FAILURE, job.scheduleBuild2(0))).contains("the action 'core.echo' is not allowed");
        assertThat(Unwanted.CHECKOUTS).hasValue(0);
    }

    @Test
    void aFolderRefusesWhatItDenies() throws Exception {
        Folder folder = folder(deny("core.ec*"));
        WorkflowJob pipeline = pipeline(folder, "attuneRun action: 'core.echo', parameters: [message: 'it ran']");

        String told = "the action 'core.echo' is not allowed: the rule 'core.ec*' refuses it in the folder '"
                + folder.getFullName() + "'";

        assertThat(log(Result.FAILURE, pipeline.scheduleBuild2(0)))
                .contains(told)
                .doesNotContain("\nit ran");
        FreeStyleProject freestyle = echo(folder, "core.echo");
        assertThat(log(Result.FAILURE, freestyle.scheduleBuild2(0)))
                .contains(told)
                .doesNotContain("\nit ran");
    }

    @Test
    void aFolderCannotAllowWhatTheSystemRefuses() throws Exception {
        AttuneConfiguration.get().setAllow(only("github"));
        Folder folder = folder(only("core.*"));

        assertThat(log(Result.FAILURE, echo(folder, "core.echo").scheduleBuild2(0)))
                .contains("it is not among what is allowed in the system configuration");
    }

    @Test
    void aJobNarrowsWhatItsFolderAllows() throws Exception {
        Folder folder = folder(only("core.*"));
        FreeStyleProject job = echo(folder, "core.echo");
        assertThat(log(Result.SUCCESS, job.scheduleBuild2(0))).contains("it ran");

        job.addProperty(new AllowJobProperty(only("core.sleep")));

        assertThat(log(Result.FAILURE, job.scheduleBuild2(0)))
                .contains("it is not among what is allowed in the job '" + job.getFullName() + "'");
    }

    @Test
    void packsOfTheWorkspaceAreNotEvenReadWhereTheyAreForbidden() throws Exception {
        Folder folder = folder(workspace("forbidden"));
        WorkflowJob job = pipeline(folder, "attuneRun action: 'trial.blab', packs: 'there-is-none'");

        assertThat(log(Result.FAILURE, job.scheduleBuild2(0)))
                .contains("packs of the workspace are not allowed: they are forbidden in the folder")
                .doesNotContain("does not exist in the workspace");
    }

    /** Stands for the source of a multibranch project. */
    @TestExtension
    public static final class Branches extends SCMSource.SourceByItem {
        private static final String TRUSTED = "main";

        @Override
        public SCMSource getSource(Item item) {
            return item.getName().startsWith("branch") ? new Source() : null;
        }

        private static final class Source extends SCMSource {
            Source() {
                setId("source");
            }

            @Override
            protected void retrieve(
                    SCMSourceCriteria criteria, SCMHeadObserver observer, SCMHeadEvent<?> event, TaskListener log) {
                throw new UnsupportedOperationException();
            }

            @Override
            public SCM build(SCMHead head, SCMRevision revision) {
                return new NullSCM();
            }

            @Override
            public SCMRevision getTrustedRevision(SCMRevision revision, TaskListener listener) {
                return new Revision(TRUSTED);
            }
        }

        /** Of a branch; there is one of each. */
        private static final class Revision extends SCMRevision {
            Revision(String branch) {
                super(new SCMHead(branch));
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Revision revision && getHead().equals(revision.getHead());
            }

            @Override
            public int hashCode() {
                return getHead().hashCode();
            }

            @Override
            public String toString() {
                return "r1";
            }
        }

        static SCMRevisionAction built(String branch) {
            return new SCMRevisionAction(new Source(), new Revision(branch));
        }
    }

    @Test
    void onlyABuildOfATrustedRevisionUsesPacksOfItsWorkspace() throws Exception {
        AttuneConfiguration.get().setAllow(workspace("trusted"));
        FreeStyleProject job = rule.createFreeStyleProject("branch-job");
        AttuneBuilder builder = new AttuneBuilder("trial.blab");
        builder.setPacks("there-is-none");
        job.getBuildersList().add(builder);

        assertThat(log(Result.FAILURE, job.scheduleBuild2(0, (Cause) null, Branches.built("main"))))
                .contains("does not exist in the workspace");
        assertThat(log(Result.FAILURE, job.scheduleBuild2(0, (Cause) null, Branches.built("from-a-stranger"))))
                .contains("only trusted builds may use them in the system configuration, and the revision r1 of"
                        + " from-a-stranger is not trusted");
        assertThat(log(Result.FAILURE, job.scheduleBuild2(0)))
                .contains("nothing tells which revision this build is of");
    }

    @Test
    void aJobThatIsNoneOfAMultibranchProjectIsTrusted() throws Exception {
        Folder folder = folder(workspace("trusted"));
        WorkflowJob job = pipeline(folder, "attuneRun action: 'trial.blab', packs: 'there-is-none'");

        assertThat(log(Result.FAILURE, job.scheduleBuild2(0))).contains("does not exist in the workspace");
    }

    @Test
    void aPackOfWhichNothingIsAllowedIsNotPrepared() throws Exception {
        Folder folder = folder(deny("core"));
        WorkflowJob job = pipeline(folder, "attunePrepare 'core'");

        assertThat(log(Result.FAILURE, job.scheduleBuild2(0)))
                .contains("the pack 'core' is not allowed: the rule 'core' refuses it in the folder");
        isAudited(job, "\"action\":\"core\"", "the rule 'core'");
    }

    /** As refused by a rule. */
    private static void isAudited(Job<?, ?> job, String... texts) {
        Path log = rule.jenkins.getRootDir().toPath().resolve("logs/attune/audit.0.log");
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Files.readAllLines(log)).anySatisfy(line -> assertThat(line)
                        .contains(texts)
                        .contains(job.getFullName(), "\"status\":\"refused\"", "not_allowed")));
    }

    @Test
    void aRefusalIsInTheAuditLog() throws Exception {
        Folder folder = folder(deny("core.echo"));
        Job<?, ?> job = echo(folder, "core.echo");
        rule.buildAndAssertStatus(Result.FAILURE, (FreeStyleProject) job);

        isAudited(job, "the rule 'core.echo'");
    }

    @Test
    void theRulesSurviveTheFormsOfJobAndFolder() throws Exception {
        AllowSettings rules = only("core.*\ngithub");
        rules.setDenied("core.http_request");
        rules.setWorkspacePacks("trusted");
        Folder folder = folder(rules);
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "form");
        job.addProperty(new AllowJobProperty(rules));

        rule.configRoundtrip(job);
        rule.configRoundtrip(folder);

        assertThat(job.getProperty(AllowJobProperty.class).getRules().list("x")).isEqualTo(rules.list("x"));
        assertThat(folder.getProperties()
                        .get(AllowFolderProperty.class)
                        .getRules()
                        .list("x"))
                .isEqualTo(rules.list("x"));
    }
}
