package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.ActionNotRunnableException;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidPackException;
import io.jenkins.plugins.attune.engine.error.UnknownActionException;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackCatalogTest {
    private final LoadedPack core = Fixtures.core();
    private final LoadedPack peculiar = Fixtures.load(Fixtures.directory("fixture-packs/peculiar"));
    private final PackCatalog catalog = new PackCatalog(List.of(peculiar, core));

    @TempDir
    Path directory;

    @Test
    void findsAnActionWithItsRuntime() throws AttuneException {
        ResolvedAction found = catalog.resolve(ActionRef.parse("peculiar.state"));

        assertThat(found.pack().ref()).isEqualTo("peculiar");
        assertThat(found.runtime().ref()).isEqualTo("core.python");
        assertThat(found.requireRunnable()).isSameAs(found);
    }

    @Test
    void listsPacksAndActionsInOrder() {
        assertThat(catalog.packs()).extracting(Pack::ref).containsExactly("core", "peculiar");
        assertThat(catalog.actions())
                .extracting(action -> action.ref().toString())
                .containsExactly("core.echo", "peculiar.flow", "peculiar.names", "peculiar.standard", "peculiar.state");
    }

    @Test
    void findsTheFurtherRuntimesAnActionNeeds() throws AttuneException {
        LoadedPack mine =
                Fixtures.load(Fixtures.pack(directory, "required_worker_runtimes: {python3: '>=3.10', sh: }\n"));

        ResolvedAction found = new PackCatalog(List.of(mine, core)).resolve(ActionRef.parse("mine.act"));

        assertThat(found.required()).containsOnlyKeys("python3", "sh");
        assertThat(found.required().get("python3").ref()).isEqualTo("core.python");
    }

    @Test
    void offersTheNearestNamesAndSaysWhereItLooked() {
        assertThatThrownBy(() -> catalog.resolve(ActionRef.parse("peculiar.sttae")))
                .isInstanceOf(UnknownActionException.class)
                .hasMessageContaining("'peculiar' has no action 'sttae'")
                .asInstanceOf(InstanceOfAssertFactories.type(UnknownActionException.class))
                .extracting(AttuneException::remedy)
                .asString()
                .contains("Nearest: peculiar.state")
                .contains(core.location());
        assertThatThrownBy(() -> catalog.resolve(ActionRef.parse("cor.echo")))
                .hasMessageContaining("no pack 'cor'")
                .asInstanceOf(InstanceOfAssertFactories.type(UnknownActionException.class))
                .extracting(AttuneException::remedy)
                .asString()
                .contains("Nearest: core.echo");
    }

    @Test
    void aBrokenPackIsNotTakenForAMissingOne() {
        LoadedPack broken = Fixtures.load(Fixtures.directory("broken-packs/12-version-words"));

        assertThatThrownBy(() -> new PackCatalog(List.of(broken)).resolve(new ActionRef("version_words", "act")))
                .isInstanceOf(InvalidPackException.class)
                .hasMessageContaining("'latest' is no semantic version")
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidPackException.class))
                .extracting(AttuneException::place)
                .asString()
                .endsWith("12-version-words/pack.yaml:4:10");
    }

    @Test
    void aBrokenActionIsShownAtItsPlace() {
        LoadedPack broken = Fixtures.load(Fixtures.directory("broken-packs/25-timeout-text"));

        assertThatThrownBy(() -> new PackCatalog(List.of(broken)).resolve(new ActionRef("timeout_text", "act")))
                .isInstanceOf(InvalidPackException.class)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidPackException.class))
                .extracting(AttuneException::place)
                .asString()
                .endsWith("25-timeout-text/actions/act.yaml:5:10");
    }

    @Test
    void theFirstPackOfAReferenceWinsEvenWhenItIsBroken() throws AttuneException {
        Path first = Fixtures.pack(directory.resolve("1"), "");
        LoadedPack usable = Fixtures.load(first);
        Path second = Fixtures.pack(directory.resolve("2"), "");
        Fixtures.write(second, "pack.yaml", "ref: mine\n");
        LoadedPack broken = Fixtures.load(second);

        PackCatalog usableFirst = new PackCatalog(List.of(usable, broken, core));
        assertThat(usableFirst.resolve(ActionRef.parse("mine.act")).pack().location())
                .isEqualTo(usable.location());
        assertThat(usableFirst.shadowed()).containsExactly(broken);

        PackCatalog brokenFirst = new PackCatalog(List.of(broken, usable, core));
        assertThatThrownBy(() -> brokenFirst.resolve(ActionRef.parse("mine.act")))
                .isInstanceOf(InvalidPackException.class);
    }

    @Test
    void workflowsAreFoundAndNotRunnable() throws AttuneException {
        ResolvedAction flow = catalog.resolve(ActionRef.parse("peculiar.flow"));

        assertThat(flow.runtime()).isEqualTo(RuntimeDescriptor.none());
        assertThatThrownBy(flow::requireRunnable)
                .isInstanceOf(ActionNotRunnableException.class)
                .hasMessageContaining("workflow")
                .asInstanceOf(InstanceOfAssertFactories.type(ActionNotRunnableException.class))
                .extracting(AttuneException::remedy)
                .asString()
                .contains("Jenkinsfile");
    }

    @Test
    void disabledActionsAndPacksAreNotRunnable() {
        assertThatThrownBy(() -> catalog.resolveRunnable(ActionRef.parse("peculiar.standard")))
                .isInstanceOf(ActionNotRunnableException.class)
                .hasMessageContaining("'peculiar.standard' is disabled");

        Path pack = Fixtures.pack(directory, "");
        Fixtures.write(pack, "pack.yaml", "ref: mine\nlabel: Mine\nversion: 1.0.0\nenabled: false\n");
        PackCatalog disabled = new PackCatalog(List.of(Fixtures.load(pack), core));
        assertThatThrownBy(() -> disabled.resolveRunnable(ActionRef.parse("mine.act")))
                .hasMessageContaining("the pack 'mine' is disabled");
    }

    @Test
    void saysWhyActionsOfStackStormDoNotRun() {
        assertThatThrownBy(() -> catalog.resolve(ActionRef.parse("peculiar.relative")))
                .isInstanceOf(ActionNotRunnableException.class)
                .hasMessageContaining("python-script")
                .hasMessageContaining("StackStorm");
    }

    @Test
    void anActionWhoseRuntimeIsNotAtHandSaysSo() {
        assertThatThrownBy(() -> new PackCatalog(List.of(peculiar)).resolve(ActionRef.parse("peculiar.state")))
                .isInstanceOf(ActionNotRunnableException.class)
                .hasMessageContaining("needs the runtime 'python'");
    }
}
