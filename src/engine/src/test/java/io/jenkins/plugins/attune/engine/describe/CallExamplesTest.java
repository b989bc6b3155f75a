package io.jenkins.plugins.attune.engine.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallExamplesTest {
    @TempDir
    private Path directory;

    private Action action(String parameters) throws IOException {
        Path pack = Files.createDirectories(directory.resolve("mine/actions")).getParent();
        Files.writeString(pack.resolve("pack.yaml"), "ref: mine\nlabel: Mine\nversion: 1.0.0\n");
        Files.writeString(pack.resolve("actions/act.sh"), "#!/bin/sh\n");
        Files.writeString(
                pack.resolve("actions/act.yaml"),
                "ref: mine.act\nrunner_type: shell\nentry_point: act.sh\nparameters:\n" + parameters.indent(2));
        LoadedPack core = new PackLoader(List.of()).load(PackArchive.core().snapshot());
        LoadedPack mine = new PackLoader(core.pack().runtimes()).load(PackSnapshot.of(pack));
        assertThat(mine.problems()).isEmpty();
        return mine.pack().actions().get(ActionRef.parse("mine.act"));
    }

    private static final String MANY = """
            text: {type: string, required: true, description: "x"}
            long: {type: string, required: true, minLength: 7, description: "x"}
            size: {type: integer, required: true, minimum: 5, description: "x"}
            share: {type: number, required: true, maximum: 0.5, description: "x"}
            sure: {type: boolean, required: true, description: "x"}
            kind: {type: string, required: true, enum: ["it's", b], description: "x"}
            items: {type: array, required: true, minItems: 2, items: {type: integer, minimum: 3}, description: "x"}
            more: {type: object, required: true, description: "x"}
            x-y: {type: string, required: true, description: "x"}
            token: {type: string, required: true, secret: true, description: "x"}
            given: {type: string, required: true, default: d, description: "x"}
            other: {type: string, description: "x"}
            """;

    @Test
    void everyRequiredParameterHasAValueThatFits() throws IOException {
        Action action = action(MANY);
        ObjectNode values = (ObjectNode) new YAMLMapper().readTree(new CallExamples(action).yaml());
        assertThat(values.properties())
                .extracting(entry -> entry.getKey())
                .containsExactly("text", "long", "size", "share", "sure", "kind", "items", "more", "x-y");
        // The secret comes from a credential.
        values.put("token", "t");
        values.put("given", "d");
        assertThat(action.contract().parameters().check(values)).isEmpty();
    }

    @Test
    void aPipelineIsWrittenAsGroovyReadsIt() throws IOException {
        assertThat(new CallExamples(action(MANY)).pipeline())
                .isEqualTo("attuneRun action: 'mine.act', parameters: [text: '...', long: '.........', size: 5,"
                        + " share: 0.5, sure: true, kind: 'it\\'s', items: [3, 3], more: [:], 'x-y': '...'],"
                        + " credentials: [token: 'id-of-token']");
    }

    @Test
    void aCommandIsWrittenAsAShellReadsIt() throws IOException {
        assertThat(new CallExamples(action(MANY)).shell())
                .isEqualTo("attune run mine.act text=... long=......... size=5 share=0.5 sure=true kind='it'\\''s'"
                        + " items='[3,3]' more='{}' x-y=... --secret token=env:TOKEN");
    }

    @Test
    void anActionThatRequiresNothingIsCalledByItsName() throws IOException {
        CallExamples examples = new CallExamples(action("other: {type: string, description: x}\n"));
        assertThat(examples.pipeline()).isEqualTo("attuneRun action: 'mine.act'");
        assertThat(examples.shell()).isEqualTo("attune run mine.act");
        assertThat(examples.yaml()).isEmpty();
        assertThat(examples.credentials()).isEmpty();
    }

    @Test
    void theDefaultOfASecretIsShownToNobody() throws IOException {
        Action action = action("""
                token: {type: string, secret: true, default: from-the-file, description: "x"}
                port: {type: integer, default: 80, enum: [80, 443], description: "x"}
                """);
        List<PropertyText> texts =
                PropertyText.all(action.contract().parameters().properties());
        assertThat(texts.toString()).doesNotContain("from-the-file");
        assertThat(texts.get(0).defaultText()).isEmpty();
        assertThat(texts.get(1).defaultText()).isEqualTo("80");
        assertThat(texts.get(1).defaultValue()).isEqualTo(80);
        assertThat(texts.get(1).allowedTexts()).containsExactly("80", "443");
    }
}
