package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people get to read when they call an action wrongly: what is wrong, of what, and what to do; and no secret. */
@WithJenkins
class WrongCallsIT {
    private static final String SECRET = "the-secret-of-the-run";
    private static final String BOUND = "the-bound-secret";
    private static final String LITERAL = "written-into-the-job";

    /** Each with what its message must hold. */
    private static final Map<String, List<String>> CALLS = new LinkedHashMap<>();

    private static void call(String arguments, String... parts) {
        CALLS.put(arguments, List.of(parts));
    }

    static {
        call("action: 'no reference'", "not an action reference <pack>.<action>: no reference");
        call("action: 'nowhere.thing'", "no pack 'nowhere'");
        call("action: 'trial.digets'", "no action 'digets'", "Nearest: trial.digest");
        call("action: 'core.noop', packs: '/etc'", "packs: '/etc' is an absolute path", "below the workspace");
        call(
                "action: 'trial.digest', credentials: [text: 'absent']",
                "the credential 'absent' for parameter 'text' was not found for wrong",
                "scope is not 'System'");
        call(
                "action: 'trial.digest', credentials: [text: 'for-the-system']",
                "the credential 'for-the-system' for parameter 'text' was not found");
        call(
                "action: 'trial.digest', credentials: [text: 'strange']",
                "the credential 'strange' for parameter 'text' is of the kind 'Something strange'",
                "Use a secret text, a secret file, a username with password, an SSH key or a certificate");
        call(
                "action: 'trial.digest', credentials: [text: 'user#passwort']",
                "the credential 'user' for parameter 'text' has no part 'passwort'; it has username, password",
                "'user#password'");
        call(
                "action: 'trial.digest', credentials: [text: 'user#']",
                "the credential 'user' for parameter 'text' has no part ''; it has username, password");
        call(
                "action: 'trial.digest', credentials: [text: 'user']",
                "the credential 'user' for parameter 'text' has several parts (username, password)",
                "'user#password'");
        call(
                "action: 'trial.digest', credentials: [object: 'text']",
                "parameter 'object' must be JSON: its type is object");
        call("action: 'trial.digest', credentials: [list: 'user#password']", "parameter 'list' must be JSON");
        call(
                "action: 'trial.digest', credentials: [tekst: 'text']",
                "parameter 'tekst' is not one of the action's; perhaps 'text'");
        call(
                "action: 'trial.digest', parameters: [text: '" + LITERAL + "']",
                "parameter 'text' is secret",
                "attuneRun action: 'trial.digest', credentials: [text: '<id of a credential>']");
        call(
                "action: 'trial.digest', parameters: [plain: 'a'], credentials: [plain: 'text']",
                "parameter 'plain' is given twice, as a secret and as a plain value");
        call("action: 'trial.blab'", "parameter 'token' is required, and is not given (a secret)");
        call("action: 'trial.digest', parameters: [show: 'yes', n: 1]", "'show'", "'n' is not one of the action's");
        call("action: 'trial.digest', parameters: [plain: 'x' * 2000000]", "larger than", "parameter_delivery: file");
        call("action: 'trial.digest', parameters: [('x' * 300): 'a']", "a name longer than 255 characters");
        call(
                "action: 'core.noop', env: [LD_PRELOAD: 'x.so']",
                "'LD_PRELOAD' is refused: it would change which code is run");
        call("action: 'core.noop', env: ['A B': 'x']", "'A B' is refused: its name must consist of");
        call("action: 'core.noop', env: [ATTUNE_LIB: 'x']", "'ATTUNE_LIB' is refused");
        call(
                "action: 'trial.digest', credentials: [text: 'text'], env: [TOKEN: 'Bearer " + SECRET + "']",
                "'TOKEN' is refused: its value contains a secret",
                "Pass the secret as a parameter");
        call("action: 'core.noop', env: [TOKEN: \"x-${BOUND}\"]", "'TOKEN' is refused: its value contains a secret");
        call("action: 'core.noop', timeout: 0", "time", "0");
        call("action: 'core.noop', logLimit: 'lots'", "lots");
    }

    @Test
    void eachSaysWhatIsWrongAndTellsNoSecret(JenkinsRule rule) throws Exception {
        Fixtures.secretText(rule.jenkins, "text", SECRET);
        Fixtures.secretText(rule.jenkins, "bound", BOUND);
        Fixtures.add(
                rule.jenkins,
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.SYSTEM, "for-the-system", "", "root", "the password of the system"));
        Fixtures.password(rule.jenkins, "user");
        Fixtures.add(rule.jenkins, new Strange());
        WorkflowJob job = Fixtures.pipeline(rule, "wrong", script());
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);

        WorkflowRun build = rule.buildAndAssertSuccess(job);

        Matcher told = Pattern.compile("<<(\\d+) (.*?)>>", Pattern.DOTALL).matcher(JenkinsRule.getLog(build));
        SoftAssertions all = new SoftAssertions();
        int number = 0;
        for (Map.Entry<String, List<String>> call : CALLS.entrySet()) {
            assertThat(told.find()).as(call.getKey()).isTrue();
            assertThat(told.group(1)).isEqualTo(Integer.toString(number++));
            String message = told.group(2);
            System.out.println("| `" + call.getKey() + "` | " + message.replace("\n", "<br>") + " |");
            all.assertThat(message).as(call.getKey()).contains(call.getValue());
            all.assertThat(message)
                    .as(call.getKey())
                    .doesNotContain(SECRET, BOUND, LITERAL, "a password", "the password of the system", "\tat ");
        }
        all.assertAll();
        assertThat(number).isGreaterThanOrEqualTo(20);
    }

    private static String script() {
        StringBuilder script = new StringBuilder("node('built-in') {\n");
        script.append("withCredentials([string(credentialsId: 'bound', variable: 'BOUND')]) {\n");
        int number = 0;
        for (String arguments : CALLS.keySet()) {
            String packs = arguments.contains("packs:") ? "" : ", packs: 'packs'";
            script.append("try { attuneRun ").append(arguments).append(packs);
            script.append("; echo '<<").append(number).append(" no error>>'");
            script.append(" } catch (Exception e) { echo \"<<").append(number++).append(" ${e.message}>>\" }\n");
        }
        return script.append("}\n}").toString();
    }

    /** Of a kind that nothing is known of. */
    public static final class Strange extends BaseStandardCredentials {
        private static final long serialVersionUID = 1L;

        Strange() {
            super(CredentialsScope.GLOBAL, "strange", "");
        }

        /** Its name. */
        @TestExtension
        public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {
            @Override
            public String getDisplayName() {
                return "Something strange";
            }
        }
    }
}
