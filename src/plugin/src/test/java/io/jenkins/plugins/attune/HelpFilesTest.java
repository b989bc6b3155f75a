package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.Describable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

class HelpFilesTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources");

    /** Everything that Jenkins makes from a form. */
    private static Stream<Class<?>> configurable() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("/engine/"))
                        .importPackages("io.jenkins.plugins.attune")
                        .stream()
                        .filter(type -> type.getMethods().stream()
                                        .anyMatch(field -> field.isAnnotatedWith(DataBoundSetter.class))
                                || type.getConstructors().stream()
                                        .anyMatch(made -> made.isAnnotatedWith(DataBoundConstructor.class)))
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> !fields(type).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("configurable")
    void everyFieldHasHelp(Class<?> type) {
        for (String field : fields(type)) {
            assertThat(type.getResource(type.getSimpleName() + "/help-" + field + ".html"))
                    .as(field)
                    .isNotNull();
        }
    }

    @Test
    void someThingsAreConfigured() {
        assertThat(configurable()).contains(AttuneRunStep.class, AttuneBuilder.class, Concurrency.class);
    }

    /** What has fields of its own, each with its help. */
    private static boolean isPart(Class<?> type) {
        return Describable.class.isAssignableFrom(type);
    }

    private static List<String> fields(Class<?> type) {
        Stream<String> setters = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .filter(method -> !isPart(method.getParameterTypes()[0]))
                .map(method -> Character.toLowerCase(method.getName().charAt(3))
                        + method.getName().substring(4));
        Stream<String> constructor = Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.isAnnotationPresent(DataBoundConstructor.class))
                .flatMap(candidate -> Arrays.stream(candidate.getParameters()))
                .filter(parameter -> !isPart(parameter.getType()))
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

    /** In a Jenkins that is installed, the class loader that would look for it is that of Jenkins, and not the plugin's. */
    @Test
    void noViewNamesAClass() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path view :
                    files.filter(file -> file.toString().endsWith(".jelly")).toList()) {
                assertThat(Files.readString(view)).as(view.toString()).doesNotContainPattern("lass(Name)?=\"io\\.");
            }
        }
    }
}
