package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.run.TestTickets;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the pages and the JSON of the queues tell, and to whom. */
@WithJenkins
class QueuesPageIT {
    private final TestTickets tickets = new TestTickets();

    private static HtmlPage page(JenkinsRule rule, String path) throws Exception {
        return rule.createWebClient().withJavaScriptEnabled(false).goTo(path);
    }

    private static List<String> rows(HtmlPage page, String queue) {
        return page.querySelectorAll("[data-attune-queue='" + queue + "'] tbody tr").stream()
                .map(row -> row.asNormalizedText().replaceAll("\\s+", " "))
                .toList();
    }

    private static JSONObject json(JenkinsRule rule, String path) throws Exception {
        return rule.getJSON(path).getJSONObject();
    }

    @Test
    void thePageShowsHoldersAndTheLineInOrder(JenkinsRule rule) throws Exception {
        tickets.enter(TestTickets.running(rule, "first"), TestTickets.one("deploy-prod"));
        tickets.enter(
                TestTickets.running(rule, "second"), TestTickets.one("deploy-prod"), TestTickets.one("job:second"));
        tickets.enter(TestTickets.running(rule, "third"), TestTickets.one("deploy-prod"));
        HtmlPage page = page(rule, "attune/queues/");
        assertThat(page.asNormalizedText()).contains("1 running, 2 waiting.", "1 of 1 the default limit");
        List<String> rows = rows(page, "deploy-prod");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .startsWith("Running first #1")
                .contains("waited 0")
                .endsWith("Release");
        assertThat(rows.get(1)).startsWith("1 second #1").contains("job:second").endsWith("Remove");
        assertThat(rows.get(2)).startsWith("2 third #1").endsWith("Remove");
        assertThat(page.getAnchorByText("second #1").getHrefAttribute()).isEqualTo("/jenkins/job/second/1/");
        HtmlPage one = page.getAnchorByText("job:second").click();
        assertThat(one.getUrl().getPath()).endsWith("/attune/queue/job~3asecond/");
        assertThat(rows(one, "job:second")).singleElement().asString().contains("second #1", "deploy-prod");
    }

    @Test
    void programsReadTheSame(JenkinsRule rule) throws Exception {
        tickets.enter(TestTickets.running(rule, "first"), TestTickets.one("job:first"));
        tickets.enter(TestTickets.running(rule, "second"), TestTickets.one("job:first"));
        JSONObject all = json(rule, "attune/api/json");
        assertThat(all.getInt("total")).isEqualTo(1);
        assertThat(all.getJSONObject("statistics").getInt("waiting")).isEqualTo(1);
        JSONObject listed = all.getJSONArray("queues").getJSONObject(0);
        assertThat(listed.getString("key")).isEqualTo("job:first");
        assertThat(listed.getInt("limit")).isEqualTo(1);
        assertThat(listed.containsKey("holders")).isFalse();
        String url = listed.getString("url").substring(rule.getURL().toString().length());
        assertThat(url).isEqualTo("attune/queue/job~3afirst/");

        JSONObject queue = json(rule, url + "api/json");
        JSONObject holder = queue.getJSONArray("holders").getJSONObject(0);
        assertThat(holder.getString("build")).isEqualTo("first#1");
        assertThat(holder.getString("url")).isEqualTo(rule.getURL() + "job/first/1/");
        assertThat(holder.getString("state")).isEqualTo("HELD");
        JSONObject waiter = queue.getJSONArray("waiting").getJSONObject(0);
        assertThat(waiter.getInt("position")).isEqualTo(1);
        assertThat(waiter.getString("build")).isEqualTo("second#1");
    }

    @Test
    void whatBelongsToAJobIsToldToItsReadersOnly(JenkinsRule rule) throws Exception {
        Run<?, ?> secret = TestTickets.running(rule, "secret");
        tickets.enter(secret, TestTickets.one("shared"), TestTickets.one("job:secret"));
        tickets.enter(TestTickets.running(rule, "open"), TestTickets.one("shared"));
        tickets.enter("deleted#7", "ada", TestTickets.one("shared"), TestTickets.one("started by:deleted"));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, AttunePermissions.VIEW)
                .everywhere()
                .to("viewer")
                .grant(Item.READ)
                .onItems(rule.jenkins.getItem("open"))
                .to("viewer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        JenkinsRule.WebClient viewer = rule.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .login("viewer");
        for (String path : List.of(
                "attune/queues/",
                "attune/queue/shared/",
                "attune/queues/fragment",
                "attune/fragment",
                "attune/queue/shared/fragment")) {
            HtmlPage page = viewer.goTo(path);
            assertThat(page.asNormalizedText()).as(path).contains("a job you may not see", "open #1");
            assertThat(page.getWebResponse().getContentAsString()).as(path).doesNotContain("secret", "deleted", "ada");
        }
        for (String path : List.of(
                "attune/api/json?depth=3", "attune/queue/shared/api/json?depth=3", "attune/queue/shared/api/xml")) {
            String told = viewer.goTo(path, null).getWebResponse().getContentAsString();
            assertThat(told).as(path).contains("open#1").doesNotContain("secret", "deleted", "ada");
        }
        for (String path : List.of(
                "attune/queue/job~3asecret/",
                "attune/queue/job~3asecret/api/json",
                "attune/queue/started~20by~3adeleted/")) {
            assertThat(viewer.goTo(path, null).getWebResponse().getStatusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        JenkinsRule.WebClient admin =
                rule.createWebClient().withJavaScriptEnabled(false).login("admin");
        assertThat(admin.goTo("attune/queues/").asNormalizedText()).contains("secret #1", "job:secret");
    }

    @Test
    void aLongLineIsShownPageByPage(JenkinsRule rule) throws Exception {
        Run<?, ?> build = TestTickets.running(rule, "many");
        for (int i = 0; i <= 1000; i++) {
            tickets.enter(build, TestTickets.one("long"));
        }
        assertThat(rows(page(rule, "attune/queues/"), "long"))
                .hasSize(1 + QueueBoard.TICKETS + 1)
                .last()
                .isEqualTo("990 more wait");
        HtmlPage first = page(rule, "attune/queue/long/");
        List<String> rows = rows(first, "long");
        assertThat(rows).hasSize(1 + QueuePage.TICKETS + 1);
        HtmlPage second = first.getAnchorByText("900 more wait").click();
        assertThat(rows(second, "long").get(1)).isEqualTo("100 wait in front of these");
        assertThat(rows(second, "long").get(2)).startsWith("101 ");
        HtmlPage last = page(rule, "attune/queue/long/?from=900");
        assertThat(rows(last, "long")).last().asString().startsWith("1000 ");
        JSONObject json = json(rule, "attune/queue/long/api/json?from=990&count=100");
        assertThat(json.getJSONArray("waiting").size()).isEqualTo(10);
        assertThat(json.getJSONArray("waiting").getJSONObject(0).getInt("position"))
                .isEqualTo(991);
        for (String wrong : List.of("from=-1", "from=x", "count=0", "count=1001", "from=99999999999")) {
            for (String path :
                    List.of("attune/queue/long/?", "attune/queue/long/api/json?", "attune/queue/long/fragment?")) {
                assertThat(rule.createWebClient()
                                .withThrowExceptionOnFailingStatusCode(false)
                                .withJavaScriptEnabled(false)
                                .goTo(path + wrong, null)
                                .getWebResponse()
                                .getStatusCode())
                        .as(path + wrong)
                        .isEqualTo(path.endsWith("json?") || wrong.startsWith("from") ? 400 : 200);
            }
        }
    }

    @Test
    void manyQueuesAreShownPageByPageAndFoundByName(JenkinsRule rule) throws Exception {
        Run<?, ?> build = TestTickets.running(rule, "many");
        for (int i = 0; i < 60; i++) {
            tickets.enter(build, TestTickets.one("key-" + (100 + i)));
        }
        HtmlPage first = page(rule, "attune/queues/");
        assertThat(first.querySelectorAll("[data-attune-queue]")).hasSize(QueueBoard.QUEUES);
        HtmlPage second = first.getAnchorByText("Next").click();
        assertThat(second.querySelectorAll("[data-attune-queue]")).hasSize(10);
        HtmlPage found = page(rule, "attune/?filter=KEY-14");
        assertThat(found.querySelectorAll("[data-attune-queue]")).hasSize(10);
        assertThat(json(rule, "attune/api/json?count=5&from=58")
                        .getJSONArray("queues")
                        .size())
                .isEqualTo(2);
        assertThat(page(rule, "attune/?filter=%3Cb%3E").asNormalizedText()).contains("No queue has this in its name.");
    }

    @Test
    void aQueueThatNobodyUsesHasAPageButIsNoneForPrograms(JenkinsRule rule) throws Exception {
        assertThat(page(rule, "attune/queues/").asNormalizedText()).contains("Nobody runs or waits in a queue");
        assertThat(page(rule, "attune/queue/unused/").asNormalizedText()).contains("Nobody is in this queue.");
        HtmlPage opened = page(rule, "attune/?filter=team/app:1")
                .getAnchorByText("Open team/app:1, which nobody uses")
                .click();
        assertThat(opened.getUrl().getPath()).endsWith("/attune/queue/team~2fapp~3a1/");
        JenkinsRule.WebClient lenient = rule.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        for (String path :
                List.of("attune/queue/unused/api/json", "attune/queue/~2F/", "attune/queue/a%20b/", "attune/queue/")) {
            assertThat(lenient.goTo(path, null).getWebResponse().getStatusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }
}
