package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.ActionFields.Given;
import io.jenkins.plugins.attune.engine.form.FormField;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The fields that an action's schema makes, and what is saved of them. */
@WithJenkins
class ActionFieldsIT {
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        Fixtures.secretText(rule.jenkins, "token-id", "a secret value");
        Fixtures.password(rule.jenkins, "login-id");
    }

    private static AttuneBuilder request(String parameters) {
        AttuneBuilder builder = new AttuneBuilder("core.http_request");
        builder.setParameters(parameters);
        return builder;
    }

    private static AttuneBuilder saved(AttuneBuilder builder) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject();
        job.getBuildersList().add(builder);
        rule.configRoundtrip(job);
        return job.getBuildersList().get(AttuneBuilder.class);
    }

    private static ActionFields.DescriptorImpl descriptor() {
        return rule.jenkins.getDescriptorByType(ActionFields.DescriptorImpl.class);
    }

    @Test
    void whatWasWrittenByHandStaysLetterForLetter() throws Exception {
        String written = """
                # why this one
                url: "https://example.org/$JOB_NAME"
                json: {name: demo, list: [1, two]}
                timeout_seconds: 2.5
                verify_tls: true
                method: $METHOD
                body: ''
                max_redirects: $COUNT
                """.strip();
        assertThat(saved(request(written)).getParameters()).isEqualTo(written);
    }

    @Test
    void credentialsOfSecretParametersAndOthersStay() throws Exception {
        AttuneBuilder builder = request("url: https://example.org");
        CredentialBinding password = new CredentialBinding("auth_password", "login-id");
        password.setPart("password");
        CredentialBinding user = new CredentialBinding("auth_username", "login-id");
        user.setPart("username");
        builder.setCredentialBindings(List.of(password, user));

        assertThat(CredentialBinding.toMap(saved(builder).getCredentialBindings()))
                .isEqualTo(Map.of("auth_password", "login-id#password", "auth_username", "login-id#username"));
    }

    @Test
    void aStepOfAKnownActionSurvivesItsForm() throws Exception {
        AttuneRunStep step = new AttuneRunStep("core.http_request");
        step.setParameters(Map.of("url", "https://example.org", "json", Map.of("a", List.of(1)), "verify_tls", false));
        step.setCredentials(Map.of("auth_token", "token-id"));
        assertThat(new StepConfigTester(rule).configRoundTrip(step))
                .usingRecursiveComparison()
                .isEqualTo(step);
    }

    @Test
    void whatIsFilledInIsSavedInItsType() throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject();
        job.getBuildersList().add(request("url: https://example.org"));
        try (JenkinsRule.WebClient client = rule.createWebClient()) {
            HtmlPage page = client.getPage(job, "configure");
            HtmlForm form = page.getFormByName("config");
            form.<HtmlTextArea>getFirstByXPath(".//div[@name='fields'][input[@value='headers']]//textarea")
                    .setText("{\"X-Build\": 1}");
            form.<org.htmlunit.html.HtmlTextInput>getFirstByXPath(
                            ".//div[@name='fields'][input[@value='max_redirects']]//input[@type='text']")
                    .setText("3");
            form.<org.htmlunit.html.HtmlCheckBoxInput>getFirstByXPath(
                            ".//div[@name='fields'][input[@value='verify_tls']]//input[@type='checkbox']")
                    .setChecked(false);
            form.<org.htmlunit.html.HtmlSelect>getFirstByXPath(".//div[@name='fields'][input[@value='method']]//select")
                    .setSelectedAttribute("\"POST\"", true);
            rule.submit(form);
        }
        String text = job.getBuildersList().get(AttuneBuilder.class).getParameters();
        assertThat(FormText.parameters(FormText.orEmpty(text)))
                .isEqualTo(Map.of(
                        "url",
                        "https://example.org",
                        "headers",
                        Map.of("X-Build", 1),
                        "max_redirects",
                        3,
                        "verify_tls",
                        false,
                        "method",
                        "POST"));
    }

    @Test
    void anActionOfTheWorkspaceHasItsParametersAsText() throws Exception {
        AttuneBuilder builder = new AttuneBuilder("web.deploy");
        builder.setParameters("# mine\ntarget: $TARGET");
        builder.setCredentialBindings(List.of(new CredentialBinding("key", "token-id")));
        AttuneBuilder after = saved(builder);
        assertThat(after.getParameters()).isEqualTo("# mine\ntarget: $TARGET");
        assertThat(CredentialBinding.toMap(after.getCredentialBindings())).isEqualTo(Map.of("key", "token-id"));
    }

    @Test
    void parametersThatAreNoYamlStayAsTheyAre() throws Exception {
        assertThat(saved(request("url: [")).getParameters()).isEqualTo("url: [");
    }

    @Test
    void actionsAreFoundByNameAndByWhatTheyDo() throws Exception {
        assertThat(descriptor().doAutoCompleteAction(null, "http").getValues()).containsExactly("core.http_request");
        assertThat(descriptor().doAutoCompleteAction(null, "core.").getValues()).contains("core.echo", "core.sleep");
        assertThat(descriptor().doAutoCompleteAction(null, "answer headers").getValues())
                .containsExactly("core.http_request");
        assertThat(descriptor()
                        .doAutoCompleteAction(null, "nothing of the kind")
                        .getValues())
                .isEmpty();
    }

    private static FormValidation check(String name, String value) {
        return descriptor().doCheckValue(null, "core.http_request", name, true, value);
    }

    @Test
    void valuesAreCheckedAgainstTheSchema() {
        assertThat(check("timeout_seconds", "0")).hasMessageContaining("must be at least 0.1");
        assertThat(check("timeout_seconds", "soon")).hasMessageContaining("must be a number");
        assertThat(check("timeout_seconds", "$SECONDS").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(check("timeout_seconds", "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(check("url", "")).hasMessageContaining("Required");
        assertThat(check("url", "ftp://example.org")).hasMessageContaining("must match");
        assertThat(check("headers", "{\"a\": [")).hasMessageContaining("neither JSON nor YAML");
        assertThat(descriptor().doCheckValue(null, "core.http_request", "timeout_seconds", false, "$SECONDS"))
                .hasMessageContaining("must be a number");
        assertThat(descriptor().doCheckParameters(null, "core.http_request", "urls: x"))
                .hasMessageContaining("urls&#039; is not one of the action&#039;s parameters; perhaps &#039;url");
        assertThat(descriptor().doCheckParameters(null, "web.deploy", "urls: x").kind)
                .isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void aParameterForTextTakesPartsOfACredential() {
        ListBoxModel offers = rule.jenkins
                .getDescriptorByType(ActionSecret.DescriptorImpl.class)
                .doFillCredentialsIdItems(null, "core.http_request", "auth_password", "gone-id");
        assertThat(offers)
                .extracting(offer -> offer.value)
                .contains("", "token-id", "login-id#password", "gone-id")
                .doesNotContain("login-id");
    }

    @Test
    void theOtherActionKeepsWhatItHasAFieldFor() {
        JSONObject section = JSONObject.fromObject("""
                {"fields": [{"name": "message", "kind": "TEXT", "absent": "", "value": "hello"},
                            {"name": "seconds", "kind": "NUMBER", "absent": "", "value": "3"}],
                 "secrets": [], "parameters": ""}
                """);
        Map<String, Object> values = SubmittedFields.valuesFor(section, KnownActions.find("core.fail"));
        assertThat(values).isEqualTo(Map.of("message", "hello"));
        assertThat(ActionFields.of(new Given("core.fail", FormText.ofParameters(values), List.of(), true, true))
                        .getFields())
                .filteredOn(field -> field.name().equals("message"))
                .extracting(FormField::text)
                .containsExactly("hello");
        assertThat(SubmittedFields.valuesFor(section, KnownActions.find("no.such")))
                .isEqualTo(Map.of("message", "hello", "seconds", 3));
    }
}
