package io.jenkins.plugins.attune.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The administrator's guide lists every setting, and none that there is not. */
class SettingsManualTest {
    private static final Path MANUAL = Path.of("..", "..", "docs", "administration.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z0-9.]+)` \\|");

    /** A class of which there are several kinds. */
    private static final Map<Class<?>, List<Class<?>>> KINDS = Map.of(
            PackSourceSetting.class,
            List.of(IndexSetting.class, ArchiveSetting.class, GitSetting.class, DirectorySetting.class));

    @Test
    void theTableHasAllSettings() throws IOException {
        TreeSet<String> settings = new TreeSet<>();
        add("", AttuneConfiguration.class, settings);
        String manual = Files.readString(MANUAL);
        String table = manual.substring(manual.indexOf("## All settings as code"));

        assertThat(ROW.matcher(table).results().map(row -> row.group(1)).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(settings);
    }

    private static void add(String prefix, Class<?> type, TreeSet<String> settings) {
        for (Map.Entry<String, Type> field : fields(type).entrySet()) {
            String path = prefix + field.getKey();
            Class<?> part = part(field.getValue());
            if (!Describable.class.isAssignableFrom(part)) {
                settings.add(path);
                continue;
            }
            if (!prefix.isEmpty()) {
                settings.add(path);
            }
            for (Class<?> kind : KINDS.getOrDefault(part, List.of())) {
                add(path + "." + symbol(kind) + ".", kind, settings);
            }
            if (!KINDS.containsKey(part)) {
                add(path + ".", part, settings);
            }
        }
    }

    /** Of a list, what is in it. */
    private static Class<?> part(Type type) {
        return type instanceof ParameterizedType list ? (Class<?>) list.getActualTypeArguments()[0] : (Class<?>) type;
    }

    private static Map<String, Type> fields(Class<?> type) {
        Map<String, Type> fields = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String name = method.getName().substring("set".length());
                fields.put(
                        Character.toLowerCase(name.charAt(0)) + name.substring(1),
                        method.getGenericParameterTypes()[0]);
            }
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                Stream.of(constructor.getParameters())
                        .collect(Collectors.toMap(Parameter::getName, Parameter::getParameterizedType))
                        .forEach(fields::put);
            }
        }
        return fields;
    }

    private static String symbol(Class<?> kind) {
        return Stream.of(kind.getDeclaredClasses())
                .filter(nested -> nested.isAnnotationPresent(Symbol.class))
                .map(nested -> nested.getAnnotation(Symbol.class).value()[0])
                .findFirst()
                .orElseThrow();
    }
}
