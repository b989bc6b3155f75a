package io.jenkins.plugins.attune;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hudson.model.User;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.EnvironmentSettings;
import io.jenkins.plugins.attune.config.PackAdditions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.security.ApiTokenProperty;
import jenkins.test.https.KeyStoreManager;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Unmodified packs of the public index, run by pipelines with keys made of credentials: no part of the build, because
 * their dependencies come from the package index. The packs lie in the directory {@code attune.packs}; what {@code
 * attune.sdk}, or {@code attune.sdk.jenkins} for that one, requires is what they import as the platform's client: {@code mvn -Pjenkins verify
 * -Dtest=PublishedPackRuns -Dsurefire.failIfNoSpecifiedTests=false -Dattune.packs=... -Dattune.https=... -Dattune.sdk=attune-sdk==0.3.0}.
 *
 * <p>The pack for Jenkins is run against this very Jenkins, over HTTPS with the certificate of a CA of its own: {@code
 * server.p12}, with the password "changeit", and {@code ca.pem} in the directory {@code attune.https}. The others are run
 * against a server on loopback that was written for this, and knows just these calls.
 */
class PublishedPackRuns {
    private static final String PASSWORD = "the-s3cret-of-ada";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void runThem() throws Throwable {
        HttpServer services = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        services.createContext("/", PublishedPackRuns::answer);
        services.start();
        try {
            Path https = Path.of(System.getProperty("attune.https"));
            String certificate = Files.readString(https.resolve("ca.pem"));
            jenkins.https("localhost", new KeyStoreManager(https.resolve("server.p12"), "changeit"), (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
            jenkins.startJenkins();
            Map<String, String> with = new TreeMap<>();
            with.put("packs", System.getProperty("attune.packs"));
            with.put("sdk", System.getProperty("attune.sdk"));
            with.put("sdk.jenkins", System.getProperty("attune.sdk.jenkins", System.getProperty("attune.sdk")));
            with.put("certificate", certificate);
            with.put("jenkins", jenkins.getUrl().toString());
            with.put("services", "http://127.0.0.1:" + services.getAddress().getPort());
            jenkins.runRemotely(PublishedPackRuns::runHere, new TreeMap<>(with));
        } finally {
            services.stop(0);
        }
    }

    /** Vault, RabbitMQ and Jira, as far as they are asked here. */
    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String basic = Base64.getEncoder().encodeToString(("ada:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        boolean known = ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || PASSWORD.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
        String body =
                switch (path) {
                    case "/v1/sys/health" ->
                        "{\"initialized\":true,\"sealed\":false,\"standby\":false,\"version\":\"0\"}";
                    case "/v1/secret/data/app" ->
                        known ? "{\"data\":{\"data\":{\"k\":\"value-in-vault\"},\"metadata\":{\"version\":1}}}" : "";
                    case "/api/queues/%2F" -> known ? "[{\"name\":\"q\",\"vhost\":\"/\",\"messages\":7}]" : "";
                    case "/rest/api/2/serverInfo" ->
                        "{\"versionNumbers\":[9,12,0],\"version\":\"9.12.0\",\"deploymentType\":\"Server\"}";
                    case "/rest/api/2/issue/A-1" ->
                        known ? "{\"id\":\"1\",\"key\":\"A-1\",\"fields\":{\"summary\":\"found\"}}" : "";
                    default -> "";
                };
        byte[] bytes = (body.isEmpty() ? "{\"errors\":[]}" : body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(body.isEmpty() ? 403 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void runHere(JenkinsRule rule, TreeMap<String, String> with) throws Throwable {
        credentials(rule);
        EnvironmentSettings environments = new EnvironmentSettings();
        environments.setPacks(Stream.of("jenkins", "vault", "rabbitmq", "jira")
                .map(pack -> sdk(pack, with.getOrDefault("sdk." + pack, with.get("sdk"))))
                .toList());
        AttuneConfiguration.get().setEnvironments(environments);
        Fixtures.pipeline(rule, "target", "echo 'built by an action'");
        String services = with.get("services");
        String jenkins = "[credentialsId: 'api-token', template: [base_url: '" + with.get("jenkins")
                + "', username: '#username', api_token: '#password', ca_cert: '''" + with.get("certificate") + "''']]";
        report(rule, with, "server_info", run("jenkins.server_info", "'jenkins.credentials': " + jenkins, ""));
        report(rule, with, "build_trigger", run("jenkins.build_trigger", "'jenkins.credentials': " + jenkins, """
                job_path: 'target', wait_for_start: true, max_wait_seconds: 60"""));
        report(rule, with, "build_wait", run("jenkins.build_wait", "'jenkins.credentials': " + jenkins, """
                job_path: 'target', build_number: 1, max_wait_seconds: 60, poll_interval_seconds: 1"""));
        String vault = "vault_credentials: [credentialsId: 'login', template: [url: '" + services
                + "', allow_http: true, token: '#password']]";
        report(
                rule,
                with,
                "vault",
                "attuneKeys {\n" + run("vault.health", vault, "")
                        + run("vault.kv_read", vault, "path: 'app', output_key: 'vault.app'")
                        + run("vault.kv_read", vault, "path: 'app', output_key: 'vault.app'")
                        + "}\n");
        report(
                rule,
                with,
                "rabbitmq",
                run(
                        "rabbitmq.list_queues",
                        "'rabbitmq.credentials': [credentialsId: 'login', template: [management: [url: '" + services
                                + "', username: '#username', password: '#password']]]",
                        ""));
        report(
                rule,
                with,
                "jira",
                run(
                        "jira.get_issue",
                        "'jira.credentials': [credentialsId: 'login', template: [url: '" + services
                                + "', auth_method: 'basic', username: '#username', password: '#password']]",
                        "issue_key: 'A-1'"));
        System.out.println("builds of the job that the action triggered: "
                + rule.jenkins
                        .getItemByFullName("target", WorkflowJob.class)
                        .getBuilds()
                        .size());
    }

    private static void credentials(JenkinsRule rule) throws Exception {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        User admin = realm.createAccount("admin", "a password of admin");
        rule.jenkins.setSecurityRealm(realm);
        rule.jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
        ApiTokenProperty tokens = admin.getProperty(ApiTokenProperty.class);
        String token = tokens.generateNewToken("for the pack").plainValue;
        admin.save();
        Fixtures.add(
                rule.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "api-token", "", "admin", token));
        Fixtures.add(
                rule.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "ada", PASSWORD));
    }

    private static PackAdditions sdk(String pack, String requirement) {
        PackAdditions additions = new PackAdditions(pack);
        additions.setRequirements(requirement);
        return additions;
    }

    private static String run(String action, String keys, String parameters) {
        return "r = attuneRun action: '" + action + "', packs: 'packs', returnStatus: true, keys: [" + keys
                + "], parameters: [" + (parameters.isEmpty() ? ":" : parameters) + "]\necho \"" + action
                + " -> ${r.status} ${r.exitCode} ${r.output ?: r.stderr}\"\n";
    }

    private static void report(JenkinsRule rule, Map<String, String> with, String name, String script)
            throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, name, "node('built-in') {\n" + script + "}");
        Path packs = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote()).resolve("packs");
        for (String pack : List.of("jenkins", "vault", "rabbitmq", "jira")) {
            FileUtils.copyDirectory(
                    Path.of(with.get("packs"), pack).toFile(),
                    packs.resolve(pack).toFile());
        }
        WorkflowRun build = job.scheduleBuild2(0).get();
        System.out.println("==== " + name + ": " + build.getResult());
        JenkinsRule.getLog(build)
                .lines()
                .filter(line -> line.startsWith("[attune]") || line.contains(" -> ") || line.contains("ERROR"))
                .forEach(System.out::println);
    }
}
