package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.Descriptor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.attune.AttuneBuilder;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.DirectorySetting;
import io.jenkins.plugins.attune.config.PackSettings;
import io.jenkins.plugins.attune.engine.queue.QueueView;
import io.jenkins.plugins.attune.packs.PackDesk;
import io.jenkins.plugins.attune.packs.PackTask;
import io.jenkins.plugins.attune.run.QueueDesk;
import io.jenkins.plugins.attune.run.TestTickets;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Everything that can be asked of the plugin is asked by people who may not, by {@code GET} and by {@code POST}.
 *
 * <p>What there is comes from the classes of the plugin: every public method that answers a request is called, and a class
 * with such methods that this test knows no address of makes it fail.
 */
@WithJenkins
class PageRightsIT {
    /** May nothing; may look around in Jenkins; may see Attune, and no job. */
    private static final List<String> PEOPLE = List.of("anonymous", "stranger", "viewer");

    /** Names that those must not learn. */
    private static final String CREDENTIAL = "canary-credential";

    private static final String JOB = "canary-job";
    private static final String PACK = "canarypack";
    private static final String ACTION = "canaryaction";

    private static final Set<Integer> REFUSED = Set.of(403, 404, 405);

    private static JenkinsRule rule;
    private static FreeStyleBuild build;
    private static String runId;

    @BeforeAll
    static void start(JenkinsRule jenkins, @TempDir Path packs) throws Exception {
        rule = jenkins;
        CredentialsProvider.lookupStores(rule.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, CREDENTIAL, "", Secret.fromString("canary-secret")));
        Path actions = Files.createDirectories(packs.resolve(PACK).resolve("actions"));
        Files.writeString(actions.resolveSibling("pack.yaml"), "ref: " + PACK + "\nlabel: L\nversion: 1.0.0\n");
        Files.writeString(actions.resolve("a.sh"), "echo\n");
        Files.writeString(
                actions.resolve("a.yaml"), "ref: " + PACK + "." + ACTION + "\nrunner_type: shell\nentry_point: a.sh\n");
        PackSettings settings = new PackSettings();
        settings.setSources(List.of(new DirectorySetting(packs.toString())));
        AttuneConfiguration.get().setPacks(settings);
        PackDesk.get().install(PACK);
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        PackDesk.get().task(PACK).filter(PackTask::hasEnded).isPresent());
        FreeStyleProject job = rule.createFreeStyleProject(JOB);
        job.getBuildersList().add(new AttuneBuilder(PACK + "." + ACTION));
        build = rule.buildAndAssertSuccess(job);
        try (Stream<Path> runs = Files.list(build.getRootDir().toPath().resolve("attune"))) {
            runId = runs.findFirst().orElseThrow().getFileName().toString();
        }
        new TestTickets().enter(TestTickets.running(rule, JOB + "-2"), TestTickets.one("k"));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger", "viewer")
                .grant(AttunePermissions.VIEW)
                .everywhere()
                .to("viewer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    /** Where an object of each class that answers requests is found. */
    private static Map<String, List<String>> addresses() {
        String run = build.getUrl() + "attune/run/" + runId + "/";
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        addresses.put("AttuneRootAction", List.of("attune/"));
        addresses.put("PacksPage", List.of("attune/packs/"));
        addresses.put("PackPage", List.of("attune/packs/" + PACK + "/", "attune/packs/core/"));
        addresses.put("ActionPage", List.of("attune/packs/" + PACK + "/" + ACTION + "/", "attune/packs/core/echo/"));
        addresses.put("PackManager", List.of("attune/manage/"));
        addresses.put("RunsPage", List.of("attune/runs/"));
        addresses.put("QueuesPage", List.of("attune/queues/"));
        addresses.put("QueuePage", List.of("attune/queue/k/"));
        addresses.put("EnvironmentsPage", List.of("attune/environments/"));
        addresses.put("EnvironmentsAction", List.of("computer/(built-in)/attune-environments/"));
        addresses.put("AttuneRunsAction", List.of(build.getUrl() + "attune/"));
        addresses.put("RunLogs", List.of(run));
        addresses.put("TryPage", List.of("job/" + JOB + "/attune-try/"));
        addresses.put("StreamLog", List.of(run + "stdout/", run + "stderr/"));
        return addresses;
    }

    /** Every method of the plugin that answers requests, by class. */
    private static Map<Class<?>, List<Method>> answering() {
        Map<Class<?>, List<Method>> answering = new LinkedHashMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/engine/"))
                .importPackages("io.jenkins.plugins.attune")) {
            Class<?> loaded = type.reflect();
            List<Method> methods = Arrays.stream(loaded.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
                    .filter(method -> method.getName().matches("(do|js)[A-Z].*"))
                    .toList();
            if (!methods.isEmpty() && !Modifier.isAbstract(loaded.getModifiers())) {
                answering.put(loaded, methods);
            }
        }
        return answering;
    }

    private static List<String> asked() {
        Set<String> paths = new TreeSet<>();
        Map<String, List<String>> addresses = addresses();
        addresses
                .values()
                .forEach(list -> list.forEach(address -> {
                    for (String end :
                            List.of("", "api/json", "api/xml", "api/python", "api/", "page", "fragment", "table")) {
                        paths.add(address + end);
                    }
                }));
        List<String> unknown = new ArrayList<>();
        answering().forEach((type, methods) -> {
            List<String> places = Descriptor.class.isAssignableFrom(type)
                    ? descriptor(type)
                    : addresses.getOrDefault(type.getSimpleName(), List.of());
            if (places.isEmpty()) {
                unknown.add(type.getName());
            }
            methods.forEach(method -> places.forEach(place -> paths.add(place + name(method) + PARAMETERS)));
        });
        assertThat(unknown)
                .as("classes that answer requests, of which this test knows no address")
                .isEmpty();
        return List.copyOf(paths);
    }

    /** Something for whatever a method asks for. */
    private static final String PARAMETERS =
            "?value=core.echo&action=core.echo&pack=core&id=x&version=0&ticket=1&limit=2"
                    + "&credentialsId=guess&offset=0&name=x&part=password&parameters=x";

    private static String name(Method method) {
        String name = method.getName().substring(2);
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Of Jenkins, and of a job that nobody may see. */
    private static List<String> descriptor(Class<?> type) {
        String below = "descriptorByName/" + type.getEnclosingClass().getName() + "/";
        return List.of(below, "job/" + JOB + "/" + below);
    }

    private static JenkinsRule.WebClient as(String person) throws Exception {
        JenkinsRule.WebClient client =
                rule.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        client.getOptions().setPrintContentOnFailingStatusCode(false);
        client.setRefreshHandler((page, url, seconds) -> {});
        return person.equals("anonymous") ? client : client.login(person);
    }

    private static WebResponse ask(JenkinsRule.WebClient client, HttpMethod method, String path) throws Exception {
        WebRequest request = new WebRequest(new URL(rule.getURL(), path), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        // Without a page made of it, which takes a hundred times as long.
        return client.getWebConnection().getResponse(request);
    }

    @Test
    void nothingIsToldToThoseWhoMayNot() throws Exception {
        List<String> paths = asked();
        String queue = settings();
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        for (String person : PEOPLE) {
            try (JenkinsRule.WebClient client = as(person)) {
                for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
                    for (String path : paths) {
                        WebResponse answer = ask(client, method, path);
                        table.computeIfAbsent(row(path), row -> new TreeMap<>())
                                .merge(person + " " + method + " " + answer.getStatusCode(), 1, Integer::sum);
                        check(person, method + " " + path, path, answer);
                    }
                }
            }
        }
        System.out.println(paths.size() + " addresses, each by GET and POST, as " + PEOPLE);
        table.forEach((row, answers) -> System.out.println("| " + row + " | " + answers + " |"));
        assertThat(settings()).isEqualTo(queue);
        assertThat(PackDesk.get().task("core")).isEmpty();
    }

    private static void check(String person, String call, String path, WebResponse answer) {
        String said = person + " " + call;
        for (String secret : secrets(person)) {
            // Whoever names it in the address has it told by errors.
            if (!path.contains(secret)) {
                assertThat(answer.getContentAsString()).as(said).doesNotContain(secret);
            }
        }
        if (path.startsWith("attune/") && !person.equals("viewer")) {
            assertThat(answer.getStatusCode()).as(said).isIn(REFUSED);
        }
        if (path.startsWith("attune/manage/") || path.startsWith("job/") || path.startsWith("computer/")) {
            assertThat(answer.getStatusCode()).as(said).isIn(REFUSED);
        }
    }

    /** The page instead of the address, so that the table can be read. */
    private static String row(String path) {
        return path.replace(PARAMETERS, "").replace(runId, "<id>");
    }

    /** Of the plugin's own state, which none of it may change. */
    private static String settings() throws Exception {
        QueueView view = QueueDesk.get().view("k", 10);
        return view.settings() + " " + view.holders().size() + " "
                + view.waiting().size() + Jenkins.XSTREAM2.toXML(AttuneConfiguration.get());
    }

    private static List<String> secrets(String person) {
        List<String> secrets = new ArrayList<>(List.of(CREDENTIAL, "canary-secret", JOB));
        if (!person.equals("viewer")) {
            secrets.addAll(List.of(PACK, ACTION));
        }
        return secrets;
    }

    /** Otherwise the test above would find nothing, whatever was told. */
    @Test
    void thoseWhoMayAreToldAllOfThis() throws Exception {
        StringBuilder told = new StringBuilder();
        try (JenkinsRule.WebClient admin = as("admin")) {
            for (String path : List.of("attune/", "attune/packs/" + PACK + "/", "attune/runs/api/json")) {
                told.append(ask(admin, HttpMethod.GET, path).getContentAsString());
            }
            told.append(ask(
                            admin,
                            HttpMethod.POST,
                            "descriptorByName/io.jenkins.plugins.attune.CredentialBinding/fillCredentialsIdItems?credentialsId=")
                    .getContentAsString());
        }
        assertThat(told.toString()).contains(CREDENTIAL, JOB, PACK, ACTION);
        assertThat(asked()).hasSizeGreaterThan(100);
    }
}
