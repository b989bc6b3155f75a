package io.jenkins.plugins.attune;

import io.jenkins.plugins.attune.config.KeyBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** The keys of a step as scripts write them: a map of those that are read, one of those that are written, or a list. */
final class StepKeys {
    private StepKeys() {}

    /** These are read in place of others; what is written stays. */
    static List<KeyBinding> reading(List<KeyBinding> before, Map<String, Object> keys) {
        List<KeyBinding> all = new ArrayList<>(KeyBinding.ofMap(keys));
        before.stream().filter(KeyBinding::isWrite).forEach(all::add);
        return all;
    }

    /** These are written in place of others; what is read stays. */
    static List<KeyBinding> writing(List<KeyBinding> before, Map<String, String> ids) {
        List<KeyBinding> all = new ArrayList<>();
        before.stream().filter(binding -> !binding.isWrite()).forEach(all::add);
        all.addAll(KeyBinding.ofWriteMap(ids));
        return all;
    }

    /**
     * The step with one of the ways: maps, unless a reference holds a dot. A generator of scripts writes names in maps
     * without quotes, and the script could not be read then.
     */
    static UninstantiatedDescribable written(UninstantiatedDescribable step, List<KeyBinding> keys) {
        Map<String, Object> arguments = new LinkedHashMap<>(step.getArguments());
        if (keys.stream().anyMatch(key -> key.getReference().indexOf('.') >= 0)) {
            arguments.keySet().removeAll(Set.of("keys", "writeKeys"));
        } else {
            arguments.remove("keyBindings");
        }
        UninstantiatedDescribable one = new UninstantiatedDescribable(step.getSymbol(), step.getKlass(), arguments);
        one.setModel(step.getModel());
        return one;
    }
}
