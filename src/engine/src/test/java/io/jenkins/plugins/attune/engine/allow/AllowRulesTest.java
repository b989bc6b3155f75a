package io.jenkins.plugins.attune.engine.allow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.NotAllowedException;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowRulesTest {
    private static final ActionRef ECHO = ActionRef.parse("core.echo");

    private static List<ActionPattern> patterns(String... texts) {
        return Stream.of(texts).map(ActionPattern::parse).toList();
    }

    private static AllowList only(String where, String... allowed) {
        return new AllowList(where, true, patterns(allowed), List.of(), WorkspacePacks.ALLOWED);
    }

    private static AllowList deny(String where, String... refused) {
        return new AllowList(where, false, List.of(), patterns(refused), WorkspacePacks.ALLOWED);
    }

    private static AllowList workspace(WorkspacePacks packs) {
        return new AllowList("here", false, List.of(), List.of(), packs);
    }

    private static AllowRules rules(AllowList... lists) {
        return new AllowRules(List.of(lists));
    }

    @ParameterizedTest
    @CsvSource({
        "core, core.echo, true",
        "core.*, core.echo, true",
        "core.echo, core.echo, true",
        "core.ec*, core.echo, true",
        "*, core.echo, true",
        "c*, core.echo, true",
        "core.a.*, core.a.b, true",
        "core.ech, core.echo, false",
        "core.echo, core.echo.more, false",
        "cor, core.echo, false",
        "core, core2.echo, false",
        "core_x.*, core.echo, false"
    })
    void aPatternMeansWhatItSays(String pattern, String action, boolean meant) {
        assertThat(ActionPattern.parse(pattern).matches(ActionRef.parse(action)))
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "core.", ".echo", "a b", "core/echo", "Core", "core.e?ho", "<b>"})
    void whatCannotBeANameIsRefused(String text) {
        assertThatThrownBy(() -> ActionPattern.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutListsEverythingIsAllowed() {
        assertThatCode(() -> rules().require(ECHO)).doesNotThrowAnyException();
        assertThatCode(() -> rules(deny("here")).require(ECHO)).doesNotThrowAnyException();
    }

    @Test
    void whatIsDeniedIsRefusedAlthoughItIsListed() {
        AllowList list = new AllowList("here", true, patterns("core"), patterns("core.echo"), WorkspacePacks.ALLOWED);

        assertThatThrownBy(() -> rules(list).require(ECHO))
                .isInstanceOfSatisfying(
                        NotAllowedException.class, e -> assertThat(e.exitCode()).isEqualTo(77))
                .hasMessage("the action 'core.echo' is not allowed: the rule 'core.echo' refuses it in here");
        assertThatCode(() -> rules(list).require(ActionRef.parse("core.sleep"))).doesNotThrowAnyException();
    }

    @Test
    void noLevelCanAllowWhatAnotherRefuses() {
        assertThatThrownBy(() -> rules(only("the top", "web"), only("the folder", "core"))
                        .require(ECHO))
                .hasMessageContaining("in the top");
        assertThatThrownBy(() -> rules(only("the top", "core"), only("the folder", "web"))
                        .require(ECHO))
                .hasMessageContaining("in the folder");
        assertThatCode(() -> rules(only("the top", "core"), only("the folder", "core.*"))
                        .require(ECHO))
                .doesNotThrowAnyException();
    }

    @Test
    void denyByDefaultWithoutAListRefusesEverything() {
        assertThatThrownBy(() -> rules(only("here")).require(ECHO))
                .hasMessageContaining("it is not among what is allowed in here");
    }

    @Test
    void aPackIsRefusedWhereNoneOfItsActionsMayBeRun() {
        assertThatCode(() -> rules(deny("here", "core.echo")).require("core")).doesNotThrowAnyException();
        assertThatCode(() -> rules(only("here", "core.echo")).require("core")).doesNotThrowAnyException();
        assertThatThrownBy(() -> rules(deny("here", "core.*")).require("core"))
                .hasMessage("the pack 'core' is not allowed: the rule 'core.*' refuses it in here");
        assertThatThrownBy(() -> rules(only("here", "web")).require("core")).isInstanceOf(NotAllowedException.class);
    }

    @Test
    void theStrictestLevelSaysWhetherPacksOfTheWorkspaceMayBeUsed() throws Exception {
        AllowRules.Trust doubtful = () -> Optional.of("nobody knows it");
        rules(workspace(WorkspacePacks.ALLOWED)).requireWorkspacePacks(doubtful);
        rules(workspace(WorkspacePacks.TRUSTED)).requireWorkspacePacks(Optional::empty);

        assertThatThrownBy(() -> rules(workspace(WorkspacePacks.TRUSTED), workspace(WorkspacePacks.ALLOWED))
                        .requireWorkspacePacks(doubtful))
                .hasMessageContaining("only trusted builds may use them in here, and nobody knows it");
        assertThatThrownBy(() -> rules(workspace(WorkspacePacks.TRUSTED), workspace(WorkspacePacks.FORBIDDEN))
                        .requireWorkspacePacks(Optional::empty))
                .hasMessageContaining("they are forbidden in here");
    }
}
