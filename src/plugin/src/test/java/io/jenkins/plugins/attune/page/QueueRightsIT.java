package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Run;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.run.TestTickets;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        Run<?, ?> build = TestTickets.running(rule, "app");
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

    /** The answer to those without a permission, to those who may view, and to those who may manage. */
    private record Right(String method, String path, int stranger, int viewer, int manager) {
        int of(String person) {
            return switch (person) {
                case "viewer" -> viewer;
                case "manager" -> manager;
                default -> stranger;
            };
        }
    }

    /** In an order in which each can be done; the manual has them as a table. */
    private static final List<Right> RIGHTS = List.of(
            new Right("GET", "", 403, 200, 200),
            new Right("GET", "fragment", 403, 200, 200),
            new Right("GET", "queues/", 403, 200, 200),
            new Right("GET", "queues/fragment", 403, 200, 200),
            new Right("GET", "queues/api/json", 403, 200, 200),
            new Right("GET", "packs/", 403, 200, 200),
            new Right("GET", "packs/api/json", 403, 200, 200),
            new Right("GET", "packs/core/", 403, 200, 200),
            new Right("GET", "packs/core/api/json", 403, 200, 200),
            new Right("GET", "packs/core/echo/", 403, 200, 200),
            new Right("GET", "packs/core/echo/api/json", 403, 200, 200),
            new Right("GET", "packs/nothing/", 403, 404, 404),
            new Right("GET", "runs/", 403, 200, 200),
            new Right("GET", "runs/api/json", 403, 200, 200),
            new Right("GET", "environments/", 403, 200, 200),
            new Right("GET", "environments/api/json", 403, 200, 200),
            new Right("GET", "manage/fragment", 403, 403, 403),
            new Right("GET", "manage/install?pack=core", 403, 404, 404),
            new Right("POST", "manage/install?pack=core", 403, 403, 403),
            new Right("POST", "manage/remove?pack=core", 403, 403, 403),
            new Right("POST", "manage/look", 403, 403, 403),
            new Right("POST", "packs/", 403, 404, 404),
            new Right("POST", "packs/core/echo/", 403, 404, 404),
            new Right("POST", "runs/", 403, 404, 404),
            new Right("GET", "api/json", 403, 200, 200),
            new Right("GET", "api/xml", 403, 200, 200),
            new Right("GET", "queue/k/", 403, 200, 200),
            new Right("GET", "queue/k/fragment", 403, 200, 200),
            new Right("GET", "queue/k/api/json", 403, 200, 200),
            new Right("GET", "queue/other/api/json", 403, 404, 404),
            new Right("POST", "", 403, 404, 404),
            new Right("POST", "fragment", 403, 404, 404),
            new Right("POST", "queue/k/", 403, 404, 404),
            new Right("POST", "queue/k/fragment", 403, 404, 404),
            new Right("GET", "page", 403, 404, 404),
            new Right("GET", "frame", 403, 404, 404),
            new Right("GET", "queue/k/page", 403, 404, 404),
            new Right("GET", "queue/k/pause?version=0", 403, 404, 404),
            new Right("GET", "queue/k/resume?version=0", 403, 404, 404),
            new Right("GET", "queue/k/limit?version=0&limit=2", 403, 404, 404),
            new Right("GET", "queue/k/release?ticket=1", 403, 404, 404),
            new Right("GET", "queue/k/remove?ticket=2", 403, 404, 404),
            new Right("GET", "queue/k/resetBreaker", 403, 404, 404),
            new Right("POST", "queue/k/pause?version=0", 403, 403, 200),
            new Right("POST", "queue/p/resume?version=0", 403, 403, 200),
            new Right("POST", "queue/l/limit?version=0&limit=2", 403, 403, 200),
            new Right("POST", "queue/k/remove?ticket=2", 403, 403, 200),
            new Right("POST", "queue/k/resetBreaker", 403, 403, 200),
            new Right("POST", "queue/k/release?ticket=1", 403, 403, 200));

    @Test
    void everyAddressAsksForItsPermission() throws Exception {
        for (String person : PEOPLE) {
            JenkinsRule.WebClient client = as(person);
            for (Right right : RIGHTS) {
                WebResponse answer = ask(client, HttpMethod.valueOf(right.method()), right.path());
                assertThat(answer.getStatusCode())
                        .as(person + ": " + right.method() + " " + right.path())
                        .isEqualTo(right.of(person));
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
        String viewer = ask(as("viewer"), HttpMethod.GET, "queues/").getContentAsString();
        assertThat(viewer).contains("data-attune-queue=\"k\"").doesNotContain("data-attune-do");
        assertThat(ask(as("manager"), HttpMethod.GET, "queues/").getContentAsString())
                .contains("data-attune-do");
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
        Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(() -> assertThat(
                        Files.readAllLines(log))
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
