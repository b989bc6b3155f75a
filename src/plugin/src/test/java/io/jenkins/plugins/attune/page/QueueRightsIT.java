package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.run.TestTickets;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may do what, address by address; and what becomes of a change. */
@WithJenkins
class QueueRightsIT {
    private static final List<String> PEOPLE = List.of("anonymous", "stranger", "viewer", "manager");

    private final TestTickets tickets = new TestTickets();
    private JenkinsRule rule;

    @BeforeEach
    void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        FreeStyleBuild build = rule.buildAndAssertSuccess(rule.createFreeStyleProject("app"));
        tickets.enter(build, TestTickets.one("k"));
        tickets.enter(build, TestTickets.one("k"));
        tickets.enter(build, TestTickets.one("k"));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger", "viewer", "manager")
                .grant(AttunePermissions.VIEW)
                .everywhere()
                .to("viewer")
                .grant(AttunePermissions.MANAGE_QUEUES)
                .everywhere()
                .to("manager"));
    }

    private JenkinsRule.WebClient as(String person) throws Exception {
        JenkinsRule.WebClient client =
                rule.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        client.setRefreshHandler((page, url, seconds) -> {});
        return person.equals("anonymous") ? client : client.login(person);
    }

    private WebResponse ask(JenkinsRule.WebClient client, HttpMethod method, String path) throws Exception {
        WebRequest request = new WebRequest(new URL(rule.getURL(), "attune/" + path), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse();
    }

    private WebResponse post(String person, String path) throws Exception {
        return ask(as(person), HttpMethod.POST, path);
    }

    /** Rows of the table in the manual: method, address, and the status for each of the people. */
    private static final Map<String, List<Integer>> RIGHTS = Map.ofEntries(
            Map.entry("GET ", List.of(403, 403, 200, 200)),
            Map.entry("GET fragment", List.of(403, 403, 200, 200)),
            Map.entry("GET open?key=k", List.of(403, 403, 200, 200)),
            Map.entry("GET api/json", List.of(403, 403, 200, 200)),
            Map.entry("GET api/xml", List.of(403, 403, 200, 200)),
            Map.entry("GET queue/k/", List.of(403, 403, 200, 200)),
            Map.entry("GET queue/k/fragment", List.of(403, 403, 200, 200)),
            Map.entry("GET queue/k/api/json", List.of(403, 403, 200, 200)),
            Map.entry("GET queue/other/api/json", List.of(403, 403, 404, 404)),
            Map.entry("POST ", List.of(403, 403, 404, 404)),
            Map.entry("POST fragment", List.of(403, 403, 404, 404)),
            Map.entry("POST queue/k/", List.of(403, 403, 404, 404)),
            Map.entry("POST queue/k/fragment", List.of(403, 403, 404, 404)),
            Map.entry("GET page", List.of(403, 403, 404, 404)),
            Map.entry("GET frame", List.of(403, 403, 404, 404)),
            Map.entry("GET queue/k/page", List.of(403, 403, 404, 404)),
            Map.entry("GET queue/k/pause?version=0", List.of(403, 403, 404, 404)),
            Map.entry("GET queue/k/resume?version=0", List.of(403, 403, 404, 404)),
            Map.entry("GET queue/k/limit?version=0&limit=2", List.of(403, 403, 404, 404)),
            Map.entry("GET queue/k/release?ticket=1", List.of(403, 403, 404, 404)),
            Map.entry("GET queue/k/remove?ticket=2", List.of(403, 403, 404, 404)),
            Map.entry("GET queue/k/resetBreaker", List.of(403, 403, 404, 404)),
            Map.entry("POST queue/k/pause?version=0", List.of(403, 403, 403, 200)),
            Map.entry("POST queue/p/resume?version=0", List.of(403, 403, 403, 200)),
            Map.entry("POST queue/l/limit?version=0&limit=2", List.of(403, 403, 403, 200)),
            Map.entry("POST queue/k/release?ticket=1", List.of(403, 403, 403, 200)),
            Map.entry("POST queue/k/remove?ticket=2", List.of(403, 403, 403, 200)),
            Map.entry("POST queue/k/resetBreaker", List.of(403, 403, 403, 200)));

    @Test
    void everyAddressAsksForItsPermission() throws Exception {
        for (int i = 0; i < PEOPLE.size(); i++) {
            JenkinsRule.WebClient client = as(PEOPLE.get(i));
            for (Map.Entry<String, List<Integer>> row : RIGHTS.entrySet()) {
                String[] call = row.getKey().split(" ", 2);
                WebResponse answer = ask(client, HttpMethod.valueOf(call[0]), call[1]);
                assertThat(answer.getStatusCode())
                        .as(PEOPLE.get(i) + ": " + row.getKey())
                        .isEqualTo(row.getValue().get(i));
                if (answer.getStatusCode() != 200) {
                    assertThat(answer.getContentAsString()).doesNotContain("data-attune-queue", "app #1", "app#1");
                }
            }
        }
    }

    @Test
    void aChangeWithoutTheCrumbIsRefused() throws Exception {
        WebRequest request = new WebRequest(new URL(rule.getURL(), "attune/queue/k/pause?version=0"), HttpMethod.POST);
        WebResponse answer = as("manager").getPage(request).getWebResponse();
        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(tickets.queues().settings("k").settings().paused()).isFalse();
    }

    @Test
    void onlyThoseWhoMayChangeSomethingSeeHow() throws Exception {
        String viewer = ask(as("viewer"), HttpMethod.GET, "").getContentAsString();
        assertThat(viewer).contains("data-attune-queue=\"k\"").doesNotContain("data-attune-do", "attune-open-key");
        assertThat(ask(as("manager"), HttpMethod.GET, "").getContentAsString())
                .contains("data-attune-do", "attune-open-key");
        assertThat(as("stranger").goTo("").getWebResponse().getContentAsString())
                .doesNotContain("/attune");
        assertThat(as("viewer").goTo("").getWebResponse().getContentAsString()).contains("/attune");
    }

    @Test
    void aStaleChangeIsRefusedWithItsReason() throws Exception {
        JsonNode made = json(post("manager", "queue/k/limit?version=0&limit=2"));
        long version = made.path("version").longValue();
        assertThat(version).isPositive();
        assertThat(made.path("changes").path(0).textValue()).isEqualTo("limit none → 2");

        WebResponse refused = post("manager", "queue/k/pause?version=0");
        assertThat(refused.getStatusCode()).isEqualTo(409);
        JsonNode reason = json(refused);
        assertThat(reason.path("error").textValue()).isEqualTo("stale_change");
        assertThat(reason.path("message").textValue()).contains("manager", "limit none → 2");
        assertThat(reason.path("missed").path(0).path("by").textValue()).isEqualTo("manager");

        JsonNode removed = json(post("manager", "queue/k/limit?limit=&version=" + version));
        assertThat(removed.path("version").longValue()).isZero();
        assertThat(post("manager", "queue/k/limit?limit=3&version=" + version).getStatusCode())
                .isEqualTo(409);
    }

    @Test
    void whatCannotBeDoneIsSaid() throws Exception {
        assertThat(post("manager", "queue/k/pause").getStatusCode()).isEqualTo(400);
        assertThat(post("manager", "queue/k/limit?version=0&limit=x").getStatusCode())
                .isEqualTo(400);
        assertThat(post("manager", "queue/k/limit?version=0&limit=0").getStatusCode())
                .isEqualTo(400);
        assertThat(post("manager", "queue/k/pause?version=0&reason=" + "x".repeat(201))
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(post("manager", "queue/k/release").getStatusCode()).isEqualTo(400);
        assertThat(post("manager", "queue/k/release?ticket=3").getStatusCode()).isEqualTo(409);
        assertThat(post("manager", "queue/k/remove?ticket=1").getStatusCode()).isEqualTo(409);
        assertThat(post("manager", "queue/other/remove?ticket=2").getStatusCode())
                .isEqualTo(409);
        assertThat(tickets.queues().statistics().waiting()).isEqualTo(2);
    }

    @Test
    void everyChangeIsAudited() throws Exception {
        long version = json(post("manager", "queue/k/pause?version=0&reason=a%0Ab"))
                .path("version")
                .longValue();
        post("manager", "queue/k/remove?ticket=3");
        post("manager", "queue/k/release?ticket=1");
        post("manager", "queue/k/resetBreaker");
        post("viewer", "queue/k/resume?version=" + version);
        Path log = rule.jenkins.getRootDir().toPath().resolve("logs/attune/audit.0.log");
        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(Files.readAllLines(log))
                .hasSize(4));
        List<JsonNode> entries =
                Files.readAllLines(log).stream().map(QueueRightsIT::parsed).toList();
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.path("by").textValue()).isEqualTo("manager");
            assertThat(entry.path("queue").textValue()).isEqualTo("k");
        });
        assertThat(entries)
                .extracting(entry -> entry.path("change").textValue()
                        + " " + entry.path("details").path(0).asText() + " "
                        + entry.path("owner").asText())
                .containsExactly(
                        "settings paused: a b ", "remove ticket 3 app#1", "release ticket 1 app#1", "reset_breaker  ");
        assertThat(entries.get(0).path("version").longValue()).isEqualTo(version);
    }

    private static JsonNode json(WebResponse answer) {
        assertThat(answer.getContentType()).isEqualTo("application/json");
        return parsed(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    private static JsonNode parsed(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
