package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.config.KeyBinding;
import io.jenkins.plugins.attune.config.KeySettings;
import io.jenkins.plugins.attune.folder.KeyFolderProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

class HelpFilesTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources");

    @ParameterizedTest
    @ValueSource(classes = {AttuneRunStep.class, AttuneBuilder.class, CredentialBinding.class, Concurrency.class, KeyBinding.class, KeySettings.class, KeyFolderProperty.class})
    void everyFieldHasHelp(Class<?> type) {
        List<String> fields = fields(type);
        assertThat(fields).isNotEmpty();
        for (String field : fields) {
            assertThat(type.getResource(type.getSimpleName() + "/help-" + field + ".html"))
                    .as(field)
                    .isNotNull();
        }
    }

    private static List<String> fields(Class<?> type) {
        Stream<String> setters = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> Character.toLowerCase(method.getName().charAt(3))
                        + method.getName().substring(4));
        Stream<String> constructor = Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.isAnnotationPresent(DataBoundConstructor.class))
                .flatMap(candidate -> Arrays.stream(candidate.getParameters()))
                .map(parameter -> parameter.isNamePresent() ? parameter.getName() : "")
                .filter(name -> !name.isEmpty());
        return Stream.concat(setters, constructor).toList();
    }

    @Test
    void everyViewEscapesAndHoldsNoScript() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<Path> views =
                    files.filter(file -> file.toString().endsWith(".jelly")).toList();
            assertThat(views).isNotEmpty();
            for (Path view : views) {
                assertThat(Files.readString(view))
                        .as(view.toString())
                        .startsWith("<?jelly escape-by-default='true'?>")
                        .doesNotContain("<script", "onclick", "style=");
            }
        }
    }
}
