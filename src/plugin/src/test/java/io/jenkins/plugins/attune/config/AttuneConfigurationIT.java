package io.jenkins.plugins.attune.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.attune.engine.allow.ActionPattern;
import io.jenkins.plugins.attune.engine.allow.AllowList;
import io.jenkins.plugins.attune.engine.allow.WorkspacePacks;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.queue.Breaker;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.Rate;
import io.jenkins.plugins.attune.engine.run.LimitPolicy;
import io.jenkins.plugins.attune.engine.run.LimitPolicy.Bound;
import io.jenkins.plugins.attune.engine.source.Download;
import io.jenkins.plugins.attune.engine.source.PackSpec;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an administrator sets, by form and as code. */
@WithJenkins
class AttuneConfigurationIT {
    private JenkinsRule rule;

    @BeforeEach
    void take(JenkinsRule jenkins) {
        rule = jenkins;
    }

    private static void configure() throws Exception {
        URL file = AttuneConfigurationIT.class.getResource("attune.yaml");
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static void assertConfigured() {
        AttuneConfiguration configuration = AttuneConfiguration.get();
        assertThat(configuration.isLiteralSecrets()).isTrue();
        LimitSettings limits = configuration.getLimits();
        assertThat(limits.policy())
                .isEqualTo(new LimitPolicy(
                        new Bound(600, 7200),
                        new Bound(1 << 20, 20 << 20),
                        new Bound(64 << 10, 1 << 20),
                        new Bound(128 << 10, 2 << 20)));
        assertThat(limits.getAgentReturn()).isEqualTo(60);
        ConcurrencySettings concurrency = configuration.getConcurrency();
        assertThat(concurrency.getPerAgent()).isEqualTo(20);
        assertThat(concurrency.getPerJob()).isEqualTo(5);
        assertThat(concurrency.getPerUser()).isEqualTo(10);
        assertThat(concurrency.getTotal()).isEqualTo(50);
        assertThat(concurrency.getWaitLimit()).isEqualTo(7200);
        assertQueuesConfigured(configuration.getQueues());
        assertThat(configuration.getKeys().isSecretTokens()).isTrue();
        assertThat(configuration.getKeys().writableIds()).containsExactly("vault-token", "crm");
        assertThat(KeyBinding.toMap(configuration.getKeys().getBindings()))
                .isEqualTo(Map.of(
                        "vault_credentials",
                        Map.of(
                                "credentialsId",
                                "vault-login",
                                "template",
                                Map.of("url", "https://vault", "token", "#password")),
                        "crm.token",
                        "crm#password"));
        RetentionSettings retention = configuration.getRetention();
        assertThat(retention.getVersions()).isEqualTo(7);
        assertThat(retention.getDays()).isEqualTo(14);
        assertThat(retention.getSize()).isEqualTo("50MiB");
        assertEnvironmentsConfigured(configuration.getEnvironments());
        assertPacksConfigured(configuration.getPacks());
        assertThat(configuration.getAllow().list("x"))
                .isEqualTo(new AllowList(
                        "x",
                        true,
                        List.of(ActionPattern.parse("core"), ActionPattern.parse("web.deploy_*")),
                        List.of(ActionPattern.parse("core.http_request")),
                        WorkspacePacks.TRUSTED));
    }

    private static void assertPacksConfigured(PackSettings packs) {
        PackSourceSetting.Means means = new PackSourceSetting.Means(
                new Download(HttpClient.newBuilder(), packs.rules(), Duration.ofSeconds(1)), new PackLoader(List.of()));
        assertThat(packs.getSources())
                .extracting(source -> source.source(means).shown())
                .containsExactly(
                        "/srv/attune-packs",
                        "https://git.example/crm.git at v1.2.0",
                        "https://packs.example/web.tar.gz",
                        "https://packs.example/index.json");
        assertThat(packs.credentialFor("https://git.example/crm.git")).isEqualTo("git-reader");
        assertThat(packs.credentialFor("https://git.example/other.git")).isNull();
        assertThat(packs.specs()).extracting(PackSpec::toString).containsExactly("github@0.1.0", "web");
        assertThat(packs.rules().plainHosts()).containsExactly("packs.example");
    }

    private static void assertEnvironmentsConfigured(EnvironmentSettings settings) {
        InstallSettings jenkins = settings.install("jenkins");
        assertThat(jenkins)
                .isEqualTo(new InstallSettings(
                        new InstallSettings.Sources(
                                "https://pypi.example/simple",
                                List.of("https://one.example/simple", "https://two.example/simple"),
                                "/srv/wheels",
                                "https://npm.example/",
                                List.of("one.example")),
                        new InstallSettings.Additions(
                                List.of("attune-sdk==0.3.1", "requests"), List.of("urllib3<2", "requests<3"), false),
                        new InstallSettings.Tools(
                                InstallSettings.Installer.PIP,
                                "/srv/pip.whl",
                                List.of("/opt/python/bin", "/opt/node/bin")),
                        new InstallSettings.Limits(Duration.ofMinutes(10), 2L << 30, Duration.ofDays(7))));
        assertThat(settings.install("web").additions())
                .isEqualTo(new InstallSettings.Additions(List.of(), List.of("urllib3<2"), true));
        assertThat(settings.getSources().getCredentials())
                .extracting(IndexCredential::getHost, IndexCredential::getCredentialsId)
                .containsExactly(tuple("pypi.example", "pypi"), tuple("npm.example", "npm"));
    }

    @ParameterizedTest
    @CsvSource({
        "indexUrl, https://bot:hunter2@pypi.example/simple, name the credentials for the host",
        "indexUrl, ftp://pypi.example, must begin with https",
        "npmRegistry, https://npm.exa mple, not a URL",
        "trustedHosts, a/b, must be a host"
    })
    void anAddressThatHoldsAPasswordOrIsNoneIsRefusedAndNotRepeated(String field, String value, String why)
            throws Exception {
        secure();
        String check = "descriptorByName/" + PackageSources.class.getName() + "/check"
                + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1) + "?value="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);

        assertThat(checked("admin", check)).contains(why).doesNotContain("hunter2");
    }

    @Test
    void credentialsForAnIndexAreOfferedToAdministratorsOnly() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.SYSTEM, "index-token", "", Secret.fromString("x")));
        secure();
        String fill = "descriptorByName/" + IndexCredential.class.getName() + "/fillCredentialsIdItems?credentialsId=";

        assertThat(checked("admin", fill)).contains("index-token");
        assertThat(checked("reader", fill)).doesNotContain("index-token");
    }

    private static void assertQueuesConfigured(PolicySettings queues) {
        assertThat(queues.getActionLimit()).isEqualTo(3);
        assertThat(queues.getPolicies()).hasSize(2);
        QueuePolicy action = queues.getPolicies().get(0);
        assertThat(action.identity()).isEqualTo("action web.* deploy-${parameters.env}");
        assertThat(action.policy()).isEqualTo(new Policy(1, 20, null, new Rate(10, 30), new Breaker(5, 120)));
        QueuePolicy queue = queues.getPolicies().get(1);
        assertThat(queue.isFor(QueuePolicy.Target.QUEUE, "licences")).isTrue();
        assertThat(queue.policy()).isEqualTo(Policy.limit(2));
    }

    @Test
    void aPolicyThatAsksForNothingIsRefused() {
        PolicySettings settings = new PolicySettings();
        settings.setPolicies(List.of(new QueuePolicy("pack", "web")));

        assertThatThrownBy(() -> AttuneConfiguration.get().setQueues(settings))
                .hasMessageContaining("the policy for the pack 'web' asks for nothing");
        assertThat(AttuneConfiguration.get().getQueues().getPolicies()).isEmpty();
    }

    @Test
    void theNameOfAPolicyMayStandForSeveral() {
        QueuePolicy policy = new QueuePolicy("action", "web.*_prod");

        assertThat(policy.isFor(QueuePolicy.Target.ACTION, "web.deploy_prod")).isTrue();
        assertThat(policy.isFor(QueuePolicy.Target.ACTION, "web.deploy_test")).isFalse();
        assertThat(policy.isFor(QueuePolicy.Target.ACTION, "webXdeploy_prod")).isFalse();
        assertThat(policy.isFor(QueuePolicy.Target.QUEUE, "web.deploy_prod")).isFalse();
    }

    @Test
    void isReadFromCodeAndSurvivesTheFormAndAReload() throws Exception {
        configure();
        assertConfigured();

        rule.configRoundtrip();
        assertConfigured();

        AttuneConfiguration.get().load();
        assertConfigured();
    }

    @Test
    void theManualNamesTheDefaults() throws Exception {
        String manual = Files.readString(Path.of("../../docs/administration.md"));
        Path yaml = rule.jenkins.getRootDir().toPath().resolve("manual.yaml");
        int from = manual.indexOf("```yaml\n") + "```yaml\n".length();
        Files.writeString(yaml, manual.substring(from, manual.indexOf("```", from)));
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        String defaults = Util.toYamlString(Util.getUnclassifiedRoot(context).get("attune"));
        configure();
        assertThat(Util.toYamlString(Util.getUnclassifiedRoot(context).get("attune")))
                .isNotEqualTo(defaults);

        ConfigurationAsCode.get().configure(yaml.toString());

        assertThat(Util.toYamlString(Util.getUnclassifiedRoot(context).get("attune")))
                .isEqualTo(defaults);
    }

    @Test
    void isExportedAsItWasRead() throws Exception {
        configure();

        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        CNode exported = Util.getUnclassifiedRoot(context).get("attune");

        String given = Files.readString(
                Path.of(AttuneConfigurationIT.class.getResource("attune.yaml").toURI()));
        String wanted = given.replace("unclassified:\n  attune:\n", "").replaceAll("(?m)^    ", "");
        assertThat(fields(Util.toYamlString(exported))).containsExactlyInAnyOrderElementsOf(fields(wanted));
    }

    /** Without their order: that of the fields of one part is any. */
    private static List<String> fields(String yaml) {
        return yaml.lines().map(line -> line.strip().replaceFirst("^- ", "")).toList();
    }

    @Test
    void aConfigurationThatContradictsItselfIsRefused() {
        LimitSettings settings = new LimitSettings();
        settings.setMaxLogLimit("1MiB");

        assertThatThrownBy(() -> AttuneConfiguration.get().setLimits(settings))
                .hasMessage("logLimit: the default 10485760 is above the maximum 1048576");
        assertThat(AttuneConfiguration.get().getLimits().getMaxLogLimit()).isEqualTo("100MiB");
    }

    @Test
    void theFormTellsWhatIsWrongAndKeepsWhatWas() throws Exception {
        JenkinsRule.WebClient client = rule.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlPage page = client.goTo("configure");
        HtmlForm form = page.getFormByName("config");
        HtmlInput most = form.getInputByName("_.maxTimeout");
        most.setValue("10");

        assertThat(rule.submit(form).getWebResponse().getContentAsString())
                .contains("the default 3600 is above the maximum 10");
        assertThat(AttuneConfiguration.get().getLimits().getMaxTimeout()).isEqualTo(172_800);
    }

    @Test
    void nothingIsToldToWhoMayNotConfigure() throws Exception {
        secure();
        String check = "descriptorByName/" + LimitSettings.class.getName() + "/checkMaxTimeout?timeout=60&value=x";

        assertThat(checked("admin", check)).contains("Not a whole number");
        assertThat(checked("reader", check)).doesNotContain("Not a whole number");
    }

    private void secure() {
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(jenkins.model.Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(jenkins.model.Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    private String checked(String user, String check) throws Exception {
        JenkinsRule.WebClient client = rule.createWebClient().login(user);
        return client.getPage(client.addCrumb(
                        new org.htmlunit.WebRequest(client.createCrumbedUrl(check), org.htmlunit.HttpMethod.POST)))
                .getWebResponse()
                .getContentAsString();
    }
}
